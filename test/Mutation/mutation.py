#!/usr/bin/env python3
"""Leaves out one thing of the generated code at a time; each must be noticed.

    mutation.py --build=BUILD --work=DIR [options] SOURCE.c

First the undamaged program must pass what test/every-poll.py does: captured at
each poll, resumed at other addresses, captured again 1, 2, ... polls later,
resumed. Then, for each line of `ferry-precompile --droppable` that is asked for:
the program is built with --drop=N and the same is done. Something must fail: the
build, the program, a capture (also when there is none), a restore, or its output.
What nobody notices is printed and fails the test.

    --part=PART    which lines of --droppable: "frames" is what records of calls in
                   progress are made of, "tables" is the rest (default: both)
    --to=a,b,...   the ABIs in the middle, tried one after the other until the
                   damage is noticed (default: x86_64). What is left out is left
                   out on both sides: a fault of the precompiler would be, too.
    --later=N      captured again up to N polls later (default 3)
    --drops=N,...  just these; says how each was noticed

A line `MUTATION-EQUIVALENT: regex: reason` of the source lists what may stay
unnoticed, because the program is the same program without it. It is an error if
it is noticed after all, or matches nothing.

Compilers' warnings do not count: the damaged program is built with -w at -O0, by
the same steps as ferry-cc takes.
"""

import argparse
import concurrent.futures
import importlib
import os
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import abis

every_poll = importlib.import_module("every-poll")
Failure = every_poll.Failure
NEVER = 1 << 40
FRAMES = re.compile("store|load|address|refill|live entry|.*(site|local) ")


def run(command, what):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Failure(f"{what}: {(done.stderr or done.stdout).strip().splitlines()[:1]}")
    return done.stdout


class Program(every_poll.Program):
    """The program with its `drop`-th thing left out; 0: undamaged."""

    def __init__(self, options, drop):
        super().__init__(options, [])
        self.drop = drop
        self.folder = os.path.join(options.work, str(drop))
        # A damaged program may well run for ever.
        self.timeout = 10 if drop else 60
        os.makedirs(self.folder, exist_ok=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def precompile(self, abi, *options):
        source = self.o.sources[0]
        return run(
            [os.path.join(self.o.build, "bin", "ferry-precompile"),
             f"--target={abi.triple}", *options, source, "--",
             "-isystem", os.path.join(self.o.build, "include")],
            "precompiling",
        )

    def facts(self, abi):
        return os.path.join(self.o.work, f"facts-{abi.name}.json")

    def compile(self, abi, source, *options):
        run(
            [abi.compiler(), "-O0", "-w", *every_poll.DUE_FLAGS, "-isystem",
             os.path.join(self.o.build, "include"), source, *options],
            "compiling",
        )

    def build(self, abi):
        os.makedirs(self.path(abi.name), exist_ok=True)
        written = self.path(abi.name, "program.c")
        if not self.drop:
            self.due(abi)
            # The merge wants to know how the unit would be compiled again; we know.
            self.precompile(abi, f"--output={written}", f"--command={__file__}")
            self.compile(abi, written, "-c", "-o", written + ".o")
            run(
                [os.path.join(self.o.build, "bin", "ferry-precompile"), "--merge",
                 f"--facts-out={self.facts(abi)}",
                 f"--stale-out={written}.stale", written + ".o"],
                "merging",
            )
        which = [f"--drop={self.drop}"] if self.drop else []
        self.precompile(
            abi, f"--output={written}", f"--facts={self.facts(abi)}", *which
        )
        self.compile(
            abi, written, os.path.join(self.o.work, f"due-{abi.name}.o"),
            abi.library(self.o.build), "-o", self.path(abi.name, "program"),
        )


class Trial:
    """What every version of the program goes through."""

    def __init__(self, options, middle):
        self.o, self.middle = options, middle
        self.here = abis.BY_NAME["x86_64"]
        self.legs = {}

    def measure(self):
        """The undamaged program: how many polls it has and what it prints."""
        program = Program(self.o, 0)
        program.command(["gcc"], "plain")
        self.status, self.expected, _ = program.run([program.path("plain", "program")])
        program.build(self.here)
        stats = program.path("stats.json")
        got = program.leg(
            self.here, FERRY_STATS=stats, FERRY_AT_POLL=1 << 62, FERRY_DIR=program.folder
        )
        if got[:2] != (self.status, self.expected):
            raise Failure(f"not captured, status {got[0]} {got[2]}\n{got[1]!r}")
        with open(stats) as file:
            self.polls = every_poll.json.load(file)["polls"]
        for abi in self.middle:
            if abi != self.here:
                program.build(abi)

    def hops(self):
        """Polls in another order than the program's: neighbours notice alike."""
        stride = next(n for n in (7, 5, 3, 2, 1) if self.polls % n or n == 1)
        for later in [*range(1, self.o.later + 1), NEVER]:
            for count in range(self.polls):
                yield 1 + count * stride % self.polls, later

    def __call__(self, drop):
        """Nothing, or how it was noticed. Undamaged: how it failed."""
        program = Program(self.o, drop)
        try:
            if drop:
                program.build(self.here)
            for abi in self.middle:
                if drop and abi != self.here:
                    program.build(abi)
                for poll, later in self.hops():
                    legs = every_poll.hop(
                        program, self.here, abi, poll, later, self.expected,
                        self.status, FERRY_TEST_ONCE=1,
                    )
                    if legs != self.legs.setdefault((abi.name, poll, later), legs):
                        raise Failure(f"poll {poll}, then {later} later: {legs} legs")
        except Failure as failure:
            return " ".join(str(failure).split())
        finally:
            if drop:
                shutil.rmtree(program.folder, ignore_errors=True)
        return None


def equivalents(source):
    with open(source) as file:
        return [
            (re.compile(m[1]), m[2])
            for m in re.finditer(r"MUTATION-EQUIVALENT: (.*?): (.*)", file.read())
        ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--part", choices=("frames", "tables"))
    parser.add_argument("--to", default="x86_64")
    parser.add_argument("--later", type=int, default=3)
    parser.add_argument("--drops", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--cflags", default="-O0")
    parser.add_argument("sources", nargs=1)
    o = parser.parse_args()
    o.work = os.path.abspath(o.work)
    o.sources = [os.path.abspath(o.sources[0])]
    shutil.rmtree(o.work, ignore_errors=True)
    os.makedirs(o.work)

    middle = [abis.BY_NAME[name] for name in o.to.split(",")]
    for abi in middle:
        if abi.missing(o.build):
            raise Failure(abi.missing(o.build))
    trial = Trial(o, middle)
    trial.measure()
    started = time.monotonic()
    if failed := trial(0):
        raise Failure(f"undamaged: {failed}")
    print(f"undamaged: {trial.polls} polls, {time.monotonic() - started:.1f} s")
    sys.stdout.flush()

    what = Program(o, 0).precompile(
        trial.here, "--droppable", f"--facts={Program(o, 0).facts(trial.here)}"
    ).splitlines()
    for abi in middle:
        other = Program(o, 0).precompile(
            abi, "--droppable", f"--facts={Program(o, 0).facts(abi)}"
        ).splitlines()
        if other != what:
            raise Failure(f"for {abi.name} other things can be left out")
    if o.drops:
        numbers = [int(n) for n in o.drops.split(",")]
    else:
        numbers = [
            n for n, line in enumerate(what, 1)
            if not o.part or bool(FRAMES.match(line)) == (o.part == "frames")
        ]
    if not numbers:
        raise Failure("nothing to leave out")

    allowed, used, wrong = equivalents(o.sources[0]), set(), []
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for number, noticed in zip(numbers, pool.map(trial, numbers)):
            line = what[number - 1]
            reasons = [a for a in allowed if a[0].fullmatch(line)]
            used.update(reasons)
            if o.drops:
                print(f"{number} {line}: {noticed or 'not noticed'}")
            elif noticed and reasons:
                wrong.append(f"--drop={number} is listed as equivalent, and noticed: {line}: {noticed}")
            elif not noticed and not reasons:
                wrong.append(f"--drop={number} is not noticed: {line}")
    if not o.drops:
        wrong += [
            f"listed as equivalent, but there is no such thing: {pattern.pattern}"
            for pattern, reason in allowed
            if (pattern, reason) not in used
        ]
    if wrong:
        raise Failure("\n" + "\n".join(wrong))
    print(f"{len(numbers)} things left out, one at a time, in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"mutation.py: {failure}")
