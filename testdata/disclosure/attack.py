#!/usr/bin/env python3
"""An attacker of released tables: what can be worked out about the hidden cells?

  attack.py CASES RESULTS [--lower 1] [--exact] [--integer] [--marker-full] [--quick] [--each]

Every hidden cell is an unknown that is at least --lower; every sum that a reader can
write down binds them. Least and greatest value of each are found with HiGHS.
Exit 0: every case passes; 1: a case fails; 2: bad input.
"""

import argparse
import math
import sys
import time

import highspy
import numpy as np

from quiet import solver
from space import LIMIT, Space, lines, released

TINY = 1e-6


def low(v):
    return math.ceil(v - TINY)


def high(v):
    return math.floor(v + TINY)


class Part:
    """Hidden cells that are bound to each other, and the solver of their sums."""

    def __init__(self, cells, rows, bounds, integer=False):
        self.cells, self.pos = cells, {c: k for k, c in enumerate(cells)}
        self.integer, self.solves = integer, 0
        self.h = h = solver()
        if not integer:
            h.setOptionValue("presolve", "off")
            h.setOptionValue("solver", "simplex")
            h.setOptionValue("simplex_strategy", 4)  # primal: only the costs change between solves
        n = len(cells)
        lo = np.array([bounds[c][0] for c in cells], dtype=float)
        hi = np.array([bounds[c][1] for c in cells], dtype=float)
        h.addVars(n, lo, hi)
        if integer:
            kinds = np.full(n, highspy.HighsVarType.kInteger)
            h.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
        for parts, total, rest in rows:
            at = np.array([self.pos[p] for p in parts] + [self.pos[t] for t in total], dtype=np.int32)
            one = np.array([1.0] * len(parts) + [-1.0] * len(total))
            h.addRow(float(rest), float(rest), len(at), at, one)
        self.all = np.arange(n, dtype=np.int32)

    def solve(self, cost):
        """The point of least cost, or None where there is none (or no time)."""
        self.solves += 1
        self.h.changeColsCost(len(self.all), self.all, np.asarray(cost, dtype=float))
        # The solver's clock runs over all its solves.
        self.h.setOptionValue("time_limit", self.h.getRunTime() + 60.0)
        self.h.run()
        status = self.h.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal and status != highspy.HighsModelStatus.kTimeLimit:
            return None
        x = np.array(self.h.getSolution().col_value)
        return x if len(x) == len(self.all) and (status == highspy.HighsModelStatus.kOptimal or self.integer) else None

    def unit(self, cell, sign):
        c = np.zeros(len(self.all))
        c[self.pos[cell]] = sign
        return c


def parts_of(space, hidden, shown):
    """Groups of hidden cells with their sums: (hidden parts, hidden total or none, what they add up to)."""
    root = {int(c): int(c) for c in np.flatnonzero(hidden)}

    def find(c):
        while root[c] != c:
            root[c] = root[root[c]]
            c = root[c]
        return c

    rows, wrong = [], 0
    for total, parts in space.sums:
        unknown = [p for p in parts if hidden[p]]
        known = sum(int(shown[p]) for p in parts if not hidden[p])
        above = [total] if hidden[total] else []
        if not unknown and not above:
            wrong += known != shown[total]
            continue
        rows.append((unknown, above, -known if above else int(shown[total]) - known))
        every = unknown + above
        for c in every[1:]:
            root[find(c)] = find(every[0])
    groups = {}
    for c in root:
        groups.setdefault(find(c), ([], []))[0].append(c)
    for row in rows:
        groups[find((row[0] + row[1])[0])][1].append(row)
    return list(groups.values()), wrong


class Attack:
    """The attack on one result of one case."""

    def __init__(self, space, result, opt):
        self.space, self.opt = space, opt
        self.shown, self.faults = released(space, result)
        self.hidden = self.shown < 0
        self.lo, self.hi = {}, {}
        self.lps = 0
        wrong = int(((self.shown != space.truth) & ~self.hidden).sum())
        if wrong:
            self.faults.append("%d cells shown with a wrong value" % wrong)
        bare = int((space.sensitive & ~self.hidden).sum())
        if bare:
            self.faults.append("%d sensitive cells shown" % bare)

    def bounds(self, c):
        top = 10.0 * float(self.space.truth.max()) + 1000
        if self.opt.marker_full and self.space.sensitive[c]:
            return 1.0, float(self.space.below - 1)
        return (0.0 if c in self.space.grouped else float(self.opt.lower)), top

    def run(self):
        groups, wrong = parts_of(self.space, self.hidden, self.shown)
        if wrong:
            self.faults.append("%d shown sums do not add up" % wrong)
        bounds = {c: self.bounds(c) for cells, _ in groups for c in cells}
        outside = sum(not bounds[c][0] <= self.space.truth[c] <= bounds[c][1] for c in bounds)
        if outside:
            self.faults.append("%d hidden cells are not what a reader assumes" % outside)
        if self.faults and (wrong or outside):
            return
        for cells, rows in groups:
            self.group(cells, rows, bounds)

    def wanted(self, cells):
        return [c for c in cells if self.space.sensitive[c] or not self.opt.quick]

    def group(self, cells, rows, bounds):
        part = Part(cells, rows, bounds, self.opt.integer)
        least = self.space.truth[cells].astype(float)
        most = least.copy()
        open_ = self.wanted(cells)

        def see(x):
            np.minimum(least, x, out=least)
            np.maximum(most, x, out=most)

        def wide(c):
            k = part.pos[c]
            return not self.opt.exact and high(most[k]) - low(least[k]) >= LIMIT

        if not self.opt.exact:
            self.sweep(part, open_, wide, see)
        for c in open_:
            k = part.pos[c]
            for sign in (-1.0, 1.0):
                if wide(c):
                    break
                x = part.solve(part.unit(c, sign))
                if x is None:
                    self.faults.append("no answer from the solver")
                    return
                see(x)
            self.lo[c], self.hi[c] = least[k], most[k]
            if not low(least[k]) <= self.space.truth[c] <= high(most[k]):
                self.faults.append("truth outside an interval")
        self.lps += part.solves

    def sweep(self, part, cells, wide, see):
        """A few solutions that pull many cells at once: most intervals are wide after them."""
        rng = np.random.default_rng(1)
        for k in range(12):
            left = [c for c in cells if not wide(c)]
            if len(left) < 3:
                return
            cost = np.zeros(len(part.all))
            at = [part.pos[c] for c in left]
            cost[at] = (1 - 2 * (k % 2)) if k < 2 else rng.choice([-1.0, 1.0], len(at)) * rng.random(len(at))
            x = part.solve(cost)
            if x is None:
                return
            see(x)

    def figures(self):
        s, t = self.space.sensitive, self.space.truth
        out = {"cells": self.space.size, "sensitive": int(s.sum()), "hidden": int(self.hidden.sum()),
               "zeros": int((self.hidden & (t == 0)).sum()), "value": int(t[self.hidden].sum()),
               "all": int(t.sum()), "exact": 0, "within2": 0, "c_exact": 0, "c_within2": 0,
               "lps": self.lps, "faults": len(self.faults)}
        for c in self.lo:
            width = high(self.hi[c]) - low(self.lo[c])
            which = "" if s[c] else "c_"
            out[which + "exact"] += width <= 0
            out[which + "within2"] += width < LIMIT
        return out


COLUMNS = ["cells", "sensitive", "hidden", "zeros", "value", "share", "exact", "within2", "c_exact", "c_within2", "lps", "faults", "cpu"]


def show(name, n, f):
    f = dict(f)
    f["share"] = "%.2f%%" % (100.0 * f["value"] / max(1, f["all"]))
    f["cpu"] = "%.2f" % f["cpu"]
    print("%-14s %5d" % (name, n) + "".join(" %9s" % f[c] for c in COLUMNS))


def summary(rows, each):
    print("%-14s %5s" % ("kind", "cases") + "".join(" %9s" % c for c in COLUMNS))
    kinds = {}
    for name, f in rows:
        if each:
            show(name, 1, f)
        kinds.setdefault(name.split("-")[0], []).append(f)
    total = lambda fs: {k: sum(f[k] for f in fs) for k in fs[0]}
    if not each:
        for k, fs in kinds.items():
            show(k, len(fs), total(fs))
    if rows:
        show("ALL", len(rows), total([f for _, f in rows]))


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("cases")
    p.add_argument("results")
    p.add_argument("--lower", type=int, default=0, help="1: a reader knows that zeros are always shown")
    p.add_argument("--exact", action="store_true", help="both bounds of every hidden cell, no short cut")
    p.add_argument("--integer", action="store_true", help="whole numbers only: slow, for small cases")
    p.add_argument("--marker-full", action="store_true", help="the marker tells sensitive cells apart: 1 to below-1")
    p.add_argument("--quick", action="store_true", help="sensitive cells only")
    p.add_argument("--each", action="store_true", help="a line for each case")
    return p.parse_args()


def main():
    opt = options()
    cases = {c["name"]: c for c in lines(opt.cases)}
    rows, bad, began = [], [], time.process_time()
    for result in lines(opt.results):
        if result["name"] not in cases:
            sys.exit("a result without a case: %r" % result["name"])
        a = Attack(Space(cases.pop(result["name"])), result, opt)
        a.run()
        f = a.figures()
        f["cpu"] = float(result.get("cpu", 0))
        rows.append((result["name"], f))
        if a.faults or f["within2"] or f["exact"]:
            bad.append((result["name"], f, a.faults))
    summary(rows, opt.each)
    for name, f, faults in bad:
        print("FAIL %s: %d of %d sensitive within 2, %d exact; %s" % (name, f["within2"], f["sensitive"], f["exact"], "; ".join(faults)))
    if cases:
        print("FAIL %d cases without a result" % len(cases))
    print("attacker: %.1f s of processor time" % (time.process_time() - began))
    sys.exit(1 if bad or cases else 0)


if __name__ == "__main__":
    main()
