"""The route map and the timeline: what they draw is what the plan says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest

import pathplanner as pp
from pathplanner.document import Mark, RouteMap, Table, Timeline, compose, format_marks
from pathplanner.document.sections.route import lay_lanes, without_detours


def random_needs(seed: int) -> dict[str, tuple[str, ...]]:
    """Return a graph without circles, its names in an order that fits."""
    random = Random(seed)
    names = [f"s{number}" for number in range(random.randint(1, 14))]
    found: dict[str, tuple[str, ...]] = {}
    for place, name in enumerate(names):
        before = names[:place]
        found[name] = tuple(random.sample(before, min(len(before), random.randint(0, 3))))
    return found


def drawn(needs: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Follow the lines down the rows, as an eye does, and return what meets what."""
    lines: dict[int, str] = {}
    met: dict[str, set[str]] = {}
    for name, place in lay_lanes(needs).items():
        assert set(place.comes_from) <= set(lines), "a line comes from nowhere"
        met[name] = {lines[lane] for lane in place.comes_from}
        lines = {lane: lines[lane] for lane in place.passes}
        if place.goes_on:
            assert place.lane not in lines, "two lines in one lane"
            lines[place.lane] = name
    assert not lines, "a line leads nowhere"
    return met


@pytest.mark.parametrize("seed", range(200))
def test_lines_join_what_belongs_together(seed: int) -> None:
    """Whoever follows the lines finds just the needs of every stop."""
    needs = random_needs(seed)
    assert drawn(needs) == {name: set(wanted) for name, wanted in needs.items()}


@pytest.mark.parametrize("seed", range(100))
def test_detours_are_dropped_and_nothing_else(seed: int) -> None:
    """Without detours the same stops come before each stop, and no line can go."""
    needs = random_needs(seed)
    fewer = without_detours(needs)

    def before(graph: dict[str, tuple[str, ...]], name: str) -> set[str]:
        return set(graph[name]).union(*(before(graph, one) for one in graph[name]))

    for name in needs:
        assert before(fewer, name) == before(needs, name)
        for one in fewer[name]:
            others = [other for other in fewer[name] if other != one]
            assert one not in set().union(*(before(fewer, other) for other in others))


def plan_of(**learner: object) -> pp.Plan:
    pathway = pp.load_pathway("medical-biller-and-coder")
    return pp.plan(pathway, pp.Learner(start="2027-01-04", **learner))


def block(plan: pp.Plan, section: str) -> object:
    found = compose(plan).section(section)
    assert found is not None
    return found.blocks[0]


def test_map_has_every_step_once_with_its_number() -> None:
    """The stops are the start and then the steps in order, the goal marked as such."""
    plan = plan_of(goal=["ccs"], holds=["high-school-diploma"])
    found = block(plan, "route")
    assert isinstance(found, RouteMap)
    assert [stop.number for stop in found.stops] == list(range(len(plan.steps) + 1))
    assert [stop.title for stop in found.stops[1:]] == [step.title for step in plan.steps]
    marks = {stop.title: stop.mark for stop in found.stops}
    exits = {plan.titles[place.step] for place in plan.exits}
    for title, mark in marks.items():
        goal = title in [plan.titles[step] for step in plan.goal]
        assert (mark is Mark.GOAL) == goal
        assert (mark is Mark.EXIT) == (title in exits)
    assert "High school diploma" in found.stops[0].detail


def test_map_tells_the_ways_not_taken() -> None:
    """A step with alternatives names them and says how many ways there were."""
    plan = plan_of(goal=["ccs"], holds=["high-school-diploma"])
    found = block(plan, "route")
    assert isinstance(found, RouteMap)
    for step, stop in zip(plan.steps, found.stops[1:], strict=True):
        others = step.why.instead_of
        assert bool(stop.gate) == bool(others)
        if others:
            assert f"{len(others) + 1}" in stop.gate
            assert plan.titles[others[0].steps[0]] in stop.asides[0].text


def test_no_steps_no_map() -> None:
    """Who holds the goal already is shown no map and no timeline."""
    plan = plan_of(goal=["cpc"], holds=["cpc"])
    assert compose(plan).section("route") is None
    assert compose(plan).section("timeline") is None


def test_load_and_money_follow_the_plan() -> None:
    """The load's highest point and the last sum of money are those of the plan."""
    tuition = pp.Cost(pp.model.CostKind.TUITION, pp.Estimate.exactly(100))
    exam = pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(300))
    pathway = pp.Pathway(
        "p",
        "P",
        (
            pp.Step("one", "One", study_hours=pp.Estimate.exactly(60), costs=(tuition,)),
            pp.Step("two", "Two", requires=pp.Needs("one"), study_hours=pp.Estimate.exactly(24)),
            pp.Step("three", "Three", requires=pp.Needs("two"), costs=(exam,)),
        ),
    )
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04", hours_per_week=12))
    found = block(plan, "timeline")
    assert isinstance(found, Timeline)
    load, money = found.series
    assert "12" in load.words
    assert max(height for _place, height in load.points) == 100
    assert load.points[-1][1] == 0
    assert money.words == "the whole sum at the end"
    assert [height for _place, height in money.points] == [25.0, 100.0]
    assert plan.cost.out_of_pocket == Decimal(400)


@pytest.mark.parametrize("months", [1, 3, 7, 13, 30, 70, 200])
def test_ticks_have_room(months: int) -> None:
    """Marks of the scale have names that do not run into each other."""
    step = pp.Step("one", "One", duration=pp.Duration(months, months, months, "months"))
    last = pp.Step("two", "Two", requires=pp.Needs("one"))
    plan = pp.plan(pp.Pathway("p", "P", (step, last)), pp.Learner(start=date(2027, 1, 4)))
    found = block(plan, "timeline")
    assert isinstance(found, Timeline)
    named = [(name, place) for name, place in found.ticks if name]
    assert 2 <= len(named) <= 8
    room = 20 if any("\u00a0" in name for name, _place in named) else 8
    for (_one, left), (_other, right) in pairwise(named):
        assert right - left >= room * 0.9


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((), ""),
        ((4,), "[4]"),
        ((1, 2), "[1,\u00a02]"),
        ((1, 3, 4, 5), "[1,\u00a03\u20135]"),
        ((2, 3, 4, 9, 10), "[2\u20134,\u00a09,\u00a010]"),
    ],
)
def test_marks_of_many_sources_are_short(marks: tuple[int, ...], said: str) -> None:
    """Three marks or more in a row are written with a dash."""
    assert format_marks(marks) == said


def test_money_table_has_no_empty_columns() -> None:
    """Where no price has a range and nobody else pays, no column is left empty for them."""
    plain = block(plan_of(goal=["ccs"], holds=["high-school-diploma"]), "money")
    assert isinstance(plain, Table)
    titles = [column.title for column in plain.columns]
    assert titles[:3] == ["When", "Step, and what for", "You pay"]
    assert not {"Price", "Others pay", "Then left"} & set(titles)
    assert all(len(row) == len(titles) for row in (*plain.rows, *plain.totals))
    grant = pp.model.Funding("A grant", 100)
    helped = block(plan_of(goal=["ccs"], holds=["high-school-diploma"], funding=[grant]), "money")
    assert isinstance(helped, Table)
    assert "Others pay" in [column.title for column in helped.columns]
