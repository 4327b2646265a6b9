"""oracle.py --build=BUILD --work=DIR SOURCE.c: moves.Oracle notices what output does not.

The program holds a number that an i686 can't; told to saturate, the restore changes
it, and what is printed is the same all the same.
"""

import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
import abis
import moves

parser = argparse.ArgumentParser()
parser.add_argument("--build", required=True)
parser.add_argument("--work", required=True)
parser.add_argument("source")
o = parser.parse_args()
os.makedirs(o.work, exist_ok=True)
oracle = moves.Oracle(o.build)


def journey(exponent):
    legs = []
    for name, poll in (("x86_64", 3), ("i686", 2), ("x86_64", moves.NEVER)):
        abi = abis.BY_NAME[name]
        program = os.path.join(o.work, f"{name}-{exponent}")
        subprocess.run(
            [os.path.join(o.build, "bin", "ferry-cc"), f"--ferry-cc={abi.compiler()}",
             f"-DEXPONENT={exponent}", o.source, "-o", program], check=True,
        )
        legs.append((name, [*abi.run(), program],
                     {"FERRY_AT_POLL": poll, "FERRY_ON_OVERFLOW": "saturate"}))
    return moves.journey(legs, os.path.join(o.work, "checkpoints"), oracle)


made = journey(20)
assert (made.status, made.output, made.legs) == (0, b"done\n", 3), made
assert oracle.checked == 2
try:
    print("not noticed:", journey(40))
except moves.Failure as failure:
    print(failure)
