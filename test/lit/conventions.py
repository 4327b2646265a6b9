"""conventions.py ROOT: rules about files that a reader would otherwise have to
watch: no absolute path of somebody's machine, no drawer names, no long files."""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import source_tree

# Written in two parts, so that this file does not find itself.
PLACES = re.compile(r"(?<![\w.~$}*-])/(?:" + "home|root|Users|work" + r")/[\w.-]+")
DRAWERS = re.compile(r"(^|[^a-z])(utils?|common|misc|helpers?)([^a-z]|$)")
LONGEST = 450
CODE = (".cpp", ".h", ".c", ".py", ".cmake")


def offences(root):
    count = 0
    for name in source_tree.files(root):
        count += 1
        stem = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        if DRAWERS.search(stem):
            yield f"{name}: a drawer is no name; say what is in it"
        if name.endswith((".bin", ".png", ".ckpt", ".gz", ".zst")):
            continue
        lines = source_tree.text(root, name).splitlines()
        for number, line in enumerate(lines, 1):
            found = PLACES.search(line)
            if found:
                yield f"{name}:{number}: a path of somebody's machine: {found.group()}"
        if name.endswith(CODE) and len(lines) > LONGEST and not name.startswith("test/"):
            yield f"{name}: {len(lines)} lines; more than {LONGEST} are too many for one file"
    if count < 50:
        yield f"only {count} files found in {root}: this judges nothing"


if __name__ == "__main__":
    bad = list(offences(os.path.abspath(sys.argv[1])))
    print("\n".join(bad) if bad else "all files follow the conventions")
    sys.exit(1 if bad else 0)
