"""summary.py REPORT BUILD: what lit's report says, in words.

Prints why tests were skipped and ends with the line `N passed, N failed, N
skipped`; exits with 1 when a test failed or none ran.
"""

import collections
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import abis

GOOD = {"PASS", "XFAIL", "FLAKYPASS"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def reason(feature: str, build: str) -> str:
    if feature == "full":
        return "run by `./dev test --full` only"
    if feature in abis.BY_NAME:
        lacks = abis.BY_NAME[feature].missing(build)
        return f"{feature}: {lacks}" if lacks else f"not for {feature}"
    return f"no {feature} on this machine"


def main(report: str, build: str) -> int:
    if not os.path.exists(report):
        print("no test was run: lit wrote no report")
        print("0 passed, 1 failed, 0 skipped")
        return 1
    with open(report) as file:
        tests = json.load(file)["tests"]
    passed = skipped = 0
    failed, reasons = [], collections.Counter()
    for test in tests:
        if test["code"] in GOOD:
            passed += 1
        elif test["code"] in SKIPPED:
            skipped += 1
            found = re.search(r"unavailable features: (.*)", test.get("output", ""))
            why = found.group(1).split(", ") if found else []
            if why:
                reasons["; ".join(reason(word, build) for word in why)] += 1
            else:
                reasons[test.get("output", "").strip() or "left out by the filter"] += 1
        else:
            failed.append(f"{test['code'].lower()}: {test['name']}")
    for why, count in sorted(reasons.items()):
        print(f"skipped {count}: {why}")
    for name in sorted(failed):
        print(name)
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
