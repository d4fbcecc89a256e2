"""Runs the query of testdata/groupby in duckdb and compares every value.

    python3 testdata/groupby/compare.py calls.csv ours.csv

Counts, distinct reporters and medians must be equal; means to a billionth.
"""
import csv
import resource
import sys
import time

import duckdb

QUERY = """
SELECT coalesce(nullif(tract, ''), '(unknown)'), strftime(created, '%Y-%m'), count(*),
       avg(days_to_close), median(days_to_close), count(DISTINCT reporter)
FROM read_csv(?, header = true, types = {'tract': 'VARCHAR', 'created': 'TIMESTAMP',
     'days_to_close': 'DOUBLE', 'reporter': 'VARCHAR'})
GROUP BY 1, 2 ORDER BY 1, 2
"""


def main(data, ours):
    base = resource.getrusage(resource.RUSAGE_SELF)
    start = time.time()
    con = duckdb.connect(config={"threads": 2})
    theirs = con.execute(QUERY, [data]).fetchall()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"duckdb {duckdb.__version__}: {len(theirs)} groups, wall {time.time() - start:.1f} s, "
          f"user CPU {used.ru_utime - base.ru_utime:.2f} s, peak RSS {used.ru_maxrss * 1024 // 10**6} MB")
    with open(ours, newline="") as f:
        mine = list(csv.reader(f))[1:]
    bad = 0
    if len(mine) != len(theirs):
        print(f"{len(mine)} groups here, {len(theirs)} there")
        bad += 1
    for m, t in zip(mine, theirs):
        same = m[0] == t[0] and m[1] == t[1] and int(m[2]) == t[2] and int(m[5]) == t[5]
        same = same and (m[3] == "") == (t[3] is None) and (m[4] == "") == (t[4] is None)
        if same and m[3] != "":
            # duckdb averages doubles: 7.1 and 7.2 give 7.15 only after rounding
            same = abs(float(m[3]) - t[3]) <= 1e-9 * max(1, abs(t[3])) and float(m[4]) == round(t[4], 9)
        bad += not same
    print("all values are equal" if bad == 0 else f"{bad} groups differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
