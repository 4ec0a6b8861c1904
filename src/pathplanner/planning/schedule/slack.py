"""By how many days each step may slip before the plan's finish does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from math import ceil, floor

from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.conflicts import never_together
from pathplanner.planning.schedule.placing import Node, Placer, Schedule
from pathplanner.planning.schedule.timing import NEVER


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
