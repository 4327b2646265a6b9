"""What the reports of report.test say of unions, read by another reader."""

import json
import sys


def unions(path):
    with open(path, encoding="utf-8") as file:
        return [unit["unions"] for unit in json.load(file)["units"]]


place = {"file": "record.c", "line": 1, "column": 7, "type": "union look"}
assert unions(sys.argv[1]) == [[{**place, "record": True, "size": 8, "grown": 16}]]
why = {"file": "size.c", "line": 2, "column": 16,
       "what": "the size of the union is compared here"}
known = unions(sys.argv[2])
assert known[0] == [{**place, "record": False, "why": why}], known
assert known[1] == [{**place, "file": "size.c", "record": False, "why": why}], known
