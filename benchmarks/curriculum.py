"""How fast is a whole curriculum planned, with co-requisites, credits and terms?

Run as `PYTHONPATH=src python benchmarks/curriculum.py FILE` on a CSV of Curricular Analytics, such
as `test/big_unsatisfiable_curric.csv` of its public repository (51 courses). It needs OR-Tools,
which is in the dependency group `test`. Both get two terms a year and so many credits a term;
CP-SAT only says in how many terms all courses fit, plan() gives the whole plan.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click
from attrs import evolve

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

from test_terms import fewest_terms  # noqa: E402

import pathplanner as pp  # noqa: E402
from pathplanner.formats.curricula import read_curriculum  # noqa: E402

HOURS_OF_A_CREDIT = 3
"""Hours a week for fifteen weeks, as plans count a credit of which no source tells hours."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--runs", default=3, show_default=True, help="Of so many the fastest counts.")
def main(file: Path, runs: int) -> None:
    """Measure and print one table."""
    told, _ = read_curriculum(file.read_bytes(), file.name)
    days = {"spring": pp.model.MonthDay(1, 11), "fall": pp.model.MonthDay(8, 24)}
    both = pp.model.Intakes(terms=list(days))
    steps = [evolve(one, intakes=both) if one.kind == "course" else one for one in told.steps]
    terms = [pp.model.Term(name, day) for name, day in days.items()]
    first = [date(2027 + half // 2, *((8, 24) if half % 2 else (1, 11))) for half in range(60)]
    print("credits  hours   terms  CP-SAT's  plan() s  CP-SAT s  proved, holds")
    for most, hours in ((20, 120), (18, 120), (16, 120), (15, 120), (20, 60), (20, 45), (20, 40)):
        pathway = evolve(told, steps=steps, terms=terms, credits_per_term=most)
        took, plan = min(
            (_timed(pathway, pp.Learner("2027-01-04", hours_per_week=hours)) for _ in range(runs)),
            key=lambda pair: pair[0],
        )
        start = time.process_time()
        fewest = fewest_terms(
            evolve(pathway, credits_per_term=min(most, hours // HOURS_OF_A_CREDIT))
        )
        theirs = time.process_time() - start
        number = first.index(max(step.start for step in plan.steps if step.kind == "course")) + 1
        holds = not pp.verify(plan, pathway)
        print(
            f"{most:7} {hours:6} {number:7} {fewest:9} {took:9.2f} {theirs:9.2f}  "
            f"{plan.status == 'optimal'}, {holds}"
        )


def _timed(pathway: pp.Pathway, learner: pp.Learner) -> tuple[float, pp.Plan]:
    start = time.process_time()
    plan = pp.plan(pathway, learner)
    return time.process_time() - start, plan


if __name__ == "__main__":
    main()
