#!/usr/bin/env python3
"""peers.py KEYS : compares the codes of tables' keys with Shapely and pandas.

KEYS is the program of this folder (go build -o /tmp/keys ./testdata/keys). Needs
Python 3.11, shapely 2, numpy and pandas. It makes a map of wards with holes and
islands, a million random points and 100,000 points on edges and corners of it, and
instants about the changes of clocks in New York. It prints what agrees, and ends
with 1 where something does not. Not run by CI.
"""
import json, math, os, subprocess, sys, tempfile, time

import numpy as np
import pandas as pd
import shapely

rng = np.random.default_rng(20261123)
wrong = 0


def check(what, good, total):
    global wrong
    wrong += good != total
    print(f"{what}: {good:,} of {total:,}")


def corner(i, j, exact):
    """A corner of the grid that all maps are cut from; exact ones are multiples of 1/1024."""
    if exact:
        return (-76 + j / 1024, 43 + i / 1024)
    return (-76 + 0.001 * (j + 0.4 * math.sin(1.7 * i + 0.9 * j)), 43 + 0.001 * (i + 0.4 * math.sin(1.3 * j + 0.7 * i)))


def make_map(n, steps, exact):
    """n by n wards, each steps corners a side; every fifth has a hole that is a ward of its own."""
    feats, rings = [], []
    for w in range(n * n):
        r, c = w // n * steps, w % n * steps
        ring = [corner(r, c + s, exact) for s in range(steps)] + [corner(r + s, c + steps, exact) for s in range(steps)]
        ring += [corner(r + steps, c + steps - s, exact) for s in range(steps)] + [corner(r + steps - s, c, exact) for s in range(steps)]
        ring.append(ring[0])
        polygon = [ring]
        if w % 5 == 0:
            a, b = r + steps // 3, c + steps // 3
            hole = [corner(a, b, exact), corner(a + 2, b + 1, exact), corner(a + 3, b + 3, exact), corner(a + 1, b + 2, exact), corner(a, b, exact)]
            polygon.append(hole)
            feats.append((f"island {w}", [hole[::-1]]))
        feats.append((str(w), polygon))
    return feats


def geojson(feats):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"WARD": code}, "geometry": {"type": "Polygon", "coordinates": rings}} for code, rings in feats]})


def ask(args, lines):
    begin = time.time()
    out = subprocess.run([KEYS, *args], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    print(f"  ({len(lines):,} lines in {time.time() - begin:.2f} s, with start and pipes)")
    assert len(out) == len(lines)
    return np.array(out)


def areas(name, feats, folder):
    path = os.path.join(folder, name + ".geojson")
    with open(path, "w") as f:
        f.write(geojson(feats))
    codes = np.array([c for c, _ in feats])
    polys = np.array([shapely.Polygon(r[0], r[1:]) for _, r in feats])
    assert shapely.is_valid(polys).all()
    tree = shapely.STRtree(polys)
    box = shapely.total_bounds(polys)
    pad = 0.02 * (box[2] - box[0])

    # A million random points: in one ward of Shapely's, or in none.
    x, y = rng.uniform(box[0] - pad, box[2] + pad, 1_000_000), rng.uniform(box[1] - pad, box[3] + pad, 1_000_000)
    got = ask(["areas", path, "WARD"], [f"{b!r}\t{a!r}" for a, b in zip(x.tolist(), y.tolist())])
    points = shapely.points(x, y)
    for predicate in ("contains", "covers"):
        who, poly = tree.query(points, predicate="within" if predicate == "contains" else "covered_by")
        count = np.bincount(who, minlength=len(points))
        edge = np.zeros(len(points), bool)
        if predicate == "covers":
            inner = np.bincount(tree.query(points, predicate="within")[0], minlength=len(points))
            edge = inner != count
        want = np.full(len(points), "(not located)", dtype=object)
        want[who] = codes[poly]
        keep = ~edge
        check(f"{name}: as Shapely's {predicate}, {edge.sum()} on an edge left out", int((got == want)[keep].sum()), int(keep.sum()))

    # Points on edges and corners. On exact maps they are on the edge to the last bit.
    rings = [r for _, poly in feats for r in poly]
    segs = np.array([(a, b) for r in rings for a, b in zip(r, r[1:])])
    pick = segs[rng.integers(0, len(segs), 100_000)]
    f = rng.choice([0, 0.5, 0.25, 0.75, 0.125, 0.375, 1.0], 100_000)[:, None]
    p = pick[:, 0] + (pick[:, 1] - pick[:, 0]) * f
    got = ask(["areas", path, "WARD"], [f"{b!r}\t{a!r}" for a, b in p.tolist()])
    points = shapely.points(p)
    whole = shapely.union_all(polys)
    on_line = int((shapely.distance(shapely.union_all(shapely.boundary(polys)), points) == 0).sum())
    who, poly = tree.query(points, predicate="covered_by")
    touching = pd.Series(poly).groupby(who).apply(lambda s: set(codes[s])).reindex(range(len(points)))
    inside = shapely.contains_properly(whole, points)
    good = sum((g in t) if isinstance(t, set) and g != "(not located)" else not i for g, t, i in zip(got, touching, inside))
    check(f"{name}: points on edges and corners in one of the wards that touch them ({on_line:,} exactly on a line, {int(inside.sum()):,} within the map)", good, len(points))
    print(f"  on the outline and in no ward: {int((got == '(not located)').sum()):,}")

    # Each of them is in exactly one ward when every ward is a map of its own.
    lines = "".join(f"{b!r}\t{a!r}\n" for a, b in p.tolist())
    times = np.zeros(len(points), int)
    for i in range(len(feats)):
        one = os.path.join(folder, "one.geojson")
        with open(one, "w") as out:
            out.write(geojson([feats[i]]))
        hit = subprocess.run([KEYS, "areas", one, "WARD"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
        times += np.array(hit) != "(not located)"
    check(f"{name}: claimed once, every ward asked alone", int((times == np.where(inside, 1, got != "(not located)")).sum()), len(points))


def dates():
    zone = "America/New_York"
    change = [pd.Timestamp(s, tz="UTC") for y in range(1970, 2037) for s in (f"{y}-03-08 07:00", f"{y}-03-14 07:00", f"{y}-04-26 07:00", f"{y}-11-01 06:00", f"{y}-11-07 06:00", f"{y}-10-25 06:00",
              f"{y}-02-28 23:00", f"{y}-03-01 02:00", f"{y}-12-31 23:00", f"{y}-01-01 05:00")]
    unix = np.concatenate([np.array([c.timestamp() for c in change for _ in range(8)]) + rng.integers(-90_000, 90_000, len(change) * 8), rng.integers(-2_000_000_000, 2_100_000_000, 5_000)]).astype("int64")
    utc = pd.to_datetime(unix, unit="s", utc=True)
    local = utc.tz_convert(zone)
    iso = local.isocalendar()
    fiscal = local.year + (local.month >= 7)
    want = {
        "day": local.strftime("%Y-%m-%d"), "month": local.strftime("%Y-%m"), "quarter": [f"{y}-Q{q}" for y, q in zip(local.year, local.quarter)], "year": local.strftime("%Y"),
        "iso-week": [f"{y}-W{w:02d}" for y, w in zip(iso.year, iso.week)], "fiscal-year": [f"FY{y}" for y in fiscal], "hour-of-week": local.strftime("%a %H"),
    }
    texts = {"with Z": utc.strftime("%Y-%m-%dT%H:%M:%SZ"), "with an offset": local.strftime("%Y-%m-%d %H:%M:%S%z"), "local": local.strftime("%m/%d/%Y %I:%M:%S %p")}
    for how, lines in texts.items():
        good = sum(int((ask([p, zone], list(lines)) == np.array(list(w))).sum()) for p, w in want.items())
        check(f"dates {how}: as pandas, 7 periods", good, 7 * len(unix))


KEYS = sys.argv[1]
with tempfile.TemporaryDirectory() as tmp:
    areas("wavy", make_map(10, 12, False), tmp)
    areas("exact", make_map(10, 12, True), tmp)
dates()
sys.exit(wrong > 0)
