"""Where a search stops before it is sure, every answer says so: why, why-not and reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import invoke

import pathplanner as pp
from pathplanner import desk, model
from pathplanner.planning.explain import what_if

NO_TIME = "there was no time to prove that"


@pytest.fixture
def request_() -> pp.Request:
    """Return a request whose best plan is not proved with so little effort."""
    person = pp.Learner("2027-01-04", hours_per_week=12, holds=["high-school-diploma"])
    return pp.Request("medical-biller-and-coder", learner=person, goal=["cpc"], effort=60)


def test_why_and_why_not_say_that_a_plan_is_not_proved(request_: pp.Request) -> None:
    """The days of a good plan come with the words that a better one may be there."""
    stopped = desk.why_not(request_, "cpc")
    assert stopped.plan.status is pp.Status.FEASIBLE
    assert NO_TIME in " ".join(stopped.sentences)
    assert NO_TIME in " ".join(desk.why(request_, "ccs-exam-preparation").sentences)
    assert NO_TIME not in " ".join(desk.why_not(evolve(request_, effort=0), "cpc").sentences)


def test_the_way_without_being_chosen_is_told_by_titles(request_: pp.Request) -> None:
    """What only that way takes has its title, not its id."""
    made = desk.plan(request_)
    assert made.fallback is not None
    assert set(made.fallback.steps) <= made.titles.keys()


def test_changes_that_are_not_proved_to_be_the_smallest_say_so(
    request_: pp.Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadline that may be later than it must be is told as such."""
    ask = evolve(request_, deadline="2027-01-31", effort=0)
    words = "There was no time to prove that less is not enough"
    proved = desk.why_not(ask, "cpc")
    assert {change.proved for change in proved.plan.changes} == {True}
    assert words not in " ".join(proved.sentences)
    monkeypatch.setattr(what_if, "EFFORT", 60)
    found = desk.why_not(ask, "cpc")
    assert False in {change.proved for change in found.plan.changes}
    assert words in " ".join(found.sentences)


def test_a_goal_that_is_not_proved_is_marked_in_the_list(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its day has a mark, and the mark is explained."""
    ask = ("reach", "small.yaml", "--start", "2027-01-04")
    assert "*" not in invoke(*ask).stdout
    found = desk.reach(pp.Request("small.yaml", start="2027-01-04"))
    unsure = tuple(evolve(one, status=model.Status.FEASIBLE) for one in found)
    monkeypatch.setattr(desk, "reach", lambda _: unsure)
    said = invoke(*ask).stdout
    assert "2027-01-18*" in said
    assert "*: a good plan; there was no time to prove that none is better." in said
