"""Values where files and clocks are awkward, compared with pandas.

    python3 testdata/groupby/edges.py /path/to/groupby FOLDER

Writes CSV files with a BOM, CRLF, quoted commas, quotes and line breaks, leap
days, times with offsets around both changes of the clocks, numbers as people
write them, and compares every value for each kind of period.
"""
import csv
import random
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

import pandas as pd

ZONE = ZoneInfo("America/New_York")
PLACES = Decimal("0.000000001")


def instants(rng, n):
    """UTC times: any, and many within hours of a leap day or a change of clocks."""
    around = [pd.Timestamp(t, tz="UTC") for t in (
        "2024-02-29 05:00", "2024-03-01 05:00", "2023-03-01 05:00", "2000-02-29 12:00", "2024-03-10 07:00", "2024-11-03 06:00",
        "2025-03-09 07:00", "2025-11-02 06:00", "2024-01-01 05:00", "2024-12-30 05:00", "2021-01-03 12:00", "2020-12-31 23:00")]
    for _ in range(n):
        yield rng.choice(around) + pd.Timedelta(seconds=rng.randint(-200_000, 200_000))


def written(rng, utc):
    """A time as a file writes it: local, in UTC, or with an offset."""
    form = rng.randrange(3)
    if form == 0:
        return utc.tz_convert(ZONE).strftime("%Y-%m-%d %H:%M:%S")
    if form == 1:
        return utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    return utc.tz_convert("Asia/Kolkata").strftime("%Y-%m-%dT%H:%M:%S+05:30")


def number(rng):
    """A number as it is written, and what it says."""
    d = Decimal(rng.randint(-10**9, 10**9)).scaleb(-rng.randint(0, 4))
    form = rng.randrange(6)
    if form == 0 and d < 0:
        return f"({-d:,f})", d
    if form == 1:
        return f"{d:,f}", d
    if form == 2 and d >= 0:
        return f"${d:,f}", d
    if form == 3:
        return f"{d:e}", d
    if form == 4:
        return rng.choice(["", "  ", "N/A", "12%", "1,5"]), None
    return f" {d:f} ", d


def period(local, each):
    if each == "iso-week":
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02}"
    if each == "quarter":
        return f"{local.year}-Q{local.quarter}"
    if each == "hour-of-week":
        return local.strftime("%a %H")
    return local.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[each])


def q9(d):
    d = d.quantize(PLACES, ROUND_HALF_EVEN)
    return format(d.normalize(), "f") if d else "0"


def expected(frame):
    out = {}
    for at, g in frame.groupby(["tract", "period"]):
        nums = sorted(d for d in g["number"] if d is not None)
        mean = median = ""
        if nums:
            mean = q9(sum(nums) / len(nums)) if len(nums) else ""
            mid = len(nums) // 2
            median = q9(nums[mid] if len(nums) % 2 else (nums[mid - 1] + nums[mid]) / 2)
        people = g["who"].str.strip()
        out[at] = [str(len(g)), mean, median, str(people[people != ""].nunique())]
    return out


def main(program, folder):
    rng = random.Random(6)
    tracts = ["Ward 1", 'Ward "Two"', "Ward, Third", "Ward\nfour", "Straße 5"]
    rows, texts = [], []
    for utc in instants(rng, 20_000):
        text, d = number(rng)
        tract, who = rng.choice(tracts), rng.choice(["ann", " ann ", "bob, jr", 'c "d"', "", " "])
        rows.append({"tract": " ".join(tract.split()), "utc": utc, "number": d, "who": who})
        texts.append(["1", tract, written(rng, utc), "x", "y", text, who, "z"])
    bad = 0
    for name, bom, end in (("lf", "", "\n"), ("crlf", "", "\r\n"), ("bom", "\ufeff", "\r\n")):
        path = f"{folder}/edges-{name}.csv"
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(bom)
            w = csv.writer(f, lineterminator=end)
            w.writerow("id,tract,created,type,description,days_to_close,reporter,status".split(","))
            w.writerows(texts)
        for each in ("day", "iso-week", "month", "quarter", "year", "hour-of-week"):
            frame = pd.DataFrame(rows)
            frame["period"] = [period(u.tz_convert(ZONE), each) for u in frame["utc"]]
            want = expected(frame)
            subprocess.run([program, "-in", path, "-each", each, "-workers", "2", "-out", f"{folder}/edges.out"], check=True, stdout=subprocess.DEVNULL)
            with open(f"{folder}/edges.out", encoding="utf-8", newline="") as f:
                got = {(r[0], r[1]): r[2:] for r in list(csv.reader(f))[1:]}
            wrong = sum(got.get(k) != want.get(k) for k in got.keys() | want.keys())
            print(f"{name} {each}: {len(want)} groups, {wrong} differ")
            bad += wrong
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
