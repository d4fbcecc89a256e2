#!/usr/bin/env python3
"""Two sets of patterns side by side: cells and value withheld, over the same cases.

  ratio.py CASES BASE OURS     BASE: a peer's results, or the optimum's; OURS: the tool's

Says nothing about protection: run attack.py on both first.
"""

import sys

import numpy as np

from space import Space, lines, released


def figures(space, result):
    hidden = released(space, result)[0] < 0
    return int(hidden.sum()), int(space.truth[hidden].sum())


def line(name, rows):
    a = np.array(rows, dtype=float)
    value = a[:, 3] / np.maximum(1, a[:, 1])
    print("%-10s %5d %8d %8d %9d %9d %7.3f %7.3f %7.3f %6d %6d %8d" % (
        name, len(a), a[:, 0].sum(), a[:, 2].sum(), a[:, 1].sum(), a[:, 3].sum(), a[:, 3].sum() / max(1, a[:, 1].sum()),
        np.median(value), value.max(), (value <= 1.05).sum(), (value <= 1.10).sum(), (a[:, 2] <= a[:, 0]).sum()))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    base, ours = ({r["name"]: r for r in lines(f)} for f in sys.argv[2:])
    kinds = {}
    for c in lines(sys.argv[1]):
        if c["name"] in base and c["name"] in ours:
            space = Space(c)
            kinds.setdefault(c["name"].split("-")[0], []).append(figures(space, base[c["name"]]) + figures(space, ours[c["name"]]))
    print("%-10s %5s %8s %8s %9s %9s %7s %7s %7s %6s %6s %8s" % (
        "kind", "cases", "cells", "cells'", "value", "value'", "ratio", "median", "worst", "<=1.05", "<=1.10", "cells<="))
    for k, rows in kinds.items():
        line(k, rows)
    line("ALL", [r for rows in kinds.values() for r in rows])


if __name__ == "__main__":
    main()
