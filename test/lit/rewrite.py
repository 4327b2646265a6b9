#!/usr/bin/env python3
"""rewrite.py SOURCE -o OUT [precompiler options] [-- compiler options]

Runs ferry-precompile on a copy of SOURCE whose CHECK and RUN comments are blank.
Comments survive rewriting, so without this FileCheck would match the CHECK lines
themselves and no test could fail. Lines and columns stay as they are.
"""

import os
import re
import subprocess
import sys

COMMENT = re.compile(
    r"//\s*(?:[A-Z0-9_]*CHECK[A-Z0-9_]*(?:-[A-Z]+)*(?:\{[A-Z]+\})?:|RUN:|REQUIRES:|XFAIL:).*"
)


def blank(text: str) -> str:
    return COMMENT.sub(lambda match: " " * len(match.group()), text)


def main(arguments):
    precompile = "ferry-precompile"
    options, compiler, source, output = [], [], None, None
    words = iter(arguments)
    for word in words:
        if word == "--":
            compiler = list(words)
        elif word.startswith("--precompile="):
            precompile = word.split("=", 1)[1]
        elif word == "-o":
            output = next(words)
        elif word.startswith("-"):
            options.append(word)
        elif source is None:
            source = word
        else:
            sys.exit(f"rewrite.py: a second source: {word}")
    if source is None:
        sys.exit(__doc__)

    # The copy keeps the file's name, because names stand in the output.
    folder = (output or os.path.join(os.getcwd(), "stdout")) + ".src"
    os.makedirs(folder, exist_ok=True)
    copy = os.path.join(folder, os.path.basename(source))
    with open(source) as file:
        text = file.read()
    with open(copy, "w") as file:
        file.write(blank(text))

    here = os.path.dirname(os.path.abspath(source))
    command = [precompile, *options]
    if output:
        command.append(f"--output={os.path.abspath(output)}")
    command += [copy, "--", f"-iquote{here}", *compiler]
    return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
