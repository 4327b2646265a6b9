"""diagnostic_pages.py ROOT FERRY_CC FERRY_CXX WORK: docs/diagnostics is true.

Every flag of Diagnostics.def has a page and every page a flag; every message is shown
on its flag's page; what a page shows is what the compiler prints. Fenced blocks:

    c, c++       provokes the messages in the `text` block that follows: these and no
                 others of Ferry's, each one a whole line of the output
    c fixed      compiles without any message
    c file=NAME  stands beside the blocks after it
    link         said after c: with the files beside it, compiled and linked
    -option ...  the rest of the line is given to the driver
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

OURS = re.compile(r"\[-Wferry-([^\]]+)\]$")


def messages(root):
    """[(id, level, flag, pattern)] of the .def, without notes."""
    with open(os.path.join(root, "precompiler/diag/Diagnostics.def")) as file:
        text = file.read()
    entry = re.compile(r'^FERRY_DIAG\((\w+), (\w+), "([^"]+)",((?:\s*"[^"]*")+)\)', re.M)
    found = []
    for name, level, flag, strings in entry.findall(text):
        words = "".join(re.findall(r'"([^"]*)"', strings))
        parts = [re.escape(part) for part in re.split(r"%q?\d", words)]
        pattern = re.compile(r"\S+: (error|warning): " + ".*".join(parts)
                             + re.escape(f" [-Wferry-{flag}]"))
        if level != "Note":
            found.append((name, level, flag, pattern))
    if len(found) != len(re.findall(r'^FERRY_DIAG\(\w+, (?!Note)', text, re.M)):
        sys.exit("Diagnostics.def has entries of an unknown form")
    return found


class Block:
    def __init__(self, info, text, beside):
        self.words, self.text, self.beside = info.split(), text, beside
        self.shown = []  # lines of the `text` block that belongs to it
        self.language = self.words[0]
        rest = self.words[1:]
        self.fixed, self.link = rest[:1] == ["fixed"], rest[:1] == ["link"]
        self.options = rest[self.fixed or self.link :]


def blocks(page):
    """What a page wants compiled."""
    found, beside = [], {}
    with open(page) as file:
        fences = re.findall(r"^```(.*)\n((?:(?!```).*\n)*)```$", file.read(), re.M)
    for info, text in fences:
        name = re.fullmatch(r"c file=(\S+)", info)
        if name:
            beside[name[1]] = text
        elif info == "text":
            found[-1].shown += text.splitlines()
        else:
            found.append(Block(info, text, dict(beside)))
    return found


class Compiler:
    def __init__(self, drivers, work):
        self.drivers, self.work = drivers, work

    def __call__(self, flag, number, block, extra=()):
        folder = os.path.join(self.work, "-".join([flag, str(number), *extra]))
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        source = f"{flag}.{'cpp' if block.language == 'c++' else 'c'}"
        for name, text in {source: block.text, **block.beside}.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        command = [self.drivers[block.language], *block.options, *extra, source]
        if block.link:
            command += [name for name in block.beside if name.endswith(".c")]
        else:
            command.append("-c")
        done = subprocess.run(command, cwd=folder, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=dict(os.environ, LC_ALL="C"))
        return done.returncode, done.stdout.splitlines()


def judge(flag, number, block, compiler):
    """What is wrong with one block."""
    status, lines = compiler(flag, number, block)
    if block.fixed:
        if status or lines:
            yield f"the remedy does not compile silently: {lines or status}"
        return
    if not any(line.endswith(f"[-Wferry-{flag}]") for line in block.shown):
        yield "shows no message of its flag"
    for line in block.shown:
        if line not in lines:
            yield f"is not printed: {line}"
    for line in lines:
        if OURS.search(line) and line not in block.shown:
            yield f"is printed, but not shown: {line}"
    if status != any(": error: " in line for line in block.shown):
        yield f"exit status {status}"


def lowering(flag, levels, block, compiler, text):
    """What is wrong with what the page says about -W options."""
    def run(option):
        status, lines = compiler(flag, 1, block, (option,))
        return status, [l for l in lines if l.endswith(f"[-Wferry-{flag}]")], lines

    says = "annot be lowered" in text, f"`-Wno-error=ferry-{flag}`" in text, \
        f"`-Wno-ferry-{flag}` silences" in text
    if says != ("Error" in levels, levels == {"Soft"}, "Error" not in levels):
        yield f"does not say what can be lowered: its levels are {sorted(levels)}"
    status, ours, lines = run(f"-Wno-ferry-{flag}")
    if "Error" in levels:
        if not status or "cannot be lowered" not in "\n".join(lines):
            yield f"-Wno-ferry-{flag} is accepted"
    elif status or ours:
        yield f"-Wno-ferry-{flag} does not silence it"
    if levels == {"Soft"}:
        status, ours, _ = run(f"-Wno-error=ferry-{flag}")
        if status or not ours or not all(": warning: " in line for line in ours):
            yield f"-Wno-error=ferry-{flag} does not make it a warning"
    if levels == {"Warning"}:
        status, ours, _ = run(f"-Werror=ferry-{flag}")
        if not status or not all(": error: " in line for line in ours):
            yield f"-Werror=ferry-{flag} does not make it an error"


def wrong(root, compiler):
    folder = os.path.join(root, "docs/diagnostics")
    known = messages(root)
    flags = {flag for _, _, flag, _ in known}
    pages = {name[:-3] for name in os.listdir(folder)} - {"README"}
    for flag in sorted(flags - pages):
        yield f"{flag}: has no page"
    for page in sorted(pages - flags):
        yield f"{page}: is no flag"
    with open(os.path.join(folder, "README.md")) as file:
        linked = re.findall(r"^\| \[ferry-(\S+)\]\((\S+)\.md\) \|", file.read(), re.M)
    if linked != [(flag, flag) for flag in sorted(flags)]:
        yield "README: its table is not the flags in alphabetical order"
    with open(os.path.join(root, "docs/Limitations.md")) as file:
        linked = set(re.findall(r"\(diagnostics/(\S+)\.md\)", file.read())) - {"README"}
    for page in sorted(linked - pages):
        yield f"Limitations: links {page}, which is no page"
    for flag in sorted(flags - linked):
        yield f"Limitations: does not name {flag}"

    tasks = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        def later(flag, *arguments):
            tasks.append((flag, pool.submit(lambda f, *a: list(f(*a)), *arguments)))

        for flag in sorted(flags & pages):
            page = os.path.join(folder, flag + ".md")
            with open(page) as file:
                text = file.read()
            if not text.startswith(f"# ferry-{flag}\n"):
                yield f"{flag}: begins with another title"
            found = blocks(page)
            shown = [line for block in found for line in block.shown]
            for name, _, of, pattern in known:
                if of == flag and not any(pattern.fullmatch(line) for line in shown):
                    yield f"{flag}: does not show {name}"
            for number, block in enumerate(found, 1):
                later(flag, judge, flag, number, block, compiler)
            if found:
                levels = {level for _, level, of, _ in known if of == flag}
                later(flag, lowering, flag, levels, found[0], compiler, text)
        for flag, task in tasks:
            for line in task.result():
                yield f"{flag}: {line}"
    if not tasks:
        yield "no block was compiled"


def main():
    root, cc, cxx, work = sys.argv[1:]
    bad = list(wrong(root, Compiler({"c": cc, "c++": cxx}, work)))
    print("\n".join(bad) if bad else "the pages are true")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
