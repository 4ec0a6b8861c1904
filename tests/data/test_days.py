"""Plans of the bundled pathways ask nobody to be in two places on one day, nor on a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.formats.bundled import bundled_pathways
from pathplanner.model.workdays import work_days

PREFERENCES = ("fastest", "cheapest", "balanced")
LEARNERS = {
    "from-nothing": {"start": "2027-01-04"},
    "on-a-holiday": {
        "start": "2027-07-04",
        "hours_per_week": 20,
        "state": "US-TX",
        "holds": ["high-school-diploma"],
    },
    "on-christmas": {
        "start": "2026-12-25",
        "hours_per_week": 40,
        "savings": 3000,
        "monthly": 200,
        "holds": ["high-school-diploma"],
    },
    "on-saturday": {"start": "2027-01-09", "hours_per_week": 30, "birth_date": "1998-01-01"},
}


def exam_day(step: pp.model.PlannedStep) -> date | None:
    """Return the day of a step's exam: its start if it has no days of its own."""
    if step.kind != "exam" and step.exam is None:
        return None
    has_days = step.hours is not None or step.duration is not None
    return None if has_days else step.start


def before(plan: pp.Plan, step: pp.model.PlannedStep) -> set[str]:
    """Return the ids of all planned steps that a step needs, and that these need."""
    by_id = {one.id: one for one in plan.steps}
    found: set[str] = set()
    todo = list(step.needs)
    while todo:
        name = todo.pop()
        if name in by_id and name not in found:
            found.add(name)
            todo += by_id[name].needs
    return found


def impossible(plan: pp.Plan) -> Iterator[str]:
    """Yield what no person could do.

    - An exam on the day on which the learning for it ends, or on that of another exam.
    - A license on the day of an exam for it.
    - A first day at work on the day on which what the job asks for is there, or on that of
      another job.
    - Two programs that end on one day, or one that begins on the day on which one that it
      needs ends.
    """
    by_id = {step.id: step for step in plan.steps}
    for step in plan.steps:
        for other in (by_id[name] for name in before(plan, step)):
            clash = {
                "exam on the last day of": exam_day(step) == other.finish
                and other.kind in ("program", "course"),
                "there on the day of": step.kind == "license" and step.finish == exam_day(other),
                "first day with": step.kind == "job" != other.kind and step.start == other.finish,
                "begins with the end of": step.kind == other.kind == "program"
                and step.start == other.finish,
            }
            yield from (f"{step.id}: {what} {other.id}" for what, is_so in clash.items() if is_so)
    for one, two in combinations(plan.steps, 2):
        both = {
            "two exams": exam_day(one) is not None and exam_day(one) == exam_day(two),
            "two jobs": one.kind == two.kind == "job" and one.start == two.start,
            "two ends": one.kind == two.kind == "program" and one.finish == two.finish,
        }
        yield from (f"{what}: {one.id} and {two.id}" for what, is_so in both.items() if is_so)


def on_a_day_off(plan: pp.Plan) -> Iterator[str]:
    """Yield who is hired or examined when nothing is open."""
    days = work_days(plan.pathway.country, plan.learner.state)
    for step in plan.steps:
        for day in {exam_day(step), step.start if step.kind == "job" else None} - {None}:
            if not step.under_way and days.is_off(day.toordinal()):
                yield f"{step.id} on {day}"


@pytest.mark.slow
@pytest.mark.parametrize("who", LEARNERS)
@pytest.mark.parametrize("name", bundled_pathways())
def test_no_plan_asks_what_no_person_can_do(name: str, who: str) -> None:
    """For each goal and preference, no two milestones are too near, and none is on a day off."""
    pathway, learner = pp.load_pathway(name), pp.Learner(**LEARNERS[who])
    found, made = [], 0
    for goal in pathway.destinations:
        for prefer in PREFERENCES:
            plan = pp.plan(pathway, learner, goal, prefer)
            made += bool(plan.steps)
            found += [(goal, prefer, what) for what in (*impossible(plan), *on_a_day_off(plan))]
    assert found == []
    assert made or who == "on-christmas"


def test_without_assumptions_such_days_are_found() -> None:
    """Where nothing is assumed the same check does find what nobody can do."""
    learner = pp.Learner("2027-07-04", holds=["high-school-diploma"], assumptions="none")
    plan = pp.plan(pp.load_pathway("registered-nurse"), learner, "nursing-assistant-job")
    assert list(impossible(plan))
    assert list(on_a_day_off(evolve_to_sunday(plan)))


def evolve_to_sunday(plan: pp.Plan) -> pp.Plan:
    """Return the plan with its last step on a Sunday."""
    last = evolve(plan.steps[-1], start=date(2027, 8, 1))
    return evolve(plan, steps=(*plan.steps[:-1], last))
