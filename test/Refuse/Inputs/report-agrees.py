"""Compares ferry-cc -c with ferry-cc --ferry-report over sources that are refused.

    report-agrees.py FERRY-CC FOLDER SOURCE...
"""

import json
import pathlib
import re
import subprocess
import sys

SAID = re.compile(r"^(.*?):(\d+):(\d+): (error|warning): .*\[-Wferry-([a-z+0-9-]+)\]$")

driver, folder, sources = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
compared = 0
for source in sources:
    build = subprocess.run([driver, "-c", source, "-o", folder / "o"],
                           capture_output=True, text=True)
    said = {(m[1], int(m[2]), int(m[3]), m[4], m[5])
            for m in map(SAID.match, build.stderr.splitlines()) if m}
    report = folder / "report.json"
    subprocess.run([driver, f"--ferry-report={report}", source], check=False)
    found = {(f["file"], f["line"], f["column"], f["severity"], f["flag"])
             for unit in json.loads(report.read_text())["units"]
             for f in unit["findings"] if f["flag"]}
    if build.returncode == 0:
        found = {f for f in found if f[3] == "error"}
        said = set()  # warnings of an accepted unit hang on what others may do
    assert said == found, (source, said ^ found)
    compared += len(said)
print(f"{compared} findings agree")
assert compared > 50, compared
