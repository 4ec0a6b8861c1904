"""Make many plans in one process, and tell whether it grows or gets slower.

Run as `python scripts/soak.py`, or with `--plans 1000`. Each plan is for another person, on one of
the bundled pathways or a small file, and every twentieth is printed and read back. For each tenth
of the plans it tells the CPU time of one and the memory that is in use then; at the end whether
the last tenth is slower, or the process larger, than after the second, in which all is warm. It
ends with status 1 when it is slower by a fifth or larger by 20 MB.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import click

import pathplanner as pp

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.cli.running import SMALL  # noqa: E402

START = date(2027, 1, 4)
GOALS = (
    ("truck-driver-cdl-a", "cdl-class-a"),
    ("pharmacy-technician", ""),
    ("small", ""),
    ("small", "job"),
)
"""Pathways with goals that are soon planned; an empty one is the first of the pathway."""


def in_use() -> float:
    """Return the megabytes that the process has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def make(number: int, pathways: Sequence[tuple[pp.Pathway, str]]) -> None:
    """Make the plan of one person, and print some."""
    pathway, goal = pathways[number % len(pathways)]
    start, hours = START + timedelta(number % 700), 4 + number * 7 % 37
    who = pp.Learner(start, f"Person {number}", hours, savings=number * 13 % 5000)
    made = pp.plan(pathway, who, goal or None)
    if number % 20 == 0:
        pp.render(made, "checklist")
        if pp.read_plan(pp.plan_to_json(made)) != made:
            raise AssertionError(f"plan {number} is not what was written")


@click.command()
@click.option("--plans", default=10_000, show_default=True)
def main(plans: int) -> None:
    """Make many plans, and tell what each tenth of them took."""
    known = {name: pp.load_pathway(name) for name, _ in GOALS if name != "small"}
    known["small"] = pp.read_pathway(SMALL)
    pathways = [(known[name], goal) for name, goal in GOALS]
    told: list[tuple[float, float]] = []
    for tenth in range(10):
        begun = time.process_time()
        numbers = range(tenth * plans // 10, (tenth + 1) * plans // 10)
        for number in numbers:
            make(number, pathways)
        each = (time.process_time() - begun) / len(numbers)
        gc.collect()
        told.append((each, in_use()))
        click.echo(f"{numbers.stop:>7} plans: {each * 1000:.2f} ms each, {told[-1][1]:.1f} MB")
    (then, small), (now, large) = told[1], told[-1]
    click.echo(
        f"time: {now / then - 1:+.0%}, memory: {large - small:+.1f} MB since the second tenth"
    )
    sys.exit(now > 1.2 * then or large > small + 20)


if __name__ == "__main__":
    main()
