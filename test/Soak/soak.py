#!/usr/bin/env python3
"""Programs that never stay: captured again and again, on another ABI each time.

    soak.py --build=BUILD --work=DIR [--captures=N] [--seed=S] [--jobs=N] [NAME...]

Every program that a test captures by %every-poll or %relay (those of test/ and of
samples/; they are found by their RUN lines, so a new one is soaked, too) is built for
all usable ABIs and captured at each k-th poll, with k such that at least N (50)
captures happen; a program with fewer polls travels several times. Each leg runs on
another ABI than the one before. What the legs print together must be what the plain
program prints, and each restore must satisfy the oracle of moves.py: any small loss
would add up.

NAME picks programs ("loops", "btree"); --seed repeats the routes.
"""

import argparse
import concurrent.futures
import glob
import os
import random
import re
import shlex
import shutil
import sys
import time

sys.dont_write_bytecode = True
TEST = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, TEST)
import abis
import abroad
import moves
from abroad import variant

RUN = re.compile(r"^//\s*RUN:\s*(%(?:every-poll|relay) .*)$", re.M)


class Program:
    """What a RUN line says: sources, options, arguments."""

    def __init__(self, test, line):
        for word, means in (
            ("%source", os.path.dirname(TEST)), ("%S", os.path.dirname(test)), ("%s", test),
            ("%laps", ""), ("%t", "unused"),
        ):
            line = re.sub(f"{word}(?![\\w])", lambda _: means, line)
        words = shlex.split(line)[1:]
        cut = words.index("--") if "--" in words else len(words)
        parser = argparse.ArgumentParser()
        parser.add_argument("--cflags", default="-O1")
        parser.add_argument("--ferry-flags", default="")
        parser.add_argument("sources", nargs="+")
        o, _ = parser.parse_known_args(words[:cut])
        self.sources = [s for pattern in o.sources for s in sorted(glob.glob(pattern))]
        self.flags = [*shlex.split(o.cflags), "-ffp-contract=off"]
        self.ferry = ["--ferry-fp=strict", *shlex.split(o.ferry_flags)]
        self.arguments = words[cut + 1:]
        self.name = os.path.splitext(os.path.basename(test))[0]


def programs():
    """Each once: another RUN line of the same sources is another compiler's."""
    found = {}
    for test in sorted(glob.glob(os.path.join(TEST, "*", "*.c"))
                       + glob.glob(os.path.join(TEST, "*", "*.test"))):
        with open(test, errors="replace") as file:
            text = file.read().replace("\\\n// RUN:", " ")
        for match in RUN.finditer(text):
            program = Program(test, match[1])
            found.setdefault(tuple(program.sources), program)
    return list(found.values())


def route(usable, choose, k):
    """Endless: no leg runs where the one before ran."""
    last = None
    while True:
        lap = usable[:]
        choose.shuffle(lap)
        if lap[0] == last:
            lap.append(lap.pop(0))
        for v in lap:
            yield v, k
        last = lap[-1]


def soak(o, program):
    """How many captures, over how many journeys, how many of them checked."""
    work = os.path.join(o.work, program.name)
    shutil.rmtree(work, ignore_errors=True)
    moved = abroad.Moved(
        o.build, work, program.sources, program.flags, program.arguments, program.ferry,
        due=True, timeout=300,
    )
    usable = [variant(abi) for abi in abis.usable(o.build)]
    if len(usable) < 2:
        raise moves.Failure("a soak needs two ABIs")
    status, wanted = moved.plain(usable[0])
    for v in usable:
        moved.build(v)
    got, out, err, polls = moved.polls(usable[0])
    if got != status or out != wanted:
        raise moves.Failure(f"not moved: status {got} {err} {moves.difference(out, wanted)}")
    if not polls:
        raise moves.Failure("it has no poll")
    # A little more often than needed: polls that can't capture make others wait.
    k = max(1, polls // (o.captures + o.captures // 5))
    choose, captures, journeys = random.Random(f"{o.seed} {program.name}"), 0, 0
    while captures < o.captures:
        made = moved.journey(route(usable, choose, k), shift=choose.randint(1, 20))
        differs = moves.difference(made.output, wanted)
        if made.status != status or differs:
            raise moves.Failure(f"each {k}th of {polls} polls: {made}\n{differs or ''}")
        if made.legs == 1:
            raise moves.Failure(f"not captured at any of {polls} polls")
        captures += made.legs - 1
        journeys += 1
    shutil.rmtree(work)
    return captures, journeys, moved.oracle.checked


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--captures", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(1, 10**6))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    o.build, o.work = os.path.abspath(o.build), os.path.abspath(o.work)
    wanted = [p for p in programs() if not o.names or p.name in o.names]
    print(f"soak: seed {o.seed}, {len(wanted)} programs", flush=True)
    started, total, wrong = time.monotonic(), 0, 0

    def work(program):
        try:
            return soak(o, program)
        except (moves.Failure, abroad.Refused, abroad.Slow) as failure:
            return str(failure)

    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for program, result in zip(wanted, pool.map(work, wanted)):
            if isinstance(result, str):
                wrong += 1
                print(f"WRONG: {program.name}: {result}", flush=True)
                continue
            captures, journeys, checked = result
            total += captures
            print(f"{program.name}: {captures} captures in {journeys} journeys, "
                  f"{checked} captured again alike", flush=True)
    print(f"{len(wanted) - wrong} programs soaked, {total} captures, {wrong} wrong, "
          f"{time.monotonic() - started:.0f} s")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
