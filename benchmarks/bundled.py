"""How long plan() takes for the 48 bundled questions, and what it adds to ask what to ask.

Run as `PYTHONPATH=src python benchmarks/bundled.py`. CPU milliseconds, the medians of some
runs, and function calls, which are the same on a busy machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from pstats import Stats
from statistics import median
from time import process_time
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from planning import BUNDLED, LEARNERS  # noqa: E402

from pathplanner import load_pathway, plan  # noqa: E402

WORST = 5


def took(work: Callable[[], Any]) -> float:
    """Return the CPU milliseconds of some work."""
    begun = process_time()
    work()
    return (process_time() - begun) * 1000


def calls_of(work: Callable[[], Any]) -> int:
    """Return how many functions are called."""
    profile = Profile()
    profile.runcall(work)
    return int(Stats(profile).total_calls)  # type: ignore[attr-defined]


@click.command()
@click.option("--repeat", default=3, show_default=True, help="Runs of each question.")
def main(repeat: int) -> None:
    """Measure and print."""
    pathway = load_pathway(BUNDLED)
    assert not pathway.faults
    cases = [(who, goal) for who in LEARNERS for goal in pathway.destinations]
    rows = {}
    for asks in (False, True):
        for who, goal in cases:

            def work(who: str = who, goal: str = goal, *, asks: bool = asks) -> object:
                return plan(pathway, LEARNERS[who], goal, questions=asks)

            rows[asks, who, goal] = median(took(work) for _ in range(repeat)), calls_of(work)
    for asks in (False, True):
        times = {case: rows[asks, *case][0] for case in cases}
        calls = sum(rows[asks, *case][1] for case in cases)
        print(f"{'with questions' if asks else 'plan()':16}{sum(times.values()):8.0f} ms in all")
        print(f"{'':16}{max(times.values()):8.0f} ms at worst, {calls / 1e6:.2f} million calls")
        for case in sorted(times, key=times.__getitem__, reverse=True)[:WORST]:
            print(f"{'':16}{times[case]:8.1f} ms {', '.join(case)}")


if __name__ == "__main__":
    main()
