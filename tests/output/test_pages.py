"""How many pages a roadmap has, how full they are, and how often it says an amount."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import pytest
from tests.data.reading import NAMES
from tests.output import plans
from tests.output.measured import Sheet, repeated, sheets
from tests.output.test_layout import sixty

import pathplanner as pp
from pathplanner.document import Document, Variant, View, compose

pytestmark = pytest.mark.slow

FULLEST = 0.25
"""More than this of a page, but the last, is never empty."""

HOURS = 30
"""Hours a week with which every goal can be reached."""

GOALS = [(name, goal) for name in NAMES for goal in pp.load_pathway(name).destinations]
LOOKS = [("letter", "en"), ("a4", "es"), ("a4", "en"), ("letter", "es")]
WHOLE = "PATHPLANNER_ALL_PAGES" in os.environ
"""Whether each goal is printed in each look: minutes, so without it each is in one look."""

SHARES = {look: GOALS if WHOLE else GOALS[place :: len(LOOKS)] for place, look in enumerate(LOOKS)}
"""The goals that are printed in a paper and language."""


@cache
def made(name: str, goal: str) -> pp.Plan:
    learner = pp.Learner(start="2027-01-04", hours_per_week=HOURS, name="Maria Lopez")
    return pp.plan(pp.load_pathway(name), learner, goal)


@cache
def printed(name: str, goal: str, paper: str, language: str) -> tuple[Sheet, ...]:
    return tuple(sheets(compose(made(name, goal), View(language)), paper))


def half_empty(found: tuple[Sheet, ...]) -> Iterator[Sheet]:
    yield from (sheet for sheet in found[:-1] if sheet.empty > FULLEST)


def test_goals_take_seven_pages_and_fill_them() -> None:
    """Over all goals the mean is at most 7 pages, and no page but the last is a quarter empty."""
    every = {(look, one): printed(*one, *look) for look, goals in SHARES.items() for one in goals}
    assert {one for _, one in every} == {*GOALS}
    assert sum(map(len, every.values())) / len(every) <= 7
    loose = {one: [*half_empty(found)] for one, found in every.items()}
    assert {one: bad for one, bad in loose.items() if bad} == {}


@pytest.mark.parametrize(("paper", "language"), LOOKS)
def test_the_first_page_answers_by_itself(paper: str, language: str) -> None:
    """The finish, the sums, the actions and the map are all on page one."""
    for name, goal in SHARES[paper, language]:
        plan = made(name, goal)
        document = compose(plan, View(language))
        first = printed(name, goal, paper, language)[0].text
        summary = document.section("summary")
        route = document.section("stages") or document.section("route")
        assert summary
        assert route or not plan.steps
        for section in filter(None, (summary, route)):
            assert "".join(section.title.split()) in first, (name, goal, section.id)
        if route:
            last = route.blocks[0].stops[-1]  # type: ignore[union-attr]
            assert "".join(last.title.split()) in first, (name, goal)


def test_five_steps_take_few_pages_in_large_print_too() -> None:
    """At most six and two of reference; in large print twenty, at the two goals with the most."""
    every = [(look, one) for look, goals in SHARES.items() for one in goals]
    found = {one: len(printed(*one, *look)) for look, one in every if len(made(*one).steps) == 5}
    assert len(found) > 5
    assert max(found.values()) <= 8
    for one in (("medical-biller-and-coder", "ccs"), ("emt-and-paramedic", "emt-job")):
        assert one in found
        assert len(sheets(compose(made(*one), View("es")), "letter", large=True)) <= 20


def test_no_amount_stands_in_more_than_three_places() -> None:
    """A price or a sum is said where it is used, at most three times for each fact it is."""
    for name, goal in GOALS:
        plan = made(name, goal)
        assert repeated(compose(plan), plan) == {}, (name, goal)


def refused() -> pp.Plan:
    """Return a plan that time, money and hours do not allow, in one."""
    limits = {"budget": 1000, "deadline": "2027-12-01", "work_hours": 20}
    learner = pp.Learner("2027-01-04", hours_per_week=5, name="Maria Lopez", **limits)
    plan = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, "cpc")
    assert plan.reasons
    assert plan.change_pairs
    return plan


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_plans_and_short_ones(paper: str) -> None:
    """Few steps take few pages, many steps take more, and a refusal one."""
    sizes = {
        "one": (plans.one_step, 4),
        "coder": (plans.coder, 10),
        "every reason": (plans.impossible, 2),
        "impossible": (refused, 1),
        "sixty": (sixty, 24),
    }
    for name, (make, most) in sizes.items():
        found = sheets(compose(make()), paper)
        assert len(found) <= most, name


def brief(plan: pp.Plan, variant: Variant) -> Document:
    return compose(plan, View(variant=variant))


@pytest.mark.parametrize("variant", [Variant.BRIEF, Variant.CHECKLIST])
def test_the_short_variants_take_one_page(variant: Variant) -> None:
    """Up to eight steps the brief roadmap and the checklist are one page each."""
    for name, goal in GOALS:
        plan = made(name, goal)
        if 0 < len(plan.steps) <= 8:
            assert len(sheets(brief(plan, variant))) == 1, (name, goal)
