#!/usr/bin/env python3
"""Random programs of csmith, moved between compilers, options and ABIs.

    csmith.py --build=BUILD --work=DIR [--programs=N] [--seed=S] [options]

csmith's programs are well-defined, full of pointers to pointers, gotos and calls
nested in expressions, and print a checksum of every variable on request. Program i
has the seed S + i; everything about it comes from its seed, so that

    csmith.py ... --programs=1 --seed=SEED

does the same again. Each is built plainly, and with Ferry by gcc and by clang (one
at -O0, one at -O2) and for two other ABIs; it is captured at random polls, resumed
in another of these builds (the other compiler's is the same ABI at other addresses),
captured there, and resumed where it began. It must print what the plain build
prints, and each restore must satisfy the oracle of moves.py.

    --programs=N  how many are to be moved (default 20)
    --minutes=M   begins no program after so many minutes
    --seed=S      default: a fresh one; it is printed
    --moves=N     journeys of each program (default 8)
    --jobs=N      programs at a time (default: one for each core)
    --reduce      creduce makes what is wrong small: reduced.c beside the program

Left out and counted: programs that run for more than a second, that do not poll,
whose plain builds differ. What Ferry refuses is counted by flag. The folder of a
program that is wrong is kept; the others' are not. Exit status 1: one was wrong, or
none was moved.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import abis
import abroad
import moves
from abroad import Refused, Slow, variant

# Ferry refuses unions and packed structs, or they differ between ABIs.
PORTABLE = ["--no-unions", "--no-packed-struct"]
KINDS = [
    ["--no-volatiles", "--max-funcs", "7"],
    ["--max-funcs", "7"],
    ["--max-funcs", "12", "--max-block-depth", "7", "--no-volatiles"],
    ["--max-funcs", "25", "--max-block-depth", "3", "--no-volatiles"],
    ["--max-funcs", "8", "--max-array-dim", "4", "--max-pointer-depth", "4",
     "--embedded-assigns", "--comma-operators"],
    ["--max-funcs", "10", "--max-struct-fields", "20", "--inline-function",
     "--const-pointers", "--strict-const-arrays"],
]
# As headers of the user's: variables of system headers are not kept apart.
INCLUDE = ["-I/usr/include/csmith"]
WRONG = "wrong"


class LeftOut(Exception):
    pass


class Wrong(Exception):
    """`where`: enough to see it again in a smaller program."""

    def __init__(self, text, **where):
        super().__init__(text)
        self.where = where


def generate(source, seed):
    try:
        with open(source, "w") as file:
            subprocess.run(
                ["csmith", *PORTABLE, *KINDS[seed % len(KINDS)], "--seed", str(seed)],
                stdout=file, stderr=subprocess.DEVNULL, check=True, timeout=30,
                cwd=os.path.dirname(source),
            )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise LeftOut("csmith itself failed")


class Trial:
    """One program."""

    def __init__(self, options, seed, work, source):
        self.o, self.seed, self.choose = options, seed, random.Random(seed)
        # Every second one between two captures without a slow poll, see due.c.
        self.p = abroad.Moved(
            options.build, work, [source], INCLUDE, ["1"], due=seed % 2 == 1, timeout=40
        )
        here, clang = abis.BY_NAME["x86_64"], abroad.clang()
        levels = ["-O0", "-O2"] if seed % 4 < 2 else ["-O2", "-O0"]
        self.native = [variant(here, "gcc", levels[0])]
        if clang:
            self.native.append(variant(here, clang, levels[1]))
        foreign = [a for a in abis.usable(options.build) if not a.native]
        self.foreign = [
            variant(abi, optimise=self.choose.choice(["-O0", "-O1", "-O2"]))
            for abi in self.choose.sample(foreign, min(2, len(foreign)))
        ]

    def expect(self):
        # An undefined loop ends at one level and not at the other: Ferry's build may do
        # what either does.
        levels = [variant(abis.BY_NAME["x86_64"], "gcc", level) for level in ("-O0", "-O2")]
        try:
            self.p.timeout = 1
            (status, self.wanted), other = [self.p.plain(v) for v in levels]
            self.p.timeout = 40
        except moves.Hangs:
            raise LeftOut("runs for more than a second")
        if status:
            raise LeftOut("the plain program fails")
        if other != (status, self.wanted):
            raise LeftOut("plain builds differ")

    def build(self):
        """And each build prints what it should when it is not moved."""
        self.polls = 0
        for v in [*self.native, *self.foreign]:
            try:
                self.p.build(v)
            except moves.Failure as failure:
                raise Wrong(str(failure), builds=[v.name])
            try:
                status, out, err, polls = self.p.polls(v)
            except moves.Hangs as hangs:
                status, out, err, polls = str(hangs), b"", "", None
            differs = moves.difference(out, self.wanted)
            if status or differs:
                if self.p.plain(v) != (0, self.wanted):
                    raise LeftOut("plain builds differ")
                raise Wrong(f"{v.name}, not moved: status {status} {err}\n{differs}",
                            builds=[v.name])
            if v == self.native[0]:
                self.polls = polls or 0
                if not self.polls:
                    raise LeftOut("does not poll")

    def poll(self):
        """Early ones are as likely as late ones: most of a program's state is there
        soon, and its frames come and go all the time."""
        if self.choose.random() < 0.5:
            return self.choose.randint(1, self.polls)
        return min(self.polls, max(1, int(self.polls ** self.choose.random())))

    def move(self, stops):
        """Nothing, or the runtime's reason not to."""
        where = [(v.name, poll) for v, poll in stops]
        try:
            made = self.p.journey(stops, self.choose.randint(1, 100))
        except moves.NotAgain as refused:
            # A pointer to a local that is gone may lead into another one by now; what
            # it can't mean depends on the sizes of the ABI.
            if "dangling pointers" not in str(refused):
                raise Wrong(f"{where}: {refused}", stops=where)
            return str(refused)
        except moves.Failure as failure:
            raise Wrong(f"{where}: {failure}", stops=where)
        if made.refused:
            return str(made)
        differs = moves.difference(made.output, self.wanted)
        if made.status or differs:
            raise Wrong(f"{where}: {made}\n{differs or ''}", stops=where)
        return None

    def journeys(self):
        """How many of them were refused while the program ran, and the first."""
        refused = []
        every = [*self.native, *self.foreign]
        for n in range(self.o.moves):
            here = self.native[n % len(self.native)]
            if n % 4 == 3 and self.foreign:
                here = self.choose.choice(self.foreign)
            there = [v for v in every if v != here]
            later = self.choose.choice(
                [1, 2, 3, self.choose.randint(1, max(1, self.polls // 2)), moves.NEVER]
            )
            stops = [(here, self.poll()), (there[n % len(there)], later), (here, moves.NEVER)]
            if reason := self.move(stops):
                refused.append(reason)
        return refused


def one(options, seed):
    """Class, flag or reason, text."""
    work = os.path.join(options.work, f"seed-{seed}")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    source = os.path.join(work, "program.c")
    try:
        generate(source, seed)
        trial = Trial(options, seed, work, source)
        trial.expect()
        trial.build()
        refused = trial.journeys()
        result = ("moved", len(refused), refused[0] if refused else "")
    except LeftOut as out:
        result = ("left out", str(out), "")
    except Slow as slow:
        result = ("left out", "the compiler takes too long", str(slow))
    except Refused as refused:
        result = ("refused", refused.flag, str(refused))
    except Wrong as wrong:
        with open(os.path.join(work, "wrong.json"), "w") as file:
            json.dump(wrong.where, file)
        return (WRONG, work, str(wrong))
    shutil.rmtree(work)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--programs", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(1, 10**8))
    parser.add_argument("--moves", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--reduce", action="store_true")
    o = parser.parse_args()
    if not shutil.which("csmith"):
        sys.exit("csmith.py: no csmith; ./dev setup installs it")
    if o.reduce and not shutil.which("creduce"):
        sys.exit("csmith.py: no creduce; install it to use --reduce")
    o.build, o.work = os.path.abspath(o.build), os.path.abspath(o.work)
    os.makedirs(o.work, exist_ok=True)
    print(f"csmith: seed {o.seed}", flush=True)
    started = time.monotonic()
    counts, results = collections.Counter(), collections.Counter()
    refused_moves, seed = 0, o.seed
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        running = {}
        # What is left out is made up for, within reason.
        while running or (results["moved"] + results[WRONG] < o.programs
                          and seed < o.seed + 20 * o.programs
                          and time.monotonic() - started < o.minutes * 60):
            while (len(running) < min(o.jobs, o.programs - results["moved"] - results[WRONG])
                   and seed < o.seed + 20 * o.programs
                   and time.monotonic() - started < o.minutes * 60):
                running[pool.submit(one, o, seed)] = seed
                seed += 1
            if not running:
                break
            done, _ = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in done:
                number = running.pop(future)
                what, why, text = future.result()
                results[what] += 1
                if what == "moved":
                    if why:
                        refused_moves += why
                        print(f"seed {number}: {why} captures refused; the first: {text}")
                elif what == WRONG:
                    print(f"WRONG: seed {number}: {text}\n  kept in {why}\n  repeat with "
                          f"./dev csmith --programs 1 --seed {number} --moves {o.moves}")
                    if o.reduce:
                        subprocess.run([
                            sys.executable, "-B", os.path.join(HERE, "reduce.py"),
                            f"--build={o.build}", f"--seed={number}", why])
                else:
                    counts[f"{what}: {why}"] += 1
                    if what == "refused":
                        print(f"seed {number}: {text}")
                sys.stdout.flush()
    for what, count in sorted(counts.items()):
        print(f"{what}: {count}")
    print(
        f"{results['moved']} random programs moved {o.moves} times each "
        f"({refused_moves} refused while they ran), {results[WRONG]} wrong, "
        f"{results['refused']} refused, {results['left out']} left out, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if results[WRONG] or not results["moved"] else 0


if __name__ == "__main__":
    sys.exit(main())
