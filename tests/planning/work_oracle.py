"""A planner for tiny cases of work and learning (planning rule 18), as naive as the rules.

It lists all sets of steps, all orders in which they can be placed, all months for which
something can be paid late, and all hours of work for which a step that stops work may wait.
Each step is placed on the first day on which all that is placed still keeps the rules. It
shares the reading of single rules with `pathplanner.verification`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations, product

import oracle

from pathplanner.model.quantity import Unit, add
from pathplanner.model.step import Step
from pathplanner.verification import checks_of_steps, structure, timing, work
from pathplanner.verification.case import Case, Times

LONG = 240
"""Days after which the search for a day is given up."""
MONTHS = 7
"""Months for which something is paid later at most."""
MOST = 3000
"""Cases with more ways to place a set of steps are too large."""


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


def place(
    case: Case,
    planned: frozenset[str],
    order: tuple[str, ...],
    release: dict[str, date],
    behind: dict[str, str],
) -> Times | None:
    """Return the days of steps placed in an order, each as early as it can be."""
    times: Times = {}
    for name in sorted(planned & set(case.begun)):
        finish = checks_of_steps.finish_of(case, case.step(name), case.begun[name], times)
        if finish is None:
            return None
        times = {**times, name: (case.begun[name], finish)}
    for name in order:
        step = case.step(name)
        owned = {*times, *case.held}
        if not structure.met(case.requirement(step), owned):
            return None
        first = release.get(name, case.first_day)
        if name in behind:
            needs = [need for need in work.asked(case, planned) if need.key == behind[name]]
            day = work.worked_on(case, times, needs[0])
            if day is None:
                return None
            first = max(first, day)
        times = next(_with(case, times, planned, step, first), None)
        if times is None:
            return None
    return times


def _with(
    case: Case, times: Times, planned: frozenset[str], step: Step, first: date
) -> Iterator[Times]:
    for ahead in range(LONG):
        day = first + timedelta(days=ahead)
        if any(timing.start_faults(case, step, day)):
            continue
        finish = day if step.open_ended else timing.finish_of(case, step, day)
        if finish is None:
            return
        more = whole(case, {**times, step.id: (day, finish)}, planned)
        if more is not None and keeps_rules(case, more):
            yield more


def releases(case: Case, planned: frozenset[str]) -> list[dict[str, date]]:
    """Return all ways to let priced steps wait for money."""
    priced = [n for n in sorted(planned - set(case.begun)) if case.step(n).costs]
    if case.learner.savings is None or not priced:
        return [{}]
    days = [case.first_day] + [add(case.first_day, n, Unit.MONTHS) for n in range(1, MONTHS + 1)]
    return [dict(zip(priced, chosen, strict=True)) for chosen in product(days, repeat=len(priced))]


def later(case: Case, planned: frozenset[str]) -> list[dict[str, str]]:
    """Return all ways to let steps that stop work wait until hours are worked."""
    keys = [need.key for need in work.asked(case, planned)]
    names = [name for name in sorted(planned - set(case.begun)) if case.step(name).stops]
    found = product(["", *keys], repeat=len(names))
    return [{n: key for n, key in zip(names, one, strict=True) if key} for one in found]


def routes(case: Case) -> Iterator[oracle.Route]:
    """Yield every route with its best schedule."""
    for planned in oracle.step_sets(case):
        # Nothing comes after the goal.
        free = sorted(planned - set(case.begun) - set(case.goal))
        orders = [(*one, *case.goal) for one in permutations(free)]
        late, behind = releases(case, planned), later(case, planned)
        if len(orders) * len(late) * len(behind) > MOST:
            raise oracle.TooLarge
        seen: dict[tuple, Times] = {}
        for order, release, waits in product(orders, late, behind):
            times = place(case, planned, order, release, waits)
            if times is not None:
                seen[tuple(sorted(times.items()))] = times
        good = [times for times in seen.values() if oracle.affordable(case, times)]
        if not good:
            continue

        def key(times: Times) -> tuple:
            finish = case.reached_on(times)
            return finish, structure.price_of(case, times, finish), sorted(times.items())

        times = min(good, key=key)
        finish = case.reached_on(times)
        route = oracle.route_of(case, times, finish)
        if not case.learner.set_aside or not structure.idle(case, times, finish):
            yield route
