"""Small random cases in which steps go together; the same seed, the same case."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import random_cases
from attrs import evolve

from pathplanner.model.graph import circles
from pathplanner.model.intakes import Intakes, MonthDay, Term
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.requirement import AllOf, Corequisite, Needs, Requirement
from pathplanner.model.step import Kind, Step


def make(seed: int, *, terms: bool = False, **how: object) -> random_cases.Question:
    """Return the case with this seed, with co-requisites; `how` is that of `random_cases.make`.

    Where `terms` are asked for, some steps start in terms, have credits, and must start early.
    """
    pathway, learner, goal = random_cases.make(seed, **how)
    random = Random(f"pairs {seed}")
    share = random.choice((0.2, 0.4, 0.7))
    steps = [_with_pairs(step, random, share) for step in pathway.steps]
    found = evolve(pathway, steps=steps)
    ids = [step.id for step in steps]
    for _ in range(random.choice((0, 1, 1, 2)) if len(ids) > 1 else 0):
        one, other = random.sample(ids, k=2)
        way = random.choice(tuple(Corequisite))
        more = [_asking(step, {one: other, other: one}.get(step.id), way) for step in found.steps]
        tried = evolve(found, steps=more)
        # What would go around in a circle is left out.
        found = found if tried.faults else tried
    found = pathway if found.faults else found
    if _is_circular(found):
        learner = evolve(learner, recommended=False)
    return _with_terms((found, learner, goal), random) if terms else (found, learner, goal)


def _with_terms(question: random_cases.Question, random: Random) -> random_cases.Question:
    """Return the question with terms, and limits on the credits that are begun in one."""
    pathway, learner, goal = question
    first = learner.start
    terms = [
        Term(
            f"t{number}",
            dates=[first + timedelta(days=random.randint(-20, 60)) for _ in range(3)]
            if random.random() < 0.7
            else (),
            starts=MonthDay(day.month, day.day),
        )
        for number in range(random.randint(1, 3))
        for day in [first + timedelta(days=random.randint(-20, 60))]
    ]
    share = random.choice((0.2, 0.5, 0.8))
    return (
        evolve(
            pathway,
            steps=[_in_term(step, terms, random, share) for step in pathway.steps],
            terms=terms,
            credits_per_term=random.choice((None, None, 3, 4)),
        ),
        evolve(learner, credits_per_term=random.choice((None, 2, 3, 5))),
        goal,
    )


def _in_term(step: Step, terms: list[Term], random: Random, share: float) -> Step:
    changes: dict[str, object] = {}
    if random.random() < share:
        changes["credits"] = Estimate.exactly(random.choice((1, 2, 3)))
        if step.study_hours is None and step.kind in (Kind.COURSE, Kind.PROGRAM):
            changes["study_hours"] = Estimate.exactly(0)
    if random.random() < share / 2:
        named = random.sample([term.id for term in terms], k=random.randint(1, len(terms)))
        years = {"every": Duration.exactly(2, Unit.YEARS), "from_": 2026}
        changes["intakes"] = Intakes(terms=named, **(years if random.random() < 0.2 else {}))
    if random.random() < share / 4:
        changes["latest_term"] = random.choice((1, 1, 2, 3))
    return evolve(step, **changes)


def _is_circular(pathway: Pathway) -> bool:
    """Tell whether steps wait for each other if what is recommended is asked for."""
    steps = [
        evolve(step, requires=AllOf((step.requires, *(one.requirement for one in step.recommends))))
        for step in pathway.steps
    ]
    return bool(circles(steps))


def _asking(step: Step, other: str | None, way: Corequisite) -> Step:
    """Return a step that asks for another as its co-requisite."""
    if other is None:
        return step
    return evolve(step, requires=AllOf((step.requires, Needs(other, corequisite=way))))


def _with_pairs(step: Step, random: Random, share: float) -> Step:
    """Return a step some of whose requirements may be met at the same time."""
    requires = _loosened(step.requires, random, share)
    advice = [
        evolve(one, requirement=_loosened(one.requirement, random, share))
        for one in step.recommends
    ]
    return evolve(step, requires=requires, recommends=advice)


def _loosened(
    requirement: Requirement, random: Random, share: float, *, certain: bool = True
) -> Requirement:
    if isinstance(requirement, Needs):
        if random.random() >= share:
            return requirement
        ways = tuple(Corequisite) if certain else (Corequisite.LOOSE,)
        return evolve(requirement, corequisite=random.choice(ways))
    certain = certain and requirement.count == len(requirement.of)
    parts = [_loosened(part, random, share, certain=certain) for part in requirement.of]
    return evolve(requirement, of=parts)
