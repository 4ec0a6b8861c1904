"""Fields say what their texts stand for, so that titles and translations miss none."""

import re
from typing import get_args, get_type_hints

import pytest
from tests.model.classes import classes_in

import pathplanner as pp
from pathplanner.model import PlannedStep, StepForecast, StepTitle
from pathplanner.model.marks import Mark, cited, fields_with, steps_named
from pathplanner.model.state_facts import StepThere

REFERENCES = re.compile(
    "steps?|needs|opens|goal|avoid|insist|holding|supersedes|counts_from|discount|credentials"
    "|varied|destinations"
)
"""Names of fields that refer to steps by their ids."""

WHOLE = {pp.Step, PlannedStep, StepForecast, StepThere}
"""What lists called `steps` hold when they hold no ids."""


@pytest.mark.parametrize("whole", [pp.Pathway, pp.Plan])
def test_every_reference_to_a_step_is_marked(whole: type) -> None:
    """A field that holds ids of steps says so by its type."""
    found = classes_in(whole, set())
    assert len(found) > 15
    for kind in found:
        hints = get_type_hints(kind)
        for name in filter(REFERENCES.fullmatch, hints):
            if not WHOLE & set(get_args(hints[name])):
                assert name in fields_with(Mark.STEP, kind), f"{kind.__name__}.{name}"


def test_every_step_that_a_plan_names_has_a_title() -> None:
    """The titles are those of all steps that the plan refers to, and of no others."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner("2027-01-04", holds=["high-school-diploma"], avoid=["cpc-self-study"])
    plan = pp.plan(pathway, learner, goal="cpc")
    own = {step.id for step in plan.steps} | {step.id for step in plan.held}
    assert set(plan.titles) == set(steps_named(plan)) | own
    assert plan.titles["cpc-self-study"] == pathway["cpc-self-study"].title
    assert not own & {one.id for one in plan.pathway.titles}
    assert StepTitle("cpc-self-study", pathway["cpc-self-study"].title) in plan.pathway.titles


def test_parts_are_looked_through() -> None:
    """Sources and steps are found however deep they stand, each as often as it is named."""
    needs = pp.AllOf(["a", pp.AnyOf(["b", "a"], source="page")])
    cost = pp.Cost("fee", pp.Estimate.exactly(5, source="list"))
    step = pp.Step("c", "C", requires=needs, costs=cost, supersedes="d", source="book")
    assert sorted(steps_named(step)) == ["a", "a", "b", "d"]
    assert cited((step,)) == {"page", "list", "book"}
