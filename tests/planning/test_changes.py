"""What would help where no plan is possible: each change is the smallest, and does help."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.model.refusal import Change, ChangeKind
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.search.front_search import find_any

sys.path.insert(0, str(Path(__file__).parent))

import random_cases

pytestmark = pytest.mark.slow

CASES = int(os.environ.get("PATHPLANNER_CHANGE_CASES", "150"))
BLOCK = 25
START = date(2027, 1, 4)


def step(name: str, lasts: int = 0, price: int = 0, *needs: str, **facts: Any) -> pp.Step:
    """Return a step; several needs are ways of which any will do."""
    ways = tuple(map(pp.Needs, needs))
    return pp.Step(
        name,
        name.title(),
        requires=pp.AnyOf(ways) if ways else pp.AllOf(()),
        duration=pp.Duration.exactly(lasts) if lasts else None,
        costs=(pp.Cost("fee", price),) if price else (),
        **facts,
    )


def refused(*steps: pp.Step, **limits: Any) -> pp.Plan:
    """Return the plan to the last of some steps, which must be impossible."""
    pathway = pp.Pathway("p", "P", steps, destinations=(steps[-1].id,))
    plan = pp.plan(pathway, pp.Learner(**{"start": START, **limits}))
    assert plan.status is pp.Status.IMPOSSIBLE
    assert pp.verify(plan, pathway) == ()
    return plan


def told(plan: pp.Plan) -> dict[ChangeKind, Any]:
    """Return what each change is, by its kind."""
    return {c.kind: c.amount or c.on or c.step for c in plan.changes}


WAYS = step("slow", 16, 20), step("fast", 3, 30), step("goal", 19, 20, "slow", "fast")


def test_more_money_each_month_may_make_the_dear_way_possible() -> None:
    """The cheap way is too slow; $50 a month pay for the fast one in time."""
    plan = refused(*WAYS, savings=0, monthly=40, deadline="2027-03-01")
    assert told(plan)[ChangeKind.MONTHLY] == 50


def test_no_amount_above_the_largest_is_asked_about() -> None:
    """Where all money in the world comes too late, other changes are offered."""
    exam = step("exam", 4, 50)
    plan = refused(exam, savings=30, monthly=10_000_000, deadline="2027-01-30")
    assert told(plan) == {
        ChangeKind.SAVINGS: 50,
        ChangeKind.DEADLINE: date(2027, 2, 8),
        ChangeKind.START: date(2026, 12, 26),
    }


def test_the_deadline_offered_is_the_smallest_though_lengths_are_unknown() -> None:
    """A way whose length nobody knows counts as long as it is known to be, no more."""
    unclear = step("unclear", 0, 0)
    ways = (evolve(unclear, duration=pp.UNKNOWN), step("known", 40), step("goal", 5))
    ways = (*ways[:2], step("goal", 5, 0, "unclear", "known"))
    plan = refused(*ways, deadline=START + timedelta(days=3))
    assert told(plan)[ChangeKind.DEADLINE] == START + timedelta(days=5)
    assert [reason.need_date for reason in plan.reasons] == [START + timedelta(days=5)]


def test_the_budget_offered_is_the_smallest_though_prices_are_unknown() -> None:
    """A way whose price nobody knows counts as nothing against a budget."""
    unclear = evolve(step("unclear"), costs=(pp.Cost("fee", pp.UNKNOWN),))
    plan = refused(unclear, step("known", 0, 70), step("goal", 5, 10, "unclear", "known"), budget=5)
    assert told(plan)[ChangeKind.BUDGET] == 10


def test_two_changes_are_offered_where_none_alone_is_enough() -> None:
    """Time and money are both too short: a later deadline and a budget do together."""
    plan = refused(*WAYS, budget=30, deadline="2027-01-20", savings=100)
    assert plan.changes == ()
    pairs = {(p.first.kind, p.second.kind): (p.first, p.second) for p in plan.change_pairs}
    dear, late = pairs[ChangeKind.BUDGET, ChangeKind.DEADLINE]
    assert (dear.amount, late.on) == (Decimal(40), START + timedelta(days=35))
    assert (dear.finish, dear.out_of_pocket) == (late.on, 40) == (late.finish, late.out_of_pocket)
    possible = pp.Learner(START, budget=dear.amount, deadline=late.on, savings=100)
    pathway = pp.Pathway("p", "P", WAYS, destinations=("goal",))
    assert pp.plan(pathway, possible).status is pp.Status.OPTIMAL


def test_two_avoided_steps_are_a_pair() -> None:
    """Where two steps that are to be avoided are both needed, both must be allowed."""
    both = evolve(step("goal"), requires=pp.AllOf((pp.Needs("one"), pp.Needs("two"))))
    plan = refused(step("one"), step("two"), both, avoid=["one", "two"])
    assert [(p.first.step, p.second.step) for p in plan.change_pairs] == [("one", "two")]


def possible(question: random_cases.Question, **changed: Any) -> bool:
    """Tell whether any plan holds for a learner with other circumstances."""
    pathway, learner, goal = question
    problem = pose(pathway, evolve(learner, **changed), goal)
    answer = find_any(problem, 100_000)
    assert answer.proved or answer.front
    return bool(answer.front)


def circumstances(change: Change, less: int) -> dict[str, Any]:
    """Return what a change asks for, less the smallest difference so many times."""
    if change.kind is ChangeKind.BUDGET:
        return {"budget": change.amount - Decimal(less) / 100}
    if change.kind is ChangeKind.HOURS:
        return {"hours_per_week": change.amount - less}
    if change.amount is not None:
        return {change.kind.value: change.amount - less}
    days = timedelta(days=less)
    if change.kind is ChangeKind.START:
        return {"start": change.on + days}
    return {"deadline": change.on - days}


def wrong(seed: int) -> list[str]:
    """Return in words what is wrong with the changes offered for a random case."""
    question = random_cases.make(seed, wide=True)
    plan = pp.plan(*question)
    if plan.status is not pp.Status.IMPOSSIBLE:
        return []
    return [f"{seed}: {word}" for word in (*not_smallest(question, plan), *missing(question, plan))]


def not_smallest(question: random_cases.Question, plan: pp.Plan) -> Iterator[str]:
    """Yield the changes that do not help, and those of which less would help."""
    for change in plan.changes:
        if not change.step and not possible(question, **circumstances(change, 0)):
            yield f"{change} does not help"
        for less in () if change.step else (1, 2, 5):
            smaller = circumstances(change, less)
            is_change = smaller.get("start", date.min) <= question[1].start
            is_amount = all(v >= 0 for v in smaller.values() if isinstance(v, Decimal))
            if is_change and is_amount and possible(question, **smaller):
                yield f"{change} could be {less} smaller"


def missing(question: random_cases.Question, plan: pp.Plan) -> Iterator[str]:
    """Yield the kinds of changes that would help and are not offered."""
    _, learner, _ = question
    kinds = {change.kind for change in plan.changes}
    most: dict[ChangeKind, dict[str, Any]] = {ChangeKind.HOURS: {"hours_per_week": 168}}
    if learner.savings is not None:
        most[ChangeKind.SAVINGS] = {"savings": 10_000_000}
        most[ChangeKind.MONTHLY] = {"monthly": 10_000_000}
    if learner.budget is not None:
        most[ChangeKind.BUDGET] = {"budget": None}
    if learner.deadline is not None:
        most[ChangeKind.DEADLINE] = {"deadline": None}
    for kind, changed in most.items():
        if kind not in kinds and possible(question, **changed):
            yield f"{kind} would help and is not offered"


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_the_changes_of_random_cases_are_all_there_and_the_smallest(first: int) -> None:
    """A smaller change does not help, and a kind that is not offered does not either."""
    assert [word for seed in range(first, first + BLOCK) for word in wrong(seed)] == []
