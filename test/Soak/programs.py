"""Which programs are soaked: every one of test/ and samples/ that a test captures.

They are found by what their tests say, so a new one is soaked, too:

    RUN: %every-poll ..., %relay ..., %mutation ...
        The sources, --cflags, --ferry-flags, arguments and settings (`env A=B`) of the
        line. Another line of the same sources is another compiler's.
    SOAK: [--plain=FILE...] SOURCES... [-- ARGUMENTS...]
        The same for a program that its test captures by hand. Ferry does not compile
        what is --plain; %t is the folder of the parts, if the file has such for
        split-file.
    SOAK-WITHOUT: ABI,...: REASON
        On these it has values that can't exist elsewhere. The soak makes sure that a
        journey over them is refused, and that it says so.
    SOAK-NOT: REASON
        A test that captures, and whose program is not soaked.

A test that captures and says none of it is an error (test/Infrastructure/soaked.test),
and so is a sample that no test captures. FOLDERS has the reasons that are those of all
tests of a folder.
"""

import argparse
import glob
import os
import re
import shlex
import subprocess

TEST = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

FOLDERS = {
    "Csmith": "random programs, each captured once or a few times by csmith.py",
    "Torture": "GCC's programs, which mostly have few polls; torture.py captures them",
    "Spikes": "instrumented by hand, before there was a runtime",
    "Tools/ferry": "what the command says; a program that it moves is move.test's",
}

SAYS = re.compile(r"^(?://|#| \*)[ \t]*(RUN|SOAK|SOAK-NOT|SOAK-WITHOUT):[ \t]*(.*)$", re.M)
BY_MACRO = re.compile(r"(?:env\s+)?((?:\w+=\S+\s+)*)%(?:every-poll|relay|mutation)\s+(.*)", re.S)
CAPTURES = re.compile(
    r"FERRY_(?:AT_POLL|EVERY|ON_SIGNAL|RESTORE)=|%(?:every-poll|relay|mutation)\b"
    r"|%ferry (?:run|checkpoint|move|restore)\b|(?:cross|csmith|torture)\.py"
)
PART = re.compile(r"^(?://|#)--- (\S+)\n", re.M)


class Wrong(Exception):
    pass


class Program:
    """What a line says: sources, options, arguments."""

    def __init__(self, test, line, settings, build, parts):
        self.test, self.settings = test, settings
        self.without, self.reason = [], None
        self.name = os.path.splitext(os.path.basename(test))[0]
        for word, means in (
            ("%source", os.path.dirname(TEST)), ("%build", build), ("%S", os.path.dirname(test)),
            ("%s", test), ("%laps", ""), ("%t", parts),
        ):
            line = re.sub(f"{word}(?![\\w-])", lambda _: means, line)
        words = expanded(line)
        cut = words.index("--") if "--" in words else len(words)
        parser = argparse.ArgumentParser()
        parser.add_argument("--cflags", default="-O1")
        parser.add_argument("--ferry-flags", default="")
        parser.add_argument("--plain", action="append", default=[])
        o, rest = parser.parse_known_args(words[:cut])
        self.sources = [word for word in rest if not word.startswith("--")]
        self.plain = o.plain
        self.flags = [*shlex.split(o.cflags), "-ffp-contract=off"]
        self.ferry = ["--ferry-fp=strict", *shlex.split(o.ferry_flags)]
        self.arguments = words[cut + 1:]
        lost = [s for s in self.sources + self.plain
                if not os.path.exists(s) and not s.startswith(parts)]
        if lost or not self.sources:
            raise Wrong(f"{test}: no source {' '.join(lost)}")


def expanded(line):
    """The words that bash makes of it: patterns, quotes, $(...)."""
    done = subprocess.run(["bash", "-c", f"/usr/bin/printf '%s\\0' {line}"],
                          capture_output=True, text=True)
    if done.returncode:
        raise Wrong(f"{line}: {done.stderr}")
    return done.stdout.split("\0")[:-1]


def of_test(test, build, work):
    """The programs of a test, and why it has none (None: it does not say)."""
    with open(test, errors="replace") as file:
        text = re.sub(r"\\\n(?://|#| \*)[ \t]*(?:RUN|SOAK):", " ", file.read())
    found, reason = {}, None
    parts = os.path.join(work, "parts", os.path.relpath(test, TEST).replace("/", "-"))
    said = SAYS.findall(text)
    for key, line in said:
        if key == "SOAK-NOT":
            reason = line
        macro = BY_MACRO.match(line) if key == "RUN" else None
        if macro or key == "SOAK":
            settings, rest = macro.groups() if macro else ("", line)
            program = Program(test, rest, settings.split(), build, parts)
            found.setdefault(tuple(program.sources), program)
    for key, line in said:
        if key == "SOAK-WITHOUT":
            names, why = line.split(":", 1)
            for program in found.values():
                program.without, program.reason = names.split(","), why.strip()
    if found:
        write_parts(parts, text)
    elif not any(key == "RUN" and CAPTURES.search(line) for key, line in said):
        reason = "it captures nothing"
    return list(found.values()), reason


def write_parts(folder, text):
    pieces = PART.split(text)[1:]
    for name, part in zip(pieces[::2], pieces[1::2]):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name), "w") as file:
            file.write(part)


def everything(build, work, root=TEST):
    """Programs, {test: why its program is not soaked}, and what is wrong."""
    programs, left_out, wrong = [], {}, []
    tests = sorted(
        path for suffix in ("c", "cpp", "test")
        for path in glob.glob(os.path.join(root, "**", f"*.{suffix}"), recursive=True)
        if "Inputs" not in path.split(os.sep)
    )
    for test in tests:
        name = os.path.relpath(test, root)
        try:
            found, reason = of_test(test, build, work)
        except Wrong as fault:
            wrong.append(str(fault))
            continue
        programs += found
        if found or reason == "it captures nothing":
            continue
        folder = os.path.dirname(name)
        if reason:
            left_out[name] = reason
        elif folder in FOLDERS:
            left_out[f"{folder}/*"] = FOLDERS[folder]
        else:
            wrong.append(f"{name}: captures, and neither RUN nor SOAK says what")
    counts = {}
    for program in programs:
        counts[program.name] = counts.get(program.name, 0) + 1
        if counts[program.name] > 1:
            program.name += f"-{counts[program.name]}"
    if root == TEST:
        soaked = {os.path.dirname(s) for p in programs for s in p.sources}
        for sample in glob.glob(os.path.join(os.path.dirname(TEST), "samples", "*", "")):
            if os.path.dirname(sample) not in soaked:
                wrong.append(f"{sample}: no test captures it")
    return programs, left_out, wrong
