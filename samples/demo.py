"""./dev demo: the solar system, computed on four kinds of CPU in turn.

samples/nbody starts on x86-64, is checkpointed in mid-run and leaves; the next ABI
goes on where it left; and so on, back to x86-64. What all legs printed together is
compared with what a plain build (no Ferry in it) printed without a break: every
byte must be the same. Any deviation ends the demo with status 1.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(SOURCE, "test"))
import abis

ROUTE = ["x86_64", "s390x", "i686", "aarch64", "x86_64"]
YEARS = 120
LEFT = 85
NEVER = 1 << 62


class DemoFailure(Exception):
    pass


def say(text=""):
    print(text, flush=True)


def environment(**settings):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FERRY_")}
    clean.update({name: str(value) for name, value in settings.items()})
    return clean


def check(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise DemoFailure(f"{shlex.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def run(command, wanted, **settings):
    """What the program printed, and the wall seconds."""
    started = time.monotonic()
    done = subprocess.run(
        command, capture_output=True, stdin=subprocess.DEVNULL, env=environment(**settings)
    )
    if done.returncode != wanted:
        raise DemoFailure(
            f"{shlex.join(command)}: exit status {done.returncode} instead of {wanted}\n"
            + done.stderr.decode(errors="replace")
        )
    return done.stdout, time.monotonic() - started


def load(path):
    with open(path) as file:
        return json.load(file)


def years_in(output):
    """First and last year in a piece of output, as text."""
    years = [line.split()[1] for line in output.decode().splitlines() if line.startswith("year")]
    if not years:
        return "-"
    return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"


def described(abi):
    order = "big-endian" if abi.big_endian else "little-endian"
    return f"{abi.pointer * 8}-bit {order}"


def conversions(before, after, stats):
    """What the restore had to change, from its own counters."""
    why = []
    if before.big_endian != after.big_endian:
        why.append("byte order")
    if before.pointer != after.pointer:
        why.append("size of pointers and long")
    if "i686" in (before.name, after.name) and before.name != after.name:
        why.append("alignment of double")
    moved = f"{stats['relocated_pointers']} pointers"
    if not why:
        return f"nothing but {moved}"
    return f"{stats['plans']} types, {stats['converted_bytes']} bytes, {moved}: " + ", ".join(why)


def table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms"


def build(options, folder):
    source = os.path.join(SOURCE, "samples", "nbody", "nbody.c")
    plain = os.path.join(folder, "nbody-plain")
    check(["cc", "-O2", "-ffp-contract=off", "-o", plain, source, "-lm"])
    programs = {}
    for name in dict.fromkeys(ROUTE):
        abi = abis.BY_NAME[name]
        lacks = abi.missing(options.build)
        if lacks:
            raise DemoFailure(f"this machine can't do {name}: {lacks}; try ./dev setup")
        programs[name] = os.path.join(folder, f"nbody-{name}")
        command = [
            os.path.join(options.build, "bin", "ferry-cc"), f"--ferry-cc={abi.compiler()}",
            "--ferry-fp=strict", "-O2", "-o", programs[name], source, "-lm",
        ]
        check(command)
    return plain, programs


def travel(programs, folder, arguments):
    """Runs the legs; the rows of the table, and all output."""
    first = programs[ROUTE[0]]
    counted = os.path.join(folder, "polls.json")
    run([first, *arguments], 0, FERRY_AT_POLL=NEVER, FERRY_DIR=folder, FERRY_STATS=counted)
    polls = load(counted)["polls"]

    rows, output, image, before = [], b"", None, None
    for leg, name in enumerate(ROUTE):
        abi, last = abis.BY_NAME[name], leg == len(ROUTE) - 1
        stats_file = os.path.join(folder, f"leg{leg}.json")
        settings = {"FERRY_STATS": stats_file}
        if image:
            # At other addresses than the capture: emulators give every run the same.
            settings.update(FERRY_RESTORE=image, FERRY_TEST_SHIFT=17 * (leg + 1))
        if not last:
            checkpoints = os.path.join(folder, f"checkpoints{leg}")
            settings.update(
                FERRY_AT_POLL=polls // len(ROUTE), FERRY_THEN="exit", FERRY_DIR=checkpoints
            )
        piece, _ = run([*abi.run(), programs[name], *arguments], 0 if last else LEFT, **settings)
        output += piece
        stats = load(stats_file)
        if image and not stats["restored"]:
            raise DemoFailure(f"leg {leg} on {name} did not restore the image")
        rows.append(
            [
                str(leg + 1),
                name,
                described(abi),
                years_in(piece),
                "-" if not image else milliseconds(stats["restore_seconds"]),
                "started" if not image else conversions(before, abi, stats),
                "-" if last else milliseconds(stats["capture_seconds"]),
                "-" if last else str(stats["bytes"]),
            ]
        )
        say(f"  leg {leg + 1} on {name:8} printed {years_in(piece):8} "
            + ("and came to its end" if last else "and left"))
        if not last:
            image = os.path.join(checkpoints, "latest")
        before = abi
    return rows, output


def last_lines(output, count):
    return "\n".join("    " + line for line in output.decode().splitlines()[-count:])


def demo(options):
    folder = os.path.join(options.build, "demo")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    say("The solar system on four CPUs. samples/nbody: the Sun, eight planets and Pluto from")
    say(f"JPL's state vectors, {YEARS} years; four moves while it computes.")
    say()
    say("building nbody for " + ", ".join(dict.fromkeys(ROUTE)) + " with ferry-cc")
    plain, programs = build(options, folder)
    arguments = [str(YEARS)]
    wanted, seconds = run([plain, *arguments], 0)
    say(f"a plain build, without Ferry and without a break, took {seconds:.2f} s")
    say()
    rows, output = travel(programs, folder, arguments)
    say()
    table(
        ["leg", "ABI", "", "years", "restore", "converted", "capture", "bytes"], rows
    )
    say()
    for name, text in (("plain", wanted), ("moved", output)):
        with open(os.path.join(folder, f"output-{name}.txt"), "wb") as file:
            file.write(text)
    if output != wanted:
        raise DemoFailure(
            "the outputs DIFFER; see "
            + " and ".join(os.path.join(folder, f"output-{n}.txt") for n in ("plain", "moved"))
        )
    say(f"the end of what the last leg printed, {len(output)} bytes with all the others:")
    say(last_lines(output, 4))
    say()
    say("the output of the uninterrupted run and of the one that moved four times:")
    say(f"identical to the last digit, all {len(output.splitlines())} lines.")
    say("(foreign ABIs run under qemu-user here; on real machines you copy the file over)")
    where = os.path.relpath(folder)
    binaries = os.path.relpath(os.path.join(options.build, "bin"))
    say(f"""
What to try next:
  {binaries}/ferry inspect {where}/checkpoints1/latest
        the s390x image, read on this machine: call stack, source lines, locals
  {binaries}/ferry restore {where}/checkpoints1/latest --with {where}/nbody-aarch64
        go on from it on yet another CPU
  {binaries}/ferry-cc -O2 -o myprogram myprogram.c
  {binaries}/ferry run --every 10s --dir ckpt ./myprogram
        your own program
  README.md, samples/, ./dev test""")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    try:
        demo(options)
    except (DemoFailure, KeyError) as failure:
        kind = "statistics lack " if isinstance(failure, KeyError) else ""
        print(f"\ndemo: FAILED: {kind}{failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
