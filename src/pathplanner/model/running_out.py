"""What runs out: faults of windows that can never be met, and of tries (planning rule 16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pathplanner.errors import Fault
from pathplanner.model import graph
from pathplanner.model.quantity import Duration, Unit
from pathplanner.model.requirement import Needs, Requirement, Until, Worked, needs_in, steps_in
from pathplanner.model.step import Step

_LEAST = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}
_MOST = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}
"""Days of each unit, at least and at most."""

Ways = Mapping[str, frozenset[str]]
"""For each step those that must come before it, whatever way one goes."""


def find_faults(steps: Mapping[str, Step]) -> Iterator[Fault]:
    """Yield what is wrong with what runs out in a pathway whose steps can all be reached."""
    asked = [(step, leaf) for step in steps.values() for leaf in _leaves(step)]
    bounded = [(step, leaf) for step, leaf in asked if leaf.step in steps]
    for step, leaf in bounded:
        named, path = steps[leaf.step], f"steps.{step.id}.requires"
        if leaf.current and not (named.valid_for or named.renewal):
            yield Fault(
                f"{leaf.step} is to be current, but it never runs out.",
                path,
                f"Say valid_for or a renewal of {leaf.step}, or leave current out.",
            )
    limits = [
        (step, leaf, *one)
        for step in steps.values()
        for leaf in _certain(step.requires)
        for one in (_limits(steps, leaf) if leaf.step in steps else ())
    ]
    if limits:
        ways = {name: graph.needed_for(steps, name) for name in {step.id for step, *_ in limits}}
        for step, leaf, span, whole in limits:
            days = _days_between(steps, ways[step.id], leaf.step, step)
            days += _days([step.duration], _LEAST) + _waited(step.after) if whole else 0
            if days > _days([span], _MOST):
                yield Fault(
                    f"{leaf.step} runs out before {step.id} can {'end' if whole else 'start'}: "
                    f"that is {days} days later at least.",
                    f"steps.{step.id}.requires",
                    "Give a longer time, or shorter steps and waits between the two.",
                )
    yield from _faults_of_tries(steps)


def counts_for_a_time(steps: Mapping[str, Step], name: str) -> bool:
    """Tell whether a step counts for a time only, by itself or for a step that requires it."""
    step = steps[name]
    return bool(step.valid_for or step.renewal) or any(
        leaf.step == name and leaf.within is not None
        for other in steps.values()
        for leaf in _leaves(other)
    )


def _leaves(step: Step) -> Iterator[Needs]:
    yield from needs_in(step.requires)
    for advice in step.recommends:
        yield from needs_in(advice.requirement)


def _certain(requirement: Requirement) -> Iterator[Needs]:
    """Yield what a requirement says of single steps and leaves no choice."""
    if isinstance(requirement, Needs):
        yield requirement
    elif not isinstance(requirement, Worked) and requirement.count == len(requirement.of):
        for part in requirement.of:
            yield from _certain(part)


def _limits(steps: Mapping[str, Step], leaf: Needs) -> Iterator[tuple[Duration, bool]]:
    """Yield how long what is named counts, and whether it must to the end of what requires it."""
    named = steps[leaf.step]
    if leaf.within is not None:
        yield leaf.within, leaf.until is Until.FINISH
    if named.valid_for is not None and named.renewal is None:
        yield named.valid_for, leaf.current


def _days_between(steps: Mapping[str, Step], needed: frozenset[str], first: str, then: Step) -> int:
    """Return the least days from the finish of one step to the start of another that needs it."""
    waits = _days([then.waiting], _LEAST) + _waited(then.before)
    between = [
        steps[name]
        for name in steps_in(then.requires)
        if name in needed and first in set(steps_in(steps[name].requires))
    ]
    longest = max(
        (
            _days([one.waiting, one.duration], _LEAST) + _waited(one.before) + _waited(one.after)
            for one in between
            if first in graph.needed_for(steps, one.id)
        ),
        default=0,
    )
    return waits + longest


def _waited(waits: Iterable[object]) -> int:
    spans = [
        getattr(wait, "span", None) for wait in waits if getattr(wait, "kind", "") != "revision"
    ]
    return _days(spans, _LEAST)


def _days(spans: Iterable[object], unit_days: Mapping[Unit, int]) -> int:
    return sum(span.likely * unit_days[span.unit] for span in spans if isinstance(span, Duration))


def _faults_of_tries(steps: Mapping[str, Step]) -> Iterator[Fault]:
    """Yield what another try needs and can never have, as it waits for the exam itself."""
    for step in steps.values():
        for place, one in enumerate(step.exam.further if step.exam else ()):
            path = f"steps.{step.id}.exam.further[{place}]"
            if _waits_for(steps, one.requires, step.id):
                yield Fault(
                    f"Another try of {step.id} needs something that waits for {step.id} itself.",
                    path,
                    "Name steps that can be done before it.",
                )
            most = step.exam.most_attempts if step.exam else None
            if (
                most is not None
                and step.exam
                and not step.exam.attempts_within
                and one.after >= most
            ):
                yield Fault(
                    f"After {one.after} tries there is no other, as there are {most} in all.",
                    path,
                    "Raise most_attempts, or leave one of the two out.",
                )


def _waits_for(steps: Mapping[str, Step], requirement: Requirement, name: str) -> bool:
    todo, seen = list(steps_in(requirement)), set[str]()
    while todo:
        other = todo.pop()
        if other == name:
            return True
        if other not in seen and other in steps:
            seen.add(other)
            todo += steps_in(steps[other].requires)
    return False
