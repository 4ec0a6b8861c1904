"""The day on which a requirement is met, by when steps are done (planning rules 1 and 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pathplanner.model.requirement import Needs, Requirement, Total, Worked
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.schedule.worked import Reckon

Met = Callable[[Mapping[str, int]], int]
"""From the day on which each step is done to the day on which a requirement is met."""


def begun_key(name: str) -> str:
    """Return the key under which stands, among the days on which steps are done, that of a start.

    No step has such an id. Only the starts of co-requisites are kept there (rule 19).
    """
    return f"{name} begins"


def met_on(requirement: Requirement, worked: Iterable[Reckon] = (), *, begun: bool = False) -> Met:
    """Return how to tell when a requirement is met: any of = first, all of = last, k of = k-th.

    What the requirement looks like is asked here, once, and not whenever a day is wanted.

    Args:
        requirement: The requirement.
        worked: What it asks of hours of work. Their day is looked up by their key; where it is
            not there, a day counts before which they are not worked.
        begun: Whether its co-requisites are met on the days on which they start; they are met
            before everything else if not, and where that day is not known.
    """
    if isinstance(requirement, Needs):
        return _met_by(requirement, begun=begun)
    if isinstance(requirement, Worked | Total):
        return _adds_up_on(requirement, worked)
    count, parts = requirement.count, requirement.of
    if not count or len(parts) < count:
        day = NEVER if count else 0
        return lambda _: day
    pick = min if count == 1 else max if count == len(parts) else _nth(count)
    if len(parts) == 1:
        return met_on(parts[0], worked, begun=begun)
    names = [part.step for part in parts if isinstance(part, Needs) and not part.corequisite]
    never = [NEVER] * len(names)
    if len(names) == len(parts):
        return lambda done: pick(map(done.get, names, never))
    days = [
        met_on(part, worked, begun=begun)
        for part in parts
        if not isinstance(part, Needs) or part.corequisite
    ]
    return lambda done: pick([*map(done.get, names, never), *[met(done) for met in days]])


def _met_by(leaf: Needs, *, begun: bool) -> Met:
    name, key = leaf.step, begun_key(leaf.step)
    if leaf.corequisite is None:
        return lambda done: done.get(name, NEVER)
    if begun:
        return lambda done: done.get(key, 0 if done.get(name, NEVER) < NEVER else NEVER)
    return lambda done: 0 if min(done.get(name, NEVER), done.get(key, NEVER)) < NEVER else NEVER


def _total_on(total: Total) -> Met:
    """Return how to tell when what steps give adds up to a total."""
    each = list(zip(map(met_on, total.of), total.gives, strict=True))
    amount = total.amount

    def met(done: Mapping[str, int]) -> int:
        left = amount
        for day, given in sorted([(on(done), given) for on, given in each]):
            left -= given
            if left <= 0:
                return day
        return NEVER

    return met


def _adds_up_on(requirement: Worked | Total, worked: Iterable[Reckon]) -> Met:
    """Return how to tell when hours of work, or what steps give, add up to enough."""
    if isinstance(requirement, Worked):
        return _worked_on(requirement, worked)
    return _total_on(requirement)


def _worked_on(need: Worked, worked: Iterable[Reckon]) -> Met:
    reckon = next(one for one in worked if one.key == need.key)
    return lambda done: done[reckon.key] if reckon.key in done else reckon.soonest(done)


def _nth(count: int) -> Callable[[Iterable[int]], int]:
    return lambda days: sorted(days)[count - 1]
