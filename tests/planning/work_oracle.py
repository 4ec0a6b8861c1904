"""A planner for tiny cases of work and learning (planning rule 18), as naive as the rules.

It lists all sets of steps, all orders in which they can be placed, all months for which
something can be paid late, and all hours of work for which a step that stops work may wait.
Each step is placed on the first day on which all that is placed still keeps the rules. It
shares the reading of single rules with `pathplanner.verification`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import oracle

from pathplanner.model.quantity import Unit, add
from pathplanner.model.step import Step
from pathplanner.verification import checks_of_steps, structure, timing, work
from pathplanner.verification.case import Case, Times

LONG, TRIES = 90, 40
"""Days, and of these days without a fault of the step's own, after which none is looked for."""
MONTHS = 6
"""Months for which something is paid later at most."""
MOST = 400
"""Cases with more ways to place some of the steps are too large."""


def whole(case: Case, times: Times, planned: frozenset[str]) -> Times | None:
    """Return the days with the finish of each open-ended step as it is with what is placed."""
    found = dict(times)
    for name, (start, _) in times.items():
        step = case.step(name)
        if step.open_ended:
            finish = work.finish_of(case, step, start, times, planned)
            if finish is None:
                return None
            found[name] = start, finish
    return found


def keeps_rules(case: Case, times: Times) -> bool:
    """Tell whether all that is placed keeps the rules, money aside."""
    done = work.done(case, times)
    for name, (start, _) in times.items():
        step = case.step(name)
        if any(work.start_faults(case, step, times)):
            return False
        if name in case.begun:
            continue
        ready = timing.ready_on(case, step, {n: day for n, day in done.items() if n != name})
        if ready is None or start < ready:
            return False
    return not (any(timing.overloads(case, times)) or any(timing.overworked(case, times)))


def begun_times(case: Case, planned: frozenset[str]) -> Times | None:
    """Return the days of what is under way."""
    times: Times = {}
    for name in sorted(planned & set(case.begun)):
        finish = checks_of_steps.finish_of(case, case.step(name), case.begun[name], times)
        if finish is None:
            return None
        times = {**times, name: (case.begun[name], finish)}
    return whole(case, times, planned)


def first_days(case: Case, times: Times, planned: frozenset[str], step: Step) -> set[date]:
    """Return the days from which a step may be placed, beside what is placed already."""
    asked = work.days(case, times, work.asked(case, planned))
    done = {name: finish for name, (_, finish) in times.items()} | asked
    ready = timing.ready_on(case, step, done)
    if ready is None:
        return set()
    found = {ready}
    if case.learner.savings is not None and step.costs:
        found |= {add(case.first_day, number, Unit.MONTHS) for number in range(1, MONTHS + 1)}
    if step.stops:
        found |= {*asked.values()}
    return {max(day, ready) for day in found}


def with_step(
    case: Case, times: Times, planned: frozenset[str], step: Step, first: date
) -> Times | None:
    """Return the days with a step on the first day on which all that is placed keeps the rules."""
    days = (first + timedelta(days=ahead) for ahead in range(LONG))
    could = (day for day in days if not any(timing.start_faults(case, step, day)))
    for day in islice(could, TRIES):
        finish = day if step.open_ended else timing.finish_of(case, step, day)
        if finish is None:
            return None
        more = whole(case, {**times, step.id: (day, finish)}, planned)
        if more is not None and keeps_rules(case, more):
            return more
    return None


def schedules(case: Case, planned: frozenset[str]) -> Iterator[Times]:
    """Yield schedules of the steps, in all orders in which they can be placed."""
    begun = begun_times(case, planned)
    todo: list[Times] = [] if begun is None else [begun]
    seen: set[frozenset] = set()
    while todo:
        times = todo.pop()
        if len(times) == len(planned):
            yield times
            continue
        for name in sorted(planned - set(times)):
            # Nothing comes after the goal.
            if name in case.goal and len(times) < len(planned) - len(case.goal):
                continue
            step = case.step(name)
            if not structure.met(case.requirement(step), {*times, *case.held}):
                continue
            for day in sorted(first_days(case, times, planned, step)):
                more = with_step(case, times, planned, step, day)
                if more is not None and (key := frozenset(more.items())) not in seen:
                    seen.add(key)
                    todo.append(more)
                if len(seen) > MOST:
                    raise oracle.TooLarge


def routes(case: Case) -> Iterator[oracle.Route]:
    """Yield every route with its best schedule."""
    for planned in oracle.step_sets(case):
        good = [times for times in schedules(case, planned) if oracle.affordable(case, times)]
        if not good:
            continue

        def key(times: Times) -> tuple:
            finish = case.reached_on(times)
            return finish, structure.price_of(case, times, finish), sorted(times.items())

        times = min(good, key=key)
        finish = case.reached_on(times)
        # What could be left out makes no plan better, but for work without need.
        if not case.learner.set_aside or not structure.idle(case, times, finish):
            yield oracle.route_of(case, times, finish)
