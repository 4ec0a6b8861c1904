"""Write the table in docs/reference/ctdl.md from the reports on 23 published documents.

Run `python scripts/docs_ctdl.py FOLDER` with the folder that holds them; they are not shipped.
With `--check` nothing is written, and the exit status is 1 when the table is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pathplanner as pp
from pathplanner.ctdl import NoPathway
from pathplanner.ctdl.log import RULES
from pathplanner.model import Fate, LossReport

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "ctdl.md"
HEAD = """\
| document | steps | plan | taken | kept | guessed | left out | codes, with how often |
|---|---|---|---|---|---|---|---|
"""


def row(path: Path) -> str:
    """Return the line of one document."""
    report, steps, made = LossReport(), "none", "no"
    try:
        pathway, report = pp.read_ctdl(path)
    except NoPathway as error:
        report = error.report
        made = "no pathway in it"
    except pp.InputError as error:
        place = f", line {error.faults[0].line}" if error.faults[0].line else ""
        made = f"refused: {error.faults[0].message.rstrip(chr(46))}{place}"
    else:
        steps = str(len(pathway.steps))
        plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
        made = f"yes, {len(plan.steps)} steps"
    counts = report.counts()
    found = {}
    for loss in report.losses:
        if loss.code != "CT001":
            found[loss.code] = found.get(loss.code, 0) + len(loss.places)
    codes = ", ".join(f"{code} {count}" for code, count in found.items())
    numbers = " | ".join(str(counts[fate]) for fate in Fate)
    return f"| {path.stem} | {steps} | {made} | {numbers} | {codes} |\n"


def table(folder: Path) -> str:
    """Return the whole table."""
    return HEAD + "".join(row(path) for path in sorted(folder.glob("*.json")))


def codes() -> str:
    """Return the table of all codes."""
    lines = [f"| {code} | {rule.fate} | {rule.why} |\n" for code, rule in sorted(RULES.items())]
    return "| code | fate | meaning |\n|---|---|---|\n" + "".join(lines)


def put(text: str, name: str, table: str) -> str:
    """Return a page with a table between its marks."""
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    before, rest = text.split(start)
    return f"{before}{start}\n\n{table}\n{end}{rest.split(end)[1]}"


def main() -> int:
    """Write or check the page."""
    folder = Path(next(word for word in sys.argv[1:] if not word.startswith("-")))
    text = PAGE.read_text("utf-8")
    new = put(put(text, "table", table(folder)), "codes", codes())
    if "--check" in sys.argv:
        return int(new != text)
    PAGE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
