"""The same question in other words has the same answer, and an easier one none that is worse."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import metamorphic

import pathplanner as pp
from pathplanner.model import Cost, CostKind, Estimate, Needs, Step

CASES = int(os.environ.get("PATHPLANNER_OTHER_WAYS", "12"))


@pytest.mark.parametrize("feature", ["", "wide", "week", "troubled", "insisting"])
def test_names_and_order_change_nothing_and_more_is_never_worse(feature: str) -> None:
    """Steps get other ids and another order; hours, money and limits grow one by one."""
    how = {feature: True} if feature else {}
    found = [one for seed in range(CASES) for one in metamorphic.wrong(seed, **how)]
    assert found == []


def test_another_answer_to_the_same_question_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planner that looks at names, or spends what it is given, is caught."""
    honest = metamorphic.plan

    def careless(pathway: pp.Pathway, learner: pp.Learner, *args: object, **how: object) -> pp.Plan:
        if pathway.steps[0].id != "s0":
            learner = pp.Learner(learner.start, hours_per_week=1)
        return honest(pathway, learner, *args, **how)

    monkeypatch.setattr(metamorphic, "plan", careless)
    assert any(one for seed in range(4) for one in metamorphic.wrong(seed))


def test_every_name_of_a_step_is_another() -> None:
    """What names a step names it by its new id, and titles stay."""
    price = Cost(CostKind.EXAM, Estimate.exactly(5), discounts=[pp.model.Discount("a", 3)])
    pathway = pp.Pathway(
        "p", "P", [Step("a", "a"), Step("b", "b", requires=Needs("a"), costs=[price])]
    )
    other = metamorphic.renamed(pathway, {"a": "x", "b": "y"})
    assert [step.id for step in other.steps] == ["x", "y"]
    assert other.steps[1].requires == Needs("x")
    assert other.steps[1].costs[0].discounts[0].holding == "x"
    assert [step.title for step in other.steps] == ["a", "b"]
