#!/usr/bin/env python3
"""GCC's C execution tests, captured and resumed.

    torture.py --build=BUILD --work=DIR [--jobs=N] [--every=K] [--doc=FILE] [NAME...]

The programs are gcc.c-torture/execute/*.c out of Debian's gcc-12-source. Each is
built plainly by gcc and by clang; those that either does not build or that fail then
are left out. The others are built with Ferry for x86_64, i686 and s390x, run, and
captured at the first, the middle and the last poll: each time resumed on the same ABI
at other addresses, on s390x and on i686 (where the plain program passes there),
captured a few polls later, and resumed on x86_64. What is printed and the exit status
must be those of the plain program, and each restore must satisfy the oracle of
moves.py.

    passed        that was so
    at entries    it has no poll and runs as it should; built with polls at the entries
                  of all functions, which no user could have, that was so
    does not fit  that was so, but for moves to i686, where a restore said of a value (a
                  long of 5000000000) that no such value can be there
    no poll       as it should; nowhere to capture it, or refused with such polls, or not
                  to be linked with them (it relies on the optimiser to drop a call)
    refused       by ferry-cc, at a place, with a flag
    not moved     the runtime said why not, at the capture or at the restore
    not built     ferry-cc fails, and says no place and flag; a bug, but a loud one
    asks the ABI  it prints, or tests, what differs between machines: see ASKS. Moved on
                  the same ABI only, where it must pass, unless it asks for addresses
    wrong         anything else

Each result is a file in DIR/results: what was interrupted goes on where it was, and
--every=K (each K-th program, evenly spread) can be followed by a smaller K, or by the
same K and another --first (of the K programs that --every=K chooses between).

    --again=RESULT,...  runs those again whose result this was ("wrong"); "all"
    --first=N     of those that --every=K chooses between, the N-th (0)
    --entries     polls at all entries for all programs (keep it in a folder of its own)
    --sources=DIR the programs, taken out of the package (default BUILD/torture-sources)
    --doc=FILE    writes the table (docs/Torture.md)
    --seconds=N   begins no program after so many seconds
    NAME...       just these ("pr33382")
"""

import argparse
import collections
import concurrent.futures
import glob
import json
import os
import re
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
import table
from abroad import Refused, Slow, variant

TARBALLS = "/usr/src/gcc-*/gcc-*-dfsg.tar.xz"
FOLDER = "gcc/testsuite/gcc.c-torture/execute"
ABROAD = ["s390x", "i686"]
# Newer clangs make errors of what these old programs do.
OLD_C = [f"-Wno-error={what}" for what in (
    "implicit-function-declaration", "implicit-int", "int-conversion",
    "incompatible-pointer-types", "incompatible-function-pointer-types",
    "return-mismatch",
)]
# They pass on each machine, and not when they begin on one and end on another. Only
# what was looked at and understood stands here.
ASKS = {
    "20000402-1": "has another text on each machine (#if)",
    "20001228-1": "finds out the byte order twice, and compares",
    "900409-1": "stores in a long what another machine's long holds as another number",
    "920711-1": "stores in a long what another machine's long holds as another number",
    "920810-1": "stores the size of a struct, and compares",
    "930930-2": "finds out the byte order twice, and compares",
    "simd-4": "finds out the byte order twice, and compares",
    "pr88739": "looks at the bytes of integers",
    "960116-1": "looks at the bits of an address where nothing is",
    "950221-1": "stores in a long what another machine's long holds as another number",
    "960416-1": "takes integers apart into longs, as the machine has it where it began",
    "960830-1": "has another text on each machine (#if)",
    "loop-2c": "stores addresses as integers, and compares",
    "loop-2d": "stores addresses as integers, and compares",
    "pr36339": "stores addresses as integers, and compares",
    "pr38051": "stores addresses as integers, and compares",
    "pr42691": "makes a double of shorts, in the order of the machine's bytes",
    "pr63302": "has another text on each machine (#if)",
    "pr64006": "counts what does not fit a long",
    "pr65369": "keeps characters in integers, and compares",
    "pr65401": "looks at the bytes of integers",
    "pr85095": "stores in a long what another machine's long holds as another number",
    "pr85582-2": "computes with the width of its widest integer",
    "pr85582-3": "computes with the width of its widest integer",
    "pr86844": "looks at the bytes of integers",
    "pr98727": "computes with the largest long of another machine",
    "pr98853-1": "has another text on each machine (#if)",
    "va-arg-5": "compares a long double of another machine with one of its own",
    "va-arg-6": "compares a long double of another machine with one of its own",
}
FIT = re.compile(r"cannot restore: .* does not fit a \d+-byte (un)?signed integer$")
SECONDS = 10  # the longest that a program may run
OPTIONS = re.compile(r'\{\s*dg-(?:additional-)?options\s+"([^"]*)"\s*\}')


# A program that reads another type than was passed, which C leaves open.
MISREAD = re.compile(r"^ferry: (va_arg: argument \d+ is .*, and read as .*)$", re.M)


class LeftOut(Exception):
    pass


class Misread(Exception):
    pass


def sources(folder):
    """Takes the programs out of the package, once."""
    if not os.path.isdir(folder):
        tarballs = sorted(glob.glob(TARBALLS))
        if not tarballs:
            sys.exit("torture.py: no gcc-*-source; ./dev setup installs gcc-12-source")
        made = f"{folder}.{os.getpid()}"
        os.makedirs(made)
        subprocess.run(
            ["tar", "-xf", tarballs[0], "-C", made, "--strip-components=5", "--wildcards",
             f"*/{FOLDER}/*.[ch]"], check=True,
        )
        os.rename(made, folder)
    return sorted(glob.glob(os.path.join(folder, "*.c")))


def flags_of(source):
    """What the test itself asks for; options for one target only are left out."""
    with open(source, errors="replace") as file:
        text = file.read()
    return [word for m in OPTIONS.finditer(text) for word in m[1].split()]


class NotBuilt(Exception):
    pass


class Trial:
    def __init__(self, options, name, source, work):
        self.flags = ["-std=gnu17", *flags_of(source)]
        self.p = abroad.Moved(options.build, work, [source], self.flags, due=True,
                              timeout=SECONDS)
        self.here = variant(abis.BY_NAME["x86_64"])
        self.there, self.entries = [self.here], options.entries
        self.asks = name in ASKS

    def plain(self, v, why, *flags):
        try:
            got = self.p.plain(v, *flags)
        except (moves.Failure, Slow):
            raise LeftOut(why)
        if got[0] or got[1] != self.wanted:
            raise LeftOut(why)

    def expect(self):
        try:
            status, self.wanted = self.p.plain(self.here)
        except (moves.Failure, Slow):
            status = 1
        if status:
            raise LeftOut("a plain gcc build does not pass")
        if clang := abroad.clang():
            self.plain(variant(self.here.abi, clang), "a plain clang build does not pass",
                       *OLD_C)

    def build(self, v):
        """Polls of the program when it is not moved."""
        try:
            self.p.build(v, self.entries)
        except moves.Failure as failure:
            raise NotBuilt(str(failure))
        status, out, err, polls = self.p.polls(v)
        if status and (said := MISREAD.search(err)):
            raise Misread(said[1])
        if status or out != self.wanted:
            raise moves.Failure(
                f"{v.name}, not moved: status {status} {err.strip()} "
                f"{moves.difference(out, self.wanted) or ''}"
            )
        return polls or 0

    def run(self):
        self.expect()
        self.polls = self.build(self.here)
        for name in [] if self.asks else ABROAD:
            abi = abis.BY_NAME[name]
            if abi.missing(self.p.build_folder):
                continue
            v = variant(abi)
            try:
                self.plain(v, "")
            except LeftOut:
                continue
            # A foreign build may be refused where the native one is not.
            self.build(v)
            self.there.append(v)
        if self.polls:
            return self.move()
        if not self.entries:
            self.entries = True
            try:
                self.polls = self.build(self.here)
                for v in self.there[1:]:
                    self.build(v)
            except Refused as refused:
                return "no poll", refused.flag, str(refused)
            except NotBuilt as failure:
                if not str(failure).startswith("linking: "):
                    raise
                return "no poll", "", str(failure)
            if self.polls:
                result = self.move()
                if result[0] == "does not fit":
                    return result
                return ("at entries" if result[0] == "passed" else "no poll", *result[1:])
        return "no poll", "", ""

    def move(self):
        refused, unfit = [], []
        for n, poll in enumerate(sorted({1, (self.polls + 1) // 2, self.polls})):
            for v in self.there:
                stops = [(self.here, poll), (v, n + 1), (self.here, moves.NEVER)]
                try:
                    made = self.p.journey(stops, shift=n + 1)
                except moves.NotAgain as said:
                    refused.append(str(said))
                    continue
                differs = moves.difference(made.output, self.wanted)
                if made.refused:
                    fits = v.abi.name != "i686" or not FIT.search(made.said[-1])
                    (refused if fits else unfit).append(made.said[-1])
                elif made.status or differs:
                    raise moves.Failure(f"poll {poll}: {made} {differs or ''}")
        if refused:
            return "not moved", "", refused[0]
        if unfit:
            return "does not fit", "", unfit[0]
        return "passed", "", f"{self.p.oracle.checked} restores"


def one(options, name, source):
    """Result, flag or reason, text."""
    work = os.path.join(options.work, "programs", name)
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    trial = Trial(options, name, source, work)
    keep = False
    try:
        result = trial.run()
    except LeftOut as out:
        result = ("left out", str(out), "")
    except Refused as refused:
        result = ("refused", refused.flag, str(refused).replace(source, name + ".c"))
    except Misread as said:
        result = ("not moved", "", str(said))
    except NotBuilt as failure:
        result = ("not built", "", str(failure))
    except (moves.Failure, Slow) as failure:
        result, keep = ("wrong", "", str(failure)), True
    if not keep:
        shutil.rmtree(work)
    if name in ASKS and (result[0] in ("passed", "at entries") or
                         (result[0] == "wrong" and "address" in ASKS[name])):
        result = ("asks the ABI", ASKS[name], result[2])
    path = os.path.join(options.work, "results", f"{name}.json")
    with open(path + ".new", "w") as file:
        json.dump({"result": result[0], "why": result[1], "text": result[2]}, file)
    os.rename(path + ".new", path)
    return result


def known(options, name):
    try:
        with open(os.path.join(options.work, "results", f"{name}.json")) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--again", default="")
    parser.add_argument("--entries", action="store_true")
    parser.add_argument("--sources", default="")
    parser.add_argument("--doc", default="")
    parser.add_argument("names", nargs="*")
    o = parser.parse_args()
    o.build, o.work = os.path.abspath(o.build), os.path.abspath(o.work)
    o.sources = os.path.abspath(o.sources or os.path.join(o.build, "torture-sources"))
    os.makedirs(os.path.join(o.work, "results"), exist_ok=True)
    every = {os.path.basename(s)[:-2]: s for s in sources(o.sources)}
    for name in o.names:
        if name not in every:
            sys.exit(f"torture.py: there is no {name}")
    names = o.names or list(every)[o.first :: o.every]

    def is_wanted(name):
        earlier = known(o, name)
        return not earlier or o.again == "all" or earlier["result"] in o.again.split(",")

    wanted = [n for n in names if is_wanted(n)]
    print(f"torture: {len(names)} of {len(every)} programs, {len(wanted)} to be run", flush=True)
    started = time.monotonic()

    def work(name):
        if time.monotonic() - started > o.seconds:
            return None
        return one(o, name, every[name])

    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for name, result in zip(wanted, pool.map(work, wanted)):
            if result and result[0] in ("wrong", "not built", "not moved"):
                print(f"{result[0].upper()}: {name}: {result[2]}", flush=True)
    results = {n: r for n in names if (r := known(o, n))}
    counts = collections.Counter(r["result"] for r in results.values())
    if o.doc:
        table.write(o.doc, results, len(every), o.every if not o.names else 0)
    print(
        f"{len(results)} programs: {counts['passed']} passed, "
        f"{counts['at entries']} passed at entries, {counts['does not fit']} do not fit, "
        f"{counts['no poll']} without a poll, "
        f"{counts['refused']} refused, {counts['not moved']} not moved, "
        f"{counts['asks the ABI']} ask the ABI, {counts['not built']} not built, {counts['wrong']} wrong, {counts['left out']} left out, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if counts["wrong"] + counts["not built"] or not counts["passed"] + counts["at entries"] else 0


if __name__ == "__main__":
    sys.exit(main())
