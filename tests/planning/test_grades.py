"""How estimates and own facts are planned on, from Python (rules 10 and 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import pathplanner as pp
from pathplanner.model import Basis, CostKind, Discount, Exam, NamedFact, OwnFact, Said

START = date(2027, 1, 4)
BASIS = Basis("average", "The same kind of course.")


def way(price: Any, **more: Any) -> pp.Pathway:
    """Return a pathway with a course of a price, and a dearer way around it."""
    course = pp.Step(
        "course", "Course", pp.Kind.COURSE, study_hours=40,
        costs=pp.Cost(CostKind.TUITION, price), **more,
    )  # fmt: skip
    other = pp.Step(
        "other", "Other", pp.Kind.COURSE, study_hours=40, costs=pp.Cost(CostKind.TUITION, 2000)
    )
    goal = pp.Step("goal", "Goal", requires=pp.AnyOf(["course", "other"]))
    return pp.Pathway(
        "way", "Way", [course, other, goal], destinations="goal",
        sources=pp.Source("s", "Office", "Averages"),
        facts=NamedFact("average", "Average tuition", amount=1500, source="s"),
    )  # fmt: skip


def plan(pathway: pp.Pathway, **learner: Any) -> pp.Plan:
    made = pp.plan(pathway, pp.Learner(start=START, **learner), prefer="cheapest")
    assert pp.verify(made, pathway) == ()
    assert pp.read_plan(pp.plan_to_json(made)) == made
    return made


def taken(made: pp.Plan) -> set[str]:
    return {step.id for step in made.steps}


def test_an_estimate_is_compared_where_an_unknown_price_is_not() -> None:
    """An estimated price can win by its middle; an unknown one comes last whatever it is."""
    assert "other" in taken(plan(way(pp.UNKNOWN)))
    cheap = plan(way(pp.Estimate.between(1000, 2000, basis=BASIS)))
    assert "course" in taken(cheap)
    assert (cheap.cost.low, cheap.cost.likely, cheap.cost.high) == (1000, 1500, 2000)
    assert cheap.cost.unknown == 0
    assert "other" in taken(plan(way(pp.Estimate.between(2000, 3000, basis=BASIS))))


def test_an_estimate_carries_no_source_but_its_evidence_does() -> None:
    """The payment of an estimate has no source, though its step has; the plan keeps the fact's."""
    made = plan(way(pp.Estimate.between(1000, 2000, basis=BASIS), source="s"))
    [paid] = [paid for step in made.steps for paid in step.payments]
    assert paid.source == ()
    assert [fact.id for fact in made.pathway.facts] == ["average"]
    assert [source.id for source in made.pathway.sources] == ["s"]


def test_own_facts_are_planned_on() -> None:
    """plan() honours what the learner found out, and the payment says who said it."""
    said = Said("school, phone", date(2026, 12, 1))
    own = OwnFact("course", "costs.tuition", 1895, said)
    made = plan(way(pp.UNKNOWN), facts=[own])
    [paid] = [paid for step in made.steps for paid in step.payments]
    assert paid.amount == pp.Estimate.exactly(1895, said=said)
    hours = {"course.costs.tuition": 100, "course.study_hours": 80}
    assert plan(way(pp.UNKNOWN), facts=hours).study_hours == 80


def test_wrong_own_facts_are_all_named() -> None:
    """Every fact that cannot be is told, with the nearest right word."""
    facts = {"curse.study_hours": 1, "course.costs.exam": 1, "course.duration": 1}
    with pytest.raises(pp.InputError) as caught:
        plan(way(100), facts=facts)
    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == 3
    assert "facts.curse.study_hours" in said[0]
    assert "no price of the kind 'exam'" in said[1]
    assert "is a length of time" in said[2]


def test_an_unknown_retake_is_estimated_by_the_first_attempt() -> None:
    """A failed exam does not make a plan cheaper: the next attempt is taken to cost as much."""
    exam = pp.Cost(CostKind.EXAM, pp.Estimate.between(200, 300, source="s"),
                   discounts=Discount("club", 150), source="s")  # fmt: skip
    cert = pp.Step("cert", "Cert", costs=exam, exam=Exam(retake_fee=pp.UNKNOWN), source="s")
    club = pp.Step("club", "Club", costs=pp.Cost(CostKind.FEE, 500))
    pathway = pp.Pathway("w", "W", [club, cert], destinations="cert",
                         sources=pp.Source("s", "P", "T"))  # fmt: skip
    made = plan(pathway, failed={"cert": "2026-12-01"})
    [paid] = [paid for step in made.steps for paid in step.payments]
    assert paid.amount != pp.UNKNOWN
    assert (paid.amount.low, paid.amount.high) == (200, 300)
    assert paid.amount.basis is not None
    assert paid.amount.grade == "estimated"
    assert (paid.source, paid.amount.source, made.cost.unknown) == ((), (), 0)
    [fact] = made.pathway.facts
    assert (fact.id, fact.title, fact.source) == ("cert.costs[0]", "Cert", ("s",))
    member = plan(pathway, failed={"cert": "2026-12-01"}, holds={"club": "2026-11-01"})
    assert member.cost.likely == 150
