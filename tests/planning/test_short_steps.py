"""Lessons of a few hours, of which several fit in one day (planning rule 18)."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

import random_short
from comparing import compare

from pathplanner.model.learner import Break, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Status
from pathplanner.model.price import Cost, CostKind, Discount
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import NOTHING, Needs
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.planning.futures.simulation import forecast
from pathplanner.verification import verify

FIRST = date(2027, 1, 4)
CASES = int(os.environ.get("PATHPLANNER_SHORT_CASES", "60"))


def lessons(count: int, hours: float = 5, **changes: object) -> list[Step]:
    """Return a chain of lessons, each of which requires the one before."""
    return [
        Step(
            f"lesson-{place}",
            "Lesson",
            study_hours=Estimate.exactly(hours),
            requires=Needs(f"lesson-{place - 1}") if place else NOTHING,
            **changes,
        )
        for place in range(count)
    ]


def planned(steps: list[Step], **how: object):
    """Return the plan for the last of some steps, and the pathway; `verify` finds no fault."""
    pathway = Pathway("p", "P", steps, destinations=[steps[-1].id])
    made = plan(pathway, Learner(FIRST, **{"hours_per_week": 10, **how}))
    assert verify(made, pathway) == ()
    return made, pathway


def days_of(made) -> list[tuple[int, int]]:
    """Return on which days after the first the steps of a plan start and finish."""
    return [((s.start - FIRST).days, (s.finish - FIRST).days) for s in made.steps]


def test_a_hundred_chained_lessons_take_no_more_days_than_their_hours():
    """A chain of 100 lessons of five hours takes 350 days at ten hours a week, and not 400."""
    made, _ = planned(lessons(100))
    assert made.status is Status.OPTIMAL
    assert made.finish == FIRST + timedelta(350)
    assert days_of(made)[:4] == [(0, 4), (3, 7), (7, 11), (10, 14)]


def test_several_lessons_fit_in_one_day():
    """Twelve lessons of an hour take two days at 42 hours a week; each finishes when it is done."""
    made, _ = planned(lessons(12, 1), hours_per_week=42)
    assert days_of(made) == [(0, 1)] * 6 + [(1, 2)] * 6


def test_an_exam_waits_for_the_day_after_the_last_lesson():
    """An exam is not on the day on which the last hour is studied, as for all other steps."""
    exam = Step("exam", "Exam", Kind.EXAM, requires=Needs("lesson-2"))
    made, _ = planned([*lessons(3), exam])
    assert days_of(made) == [(0, 4), (3, 7), (7, 11), (11, 11)]


def test_lessons_leave_breaks_free_and_go_on_with_the_hours_of_the_day_before():
    """A break on the third to ninth day moves what is left; the half day before it is used."""
    pause = Break(FIRST + timedelta(4), FIRST + timedelta(10))
    made, _ = planned(lessons(3), breaks=[pause])
    assert days_of(made) == [(0, 4), (3, 13), (13, 17)]


@pytest.mark.parametrize("change", ["costs", "valid_for", "waiting", "hours"])
def test_what_hangs_on_whole_days_takes_whole_days(change):
    """A lesson that gives a discount, runs out, is waited for, or takes a week is rounded up."""
    first, second = lessons(2, 12 if change == "hours" else 5)
    if change == "costs":
        price = Cost(CostKind.FEE, 10, discounts=(Discount("lesson-0", Estimate.exactly(5)),))
        second = evolve(second, costs=(price,))
    elif change == "valid_for":
        first = evolve(first, valid_for=Duration.exactly(90))
    elif change == "waiting":
        second = evolve(second, waiting=Duration.exactly(1))
    made, _ = planned([first, second])
    length = {"hours": 9}.get(change, 4)
    wait = 1 if change == "waiting" else 0
    assert days_of(made) == [(0, length), (length + wait, 2 * length + wait)]


def moved(made, name: str, **days: int):
    """Return a plan in which a step starts or finishes some days after the first."""
    steps = [
        evolve(s, **{what: FIRST + timedelta(day) for what, day in days.items()})
        if s.id == name
        else s
        for s in made.steps
    ]
    return evolve(made, steps=steps)


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [
        ("lesson-2", {"start": 3}, "need 30 hours per week"),
        ("lesson-1", {"finish": 6}, "by the rules it finishes on 2027-01-11"),
        ("lesson-1", {"start": 2}, "can start on 2027-01-07 only"),
    ],
)
def test_a_day_has_no_more_lessons_than_hours(name, days, said):
    """A lesson more on a day, one done too soon, or one before what it requires is a fault."""
    made, pathway = planned(lessons(4))
    faults = verify(moved(made, name, **days), pathway)
    assert any(said in fault.message for fault in faults), faults


def test_lessons_keep_their_order_in_every_future():
    """Lessons of known hours finish in each future on the day of the plan."""
    made, pathway = planned(lessons(6))
    told = forecast(made, pathway, futures=5)
    assert told.finish_half == told.finish_most == made.finish == FIRST + timedelta(21)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, 20))
def test_short_steps_equal_the_oracle(first):
    """Plans of small cases with lessons of a few hours are the best there are."""
    found = [compare(seed, random_short.make) for seed in range(first, first + 20)]
    assert [one for one in found if one.differences] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES // 3, 10))
def test_short_steps_equal_cpsat(first):
    """The trade-off fronts of medium cases with such lessons are those that CP-SAT proves."""
    pytest.importorskip("ortools", reason="OR-Tools is only in the dependency group `test`")
    import comparing_cpsat

    found = [
        comparing_cpsat.compare(seed, low=8, high=16, patience=5, make=random_short.medium)
        for seed in range(first, first + 10)
    ]
    assert [one for one in found if one.differences] == []
    assert sum(one.kind.startswith("equal,") for one in found) > len(found) / 2
