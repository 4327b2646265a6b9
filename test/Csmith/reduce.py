#!/usr/bin/env python3
"""Makes a program that csmith.py found wrong small, by creduce.

    reduce.py --build=BUILD --seed=SEED FOLDER

FOLDER is the one that csmith.py kept. What must stay: the same builds or the same
route between builds is wrong, at any of its first polls (their numbers change as the
program shrinks). And it must stay a program with one meaning, or creduce runs off
into undefined behaviour: compilers agree on it, the sanitizers find nothing, no
warning that a value is missing. The result is FOLDER/reduced.c.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import abroad
import csmith
import moves
from abroad import Refused, Slow

MEANING = ["uninitialized", "maybe-uninitialized", "return-type", "implicit-int",
           "implicit-function-declaration", "int-conversion", "format",
           "incompatible-pointer-types", "array-bounds", "dangling-pointer"]
SANITIZERS = "-fsanitize=address,undefined"
POLLS = 12


def has_one_meaning(source, work):
    program = os.path.join(work, "meaning")
    wanted = None
    for compiler, *flags in (
        ["gcc", "-O2", "-Wall", *(f"-Werror={w}" for w in MEANING)],
        ["gcc", "-O1", "-w", SANITIZERS, "-fno-sanitize-recover=all"],
        [abroad.clang() or "gcc", "-O0", "-w"],
    ):
        abroad.compile([compiler, *flags, *csmith.INCLUDE, source, "-o", program], compiler)
        status, out, _ = moves.run([program, "1"], 5, ASAN_OPTIONS="detect_leaks=0")
        if status or (wanted is not None and out != wanted):
            return False
        wanted = out
    return True


def still_fails(o, source):
    with open(os.path.join(o.folder, "wrong.json")) as file:
        where = json.load(file)
    options = argparse.Namespace(build=o.build, moves=1)
    with tempfile.TemporaryDirectory(prefix="ferry-reduce-") as work:
        try:
            if not has_one_meaning(source, work):
                return False
            trial = csmith.Trial(options, o.seed, work, source)
            trial.expect()
        except (csmith.LeftOut, Slow, moves.Failure):
            return False
        try:
            trial.build()
        except csmith.Wrong as wrong:
            return wrong.where == where
        except (csmith.LeftOut, Slow, Refused):
            return False
        if "stops" not in where:
            return False
        named = {v.name: v for v in [*trial.native, *trial.foreign]}
        (here, _), (there, _), _ = where["stops"]
        for poll in range(1, min(trial.polls, POLLS) + 1):
            for later in (1, 2, moves.NEVER):
                try:
                    trial.move([(named[here], poll), (named[there], later),
                                (named[here], moves.NEVER)])
                except csmith.Wrong:
                    return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--still-fails", default="")
    parser.add_argument("folder")
    o = parser.parse_args()
    o.folder = os.path.abspath(o.folder)
    if o.still_fails:
        return 0 if still_fails(o, os.path.abspath(o.still_fails)) else 1
    reduced = os.path.join(o.folder, "reduced.c")
    shutil.copy(os.path.join(o.folder, "program.c"), reduced)
    if not still_fails(o, reduced):
        print("reduce: not to be seen at its first polls; not reduced")
        return 1
    script = os.path.join(o.folder, "still-fails.sh")
    with open(script, "w") as file:
        file.write("#!/bin/sh\nexec " + shlex.join(
            [sys.executable, "-B", os.path.abspath(__file__), f"--build={o.build}",
             f"--seed={o.seed}", "--still-fails=reduced.c", o.folder]) + "\n")
    os.chmod(script, 0o755)
    done = subprocess.run(
        ["creduce", "--n", str(os.cpu_count()), script, "reduced.c"], cwd=o.folder,
        capture_output=True, text=True,
    )
    size = os.path.getsize(reduced)
    print(f"reduce: {reduced}, {size} bytes" + (f"; creduce: {done.stderr or done.stdout}"
                                                if done.returncode else ""))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
