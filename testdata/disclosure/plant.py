#!/usr/bin/env python3
"""Planted leaks: patterns that protect, with one complementary cell shown after all.

  plant.py CASES RESULTS [--lower 1] [--each-case 8] [--cases FILE] [--results FILE]

Each leak must be caught by the attacker, unless a whole-number attack finds that the cell was
not needed. --cases and --results write the leaky cases for the tool's own audit, which must
fail those marked "leak": true and may pass the others.
"""

import argparse
import json
import sys

import numpy as np

from attack import Attack
from space import Space, lines


def verdict(space, result, lower, integer):
    opt = argparse.Namespace(lower=lower, exact=False, integer=integer, marker_full=False, quick=True)
    a = Attack(space, result, opt)
    a.run()
    f = a.figures()
    return bool(a.faults or f["within2"]), a.faults


def show(result, space, cell, name):
    """The result with one hidden cell shown, in each table that has it."""
    tables = []
    for t in result["tables"]:
        idx, n = space.index[t["name"]], next(x.n for x in space.tables if x.name == t["name"])
        cells = [c if idx[tuple(c["at"])] != cell else {"at": c["at"], "n": int(n[tuple(c["at"])])} for c in t["cells"]]
        tables.append({"name": t["name"], "cells": cells})
    return {"name": name, "tables": tables, "cpu": 0}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("cases_in")
    p.add_argument("results_in")
    p.add_argument("--lower", type=int, default=0)
    p.add_argument("--each-case", type=int, default=8)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--cases")
    p.add_argument("--results")
    opt = p.parse_args()
    cases = {c["name"]: c for c in lines(opt.cases_in)}
    rng = np.random.default_rng(opt.seed)
    files = [open(f, "w", encoding="utf-8") if f else None for f in (opt.cases, opt.results)]
    planted = caught = redundant = 0
    missed, unsafe = [], 0
    for r in lines(opt.results_in):
        space = Space(cases[r["name"]])
        if verdict(space, r, opt.lower, False)[0]:
            unsafe += 1
            continue
        a = Attack(space, r, argparse.Namespace(lower=opt.lower, marker_full=False))
        other = np.flatnonzero(a.hidden & ~space.sensitive)
        for k, cell in enumerate(rng.permutation(other)[: opt.each_case]):
            leaky = show(r, space, cell, "%s+%d" % (r["name"], k))
            planted += 1
            leak, _ = verdict(space, leaky, opt.lower, False)
            caught += leak
            if not leak:
                whole, faults = verdict(space, leaky, opt.lower, True)
                redundant += not whole
                if whole:
                    missed.append((leaky["name"], faults))
            leaky["leak"] = bool(leak)
            for f, v in zip(files, (dict(cases[r["name"]], name=leaky["name"]), leaky)):
                if f:
                    f.write(json.dumps(v) + "\n")
    print("planted %d: caught %d, not needed %d, missed %d; patterns left out as they do not protect: %d" % (planted, caught, redundant, len(missed), unsafe))
    for name, faults in missed:
        print("MISSED %s: only whole numbers give it away; %s" % (name, "; ".join(faults)))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
