"""The offer at which a step is taken stands in every output that has a place for it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.model import Offer, Unit
from pathplanner.model.intakes import Intakes
from pathplanner.model.plan import Plan

NEAR = Offer(
    "near", "course", "Near School", place="Austin, TX", price=900, paid_by=("Pell",),
    intakes=Intakes(dates=["2027-02-01", "2027-09-01"]), from_="phone", on=date(2026, 12, 1),
    note="Ask for the evening class.", attendance="part-time",
)  # fmt: skip
FAR = Offer("far", "course", "Far School", price=1500, duration=pp.Duration.exactly(2, Unit.MONTHS))


@cache
def plan() -> Plan:
    """Return a plan that takes one of two offers."""
    months = pp.Duration.exactly(9, Unit.MONTHS)
    course = pp.Step("course", "Course", pp.Kind.COURSE, duration=months, study_hours=100)
    way = pp.Pathway("p", "P", [course], destinations=("course",), offers=(NEAR, FAR))
    return pp.plan(way, pp.Learner("2027-01-04", hours_per_week=40, prefer="cheapest"))


@pytest.mark.parametrize("format_", ["text", "web", "json", "csv", "ics", "checklist"])
def test_the_school_is_named(format_: str) -> None:
    """Each output says who offers the step."""
    names = {name for name in pp.renderer_names() if name.startswith(format_)}
    if not names:
        pytest.skip(f"{format_} is not installed")
    assert b"Near School" in pp.render(plan(), names.pop())


def test_the_card_tells_days_payers_source_and_others() -> None:
    """The card says when it starts, who may pay, who said so, and where else it is offered."""
    text = " ".join(pp.render(plan(), "text").decode().split())
    for words in (
        "Offered by: Near School, Austin, TX",
        "Starts on: February 1, 2027 and September 1, 2027",
        "Attended: part-time",
        "May be paid by: Pell",
        "found out: phone, December 1, 2026",
        "Ask for the evening class.",
        "Also offered by: Far School ($1,500, 2 months)",
    ):
        assert words in text


def test_other_ways_name_their_schools() -> None:
    """A way with the same steps at another school says at which."""
    assert "Course at Far School" in " ".join(pp.render(plan(), "web").decode().split())


def test_a_plan_with_offers_is_read_again() -> None:
    """JSON holds offers whole, and gives the same plan back."""
    from pathplanner.formats import read_plan

    again = read_plan(pp.render(plan(), "json"))
    assert again.steps[0].offer == NEAR
    assert again == plan()


@pytest.mark.parametrize(("url", "site"), [("", ""), ("https://near.example/x", " (near.example)")])
def test_a_school_is_not_asked_at_the_address_of_another(url: str, site: str) -> None:
    """Whom to ask is the school, at its own address if that is known."""
    body = pp.model.Body("board", "Board", url="https://board.example")
    course = pp.Step("course", "Course", pp.Kind.COURSE, duration=NEAR.duration, body="board")
    offer = evolve(NEAR, url=url, duration=pp.Duration.exactly(9, Unit.MONTHS), intakes=None)
    way = pp.Pathway(
        "p", "P", [course], destinations=("course",), bodies=(body,), offers=(offer,)
    )  # fmt: skip
    made = pp.plan(way, pp.Learner("2027-01-04", hours_per_week=40))
    assert f"Ask Near School{site}: " in " ".join(pp.render(made, "text").decode().split())
