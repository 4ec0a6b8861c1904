"""By how many days each step may slip before the plan's finish does, and what is put off."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import ceil, floor

from pathplanner.model.price import CostKind
from pathplanner.model.step import Kind
from pathplanner.planning.money.bills import bills_of, unknown_prices
from pathplanner.planning.money.funding import share_out
from pathplanner.planning.problem.problem import Problem, Task
from pathplanner.planning.schedule.conflicts import never_together
from pathplanner.planning.schedule.placing import Node, Placer, Schedule, ready_on
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.schedule.windows import is_in_time
from pathplanner.planning.schedule.working import done_days


def slacks(problem: Problem, made: Schedule) -> dict[str, int]:
    """Return the slack of each step in days.

    The order of study steps that cannot run side by side is kept as planned, and so
    is each purchase that waits for a discount. Nothing may run out, and what is done before the
    step is done when it is planned.
    """
    placer = Placer(problem, [name for name in problem.tasks if name in made.starts])
    work = placer.working.decided(made.starts, made.finishes) if placer.working else frozenset()
    # Credits may be full in other terms, so what has any stays in its own.
    terms = problem.terms
    counted = terms.credits if terms is not None else {}
    days = {name: made.starts[name] for name in counted if name in made.starts}
    kept = Node(later=_kept_order(placer, made), releases=days, work=work)
    found = {}
    for task in placer.tasks:
        name, start = task.id, floor(made.starts[task.id])
        if task.begun is not None:
            found[name] = 0
            continue

        def finish(delay: int, name: str = name, start: int = start) -> int:
            slipped = kept.from_day(name, start + delay)
            return placer.finish(slipped)

        most = made.finish - ceil(made.finishes[name])
        if terms is not None and name in counted:
            most = min(most, terms.next_start(terms.number(start)) - 1 - start)
        room = range(1, most + 1)
        if placer.windows is not None:
            found[name] = _slack_in_time(placer, kept, made, name, room)
            continue
        # Most steps have none.
        is_free = room and finish(1) <= made.finish
        found[name] = bisect_right(room, made.finish, key=finish) if is_free else 0
    return found


def put_off(problem: Problem, made: Schedule) -> Schedule:
    """Return a schedule in which books are bought when they are needed.

    That is when the first planned step starts that asks for them, or what it waits for after that
    begins. They stay where they are if anything that is paid would change by it.
    """
    for name in made.starts:
        task = problem.tasks[name]
        if _is_books(task) and task.begun is None and task.doors.intakes is None:
            day = task.doors.last(_needed_from(problem, made, name))
            made = _bought_on(problem, made, name, day) if day > made.starts[name] else made
    return made


def _needed_from(problem: Problem, made: Schedule, name: str) -> int:
    """Return the last day on which a step that takes no time changes no other day."""
    users = [u for u in made.starts if name in problem.leaves[u]]
    first = made.starts[name]
    last = min((made.starts[u] for u in users), default=first)

    def is_late(day: int) -> bool:
        starts, finishes = {**made.starts, name: day}, {**made.finishes, name: day}
        done = done_days(problem, starts, finishes)
        return any(
            ready_on(problem, task, done) > starts[task.id]
            or not is_in_time(problem, task, done, starts[task.id], finishes[task.id])
            for task in map(problem.tasks.__getitem__, (name, *users))
            if task.begun is None
        )

    if last <= first or not is_late(last):
        return last
    # Most wait for nothing; else it is found by halves.
    return first + bisect_right(range(first + 1, last), 0, key=is_late)


def _is_books(task: Task) -> bool:
    """Tell whether all there is to a step is to buy books."""
    step = task.step
    is_only_paid = task.is_instant and not (task.is_kept_up or step.exam or step.valid_for)
    return (
        step.kind is Kind.OTHER
        and is_only_paid
        and {cost.kind for cost in step.costs} == {CostKind.BOOKS}
        and not any(cost.every for cost in step.costs)
    )


def _bought_on(problem: Problem, made: Schedule, name: str, day: int) -> Schedule:
    """Return a schedule in which something is bought later; as it is if what is paid changes."""
    starts, finishes = {**made.starts, name: day}, {**made.finishes, name: day}
    paid = bills_of(problem, starts, finishes, made.finish)
    cost, shares = share_out(problem.funding, paid)
    now, then = (Counter((b.step, b.cost) for b in bills) for bills in (made.bills, paid))
    if now != then or cost != made.cost or made.unknown_prices != unknown_prices(paid):
        return made
    return Schedule(starts, finishes, made.finish, paid, shares, cost)


def _slack_in_time(
    placer: Placer, kept: Node, made: Schedule, name: str, room: Iterable[int]
) -> int:
    """Return how much later a step can be, each day up to it, so that nothing runs out."""
    free = {task.id: made.starts[task.id] for task in placer.tasks if task.begun is None}
    for delay in room:
        placed = placer.as_told(
            Node(kept.later, {**free, name: made.starts[name] + delay}, kept.work)
        )
        if placed is None or max(placed[1][target] for target in placer.targets) > made.finish:
            return delay - 1
        if placer.windows is not None and placer.windows.broken(*placed):
            return delay - 1
    return max(room, default=0)


def _kept_order(placer: Placer, made: Schedule) -> frozenset[tuple[str, str]]:
    # A renewal fee, or a price that is paid again, may have a discount that came after the
    # start; and one of a held step has no start at all.
    kept = {
        (bill.discount, bill.step)
        for bill in made.bills
        if made.finishes.get(bill.discount, NEVER) <= made.starts.get(bill.step, 0)
    }
    week, loads = placer.problem.week.least, {}
    for task in placer.tasks:
        pace = task.pace
        if pace.hours or pace.work:
            study = pace.load(made.starts[task.id])
            loads[task.id] = (0, pace.work, study) if pace.is_own else (study, pace.work, 0)
    for first, load in loads.items():
        for then, more in loads.items():
            if made.finishes[first] <= made.starts[then] and week.is_over(
                *map(sum, zip(load, more, strict=True))
            ):
                kept.add((first, then))
    kept |= set(kept_apart(placer, made.starts, made.finishes))
    return frozenset(kept)


def kept_apart(
    placer: Placer, starts: Mapping[str, int], finishes: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Yield which step comes first of two that may not run at the same time (rule 18)."""
    pairs = list(never_together(placer.tasks))
    pairs += [(other, one) for one, other in pairs]
    for name, stoppers in placer.working.stoppers.items() if placer.working else ():
        pairs += [(stopper, name) for stopper in stoppers]
    for first, then in pairs:
        if finishes[first] <= starts[then]:
            yield first, then
