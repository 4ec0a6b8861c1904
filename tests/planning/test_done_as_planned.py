"""Who does all as planned and plans again is never later for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.planning import plan

sys.path.insert(0, str(Path(__file__).parent))

import random_cases

CASES = int(os.environ.get("PATHPLANNER_AGAIN_CASES", "300"))
BLOCK = 50


def as_planned(pathway: pp.Pathway, learner: Learner, made: pp.Plan, today: date) -> Learner:
    """Return the learner on a later day, who did all that was planned until then."""
    done = {step.id: step.finish for step in made.steps if step.finish <= today}
    begun = {step.id: step.start for step in made.steps if step.start < today < step.finish}
    applied = {
        step.id: step.apply_by
        for step in made.steps
        if step.apply_by and step.apply_by <= today <= step.start
    }
    told = {one.step: one.on for one in learner.applied}
    begun |= {one.step: one.begun for one in learner.under_way if one.step not in done}
    return evolve(
        learner,
        start=today,
        holds=[*learner.holds, *(Held(name, day) for name, day in done.items())],
        under_way=begun,
        applied={**applied, **told},
        deadline=None,
    )


def again(seed: int, *, wide: bool) -> Iterator[tuple[int, date, date | None, date | None]]:
    """Yield for days on the way of a random case: the old finish and the new one."""
    pathway, learner, goal = random_cases.make(seed, wide=wide)
    # Money that is there and paid is another matter; so is what may be left out to save it.
    learner = evolve(learner, savings=None, budget=None, funding=(), prefer="fastest")
    made = plan(pathway, learner, goal)
    if not made.steps or made.finish is None:
        return
    random = Random(f"again {seed}")
    span = (made.finish - learner.start).days
    for ahead in sorted({random.randint(0, span) for _ in range(4)}):
        today = learner.start + timedelta(days=ahead)
        if any(step.failed and step.start < today < step.finish for step in made.steps):
            continue  # A step that is under way again is whole (rule 11), not an exam alone.
        new = plan(pathway, as_planned(pathway, learner, made, today), goal)
        yield seed, today, made.finish, new.finish


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_no_plan_made_again_finishes_later(first: int) -> None:
    """Waits go on from the day they began, and an application stays in time."""
    found = [one for seed in range(first, first + BLOCK) for one in again(seed, wide=True)]
    assert [one for one in found if one[3] is None or one[3] > one[2]] == []


def test_there_are_enough_plans_made_again() -> None:
    """Most cases can be done and are planned again on several days."""
    assert sum(1 for seed in range(BLOCK) for _ in again(seed, wide=True)) > BLOCK
