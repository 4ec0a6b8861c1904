"""Which steps could help a set of steps that is too late."""

from __future__ import annotations

from collections.abc import Sequence

from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.placing import Node
from pathplanner.planning.schedule.remaining import Blame, Days
from pathplanner.planning.schedule.timing import NEVER

MANY = 20
"""With more ways than this to schedule a route, none of use, it is not asked why."""


def relief(
    conflicts: Conflicts,
    bounds: Bounds,
    partial: Partial,
    nodes: Sequence[Node] | None,
    day: int | None = None,
) -> set[str] | None:
    """Return the steps of which a set needs one to be in time, or None when it may be.

    Args:
        conflicts: Those of the set.
        bounds: What cannot be beaten, with the day by which the goal is to be reached.
        partial: The set.
        nodes: The decisions of which every schedule of it follows some; None if not known.
        day: The day by which the goal is to be reached, if not that of the bounds.
    """
    placer, remaining = conflicts.placer, conflicts.remaining
    if nodes is None or len(nodes) > MANY:
        return None
    # What goes on with work, goes together with others, or is put off so that it does not run
    # out, is late for other reasons.
    if placer.working or placer.problem.beside or placer.windows is not None:
        return None
    soonest = bounds.time.soonest(partial).finishes
    found: set[str] = set()
    for node in nodes:
        placed = placer.place(node)
        blames = remaining.blamed(node, *placed, day or bounds.time.day) if placed else ()
        offers = (_offers(blame, bounds, soonest) - partial.steps for blame in blames)
        fewest = min(offers, key=len, default=None)
        if fewest is None:
            return None
        found |= fewest
    return found


def _offers(blame: Blame, bounds: Bounds, soonest: Days) -> frozenset[str]:
    """Return the steps that could meet what must be met sooner or by something else."""
    sooner = {
        leaf
        for name, met in blame.sooner.items()
        for leaf in bounds.named((name,))
        if soonest.get(leaf, NEVER) < met
    }
    return bounds.named(blame.otherwise) | sooner
