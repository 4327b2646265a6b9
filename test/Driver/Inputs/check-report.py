"""The report of report.test, read by another reader."""

import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["version"] == 1, report["version"]
assert report["verdict"] == "refused", report["verdict"]
assert report["undefined"] == ["absent"], report["undefined"]
assert [unit["source"] for unit in report["units"]] == ["main.c", "helper.c"]

findings = [finding for unit in report["units"] for finding in unit["findings"]]
assert report["errors"] == len(findings) == 3, findings
assert report["warnings"] == 0
for finding in findings:
    assert set(finding) == {"severity", "flag", "what", "remedy", "function", "file",
                            "line", "column", "notes"}, finding
    assert finding["severity"] == "error" and finding["remedy"]
asm = next(f for f in findings if f["flag"] == "asm")
assert (asm["file"], asm["line"], asm["function"]) == ("main.c", 7, "run"), asm
functions = {f["name"]: f for f in report["units"][0]["functions"]}
assert set(functions) == {"chance", "run", "main"}, functions
assert functions["run"]["capturable"] and not functions["run"]["external"]
assert functions["run"]["because"] == "it calls helper", functions["run"]
