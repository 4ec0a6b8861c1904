"""Questions that are changed in a way of which it is known what the answer must be.

Nobody needs to know the best plan for that: the same steps under other names or in another order
have the same plan, and who has more, or is limited less, has none that is worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import random_cases
from attrs import evolve

from pathplanner.model.learner import Prefer
from pathplanner.model.plan import Plan, Status
from pathplanner.planning import plan
from pathplanner.verification import timing
from pathplanner.verification.case import Case

EFFORT = 20_000


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a value of the model in which steps have other ids, wherever they are named."""
    if isinstance(value, str):
        return names.get(value, value) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(renamed(one, names) for one in value)
    if not attrs.has(type(value)):
        return value
    fields = [one.name for one in attrs.fields(type(value)) if one.init and one.name[0] != "_"]
    changes = {name: renamed(getattr(value, name), names) for name in fields if name != "title"}
    return evolve(value, **{k: new for k, new in changes.items() if new != getattr(value, k)})


def reordered(question: random_cases.Question, random: Random) -> random_cases.Question:
    """Return the question with the keys of the pathway and of the learner in another order.

    Funds pay in the order in which they are given, and so do steps that share one.
    """
    pathway, learner, goal = question
    steps = random.sample(pathway.steps, k=len(pathway.steps))
    changes = {}
    for name in ("holds", "under_way", "failed", "dropped", "applied", "avoid", "insist"):
        values = getattr(learner, name)
        changes[name] = random.sample(values, k=len(values))
    return evolve(pathway, steps=steps), evolve(learner, **changes), goal


def eased(question: random_cases.Question, random: Random) -> Iterator[tuple[str, Any]]:
    """Yield the names of what makes it easier, with the learner for whom it is."""
    learner = question[1]
    more = Decimal(random.choice((1, 7, 30)))
    yield "hours_per_week", evolve(learner, hours_per_week=learner.hours_per_week + more)
    yield "avoid", evolve(learner, avoid=())
    if learner.savings is not None:
        yield "savings", evolve(learner, savings=learner.savings + more)
        yield "monthly", evolve(learner, monthly=learner.monthly + more)
    if learner.budget is not None:
        yield "budget", evolve(learner, budget=learner.budget + more)
    if learner.deadline is not None:
        later = learner.deadline + timedelta(days=int(more))
        yield "deadline", evolve(learner, deadline=later)


def value(question: random_cases.Question, made: Plan) -> tuple[Any, ...] | None:
    """Return what the learner wishes to be least of a plan, or None where there is no plan."""
    if made.status is Status.IMPOSSIBLE:
        return None
    case = Case(*question)
    steps = [case.pathway.by_id[step.id] for step in made.steps]
    soon = sum(timing.time_open(case, step) for step in steps), made.finish
    cheap = made.cost.unknown, made.cost.out_of_pocket
    return (*cheap, *soon) if made.objective is Prefer.CHEAPEST else (*soon, *cheap)


def wrong(seed: int, **how: Any) -> Iterator[str]:
    """Yield what is not as it must be of a case when it is asked in other ways."""
    random = Random(f"metamorphic {seed}")
    pathway, learner, goal = random_cases.make(seed, **how)
    wish = random.choice((Prefer.FASTEST, Prefer.CHEAPEST))
    question = pathway, evolve(learner, prefer=wish, funding=()), goal
    made = plan(*question, effort=EFFORT)
    if made.status is Status.FEASIBLE or Case(*question).before.that_can_run_out():
        return
    first = value(question, made)
    for name, other in _the_same(question, random):
        again = plan(*other, effort=EFFORT)
        if value(other, again) != first:
            yield f"{name}: {first}, then {value(other, again)}"
    for name, person in eased(question, random):
        easier = pathway, person, goal
        better = value(easier, plan(*easier, effort=EFFORT))
        if first is not None and (better is None or better > first):
            yield f"more {name}: {first}, then {better}"


def _the_same(
    question: random_cases.Question, random: Random
) -> Iterator[tuple[str, random_cases.Question]]:
    ids = [step.id for step in question[0].steps]
    others = [f"step-{letter}" for letter in "qwertyuiop"[: len(ids)]]
    names = dict(zip(ids, random.sample(others, k=len(ids)), strict=True))
    pathway, learner, goal = question
    yield "renamed", (renamed(pathway, names), renamed(learner, names), renamed(goal, names))
    yield "reordered", reordered(question, random)
