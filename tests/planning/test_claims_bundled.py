"""The bundled goals, as they are and as if nobody had estimated anything: nothing is bare."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tipping import open_facts

import pathplanner as pp
from pathplanner.document import Document, Facts, Figures, StepCard, Table, compose
from pathplanner.document.lookup import PlanFacts
from pathplanner.model import Status

SUMS = ("All costs", "Left to find", "Total cost", "You pay")
WISHES = ("fastest", "cheapest", "balanced")
LEARNERS = {
    "forty hours": {"hours_per_week": 40, "state": "US-TX"},
    "eight hours and savings": {"hours_per_week": 8, "savings": 1500, "monthly": 120},
    "a budget": {"hours_per_week": 20, "budget": 9000, "state": "US-OH"},
    "a deadline": {"hours_per_week": 40, "deadline": "2031-12-31", "state": "US-CA"},
}


whole = cache(pp.load_pathway)


@cache
def pathway(name: str) -> pp.Pathway:
    """Return a bundled pathway as if nothing in it had been estimated."""
    steps = [_unknown(step) for step in whole(name).steps]
    return attrs.evolve(whole(name), steps=steps)


def _unknown(step: pp.Step) -> pp.Step:
    def bare(value: object) -> object:
        return pp.UNKNOWN if getattr(value, "basis", None) else value

    costs = [attrs.evolve(cost, amount=bare(cost.amount)) for cost in step.costs]
    waits = {
        name: [attrs.evolve(wait, span=bare(wait.span)) for wait in getattr(step, name)]
        for name in ("before", "after")
    }
    # Work without an end needs its hours a week: a file without them is refused.
    names = ("duration", "study_hours", *(() if step.open_ended else ("work_hours",)))
    fields = {name: bare(getattr(step, name)) for name in names}
    dues = step.dues and attrs.evolve(step.dues, amount=bare(step.dues.amount))
    exam = step.exam
    if exam and getattr(exam.retake_fee, "basis", None):
        exam = attrs.evolve(exam, retake_fee=pp.UNKNOWN)
    return attrs.evolve(step, costs=costs, dues=dues, exam=exam, **waits, **fields)


def goals() -> Iterator[tuple[str, str]]:
    """Yield every bundled goal with its pathway."""
    for name in pp.bundled_pathways():
        yield from ((name, goal) for goal in whole(name).destinations)


def bare(plan: pp.Plan, document: Document) -> Iterator[str]:
    """Yield each sum and day over something unknown that is told as if it were sure."""
    claims, facts = plan.claims, PlanFacts(plan)
    assert claims is not None
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Figures):
                yield from _figures(claims, block)
            if isinstance(block, Facts) and section.id == "money":
                for fact in block.items:
                    is_sum = fact.label in ("All costs", "Left to find", "Total cost", "You pay")
                    if (
                        claims.cost_at_least
                        and is_sum
                        and not fact.value.text.lower().startswith("at least")
                    ):
                        yield f"{fact.label}: {fact.value.text}"
            if isinstance(block, Table) and section.id == "money" and block.totals:
                last = block.totals[0][-1].text.lower()
                if claims.cost_at_least and len(block.columns) > 5 and "at least" not in last:
                    yield f"total: {last}"
            if isinstance(block, StepCard):
                yield from _card(facts, block)


def _figures(claims: pp.model.Claims, block: Figures) -> Iterator[str]:
    told = {figure.label: figure.value.replace("\u00a0", " ").lower() for figure in block.items}
    paid = told.get("You pay", "at least")
    if claims.cost_at_least and not paid.startswith(("at least", "not known")):
        yield f"You pay: {paid}"
    finish = next((value for label, value in told.items() if label.startswith("You finish")), "")
    if finish and claims.finish_not_before and not finish.startswith("not before"):
        yield f"You finish: {finish}"
    study = told.get("You study", "at least")
    if claims.hours_at_least and not study.startswith(("at least", "not known")):
        yield f"You study: {study}"


def _card(facts: PlanFacts, card: StepCard) -> Iterator[str]:
    step = next(one for one in facts.plan.steps if one.id == card.id)
    if (
        facts.may_slip(step.finish)
        and "not before" not in card.dates.replace("\u00a0", " ").lower()
    ):
        yield f"{card.id}: {card.dates}"


def beaten(plan: pp.Plan, found: pp.Pathway) -> Iterator[str]:
    """Yield a superlative that another value of an unknown would break.

    Everything that nobody has found is nothing: then no other plan may have less of what is
    wished for than a plan that claims to be the best whatever is unknown.
    """
    if plan.claims is None or not plan.claims.best:
        return
    facts = open_facts(found, plan.learner, tuple(found.by_id))
    other = pp.plan(found.with_(facts), plan.learner, plan.goal, effort=5_000)
    assert other.finish is not None
    assert plan.finish is not None
    if plan.objective == "fastest" and other.finish < plan.finish:
        yield f"claims to be fastest, but it could be {other.finish}"
    shared = sum(payment.amount is pp.UNKNOWN for step in plan.steps for payment in step.payments)
    is_less = other.cost.out_of_pocket < plan.cost.out_of_pocket
    if plan.objective == "cheapest" and not shared and is_less:
        yield f"claims to be cheapest, but it could be {other.cost.out_of_pocket}"


@pytest.mark.slow
@pytest.mark.parametrize("is_bare", [False, True], ids=["as it is", "nothing estimated"])
@pytest.mark.parametrize("who", LEARNERS)
def test_nothing_unknown_is_told_as_a_bare_sum_or_day(who: str, is_bare: bool) -> None:
    """All bundled goals and three wishes: sums at least, days not before, claims verified."""
    wrong, open_plans = [], 0
    for (name, goal), wish in product(goals(), WISHES):
        found = pathway(name) if is_bare else whole(name)
        held = ["high-school-diploma"] if "high-school-diploma" in found else []
        learner = pp.Learner("2027-01-04", holds=held, prefer=wish, **LEARNERS[who])
        plan = pp.plan(found, learner, goal, effort=5_000)
        if plan.status is Status.IMPOSSIBLE or not plan.steps:
            continue
        text = [f"{fault.path} {fault.message}" for fault in pp.verify(plan, found)]
        told = [*bare(plan, compose(plan)), *text, *beaten(plan, found)]
        wrong += [f"{goal} {wish}: {one}" for one in told]
        open_plans += plan.status is Status.OPEN
        assert plan.claims is not None
        if plan.claims.could_be_better and plan.claims.best:
            wrong.append(f"{goal} {wish}: best beside what could be better")
    assert wrong == []
    if is_bare:
        assert open_plans > 20


def test_a_superlative_that_is_not_so_is_found() -> None:
    """The check finds a plan that claims to be fastest where an unknown could make another so."""
    there = pathway("medical-biller-and-coder")
    person = pp.Learner("2027-01-04", holds=["high-school-diploma"], **LEARNERS["forty hours"])
    made = pp.plan(there, person, "cpc")
    assert made.claims is not None
    assert list(beaten(made, there)) == []
    bold = attrs.evolve(made, claims=attrs.evolve(made.claims, best=True))
    assert [one.partition(",")[0] for one in beaten(bold, there)] == ["claims to be fastest"]


def test_of_the_first_goal_of_each_pathway_nothing_is_bare() -> None:
    """The same for one goal of each pathway with nothing estimated, in the daily loop."""
    seen, wrong = set[str](), []
    for name, goal in goals():
        if name in seen:
            continue
        seen.add(name)
        held = ["high-school-diploma"] if "high-school-diploma" in pathway(name) else []
        learner = pp.Learner("2027-01-04", holds=held, **LEARNERS["forty hours"])
        plan = pp.plan(pathway(name), learner, goal)
        if plan.steps:
            told = [*bare(plan, compose(plan)), *beaten(plan, pathway(name))]
            wrong += [f"{goal}: {one}" for one in told]
            wrong += [f"{goal}: {fault}" for fault in pp.verify(plan, pathway(name))]
    assert wrong == []
