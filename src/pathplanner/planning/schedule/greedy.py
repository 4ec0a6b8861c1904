"""A schedule made at once: whatever can start first starts first, the most urgent before others.

Steps that take all the weekly hours can follow each other in very many orders that are all as
good. Where the schedule made here ends on the first day on which any can, no order is searched
for. Steps are urgent by what must come after them (Schrage's rule, 1971).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from fractions import Fraction

from pathplanner.model.quantity import UNKNOWN
from pathplanner.planning.money.bills import best_price
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import Task, cents
from pathplanner.planning.schedule.placing import Node, Placer, ready_on
from pathplanner.planning.schedule.timing import NEVER


def greedy(
    placer: Placer, root: Node, tails: Mapping[str, int], purse: Purse | None
) -> Node | None:
    """Return decisions that put all steps of a route in order, or None when one never can start.

    Whether there is money enough is guessed, without funding; it is for the caller to see.

    Args:
        placer: Places the steps.
        root: What is decided already.
        tails: The least days from each step's finish to the goal.
        purse: The learner's money, where it matters when it is there.
    """
    done = dict(placer.problem.met_since)
    busy = _Busy(placer)
    waits: dict[str, list[str]] = {}
    for first, then in root.later:
        waits.setdefault(then, []).append(first)
    waiting = {task.id: task for task in placer.tasks}
    releases: dict[str, int] = {}
    spent = 0
    known: dict[str, tuple[int, int]] = {}
    while waiting:
        best: tuple[int, int, int] | None = None
        for place, (name, task) in enumerate(waiting.items()):
            soonest = max(
                [root.releases.get(name, 0), *(done.get(w, NEVER) for w in waits.get(name, ()))]
            )
            ready = (
                task.begun
                if task.begun is not None
                else max(ready_on(placer.problem, task, done), soonest)
            )
            if ready >= NEVER or (best and ready > best[0]):
                continue
            start = ready if task.begun is not None else busy.first(task, ready)
            if purse is not None and start < NEVER and (price := _price(task, done, start)):
                enough = purse.enough_on(spent + price)
                if enough > start:
                    start = busy.first(task, enough) if enough < NEVER else NEVER
            rank = (start, -tails[name], place)
            if start < NEVER and (best is None or rank < best):
                best, chosen, natural = rank, task, ready
        if best is None:
            return None
        name, start = chosen.id, best[0]
        finish = max(chosen.pace.finish(start), placer.problem.start)
        if finish >= NEVER:
            return None
        if start > natural:
            releases[name] = start
        busy.add(chosen, start, finish)
        if purse is not None:
            spent += _price(chosen, done, start)
        done[name] = finish
        del waiting[name]
    return Node(root.later, {**root.releases, **releases})


def _price(task: Task, done: Mapping[str, int], on: int) -> int:
    if task.begun is not None:
        return 0
    found = [best_price(cost.amount, cost.discounts, done, on)[0] for cost in task.step.costs]
    if task.step.dues is not None:
        found.append(task.step.dues.amount)
    return sum(cents(price.likely) for price in found if price is not UNKNOWN)


class _Busy:
    """The weekly hours that are taken, day by day."""

    def __init__(self, placer: Placer) -> None:
        self.weekly = placer.weekly
        self.taken: list[tuple[int, int, Fraction]] = []
        """Finish, start and hours of each study step, by finish."""

    def add(self, task: Task, start: int, finish: int) -> None:
        """Take the hours of a step."""
        load = task.pace.load(start)
        if load and finish > start:
            insort(self.taken, (finish, start, load))

    def first(self, task: Task, day: int) -> int:
        """Return the first day from `day` on from which a step fits in all the way, or NEVER."""
        while day < NEVER:
            start = task.pace.start(day, task.doors)
            if start >= NEVER or not task.pace.hours:
                return start
            later = self._hindered(task, start)
            if not later:
                return start
            day = later
        return NEVER

    def _hindered(self, task: Task, start: int) -> int:
        """Return the day on which something ends that leaves a step too few hours, or 0."""
        finish, load = task.pace.finish(start), task.pace.load(start)
        room = self.weekly - load
        beside = [item for item in self.taken if item[0] > start and item[1] < finish]
        if sum([item[2] for item in beside]) <= room:
            return 0
        for day in sorted({start, *(item[1] for item in beside if item[1] > start)}):
            here = [item for item in beside if item[1] <= day < item[0]]
            if sum([item[2] for item in here]) > room:
                return min([item[0] for item in here])
        return 0
