"""Writes the lists of SOC and CIP codes that the linter checks against.

    python scripts/code_lists.py soc_structure_2018.xlsx CIPCode2020.csv

Both files are works of the government of the United States and in the public domain (17 U.S.C.
105): the structure of the Standard Occupational Classification 2018, from the Bureau of Labor
Statistics (https://www.bls.gov/soc/2018/), and the Classification of Instructional Programs
2020, from the National Center for Education Statistics
(https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv). Get them by hand; nothing is
fetched. The head of each list names its source and the SHA-256 of the file it was made of.
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
LICENCE = "A work of the government of the United States, in the public domain (17 U.S.C. 105)."
SOC = (
    "Standard Occupational Classification 2018, all levels: code and title.",
    "U.S. Bureau of Labor Statistics, 2018 SOC Structure, November 2017;",
    "https://www.bls.gov/soc/2018/",
)
CIP = (
    "Classification of Instructional Programs 2020, all levels: code and title.",
    "National Center for Education Statistics, CIP 2020;",
    "https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv",
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


def write(name: str, head: tuple[str, ...], source: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write a list: lines with # before, then a code, a space and a title in each."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = [f"# {line}" for line in (*head, LICENCE, f"Made of {source.name}, SHA-256 {digest},")]
    lines.append("# by scripts/code_lists.py.")
    lines += [f"{code} {title}" for code, title in sorted(dict(rows).items())]
    (LISTS / name).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines) - len(head) - 3} codes")  # noqa: T201


def main(soc: str, cip: str) -> None:
    """Write both lists."""
    write("soc-2018.txt", SOC, Path(soc), soc_rows(Path(soc)))
    write("cip-2020.txt", CIP, Path(cip), cip_rows(Path(cip)))


if __name__ == "__main__":
    main(*sys.argv[1:])
