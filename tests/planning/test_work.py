"""Working and learning at once: planning rule 18."""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import random_work
from comparing import compare

import pathplanner as pp
from pathplanner.errors import InputError
from pathplanner.formats import read_learner, read_pathway
from pathplanner.model.learner import Learner, WeekHours
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.refusal import ChangeKind
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.verification import verify

CASES = int(os.environ.get("PATHPLANNER_ORACLE_CASES", "600"))
BLOCK = 50

ENGLISH = """
format: pathplanner/pathway/1
id: apprentice-england
title: Apprentice
destinations: [epa]
country: GB
steps:
  training: {title: Training, kind: program, duration: 15 months, study_hours: 400}
  english: {title: English, kind: course, study_hours: 60WEEKLY}
  maths: {title: Maths, kind: course, study_hours: 60WEEKLY}
  epa: {title: Gateway, kind: exam, requires: [training, english, maths], waiting: 4 weeks}
"""


def planned(text: str, learner: Learner) -> tuple[pp.Plan, Pathway]:
    """Return a plan that the rules hold for, and its pathway."""
    pathway = read_pathway(text)
    made = plan(pathway, learner)
    assert verify(made, pathway) == ()
    return made, pathway


def days(made: pp.Plan) -> dict[str, tuple[date, date]]:
    """Return the start and the finish of each planned step."""
    return {step.id: (step.start, step.finish) for step in made.steps}


def test_small_subjects_run_beside_a_long_programme():
    """Maths and English take an hour a week each and end with the training (public case 11)."""
    learner = Learner("2027-01-04", hours_per_week=8)
    made, _ = planned(ENGLISH.replace("WEEKLY", ", weekly_hours: 0.925"), learner)
    # Four weeks after the fifteen months.
    assert days(made) == {
        "english": (date(2027, 1, 4), date(2028, 4, 3)),
        "maths": (date(2027, 1, 4), date(2028, 4, 3)),
        "training": (date(2027, 1, 4), date(2028, 4, 4)),
        "epa": (date(2028, 5, 2), date(2028, 5, 2)),
    }
    assert made.steps[0].hours_per_week == 1


def test_without_hours_of_their_own_they_come_one_after_another():
    """What says nothing of its weekly hours still takes the whole week."""
    made, _ = planned(ENGLISH.replace("WEEKLY", ""), Learner("2027-01-04", hours_per_week=8))
    spans = sorted(days(made).values())
    assert made.finish == date(2028, 8, 15)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_hours_kept_for_a_step_are_taken_by_no_other():
    """A learner keeps an hour a week for each subject, and the training has all eight."""
    own = [WeekHours("0.95", step="maths"), WeekHours(1, step="english")]
    learner = Learner("2027-01-04", hours_per_week=8, hours=own)
    made, _ = planned(ENGLISH.replace("WEEKLY", ""), learner)
    assert {start for start, _ in list(days(made).values())[:3]} == {date(2027, 1, 4)}
    assert made.finish == date(2028, 5, 2)


def test_more_hours_in_summer_make_a_course_shorter():
    """A course of 100 hours goes on with 7 hours a week for ten weeks, then with 21 a week."""
    course = Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(100))
    pathway = Pathway("p", "P", [course])
    hours = [WeekHours(21, from_="2027-03-15")]
    made = plan(pathway, Learner("2027-01-04", hours_per_week=7, hours=hours))
    # 70 hours in 70 days, then 3 a day.
    assert days(made)["course"] == (date(2027, 1, 4), date(2027, 3, 25))
    assert made.steps[0].hours_per_week == 21
    assert verify(made, pathway) == ()


def test_weeks_without_hours_are_waited_for():
    """A course does not begin where there are no hours, and stands still while there are none."""
    course = Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(10))
    pathway = Pathway("p", "P", [course])
    hours = [WeekHours(7, from_="2027-02-01"), WeekHours(0, from_="2027-02-06"),
             WeekHours(7, from_="2027-03-01")]  # fmt: skip
    made = plan(pathway, Learner("2027-01-04", hours_per_week=0, hours=hours))
    assert days(made)["course"] == (date(2027, 2, 1), date(2027, 3, 6))
    assert verify(made, pathway) == ()


def test_a_programme_that_needs_more_waits_for_weeks_that_have_it():
    """Ten hours a week for ten weeks fit only where there are ten hours all the time."""
    ten = Duration.exactly(10, "weeks")
    course = Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(100), duration=ten)
    pathway = Pathway("p", "P", [course])
    hours = [WeekHours(5, from_="2027-02-01"), WeekHours(12, from_="2027-06-01")]
    made = plan(pathway, Learner("2027-01-04", hours_per_week=10, hours=hours))
    assert days(made)["course"][0] == date(2027, 6, 1)
    assert verify(made, pathway) == ()


def test_where_weeks_are_too_short_the_smallest_change_is_told():
    """With five hours from some day on, ten are asked for, and ten would do."""
    ten = Duration.exactly(10, "weeks")
    course = Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(100), duration=ten)
    learner = Learner("2027-01-04", hours_per_week=10, hours=[WeekHours(5, from_="2027-02-01")])
    made = plan(Pathway("p", "P", [course]), learner)
    more = [change for change in made.changes if change.kind is ChangeKind.HOURS]
    assert [change.amount for change in more] == [10]


def test_a_learner_file_tells_hours_and_says_what_is_wrong_with_them():
    """Hours are read and written back; what is neither, both, too many or told twice is a fault."""
    head = "format: pathplanner/learner/1\nstart: 2027-01-04\nhours:\n"
    learner = read_learner(
        head + "  - {from: 2027-03-01, per_week: 20}\n  - {step: maths, per_week: 1}\n"
    )
    assert learner.hours == (WeekHours(20, from_="2027-03-01"), WeekHours(1, step="maths"))
    for wrong, where in (
        ("{per_week: 20}", "hours[0]"),
        ("{per_week: 20, from: 2027-03-01, step: maths}", "hours[0]"),
        ("{per_week: 200, from: 2027-03-01}", "hours[0].per_week"),
    ):
        with pytest.raises(InputError) as caught:
            read_learner(head + f"  - {wrong}\n")
        assert [fault.path for fault in caught.value.faults] == [where]
    pathway = read_pathway(ENGLISH.replace("WEEKLY", ""))
    twice = [WeekHours(1, step="maths"), WeekHours(2, step="maths"), WeekHours(2, step="math")]
    with pytest.raises(InputError) as caught:
        plan(pathway, Learner("2027-01-04", hours=twice))
    messages = [fault.message for fault in caught.value.faults]
    assert any("math'" in message for message in messages)
    assert any("2 times for maths" in message for message in messages)


def test_no_weekly_hours_at_all_are_a_fault():
    """A step that takes no hours a week would never end."""
    with pytest.raises(InputError) as caught:
        read_pathway(ENGLISH.replace("WEEKLY", ", weekly_hours: 0"))
    assert {fault.path for fault in caught.value.faults} == {
        "steps.english.weekly_hours",
        "steps.maths.weekly_hours",
    }


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle_with_hours_that_differ(first):
    """Plans of random cases with hours by day and by step are the best there are."""
    outcomes = [
        compare(seed, random_work.with_hours) for seed in range(first, min(first + BLOCK, CASES))
    ]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4
