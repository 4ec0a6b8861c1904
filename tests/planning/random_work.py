"""Small random cases of people who work and learn at once (planning rule 18)."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import random_cases
from attrs import evolve

from pathplanner.model.learner import WeekHours
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Step


def with_hours(seed: int, *, months: bool = False) -> random_cases.Question:
    """Return the case with this seed, with hours a week that differ by day and by step."""
    maker = random_cases.Maker(seed, largest=6)
    maker.on |= {"hours": True, "months": months or maker.on["months"]}
    pathway, learner, goal = maker.question()
    random = Random(f"hours {seed}")
    share = random.choice((0.2, 0.5, 0.9))
    steps = [_slower(step, random, share) for step in pathway.steps]
    hours = []
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        day = learner.start + timedelta(days=random.choice((-3, *range(1, 40))))
        hours.append(WeekHours(random.choice((0, 3, 5, 7, 10, 14, 20, 40)), from_=day))
    hours += [
        WeekHours(random.choice((0, 3, 5, 7, 14)), step=step.id)
        for step in pathway.steps
        if random.random() < share / 3
    ]
    once = {one.step or one.from_: one for one in hours}
    work = random.choice((*(learner.work_hours,) * 4, 20))
    return (
        evolve(pathway, steps=steps),
        evolve(learner, hours=tuple(once.values()), work_hours=work),
        goal,
    )


def _slower(step: Step, random: Random, share: float) -> Step:
    if random.random() > share:
        return step
    return evolve(step, weekly_hours=Estimate.exactly(random.choice((2, 3, 5, 7, 10))))
