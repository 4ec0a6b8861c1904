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

from pathplanner.errors import InputError
from pathplanner.formats import read_pathway
from pathplanner.model.learner import Break, Learner, WeekHours
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Status
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import NOTHING, Needs
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.planning.futures.simulation import forecast
from pathplanner.renderers import render
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
            **{"shares_days": True, **changes},
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


def test_the_page_says_that_lessons_share_a_day():
    """A card tells it in words, and the hours of a week are no more than the learner has."""
    made, _ = planned(lessons(3))
    text = " ".join(render(made, "text").decode().replace("\u00a0", " ").split())
    assert "on the same day as other lessons where hours are left" in text
    assert "Study hours a week: up to 10 hours" in text


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


def test_old_lessons_take_whole_days():
    """Without the word a lesson takes whole days, as it always did."""
    made, _ = planned(lessons(3, shares_days=False))
    assert days_of(made) == [(0, 4), (4, 8), (8, 12)]


def test_a_lesson_of_more_than_a_week_ends_at_an_hour_too():
    """Three lessons of twelve hours take 26 days at ten hours a week, not 27."""
    made, _ = planned(lessons(3, 12))
    assert days_of(made) == [(0, 9), (8, 17), (16, 26)]


@pytest.mark.parametrize("how", ["period", "own", "begun"])
def test_lessons_take_whole_days_where_the_learner_has_other_hours(how):
    """Hours that differ by period, or are for a step alone, and what is under way: whole days."""
    told = {
        "period": {"hours": [WeekHours(10, from_=FIRST)]},
        "own": {"hours": [WeekHours(10, step="lesson-0")]},
        "begun": {"under_way": {"lesson-0": FIRST}},
    }
    made, _ = planned(lessons(2), **told[how])
    assert days_of(made) == [(0, 4), (4, 8)]


def test_all_that_goes_by_whole_days_is_a_fault_at_once():
    """A file is told every place at which a step that shares days asks for whole days."""
    text = """
format: pathplanner/pathway/1
id: p
title: P
steps:
  one: {title: One, kind: course, study_hours: 5, shares_days: true, waiting: 1 day, not_with: two}
  two:
    {title: T, kind: exam, study_hours: 5, shares_days: true, requires: {step: one, within: 9 days}}
  three:
    {title: Three, duration: 2 days, shares_days: true, costs: {fee: {amount: 9, every: 1 month}}}
  four:
    {title: Four, costs: [{kind: fee, amount: 9, discounts: {five: 5}}], requires: five}
  five: {title: Five, study_hours: 5, shares_days: true}
  six:
    title: Six
    study_hours: 5
    shares_days: true
    otherwise: [{when: {age: 30 or more}, waiting: 5 days}]
states:
  US-TX: {steps: {five: {waiting: 2 days}}}
"""
    with pytest.raises(InputError) as told:
        read_pathway(text)
    assert {fault.path.removeprefix("steps.") for fault in told.value.faults} == {
        "one.waiting",
        "one.not_with",
        "one.not_with[0]",
        "two.kind",
        "two.requires",
        "three.shares_days",
        "three.duration",
        "three.costs.fee.every",
        "four.costs[0].discounts.five.holding",
        "six.otherwise[0]",
        "states.US-TX.steps.five.waiting",
    }
    assert all(fault.hint for fault in told.value.faults)


def test_fifty_lessons_side_by_side_are_planned_at_once():
    """Fifty lessons of five hours that wait for nothing take 175 days at ten hours a week."""
    apart = [evolve(lesson, requires=NOTHING) for lesson in lessons(50)]
    goal = Step("goal", "Goal", Kind.OTHER, requires=[lesson.id for lesson in apart])
    made, _ = planned([*apart, goal])
    assert made.status is Status.OPTIMAL
    assert made.finish == FIRST + timedelta(175)


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
