"""What was assumed, what is waited for and when a thing is yours, in words."""

from __future__ import annotations

from functools import cache

import pytest

import pathplanner as pp
from pathplanner.document import Document, compose
from pathplanner.document.redaction import redact
from pathplanner.document.view import Audience
from pathplanner.formats.documents import read_plan
from pathplanner.formats.forms.writer import plan_to_json
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Said
from pathplanner.model.requirement import Needs
from pathplanner.model.step import Exam, Kind, Step
from pathplanner.model.waits import AssumptionKind, OwnAssumption, WaitKind


@cache
def made(**learner: object) -> pp.Plan:
    """Return the plan of a course, its exam and a license."""
    steps = [
        Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(40)),
        Step("talk", "Talk", Kind.COURSE, duration=Duration.exactly(9), study_hours=UNKNOWN),
        Step(
            "badge", "Badge", Kind.CREDENTIAL, exam=Exam(),
            requires=pp.AllOf((Needs("course"), Needs("talk"))),
        ),
        Step(
            "license", "License", Kind.LICENSE, requires=Needs("badge"),
            before={WaitKind.BACKGROUND_CHECK: UNKNOWN},
        ),
    ]  # fmt: skip
    way = pp.Pathway("p", "P", steps, destinations=("license",), country="US")
    return pp.plan(way, pp.Learner("2027-01-04", **learner))


def words(document: Document, section: str) -> str:
    """Return all that a section says."""
    found = document.section(section)
    assert found is not None
    return str(found.blocks).replace("\\xa0", " ")


def test_what_we_assumed_has_its_own_heading() -> None:
    """Each assumption says what, how long, that no source states it, and for which steps."""
    document = compose(made())
    assert document.section("assumed").title == "What we assumed"
    told = words(document, "assumed")
    for said in (
        "No source says how long, so we took about 4 weeks (estimate: 2 to 8 weeks)",
        "(estimate: 2 to 8 weeks): step 4.",
        "working days only",
    ):
        assert said in told
    assert compose(made(assumptions="none")).section("assumed") is None


def test_what_the_learner_assumes_is_said_to_be_theirs() -> None:
    """No source is spoken of where the learner gave the time."""
    own = (OwnAssumption("license", Duration.exactly(10), Said("clerk")),)
    told = words(compose(made(assumptions=own)), "assumed")
    assert "You count with 10 days" in told
    plan = redact(made(assumptions=own), Audience.FUNDER)
    assert plan.learner.assumptions == ()
    assert AssumptionKind.LICENSE in {one.what for one in plan.assumptions}


def test_the_day_on_which_a_thing_is_yours_is_named() -> None:
    """One takes an exam on one day; the badge is there when the result is."""
    plan = made()
    told = words(compose(plan), "summary")
    badge = next(step for step in plan.steps if step.id == "badge")
    assert badge.finish > badge.start
    assert "Take the exam for Badge" in told
    assert "yours not before February 23, 2027" in told
    assert "Earn Badge" not in told
    own = made(assumptions="none")
    assert "Earn Badge" in words(compose(own), "summary")


def test_cards_tell_what_is_waited_for() -> None:
    """Before a step and after it, with what nobody knows."""
    told = words(compose(made()), "steps")
    assert "going over what you learned: about 2 weeks (estimate: 1 to 4 weeks)" in told
    assert "the license is made out: about 4 weeks" in told
    assert "background check: not known; planned as if it took no time" in told


def test_a_week_with_unknown_hours_is_at_least_so_full() -> None:
    """Ten hours of a course beside a talk of unknown hours are ten or more."""
    told = words(compose(made()), "timeline")
    assert "10 hours or more" in told


@pytest.mark.parametrize("assumptions", ["", "none"])
def test_a_plan_is_read_back_with_its_assumptions(assumptions: str) -> None:
    """And one that was written before there were any is read, too."""
    plan = made(**({"assumptions": assumptions} if assumptions else {}))
    assert read_plan(plan_to_json(plan)) == plan
    assert bool(plan.assumptions) is not bool(assumptions)
    assert ('"assumptions"' in plan_to_json(plan)) or assumptions
