"""Capture and restore of much state, beside write(), read() and memcpy() of the
same bytes.

Same ABI: x86_64 to x86_64. Conversion: an image that s390x wrote under qemu (a
smaller one where that is told in the result), read natively on x86_64.
"""

import json
import os
import shutil
import subprocess

import abis
from measure import BenchFailure, check, environment

LEFT = 85
NEVER = 1 << 62
# name: (argument, argument for --quick, argument for the foreign image)
PROGRAMS = {"doubles": (256, 32, 256), "nodes": (2000000, 200000, 2000000)}
REPEAT = 3


def run(command, wanted_status, **settings):
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment(**settings),
    )
    if done.returncode != wanted_status:
        raise BenchFailure(
            f"{' '.join(command)}: status {done.returncode} instead of {wanted_status}\n{done.stderr}"
        )
    return done.stdout


def load(path):
    with open(path) as file:
        return json.load(file)


def total_polls(command, folder):
    stats = os.path.join(folder, "polls.json")
    output = run(command, 0, FERRY_AT_POLL=NEVER, FERRY_DIR=folder, FERRY_STATS=stats)
    return load(stats)["polls"], output


def checkpoint(command, poll, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    stats = os.path.join(folder, "stats.json")
    output = run(
        command, LEFT, FERRY_AT_POLL=poll, FERRY_DIR=folder, FERRY_THEN="exit", FERRY_STATS=stats
    )
    return load(stats), os.path.join(folder, "latest"), output


def restore(command, image, folder):
    stats = os.path.join(folder, "restored.json")
    output = run(command, 0, FERRY_RESTORE=image, FERRY_STATS=stats)
    return load(stats), output


def least(runs, key):
    return min(run[key] for run in runs)


def measure_all(bench):
    rows = []
    native = abis.BY_NAME["x86_64"]
    foreign = abis.BY_NAME["s390x"]
    build = bench.options.build
    baseline = os.path.join(bench.folder, "baseline")
    here = os.path.dirname(os.path.abspath(__file__))
    check(["gcc", "-O2", "-o", baseline, os.path.join(here, "state", "baseline.c")])
    for name, (full, quick, abroad) in PROGRAMS.items():
        argument = str(quick if bench.options.quick else full)
        source = os.path.join(here, "state", f"{name}.c")
        program = {}
        for abi in (native, foreign):
            if abi.missing(build):
                print(f"state {name}: {abi.name}: {abi.missing(build)}")
                continue
            program[abi.name] = os.path.join(bench.folder, f"{name}-{abi.name}")
            check([bench.ferry_cc, f"--ferry-cc={abi.compiler()}", "-O2", "-o",
                   program[abi.name], source])
        command = [program["x86_64"], argument]
        folder = os.path.join(bench.folder, f"{name}-images")
        os.makedirs(folder, exist_ok=True)
        polls, wanted = total_polls(command, folder)

        captures, restores = [], []
        for _ in range(REPEAT):
            stats, image, before = checkpoint(command, half_done(name, polls, argument), folder)
            captures.append(stats)
            restored, after = restore(command, image, folder)
            restores.append(restored)
            if before + after != wanted:
                raise BenchFailure(f"{name}: output differs after a restore")
        size = captures[0]["bytes"]
        floor = json.loads(check([baseline, str(size), os.path.join(folder, "floor")]))
        row = {
            "name": name,
            "argument": argument,
            "bytes": size,
            "capture": least(captures, "capture_seconds"),
            "sync": least(captures, "sync_seconds"),
            "restore": least(restores, "restore_seconds"),
            "floor": floor,
        }
        if "s390x" in program:
            argument = str(min(abroad, int(argument)))
            there = [*foreign.run(), program["s390x"], argument]
            poll = half_done(name, polls, argument)
            stats, image, before = checkpoint(there, poll, folder)
            restores = []
            for _ in range(REPEAT):
                restored, after = restore([program["x86_64"], argument], image, folder)
                restores.append(restored)
                if before + after != wanted:
                    raise BenchFailure(f"{name}: output differs after a move from s390x")
            row["converted"] = {
                "argument": argument,
                "bytes": stats["bytes"],
                "restore": least(restores, "restore_seconds"),
                "converted_bytes": restores[0]["converted_bytes"],
            }
        rows.append(row)
        print(
            f"{name} {row['bytes'] / 2**20:.0f} MiB: capture {row['capture']:.3f} s "
            f"(write {floor['write']:.3f}, with fsync {floor['write_fsync']:.3f}), restore "
            f"{row['restore']:.3f} s (read {floor['read']:.3f})"
            + (f", from s390x {row['converted']['restore']:.3f} s" if "converted" in row else "")
        )
        shutil.rmtree(folder)
    return rows


def half_done(name, polls, argument):
    """A poll while all the state is there: in the first of three summings."""
    if name == "nodes":
        # Building, relinking and freeing poll once a node, so do three summings.
        return polls // 2
    # Filling polls once in 4096 numbers, summing once a number. Not later than
    # needed: every poll up to the one that is waited for takes the slow path.
    return 2 * int(argument) * (1048576 // 8) // 4096
