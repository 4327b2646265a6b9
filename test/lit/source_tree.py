"""The files of the source tree: what git tracks, or all but build folders."""

import os
import subprocess

SKIPPED = ("build", ".git", "__pycache__")


def files(root):
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "-C", root, "ls-files", "-z"],
        capture_output=True, text=True,
    )
    if listed.returncode == 0 and listed.stdout:
        names = [name for name in listed.stdout.split("\0") if name]
        return sorted(name for name in names if os.path.isfile(os.path.join(root, name)))
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if not f.startswith(SKIPPED)]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def text(root, name):
    with open(os.path.join(root, name), errors="replace") as file:
        return file.read()
