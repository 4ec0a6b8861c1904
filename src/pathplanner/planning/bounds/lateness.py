"""Which steps could help a set of steps that is too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pathplanner.model.requirement import Requirement, steps_in
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Node, Placer
from pathplanner.planning.schedule.remaining import Blame, Days, Remaining
from pathplanner.planning.schedule.timing import NEVER

MANY = 20
"""With more ways than this to schedule a route, none of use, it is not asked why."""


def relief(
    problem: Problem,
    bounds: Bounds,
    partial: Partial,
    nodes: Sequence[Node] | None,
    day: int | None = None,
) -> set[str] | None:
    """Return the steps of which a set needs one to be in time, or None when it may be.

    Args:
        problem: The problem.
        bounds: What cannot be beaten, with the day by which the goal is to be reached.
        partial: The set.
        nodes: The decisions of which every schedule of it follows some; None if not known.
        day: The day by which the goal is to be reached, if not that of the bounds.
    """
    # What goes together with others may be late for these.
    if nodes is None or len(nodes) > MANY or problem.beside:
        return None
    placer = Placer(problem, [name for name in problem.tasks if name in partial.steps])
    remaining = Remaining.of(problem, placer.tasks)
    soonest = bounds.time.soonest(partial).finishes
    found: set[str] = set()
    for node in nodes:
        placed = placer.place(node)
        blames = remaining.blamed(node, *placed, day or bounds.time.day) if placed else ()
        offers = (_offers(blame, bounds.needs, soonest) - partial.steps for blame in blames)
        fewest = min(offers, key=len, default=None)
        if fewest is None:
            return None
        found |= fewest
    return found


def _offers(blame: Blame, needs: Mapping[str, Requirement], soonest: Days) -> set[str]:
    """Return the steps that could meet what must be met sooner or by something else."""
    sooner = {
        leaf
        for name, met in blame.sooner.items()
        for leaf in steps_in(needs[name])
        if soonest.get(leaf, NEVER) < met
    }
    return sooner.union(*(steps_in(needs[name]) for name in blame.otherwise))
