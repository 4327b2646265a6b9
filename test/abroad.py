"""One source built by several compilers for several ABIs, and moved between them.

    variant    a compiler with an option for optimising, for one ABI; "gcc-O2",
               "s390x-O1"
    Moved      a source built with Ferry for some variants

What csmith.py, torture.py and soak.py share. Builds may say FERRY refuses (`Refused`, with
the flag and the place); any other failure of a build is a `moves.Failure`.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import abis
import moves

INPUTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs")
# It makes a function of a variable; see Inputs/due.c.
DUE_FLAGS = ["-D__ferry_poll_requested=__ferry_test_due()", "-Wno-ignored-qualifiers"]
SUMMARY = re.compile(rb"ferry 1 (\d+) [0-9a-f]{16}\n")
OPTION = re.compile(r"ferry-cc: error: -[\w-]+ is refused: .*")
FLAG = re.compile(r"error: (.*) \[-Wferry-([a-z0-9-]+)\]")


class Refused(Exception):
    """Ferry refuses the program at a place."""

    def __init__(self, flag, text):
        super().__init__(text)
        self.flag = flag


class Slow(Exception):
    pass


def clang():
    """The plain name, else the newest that has a number."""
    names = ["clang", *(f"clang-{n}" for n in range(30, 13, -1))]
    return next((n for n in names if shutil.which(n)), None)


@dataclass(frozen=True)
class Variant:
    abi: abis.Abi
    compiler: str
    optimise: str

    @property
    def name(self):
        kind = "clang" if "clang" in self.compiler else "gcc"
        return f"{self.abi.name}-{kind}{self.optimise}"


def variant(abi, compiler="gcc", optimise="-O1"):
    return Variant(abi, compiler if abi.native else abi.compiler(), optimise)


def compile(words, what, timeout=300):
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, errors="replace", timeout=timeout,
            env=moves.environment(), stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise Slow(what)
    if done.returncode:
        text = done.stderr + done.stdout
        if "ferry-cc" in words[0] and (found := FLAG.search(text)):
            raise Refused(found[2], found[0])
        if "ferry-cc" in words[0] and (found := OPTION.search(text)):
            raise Refused("an option", found[0])
        lines = [l for l in text.splitlines() if "error" in l or "undefined" in l]
        raise moves.Failure(f"{what}: {' | '.join(lines or text.splitlines())[:1500]}")


def facts_with_entries(precompile, unit, facts):
    """Writes what --merge says of the object, but that each function polls when it is
    entered (docs/design/0001); allocators, which are never captured, don't. The summary is
    found by its first line, so that objects of all ABIs can be read."""
    with open(unit, "rb") as file:
        data = file.read()
    found = SUMMARY.search(data)
    summary = json.loads(data[found.end():found.end() + int(found[1])])
    subprocess.run([precompile, "--merge", f"--facts-out={facts}", unit], check=True)
    with open(facts) as file:
        whole = json.load(file)
    functions = [f for f in summary["functions"] if f["name"] not in whole["allocators"]]
    whole["capturable"] = whole["entry"] = sorted(f["name"] for f in functions)
    whole["reaching"] = sorted({signature for f in functions for signature in f["indirect"]})
    whole["lists"] = True
    with open(facts, "w") as file:
        json.dump(whole, file)


class Moved:
    """`flags` are for all builds, `ferry` for those with Ferry, `foreign` are sources that
    Ferry never sees. `due`: between two captures no poll takes its slow path
    (Inputs/due.c). `settings`: A=B, for each run."""

    def __init__(self, build, work, sources, flags=(), arguments=(), ferry=(), due=False,
                 timeout=60, foreign=(), settings=()):
        self.build_folder, self.work, self.sources = build, work, sources
        self.flags, self.arguments, self.due = list(flags), list(arguments), due
        self.ferry, self.foreign = list(ferry), list(foreign)
        self.first = ["env", *settings] if settings else []
        self.timeout = timeout
        self.oracle = moves.Oracle(build)
        self.words = {}
        os.makedirs(work, exist_ok=True)

    def build_plain(self, v, *flags):
        program = os.path.join(self.work, f"plain-{v.name}")
        compile(
            [v.compiler, v.optimise, "-w", *flags, *self.flags, *self.sources, *self.foreign,
             "-o", program, "-lm"],
            f"plain build {v.name}",
        )
        return [*self.first, *v.abi.run(), program, *self.arguments]

    def plain(self, v, *flags):
        """Builds and runs the plain program: status, output."""
        return moves.run(self.build_plain(v, *flags), self.timeout)[:2]

    def build(self, v, entries=False):
        """`entries`: each function polls when it is entered. No link of Ferry's could
        have it so, and the steps of the driver are taken one by one."""
        program = os.path.join(self.work, f"ferry-{v.name}")
        more = []
        if self.due:
            made = f"{program}-due.o"
            compile([v.abi.compiler(), "-O1", "-c", os.path.join(INPUTS, "due.c"), "-o", made],
                    "due.c")
            more = [made]
        for number, source in enumerate(self.foreign):
            made = f"{program}-foreign{number}.o"
            compile([v.compiler, v.optimise, "-w", *self.flags, "-c", source, "-o", made],
                    f"{source} {v.name}")
            more.append(made)
        driver = [
            os.path.join(self.build_folder, "bin", "ferry-cc"), f"--ferry-cc={v.compiler}",
            v.optimise, "-w", *self.ferry, *self.flags, *(DUE_FLAGS if self.due else []),
            *self.sources,
        ]
        if entries:
            unit, facts = f"{program}.o", f"{program}.facts"
            compile([*driver, "-c", "-o", unit], f"ferry-cc {v.name}")
            facts_with_entries(f"{self.build_folder}/bin/ferry-precompile", unit, facts)
            compile([*driver, f"--ferry-facts={facts}", "-c", "-o", unit],
                    f"ferry-cc {v.name}, polls at all entries")
            compile([v.compiler, unit, *more, v.abi.library(self.build_folder), "-o", program,
                     "-lm", "-lpthread"], "linking")
        else:
            compile([*driver, *more, "-o", program, "-lm"], f"ferry-cc {v.name}")
        self.words[v] = [*self.first, *v.abi.run(), program, *self.arguments]

    def polls(self, v):
        """Status, output, errors, polls (None: it left without telling)."""
        return moves.count_polls(self.words[v], self.work, self.timeout)

    def journey(self, stops, shift=1):
        """Stops: (variant, polls until the next capture); may be endless."""
        count = "FERRY_TEST_DUE" if self.due else "FERRY_AT_POLL"
        legs = (
            (v.name, self.words[v], {"FERRY_AT_POLL": 1, count: poll}) for v, poll in stops
        )
        return moves.journey(
            legs, os.path.join(self.work, "checkpoints"), self.oracle, self.timeout, shift
        )
