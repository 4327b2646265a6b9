#!/usr/bin/env python3
"""Programs that never stay: captured again and again, on another ABI each time.

    soak.py --build=BUILD --work=DIR [--captures=N] [--seed=S...] [--jobs=N] [--doc=FILE]
            [NAME...]
    soak.py --build=BUILD --work=DIR --list [--tests=DIR]

Every program of test/ and samples/ that a test captures (programs.py finds them) is built
for all usable ABIs and captured at each k-th poll, with k such that at least N (50)
captures happen; a program with fewer polls travels several times. Each leg runs on
another ABI than the one before. What the legs print together must be what the plain
program prints, and each restore must satisfy the oracle of moves.py: any small loss
would add up.

An ABI whose compiler refuses the plain program (there is no __int128) is left out, and
the output says so; that Ferry alone refuses it is a failure. NAME picks programs
("loops", "btree"); --seed repeats the routes, more than one of them travels more; --doc
writes docs/Soak.md. --list says what is soaked, what is not,
and why; and fails where a test says neither.
"""

import argparse
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
TEST = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, TEST)
import abis
import abroad
import moves
import programs
from abroad import variant


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


def stops(o, moved, program):
    """The variants that it travels over, and {ABI: why it is left out}."""
    over, left_out = [], {}
    for v in map(variant, abis.usable(o.build)):
        if v.abi.name in program.without:
            left_out[v.abi.name] = program.reason
            continue
        try:
            moved.build(v)
        except (moves.Failure, abroad.Refused):
            try:
                moved.build_plain(v)
            except moves.Failure as plain:
                left_out[v.abi.name] = "the compiler: " + str(plain).split("error: ")[-1]
                continue
            raise
        over.append(v)
    if len(over) < 2:
        raise moves.Failure(f"a soak needs two ABIs: {left_out}")
    return over, left_out


class Soaked:
    """What happened to one program."""

    def __init__(self):
        self.captures = self.journeys = self.checked = 0
        self.without = {}

    def __str__(self):
        return "; ".join(
            [f"{self.captures} captures in {self.journeys} journeys, "
             f"{self.checked} captured again alike"]
            + [f"without {name}: {why}" for name, why in self.without.items()])


def soak(o, program):
    work = os.path.join(o.work, program.name)
    shutil.rmtree(work, ignore_errors=True)
    moved = abroad.Moved(
        o.build, work, program.sources, program.flags, program.arguments, program.ferry,
        due=True, timeout=300, foreign=program.plain, settings=program.settings,
    )
    made = Soaked()
    over, made.without = stops(o, moved, program)
    status, wanted = moved.plain(over[0])
    got, out, err, polls = moved.polls(over[0])
    if got != status or out != wanted:
        raise moves.Failure(f"not moved: status {got} {err} {moves.difference(out, wanted)}")
    if not polls:
        raise moves.Failure("it has no poll")
    # A little more often than needed: polls that can't capture make others wait.
    k = max(1, polls // (o.captures + o.captures // 5))
    for seed in o.seed:
        choose = random.Random(f"{seed} {program.name}")
        enough = made.captures + o.captures
        while made.captures < enough:
            journey = moved.journey(route(over, choose, k), shift=choose.randint(1, 20))
            differs = moves.difference(journey.output, wanted)
            if journey.status != status or differs:
                raise moves.Failure(
                    f"each {k}th of {polls} polls, seed {seed}: {journey}\n{differs or ''}")
            if journey.legs == 1:
                raise moves.Failure(f"not captured at any of {polls} polls")
            made.captures += journey.legs - 1
            made.journeys += 1
    made.checked = moved.oracle.checked
    refused(o, moved, program, over, k)
    shutil.rmtree(work)
    return made


def refused(o, moved, program, over, k):
    """What SOAK-WITHOUT says is true."""
    for v in map(variant, abis.usable(o.build)):
        if v.abi.name not in program.without:
            continue
        moved.build(v)
        choose = random.Random(f"{o.seed[0]} {program.name}")
        if not any(moved.journey(route([*over, v], choose, k)).refused for _ in range(10)):
            raise moves.Failure(f"no journey over {v.abi.name} is refused")


def listing(found, left_out, wrong):
    for program in found:
        print(f"{program.name}: {' '.join(program.sources)}")
    for test, reason in left_out.items():
        print(f"not soaked: {test}: {reason}")
    for text in wrong:
        print(f"WRONG: {text}")
    print(f"{len(found)} programs, {len(left_out)} tests whose programs are not soaked, "
          f"{len(wrong)} wrong")


DOC = """# The soak

Written by `test/Soak/soak.py --doc`; not to be edited. Every program of test/ and samples/
that a test captures is captured at each k-th poll, {captures} times and more for each seed, and
goes on on another ABI each time. What it prints must be what the plain program prints, and
after each restore what was restored is captured again and must be the same
(docs/ImageFormat.md, section 7).

{soaked} programs, {total} captures, {checked} of the restores captured again alike, **{wrong}
wrong**. Seeds {seeds}; over {abis}; {compiler}.

## ABIs that programs do not visit

| program | without | why |
|---|---|---|
{without}

## Tests that capture, and whose programs are not soaked

| test | why |
|---|---|
{left_out}
"""


def write_doc(o, done, wrong, left_out):
    soaked = [made for _, made in done]
    without = {}
    for program, made in done:
        for abi, why in made.without.items():
            without.setdefault((program.name, why), []).append(abi)
    version = subprocess.run(["gcc", "--version"], capture_output=True, text=True).stdout
    text = DOC.format(
        captures=o.captures, soaked=len(done), wrong=wrong, compiler=version.splitlines()[0],
        total=sum(made.captures for made in soaked), checked=sum(made.checked for made in soaked),
        seeds=", ".join(map(str, o.seed)), abis=", ".join(a.name for a in abis.usable(o.build)),
        without="\n".join(f"| {name} | {', '.join(names)} | {why} |"
                          for (name, why), names in without.items()),
        left_out="\n".join(f"| {test} | {why} |" for test, why in left_out.items()),
    )
    with open(o.doc, "w") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--captures", type=int, default=50)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--doc")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--tests", default=programs.TEST)
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    o.build, o.work = os.path.abspath(o.build), os.path.abspath(o.work)
    o.seed = o.seed or [random.SystemRandom().randint(1, 10**6)]
    found, left_out, faults = programs.everything(o.build, o.work, os.path.abspath(o.tests))
    if o.list:
        listing(found, left_out, faults)
        return 1 if faults else 0
    wanted = [p for p in found if not o.names or p.name in o.names]
    print(f"soak: seed {', '.join(map(str, o.seed))}, {len(wanted)} programs", flush=True)
    started, done, wrong = time.monotonic(), [], 0
    for text in faults if not o.names else []:
        wrong += 1
        print(f"WRONG: {text}", flush=True)

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
            done.append((program, result))
            print(f"{program.name}: {result}", flush=True)
    print(f"{len(done)} programs soaked, {sum(made.captures for _, made in done)} captures, "
          f"{wrong} wrong, {time.monotonic() - started:.0f} s")
    if o.doc:
        write_doc(o, done, wrong, left_out)
    return 1 if wrong or not done else 0


if __name__ == "__main__":
    sys.exit(main())
