"""Random programs, moved: csmith writes them, the relay takes them round.

    random_programs.py --build=BUILD --work=DIR [--first=SEED] [--count=N]

csmith's programs are well-defined, full of pointers to pointers, gotos and calls
nested in expressions, and end with a checksum. Those that run for more than a
second or execute too few polls are passed over; the seed of each is printed.
"""

import argparse
import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import abis
import relay

# Unions, bit-fields and packed structs are refused by Ferry or differ between ABIs.
CSMITH = ["csmith", "--no-unions", "--no-bitfields", "--no-packed-struct", "--max-funcs", "7"]
INCLUDES = ["/usr/include/csmith"]


def ends_soon(source, work):
    program = os.path.join(work, "alone")
    subprocess.run(
        ["cc", "-w", "-O1", *[f"-I{path}" for path in INCLUDES], "-o", program, source],
        check=True,
    )
    try:
        done = subprocess.run([program, "1"], capture_output=True, timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=3)
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    os.makedirs(options.work)
    moved, failed, seed = 0, 0, options.first
    while moved < options.count and seed < options.first + 20 * options.count:
        source = os.path.join(options.work, f"random{seed}.c")
        with open(source, "w") as file:
            subprocess.run([*CSMITH, "--seed", str(seed)], stdout=file, check=True)
        if ends_soon(source, options.work):
            relay_options = argparse.Namespace(
                sources=[source],
                build=options.build,
                work=os.path.join(options.work, f"relay{seed}"),
                abis=",".join(abis.QUICK),
                hops=4,
                rounds=1,
                seed=seed,
                cflags="-w -O1 " + " ".join(f"-I{path}" for path in INCLUDES),
                ferry_flags="",
                libs="",
                timeout=60,
            )
            print(f"random program {seed}")
            sys.stdout.flush()
            try:
                relay.relay(relay_options, ["1"])
                moved += 1
            except relay.TooFewPolls as few:
                print(f"  passed over: {few}")
            except (relay.Failure, subprocess.TimeoutExpired) as failure:
                print(f"  FAILED: {failure}")
                failed += 1
                moved += 1
        seed += 1
    print(f"{moved - failed} random programs moved, {failed} failed")
    return 1 if failed or moved < options.count else 0


if __name__ == "__main__":
    sys.exit(main())
