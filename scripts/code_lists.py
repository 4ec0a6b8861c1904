"""Writes the lists of SOC, CIP and O*NET codes that the linter checks against.

    python scripts/code_lists.py soc_structure_2018.xlsx CIPCode2020.csv "Occupation Data.txt"

The first two files are works of the government of the United States and in the public domain
(17 U.S.C. 105): the structure of the Standard Occupational Classification 2018, from the Bureau
of Labor Statistics (https://www.bls.gov/soc/2018/), and the Classification of Instructional
Programs 2020, from the National Center for Education Statistics
(https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv). The third is the file of occupations
of the O*NET database, of which the codes are those of O*NET-SOC 2019
(https://www.onetcenter.org/database.html), under the licence CC BY 4.0. Get them by hand; nothing
is fetched. The head of each list names its source and the SHA-256 of the file it was made of. A
list of O*NET that names an occupation which SOC has not, or leaves one out, is not written.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import openpyxl

LISTS = Path(__file__).parents[1] / "src" / "pathplanner" / "linting" / "lists"
PUBLIC = "A work of the government of the United States, in the public domain (17 U.S.C. 105)."
SOC = (
    "Standard Occupational Classification 2018, all levels: code and title.",
    "U.S. Bureau of Labor Statistics, 2018 SOC Structure, November 2017;",
    "https://www.bls.gov/soc/2018/",
    PUBLIC,
)
CIP = (
    "Classification of Instructional Programs 2020, all levels: code and title.",
    "National Center for Education Statistics, CIP 2020;",
    "https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv",
    PUBLIC,
)
ONET = (
    "O*NET-SOC 2019, occupations: code and title. They come from the O*NET Database by the",
    "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), and are used",
    "under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA. Descriptions are left out.",
    "https://www.onetcenter.org/database.html",
)


def soc_rows(path: Path) -> Iterable[tuple[str, str]]:
    """Yield codes and titles: each row has a code in the column of its level, and the title."""
    book = openpyxl.load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        texts = [str(cell).strip() for cell in row if cell]
        if len(texts) == 2 and re.fullmatch(r"\d\d-\d{4}", texts[0]):
            yield texts[0], texts[1]


def cip_rows(path: Path) -> Iterable[tuple[str, str]]:
    """Yield codes and titles, without those that are reserved or moved to another code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = row["CIPCode"].strip('="')
            title = row["CIPTitle"].strip().removesuffix(".")
            gone = row["Action"] in ("Deleted", "Moved to") or title == "Reserved"
            if re.fullmatch(r"\d\d(\.\d\d(\d\d)?)?", code) and not gone:
                yield code, title


def onet_rows(path: Path, soc: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return codes and titles; each occupation of SOC stands among them as it is, or divided."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [
            (row["O*NET-SOC Code"], row["Title"]) for row in csv.DictReader(file, delimiter="\t")
        ]
    occupations = {code for code, _ in soc if not code.endswith("0")}
    if {code.partition(".")[0] for code, _ in found} != occupations:
        raise SystemExit(f"{path}: these are not the occupations of SOC 2018.")
    return found


def write(name: str, head: tuple[str, ...], source: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write a list: lines with # before, then a code, a space and a title in each."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = [f"# {line}" for line in (*head, f"Made of {source.name}, SHA-256 {digest},")]
    lines.append("# by scripts/code_lists.py.")
    lines += [f"{code} {title}" for code, title in sorted(dict(rows).items())]
    (LISTS / name).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines) - len(head) - 2} codes")  # noqa: T201


def main(soc: str, cip: str, onet: str) -> None:
    """Write the lists."""
    write("soc-2018.txt", SOC, Path(soc), soc_rows(Path(soc)))
    write("cip-2020.txt", CIP, Path(cip), cip_rows(Path(cip)))
    write("onet-2019.txt", ONET, Path(onet), onet_rows(Path(onet), soc_rows(Path(soc))))


if __name__ == "__main__":
    main(*sys.argv[1:])
