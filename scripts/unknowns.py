"""Measure how many steps of real plans have a price, length or hours that nobody knows.

    python scripts/unknowns.py [--most SHARE] [PATHWAY ...]

For each goal of the named pathways (all bundled ones when none is named), three preferences
and four learners, the plan is made. A step that the plan chose is *open* when one of its
prices, its length or its study hours is unknown and not estimated either. Printed are the
share of open steps per pathway, and each open fact with how many plans hold it. With
`--most` the exit status is 1 when a share is above it, such as 0.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from attrs import evolve, frozen

from pathplanner import Learner, Pathway, bundled_pathways, load_pathway, plan
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.step import Kind, Step

PREFERENCES = ("fastest", "cheapest", "balanced")
START = "2027-01-04"
LEARNERS = {
    "begins with nothing": Learner(start=START, hours_per_week=10),
    "has a diploma": Learner(start=START, hours_per_week=10, holds=("high-school-diploma",)),
    "works and saves, in Ohio": Learner(
        start=START,
        hours_per_week=20,
        holds=("high-school-diploma",),
        savings=1500,
        monthly=120,
        state="US-OH",
    ),
    "has time, in Texas": Learner(
        start=START, hours_per_week=40, holds=("high-school-diploma",), state="US-TX"
    ),
}
"""Four people who are not alike."""


@frozen
class Measured:
    """What was found in the plans of one pathway.

    Attributes:
        asked: How many plans were asked for.
        plans: How many of them found a way.
        steps: How many steps they hold.
        open: How many of these have something unknown.
        facts: For each open fact, as `STEP.costs.KIND`, how many plans hold it.
    """

    asked: int
    plans: int
    steps: int
    open: int
    facts: Counter[str]

    @property
    def share(self) -> float:
        """The share of steps with something unknown, from 0 to 1."""
        return self.open / self.steps if self.steps else 0.0


def open_facts(step: Step) -> Iterator[str]:
    """Yield the path of each price, length and hours of a step that is unknown."""
    for cost in step.costs:
        if cost.amount is UNKNOWN:
            yield f"{step.id}.costs.{cost.kind.value}"
    if step.dues and step.dues.amount is UNKNOWN:
        yield f"{step.id}.dues"
    if step.duration is UNKNOWN:
        yield f"{step.id}.duration"
    # A course that says nothing of its hours asks for some all the same.
    asks = step.kind in (Kind.COURSE, Kind.PROGRAM)
    if step.study_hours is UNKNOWN or (asks and step.study_hours is None):
        yield f"{step.id}.study_hours"


def measure(pathway: Pathway) -> Measured:
    """Make all plans of a pathway and count."""
    asked = plans = steps = opened = 0
    facts: Counter[str] = Counter()
    learners = [
        evolve(one, holds=[held for held in one.holds if held.step in pathway])
        for one in LEARNERS.values()
    ]
    for goal in pathway.destinations:
        for prefer in PREFERENCES:
            for learner in learners:
                made = plan(pathway, learner, goal, prefer)
                asked, plans = asked + 1, plans + (made.finish is not None)
                for one in made.steps:
                    found = tuple(open_facts(pathway.by_id[one.id]))
                    steps, opened = steps + 1, opened + bool(found)
                    facts.update(found)
    return Measured(asked, plans, steps, opened, facts)


def told(name: str, found: Measured) -> str:
    """Return what was found as lines."""
    head = f"{name}: {found.open} of {found.steps} steps in {found.plans} of {found.asked} plans"
    lines = [f"  {count:4}  {fact}\n" for fact, count in found.facts.most_common()]
    return f"{head} ({found.share:.0%})\n{''.join(lines)}"


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pathways", nargs="*", metavar="PATHWAY")
    parser.add_argument("--most", type=float, default=1, metavar="SHARE")
    asked = parser.parse_args()
    worst = 0.0
    for name in asked.pathways or bundled_pathways():
        found = measure(load_pathway(name))
        worst = max(worst, found.share)
        sys.stdout.write(told(name, found))
    return int(worst > asked.most)


if __name__ == "__main__":
    sys.exit(main())
