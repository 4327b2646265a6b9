"""What whole-program facts cost the build: a program of many files, built plainly
and with ferry-cc; CPU seconds, wall seconds, bytes (docs/design/0005).

    whole_program.py --build=BUILD [--files=100] [--work=FOLDER]
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True


def write_program(folder, files):
    """Unit i: leaves, arithmetic in loops, calls into two other units, a table of
    handlers that is called through. About 60 lines each."""
    with open(f"{folder}/all.h", "w") as out:
        print("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>", file=out)
        for i in range(files):
            print(f"int leaf{i}(int); int work{i}(int *, int); int top{i}(int);", file=out)
    for i in range(files):
        a, b = (i * 7 + 1) % files, (i * 13 + 2) % files
        with open(f"{folder}/unit{i}.c", "w") as out:
            print(f'#include "all.h"\nstatic int state{i}[16];', file=out)
            for k in range(6):
                print(
                    f"static int small{k}(int x) {{\n  int y = x * {k + 3};\n"
                    f"  if (y > 100)\n    y -= leaf{b}(y & 7);\n  return y ^ {i};\n}}",
                    file=out,
                )
            print(
                f"""int leaf{i}(int x) {{ return x * {i} + 1; }}
static int (*const handlers[])(int) = {{small0, small1, small2}};
int work{i}(int *values, int n) {{
  int sum = 0;
  for (int i = 0; i < n; i++) {{
    values[i & 15] += small3(i) + handlers[i % 3](i);
    sum += values[i & 15];
  }}
  return sum;
}}
int top{i}(int n) {{
  int sum = leaf{a}(n) + small4(n) + small5(n);
  if (n > 0)
    sum += work{a}(state{i}, n);
  return sum;
}}""",
                file=out,
            )
    with open(f"{folder}/main.c", "w") as out:
        print('#include "all.h"\nint main(void) {\n  unsigned sum = 0;', file=out)
        for i in range(files):
            print(f"  sum += (unsigned)top{i}({i % 5});", file=out)
        print('  printf("%u\\n", sum);\n  return 0;\n}', file=out)


def timed(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    wall = time.monotonic() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": round(cpu, 2), "wall": round(wall, 2)}


def measure(compiler, folder, files):
    names = ["main"] + [f"unit{i}" for i in range(files)]
    with open(f"{folder}/Makefile", "w") as out:
        objects = " ".join(f"{name}.o" for name in names)
        print(f"CFLAGS = -O2\nobjects: {objects}\n%.o: %.c all.h", file=out)
        print("\t$(CC) $(CFLAGS) -c $< -o $@", file=out)
    jobs = f"-j{os.cpu_count()}"
    link = [compiler, "-O2", *[f"{name}.o" for name in names], "-o", "program"]
    result = {"compile": timed(["make", jobs, f"CC={compiler}", "objects"], folder)}
    result["link"] = timed(link, folder)
    cache = f"{folder}/program.ferry"
    again = os.listdir(cache) if os.path.isdir(cache) else []
    result["units compiled again"] = sum(name.endswith(".o") for name in again)
    result["relink"] = timed(link, folder)
    os.utime(f"{folder}/unit0.c")
    result["one file changed"] = timed(["make", jobs, f"CC={compiler}", "objects"], folder)
    result["... and the link"] = timed(link, folder)
    result["object bytes"] = sum(os.path.getsize(f"{folder}/{n}.o") for n in names)
    result["program bytes"] = os.path.getsize(f"{folder}/program")
    result["output"] = subprocess.run(
        ["./program"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
    if compiler != "cc":
        sections = subprocess.run(
            ["size", "-A", *[f"{n}.o" for n in names]],
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout
        for section in (".ferry.unit", ".ferry.command"):
            result[f"{section} bytes"] = sum(
                int(line.split()[1]) for line in sections.splitlines()
                if line.split()[:1] == [section]
            )
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--work")
    options = parser.parse_args()
    work = options.work or tempfile.mkdtemp(prefix="ferry-bench-")
    results = {}
    for name, compiler in (
        ("plain", "cc"),
        ("ferry-cc", os.path.join(os.path.abspath(options.build), "bin", "ferry-cc")),
    ):
        folder = f"{work}/{name}"
        os.makedirs(folder)
        write_program(folder, options.files)
        results[name] = measure(compiler, folder, options.files)
    if results["plain"]["output"] != results["ferry-cc"]["output"]:
        sys.exit("the two programs do not print the same")
    for result in results.values():
        del result["output"]
    print(json.dumps(results, indent=2))
    if not options.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
