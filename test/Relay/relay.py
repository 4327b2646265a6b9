"""Takes a program through many ABIs in turn and compares what it prints.

    relay.py --build=BUILD --work=DIR [options] SOURCE.c... [-- ARGUMENTS...]

Builds the program plainly with the machine's cc and with ferry-cc for every ABI;
then starts it on one of them, checkpoints it at a random poll, restores it on the
next, and so on. The outputs of all legs together must be that of the plain run,
byte for byte, and the last exit status, too. Every leg but the first runs at
other addresses than the one before (FERRY_TEST_SHIFT), because under qemu-user
a missed pointer would else pass unseen; and each restore must satisfy the oracle of
moves.py.

What is random comes from the seed, which is printed: --seed=N repeats a relay.

    --abis=a,b,...   which ABIs (default: all that are usable, at least two)
    --hops=N         how many moves (default: each ABI once; --rounds=N times)
    --cflags="..."   for all builds          --libs="-lm"
    --ferry-flags="..."  for ferry-cc only   --seed=N
"""

import argparse
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import abis
import moves
from moves import LEFT, NEVER, Failure, environment


class TooFewPolls(Failure):
    pass


def check(command, what):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Failure(f"{what}: {shlex.join(command)}\n{done.stdout}{done.stderr}")
    if done.stderr:
        sys.stderr.write(done.stderr)


class Program:
    """One source, built plainly and for every ABI."""

    def __init__(self, options, arguments):
        self.options, self.arguments = options, arguments
        self.cflags = shlex.split(options.cflags)
        self.libs = shlex.split(options.libs)

    def path(self, name):
        return os.path.join(self.options.work, f"program-{name}")

    def build_plain(self):
        flags = [*self.cflags, "-ffp-contract=off"]
        check(
            ["cc", *flags, "-o", self.path("plain"), *self.options.sources, *self.libs],
            "plain build",
        )

    def build(self, abi):
        # A folder for each ABI, so that no two builds share an intermediate file.
        check(
            [
                os.path.join(self.options.build, "bin", "ferry-cc"),
                f"--ferry-cc={abi.compiler()}",
                "--ferry-fp=strict",
                *shlex.split(self.options.ferry_flags),
                *self.cflags,
                "-o",
                self.path(abi.name),
                *self.options.sources,
                *self.libs,
            ],
            f"build for {abi.name}",
        )

    def run(self, name, prefix, settings, output):
        """Runs one leg; its output is appended to the file `output`."""
        command = [*prefix, self.path(name), *self.arguments]
        started = time.monotonic()
        # A pipe and a file are buffered alike by libc but not seekable alike.
        if settings.pop("through_pipe", False):
            done = subprocess.run(
                command,
                env=environment(**settings),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self.options.timeout,
            )
            with open(output, "ab") as file:
                file.write(done.stdout)
            errors = done.stderr
        else:
            with open(output, "ab") as file:
                done = subprocess.run(
                    command,
                    env=environment(**settings),
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.PIPE,
                    timeout=self.options.timeout,
                )
            errors = done.stderr
        seconds = time.monotonic() - started
        return done.returncode, errors.decode(errors="replace"), seconds


def count_polls(program, abi, work):
    """How many polls the uninterrupted program executes, and its output."""
    stats = os.path.join(work, "stats.json")
    output = os.path.join(work, "uninterrupted.txt")
    status, errors, _ = program.run(
        abi.name,
        abi.run(),
        {"FERRY_AT_POLL": NEVER, "FERRY_DIR": work, "FERRY_STATS": stats},
        output,
    )
    if not os.path.exists(stats):
        raise Failure(f"no statistics from {abi.name}, status {status}: {errors}")
    with open(stats) as file:
        return json.load(file)["polls"], output


def compare(wanted_file, got_file, what):
    with open(wanted_file, "rb") as file:
        wanted = file.read()
    with open(got_file, "rb") as file:
        got = file.read()
    if wanted == got:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, got)) if a != b),
        min(len(wanted), len(got)),
    )
    line = wanted[:at].count(b"\n") + 1
    start = wanted.rfind(b"\n", 0, at) + 1
    raise Failure(
        f"{what}: the output differs in line {line}, byte {at}\n"
        f"  wanted {wanted[start:start + 160]!r}\n  got    {got[start:start + 160]!r}\n"
        f"  files {wanted_file} {got_file}"
    )


def route(options, random_source):
    """The ABIs in the order in which the program visits them."""
    usable = abis.usable(options.build)
    if options.abis:
        names = options.abis.split(",")
        usable = [abi for abi in usable if abi.name in names]
    if len(usable) < 2:
        raise Failure("a relay needs two ABIs; usable: " + " ".join(a.name for a in usable))
    stops = []
    hops = options.hops or len(usable) * options.rounds
    while len(stops) < hops + 1:
        lap = usable[:]
        random_source.shuffle(lap)
        # No move to the ABI where it is: it would test least.
        if stops and lap[0] == stops[-1]:
            lap.append(lap.pop(0))
        stops += lap
    return usable, stops[: hops + 1]


def relay(options, arguments):
    random_source = random.Random(options.seed)
    usable, stops = route(options, random_source)
    shutil.rmtree(options.work, ignore_errors=True)
    os.makedirs(options.work)
    program = Program(options, arguments)

    program.build_plain()
    for abi in usable:
        program.build(abi)
    wanted = os.path.join(options.work, "plain.txt")
    wanted_status, _, _ = program.run("plain", [], {}, wanted)
    native = abis.BY_NAME["x86_64"] if abis.BY_NAME["x86_64"] in usable else usable[0]
    polls, uninterrupted = count_polls(program, native, options.work)
    compare(wanted, uninterrupted, "instrumented, not moved")
    if polls < 2:
        raise TooFewPolls(f"the program executes {polls} polls; there is nothing to move")
    print(f"route {' '.join(abi.name for abi in stops)}; {polls} polls")

    cuts = sorted(random_source.randint(1, polls - 1) for _ in stops[1:])
    output = os.path.join(options.work, "relay.txt")
    oracle = moves.Oracle(options.build)
    again = os.path.join(options.work, "again")
    folder = image = digest = None
    moved, at = 0, 0
    for leg, abi in enumerate(stops):
        settings = {"through_pipe": random_source.random() < 0.5}
        if image:
            settings["FERRY_RESTORE"] = image
            settings["FERRY_TEST_SHIFT"] = random_source.randint(1, 200)
            settings["FERRY_TEST_RECAPTURE"] = again
            shutil.rmtree(again, ignore_errors=True)
        last = leg == len(stops) - 1
        if not last:
            folder = os.path.join(options.work, f"leg{leg}")
            settings["FERRY_DIR"] = folder
            settings["FERRY_THEN"] = "exit"
            settings["FERRY_AT_POLL"] = max(1, cuts[leg] - at)
            at = max(cuts[leg], at + 1)
        described = " ".join(
            f"{k}={v}" for k, v in settings.items() if k.startswith("FERRY_")
        )
        status, errors, seconds = program.run(abi.name, abi.run(), settings, output)
        if image:
            try:
                oracle.check(digest, again, status, errors)
            except Failure as failure:
                raise Failure(f"leg {leg} on {abi.name}, {described}: {failure}")
        if status == LEFT and not last:
            image = os.path.join(folder, "latest")
            digest = oracle.digest(image)
            size = os.path.getsize(image)
            print(f"  {abi.name:8} poll {at}: {size} bytes, {seconds:.2f} s")
            moved += 1
            continue
        if status == wanted_status and not last and at >= polls:
            print(f"  {abi.name:8} came to its end")
            break
        if status != wanted_status or not last:
            raise Failure(
                f"leg {leg} on {abi.name}: exit status {status}\n"
                f"  {described} {shlex.join([*abi.run(), program.path(abi.name), *arguments])}\n"
                f"{errors}"
            )
    if moved == 0:
        raise Failure("the program was never moved")
    compare(wanted, output, "moved")
    print(f"{moved} moves, {oracle.checked} captured again alike, same output ({os.path.getsize(output)} bytes)")


def main():
    words, arguments = sys.argv[1:], []
    if "--" in words:
        arguments = words[words.index("--") + 1 :]
        words = words[: words.index("--")]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--abis", default="")
    parser.add_argument("--hops", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(1, 10**6))
    parser.add_argument("--cflags", default="-O2")
    parser.add_argument("--ferry-flags", default="")
    parser.add_argument("--libs", default="")
    parser.add_argument("--timeout", type=int, default=300)
    options = parser.parse_args(words)
    print(f"relay: seed {options.seed}")
    sys.stdout.flush()
    try:
        relay(options, arguments)
    except (Failure, subprocess.TimeoutExpired) as failure:
        print(f"relay: {failure}\nrelay: repeat with --seed={options.seed}", file=sys.stderr)
        return 1
    # Kept when something failed, to be looked at.
    shutil.rmtree(options.work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
