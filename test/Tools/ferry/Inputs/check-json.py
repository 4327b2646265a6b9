"""check-json.py FILE: what `ferry inspect --json` said of the sample image."""
import json
import sys

with open(sys.argv[1]) as file:
    image = json.load(file)

assert image["program"] == "sample", image["program"]
assert image["abi"] == {
    "name": "powerpc", "order": "big", "pointer": 4, "long": 4, "char": "unsigned",
}, image["abi"]
assert image["captured"] == 1700000000
assert image["facts"]["command"] == "./sample 7"
assert [s["name"] for s in image["sections"]][-2:] == ["data", "end"]

(thread,) = image["threads"]
inner, outer = thread["frames"]
assert (inner["function"], inner["line"], inner["kind"]) == ("sample.c:step", 22, "poll")
assert outer["callee"] == "sample.c:step"
values = {l["name"]: l["value"] for l in inner["locals"] + outer["locals"]}
assert values["depth"] == -40
assert values["window"] == [7, 8, 9]
assert values["n"]["to"] == "heap object 2"

values = {g["name"]: g["value"] for g in image["globals"]}
assert values["squares"] == [0, 1, 4, 9]
assert values["word"]["text"] == "twelve"
assert values["end"]["to"] == "squares[4]" and values["end"]["offset"] == 16
assert values["sample.c:step.rule"] == {"function": "sample.c:step"}

heap = {h["type"]: h["objects"] for h in image["heap"]}
assert heap == {"struct node": 3, "char": 3}, heap
(node,) = [t for t in image["types"] if t["name"] == "struct node"]
assert [f["name"] for f in node["fields"]] == ["next", "weight", "tag"]
assert len(image["digest"]) == 32
