"""Rule 20: what of a pathway is otherwise for some people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unit, add
from pathplanner.model.requirement import AllOf, Needs, Requirement, Worked
from pathplanner.model.state_facts import sourced
from pathplanner.model.step import Step
from pathplanner.model.when import When

OTHERWISE = (
    "requires", "waiting", "duration", "study_hours", "costs", "dues", "minimum_age",
    "maximum_age", "exam", "renewal",
)  # fmt: skip
"""What may be otherwise."""


def as_it_is_for(pathway: Pathway, learner: Learner) -> Pathway:
    """Return the pathway as it is where the learner lives, by their rules and waivers."""
    there = pathway.at(learner.state)
    steps = [_without_waived(_by_rules(step, learner), learner) for step in there.steps]
    return there if steps == list(there.steps) else evolve(there, steps=steps)


def _by_rules(step: Step, learner: Learner) -> Step:
    changes: dict[str, Any] = {}
    sources = list(step.source)
    for rule in step.otherwise:
        if is_so(rule.when, learner, first_day_of(step, learner)) is not True:
            continue
        for name in OTHERWISE:
            value = getattr(rule, name)
            said = value not in (None, (), AllOf())
            if said and name not in changes:
                changes[name] = sourced(value, rule.source)
                sources += rule.source
    return evolve(step, **changes, source=tuple(dict.fromkeys(sources))) if changes else step


def first_day_of(step: Step, learner: Learner) -> date:
    """Return the day on which it counts who a learner is: that of the plan or of the start."""
    days = [one.begun for one in learner.under_way if one.step == step.id]
    return days[0] if days else learner.start


def is_so(when: When, learner: Learner, day: date) -> bool | None:
    """Tell whether all that a rule names is so of a learner on a day; None if it is not known."""
    answers = [*_by_age(when, learner, day), *_by_place(when, learner), *_by_money(when, learner)]
    if when.holds:
        mine = {one.step for one in learner.holds}
        mine |= {one.step for one in learner.overrides if not one.for_}
        answers.append(all(name in mine for name in when.holds))
    if not all(answer is not False for answer in answers):
        return False
    return True if all(answers) else None


def _by_age(when: When, learner: Learner, day: date) -> Iterator[bool | None]:
    if when.age is None:
        return
    born, most = learner.birth_date, when.age.most
    if born is None:
        yield None
        return
    yield add(born, when.age.least, Unit.YEARS) <= day
    yield most is None or day < add(born, most + 1, Unit.YEARS)


def _by_place(when: When, learner: Learner) -> Iterator[bool | None]:
    if when.states:
        yield (learner.state in when.states) if learner.state else None
    if when.residence:
        words = [word.casefold() for word in when.residence]
        yield any(w.casefold() in words for w in learner.residence) if learner.residence else None


def _by_money(when: When, learner: Learner) -> Iterator[bool | None]:
    for limit, is_below in ((when.income_below, True), (when.income_from, False)):
        if limit is not None:
            yield None if learner.income is None else (learner.income < limit) is is_below


def _without_waived(step: Step, learner: Learner) -> Step:
    waived = {one.step for one in learner.overrides if one.for_ == step.id}
    return evolve(step, requires=_left(step.requires, waived)) if waived else step


def _left(requirement: Requirement, waived: set[str]) -> Requirement:
    if isinstance(requirement, Needs):
        return AllOf() if requirement.step in waived else requirement
    if isinstance(requirement, Worked):
        return AllOf() if any(one.step in waived for one in requirement.of) else requirement
    return evolve(requirement, of=[_left(part, waived) for part in requirement.of])
