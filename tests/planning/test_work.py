"""Working and learning at once: planning rule 18."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

import random_work
import work_oracle
from comparing import compare

import pathplanner as pp
from pathplanner.errors import InputError
from pathplanner.formats import pathway_to_json, plan_to_json, read_learner, read_pathway, read_plan
from pathplanner.model.learner import Break, Learner, WeekHours
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Status
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.refusal import ChangeKind, ReasonKind
from pathplanner.model.requirement import AtLeast, Needs
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


def test_what_is_under_way_took_the_hours_that_there_were():
    """Begun with 10 hours a week, 600 hours are not over when there are 20 at last."""
    course = Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(600))
    pathway = Pathway("p", "P", [course])
    hours = [WeekHours(20, from_="2028-01-01")]
    begun = {"course": "2027-06-01"}
    made = plan(pathway, Learner("2028-01-04", hours_per_week=10, hours=hours, under_way=begun))
    # 214 days with 10 hours a week, then 103 with 20: 305.7 hours and 294.3.
    assert days(made)["course"] == (date(2027, 6, 1), date(2028, 4, 13))
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


@pytest.mark.parametrize(
    ("few", "start"), [("2027-01-13", date(2027, 1, 4)), ("2027-01-12", date(2027, 1, 22))]
)
def test_few_hours_in_a_break_are_no_matter_and_on_one_day_before_it_they_are(few, start):
    """A course of 15 hours a week goes on over a break, and not over a single day of too few."""
    course = Step("course", "Course", Kind.COURSE, study_hours=60, duration=Duration.exactly(28))
    learner = Learner(
        "2027-01-04",
        hours_per_week=20,
        hours=[WeekHours(5, from_=few), WeekHours(20, from_="2027-01-22")],
        breaks=[Break("2027-01-13", "2027-01-22")],
    )
    pathway = Pathway("p", "P", [course])
    made = plan(pathway, learner)
    assert verify(made, pathway) == ()
    assert made.steps[0].start == start


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


CARPENTER = """
format: pathplanner/pathway/1
id: carpenter
title: Carpenter
destinations: [red-seal]
currency: CAD
steps:
  register: {title: Register, kind: other, minimum_age: 16, states: [CA-ON]}
  site: {title: Work on site, kind: experience, requires: register, open_ended: true,
    work_hours: 34.6, entry_pay: 36000}
  school-one: {title: School one, kind: course, requires: {worked: 1800, of: site}, BLOCK}
  school-two: {title: School two, kind: course,
    requires: [school-one, {worked: 3600, of: site}], BLOCK}
  school-three: {title: School three, kind: course,
    requires: [school-two, {worked: 5400, of: site}], BLOCK}
  red-seal: {title: Red seal, kind: license, costs: {license: 150},
    requires: [school-three, {worked: 7200, of: site}]}
""".replace(
    "BLOCK",
    "duration: 8 weeks, study_hours: 240, intakes: [01-08, 09-03], "
    "costs: {tuition: 600}, stops: site",
)


def carpenter(**told: object) -> Learner:
    """Return a learner of public case 9."""
    return Learner("2027-01-04", state="CA-ON", assumptions="none", **told)


def test_work_goes_on_until_school_and_after_it():
    """7,200 hours and 24 weeks of school end in summer 2031 (public case 9)."""
    made, _ = planned(CARPENTER, carpenter(hours_per_week=30))
    # 7,200 hours at 34.6 a week are 1,457 days, and 168 days of school.
    assert made.finish == date(2027, 1, 4) + timedelta(1457 + 3 * 56)
    assert made.finish == date(2031, 6, 17)
    assert days(made)["site"] == (date(2027, 1, 4), made.finish)
    first = days(made)["school-one"][0]
    assert first == date(2028, 1, 8)
    assert "site" in made.steps[-1].needs


def test_pay_of_the_work_pays_for_school():
    """Who has 300 and sets a tenth of the pay aside can pay for all of it, and else cannot."""
    made, _ = planned(CARPENTER, carpenter(hours_per_week=30, savings=300, set_aside=10))
    assert made.finish == date(2031, 6, 17)
    poor = plan(read_pathway(CARPENTER), carpenter(hours_per_week=30, savings=300))
    assert poor.status is Status.IMPOSSIBLE


@pytest.mark.parametrize(("price", "status"), [(100, Status.OPTIMAL), (101, Status.IMPOSSIBLE)])
def test_a_month_with_school_in_it_brings_no_pay(price, status):
    """Of five months in which one works, only the one without school, April, brings pay."""
    wage = f"""
format: pathplanner/pathway/1
id: p
title: P
destinations: [tools]
steps:
  site: {{title: Site, kind: experience, open_ended: true, work_hours: 35, entry_pay: 12000}}
  school: {{title: School, kind: course, duration: 8 weeks, requires: {{worked: 5, of: site}},
    intakes: [2027-01-08], stops: site}}
  tools: {{title: Tools, kind: other, requires: [school, {{worked: 400, of: site}}],
    costs: {{other: {price}}}}}
"""
    learner = Learner("2027-01-01", savings=0, set_aside=10, assumptions="none")
    made, _ = planned(wage, learner)
    assert made.status is status
    # Seven days of work, eight weeks of school from January 8, 73 days of work.
    if made.steps:
        assert days(made)["site"] == (date(2027, 1, 1), date(2027, 5, 17))


def test_ten_hours_a_week_do_where_school_has_hours_of_its_own():
    """In a block of school one does not work: 30 hours kept for it leave the ten to others."""
    own = [WeekHours(30, step=f"school-{one}") for one in ("one", "two", "three")]
    made, _ = planned(CARPENTER, carpenter(hours_per_week=10, hours=own))
    assert made.finish == date(2031, 6, 17)
    refused = plan(read_pathway(CARPENTER), carpenter(hours_per_week=10))
    assert [(one.kind, one.amount) for one in refused.changes] == [(ChangeKind.HOURS, 30)]


def test_work_under_way_has_its_hours():
    """Half a year of work before the plan begins counts."""
    learner = carpenter(hours_per_week=30, holds=["register"], under_way={"site": "2026-07-04"})
    made, _ = planned(CARPENTER, learner)
    assert days(made)["site"] == (date(2026, 7, 4), date(2030, 12, 15))


def test_hours_that_are_told_take_the_place_of_those_that_are_counted():
    """Who logged 3,400 hours has 3,800 to go, whatever the day was on which work began."""
    text = """
format: pathplanner/learner/1
start: 2027-01-04
under_way: {site: 2024-01-08}
holds: [register, school-one, school-two, school-three]
worked: {site: 3400}
assumptions: none
"""
    learner = read_learner(text)
    made, _ = planned(CARPENTER, learner)
    # 3,800 hours at 34.6 a week are 769 days.
    assert made.finish == date(2027, 1, 4) + timedelta(769)
    with pytest.raises(InputError) as caught:
        plan(read_pathway(CARPENTER), evolve(learner, under_way=()))
    assert [fault.path for fault in caught.value.faults] == ["worked"]


@pytest.mark.parametrize("hours", [5, 3, 8])
def test_seventy_short_lessons_are_planned_at_once(hours):
    """Seventy lessons that need nothing before them follow each other (public case 18)."""
    lessons = [
        Step(f"lesson-{place}", "Lesson", study_hours=Estimate.exactly(hours))
        for place in range(70)
    ]
    goal = Step("goal", "Goal", requires=[lesson.id for lesson in lessons])
    pathway = Pathway("p", "P", [*lessons, goal], destinations=["goal"])
    made = plan(pathway, Learner("2027-01-04", hours_per_week=10))
    assert made.status is Status.OPTIMAL
    assert verify(made, pathway) == ()
    # Each takes whole days: a week of ten hours has less than one and a half hours a day.
    assert made.finish == date(2027, 1, 4) + timedelta(70 * ceil(hours * 7 / 10))


def test_hours_of_two_jobs_add_up():
    """Two jobs of 20 hours a week make 400 hours in ten weeks together."""
    text = """
format: pathplanner/pathway/1
id: p
title: P
destinations: [license]
steps:
  one: {title: One, kind: experience, open_ended: true, work_hours: 20}
  two: {title: Two, kind: experience, open_ended: true, work_hours: 20, not_with: AWAY}
  license: {title: License, kind: license, requires: {worked: 400, of: [one, two]}}
"""
    learner = Learner("2027-01-04", assumptions="none")
    made, _ = planned(text.replace("AWAY", "[]"), learner)
    assert made.finish == date(2027, 1, 4) + timedelta(weeks=10)
    # Where the two may not go together, the one does it alone.
    made, _ = planned(text.replace("AWAY", "one"), learner)
    assert made.finish == date(2027, 1, 4) + timedelta(weeks=20)


def test_two_steps_that_may_not_run_together_follow_each_other():
    """A course waits for another one that it is not to run with, although there are hours."""
    text = """
format: pathplanner/pathway/1
id: p
title: P
destinations: [end]
steps:
  one: {title: One, kind: course, duration: 10 days, study_hours: 5, not_with: two}
  two: {title: Two, kind: course, duration: 4 days, study_hours: 2}
  end: {title: End, kind: other, requires: [one, two]}
"""
    made, _ = planned(text, Learner("2027-01-04", hours_per_week=20))
    assert made.finish == date(2027, 1, 18)
    assert made.steps[0].slack == 0


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("work_hours: 34.6, ", "", "steps.site.open_ended"),
        ("open_ended: true,", "open_ended: true, duration: 1 year,", "steps.site.duration"),
        ("stops: site", "stops: register", "steps.school-one.stops[0]"),
        ("{worked: 1800, of: site}", "{worked: 1800, of: register}", "steps.school-one.requires"),
        ("{worked: 1800, of: site}", "{worked: 0, of: site}", "steps.school-one.requires.worked"),
        ("stops: site", "stops: sites", "steps.school-one.stops[0]"),
        ("stops: site", "not_with: school-one", "steps.school-one.not_with"),
        ("{worked: 1800, of: site}", "{worked: 1800}", "steps.school-one.requires"),
    ],
)
def test_what_is_wrong_with_work_is_told_where_it_stands(old, new, path):
    """Each fault of work that goes on has its place and says what to do."""
    with pytest.raises(InputError) as caught:
        read_pathway(CARPENTER.replace(old, new))
    here = [fault for fault in caught.value.faults if fault.path == path]
    assert here
    assert all(fault.line for fault in here)


def test_work_that_goes_on_is_written_and_read_back():
    """A pathway with hours of work is the same after JSON, and so is its plan."""
    pathway = read_pathway(CARPENTER)
    assert read_pathway(pathway_to_json(pathway)) == pathway
    made = plan(pathway, carpenter(hours_per_week=30, hours=[WeekHours(30, from_="2028-01-01")]))
    assert read_plan(plan_to_json(made)) == made


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle_at_work(first):
    """Plans of random cases with hours of work that add up are the best there are."""
    outcomes = [
        compare(seed, random_work.at_work, work_oracle.routes)
        for seed in range(first, min(first + BLOCK, CASES))
    ]
    # A plan that holds may be better than what the oracle looks at, or as good and not proved.
    fine = ("status feasible", "front better")
    worse = [
        outcome
        for outcome in outcomes
        if any(not difference.startswith(fine) for difference in outcome.differences)
    ]
    assert worse == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle_with_hours_that_differ(first):
    """Plans of random cases with hours by day and by step are the best there are."""
    outcomes = [
        compare(seed, random_work.with_hours) for seed in range(first, min(first + BLOCK, CASES))
    ]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4


def test_work_that_no_week_has_room_for_is_no_way():
    """Steps that ask for more work than there is are not tried in turn; the reason is told."""
    years = [
        Step(
            f"y{n}", f"Year {n}", Kind.EXPERIENCE,
            duration=Duration.exactly(1, "years"), work_hours=Estimate.exactly(40),
        )
        for n in range(12)
    ]  # fmt: skip
    goal = Step("goal", "Goal", requires=AtLeast(3, tuple(Needs(one.id) for one in years)))
    way = Pathway("p", "P", [*years, goal], destinations=("goal",))
    made = plan(way, Learner("2027-01-04", work_hours=20), effort=20)
    assert made.status is Status.IMPOSSIBLE
    assert {one.kind for one in made.reasons} == {ReasonKind.WORK_HOURS}
    assert [(one.kind, one.amount) for one in made.changes] == [(ChangeKind.WORK_HOURS, 40)]
    enough = plan(way, Learner("2027-01-04", work_hours=40))
    assert enough.status is Status.OPTIMAL
