"""Thirty nights of releases of one growing export, attacked together.

    python nightly.py VAUGHN [SCENARIO...]

Every night a few records arrive in every cell, some of them days late, some old
ones are corrected or deleted, and `vaughn release` makes two linked tables of the
whole export. Then everything that was ever published is put into one system of
equations, which HiGHS takes apart: what is the least and the most that each hidden
number can have been? The attacker shares no code with the program.

It is not run by the checks: it needs numpy and highspy, and takes minutes.
"""

import csv
import datetime as dt
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import highspy
import numpy as np

START = dt.date(2026, 5, 4)  # a Monday
NIGHTS = 30
BEFORE = 21  # days of history at the first night
BELOW = 11
WARDS = 12

SCENARIOS = {
    # each of the two tables: the period, what it is part of; arrivals by ward,
    # type and day; how long after its end a period appears
    "ward-week-type-day": dict(a="iso-week", b="day", rate="dense", after=2),
    "ward-day-type-day": dict(a="day", b="day", rate="dense", after=2),
    "ward-day-of-week": dict(a="day", b="day", rate="dense", after=1, part="[iso-week]"),
    "ward-day-of-month": dict(a="day", b="day", rate="dense", after=1, part="[month]"),
    "ward-week-sparse": dict(a="iso-week", b="iso-week", rate="sparse", after=0),
    "ward-day-sparse": dict(a="day", b="day", rate="sparse", after=0),
    "late-closing": dict(a="day", b="day", rate="dense", after=1, after_b=4),
    "people": dict(a="iso-week", b="iso-week", rate="dense", after=1, unit="    unit: {people: [Email]}\n"),
}


def policy(s):
    def table(name, dim, each, after, part):
        part = f", part_of: {part}" if part else ""
        after = f", appears_after: {after}d" if after else ""
        return f"""  - table: {name}
    by:   [{{as: {dim}, column: {dim.capitalize()}}}, {{as: {each}, date: Created, each: {each}{after}{part}}}]
    show: {{requests: count, days: sum Days}}
    hide: {{below: {BELOW}}}
{s.get('unit', '')}    also: {{totals: [{dim}, {each}, all]}}
"""

    return (
        """about:    {vaughn: 1, agency: "City of Nowhere, NY", dataset: Requests, contact: data@example.org}
law:      {pack: ny-foil-muni, channel: web, approved_by: Chief Data Officer, date: 2026-05-01}
input:    {time_zone: America/New_York}
release: [tables]
aggregate:
"""
        + table("wards", "ward", s["a"], s["after"], s.get("part"))
        + table("types", "type", s["b"], s.get("after_b", s["after"]), None)
    )


class Records:
    """The export of every night."""

    def __init__(self, s, seed):
        self.rng = np.random.default_rng(seed)
        self.s = s
        self.all = []  # [id, day, ward, type, days, email, arrives, gone]
        for day in range(-BEFORE, NIGHTS):
            for w in range(WARDS):
                for t in range(4):
                    n = self.rng.integers(1, 4) if s["rate"] == "dense" else self.rng.poisson(0.35)
                    if w == WARDS - 1:
                        n = self.rng.poisson(0.3)  # one ward is small everywhere
                    for _ in range(n):
                        late = self.rng.integers(1, 8) if self.rng.random() < 0.12 else 0
                        gone = day + late + self.rng.integers(2, 12) if self.rng.random() < 0.02 else 999
                        self.all.append([len(self.all), day, w, t, int(self.rng.integers(0, 60)), int(self.rng.integers(0, 900)), day + late, gone])

    def night(self, n):
        """What the export holds on the morning after day n."""
        for r in self.all:  # corrections of what is there already
            if r[6] <= n and self.rng.random() < 0.002:
                r[2] = int(self.rng.integers(0, WARDS))
        return [r for r in self.all if r[6] <= n < r[7]]


def write(rows, path):
    with open(path, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["Id", "Created", "Ward", "Type", "Days", "Email"])
        for r in rows:
            at = dt.datetime.combine(START + dt.timedelta(days=r[1]), dt.time(r[0] % 24, 15))
            w.writerow([r[0], at.isoformat(), f"Ward {r[2] + 1}", f"type {r[3] + 1}", r[4], f"user{r[5]}@example.org"])


def days_of(code):
    """The days of a period, as offsets from START."""
    if "-W" in code:
        first = dt.date.fromisocalendar(int(code[:4]), int(code[6:]), 1)
        return [(first - START).days + k for k in range(7)]
    if len(code) == 7:
        first = dt.date(int(code[:4]), int(code[5:]), 1)
        n = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - first
        return [(first - START).days + k for k in range(n.days)]
    return [(dt.date.fromisoformat(code) - START).days]


class Published:
    """All numbers of all nights: (table, other code, period) -> values by night."""

    def __init__(self):
        self.at = {}
        self.nights = []

    def read(self, night, folder, s):
        self.nights.append(night)
        for table, dim, each in (("wards", "ward", s["a"]), ("types", "type", s["b"])):
            with open(os.path.join(folder, table + ".csv"), newline="") as f:
                for row in csv.DictReader(f):
                    hidden = row["requests_hidden"] == "yes"
                    v = None if hidden else int(row["requests"])
                    d = None if hidden or row["days"] == "" else float(row["days"])
                    self.at.setdefault((table, row[dim], row[each]), {})[night] = (hidden, v, d)


def kept(p, issues):
    """A number of a closed period must not change between nights."""
    for key, by in p.at.items():
        if key[2] == "(all)":
            continue
        seen = {}
        for night in sorted(by):
            seen.setdefault(by[night], night)
        if len(seen) > 1:
            vals = sorted((n, v) for v, n in seen.items())
            issues.append(f"changed: {key} {vals[:3]}")


class System:
    """Unknown counts by ward and day and by type and day, as first published."""

    def __init__(self, p, col, people):
        self.h = highspy.Highs()
        self.h.setOptionValue("output_flag", False)
        self.var = {}
        self.n = 0
        self.rows = []
        # people of a week are no sum over its days: a period is one unknown
        self.days = (lambda code: days_of(code)[:1]) if people else days_of
        leaf = {"wards": set(), "types": set()}
        days = {"wards": set(), "types": set()}
        for t, other, period in p.at:
            if other != "(all)":
                leaf[t].add(other)
            if period != "(all)":
                days[t].update(self.days(period))
        both = sorted(days["wards"] & days["types"])
        for t in leaf:
            for o in leaf[t]:
                for d in days[t]:
                    self.add((t, o, d))
        if not people:
            for d in both:  # the same records stand behind both tables
                self.eq([((("wards", o, d)), 1) for o in leaf["wards"]] + [(("types", o, d), -1) for o in leaf["types"]], 0, 0)
        for key, by in p.at.items():
            t, other, period = key
            others = sorted(leaf[t]) if other == "(all)" else [other]
            if period == "(all)":
                for night, v in by.items():
                    shown = set()
                    for (t2, _, p2), b2 in p.at.items():
                        if t2 == t and p2 != "(all)" and night in b2:
                            shown.update(self.days(p2))
                    self.put([((t, o, d), 1) for o in others for d in shown], v, col, people)
            else:
                for v in set(by.values()):
                    self.put([((t, o, d), 1) for o in others for d in self.days(period)], v, col, people)
        self.build()

    def add(self, name):
        if name not in self.var:
            self.var[name] = self.n
            self.n += 1
        return self.var[name]

    def put(self, terms, v, col, people):
        if people and len(terms) > 1:  # as many as in each part, and not more than in all
            if not v[0]:
                self.eq(terms, v[col], highspy.kHighsInf)
                for t in terms:
                    self.eq([t], 0, v[col])
            return
        if v[0]:
            self.eq(terms, 1 if col == 1 else 0, highspy.kHighsInf)  # what is hidden is no zero
        elif v[col] is not None:
            self.eq(terms, v[col], v[col])

    def eq(self, terms, lo, hi):
        self.rows.append(([self.var[k] for k, _ in terms], [float(c) for _, c in terms], lo, hi))

    def build(self):
        for _ in range(self.n):
            self.h.addVar(0, highspy.kHighsInf)
        for idx, val, lo, hi in self.rows:
            self.h.addRow(lo, hi, len(idx), np.array(idx, dtype=np.int32), np.array(val))

    def feasible(self):
        self.h.run()
        return self.h.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def bounds(self, names):
        out = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            for k in names:
                self.h.changeColCost(self.var[k], 1.0)
            self.h.changeObjectiveSense(sense)
            self.h.run()
            s = self.h.getModelStatus()
            out.append(self.h.getInfo().objective_function_value if s == highspy.HighsModelStatus.kOptimal else math.inf)
            for k in names:
                self.h.changeColCost(self.var[k], 0.0)
        return out


def attack(p, first, people, issues):
    """Bounds of every hidden number of the innermost cells."""
    r = {"hidden": 0, "sensitive": 0, "exact": 0, "near": 0, "days_exact": 0, "least": 10**9}
    sys1 = System(p, 1, people)
    if not sys1.feasible():
        issues.append("the numbers of all nights contradict each other: late records show")
        return r
    sys2 = None if people else System(p, 2, people)
    if sys2 and not sys2.feasible():
        issues.append("the sums of all nights contradict each other")
        sys2 = None
    for (t, other, period), by in p.at.items():
        if "(all)" in (other, period) or not list(by.values())[0][0]:
            continue
        r["hidden"] += 1
        true = first.get((t, other, period), 0)
        if not 0 < true < BELOW:
            continue
        r["sensitive"] += 1
        names = [(t, other, d) for d in sys1.days(period)]
        lo, hi = sys1.bounds(names)
        lo, hi = math.ceil(max(lo, 1) - 1e-6), hi if hi == math.inf else math.floor(hi + 1e-6)
        r["least"] = min(r["least"], hi - lo)
        if lo == hi:
            r["exact"] += 1
            issues.append(f"exact: {t} {other} {period} is {lo}")
        elif hi - lo <= 4:
            r["near"] += 1
            issues.append(f"within 2: {t} {other} {period} is {lo}..{hi}")
        if sys2:
            slo, shi = sys2.bounds(names)
            if shi - slo < 1e-6:
                r["days_exact"] += 1
                issues.append(f"exact sum: {t} {other} {period}")
    return r


def simulate(vaughn, name, seed, keep):
    s = SCENARIOS[name]
    people = "unit" in s
    work = keep or tempfile.mkdtemp(prefix="nightly-")
    os.makedirs(work, exist_ok=True)
    with open(os.path.join(work, "policy.yaml"), "w") as f:
        f.write(policy(s))
    data, p, first, failed = Records(s, seed), Published(), {}, []
    for n in range(NIGHTS):
        rows = data.night(n)
        write(rows, os.path.join(work, "requests.csv"))
        day = START + dt.timedelta(days=n + 1)
        run = subprocess.run([vaughn, "release", "requests.csv", "--policy", "policy.yaml", "--out", "out", "--internal", "internal", "--as-of", day.isoformat()],
                             cwd=work, capture_output=True, text=True)
        if run.returncode != 0:
            failed.append((n, run.returncode, run.stderr.strip().splitlines()[:2]))
            continue
        current = os.path.join(work, "out", "current")
        before = set(p.at)
        p.read(n, current, s)
        for key in set(p.at) - before:  # what the export said when the period appeared
            t, other, period = key
            if "(all)" in (other, period):
                continue
            days = set(days_of(period))
            here = [r for r in rows if r[1] in days and (f"Ward {r[2] + 1}" if t == "wards" else f"type {r[3] + 1}") == other]
            first[key] = len({r[5] for r in here}) if people else len(here)
    issues = []
    kept(p, issues)
    r = attack(p, first, people, issues) if p.nights else {}
    cells = shown = 0
    for (t, other, period), by in p.at.items():
        if "(all)" in (other, period) or first.get((t, other, period), 0) == 0:
            continue
        cells += 1
        shown += not by[max(by)][0]
    r.update(scenario=name, nights=len(p.nights), of=NIGHTS, closed_cells=cells, published=round(shown / max(cells, 1), 4), failed=failed[:3], issues=len(issues))
    print(json.dumps(r), flush=True)
    for i in issues[:8]:
        print("   ", i, flush=True)
    if not keep:
        shutil.rmtree(work)
    return not issues and not failed


if __name__ == "__main__":
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(SCENARIOS)
    ok = [simulate(program, n, int(os.environ.get("NIGHTLY_SEED", "6")), os.environ.get("NIGHTLY_KEEP") and os.path.join(os.environ["NIGHTLY_KEEP"], n)) for n in names]
    sys.exit(0 if all(ok) else 1)
