#!/usr/bin/env python3
"""Seeded tables for the disclosure tests: synthetic counts, skewed like service requests.

  generate.py SEED KIND...      cases of those kinds to standard output
  generate.py SEED --suite      240 cases
  generate.py SEED --named      tables of the sizes sm0-4, sn0-2
  generate.py SEED --large      tA (2,072 cells), tB (7,280), tC (20,000)
"""

import json
import sys

import numpy as np


def flat(name, n, stem):
    return {"name": name, "codes": ["%s%02d" % (stem, i + 1) for i in range(n)], "parent": [-1] * n, "group": False}


def nested(name, stems, counts, rng):
    """A hierarchy: counts are numbers of codes a level, widest last; parts are dealt unevenly."""
    codes, parent, above = [], [], [-1]
    for stem, n in zip(stems, counts):
        owners = list(range(len(above))) + sorted(rng.integers(0, len(above), max(0, n - len(above))))
        level = []
        for i, o in enumerate(sorted(owners)[:n]):
            level.append(len(codes))
            codes.append("%s%03d" % (stem, i + 1))
            parent.append(above[o])
        above = level
    return {"name": name, "codes": codes, "parent": parent, "group": False}


def leaves(d):
    up = set(d["parent"])
    return [c for c in range(len(d["codes"])) if c not in up]


def counts(dims, mean, skew, rng, zero=0.0):
    """Poisson counts with a weight for each code, and a weight of its own for each cell."""
    shape = [len(leaves(d)) for d in dims]
    rate = np.ones(shape)
    for axis, n in enumerate(shape):
        w = np.exp(skew * rng.standard_normal(n))
        rate = rate * w.reshape([-1 if a == axis else 1 for a in range(len(shape))])
    rate *= np.exp(0.4 * rng.standard_normal(shape))
    rate *= mean / rate.mean()
    n = rng.poisson(rate)
    n[rng.random(shape) < zero] = 0
    return n


def table(name, dims, n):
    of = [leaves(d) for d in dims]
    cells = [{"at": [of[a][i] for a, i in enumerate(at)], "n": int(n[tuple(at)])} for at in np.argwhere(n > 0)]
    return {"name": name, "dims": dims, "totals": "all", "cells": cells}


def case(name, tables, below=11):
    return {"name": name, "tables": tables, "below": below}


def between(rng, lo, hi):
    return int(rng.integers(lo, hi + 1))


def ward(n):
    return flat("ward", n, "w")


def month(n):
    return flat("month", n, "m")


def kind_of(n):
    return flat("type", n, "t")


def two(name, rng):
    dims = [ward(between(rng, 6, 20)), month(12)]
    return case(name, [table("t", dims, counts(dims, rng.choice([12, 25, 50, 120]), 0.6, rng))], int(rng.choice([5, 11, 11, 11, 16])))


def three(name, rng):
    dims = [ward(between(rng, 5, 8)), month(between(rng, 4, 6)), kind_of(between(rng, 3, 5))]
    return case(name, [table("t", dims, counts(dims, rng.choice([10, 20, 40]), 0.5, rng))])


def sparse(name, rng):
    dims = [ward(between(rng, 8, 20)), month(12)]
    if rng.random() < 0.5:
        dims.append(kind_of(between(rng, 3, 5)))
    return case(name, [table("t", dims, counts(dims, rng.choice([0.3, 1, 4]), 0.9, rng, 0.3))])


def dense(name, rng):
    dims = [ward(between(rng, 5, 9)), month(between(rng, 6, 12)), kind_of(between(rng, 3, 6))]
    return case(name, [table("t", dims, counts(dims, rng.choice([60, 150]), 0.8, rng))])


def places(rng):
    d, w = between(rng, 2, 3), between(rng, 4, 7)
    return nested("place", ["d", "w", "tr"], [d, w, w * between(rng, 2, 4)], rng)


def quarters(rng, n=2):
    codes = ["q%d" % (i + 1) for i in range(n)] + ["m%02d" % (i + 1) for i in range(3 * n)]
    return {"name": "month", "codes": codes, "parent": [-1] * n + [i // 3 for i in range(3 * n)], "group": False}


def tree(name, rng):
    dims = [places(rng), quarters(rng, between(rng, 2, 4))]
    return case(name, [table("t", dims, counts(dims, rng.choice([6, 15, 30]), 0.7, rng, 0.1))])


def tree3(name, rng):
    w = between(rng, 2, 4)
    dims = [nested("place", ["w", "tr"], [w, w * between(rng, 2, 3)], rng), quarters(rng), kind_of(between(rng, 3, 4))]
    return case(name, [table("t", dims, counts(dims, rng.choice([8, 20]), 0.6, rng, 0.1))])


def linked(name, rng, dims, pairs, mean):
    n = counts(dims, mean, 0.5, rng)
    out = []
    for keep in pairs:
        rest = tuple(a for a in range(len(dims)) if a not in keep)
        out.append(table("_".join(dims[a]["name"] for a in keep), [dims[a] for a in keep], n.sum(axis=rest)))
    return case(name, out)


def pair(name, rng):
    """Ward by month with type by month; half of them with the months in quarters."""
    m = quarters(rng, 2) if rng.random() < 0.5 else month(between(rng, 6, 12))
    dims = [ward(between(rng, 5, 12)), m, kind_of(between(rng, 4, 8))]
    return linked(name, rng, dims, [(0, 1), (1, 2)], rng.choice([2, 5, 10]))


def triple(name, rng):
    dims = [ward(between(rng, 5, 9)), month(between(rng, 5, 8)), kind_of(between(rng, 4, 6))]
    return linked(name, rng, dims, [(0, 1), (1, 2), (0, 2)], rng.choice([1, 3, 6]))


def pair3(name, rng):
    """Two three-way tables that share ward by month."""
    dims = [ward(between(rng, 4, 6)), month(between(rng, 4, 5)), kind_of(between(rng, 3, 4)), flat("channel", 3, "c")]
    return linked(name, rng, dims, [(0, 1, 2), (0, 1, 3)], rng.choice([4, 10]))


def sized(name, rng, sizes, mean, skew, zero=0.0):
    dims = [f(n) for f, n in zip((ward, month, kind_of), sizes)]
    return case(name, [table("t", dims, counts(dims, mean, skew, rng, zero))])


def large_tree(name, rng):
    dims = [nested("place", ["d", "w", "tr"], [5, 20, 90], rng), quarters(rng, 4)]
    return case(name, [table("t", dims, counts(dims, 14, 0.8, rng, 0.05))])


KINDS = {
    "two": two, "three": three, "sparse": sparse, "dense": dense, "tree": tree, "tree3": tree3,
    "pair": pair, "triple": triple, "pair3": pair3, "largetree": large_tree,
    "sm0": lambda n, r: sized(n, r, (8, 12), 90, 0.5), "sm1": lambda n, r: sized(n, r, (10, 12), 70, 0.5),
    "sm2": lambda n, r: sized(n, r, (12, 12), 60, 0.6), "sm3": lambda n, r: sized(n, r, (15, 12), 40, 0.6),
    "sm4": lambda n, r: sized(n, r, (20, 12), 40, 0.7), "sn0": lambda n, r: sized(n, r, (4, 5, 3), 25, 0.5),
    "sn1": lambda n, r: sized(n, r, (6, 6, 4), 30, 0.5), "sn2": lambda n, r: sized(n, r, (6, 8, 5), 35, 0.6),
    "tA": lambda n, r: sized(n, r, (55, 36), 20, 0.7), "tB": lambda n, r: sized(n, r, (55, 12, 9), 30, 0.8),
    "tC": lambda n, r: sized(n, r, (99, 19, 9), 30, 0.8),
}
SUITE = [("three", 60), ("two", 40), ("sparse", 20), ("dense", 16), ("tree", 40), ("tree3", 14),
         ("pair", 24), ("triple", 14), ("pair3", 10), ("largetree", 1), ("tA", 1)]


def write(seed, kinds, out):
    number = {}
    for k in kinds:
        i = number[k] = number.get(k, -1) + 1
        rng = np.random.default_rng([seed, i, *k.encode()])
        json.dump(KINDS[k]("%s-%d-%d" % (k, seed, i), rng), out)
        out.write("\n")


def main(argv):
    if len(argv) < 2:
        sys.exit(__doc__)
    kinds = []
    for a in argv[1:]:
        if a == "--suite":
            kinds += [k for k, n in SUITE for _ in range(n)]
        elif a == "--named":
            kinds += ["sm%d" % i for i in range(5)] + ["sn%d" % i for i in range(3)]
        elif a == "--large":
            kinds += ["tA", "tB", "tC"]
        else:
            kinds.append(a)
    write(int(argv[0]), kinds, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
