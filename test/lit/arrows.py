"""arrows.py ROOT: who may include whom.

    precompiler -> typeinfo <- runtime <- tools

Reads the #include lines of every source file, finds the file each one means, and
compares the rooms of the two with the table below. Prints each offence as
FILE:LINE and exits with 1 if there is one, or if it found too little to judge.
"""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import source_tree

# What a room may include besides its own files and the standard library. A name
# that ends in / stands for the folder and all below it.
ALLOWED = {
    "typeinfo/": [],
    "runtime/include/": ["typeinfo/"],
    "runtime/port/": ["runtime/include/", "typeinfo/"],
    # Stands in for libstdc++, below everything.
    "runtime/standalone/": [],
    # Functions that libc has, written like a program's.
    "runtime/libc/": ["runtime/include/"],
    # The container knows nothing of a running program.
    "runtime/image/": ["runtime/include/", "runtime/port/", "typeinfo/"],
    "runtime/": ["runtime/", "typeinfo/"],
    "precompiler/diag/": [],
    # Analysis decides and writes no text; emit writes and decides nothing.
    "precompiler/analysis/": ["precompiler/diag/", "typeinfo/"],
    "precompiler/emit/": ["precompiler/diag/", "typeinfo/"],
    "precompiler/rules/": [
        "precompiler/analysis/", "precompiler/emit/", "precompiler/diag/", "typeinfo/",
    ],
    "precompiler/tool/": ["precompiler/", "typeinfo/"],
    "tools/": ["typeinfo/", "runtime/image/", "runtime/include/", "runtime/port/"],
}
# Folders that an #include "..." is looked up in, besides the includer's own.
ROOTS = [
    "precompiler", "runtime", "runtime/include", "runtime/image/include",
    "typeinfo/include", "typeinfo/lib", "tools", "tools/ferry",
]
LLVM = re.compile(r"^(llvm|clang|clang-c|llvm-c)/")
SYSTEM = re.compile(
    r"^(unistd\.h|fcntl\.h|dirent\.h|sys/.*|linux/.*|pthread\.h|csignal|signal\.h|"
    r"dlfcn\.h|ucontext\.h|poll\.h|time\.h|ctime)$"
)
CALLS_SYSTEM = ("runtime/port/", "runtime/standalone/", "runtime/libc/")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
SOURCES = (".h", ".def", ".c", ".cpp", ".inc")
# What a rule is and which there are: every rule includes it.
SHARED = re.compile(r"^precompiler/rules/(Form|SmallRules)\.h$")
# Files of rules/ that put the rules together; they may include rules.
COMPOSERS = re.compile(r"^precompiler/rules/(RewriteFunction|SmallRules)[A-Za-z]*\.(h|cpp)$")


def room_of(name):
    """The most special row of the table that the file is in."""
    rooms = [room for room in ALLOWED if name.startswith(room)]
    return max(rooms, key=len) if rooms else None


def offences(root):
    names = source_tree.files(root)
    known = set(names)
    judged = 0
    for name in names:
        room = room_of(name)
        if room is None or not name.endswith(SOURCES):
            continue
        for number, line in enumerate(source_tree.text(root, name).splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            judged += 1
            what = found.group(2)
            where = f"{name}:{number}: "
            if LLVM.match(what):
                if not room.startswith("precompiler/"):
                    yield where + f"{what}: only precompiler/ may include LLVM"
                continue
            if SYSTEM.match(what) and found.group(1) == "<":
                if room.startswith(("runtime/", "typeinfo/")) and room not in CALLS_SYSTEM:
                    yield where + f"{what}: only runtime/port/ calls the system"
                continue
            places = [os.path.dirname(name), *ROOTS]
            meant = [os.path.normpath(os.path.join(place, what)) for place in places]
            target = next((path for path in meant if path in known), None)
            if target is None:
                continue  # of the standard library, or generated
            other = room_of(target)
            if other == room or other is None:
                if room == "precompiler/rules/" and not COMPOSERS.match(name):
                    stem = lambda path: os.path.splitext(os.path.basename(path))[0]
                    if stem(name) != stem(target) and not SHARED.match(target):
                        yield where + f"{target}: a rule does not include another"
                continue
            if not any(other.startswith(allowed) for allowed in ALLOWED[room]):
                yield where + f"{target}: {room} may not include {other}"
    if judged < 20:
        yield f"only {judged} includes found in {root}: this judges nothing"


if __name__ == "__main__":
    bad = list(offences(os.path.abspath(sys.argv[1])))
    print("\n".join(bad) if bad else "every include follows the arrows")
    sys.exit(1 if bad else 0)
