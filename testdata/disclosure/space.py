"""The cells of a case and the sums that bind them.

A case is one line of JSON: tables with their dimensions and innermost cells.
Cells of several tables with the same set of (dimension, code) are one cell.
"""

import itertools
import json

import numpy as np

# LIMIT is the narrowest interval, in integers, that protects: more than 2 either way.
LIMIT = 5


def lines(path):
    """The JSON values of a file: one a line, or the whole file as one value or list."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    try:
        whole = json.loads(text)
        return whole if isinstance(whole, list) else [whole]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


class Dim:
    """One dimension: who sums whom. Coordinate -1 is the total."""

    def __init__(self, d):
        self.name, self.codes, self.parent = d["name"], d["codes"], d["parent"]
        if len(set(self.codes)) != len(self.codes) or len(self.parent) != len(self.codes):
            raise ValueError("dimension %r: codes and parents do not fit" % self.name)
        self.group = bool(d.get("group"))
        self.parts = {c: [] for c in range(-1, len(self.codes))}
        for c, p in enumerate(self.parent):
            self.parts[p].append(c)
        self.leaves = [c for c in range(len(self.codes)) if not self.parts[c]]
        self.inner = [c for c in self.deepest_first() if self.parts[c]] + [-1]
        self.coords = list(range(len(self.codes))) + [-1]

    def depth(self, c):
        steps = 0
        while c != -1:
            c, steps = self.parent[c], steps + 1
            if steps > len(self.codes):
                raise ValueError("dimension %r: a code is above itself" % self.name)
        return steps

    def deepest_first(self):
        return sorted(range(len(self.codes)), key=lambda c: -self.depth(c))


class Table:
    """A table with every level and total worked out. n[-1] along a dimension is its total."""

    def __init__(self, t):
        self.name = t["name"]
        self.dims = [Dim(d) for d in t["dims"]]
        shape = [len(d.codes) + 1 for d in self.dims]
        self.n = np.zeros(shape, dtype=np.int64)
        leaves = [set(d.leaves) for d in self.dims]
        for cell in t["cells"]:
            at = tuple(cell["at"])
            if any(c not in ok for c, ok in zip(at, leaves)) or self.n[at] != 0:
                raise ValueError("table %r: a cell that is no leaf, or twice" % self.name)
            self.n[at] = cell["n"]
        for axis, d in enumerate(self.dims):
            view = np.moveaxis(self.n, axis, 0)
            for c in d.inner:
                view[c] = view[d.parts[c]].sum(axis=0)
        self.group = any(d.group for d in self.dims)

    def key(self, at):
        return frozenset((d.name, d.codes[c]) for d, c in zip(self.dims, at) if c != -1)

    def walk(self):
        return itertools.product(*(d.coords for d in self.dims))


class Space:
    """All cells of a case, each once, and all sums: (total, parts)."""

    def __init__(self, case):
        self.name, self.below = case["name"], case.get("below", 11)
        self.tables = [Table(t) for t in case["tables"]]
        self.key, self.truth, self.index, self.grouped = {}, [], {}, set()
        for t in self.tables:
            idx = np.zeros(t.n.shape, dtype=np.int64)
            for at in t.walk():
                idx[at] = self.cell(t, at)
            self.index[t.name] = idx
        self.truth = np.array(self.truth, dtype=np.int64)
        self.sums = self.all_sums()
        self.size = len(self.truth)
        self.sensitive = (self.truth > 0) & (self.truth < self.below)

    def cell(self, t, at):
        k, n = t.key(at), int(t.n[at])
        i = self.key.setdefault(k, len(self.truth))
        if i == len(self.truth):
            self.truth.append(n)
        elif self.truth[i] != n:
            raise ValueError("case %r: linked tables disagree" % self.name)
        if t.group:
            self.grouped.add(i)
        return i

    def all_sums(self):
        seen = {}
        for t in self.tables:
            for axis, d in enumerate(t.dims):
                view = np.moveaxis(self.index[t.name], axis, 0)
                rest = view.reshape(view.shape[0], -1)
                for c in d.inner:
                    for total, parts in zip(rest[c], rest[d.parts[c]].T):
                        seen[(int(total), tuple(sorted(int(p) for p in parts)))] = True
        return list(seen)


def released(space, result):
    """What a result shows: values (hidden -> -1), and the faults of form found in it."""
    shown = np.full(space.size, -1, dtype=np.int64)
    seen = np.zeros(space.size, dtype=bool)
    faults = []
    hidden_somewhere = np.zeros(space.size, dtype=bool)
    for t in result["tables"]:
        if t["name"] not in space.index:
            faults.append("a table that is not in the case")
            continue
        idx = space.index[t["name"]]
        count = 0
        for c in t["cells"]:
            i = idx[tuple(c["at"])]
            seen[i], count = True, count + 1
            if c["n"] is None:
                hidden_somewhere[i] = True
            elif shown[i] not in (-1, c["n"]):
                faults.append("a cell shown with two values")
            else:
                shown[i] = c["n"]
        if count != idx.size:
            faults.append("%s: %d cells of %d" % (t["name"], count, idx.size))
    split = int((hidden_somewhere & (shown >= 0)).sum())
    if split:
        faults.append("%d cells hidden in one table and shown in another" % split)
    if not seen.all():
        faults.append("%d cells missing" % int((~seen).sum()))
    return shown, faults


def write_result(space, hidden, cpu, out):
    """Writes a pattern in the form of the tool under test."""
    tables = []
    for t in space.tables:
        idx = space.index[t.name]
        cells = [{"at": list(at), "n": None if hidden[idx[at]] else int(t.n[at])} for at in t.walk()]
        tables.append({"name": t.name, "cells": cells})
    json.dump({"name": space.name, "tables": tables, "cpu": round(cpu, 4)}, out)
    out.write("\n")
