"""Plain texts and numbers in the library mean the same as the model's own types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pathplanner as pp


def test_a_unit_given_as_a_text_is_that_unit() -> None:
    """Two "weeks" are two weeks, not two days."""
    assert pp.Duration(2, 2, 2, "weeks").after(date(2027, 1, 4)) == date(2027, 1, 18)


def test_plain_numbers_are_amounts() -> None:
    """A price and study hours may be plain numbers, and a kind a plain text."""
    step = pp.Step("a", "A", kind="course", study_hours=24, costs=(pp.Cost("tuition", 100),))
    plan = pp.plan(pp.Pathway("p", "P", (step,)), pp.Learner(start="2027-01-04", hours_per_week=12))
    assert plan.cost.likely == Decimal(100)
    assert plan.study_hours == 24
    assert step.kind is pp.Kind.COURSE


@pytest.mark.parametrize(
    "make",
    [
        lambda: pp.Duration(2, 2, 2, "fortnights"),
        lambda: pp.Cost("tuitoin", 100),
        lambda: pp.Cost("tuition", -1),
        lambda: pp.Step("a", "A", kind="corse"),
    ],
)
def test_what_is_no_such_value_is_refused(make: object) -> None:
    """A text that names no unit or kind, and a price below nothing, are errors."""
    with pytest.raises(pp.InputError, match=r"."):
        make()
