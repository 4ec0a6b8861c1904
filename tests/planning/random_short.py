"""Small random cases with short steps, which may share a day; the same seed, the same case."""

from __future__ import annotations

from random import Random

import medium_cases
import random_cases
from attrs import evolve

from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Attendance, Kind, Step


def make(seed: int, **how: object) -> random_cases.Question:
    """Return the case with this seed in which many steps are lessons of a few hours.

    `how` is that of `random_cases.make`.
    """
    return with_lessons(random_cases.make(seed, **how), seed)


def medium(seed: int, **how: object) -> random_cases.Question:
    """Return the medium case with this seed, likewise; `how` is that of `medium_cases.make`."""
    return with_lessons(medium_cases.make(seed, **how), seed)


def with_lessons(question: random_cases.Question, seed: int) -> random_cases.Question:
    """Return a question in which many steps are lessons of a few hours."""
    pathway, learner, goal = question
    random = Random(f"short {seed}")
    share = random.choice((0.4, 0.7, 1.0))
    weekly = max(2, int(learner.hours_per_week))
    steps = [
        _lesson(step, random, weekly) if random.random() < share else step for step in pathway.steps
    ]
    found: Pathway = evolve(pathway, steps=steps)
    for step in steps:
        if step.study_hours is not None:
            shared = [evolve(s, shares_days=s.id == step.id or s.shares_days) for s in found.steps]
            more = evolve(found, steps=shared)
            found = found if more.faults else more
    return found, evolve(learner, hours_per_week=weekly), goal


def _lesson(step: Step, random: Random, weekly: int) -> Step:
    """Return a step with nothing but study hours, mostly fewer than a week has."""
    return evolve(
        step,
        kind=random.choice((Kind.COURSE, Kind.OTHER)),
        attendance=random.choice((None, Attendance.SELF_PACED)),
        duration=None,
        study_hours=Estimate.exactly(random.randint(1, weekly + 1)),
        waiting=None,
        before=(),
        after=(),
        intakes=None if random.random() < 0.9 else step.intakes,
        exam=None,
        dues=None,
        renewal=None,
        credits=None,
        contact_hours=None,
        costs=[evolve(cost, every=None, discounts=()) for cost in step.costs]
        if random.random() < 0.8
        else step.costs,
    )
