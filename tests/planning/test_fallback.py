"""What nobody can count on: a step for which others must choose the learner (rule 23)."""

from __future__ import annotations

from attrs import evolve
from tests.output.test_sections import said, section

import pathplanner as pp
from pathplanner.document import Audience, View, compose
from pathplanner.formats import plan_to_json, read_pathway, read_plan

FILE = """\
format: pathplanner/pathway/1
id: welder
title: Welder
destinations: [welder-job]
steps:
  offer:
    title: An offer of a shop
    chosen_by: a shop
    duration: 2 months
  at-work:
    title: Training at work
    kind: experience
    requires: offer
    duration: 6 months
    work_hours: 40
  other-offer:
    title: An offer of a shipyard
    chosen_by: a shipyard
    duration: 9 months
  school:
    title: Welding school
    kind: program
    duration: 12 months
    study_hours: 200
    costs: {tuition: 3000}
  welder-job:
    title: Work as a welder
    kind: job
    requires: {any: [at-work, other-offer, school]}
"""
PATHWAY = read_pathway(FILE)


def made(**learner: object) -> pp.Plan:
    plan = pp.plan(PATHWAY, pp.Learner("2027-01-04", **learner))  # type: ignore[arg-type]
    assert pp.verify(plan, PATHWAY) == ()
    return plan


def first_page(plan: pp.Plan) -> str:
    return said(section(plan, "summary"))


def test_a_plan_that_hangs_on_others_tells_the_best_way_that_does_not() -> None:
    """The other way takes no step of the kind, not even one that the plan did not take."""
    plan = made()
    assert [step.id for step in plan.steps] == ["offer", "at-work", "welder-job"]
    assert plan.steps[0].chosen_by == "a shop"
    assert plan.fallback is not None
    assert plan.fallback.steps == ("school", "welder-job")
    assert {"school", "welder-job"} <= plan.titles.keys()
    alone = made(avoid=["offer", "other-offer"])
    assert (plan.fallback.finish, plan.fallback.out_of_pocket) == (
        alone.finish,
        alone.cost.out_of_pocket,
    )
    assert alone.fallback is None
    page = first_page(plan)
    assert "counts on it that a shop chooses you: step 1, “An offer of a shop”." in page
    assert "the next best way is this: you finish in" in page
    assert "and pay $3,000, with Welding school." in page
    assert "Ask what you are paid in step 2, “Training at work”: it is time at work." in page
    assert read_plan(plan_to_json(plan)) == plan


def test_where_there_is_no_other_way_that_is_told() -> None:
    """Nothing stands in its place, and the page says to ask several."""
    plan = made(avoid=["school"])
    assert plan.fallback is None
    assert "no other way that fits was found" in first_page(plan)


def test_who_is_chosen_already_hears_nothing_of_it() -> None:
    """An offer that is there, or under way, is counted on like any other step."""
    begun = [pp.model.UnderWay("offer", "2026-12-01")]
    for plan in (made(holds=["offer"]), made(under_way=begun)):
        assert plan.fallback is None
        assert "chooses you" not in first_page(plan)


def test_the_check_finds_a_way_on_which_nobody_can_count() -> None:
    """Other code than the planner's names each way that is none."""
    plan = made()
    assert plan.fallback is not None
    ways = {
        "others must choose the learner for other-offer": {"steps": ("other-offer", "welder-job")},
        "does not reach ['welder-job']": {"steps": ("school",)},
        "before the plan does": {"finish": plan.start},
        "has a step that is not in the pathway: x": {"steps": ("x", "welder-job")},
    }
    for words, change in ways.items():
        faulty = evolve(plan, fallback=evolve(plan.fallback, **change))
        [fault] = pp.verify(faulty, PATHWAY)
        assert fault.path == "fallback"
        assert words in fault.message
    alone = evolve(made(avoid=["offer", "other-offer"]), fallback=plan.fallback)
    assert "nobody needs to choose" in pp.verify(alone, PATHWAY)[0].message


def test_who_chooses_is_not_told_of_the_way_without_them() -> None:
    """An employer's copy has neither the other way nor that the plan counts on them."""
    plan = made()
    page = str(compose(plan, View(audience=Audience.EMPLOYER)))
    assert "An offer of a shop" in page
    assert "chooses you" not in page
    assert "Welding school" not in page
    assert "Welding school" in str(compose(plan, View(audience=Audience.FUNDER)))
