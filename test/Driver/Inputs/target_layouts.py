"""target_layouts.py BUILD WORK: whether the precompiler has the layouts of the compilers.

For each usable ABI the compiler's program says what types are like there, and
ferry-precompile, which reads the same file for that target, has to agree. What a machine
of another kind says must be contradicted, or nothing was asked."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", ".."))
import abis

SOURCE = os.path.join(HERE, "target-layouts.c")


def agrees(build, abi, asserted):
    """None, or what it does not agree to."""
    done = subprocess.run(
        [f"{build}/bin/ferry-precompile", f"--target={abi.triple}", "--emit", SOURCE, "--",
         f'-DASSERTED="{asserted}"'],
        capture_output=True, text=True,
    )
    return done.stderr if done.returncode else None


def main(build, work):
    os.makedirs(work, exist_ok=True)
    said = {}
    for abi in abis.usable(build):
        program, said[abi] = os.path.join(work, abi.name), os.path.join(work, f"{abi.name}.inc")
        subprocess.run([abi.compiler(), "-DPRINT", SOURCE, "-o", program], check=True)
        with open(said[abi], "w") as file:
            subprocess.run([*abi.run(), program], check=True, stdout=file)
    wrong = 0
    for abi, asserted in said.items():
        if text := agrees(build, abi, asserted):
            wrong += 1
            print(f"{abi.name}: the compiler says otherwise:\n{text}")
        for other in said:
            if other.pointer != abi.pointer and not agrees(build, other, asserted):
                wrong += 1
                print(f"{other.name} agrees to what {abi.name} says")
    print(f"{len(said)} ABIs, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
