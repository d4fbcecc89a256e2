#!/usr/bin/env python3
"""The least value that must be withheld so that each sensitive cell keeps an interval of 5.

  optimum.py CASES [--lower 1] [--integer] [--direct] [--seconds 60] [--results FILE]   proved optimum of small cases
  optimum.py CASES --repair RESULTS [--lower 1] > RESULTS                    adds cells to a peer's pattern until it protects

A pattern protects a cell when two tables that agree with all that is shown differ there by 5
or more (fractions allowed; with --integer whole numbers). Zeros stay shown. The master
problem picks the pattern; what it overlooks comes back as cuts from the duals of the attack.
"""

import argparse
import sys
import time

import highspy
import numpy as np

from quiet import solver
from space import LIMIT, Space, lines, released, write_result

TINY = 1e-6
OPTIMAL = highspy.HighsModelStatus.kOptimal


class Moves:
    """How far each cell can move from the truth while every sum stays true."""

    def __init__(self, space, lower, integer=False):
        self.space = space
        self.cells = [int(i) for i in np.flatnonzero(space.truth > 0)]
        self.pos = {c: k for k, c in enumerate(self.cells)}
        self.n = space.truth[self.cells].astype(float)
        self.down = self.n - lower
        self.up = np.full(len(self.cells), float(space.truth.max()))
        self.primary = [self.pos[int(c)] for c in np.flatnonzero(space.sensitive)]
        self.rows = []
        for total, parts in space.sums:
            at = [self.pos[p] for p in parts if p in self.pos]
            if at:
                self.rows.append((at, self.pos[total]))
        self.all = np.arange(len(self.cells), dtype=np.int32)
        self.h = solver()
        self.h.addVars(len(self.cells), np.zeros(len(self.cells)), np.zeros(len(self.cells)))
        for at, total in self.rows:
            one = np.array([1.0] * len(at) + [-1.0])
            self.h.addRow(0.0, 0.0, len(one), np.array(at + [total], dtype=np.int32), one)
        if integer:
            self.h.changeColsIntegrality(len(self.all), self.all, np.full(len(self.all), highspy.HighsVarType.kInteger))
        else:
            self.h.setOptionValue("presolve", "off")

    def pattern(self, x):
        """Opens the cells as far as the pattern x (0..1) hides them."""
        self.h.changeColsBounds(len(self.all), self.all, -self.down * x, self.up * x)

    def best(self, s, sign):
        """The greatest move of cell s in one direction, the point and the reduced costs."""
        cost = np.zeros(len(self.all))
        cost[s] = -sign
        self.h.changeColsCost(len(self.all), self.all, cost)
        self.h.run()
        if self.h.getModelStatus() != OPTIMAL:
            return 0.0, np.zeros(len(self.all)), np.zeros(len(self.all))
        sol = self.h.getSolution()
        dual = np.array(sol.col_dual) if sol.dual_valid else np.zeros(len(self.all))
        x = np.array(sol.col_value)
        return abs(x[s]), x, -dual

    def width(self, s, enough=LIMIT):
        a, x, _ = self.best(s, 1)
        if a >= enough - TINY:
            return a
        return a + self.best(s, -1)[0]

    def cut(self, s):
        """The weights a of a cut a.x >= LIMIT that every protecting pattern meets."""
        total = np.zeros(len(self.all))
        for sign in (1, -1):
            _, _, r = self.best(s, sign)
            total += np.where(r > TINY, self.up * r, 0) + np.where(r < -TINY, -self.down * r, 0)
        return total

    def weak(self, x):
        """Sensitive cells that the pattern does not protect. Cells seen far apart on the way need no solve."""
        self.pattern(x)
        least, most, out = np.zeros(len(self.all)), np.zeros(len(self.all)), []
        for s in self.primary:
            for sign in (1, -1):
                if most[s] - least[s] >= LIMIT - TINY:
                    break
                v = self.best(s, sign)[1]
                np.minimum(least, v, out=least)
                np.maximum(most, v, out=most)
            if most[s] - least[s] < LIMIT - TINY:
                out.append(s)
        return out


class Master:
    """Which cells to hide: the cuts so far."""

    def __init__(self, m, seconds):
        self.m, self.h = m, solver(seconds)
        n = len(m.cells)
        least = np.zeros(n)
        least[m.primary] = 1.0
        self.h.addVars(n, least, np.ones(n))
        self.h.changeColsCost(n, m.all, m.n)
        for at, total in m.rows:
            for i in at + [total]:
                others = [j for j in at + [total] if j != i]
                self.row(others + [i], [1.0] * len(others) + [-1.0], 0.0)

    def row(self, at, weight, least):
        self.h.addRow(float(least), highspy.kHighsInf, len(at), np.array(at, dtype=np.int32), np.array(weight, dtype=float))

    def add(self, a):
        """A cut, its weights cut down to what is still missing after the sensitive cells."""
        fixed = np.zeros(len(a), dtype=bool)
        fixed[self.m.primary] = True
        need = LIMIT - a[fixed].sum()
        if need <= TINY:
            return False
        w = np.minimum(a, need) / need
        at = [int(i) for i in np.flatnonzero((w > TINY) & ~fixed)]
        self.row(at, w[at], 1.0)
        return True

    def whole(self):
        self.h.changeColsIntegrality(len(self.m.all), self.m.all, np.full(len(self.m.all), highspy.HighsVarType.kInteger))

    def solve(self, seconds):
        # The solver's clock runs over all its solves.
        self.h.setOptionValue("time_limit", self.h.getRunTime() + max(0.5, seconds))
        self.h.run()
        sol = self.h.getSolution().col_value
        x = np.array(sol) if len(sol) == len(self.m.all) else None
        return x, self.h.getModelStatus() == OPTIMAL

    def bound(self):
        info = self.h.getInfo()
        return max(0.0, info.mip_dual_bound)


def cuts(m, master, x, soft=1e-4):
    """Adds a cut for each weak cell; the slightly opened pattern makes the duals look at real costs."""
    weak = m.weak(np.clip(x, 0, 1))
    m.pattern(np.clip(x + soft, 0, 1))
    found = 0
    for s in weak:
        a = m.cut(s)
        if a @ x < LIMIT - 1e-4:
            found += master.add(a)
    if weak and not found:
        m.pattern(np.clip(x, 0, 1))
        for s in weak:
            found += master.add(m.cut(s))
    return weak, found


def path(m, hidden, s, width):
    """Cells of least value that give cell s the width, on top of those hidden already."""
    h = solver()
    n = len(m.cells)
    cost = np.where(hidden, 1e-3, m.n + 1e-3)
    for _ in range(4):  # two points, each a way up and a way down
        h.addVars(n, np.zeros(n), np.tile(m.up, 1))
    every = np.concatenate([cost, cost, cost, cost])
    h.changeColsCost(4 * n, np.arange(4 * n, dtype=np.int32), every)
    h.changeColsBounds(2 * n, np.arange(n, 3 * n, dtype=np.int32), np.zeros(2 * n), np.concatenate([m.down, m.up]))
    h.changeColsBounds(n, np.arange(3 * n, 4 * n, dtype=np.int32), np.zeros(n), m.down)
    for at, total in m.rows:
        i = np.array(at + [total], dtype=np.int32)
        one = np.array([1.0] * len(at) + [-1.0])
        for k in (0, 2):
            h.addRow(0.0, 0.0, 2 * len(i), np.concatenate([i + k * n, i + (k + 1) * n]).astype(np.int32), np.concatenate([one, -one]))
    h.addRow(float(width), highspy.kHighsInf, 4, np.array([s, s + n, s + 2 * n, s + 3 * n], dtype=np.int32), np.array([1.0, -1.0, -1.0, 1.0]))
    h.run()
    if h.getModelStatus() != OPTIMAL:
        return None
    v = np.array(h.getSolution().col_value).reshape(4, n)
    return (np.abs(v[0] - v[1]) > TINY) | (np.abs(v[2] - v[3]) > TINY)


def repair(m, hidden):
    """Adds cells until each sensitive cell is protected: cells that fail one after the other, least value first."""
    hidden = hidden.copy()
    for more in range(4):
        weak = m.weak(hidden.astype(float))
        if not weak:
            return hidden
        for s in weak:
            m.pattern(hidden.astype(float))
            if m.width(s) < LIMIT - TINY:
                extra = path(m, hidden, s, LIMIT + more)
                if extra is not None:
                    hidden |= extra
    return hidden


def trim(m, hidden, until):
    """Shows again what is not needed, the greatest first."""
    hidden = hidden.copy()
    fixed = set(m.primary)
    for i in sorted(np.flatnonzero(hidden), key=lambda i: -m.n[i]):
        if i in fixed or time.monotonic() > until:
            continue
        hidden[i] = False
        if m.weak(hidden.astype(float)):
            hidden[i] = True
    return hidden


def integer_weak(m, hidden):
    m.pattern(hidden.astype(float))
    return [s for s in m.primary if m.width(s) < LIMIT - TINY]


class Search:
    """The optimum of one case: bound from below, pattern from above."""

    def __init__(self, space, opt):
        self.space, self.opt = space, opt
        self.m = Moves(space, opt.lower)
        self.whole = Moves(space, opt.lower, True) if opt.integer else None
        self.until = time.monotonic() + opt.seconds
        self.master = Master(self.m, opt.seconds)
        self.best, self.bound, self.proved = None, 0.0, False

    def offer(self, hidden):
        hidden = repair(self.m, hidden)
        if self.m.weak(hidden.astype(float)):
            return
        hidden = trim(self.m, hidden, self.until)
        if self.whole and integer_weak(self.whole, hidden):
            return
        if self.best is None or self.value(hidden) < self.value(self.best):
            self.best = hidden

    def value(self, hidden):
        return float(self.m.n[hidden].sum())

    def left(self):
        return self.until - time.monotonic()

    def run(self):
        if not self.m.primary:
            self.best, self.proved = np.zeros(len(self.m.cells), dtype=bool), True
            return self
        for _ in range(60):
            x, ok = self.master.solve(self.left())
            if x is None or not ok or self.left() < 0.6 * self.opt.seconds:
                break
            weak, found = cuts(self.m, self.master, x)
            if not found:
                break
        self.master.whole()
        self.round()
        return self

    def round(self):
        first = True
        while self.left() > 0:
            x, ok = self.master.solve(self.left())
            if x is None:
                return
            self.bound = max(self.bound, self.master.bound())
            x = np.round(x)
            weak, found = cuts(self.m, self.master, x)
            hidden = x > 0.5
            if not weak and self.whole and integer_weak(self.whole, hidden):
                at = [int(i) for i in np.flatnonzero(~hidden)]
                if not at:
                    return
                self.master.row(at, [1.0] * len(at), 1.0)
                continue
            if not weak:
                if self.best is None or self.value(hidden) < self.value(self.best):
                    self.best = hidden
                self.proved = ok
                return
            if first:
                self.offer(hidden)
                first = False
            if self.best is not None and self.bound > self.value(self.best) - 1 + 1e-4:
                self.proved = True
                return
            if not found:
                return


def direct(space, lower, seconds):
    """The optimum in one piece, two tables for each sensitive cell: slow, to check the search by cuts."""
    m = Moves(space, lower)
    h, n = solver(seconds), len(m.cells)
    least = np.zeros(n)
    least[m.primary] = 1.0
    h.addVars(n, least, np.ones(n))
    h.changeColsCost(n, m.all, m.n)
    h.changeColsIntegrality(n, m.all, np.full(n, highspy.HighsVarType.kInteger))
    first = n
    for s in m.primary:
        for _ in (0, 1):
            h.addVars(n, -m.down, m.up)
            for at, total in m.rows:
                i = np.array(at + [total], dtype=np.int32) + first
                h.addRow(0.0, 0.0, len(i), i, np.array([1.0] * len(at) + [-1.0]))
            for k in range(n):
                if k not in m.primary:
                    h.addRow(-highspy.kHighsInf, 0.0, 2, np.array([first + k, k], dtype=np.int32), np.array([1.0, -m.up[k]]))
                    h.addRow(0.0, highspy.kHighsInf, 2, np.array([first + k, k], dtype=np.int32), np.array([1.0, m.down[k]]))
            first += n
        h.addRow(float(LIMIT), highspy.kHighsInf, 2, np.array([first - n + s, first - 2 * n + s], dtype=np.int32), np.array([1.0, -1.0]))
    h.run()
    return h.getInfo().objective_function_value, h.getModelStatus() == OPTIMAL


def full(space, m, hidden):
    out = np.zeros(space.size, dtype=bool)
    out[[m.cells[k] for k in np.flatnonzero(hidden)]] = True
    return out


def optima(opt):
    out = open(opt.results, "w", encoding="utf-8") if opt.results else None
    print("%-14s %7s %9s %8s %8s %9s %8s %8s" % ("case", "cells", "sensitive", "hidden", "value", "bound", "proved", "seconds"))
    for c in lines(opt.cases):
        space = Space(c)
        began = time.monotonic()
        s = Search(space, opt).run()
        took = time.monotonic() - began
        if s.best is None:
            print("%-14s %7d %9d %8s %8s %9.1f %8s %8.1f" % (space.name, space.size, space.sensitive.sum(), "-", "-", s.bound, "no", took))
            continue
        value = s.value(s.best)
        bound = value if s.proved else s.bound
        print("%-14s %7d %9d %8d %8d %9.1f %8s %8.1f" % (space.name, space.size, space.sensitive.sum(), s.best.sum(), value, bound, "yes" if s.proved else "no", took), flush=True)
        if out:
            write_result(space, full(space, s.m, s.best), took, out)


def repairs(opt):
    cases = {c["name"]: c for c in lines(opt.cases)}
    for r in lines(opt.repair):
        space = Space(cases[r["name"]])
        shown, _ = released(space, r)
        m = Moves(space, opt.lower)
        hidden = repair(m, (shown < 0)[m.cells])
        write_result(space, full(space, m, hidden), float(r.get("cpu", 0)), sys.stdout)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("cases")
    p.add_argument("--lower", type=int, default=0)
    p.add_argument("--integer", action="store_true")
    p.add_argument("--seconds", type=float, default=60)
    p.add_argument("--results")
    p.add_argument("--direct", action="store_true", help="one model instead of cuts: slow, a check of this program")
    p.add_argument("--repair")
    opt = p.parse_args()
    if opt.repair:
        repairs(opt)
    elif opt.direct:
        for c in lines(opt.cases):
            value, proved = direct(Space(c), opt.lower, opt.seconds)
            print("%-14s %8.0f %s" % (c["name"], value, "proved" if proved else "not proved"), flush=True)
    else:
        optima(opt)


if __name__ == "__main__":
    main()
