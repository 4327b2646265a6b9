"""How the bench measures: builds, times, counts instructions, weighs code."""

import os
import re
import shutil
import statistics
import subprocess


class BenchFailure(Exception):
    pass


def environment(**settings):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FERRY_")}
    clean.update({name: str(value) for name, value in settings.items()})
    return clean


def check(command, **settings):
    done = subprocess.run(command, capture_output=True, text=True, env=environment(**settings))
    if done.returncode:
        raise BenchFailure(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def run_once(command, **settings):
    """User and system seconds of one run, wall seconds, and the output. CPU time
    suffers less than wall time from neighbours on the machine."""
    read_end, write_end = os.pipe()
    import time

    started = time.monotonic()
    process = subprocess.Popen(
        command, stdout=write_end, stdin=subprocess.DEVNULL, env=environment(**settings)
    )
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    if process.returncode:
        raise BenchFailure(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, wall, output


def interleaved(commands, rounds):
    """Runs the commands in turn, `rounds` times; per command the median CPU and
    wall seconds and the smallest CPU seconds. Their outputs must be equal."""
    cpu = [[] for _ in commands]
    wall = [[] for _ in commands]
    outputs = None
    for _ in range(rounds):
        results = [run_once(command) for command in commands]
        if any(result[2] != results[0][2] for result in results):
            raise BenchFailure(f"outputs differ: {commands}")
        outputs = outputs or results
        for i, (c, w, _) in enumerate(results):
            cpu[i].append(c)
            wall[i].append(w)
    return [
        {
            "cpu": statistics.median(c),
            "cpu_least": min(c),
            "wall": statistics.median(w),
        }
        for c, w in zip(cpu, wall)
    ]


def instructions(command):
    """Instructions executed, counted by callgrind: repeats exactly. None without
    valgrind."""
    if not shutil.which("valgrind"):
        return None
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        capture_output=True,
        text=True,
        env=environment(),
    )
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    if done.returncode or not found:
        raise BenchFailure(f"callgrind {' '.join(command)}: {done.stderr[-500:]}")
    return int(found.group(1))


def sections(objects):
    """Bytes of machine code, how much of it only a restore enters, and of data."""
    total = {"code": 0, "reentry": 0, "data": 0}
    for path in objects:
        for line in check(["nm", "--print-size", "--radix=d", path]).splitlines():
            found = re.match(r"\d+ (\d+) [tT] __ferry_re_", line)
            total["reentry"] += int(found.group(1)) if found else 0
        for line in check(["size", "-A", "-d", path]).splitlines():
            found = re.match(r"\.(text|rodata|data|bss|tdata|tbss)(\S*)\s+(\d+)", line)
            if not found:
                continue
            kind, size = found.group(1), int(found.group(3))
            total["code" if kind == "text" else "data"] += size
    return total


def ratio(a, b):
    return a / b if b else None
