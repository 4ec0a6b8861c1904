"""A schedule made at once: whatever can start first starts first, the most urgent before others.

Steps that take all the weekly hours can follow each other in very many orders that are all as
good. Where the schedule made here ends on the first day on which any can, no order is searched
for. Steps are urgent by what must come after them (Schrage's rule, 1971); where money comes in over
time, the cheapest step comes first, since it waits least.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping
from fractions import Fraction

from pathplanner.model.quantity import UNKNOWN
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.money.renewals import best_price
from pathplanner.planning.problem.problem import Task, cents
from pathplanner.planning.schedule.placing import Node, Placer, ready_on
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.schedule.when_met import begun_key

SMALL = 1e-9
"""Hours that make no difference."""


def greedy_decisions(
    placer: Placer, root: Node, tails: Mapping[str, int], purse: Purse | None
) -> Node | None:
    """Return decisions that put all steps of a route in order, or None when one never can start.

    Whether there is money enough is guessed, without funding, and hours are added up in
    floating point; it is for the caller to see that the schedule holds.

    Args:
        placer: Places the steps.
        root: What is decided already.
        tails: How urgent each step is, such as by the least days from its finish to the goal.
        purse: The learner's money, where it matters when it is there.
    """
    row = _Row(placer, root, purse)
    # Of steps that go together the first stands for all.
    others = {name for name, group in placer.pairs.group.items() if not group}
    tails = {**tails, **{n: max(tails[m] for m in g) for n, g in placer.pairs.group.items() if g}}
    waiting = {task.id: task for task in placer.tasks if task.id not in others}
    while waiting:
        best: tuple[int, int, int] | None = None
        chosen = None
        for place, task in enumerate(waiting.values()):
            if purse is not None:
                rank = row.price(task), -tails[task.id], place
                is_ready = row.ready(task) < NEVER
            else:
                rank = row.start(task, best[0] if best else NEVER), -tails[task.id], place
                is_ready = rank[0] < NEVER
            if is_ready and (best is None or rank < best):
                best, chosen = rank, task
        if best is None or chosen is None:
            return None
        if group := placer.pairs.group.get(chosen.id):
            if not row.put_together(group):
                return None
            del waiting[chosen.id]
            continue
        start = best[0] if purse is None else row.start(chosen, NEVER)
        if start >= NEVER or not row.put(chosen, start):
            return None
        del waiting[chosen.id]
    return Node(root.later, {**root.releases, **row.releases})


class _Row:
    """The steps that are placed, and when others could start.

    Attributes:
        done: The day on which each step is done.
        releases: The days before which steps don't start, where nothing else says so.
        taken: The finish, start and weekly hours of each study step, by finish.
        spent: What is paid for the steps.
    """

    def __init__(self, placer: Placer, root: Node, purse: Purse | None) -> None:
        self.placer = placer
        self.problem = placer.problem
        self.root = root
        self.purse = purse
        self.weekly = float(placer.problem.week.study) + SMALL
        self.done = dict(self.problem.met_since)
        for task in placer.pairs.begun:
            finish = max(task.pace.finish(task.begun or 0), self.problem.start)
            self.done |= {task.id: finish, begun_key(task.id): task.begun or 0}
        self.releases: dict[str, int] = {}
        self.taken: list[tuple[int, int, float]] = []
        self.spent = 0
        self.credits: dict[int, Fraction] = {}
        self.waits: dict[str, list[str]] = {}
        for first, then in root.later:
            self.waits.setdefault(then, []).append(first)
        # A step does not fit in sooner when more are placed.
        self._fits: dict[str, int] = {}

    def ready(self, task: Task) -> int:
        """Return the first day on which a step can start if hours were no matter."""
        if task.begun is not None:
            return task.begun
        before = [self.done.get(name, NEVER) for name in self.waits.get(task.id, ())]
        ready = ready_on(self.problem, task, self.done)
        return max(ready, self.root.releases.get(task.id, 0), *before)

    def start(self, task: Task, latest: int) -> int:
        """Return the first day on which a step could start; NEVER when that is after a day."""
        if group := self.placer.pairs.group.get(task.id):
            days = self._together(group, latest)
            return days[task.id] if days is not None else NEVER
        ready = self.ready(task)
        if ready > latest or ready >= NEVER or task.begun is not None:
            return ready if ready <= latest else NEVER
        start = self._first(task, max(ready, self._fits.get(task.id, 0)), latest)
        if self.purse is not None and start <= latest and (price := self.price(task)):
            enough = self.purse.enough_on(self.spent + price)
            start = start if enough <= start else self._first(task, enough, latest)
        return start

    def put(self, task: Task, start: int) -> bool:
        """Place a step; tell whether it can be done."""
        finish = max(task.pace.finish(start), self.problem.start)
        if finish >= NEVER:
            return False
        if start > self.ready(task):
            self.releases[task.id] = start
        if task.pace.shared and finish > start:
            insort(self.taken, (finish, start, float(task.pace.load(start))))
        if self.purse is not None:
            self.spent += self.price(task)
        if terms := self.problem.terms:
            number, count = terms.number(start), terms.credits.get(task.id, Fraction(0))
            self.credits[number] = self.credits.get(number, Fraction(0)) + count
        self.done[task.id] = finish
        if task.id in self.problem.beside:
            self.done[begun_key(task.id)] = start
        return True

    def put_together(self, group: Mapping[str, Task]) -> bool:
        """Place steps whose days hang on each other; tell whether they can be done."""
        days = self._together(group, NEVER)
        if days is None:
            return False
        soonest = {name: self.ready(task) for name, task in group.items()}
        for name, task in group.items():
            if not self.put(task, days[name]):
                return False
            if days[name] > soonest[name]:
                self.releases[name] = days[name]
        return True

    def _together(self, group: Mapping[str, Task], latest: int) -> dict[str, int] | None:
        """Return the first days on which steps that go together fit in; None when too late."""
        days, kept = dict.fromkeys(group, 0), dict(self.done)
        joined, placer = self.placer.pairs.joined, self.placer
        price = sum(map(self.price, group.values())) if self.purse is not None else 0
        enough = self.purse.enough_on(self.spent + price) if self.purse is not None and price else 0
        self.done |= {**days, **{begun_key(name): 0 for name in group}}
        moved = True
        while moved and max(days.values()) < NEVER:
            moved = False
            for name, task in group.items():
                beside = [days[other] for other in joined[name]]
                day = max([days[name], self.ready(task), enough, *beside])
                start = task.start_from(day) if day < NEVER else NEVER
                if start == days[name]:
                    start = self._beside(group, days, name)
                if start > min(latest, placer.problem.last):
                    start = NEVER
                if start > days[name]:
                    moved, days[name] = True, start
                    self.done[begun_key(name)] = start
                    self.done[name] = task.pace.finish(start) if start < NEVER else NEVER
        self.done = kept
        return days if max(days.values()) < NEVER else None

    def _beside(self, group: Mapping[str, Task], days: Mapping[str, int], name: str) -> int:
        """Return a day before which a step does not fit beside what is placed and its group."""
        task, start = group[name], days[name]
        if terms := self.problem.terms:
            before = list(group)[: list(group).index(name)]
            near = [n for n in before if terms.number(days[n]) == terms.number(start)]
            beside = sum((terms.credits.get(n, Fraction(0)) for n in near), Fraction(0))
            if full := self._full(name, start, beside):
                return full
        if not task.pace.hours:
            return start
        kept = self.taken
        others = [(other, group[other]) for other in group if other != name]
        self.taken = sorted(
            [
                *kept,
                *(
                    (one.pace.finish(days[other]), days[other], float(one.pace.load(days[other])))
                    for other, one in others
                    if one.pace.hours and days[other] <= start
                ),
            ]
        )
        later = self._hindered(task, start)
        self.taken = kept
        return max(start, later)

    def price(self, task: Task) -> int:
        """Return what is paid for a step, with the discounts of those placed before it."""
        if task.begun is not None:
            return 0
        costs = task.step.costs
        found = [best_price(cost.amount, cost.discounts, self.done, NEVER - 1)[0] for cost in costs]
        if task.step.dues is not None:
            found.append(task.step.dues.amount)
        return sum(cents(price.likely) for price in found if price is not UNKNOWN)

    def _first(self, task: Task, day: int, latest: int) -> int:
        """Return the first day from `day` on from which a step fits in, or NEVER."""
        while day <= latest and day < NEVER:
            start = task.start_from(day)
            later = self._hindered(task, start) if start < NEVER and task.pace.shared else 0
            later = later or self._full(task.id, start, 0)
            if not later:
                if task.pace.shared:
                    self._fits[task.id] = start
                return start
            self._fits[task.id] = day = later
        return NEVER

    def _full(self, name: str, start: int, beside: Fraction | int) -> int:
        """Return the first day of the next term where a step has too many credits, or 0.

        Args:
            name: The step.
            start: The day on which it starts.
            beside: The credits of others that are not placed yet.
        """
        terms = self.problem.terms
        if terms is None or name not in terms.credits or start >= NEVER:
            return 0
        number = terms.number(start)
        have = self.credits.get(number, 0) + beside + terms.credits[name]
        return terms.next_start(number) if number >= 0 and have > terms.most else 0

    def _hindered(self, task: Task, start: int) -> int:
        """Return the day on which something ends that leaves a step too few hours, or 0."""
        finish, room = task.pace.finish(start), self.weekly - float(task.pace.load(start))
        first = bisect_right(self.taken, (start, NEVER, 0.0))
        beside = [item for item in self.taken[first:] if item[1] < finish]
        if sum([item[2] for item in beside]) <= room:
            return 0
        for day in sorted({start, *(item[1] for item in beside if item[1] > start)}):
            here = [item for item in beside if item[1] <= day < item[0]]
            if sum([item[2] for item in here]) > room:
                return here[0][0]
        return 0
