"""What an oracle does about what runs out: it puts things off, one after the other (rule 16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pathplanner.verification import short_steps, timing
from pathplanner.verification.case import Case, Times
from pathplanner.verification.in_time import approved_until, late_faults
from pathplanner.verification.running_out import is_over, leaves

MOST_LOOKS = 120
"""How many ways to put things off are looked at for one order of the steps."""
LONG = 450
"""Days by which one step is put off at most."""


class TooLarge(Exception):
    """The case has more schedules than an oracle can list."""


Placed = Callable[[dict[str, date]], Times | None]
"""From the days before which steps do not start to their earliest days."""


def in_time(case: Case, placed: Placed, release: dict[str, date]) -> Iterator[Times]:
    """Yield schedules in which nothing has run out, each step put off as little as may be."""
    todo, seen = [dict(release)], []
    while todo:
        if len(seen) == MOST_LOOKS:
            raise TooLarge
        release = todo.pop(0)
        if release in seen:
            continue
        seen.append(release)
        times = placed(release)
        if times is None:
            continue
        late = first_late(case, times)
        if late is None:
            yield times
            continue
        todo += [{**release, **later} for later in put_off(case, times, late)]


def first_late(case: Case, times: Times) -> str | None:
    """Return a step for which something has run out, or None."""
    done = {name: finish for name, (_, finish) in times.items()}
    begun = {name: start for name, (start, _) in times.items()}
    for name, when in times.items():
        there = short_steps.done_for(case, name, times, done)
        if any(late_faults(case, case.pathway.by_id[name], there, when, begun)):
            return name
    return None


def put_off(case: Case, times: Times, late: str) -> Iterator[dict[str, date]]:
    """Yield for each step that could end a fault by being later the day that this takes."""
    step = case.pathway.by_id[late]
    done = {name: finish for name, (_, finish) in times.items()}

    def is_good(day: date, name: str, before: set[str]) -> bool:
        finish = timing.finish_of(case, case.pathway.by_id[name], day)
        if finish is None:
            return False
        moved = {**done, name: finish}
        # The step itself may have to be later, too; that is seen when all are placed anew.
        return faults_of(case, step, moved, times[late]) < before

    before = faults_of(case, step, done, times[late])
    for leaf in {leaf.step for leaf in leaves(case.requirement(step))} & times.keys():
        if leaf in case.begun:
            continue
        for ahead in range(1, LONG):
            day = times[leaf][0] + timedelta(days=ahead)
            if is_good(day, leaf, before):
                yield {leaf: day}
                break
    later = sorted(day for day in done.values() if day > times[late][0])
    if later:
        yield {late: later[0]}


def faults_of(case: Case, step: object, done: dict[str, date], when: tuple[date, date]) -> set[str]:
    """Return what is over for a step on two days: each thing that a requirement names, or all."""
    over = {
        repr(leaf) for leaf in leaves(case.requirement(step)) if is_over(case, leaf, done, when)
    }
    last = approved_until(case, step, done)
    return over | ({"the exam"} if last is not None and when[0] > last else set())
