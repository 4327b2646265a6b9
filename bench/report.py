"""Writes docs/Benchmarks.md from bench/results/*.json."""

import json
import os

TITLE = """# Benchmarks

Written by `./dev bench`; the numbers behind it are in bench/results. Every time
is set beside a plain build (or plain write(), read(), memcpy()) measured in turn
with it on the same machine. The machine is shared and has few cores: read
differences below 0.1 as none. Instruction counts (callgrind) repeat exactly.
"""


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def times(value):
    return "-" if value is None else f"{value:.2f}"


def seconds(value):
    return f"{value:.3f} s"


def mib(value):
    return f"{value / 2**20:.1f} MiB"


def size_cells(row):
    plain, ferry = row["size_plain"], row["size_ferry"]
    running = ferry["code"] - ferry["reentry"]
    return [
        f"{running / plain['code']:.2f}",
        f"{ferry['reentry'] / plain['code']:.2f}",
        f"{(ferry['data'] - plain['data']) / 1024:.1f} KiB",
    ]


def programs(rows):
    head = ["program", "compiler", "CPU time", "least CPU time", "instructions",
            "code", "re-entry forms", "tables"]
    return table(
        head,
        [
            [
                row["name"],
                row["compiler"],
                times(row["time_ratio"]),
                times(row["time_ratio_least"]),
                times(row["instruction_ratio"]),
                *size_cells(row),
            ]
            for row in rows
        ],
    )


def samples(rows):
    return (
        "## Samples\n\nRatios to the plain build, -O2. Code sizes are multiples of the "
        "plain program's machine code (objects alone, without the library); re-entry "
        "forms are entered by a restore only.\n\n" + programs(rows)
    )


def kernels(rows):
    return (
        "## Kernels\n\nThe eleven of the measurement that chose style D (see "
        "docs/Architecture.md), now as the precompiler writes them.\n\n" + programs(rows)
    )


def sites(rows):
    return (
        "## Site pointer or site number\n\nA hand-written fib with frame records; CPU "
        "seconds.\n\n"
        + table(
            ["compiler", "no site stored", "pointer to the descriptor", "number"],
            [[r["compiler"], seconds(r["none"]), seconds(r["pointer"]), seconds(r["number"])] for r in rows],
        )
    )


def state(rows):
    head = ["state", "image", "capture", "of it fsync", "write()", "write() + fsync()",
            "restore", "read()", "first touch", "memcpy()"]
    same = table(
        head,
        [
            [
                f"{r['name']} {r['argument']}",
                mib(r["bytes"]),
                seconds(r["capture"]),
                seconds(r["sync"]),
                seconds(r["floor"]["write"]),
                seconds(r["floor"]["write_fsync"]),
                seconds(r["restore"]),
                seconds(r["floor"]["read"]),
                seconds(r["floor"]["touch"]),
                seconds(r["floor"]["memcpy"]),
            ]
            for r in rows
        ],
    )
    foreign = [r for r in rows if "converted" in r]
    converted = table(
        ["state", "image", "converted", "restore", "restore, same ABI", "byte-swapping copy"],
        [
            [
                f"{r['name']} {r['converted']['argument']}",
                mib(r["converted"]["bytes"]),
                mib(r["converted"]["converted_bytes"]),
                seconds(r["converted"]["restore"]),
                seconds(r["restore"]),
                seconds(r["floor"]["swap"]),
            ]
            for r in foreign
        ],
    )
    text = (
        "## Capture and restore\n\n`doubles` is one array (its size in MiB), `nodes` a "
        "linked list of so many nodes. The least of three.\n\n" + same
    )
    if foreign:
        text += (
            "\nImages that s390x wrote (under qemu), read natively on x86-64:\n\n" + converted
        )
    return text


PARTS = {"samples": samples, "kernels": kernels, "sites": sites, "state": state}


def markdown(results):
    text, machine = TITLE, None
    for name, write in PARTS.items():
        path = os.path.join(results, f"{name}.json")
        if not os.path.exists(path):
            continue
        with open(path) as file:
            part = json.load(file)
        machine = part["machine"]
        text += "\n" + write(part["rows"])
        if part["quick"]:
            text += "\nMeasured with `--quick`: fewer rounds and less state.\n"
    if machine:
        text += (
            f"\nMachine: {machine['cpu']}, {machine['cores']} cores, Linux "
            f"{machine['kernel']}, gcc {machine['gcc']}; {machine['date']}.\n"
        )
    return text
