"""`what_changed` and `revise`: an old plan, a new one, and what is told of the two."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import compose
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.changes import change_lines
from pathplanner.revision import what_changed

COURSE = pp.Step("course", "Course", study_hours=pp.Estimate.exactly(100))
EXAM = pp.Step(
    "exam",
    "Exam",
    pp.Kind.EXAM,
    requires=pp.Needs("course"),
    duration=pp.Duration.exactly(10, pp.model.Unit.DAYS),
    costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(50)),),
)
PATHWAY = pp.Pathway("one", "One", [COURSE, EXAM], "exam", updated=date(2026, 5, 1))
LEARNER = pp.Learner("2027-01-04", hours_per_week=10)
OLD = pp.plan(PATHWAY, LEARNER)


def kinds(new: pp.Plan) -> dict[str, pp.model.Difference]:
    return {f"{one.kind}:{one.step or one.field}": one for one in what_changed(OLD, new)}


def test_the_same_plan_has_no_differences() -> None:
    """Nothing changed, so nothing is told and no section is printed."""
    again = pp.revise(OLD, OLD)
    assert (again.version, again.differences) == (2, ())
    assert compose(again).section("revision") is None


def test_fewer_hours_move_the_steps_and_say_why() -> None:
    """The finish, the circumstance, the step and what waits for it are all told."""
    new = pp.plan(PATHWAY, evolve(LEARNER, hours_per_week=5))
    found = kinds(new)
    assert set(found) == {
        "finish:",
        "circumstance:hours_per_week",
        "later:course",
        "later:exam",
    }
    assert OLD.finish
    assert new.finish
    assert found["finish:"].days == (new.finish - OLD.finish).days > 0
    hours = found["circumstance:hours_per_week"]
    assert (hours.text_before, hours.text_after) == ("10", "5")
    assert found["later:course"].why == (pp.model.Cause.HOURS,)
    assert (found["later:exam"].why, found["later:exam"].steps) == (
        (pp.model.Cause.WAITS,),
        ("course",),
    )
    assert what_changed(new, OLD)[0].days == -found["finish:"].days


def test_a_new_price_and_newer_data_are_told() -> None:
    """The plan costs more, by the step whose price changed."""
    dearer = evolve(EXAM, costs=(pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(70)),))
    pathway = evolve(PATHWAY, steps=[COURSE, dearer], updated=date(2026, 6, 1))
    found = kinds(pp.plan(pathway, LEARNER))
    assert set(found) == {"cost:", "data:", "dearer:exam"}
    assert (found["cost:"].amount_before, found["cost:"].amount_after) == (50, 70)
    assert found["data:"].on_after == date(2026, 6, 1)
    assert found["dearer:exam"].why == (pp.model.Cause.PRICE,)


def test_done_begun_added_removed_and_another_goal() -> None:
    """Steps that are done, begun, new or gone are each told as that."""
    held = kinds(pp.plan(PATHWAY, evolve(LEARNER, holds={"course": "2027-01-02"})))
    assert held["done:course"].on_after == date(2027, 1, 2)
    begun = kinds(pp.plan(PATHWAY, evolve(LEARNER, under_way={"course": "2027-01-02"})))
    assert "begun:course" in begun
    short = pp.plan(PATHWAY, LEARNER, goal="course")
    assert {"goal:", "removed:exam"} <= set(kinds(short))
    assert "added:exam" in {f"{one.kind}:{one.step}" for one in what_changed(short, OLD)}


def test_what_failed_was_dropped_or_taken_up_again_is_told() -> None:
    """A new failed attempt, a step given up and one no longer given up are told with days."""
    steps = [COURSE, pp.Step("other", "Other course"), EXAM]
    either = pp.AnyOf((pp.Needs("course"), pp.Needs("other")))
    pathway = evolve(PATHWAY, steps=[*steps[:2], evolve(EXAM, requires=either)])
    old = pp.plan(pathway, evolve(LEARNER, avoid="other", failed={"exam": "2026-11-02"}))
    failed = {"exam": ["2026-11-02", "2026-12-02"]}
    learner = evolve(LEARNER, failed=failed, dropped={"course": "2026-12-05"})
    new = pp.plan(pathway, learner)
    found = {f"{one.kind}:{one.step}": one for one in what_changed(old, new)}
    assert {"failed:exam", "dropped:course", "added:other"} <= set(found)
    assert "removed:course" not in found
    assert found["failed:exam"].on_after == date(2026, 12, 2)
    assert found["dropped:course"].on_after == date(2026, 12, 5)
    words = str(compose(pp.revise(old, new))).replace("\\xa0", " ")
    assert "Not passed on December 2, 2026: step 2, “Exam”." in words
    assert "Dropped on December 5, 2026: Course." in words
    back = {f"{one.kind}:{one.step}": one for one in what_changed(new, old)}
    assert "taken_up:course" in back
    words = str(compose(pp.revise(new, old))).replace("\\xa0", " ")
    assert "No longer dropped: step 1, “Course”." in words
    none = pp.plan(pathway, evolve(learner, budget=1))
    assert "dropped" in {one.kind.value for one in what_changed(old, none)}


def test_no_plan_any_more_and_again() -> None:
    """An impossible plan has no steps to compare, and that is told once."""
    none = pp.plan(PATHWAY, evolve(LEARNER, budget=1))
    assert set(kinds(none)) == {"impossible:", "circumstance:budget"}
    assert what_changed(none, OLD)[0].kind is pp.model.DifferenceKind.POSSIBLE


def test_another_pathway_is_refused() -> None:
    """Plans of two pathways are not compared."""
    with pytest.raises(pp.InputError, match="old plan is for 'one'"):
        what_changed(OLD, pp.plan(evolve(PATHWAY, id="two"), LEARNER))


def test_a_revised_plan_is_read_back_and_printed() -> None:
    """JSON keeps version and differences; the document tells both."""
    new = pp.revise(OLD, pp.plan(PATHWAY, evolve(LEARNER, hours_per_week=5)))
    assert pp.read_plan(pp.plan_to_json(new)) == new
    document = compose(new)
    assert "Plan version 2" in document.meta
    assert "Plan version" not in compose(OLD).meta
    section = document.section("revision")
    assert section is not None
    words = str(section.blocks).replace("\\xa0", " ")
    assert "Study hours per week: before 10, now 5." in words
    assert "It needs step 1, “Course”, and that moved." in words


def test_where_prices_go_by_income_its_change_is_told_as_money() -> None:
    """What is new about the person is told in words, an income as an amount."""
    new = pp.plan(PATHWAY, evolve(LEARNER, income=41000, residence="in-district"))
    lines = change_lines(PlanFacts(pp.revise(OLD, new)))
    assert "Income a year of your household: before none, now $41,000." in lines
    assert "Where you live, for prices: before none, now in-district." in lines


def test_what_was_due_before_today_is_no_lower_price() -> None:
    """A step that is under way is not told to cost less, as its first payment is behind it."""
    paid = pp.Cost(pp.model.CostKind.TUITION, pp.Estimate.exactly(400))
    pathway = evolve(PATHWAY, steps=[evolve(COURSE, costs=(paid,)), EXAM])
    later = evolve(LEARNER, start="2027-01-06", under_way={"course": "2027-01-04"})
    old, new = pp.plan(pathway, LEARNER), pp.plan(pathway, later)
    assert (old.steps[0].cost.likely, new.steps[0].cost.likely) == (400, 0)
    found = {one.kind for one in what_changed(old, new) if one.step == "course"}
    assert pp.model.DifferenceKind.BEGUN in found
    assert pp.model.DifferenceKind.CHEAPER not in found


def test_a_lower_price_of_a_step_under_way_is_told() -> None:
    """What is still to be paid for a step that was begun may become cheaper, and that is told."""
    week = pp.Duration.exactly(1, pp.model.Unit.WEEKS)
    later = evolve(LEARNER, start="2027-01-06", under_way={"course": "2027-01-04"})
    weekly = [
        pp.Cost(pp.model.CostKind.TUITION, pp.Estimate.exactly(price), every=week)
        for price in (40, 30)
    ]
    old, new = (
        pp.plan(evolve(PATHWAY, steps=[evolve(COURSE, costs=(cost,)), EXAM]), later)
        for cost in weekly
    )
    assert old.steps[0].payments
    found = {one.kind for one in what_changed(old, new) if one.step == "course"}
    assert pp.model.DifferenceKind.CHEAPER in found
