"""What the alternatives that were set aside would have cost."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

import pathplanner as pp
from pathplanner.model.learner import Prefer
from pathplanner.planning.explain import alternatives
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.search.wishes import find_best

sys.path.insert(0, str(Path(__file__).parent))

import random_cases

YEARS = pp.model.Unit.YEARS


@pytest.fixture
def pathway() -> pp.Pathway:
    """A job that a course or a degree opens; the degree's tuition is paid each year."""
    return pp.Pathway(
        "two-ways",
        "Two ways",
        (
            pp.Step(
                "course",
                "Course",
                duration=pp.Duration(1, 1, 1, YEARS),
                costs=(pp.Cost("tuition", 9000),),
            ),
            pp.Step(
                "degree",
                "Degree",
                duration=pp.Duration(4, 4, 4, YEARS),
                costs=(pp.Cost("tuition", 5000, every=pp.Duration(1, 1, 1, YEARS)),),
            ),
            pp.Step(
                "job", "Job", "job", requires=pp.AnyOf((pp.Needs("course"), pp.Needs("degree")))
            ),
        ),
        ("job",),
    )


def test_a_price_of_each_year_counts_in_every_year(pathway: pp.Pathway) -> None:
    """The degree set aside costs four years of tuition, less what the course costs."""
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
    [aside] = plan.steps[0].why.instead_of
    assert (aside.steps, aside.days, aside.cost) == (("degree",), 1096, Decimal(11000))


def test_little_effort_is_enough_where_prices_repeat(pathway: pp.Pathway) -> None:
    """That a degree is too dear is known without a schedule of it, so the search stays short."""
    learner = pp.Learner(start="2027-01-04", prefer="cheapest")
    assert pp.plan(pathway, learner, effort=40).status is pp.Status.OPTIMAL


def test_every_degree_is_compared() -> None:
    """For the CCS each degree that was set aside is told with its days and its money."""
    learner = pp.Learner(
        start="2027-03-15",
        hours_per_week=40,
        holds=["high-school-diploma", "anatomy-and-physiology"],
        prefer="balanced",
    )
    plan = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, "ccs")
    degrees = {"hit-associate-degree", "him-bachelor-degree"}
    told = [
        aside
        for planned in plan.steps
        for aside in planned.why.instead_of
        if degrees & set(aside.steps)
    ]
    assert degrees <= {name for aside in told for name in aside.steps}
    assert all(aside.days and aside.cost for aside in told)


HELD = ("high-school-diploma", "anatomy-and-physiology")
PREFERENCES = ("fastest", "cheapest", "balanced", "fewest-hours")


def _compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, object]]:
    """Have each alternative found a second time, by a search that has learned nothing."""
    found: list[tuple[object, object]] = []
    best = alternatives._Asides._best

    def twice(
        asides: alternatives._Asides, otherwise: Problem
    ) -> tuple[alternatives.Candidate | None, bool]:
        told = best(asides, otherwise)
        answer, other = find_best(otherwise, 200_000)
        plans = [other] if asides.problem.prefer is Prefer.FEWEST_HOURS else answer.front
        # More unknown lengths are not looked for.
        unknown = asides.chosen.time[0]
        plans = [plan for plan in plans if plan and plan.time[0] <= unknown]
        if answer.proved and (plans or told[1]):
            keys = [asides._key(plan.steps, plan.time, plan.cost) for plan in plans]
            mine = told[0] and asides._key(told[0].steps, told[0].time, told[0].cost)
            found.append((mine, min(keys, default=None)))
        return told

    monkeypatch.setattr(alternatives._Asides, "_best", twice)
    return found


@pytest.mark.parametrize("prefer", PREFERENCES)
def test_what_was_learned_changes_no_alternative(
    monkeypatch: pytest.MonkeyPatch, prefer: str
) -> None:
    """Each alternative for the hardest goal is the one that a search of its own finds."""
    found = _compared(monkeypatch)
    learner = pp.Learner(start="2027-03-15", hours_per_week=25, holds=HELD, prefer=prefer)
    pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, "cpc")
    assert len(found) > 5
    assert [one for one, _ in found] == [other for _, other in found]


@pytest.mark.parametrize("seed", range(100, 160))
def test_what_was_learned_changes_no_alternative_of_random_cases(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """In random cases as well, those with every kind of rule included."""
    found = _compared(monkeypatch)
    pathway, learner, goal = random_cases.make(seed, wide=True)
    pp.plan(pathway, learner, goal)
    assert [one for one, _ in found] == [other for _, other in found]
