#!/usr/bin/env python3
"""A peer: secondary suppression by Gaussian elimination, written from the published description.

  gauss.py CASES [--singleton] [--primary-only] > RESULTS

Candidates are taken from the greatest value to the least, zeros first. A candidate whose
release, with what is released already, would fix a sensitive cell stays hidden. Arithmetic is
modulo a prime, so the answer does not depend on rounding. With --singleton those who are
alone in a cell (count 1) are assumed to know it: no sum of other cells may be fixed either
(for linked tables the rows of the model are combinations of codes, so the rule is left out).
"""

import argparse
import sys
import time

import numpy as np

from space import Space, lines, write_result

PRIME = 2147483647


def model(space):
    """The columns: for each cell the innermost cells it adds up, zeros left out; and the innermost counts."""
    if len(space.tables) > 1:
        return joint(space), None
    t = space.tables[0]
    where = {}
    for at in t.walk():
        if all(not d.parts[c] for d, c in zip(t.dims, at)) and t.n[at] > 0:
            where[at] = len(where)
    counts = np.array([t.n[at] for at in where])
    cols = [[] for _ in range(space.size)]
    under = [ancestors(d) for d in t.dims]
    spread(space.index[t.name], where, under, cols)
    return cols, counts


def ancestors(d):
    out = {}
    for leaf in d.leaves:
        chain, c = [leaf], leaf
        while c != -1:
            c = d.parent[c]
            chain.append(c)
        out[leaf] = chain
    return out


def spread(index, where, under, cols):
    for at, row in where.items():
        ups = [()]
        for c, u in zip(at, under):
            ups = [x + (a,) for x in ups for a in u[c]]
        for x in ups:
            cols[index[x]].append(row)


def joint(space):
    """Columns of linked tables over all combinations of the innermost codes of all dimensions."""
    dims = {d.name: d for t in space.tables for d in t.dims}
    names = list(dims)
    shape = [len(dims[n].leaves) for n in names]
    rows = np.arange(int(np.prod(shape))).reshape(shape)
    cols = [None] * space.size
    for t in space.tables:
        for at in t.walk():
            i = space.index[t.name][at]
            if cols[i] is None:
                pick = [np.arange(s) for s in shape]
                for d, c in zip(t.dims, at):
                    pick[names.index(d.name)] = np.array([k for k, l in enumerate(d.leaves) if c in ancestors(d)[l]])
                cols[i] = rows[np.ix_(*pick)].ravel().tolist()
    return cols


def order(space, cols):
    """Zeros, then from the greatest to the least; among equals first what overlaps with much."""
    weight = space.truth + 1.0
    row = {}
    for i, col in enumerate(cols):
        for r in col:
            row[r] = row.get(r, 0.0) + weight[i]
    tie = np.array([sum(row[r] for r in col) for col in cols])
    rank = weight + 0.99 * tie / tie.max()
    rank[space.truth == 0] += rank.max() + 0.01
    return np.argsort(-rank, kind="stable")


class Columns:
    """Sparse columns that know in which of them a row occurs."""

    def __init__(self, cols):
        self.cols = cols
        self.having = {}
        for i, c in cols.items():
            for r in c:
                self.having.setdefault(r, set()).add(i)

    def take(self, i, pivot, entry, rest, inverse):
        """Takes a multiple of the pivot column from column i, so that its pivot row becomes zero."""
        c = self.cols[i]
        f = c.pop(pivot) * inverse % PRIME
        for r, v in rest:
            old = c.get(r)
            new = ((old or 0) - f * v) % PRIME
            if new:
                c[r] = new
                if old is None:
                    self.having.setdefault(r, set()).add(i)
            elif old is not None:
                del c[r]
                self.having[r].discard(i)

    def eliminate(self, pivot, entry, rest, inverse):
        for i in self.having.pop(pivot, ()):
            self.take(i, pivot, entry, rest, inverse)

    def drop(self, i):
        for r in self.cols[i]:
            self.having[r].discard(i)
        return self.cols.pop(i)


def proportional(col, first, b):
    for i in b.having.get(first, ()):
        other = b.cols[i]
        if len(other) == len(col):
            f = other[first] * pow(col[first], -1, PRIME) % PRIME
            if all(r in other and other[r] == v * f % PRIME for r, v in col.items()):
                return True
    return False


def suppress(space, primary, singleton=False):
    """The hidden cells: the primary ones and those that must stay hidden with them."""
    cols, counts = model(space)
    rank, alone = {}, 10**9
    if counts is not None:
        solo = (counts == 1) & singleton
        for k, r in enumerate(np.argsort(solo, kind="stable")):
            rank[int(r)] = k
        alone = int((~solo).sum())
        cols = [sorted(rank[r] for r in c) for c in cols]
    a = Columns({int(i): {r: 1 for r in cols[i]} for i in range(space.size) if not primary[i]})
    guarded = [i for i in np.flatnonzero(primary) if any(r < alone for r in cols[i])]
    b = Columns({int(i): {r: 1 for r in cols[i]} for i in guarded})
    hidden, used = primary.copy(), set()
    for j in order(space, cols):
        j = int(j)
        if primary[j]:
            continue
        col = a.drop(j)
        if not col:
            continue
        first = min(col)
        stay = first >= alone
        if stay and len(set(col.values())) > 1 and not used.intersection(col):
            stay = False
            used.update(col)
        if stay or proportional(col, first, b):
            hidden[j] = True
            continue
        entry = col.pop(first)
        rest, inverse = list(col.items()), pow(entry, -1, PRIME)
        a.eliminate(first, entry, rest, inverse)
        b.eliminate(first, entry, rest, inverse)
    return hidden


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("cases")
    p.add_argument("--singleton", action="store_true")
    p.add_argument("--primary-only", action="store_true", help="hide the sensitive cells and nothing else")
    opt = p.parse_args()
    for c in lines(opt.cases):
        space = Space(c)
        began = time.process_time()
        hidden = space.sensitive if opt.primary_only else suppress(space, space.sensitive, opt.singleton)
        write_result(space, hidden, time.process_time() - began, sys.stdout)


if __name__ == "__main__":
    main()
