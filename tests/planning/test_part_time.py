"""What is paid again and again for a program that lasts longer for those with few hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pathplanner as pp
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Attendance, Kind, Step

YEAR = Duration.exactly(1, Unit.YEARS)


def degree(attendance: Attendance | None = Attendance.PART_TIME, years: int = 2) -> pp.Pathway:
    """A degree of two years and 2,080 hours, 20 a week, for 1,000 a year."""
    step = Step(
        "degree", "Degree", Kind.PROGRAM, attendance=attendance,
        duration=Duration.exactly(years, Unit.YEARS), study_hours=Estimate.exactly(2080),
        costs=Cost(CostKind.TUITION, Estimate.exactly(1000), every=YEAR),
    )  # fmt: skip
    return pp.Pathway("college", "College", [step], destinations=["degree"])


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        # In time: on the first day and a year after it.
        (20, [date(2027, 1, 4), date(2028, 1, 4)]),
        (40, [date(2027, 1, 4), date(2028, 1, 4)]),
        # 208 weeks instead of 104: a year's price comes after 104 weeks.
        (10, [date(2027, 1, 4), date(2029, 1, 1)]),
        # 2,080 / 15 weeks, in days rounded up 971: 52 * 971 / 7 / 104 = 69.4, so 70 weeks.
        (15, [date(2027, 1, 4), date(2028, 5, 8)]),
    ],
)
def test_a_degree_costs_its_years_however_slowly_one_studies(hours: int, days: list[date]) -> None:
    """Two years' tuition are paid, further apart where it lasts longer; the check agrees."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=hours)
    made = pp.plan(degree(), learner, "degree")
    assert [paid.on for paid in made.steps[0].payments] == days
    assert made.cost.out_of_pocket == Decimal(2000)
    assert pp.verify(made, degree()) == ()


def test_what_takes_its_span_in_any_case_is_paid_by_the_calendar() -> None:
    """Without a word on attendance the length is the span, and the hours must fit."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=20)
    made = pp.plan(degree(None), learner, "degree")
    assert [paid.on.year for paid in made.steps[0].payments] == [2027, 2028]
    assert pp.plan(degree(None), pp.Learner(start="2027-01-04"), "degree").finish is None


def test_a_plan_that_pays_by_the_calendar_is_found_wrong() -> None:
    """The check works the days out for itself."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=10)
    slow = pp.plan(degree(), learner, "degree")
    assert pp.verify(slow, degree(years=3))
