"""What the counselor and the agency say of themselves is printed, and no line asks for it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from tests.cli.running import invoke
from tests.output import plans
from tests.output.test_document import words

import pathplanner as pp
from pathplanner.document import Audience, Lines, Table, View, compose
from pathplanner.document.sections.reviews import APART, review_days
from pathplanner.errors import InputError
from pathplanner.formats import plan_to_json, read_plan
from pathplanner.model.support import Barrier, Support

OFFICE = """\
format: pathplanner/office/1
support:
  agency: Workforce Center East
  address: 12 Main Street, 555-0100
  counselor: Ms. Rivera
  contact: rivera@example.org
  notices: We are an equal opportunity employer.
  duties: I come to each meeting
"""
LEARNER = """\
format: pathplanner/learner/1
name: Ana
start: 2027-01-04
hours_per_week: 30
goal: medical-biller-job
support:
  barriers:
    - {what: no car, help: a bus pass, who: Ms. Rivera, by: 2027-02-01}
  strengths: [reading, computers]
  interests: health care
  reviews: [2027-01-18]
"""


@pytest.fixture
def made(tmp_path: Path) -> pp.Plan:
    """A plan of a learner file and an office file, made by the command."""
    (tmp_path / "ana.yaml").write_text(LEARNER)
    (tmp_path / "office.yaml").write_text(OFFICE)
    target = tmp_path / "plan.json"
    call = ["plan", "medical-biller-and-coder", "--learner", str(tmp_path / "ana.yaml"), "--office"]
    answer = invoke(*call, str(tmp_path / "office.yaml"), "-o", str(target))
    assert answer.exit_code == 0, answer.stderr
    return read_plan(target.read_text("utf-8"))


def test_office_and_learner_file_fill_in_what_is_known(made: pp.Plan) -> None:
    """The agency, the counselor, barriers and strengths are printed, and no line asks for them."""
    document = compose(made)
    text = words(document)
    for told in (
        "Workforce Center East", "12 Main Street, 555-0100", "Ms. Rivera, rivera@example.org",
        "We are an equal opportunity employer.", "I come to each meeting.", "Reading and computers",
        "Health care", "no car", "a bus pass", "January 18, 2027",
    ):  # fmt: skip
        assert told in text.replace("\u00a0", " "), told
    assert "I keep receipts" not in text
    agreement, changes = document.section("agreement"), document.section("if-things-change")
    assert agreement
    assert changes
    assert not [block for block in agreement.blocks if isinstance(block, Lines)]
    assert not [one for one in changes.blocks if isinstance(one, Table) and one.blank]


def test_others_are_not_told_what_gets_in_the_way(made: pp.Plan) -> None:
    """Barriers, strengths and interests stand in no copy for others; an employer has no address."""
    for audience in (Audience.FUNDER, Audience.EMPLOYER):
        text = words(compose(made, View(audience=audience)))
        assert "Workforce Center East" in text
        assert not [word for word in ("no car", "bus pass", "computers") if word in text]
    assert "rivera@example.org" not in text


def test_what_is_agreed_stays_in_the_plan(made: pp.Plan) -> None:
    """The plan as a file keeps it; a plan without it says nothing of it."""
    assert read_plan(plan_to_json(made)).learner.support == made.learner.support
    assert '"support"' not in plan_to_json(plans.maria())


def test_agreed_days_are_filled_up_where_they_are_far_apart() -> None:
    """The plan is looked at on each agreed day, and at most 90 days pass between two."""
    learner = pp.Learner(
        "2027-01-04",
        hours_per_week=30,
        support=Support(reviews=["2027-02-15", "2027-09-01"]),
    )
    pathway = pp.Pathway("p", "P", (pp.Step("one", "One", duration=pp.Duration.exactly(400)),))
    plan = pp.plan(pathway, learner)
    days = review_days(plan)
    assert {date(2027, 2, 15), date(2027, 9, 1), plan.finish} <= set(days)
    assert all((later - day).days <= APART for day, later in pairwise((plan.start, *days)))


def test_a_barrier_without_words_is_a_fault() -> None:
    """What gets in the way must be named."""
    with pytest.raises(InputError):
        Barrier(" ")
