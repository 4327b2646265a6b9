"""./dev bench: measures every number that Ferry claims.

    run.py --build=BUILD [--quick] [--only=samples,kernels,sites,state]

Writes bench/results/<part>.json and, from all of them, docs/Benchmarks.md. Times
are ratios to a plain build run in turn with the instrumented one; read differences
below 0.1 as none on a shared machine. Instruction counts repeat exactly.
"""

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(SOURCE, "test")]

import measure
import report
import state
from measure import BenchFailure, ratio

TEXT = os.path.join(SOURCE, "samples", "words", "opticks-book-three.txt")

# name: arguments for the timed run, for callgrind
SAMPLES = {
    "nbody": (["200"], ["3"]),
    "btree": (["600000"], ["20000"]),
    "heat": (["128", "6000"], ["64", "200"]),
    "lisp": (["9"], ["5"]),
    "words": ([TEXT, "60"], [TEXT, "2"]),
}

# name: repetitions for callgrind
KERNELS = {
    "fib": 1,
    "queens": 5,
    "matmul": 2,
    "matmul-inner": 2,
    "quicksort": 1,
    "bintrees": 5,
    "hash": 2,
    "interpreter": 1,
    "nbody": 1,
    "fft": 2,
    "parser": 1,
}

COMPILERS = {"gcc": "gcc", "clang": "clang-19"}


def compile_with(compiler, sources, output, flags):
    measure.check([compiler, *flags, "-o", output, *sources, "-lm"])


def compile_objects(compiler, sources, folder, flags):
    os.makedirs(folder, exist_ok=True)
    objects = []
    for source in sources:
        target = os.path.join(folder, os.path.basename(source) + ".o")
        measure.check([*compiler, *flags, "-c", "-o", target, source])
        objects.append(target)
    return objects


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.ferry_cc = os.path.join(options.build, "bin", "ferry-cc")
        self.rounds = 3 if options.quick else 9

    def build_pair(self, name, compiler, sources, flags, ferry_flags):
        plain = os.path.join(self.folder, f"{name}-{compiler}-plain")
        ferried = os.path.join(self.folder, f"{name}-{compiler}-ferry")
        cc = COMPILERS[compiler]
        compile_with(cc, sources, plain, flags)
        measure.check(
            [self.ferry_cc, f"--ferry-cc={cc}", *flags, *ferry_flags, "-o", ferried, *sources, "-lm"]
        )
        return plain, ferried

    def compare(self, name, compiler, sources, timed, counted, flags=(), ferry_flags=()):
        flags = ["-O2", *flags]
        plain, ferried = self.build_pair(name, compiler, sources, flags, list(ferry_flags))
        times = measure.interleaved([[plain, *timed], [ferried, *timed]], self.rounds)
        counts = [
            measure.instructions([program, *counted])
            for program in (plain, ferried)
        ]
        row = {
            "name": name,
            "compiler": compiler,
            "seconds_plain": times[0]["cpu"],
            "seconds_ferry": times[1]["cpu"],
            "time_ratio": ratio(times[1]["cpu"], times[0]["cpu"]),
            "time_ratio_least": ratio(times[1]["cpu_least"], times[0]["cpu_least"]),
            "wall_ratio": ratio(times[1]["wall"], times[0]["wall"]),
            "instruction_ratio": None if None in counts else ratio(counts[1], counts[0]),
        }
        objects = os.path.join(self.folder, f"{name}-{compiler}")
        cc = COMPILERS[compiler]
        row["size_plain"] = measure.sections(
            compile_objects([cc], sources, objects + ".plain", flags)
        )
        row["size_ferry"] = measure.sections(
            compile_objects(
                [self.ferry_cc, f"--ferry-cc={cc}", *ferry_flags],
                sources,
                objects + ".ferry",
                flags,
            )
        )
        print(
            f"{name:14} {compiler:6} time x {row['time_ratio']:.2f}"
            + (f"  instructions x {row['instruction_ratio']:.2f}" if row["instruction_ratio"] else "")
        )
        sys.stdout.flush()
        return row

    def samples(self):
        rows = []
        for name, (timed, counted) in SAMPLES.items():
            folder = os.path.join(SOURCE, "samples", name)
            sources = sorted(
                os.path.join(folder, file) for file in os.listdir(folder) if file.endswith(".c")
            )
            rows.append(self.compare(name, "gcc", sources, timed, counted))
        return rows

    def kernels(self):
        rows = []
        for name, repetitions in KERNELS.items():
            source = os.path.join(HERE, "kernels", f"{name}.c")
            for compiler in COMPILERS:
                if not shutil.which(COMPILERS[compiler]):
                    print(f"{name}: no {COMPILERS[compiler]}")
                    continue
                ferry_flags = []
                if name == "matmul-inner":
                    ferry_flags = ["-DFERRY_BENCH", "--ferry-polls=explicit"]
                rows.append(
                    self.compare(name, compiler, [source], [], [str(repetitions)], [], ferry_flags)
                )
        return rows

    def sites(self):
        rows = []
        for compiler, cc in COMPILERS.items():
            programs = []
            for site in (0, 1, 2):
                program = os.path.join(self.folder, f"site{site}-{compiler}")
                source = os.path.join(HERE, "sites", "fib.c")
                measure.check([cc, "-O2", f"-DSITE={site}", "-o", program, source])
                programs.append([program])
            times = measure.interleaved(programs, self.rounds)
            rows.append(
                {
                    "compiler": compiler,
                    "none": times[0]["cpu"],
                    "pointer": times[1]["cpu"],
                    "number": times[2]["cpu"],
                }
            )
            print(f"sites {compiler}: pointer {times[1]['cpu']:.3f} s, number {times[2]['cpu']:.3f} s")
        return rows

    def state(self):
        return state.measure_all(self)


def machine():
    cpu = "unknown"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
                break
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "gcc": subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True).stdout.strip(),
        "date": datetime.date.today().isoformat(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, less state")
    parser.add_argument("--only", default="samples,kernels,sites,state")
    parser.add_argument("--results", default=os.path.join(HERE, "results"))
    parser.add_argument("--document", default=os.path.join(SOURCE, "docs", "Benchmarks.md"))
    options = parser.parse_args()
    os.makedirs(options.results, exist_ok=True)
    failed = False
    with tempfile.TemporaryDirectory(prefix="ferry-bench-") as folder:
        bench = Bench(options, folder)
        for part in options.only.split(","):
            try:
                rows = getattr(bench, part)()
            except BenchFailure as failure:
                print(f"bench: {part}: {failure}", file=sys.stderr)
                failed = True
                continue
            with open(os.path.join(options.results, f"{part}.json"), "w") as file:
                json.dump({"machine": machine(), "quick": options.quick, "rows": rows}, file, indent=1)
                file.write("\n")
    with open(options.document, "w") as file:
        file.write(report.markdown(options.results))
    print(f"bench: results in {options.results}, {options.document}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
