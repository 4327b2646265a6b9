"""Takes an instrumented program through ABIs and compares what it prints.

    cross.py --build=BUILD --work=DIR [--seed=N] [--hops=N] INSTRUMENTED PLAIN

The plain source, compiled natively, says what is right. The instrumented one is
compiled for every usable ABI, started on one, checkpointed at a poll, restored on
the next, and so on; the pieces of output together must be the whole. Every process
puts its side stack, heap and C stack elsewhere (FERRY_TEST_SHIFT), and what it
restored must satisfy the oracle of moves.py.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
import abis
import moves

parser = argparse.ArgumentParser()
parser.add_argument("--build", required=True)
parser.add_argument("--work", required=True)
parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
parser.add_argument("--hops", type=int, default=24)
parser.add_argument("instrumented")
parser.add_argument("plain")
options = parser.parse_args()
os.makedirs(options.work, exist_ok=True)
oracle = moves.Oracle(options.build)
again = os.path.join(options.work, "again")
choose = random.Random(options.seed)
print(f"seed {options.seed}", flush=True)


def check(words, status, **settings):
    environment = moves.environment(FERRY_TEST_SHIFT=choose.randint(1, 4000), **settings)
    if image := settings.get("FERRY_RESTORE"):
        digest = oracle.digest(image)
        shutil.rmtree(again, ignore_errors=True)
        environment["FERRY_TEST_RECAPTURE"] = again
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    if done.returncode != status:
        sys.exit(f"{words} {settings}\nstatus {done.returncode}\n{done.stderr}")
    if image:
        oracle.check(digest, again, status, done.stderr)
    return done.stdout


def compile(abi, source, program, *more):
    flags = ["-O2", "-Wall", "-Wextra", "-Werror", f"-I{options.build}/include"]
    language = "c++" if source.endswith(".cpp") else "c"
    check([abi.compiler(language), *flags, source, *more, "-o", program], 0)


usable = [abi for abi in abis.ABIS if not abi.missing(options.build)]
native = usable[0]
plain = os.path.join(options.work, "plain")
compile(native, options.plain, plain)
wanted = check([plain], 0)
programs = {}
for abi in usable:
    program = os.path.join(options.work, abi.name)
    compile(abi, options.instrumented, program, abi.library(options.build))
    programs[abi.name] = abi.run() + [program]

stats = os.path.join(options.work, "stats.json")
folder = os.path.join(options.work, "checkpoints")


def polls(words, **settings):
    output = check(
        words, 0, FERRY_AT_POLL=1 << 62, FERRY_DIR=folder, FERRY_STATS=stats, **settings
    )
    with open(stats) as file:
        return output, json.load(file)["polls"]


for name, words in programs.items():
    output, total = polls(words)
    if output != wanted:
        sys.exit(f"{name} prints something else:\n{output}")
    print(f"{name}: {total} polls", flush=True)

# Each poll once on the way, then a random walk.
for start in (1, total // 2, total):
    left, name = total, choose.choice(list(programs))
    output, image, at = "", {}, start
    for hop in range(options.hops):
        if at > left:
            break
        output += check(
            programs[name], 85, FERRY_DIR=folder, FERRY_AT_POLL=at, FERRY_THEN="exit", **image
        )
        image = {"FERRY_RESTORE": os.path.join(folder, "latest")}
        left -= at
        at = choose.randint(1, max(1, left // 4))
        before, name = name, choose.choice([n for n in programs if n != name] or [name])
        print(f"  {before} -> {name}, {left} polls to go", flush=True)
    rest, counted = polls(programs[name], **image)
    if counted != left:
        sys.exit(f"{name} executed {counted} polls, {left} were left")
    output += rest
    if output != wanted:
        sys.exit(f"from poll {start}: the output differs:\n{output}")
