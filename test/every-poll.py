#!/usr/bin/env python3
"""Captures a program at every poll, resumes it, compares what it prints.

    every-poll.py --build=BUILD --work=DIR [options] SOURCE.c... [-- ARGUMENTS...]

Builds the program plainly and with ferry-cc, then for each poll N: runs it,
checkpoints it at poll N and leaves; resumes it on another ABI (or the same),
checkpoints it there a few polls later (that is in the re-entry form, or in what it
calls) and leaves; resumes it where it began. The outputs together and the last
exit status must be those of the plain build, and each restore must satisfy the
oracle of moves.py.

    --to=a,b,...    the ABIs in the middle, in turn (default: x86_64); those that
                    are not usable are left out and said so
    --most=N        at most N polls, evenly spread (default 200)
    --cflags="..."  for all builds            --ferry-flags="..."  for ferry-cc
    --cc=CC         the underlying compiler on x86_64 (default gcc)
    --min-polls=N   fail when the program has fewer (default 1): a test that
                    never captures proves nothing

Between two captures no poll takes its slow path: Inputs/due.c.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import abis
import moves
from abroad import DUE_FLAGS, INPUTS
from moves import Failure

STRICT = ["-Wall", "-Wextra", "-Werror"]


class Program:
    def __init__(self, options, arguments):
        self.o, self.arguments = options, arguments
        self.cflags = shlex.split(options.cflags)
        self.timeout = 60
        self.oracle = moves.Oracle(options.build)

    def path(self, *names):
        return os.path.join(self.o.work, *names)

    def command(self, compiler, name, *objects):
        os.makedirs(self.path(name), exist_ok=True)
        done = subprocess.run(
            [*compiler, *self.cflags, "-o", self.path(name, "program"), *self.o.sources,
             *objects, "-lm"],
            cwd=self.path(name), capture_output=True, text=True,
        )
        if done.returncode:
            raise Failure(f"building {name}:\n{done.stdout}{done.stderr}")

    def due(self, abi):
        made = os.path.join(self.o.work, f"due-{abi.name}.o")
        subprocess.run([abi.compiler(), "-O1", "-c", os.path.join(INPUTS, "due.c"), "-o", made], check=True)
        return made

    def build(self, abi):
        compiler = self.o.cc if abi.native and self.o.cc else abi.compiler()
        self.command(
            [os.path.join(self.o.build, "bin", "ferry-cc"), f"--ferry-cc={compiler}",
             *shlex.split(self.o.ferry_flags), *STRICT, *DUE_FLAGS],
            abi.name, self.due(abi),
        )

    def run(self, prefix, **settings):
        return moves.run([*prefix, *self.arguments], self.timeout, **settings)

    def words(self, abi):
        return [*abi.run(), self.path(abi.name, "program"), *self.arguments]

    def leg(self, abi, **settings):
        return self.run([*abi.run(), self.path(abi.name, "program")], **settings)


def hop(program, here, there, poll, later, expected, status, **more):
    """One capture at `poll`, one `later` polls behind it, compared.

    Returns the number of legs: 3 when it was captured twice."""
    stops = ((here, poll), (there, later), (here, moves.NEVER))
    made = moves.journey(
        [(abi.name, program.words(abi),
          {"FERRY_AT_POLL": 1, "FERRY_TEST_DUE": due, **more}) for abi, due in stops],
        program.path("checkpoints"), program.oracle, program.timeout,
    )
    differs = moves.difference(made.output, expected)
    if made.status != status or differs:
        raise Failure(f"poll {poll}, then {later} later: {made}\n{differs or ''}")
    return made.legs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--to", default="x86_64")
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--min-polls", type=int, default=1)
    parser.add_argument("--cflags", default="-O1")
    parser.add_argument("--ferry-flags", default="")
    parser.add_argument("--cc", default="")
    parser.add_argument("sources", nargs="+")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    o = parser.parse_args(words[:cut])
    o.sources = [os.path.abspath(s) for s in o.sources]
    o.work = os.path.abspath(o.work)
    shutil.rmtree(o.work, ignore_errors=True)
    os.makedirs(o.work)
    program = Program(o, words[cut + 1:])

    here = abis.BY_NAME["x86_64"]
    there = []
    for name in o.to.split(","):
        lacks = abis.BY_NAME[name].missing(o.build)
        if lacks:
            print(f"{name} left out: {lacks}")
        else:
            there.append(abis.BY_NAME[name])
    there = there or [here]

    program.command(["gcc"], "plain")
    status, expected, err = program.run([program.path("plain", "program")])
    for abi in {a.name: a for a in (here, *there)}.values():
        program.build(abi)
    stats = program.path("stats.json")
    got = program.leg(here, FERRY_STATS=stats, FERRY_AT_POLL=1 << 62, FERRY_DIR=o.work)
    if got[:2] != (status, expected):
        raise Failure(f"without a capture: status {got[0]} {got[2]}\n{got[1]!r}\n{expected!r}")
    with open(stats) as file:
        polls = json.load(file)["polls"]
    if polls < o.min_polls:
        raise Failure(f"only {polls} polls")
    step = max(1, polls // o.most)
    done = 0
    for count, poll in enumerate(range(1, polls + 1, step)):
        # 1, 2, 3 polls later, and now and then none: to the end in one leg.
        later = count % 4 or 1 << 40
        hop(program, here, there[count % len(there)], poll, later, expected, status)
        done += 1
    print(
        f"{done} of {polls} polls, over {', '.join(a.name for a in there)}: equal; "
        f"{program.oracle.checked} restores captured again: the same state"
    )


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"every-poll.py: {failure}")
