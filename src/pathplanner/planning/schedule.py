"""The earliest schedule of one route (planning rules 3 to 9).

Method: place every step as early as its requirement, age, intakes and breaks
allow. If on some day the steps under way ask for too many hours, or more has
been paid than was there, then in every schedule that holds one of the steps in
conflict must come later; try each (branch), always going on with the partial
schedule that could finish first (best first). Any two steps of a set that
cannot all overlap must be apart in some order, because spans of days that
overlap two by two all share a day. This is branch and bound on minimal
forbidden sets (Demeulemeester and Herroelen, 1992).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count

from attrs import evolve, frozen

from pathplanner.planning.conflicts import Conflicts
from pathplanner.planning.placing import Axis, Node, Placer, Schedule, Wait
from pathplanner.planning.problem import Problem
from pathplanner.planning.remaining import Remaining

LOOK, SCHEDULE = 2, 8
"""The effort of making a schedule, and of going on from it; looking at a set of steps is 1."""


TURNS = 6
"""How many ways to end a conflict are tried when nothing is looked at twice."""

Worth = Callable[[int], bool]
"""Tells whether a finish on a day is still of use."""


class Effort:
    """Counts what was tried and says when to stop (a limit keeps answers in time)."""

    def __init__(self, limit: int) -> None:
        self.left = limit

    def spend(self, effort: int) -> bool:
        """Take some; return False when none was left."""
        self.left -= effort
        return self.left >= 0


@frozen(eq=False)
class Outcome:
    """What came of scheduling a route.

    Attributes:
        schedule: The earliest schedule and among those the one of least cost; None when
            the route has none of use (or effort ran out).
        too_late: Where there is none, the decisions of which one must be followed, and each
            of which is too late by `Remaining.blamed`; None when that is not why.
    """

    schedule: Schedule | None
    too_late: Sequence[Node] | None = None


def best_schedule(
    problem: Problem,
    route: Sequence[str],
    waits: frozenset[Wait],
    least_cost: Axis,
    effort: Effort,
    worth: Worth,
) -> Outcome:
    """Return what is the best schedule of a route, or why there is none of use.

    Args:
        problem: The problem.
        route: Ids of its steps, in an order in which they can come.
        waits: The discounts it waits for.
        least_cost: No schedule of the route costs less; reaching it ends the search.
        effort: What may be tried.
        worth: Tells whether a finish on a day is still of use.
    """
    placer = Placer(problem, route)
    remaining = Remaining.of(problem, placer.tasks)
    conflicts = Conflicts(placer, remaining)
    too_late: list[Node] = []
    root = Node(later=waits)
    best = _search(placer, conflicts, remaining, root, least_cost, effort, worth, too_late)
    if best is None and effort.left < 0:
        return Outcome(_dive(placer, conflicts, remaining, root, worth))
    return Outcome(best, None if best or conflicts.purse else too_late)


def _search(
    placer: Placer,
    conflicts: Conflicts,
    remaining: Remaining,
    root: Node,
    least_cost: Axis,
    effort: Effort,
    worth: Worth,
    too_late: list[Node],
) -> Schedule | None:
    """Return the best schedule; the best so far, or None, when effort ran out.

    What is left aside as too late is added to `too_late`.
    """
    best: Schedule | None = None
    chosen = Node()
    tie = count()
    heap: list[tuple[int, int, int, Node, Schedule]] = []
    seen = set()

    def push(node: Node) -> None:
        if node.key in seen or not effort.spend(LOOK):
            return
        seen.add(node.key)
        made = placer.make(node)
        if made is not None and (best is None or made.finish <= best.finish):
            bound = max(made.finish, remaining.least_finish(node, made.starts, made.finishes))
            if worth(bound):
                if effort.spend(SCHEDULE):
                    heappush(heap, (bound, -len(node.later), next(tie), node, made))
                return
        too_late.append(node)

    push(root)
    while heap:
        bound, _, _, node, made = heappop(heap)
        if best and (bound > best.finish or best.price <= least_cost or not conflicts.repeats):
            break
        children = conflicts.first(node, made)
        if children is None:
            if best is None or (made.finish, made.price) < (best.finish, best.price):
                best, chosen = made, node
            children = conflicts.cheaper(node, made)
        for child in children:
            push(child)
    return None if best is None else _tighten(placer, conflicts, chosen, best)


def _dive(
    placer: Placer, conflicts: Conflicts, remaining: Remaining, node: Node, worth: Worth
) -> Schedule | None:
    """Return a schedule that holds, found without looking back, or None.

    Why: a person whom the search leaves without a plan is better served by one that is
    good than by none. Each turn ends a conflict in the way that finishes first.
    """

    def bound(node: Node, made: Schedule) -> int:
        return max(made.finish, remaining.least_finish(node, made.starts, made.finishes))

    made = placer.make(node)
    while made is not None:
        children = conflicts.first(node, made)
        if children is None:
            return made if worth(made.finish) else None
        # The last ones pay latest, which moves the least.
        tried = [(child, placer.make(child)) for child in children[-TURNS:]]
        good = [
            (bound(child, found), turn, child, found)
            for turn, (child, found) in enumerate(tried)
            if found is not None
        ]
        if not good:
            return None
        _, _, node, made = min(good, key=lambda item: item[:2])
    return None


def _tighten(placer: Placer, conflicts: Conflicts, node: Node, best: Schedule) -> Schedule:
    """Let steps start as early as they can where neither finish nor cost is at stake."""
    for name in list(node.releases):
        freer = evolve(node, releases={n: d for n, d in node.releases.items() if n != name})
        made = placer.make(freer)
        if (
            made is not None
            and (made.finish, made.price) == (best.finish, best.price)
            and conflicts.first(freer, made) is None
        ):
            node, best = freer, made
    return best
