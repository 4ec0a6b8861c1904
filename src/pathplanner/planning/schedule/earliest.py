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
from itertools import product

from attrs import evolve, frozen

from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.greedy import greedy_decisions
from pathplanner.planning.schedule.placing import Axis, Node, Placer, Schedule, Wait
from pathplanner.planning.schedule.remaining import Remaining
from pathplanner.planning.schedule.row import Row, is_row
from pathplanner.planning.schedule.windows import Days

LOOK, SCHEDULE = 2, 8
"""The effort of making a schedule, and of going on from it; looking at a set of steps is 1."""

MANY = 100
"""Payments of a schedule beyond which each is effort of its own, as it is reckoned anew."""

TURNS = 6
"""How many ways to end a conflict are tried when nothing is looked at twice."""

LONG_ENOUGH = 200_000
"""How many payments are looked at, when nothing is looked at twice, before that ends, too."""

IN_ALL = 8
"""So many payments for each effort are looked at in this way for all routes of a search."""

Worth = Callable[[int], bool]
"""Tells whether a finish on a day is still of use."""


class Effort:
    """Counts what was tried and says when to stop (a limit keeps answers in time).

    Attributes:
        left: How much may still be tried.
        payments: How many payments may still be looked at without looking back.
    """

    def __init__(self, limit: int) -> None:
        self.left = limit
        self.payments = IN_ALL * limit

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
    is_best: bool = True
    """Whether the schedule is certainly the earliest, and not just one of use."""
    never: bool = False
    """Whether it has none of use however much it waits for discounts."""


def best_schedule(
    conflicts: Conflicts,
    waits: frozenset[Wait],
    least_cost: Axis,
    effort: Effort,
    worth: Worth,
    *,
    or_good: bool = True,
    hasty: bool = False,
) -> Outcome:
    """Return what is the best schedule of a route, or why there is none of use.

    Args:
        conflicts: Those of the route.
        waits: The discounts it waits for.
        least_cost: No schedule of the route costs less; reaching it ends the search.
        effort: What may be tried.
        worth: Tells whether a finish on a day is still of use.
        hasty: Whether any schedule of use will do that is found without a search, if the
            cost does not depend on its days.
        or_good: Whether one that is only good will do if effort runs out before any is found.
    """
    placer = conflicts.placer
    root = Node(later=waits)
    made = placer.make(root) if effort.left >= LOOK else None
    is_cheapest = made is not None and (made.price <= least_cost or not conflicts.repeats)
    # Without a conflict nothing is sooner.
    if made is not None and is_cheapest and conflicts.has_none(made):
        effort.spend(LOOK)
        is_of_use = worth(made.finish)
        too_late = None if is_of_use or conflicts.purse or placer.windows else [root]
        return Outcome(made if is_of_use else None, too_late, never=not is_of_use)
    remaining = conflicts.remaining
    tree = _Tree(placer, conflicts, remaining, effort, worth)
    best = tree.best(root, least_cost, hasty=hasty)
    if best is None and effort.left < 0 and or_good:
        return Outcome(_dive(placer, conflicts, remaining, root, worth, effort))
    never = best is None and (tree.is_sure or tree.is_late)
    is_why = tree.is_blamed and not (best or conflicts.purse or placer.windows)
    return Outcome(best, tree.too_late if is_why else None, is_best=tree.is_best, never=never)


class _Tree:
    """The partial schedules of a route, to go on from the one that could finish first."""

    def __init__(
        self,
        placer: Placer,
        conflicts: Conflicts,
        remaining: Remaining,
        effort: Effort,
        worth: Worth,
    ) -> None:
        self.placer = placer
        self.conflicts = conflicts
        self.remaining = remaining
        self.effort = effort
        self.worth = worth
        self.found: Schedule | None = None
        self.guess: Node | None = None
        self.is_sure = self.is_late = False
        self.is_best = True
        self.is_blamed = True
        self.weight = 0
        self.floor = remaining.paid_by() if conflicts.purse else 0
        self.too_late: list[Node] = []
        self.heap: list[tuple[int, int, int, Node, Schedule]] = []
        self.seen: set[object] = set()

    def best(self, root: Node, least_cost: Axis, *, hasty: bool = False) -> Schedule | None:
        """Return the best schedule; the best so far, or None, when effort ran out."""
        chosen = root
        self._push(root)
        self.is_late = not self.heap and self.effort.left >= 0
        while self.heap:
            bound, _, _, node, made = heappop(self.heap)
            best = self.found
            if best and (
                bound > best.finish
                or (
                    bound == best.finish
                    and (best.price <= least_cost or not self.conflicts.repeats)
                )
            ):
                break
            children = self.conflicts.first(node, made)
            if children and node is root:
                if self._without_search(root, made, bound, hasty=hasty):
                    # Each day was tried, and no decision was found that is too late.
                    self.is_blamed = False
                    return self.found
                best, chosen = self.found, self.guess or root
            if children == []:
                self.is_blamed = False
            if children is None:
                if best is None or (made.finish, made.price) < (best.finish, best.price):
                    self.found, chosen = made, node
                children = self._in_time(self.conflicts.cheaper(node, made))
            for child in children:
                self._push(child)
        best = self.found
        if chosen is self.guess:
            return best
        return None if best is None else _tighten(self.placer, self.conflicts, chosen, best)

    def _in_time(self, nodes: Sequence[Node]) -> list[Node]:
        """Return the nodes in which no step starts too late for the finish that was found."""
        last = self.found.finish if self.found else self.placer.problem.last
        after, _ = self.remaining.tails(Node())
        latest = {name: last - days - self.remaining.lengths[name] for name, days in after.items()}
        return [n for n in nodes if all(day <= latest[name] for name, day in n.releases.items())]

    def _without_search(self, root: Node, made: Schedule, bound: int, *, hasty: bool) -> bool:
        """Tell whether there is a schedule that will do, or none for certain, without the tree."""
        self._at_once(root, bound)
        if self.conflicts.repeats:
            return False
        if self.found and (hasty or self.found.finish == bound):
            self.is_best = self.found.finish == bound
            return True
        purse = self.conflicts.purse
        is_plain = purse is None or purse.is_plain
        if is_plain and is_row(self.placer, self.conflicts.apart):
            self._in_a_row(root, made, bound, hasty=hasty)
            self.is_best = self.is_sure or not hasty
        return self.is_sure or (hasty and self.found is not None)

    def _at_once(self, root: Node, bound: int) -> None:
        """Look for a schedule that is of use by placing what can start first."""
        tails, _ = self.remaining.tails(root)
        purses = (self.conflicts.purse, None) if self.conflicts.purse else (None,)
        terms = self.placer.problem.terms
        ways = [tails, *terms.urgencies(tails, self.remaining.pairs)] if terms else [tails]
        for urgent, purse in product(ways, purses):
            node = greedy_decisions(self.placer, root, urgent, purse)
            made = self.placer.make(node) if node is not None and self.effort.spend(LOOK) else None
            if node is None or made is None or not self.worth(made.finish):
                continue
            if self.conflicts.first(node, made) is None:
                if self.found is None or made.finish < self.found.finish:
                    self.found, self.guess = made, node
                if terms is None or made.finish <= bound:
                    return
        if terms is not None and self.found is not None:
            # Where terms fill up, ending one conflict after another may be better still.
            found = _dive(
                self.placer, self.conflicts, self.remaining, root, self.worth, self.effort
            )
            if found is not None and found.finish < self.found.finish:
                self.found = found

    def _in_a_row(self, root: Node, first: Schedule, bound: int, *, hasty: bool) -> None:
        """Look for ever better schedules of steps that follow one another in a row."""
        row = Row(self.placer, self.remaining, root, self.conflicts.purse, first)
        low, high = bound, self.placer.problem.last
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.worth(middle) else (low, middle - 1)
        last = low if self.found is None else self.found.finish - 1
        while last >= bound:
            node, self.is_sure = row.find(last, lambda: self.effort.spend(LOOK))
            made = self.placer.make(Node(root.later, node.releases)) if node is not None else None
            if node is None or made is None or made.finish > last:
                return
            if self.conflicts.first(node, made) is not None:
                return
            self.found, self.guess = made, node
            if hasty:
                return
            last = made.finish - 1
        self.is_sure = True

    def _push(self, node: Node) -> None:
        if node.key in self.seen or not self.effort.spend(LOOK + self.weight):
            return
        self.seen.add(node.key)

        def is_soon(starts: Days, finishes: Days) -> bool:
            return self.worth(self.remaining.least_finish(node, starts, finishes))

        made = self.placer.make(node, is_soon)
        if made is not None:
            self.weight = max(0, len(made.bills) - MANY)
        if made is not None and (self.found is None or made.finish <= self.found.finish):
            last = self.remaining.least_finish(node, made.starts, made.finishes)
            bound = max(made.finish, last, self.floor)
            if self.worth(bound):
                if self.effort.spend(SCHEDULE):
                    item = (bound, -len(node.later), len(self.seen), node, made)
                    heappush(self.heap, item)
                return
        self.too_late.append(node)


def _dive(
    placer: Placer,
    conflicts: Conflicts,
    remaining: Remaining,
    node: Node,
    worth: Worth,
    effort: Effort,
) -> Schedule | None:
    """Return a schedule that holds, found without looking back, or None.

    Why: a person whom the search leaves without a plan is better served by one that is
    good than by none. Each turn ends a conflict in the way that finishes first.
    """

    def bound(node: Node, made: Schedule) -> int:
        return max(made.finish, remaining.least_finish(node, made.starts, made.finishes))

    made, last = placer.make(node), max(0, effort.payments - LONG_ENOUGH)
    while made is not None and effort.payments > last:
        effort.payments -= TURNS * (1 + len(made.bills))
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
