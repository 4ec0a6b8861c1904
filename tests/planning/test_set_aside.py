"""What the alternatives that were set aside would have cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

import pathplanner as pp

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
    """For the CPC each degree that was set aside is told with its days and its money."""
    learner = pp.Learner(
        start="2027-03-15",
        hours_per_week=25,
        holds=["high-school-diploma", "anatomy-and-physiology"],
        prefer="balanced",
    )
    plan = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, "cpc")
    degrees = {"hit-associate-degree", "him-bachelor-degree"}
    told = [
        aside
        for planned in plan.steps
        for aside in planned.why.instead_of
        if degrees & set(aside.steps)
    ]
    assert degrees <= {name for aside in told for name in aside.steps}
    assert all(aside.days and aside.cost for aside in told)
