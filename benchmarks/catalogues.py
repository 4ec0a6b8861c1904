"""How fast are catalogues planned, of which levels ask for k of n, next to CP-SAT?

Run as `PYTHONPATH=src python benchmarks/catalogues.py --cases 200`. It needs OR-Tools, which
is in the dependency group `test`. Both get the same question in one process: the best plan for
one preference. CP-SAT's time is that to build and solve `tests/planning/cpsat.py`; loading
OR-Tools is not counted. The planner's is that from pathway and learner to the plan that is
best, without what `plan()` says about it.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from statistics import median

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "planning")]

import catalog_cases  # noqa: E402
import cpsat_parts  # noqa: E402
from comparing_catalogs import PREFERENCES, ask_cpsat, ask_planner  # noqa: E402


@click.command()
@click.option("--cases", default=200, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--wish", "wishes", multiple=True, default=PREFERENCES[:2], show_default=True)
@click.option("--full", is_flag=True, help="With savings, discounts, intakes, breaks, funding.")
@click.option("--limit", default=60.0, show_default=True, help="Seconds for a CP-SAT solve.")
def main(cases: int, seed: int, wishes: tuple[str, ...], limit: float, *, full: bool) -> None:
    """Measure and print one table."""
    kind = ", with money and dates on top" if full else ""
    print(f"{cases} catalogues{kind}; CPU seconds, in one run")
    print(f"{'':10} {'planner':>28} {'CP-SAT':>28} {'planner / CP-SAT':>18}   proved, equal")
    for wish in wishes:
        ours, theirs, ratios, proved, same, asked = [], [], [], 0, 0, 0
        for number in range(seed, seed + cases):
            question = catalog_cases.make(number, wish, full=full)
            mine, is_proved, took = ask_planner(question)
            ours.append(took)
            proved += is_proved
            try:
                exact, needed = ask_cpsat(question, limit)
            except cpsat_parts.NotProvedError:
                continue
            asked += 1
            same += mine == exact
            theirs.append(needed)
            ratios.append(took / needed)
        print(
            f"{wish:10} {spread(ours):>28} {spread(theirs):>28} "
            f"{median(ratios):8.2f}, {max(ratios):8.2f}   {proved}, {same} of {asked}",
            flush=True,
        )
    print(f"columns: median, worst. Peak memory: {peak():.0f} MB with OR-Tools")


def spread(seconds: list[float]) -> str:
    """Return the median and the worst as text."""
    return f"{median(seconds):.4f}, {max(seconds):.3f}"


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
