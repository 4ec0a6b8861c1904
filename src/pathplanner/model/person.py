"""A pathway as it is for one person: with what their state and other rules make otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve, frozen

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.planned import RuleKind, ToldRule
from pathplanner.model.requirement import NOTHING, Needs, Requirement, Worked
from pathplanner.model.state_facts import sourced
from pathplanner.model.step import Otherwise, Step
from pathplanner.model.when import When


@frozen
class Ruled:
    """A rule for some people, and whether it holds for one.

    Attributes:
        rule: The rule.
        holds: Whether it does; None where it is not known.
    """

    rule: Otherwise
    holds: bool | None


def pathway_for(pathway: Pathway, learner: Learner) -> Pathway:
    """Return a pathway as it is for a learner; itself where nothing is otherwise for them."""
    there = pathway.at(learner.state)
    waived: dict[str, list[str]] = {}
    for one in learner.overrides:
        if one.for_:
            waived.setdefault(one.for_, []).append(one.step)
    if not waived and not any(step.otherwise for step in there.steps):
        return there
    steps = (as_for(step, learner) for step in there.steps)
    return evolve(
        there,
        steps=[
            evolve(step, requires=_without(step.requires, waived[step.id]))
            if step.id in waived
            else step
            for step in steps
        ],
    )


def as_for(step: Step, learner: Learner) -> Step:
    """Return a step as it is for a learner: of each fact the first that is otherwise counts."""
    changes: dict[str, Any] = {}
    source = step.source
    for one in ruled(step, learner):
        if one.holds:
            new = {name: v for name, v in one.rule.told.items() if name not in changes}
            changes |= {name: sourced(value, one.rule.source) for name, value in new.items()}
            source = (*source, *one.rule.source) if new else source
    return evolve(step, **changes, source=tuple(dict.fromkeys(source))) if changes else step


def ruled(step: Step, learner: Learner) -> Iterator[Ruled]:
    """Yield the rules of a step for some people, and whether each holds for a learner."""
    begun = next((one.begun for one in learner.under_way if one.step == step.id), learner.start)
    for rule in step.otherwise:
        yield Ruled(rule, holds(rule.when, learner, begun))


def holds(when: When, learner: Learner, on: date) -> bool | None:
    """Tell whether a learner is of a sort on a day; None where that is not known."""
    found = list(_parts(when, learner, on))
    return False if False in found else None if None in found else True


def _parts(when: When, learner: Learner, on: date) -> Iterator[bool | None]:
    if when.age is not None:
        born = learner.birth_date
        yield age_on(born, on) in when.age if born else None
    if when.states:
        yield learner.state in when.states if learner.state else None
    if when.residence:
        mine = {word.casefold() for word in learner.residence}
        yield bool(mine & {word.casefold() for word in when.residence}) if mine else None
    if when.holds:
        held = {one.step for one in learner.holds}
        held |= {one.step for one in learner.set_aside_everywhere}
        yield held.issuperset(when.holds)
    income = learner.income
    if when.income_below is not None:
        yield None if income is None else income < when.income_below
    if when.income_from is not None:
        yield None if income is None else income >= when.income_from


def age_on(born: date, day: date) -> int:
    """Return an age in whole years; who was born on 29 February is a year older on the 28th."""
    has_had = (day.month, day.day) >= (born.month, born.day)
    last_of_february = (born.month, born.day) == (2, 29) and (day.month, day.day) == (2, 28)
    leaps = last_of_february and (day.year % 4 or (day.year % 100 == 0 and day.year % 400))
    return day.year - born.year - (not (has_had or leaps))


def _without(requirement: Requirement, names: list[str]) -> Requirement:
    """Return a requirement in which some steps are set aside."""
    if isinstance(requirement, Needs):
        return NOTHING if requirement.step in names else requirement
    if isinstance(requirement, Worked):
        return NOTHING if set(names) & {one.step for one in requirement.of} else requirement
    return evolve(requirement, of=[_without(part, names) for part in requirement.of])


def told_rules(step: Step, learner: Learner, start: date) -> Iterator[ToldRule]:
    """Yield what holds for some people only of a step that starts on a day.

    A rule that does not hold, and will not when the step starts, is not told.
    """
    for one in ruled(step, learner):
        at_start = holds(one.rule.when, learner, start)
        is_begun = any(item.step == step.id for item in learner.under_way)
        if one.holds is None:
            yield ToldRule(one.rule.when, RuleKind.NOT_KNOWN)
        elif one.holds and (at_start or is_begun):
            yield ToldRule(one.rule.when, RuleKind.HOLDS)
        elif one.holds:
            yield ToldRule(one.rule.when, RuleKind.NO_LONGER)
        elif at_start and not is_begun:
            yield ToldRule(one.rule.when, RuleKind.LATER)
