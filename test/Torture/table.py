"""docs/Torture.md: what torture.py found, for people.

The words for a flag are those of docs/diagnostics/README.md; nothing is said twice.
"""

import collections
import os
import re
import subprocess


ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROW = re.compile(r"^\| \[ferry-([a-z0-9+-]+)\]\([^)]*\) \| [^|]* \| (.*) \|$", re.M)
SEE_DRIVERS = "what [ferry-cc](Drivers.md) says at once"
# Addresses differ from run to run.
NUMBERS = re.compile(r"0x[0-9a-f]+")
FOLDERS = re.compile(r"(?<![\w.])/[\w./+-]*/")


def without_places(text):
    return FOLDERS.sub("", NUMBERS.sub("an address", text))


def words_of_flags():
    with open(os.path.join(ROOT, "docs", "diagnostics", "README.md")) as file:
        return dict(ROW.findall(file.read()))


def group(results, what):
    """Reason -> names, the most frequent first."""
    groups = collections.defaultdict(list)
    for name, r in results.items():
        if r["result"] == what:
            groups[r["why"]].append(name)
    return sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))


def listed(names, most=12):
    more = f", and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(f"`{n}`" for n in names[:most]) + more


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def write(path, results, total, every):
    counts = collections.Counter(r["result"] for r in results.values())
    run = len(results) - counts["left out"]
    which = "all of them" if every == 1 else f"each {every}th of them" if every else "some of them"
    gcc = subprocess.run(["gcc", "--version"], capture_output=True, text=True).stdout
    text = f"""# GCC's C execution tests

Written by `./dev torture --doc`; not to be edited. The programs are the {total} of
`gcc.c-torture/execute` in Debian's package gcc-12-source; this run had {which}
({len(results)}), built by {gcc.splitlines()[0]}.
`test/Torture/torture.py` says how each is built, captured and resumed.

| | programs | |
|---|---|---|
| left out: a plain build does not pass | {counts['left out']} | |
| **the others** | **{run}** | |
| passed: captured and resumed on x86_64, i686 and s390x | {counts['passed']} | {percent(counts['passed'], run)} |
| passed with polls at the entries of all functions, for it has no other | {counts['at entries']} | {percent(counts['at entries'], run)} |
| passed but for i686, where a value of the program does not fit and the restore says which | {counts['does not fit']} | {percent(counts['does not fit'], run)} |
| no poll: runs as it should, and there is nowhere to capture it | {counts['no poll']} | {percent(counts['no poll'], run)} |
| refused by `ferry-cc`, at a place | {counts['refused']} | {percent(counts['refused'], run)} |
| not moved: the running program says why not | {counts['not moved']} | {percent(counts['not moved'], run)} |
| asks which ABI it runs on, and is moved on that one only; or compares addresses as numbers | {counts['asks the ABI']} | {percent(counts['asks the ABI'], run)} |
| not built, without a word of why and where | {counts['not built']} | {percent(counts['not built'], run)} |
| **wrong** | **{counts['wrong']}** | **{percent(counts['wrong'], run)}** |

## Refused

One program may have more than one reason; the first one counts.

| flag | programs | what | which |
|---|---|---|---|
"""
    words = words_of_flags()
    for flag, names in group(results, "refused"):
        link = f"[{flag}](diagnostics/{flag}.md)" if flag in words else flag
        text += f"| {link} | {len(names)} | {words.get(flag, SEE_DRIVERS)} | {listed(names)} |\n"
    if counts["not moved"]:
        text += "\n## Not moved\n\n| program | what it says |\n|---|---|\n"
        for name, r in sorted(results.items()):
            if r["result"] == "not moved":
                said = without_places(r["text"].split("ferry: ")[-1])
                text += f"| `{name}` | {said.replace('|', chr(92) + '|')} |\n"
    if counts["no poll"]:
        text += "\n## No poll\n\nWhat keeps it from being captured with polls at all entries, which no user has.\n\n"
        text += "| program | |\n|---|---|\n"
        for name, r in sorted(results.items()):
            if r["result"] == "no poll":
                said = " ".join(without_places(r["text"].split("ferry: ")[-1]).split())
                text += f"| `{name}` | {said.replace('|', chr(92) + '|')[:200]} |\n"
    if counts["does not fit"]:
        text += "\n## Does not fit\n\n"
        text += listed(sorted(n for n, r in results.items() if r["result"] == "does not fit"), 100) + ".\n"
    if counts["asks the ABI"]:
        text += "\n## Asks which ABI it runs on\n\n| which | what |\n|---|---|\n"
        for why, names in group(results, "asks the ABI"):
            text += f"| {listed(names)} | {why} |\n"
    for what in ("not built", "wrong"):
        if counts[what]:
            text += f"\n## {what.capitalize()}\n\nEach of them is a bug of Ferry's.\n\n"
        for name, r in sorted(results.items()):
            if r["result"] == what:
                text += f"- `{name}`: {' '.join(without_places(r['text']).split())[:200]}\n"
    text += "\n## Left out\n\n| why | programs |\n|---|---|\n"
    for why, names in group(results, "left out"):
        text += f"| {why} | {len(names)} |\n"
    with open(path, "w") as file:
        file.write(text)
