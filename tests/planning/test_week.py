"""Waits, assumptions, working days and the hours of a week, one rule at a time."""

from __future__ import annotations

from datetime import date

import pytest

import pathplanner as pp
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Grade
from pathplanner.model.requirement import AllOf, AnyOf, Needs
from pathplanner.model.step import Attendance, Exam, Kind, Step
from pathplanner.model.waits import AssumptionKind, WaitKind
from pathplanner.verification import verify

WEEKS, DAYS, MONTHS = "weeks", "days", "months"


def pathway(*steps: Step, country: str = "US") -> pp.Pathway:
    """Return a pathway to the last of some steps."""
    return pp.Pathway("p", "P", steps, destinations=(steps[-1].id,), country=country)


def course(hours: int = 40, **facts: object) -> Step:
    """Return a course of some hours; 40 of them last four weeks at ten hours a week."""
    return Step("course", "Course", Kind.COURSE, study_hours=Estimate.exactly(hours), **facts)


def exam(**facts: object) -> Step:
    """Return an exam that follows the course."""
    return Step("exam", "Exam", Kind.EXAM, requires=Needs("course"), **facts)


def job(*needs: str, **facts: object) -> Step:
    """Return a job that asks for some steps."""
    return Step("job", "Job", Kind.JOB, requires=AllOf(tuple(map(Needs, needs))), **facts)


def planned(way: pp.Pathway, **learner: object) -> pp.Plan:
    """Return a plan that keeps the rules, as other code reads them."""
    plan = pp.plan(way, pp.Learner(**{"start": "2027-01-04", **learner}))
    assert verify(plan, way) == ()
    return plan


def spans(plan: pp.Plan) -> dict[str, tuple[date, date]]:
    """Return the days of each step."""
    return {step.id: (step.start, step.finish) for step in plan.steps}


def test_an_exam_is_not_on_the_last_day_of_its_course() -> None:
    """A course ends on February 1; two weeks of revision, the exam, a week, eight to a job."""
    plan = planned(pathway(course(), exam(), job("exam")))
    days = spans(plan)
    assert days["course"] == (date(2027, 1, 4), date(2027, 2, 1))
    # February 15 is Presidents' Day.
    assert days["exam"] == (date(2027, 2, 16), date(2027, 2, 23))
    assert days["job"] == (date(2027, 4, 20), date(2027, 4, 20))
    told = {one.what: one for one in plan.assumptions}
    assert [told[AssumptionKind.REVISION].steps, told[AssumptionKind.HIRING].steps] == [
        ("exam",),
        ("job",),
    ]
    assert told[AssumptionKind.HIRING].span.grade is Grade.ESTIMATED
    assert told[AssumptionKind.HIRING].sentence


def test_none_assumes_nothing() -> None:
    """Without assumptions all is on the day on which the course ends, be it a Sunday."""
    plan = planned(pathway(course(), exam(), job("exam")), start="2027-01-03", assumptions="none")
    assert spans(plan)["job"] == (date(2027, 1, 31), date(2027, 1, 31))
    assert plan.assumptions == ()


def test_a_pathway_without_a_country_assumes_nothing() -> None:
    """Old files of no country mean what they meant; with a state the country is known."""
    way = pathway(course(), exam(), country="")
    assert spans(planned(way, start="2027-01-03"))["exam"][0] == date(2027, 1, 31)
    assert spans(planned(way, state="US-TX"))["exam"][0] == date(2027, 2, 16)


def test_what_is_stated_takes_the_place_of_what_is_assumed() -> None:
    """A stated result and booking are used; revision goes on while the seat is waited for."""
    before = {WaitKind.BOOKING: Duration.exactly(4, WEEKS)}
    after = {WaitKind.RESULT: Duration.exactly(0)}
    plan = planned(pathway(course(), exam(before=before, after=after)))
    assert spans(plan)["exam"] == (date(2027, 3, 1), date(2027, 3, 1))
    assert AssumptionKind.RESULT not in {one.what for one in plan.assumptions}


def test_what_the_learner_assumes_beats_the_table_and_counts_in_any_country() -> None:
    """Three weeks to find a job instead of eight; none for the result."""
    own = {"hiring": Duration.exactly(3, WEEKS), "result": "none", "revision": "none"}
    for country in ("US", "DE"):
        plan = planned(pathway(course(), exam(), job("exam"), country=country), assumptions=own)
        assert spans(plan)["job"][0] == date(2027, 2, 22)
        hiring = next(one for one in plan.assumptions if one.what is AssumptionKind.HIRING)
        assert hiring.span.grade is Grade.YOURS


def test_an_unknown_wait_takes_what_is_assumed_of_its_kind() -> None:
    """Training at work says that somebody must take one first, and not how long that takes."""
    training = Step(
        "training", "Training", Kind.EXPERIENCE,
        duration=Duration.exactly(1, MONTHS), before={WaitKind.HIRING: UNKNOWN},
    )  # fmt: skip
    plan = planned(pathway(training))
    assert plan.steps[0].start == date(2027, 3, 1)
    assert not plan.steps[0].length_unknown
    bare = planned(pathway(training), assumptions="none")
    assert bare.steps[0].start == date(2027, 1, 4)
    assert bare.steps[0].length_unknown


def test_revision_is_no_longer_than_the_time_to_take_the_exam() -> None:
    """Who must take it within five days revises five days."""
    within = Exam(schedule_within=Duration.exactly(5))
    assert spans(planned(pathway(course(), exam(exam=within))))["exam"][0] == date(2027, 2, 8)


def test_a_failed_exam_is_prepared_for_again() -> None:
    """The second try is two weeks after the first, whenever the plan is made again."""
    way = pathway(course(), exam(exam=Exam()))
    held = {"holds": ["course"], "failed": {"exam": "2027-03-01"}}
    for start in ("2027-03-01", "2027-03-08"):
        assert spans(planned(way, start=start, **held))["exam"][0] == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("start", "state", "first"),
    [
        ("2027-07-04", "", date(2027, 7, 6)),  # a Sunday; the 5th is the day off for it
        ("2026-12-25", "", date(2026, 12, 28)),
        ("2027-03-02", "US-TX", date(2027, 3, 3)),  # Texas Independence Day
        ("2027-03-02", "US-OH", date(2027, 3, 2)),
    ],
)
def test_exams_and_lessons_are_on_working_days(start: str, state: str, first: date) -> None:
    """What begins on a holiday of country or state, or on a weekend, begins on the next day."""
    only = {one: "none" for one in AssumptionKind if one is not AssumptionKind.WORKING_DAYS}
    plan = planned(pathway(course()), start=start, state=state, assumptions=only)
    assert plan.steps[0].start == first
    alone = planned(pathway(course(attendance=Attendance.SELF_PACED)), start=start, state=state)
    assert alone.steps[0].start == date.fromisoformat(start)


def test_a_country_that_is_not_known_has_weekends_only() -> None:
    """Christmas Day of 2026 is a Friday like others there, and Saturday is none."""
    way = pathway(course(), country="XX")
    assert planned(way, start="2026-12-25").steps[0].start == date(2026, 12, 25)
    assert planned(way, start="2026-12-26").steps[0].start == date(2026, 12, 28)


def test_hours_follow_from_credits_hours_of_class_or_attendance() -> None:
    """45 hours a credit; hours of class and up to two more each; 36 a week full-time."""
    year = Duration.exactly(52, WEEKS)
    for facts, ends in (
        ({"credits": Estimate.exactly(10)}, (450, 450, 450)),
        ({"contact_hours": Estimate.exactly(100)}, (100, 100, 300)),
        ({"attendance": Attendance.FULL_TIME}, (1248, 1872, 1872)),
        ({"attendance": Attendance.PART_TIME}, (624, 936, 936)),
    ):
        program = Step("program", "Program", Kind.PROGRAM, duration=year, **facts)
        plan = planned(pathway(program), hours_per_week=40)
        hours = plan.steps[0].hours
        assert (hours.low, hours.likely, hours.high) == ends
        assert hours.grade is Grade.ESTIMATED
        assert [fact.id for fact in plan.pathway.facts] == list(hours.basis.facts)
        assert plan.pathway.sources


def test_a_full_time_program_does_not_fit_ten_hours_a_week() -> None:
    """It is refused with the hours that would do; taken part-time it lasts longer."""
    year = Duration.exactly(52, WEEKS)
    for attendance in (Attendance.FULL_TIME, Attendance.PART_TIME):
        program = Step("program", "P", Kind.PROGRAM, duration=year, attendance=attendance)
        plan = planned(pathway(program, country=""), hours_per_week=10)
        if attendance is Attendance.PART_TIME:
            assert (plan.finish - plan.start).days == 656  # 936 hours at ten a week
        else:
            assert [reason.kind for reason in plan.reasons] == ["hours"]
            assert plan.changes[0].amount == 36


def test_with_no_hours_nothing_is_studied() -> None:
    """Not even what nobody knows the hours of."""
    plan = planned(pathway(Step("p", "P", Kind.PROGRAM, duration=UNKNOWN)), hours_per_week=0)
    assert [(reason.kind, reason.step) for reason in plan.reasons] == [("hours", "p")]
    assert [(change.kind, change.amount) for change in plan.changes] == [("hours", 1)]


def test_full_time_work_and_full_time_study_are_not_at_once() -> None:
    """40 hours of work and 36 of study are more than 60; with 24 hours less they fit."""
    weeks = Duration.exactly(10, WEEKS)
    work = Step("work", "Work", Kind.EXPERIENCE, duration=weeks, work_hours=Estimate.exactly(40))
    for hours, days in ((360, 140), (200, 70)):
        study = course(hours, duration=weeks)
        both = Step("both", "Both", Kind.OTHER, requires=AllOf((Needs("work"), Needs("course"))))
        plan = planned(pathway(work, study, both, country=""), hours_per_week=40)
        assert (plan.finish - plan.start).days == days
    easy = planned(
        pathway(work, course(360, duration=weeks), both, country=""),
        hours_per_week=40,
        work_hours=40,
    )
    assert (easy.finish - easy.start).days == 70


def test_more_work_than_there_are_hours_is_no_plan() -> None:
    """Two ways to the job: the one with fewer hours of work is taken, else there is none."""
    weeks = Duration.exactly(10, WEEKS)
    ways = [
        Step(name, name, Kind.EXPERIENCE, duration=weeks, work_hours=Estimate.exactly(hours))
        for name, hours in (("full", 40), ("half", 20))
    ]
    goal = Step("goal", "Goal", requires=AnyOf((Needs("full"), Needs("half"))))
    plan = planned(pathway(*ways, goal, country=""), work_hours=20)
    assert [step.id for step in plan.steps] == ["half", "goal"]
    none = planned(pathway(*ways, goal, country=""), work_hours=10)
    assert [(reason.kind, reason.step, reason.need) for reason in none.reasons] == [
        ("work_hours", "full", 40),
        ("work_hours", "half", 20),
    ]
    assert [(change.kind, change.amount) for change in none.changes] == [("work_hours", 20)]


def test_own_facts_name_waits() -> None:
    """What somebody found out of a wait beats what the file and the table say."""
    way = pathway(job(before={WaitKind.HIRING: Duration.exactly(9, WEEKS)}))
    plan = planned(way, facts={"job.before.hiring": Duration.exactly(1, WEEKS)})
    assert plan.steps[0].start == date(2027, 1, 11)
    assert plan.steps[0].before[0].span.grade is Grade.YOURS


@pytest.mark.parametrize(
    ("start", "day"),
    [("2026-12-25", date(2026, 12, 28)), ("2027-01-09", date(2027, 1, 11))],
)
def test_no_exam_on_christmas_day(start: str, day: date) -> None:
    """Public case 17: who has the course and starts on a holiday sits the exam when it is open."""
    only = {one: "none" for one in AssumptionKind if one is not AssumptionKind.WORKING_DAYS}
    license_ = Step("license", "License", Kind.LICENSE, requires=Needs("exam"))
    way = pathway(course(), exam(), license_)
    plan = planned(way, start=start, holds=["course"], assumptions=only)
    assert spans(plan) == {"exam": (day, day), "license": (day, day)}
    usual = spans(planned(way, start=start, holds=["course"]))
    assert usual["exam"][0] >= day
    assert usual["license"][0] >= usual["exam"][1] > usual["exam"][0]


def test_who_books_an_exam_today_need_not_wait_anew() -> None:
    """What counts from the plan's first day is told as a day to book by, and can be recorded."""
    way = pathway(course(), exam())
    first = planned(way, holds=["course"]).steps[0]
    assert (first.apply_by, first.start) == (date(2027, 1, 5), date(2027, 1, 19))
    later = planned(way, start="2027-01-12", holds=["course"], applied={"exam": "2027-01-05"})
    assert later.steps[0].start == first.start


@pytest.mark.parametrize(
    ("since", "hired"),
    [
        # Eight weeks from the license on: they run, or have run out not long ago.
        ("2026-12-26", date(2027, 2, 20)),
        ("2026-08-11", date(2027, 1, 4)),
        # Who did not use them looks for work from the first day on.
        ("2026-08-10", date(2027, 3, 1)),
        ("2020-01-01", date(2027, 3, 1)),
    ],
)
def test_who_met_all_years_ago_still_has_to_look_for_work(since: str, hired: date) -> None:
    """What is told before a step counts anew where it would be over before the plan begins."""
    way = pathway(course(), job("course", before={WaitKind.HIRING: Duration.exactly(8, WEEKS)}))
    plan = planned(way, holds={"course": since}, assumptions={"working-days": "none"})
    assert spans(plan)["job"][0] == hired


def test_a_wait_of_the_step_itself_is_over_after_years() -> None:
    """Somebody who has waited need not wait anew, but has to apply and, for an exam, to revise."""
    waits = {WaitKind.BOOKING: Duration.exactly(3, WEEKS)}
    way = pathway(course(), exam(waiting=Duration.exactly(1, "years"), before=waits))
    new = planned(way, holds={"course": "2026-12-01"}).steps[0]
    assert new.start >= date(2027, 12, 1)
    old = planned(way, holds={"course": "2020-12-01"}).steps[0]
    assert (old.apply_by, old.start) == (date(2027, 1, 4), date(2027, 1, 25))


def test_an_exam_failed_years_ago_is_booked_and_revised_for_anew() -> None:
    """The weeks after the last try are long over; those before the next one are not."""
    way = pathway(course(), exam(exam=Exam()))
    told = {"holds": ["course"], "failed": {"exam": "2024-03-01"}}
    assert spans(planned(way, **told))["exam"][0] == date(2027, 1, 19)


def test_what_may_come_long_after_its_wait_tells_by_when_to_apply() -> None:
    """Who does all as planned and plans again is not later; nobody looks for a job for years."""
    waits = {WaitKind.BOOKING: Duration.exactly(4, WEEKS)}
    opens = pp.model.Intakes(dates=(date(2028, 1, 10),))
    way = pathway(course(), exam(before=waits, intakes=opens))
    made = planned(way).steps[1]
    assert (made.apply_by, made.start) == (date(2027, 12, 13), date(2028, 1, 10))
    for today, applied in (("2027-11-01", {}), ("2028-01-03", {"exam": "2027-12-13"})):
        again = planned(way, start=today, holds={"course": "2027-02-01"}, applied=applied)
        assert again.steps[0].start == made.start
