#!/usr/bin/env python3
"""tojsonl.py FILE... > GOLD.jsonl : the labelled strings of ../labelled as presidio.py, redact_pii.js and the scorer read them.

A .txt has one string a line with answers marked [[ENTITY:value]]; a .tsv has class, header, value, and a person's value is
PERSON as a whole. Ids are the file's name and the line. Offsets are Unicode code points."""
import json, os, re, sys

MARK = re.compile(r"\[\[([A-Z_]+):([^\[\]]+)\]\]")

def unmark(line):
    text, spans, at = "", [], 0
    for m in MARK.finditer(line):
        text += line[at:m.start()]
        spans.append({"start": len(text), "end": len(text) + len(m[2]), "type": m[1]})
        text += m[2]
        at = m.end()
    return text + line[at:], spans

def main():
    for path in sys.argv[1:]:
        name, ext = os.path.splitext(os.path.basename(path))
        for n, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\r\n")
            if not line.strip():
                continue
            out = {"id": f"{name}#{n}"}
            if ext == ".tsv":
                out["group"], out["header"], out["text"] = line.split("\t")
                out["spans"] = [{"start": 0, "end": len(out["text"]), "type": "PERSON"}] if out["group"] == "person" else []
            else:
                out["text"], out["spans"] = unmark(line)
            print(json.dumps(out, ensure_ascii=False))

main()
