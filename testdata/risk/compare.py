"""Compare the account of rare rows with pycanon on invented rows.

    python compare.py VAUGHN FOLDER [ROWS]

VAUGHN is the program, FOLDER an empty folder for what is written. It needs
pandas and pycanon. It prints both accounts and exits with 1 where they differ.
Not run by CI.
"""
import json, pathlib, random, subprocess, sys

import pandas
from pycanon import anonymity

vaughn, folder, rows = sys.argv[1], pathlib.Path(sys.argv[2]), int((sys.argv[3:] or ["10000"])[0])
draw = random.Random(7)
quasi = [["Birth_Year", "ZIP", "Sex"], ["ZIP", "Sex"], ["Birth_Year", "Sex"], ["Sex"], ["Birth_Year", "ZIP", "Sex", "Job"]]
with open(folder / "people.csv", "w") as f:
    f.write("Case_No,Birth_Year,ZIP,Sex,Job,Program\n")
    for i in range(rows):
        job = draw.choice(["clerk", "nurse", "driver, bus", "", 'the "cook"']).replace('"', '""')
        f.write(f'{100000 + i},{round(draw.gauss(1975, 12))},{draw.choice([13202, 13203, 13204, 13205, 13210])},{draw.choice("FMX" if i % 50 == 0 else "FM")},"{job}",Heat\n')

bad = 0
for k, columns in enumerate(quasi):
    (folder / "p.yaml").write_text(f"""about:   {{vaughn: 1, agency: "City of Example, NY", dataset: heat}}
law:     {{pack: ny-foil-muni, channel: web, approved_by: Chief Data Officer, date: 2026-11-20}}
input:   {{row_id: Case_No, rows_are: things, quasi_identifiers: [{", ".join(columns)}]}}
columns: {{keep: [Case_No, ZIP, Sex, Job, Program]}}
rules:
  - {{columns: [Birth_Year], do: keep, holds: birth-date}}
""")
    out = folder / f"out{k}"
    subprocess.run([vaughn, "release", "-q", str(folder / "people.csv"), "--policy", str(folder / "p.yaml"), "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    risk = json.loads((out / "current/metadata/manifest.json").read_text())["files"][0]["risk"]
    table = pandas.read_csv(out / "current/people.csv", dtype=str, keep_default_na=False)
    sizes = table.groupby(columns).size()
    theirs = {"smallest": int(anonymity.k_anonymity(table, columns)), "classes": len(sizes), "unique": int((sizes == 1).sum()),
              "below_5": int(sizes[sizes < 5].sum()), "below_11": int(sizes[sizes < 11].sum()), "rows": len(table)}
    same = all(risk[name] == n for name, n in theirs.items()) and sorted(risk["columns"]) == sorted(columns)
    bad += not same
    print(", ".join(columns), "equal" if same else "DIFFERENT", theirs, "" if same else risk)
sys.exit(bad > 0)
