"""What runs out is planned: windows, validity, what is to be current, and tries (rule 16)."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

sys.path.insert(0, str(Path(__file__).parent))

import comparing_cpsat
import random_windows
from comparing import compared

import pathplanner as pp
from pathplanner.model.history import Held
from pathplanner.model.planned import TimeLimit
from pathplanner.model.quantity import Duration, Unit
from pathplanner.model.refusal import ChangeKind, ReasonKind
from pathplanner.model.requirement import Until

CASES = int(os.environ.get("PATHPLANNER_ORACLE_CASES", "600")) // 4
BLOCK = 25

AGENT = """
format: pathplanner/pathway/1
id: property-agent
title: Property agent
destinations: [agent-licence]
steps:
  sixty-hour-course: {title: Course, kind: course, study_hours: 60, costs: {tuition: 350}}
  state-exam:
    title: State exam
    kind: exam
    requires: {step: sixty-hour-course, within: 6 months}
    costs: {exam: 78}
  agent-licence:
    title: Agent licence
    kind: license
    requires: {step: state-exam, within: 90 days}
    minimum_age: 19
    costs: {license: 210}
"""
AMBULANCE = """
format: pathplanner/pathway/1
id: ambulance
title: Ambulance
destinations: [emt-course]
steps:
  cpr-card:
    title: CPR card
    kind: credential
    study_hours: 5
    costs: {fee: 70}
    renewal: {every: 2 years, fee: 60}
  tb-test: {title: TB test, kind: other, costs: {fee: 30}, valid_for: 1 year}
  emt-course:
    title: EMT course
    kind: course
    requires: [{step: cpr-card, current: true}, {step: tb-test, within: 6 months}]
    duration: 16 weeks
    study_hours: 170
    intakes: [09-01]
    costs: {tuition: 1200}
"""
TRUCK = """
format: pathplanner/pathway/1
id: truck
title: Truck
destinations: [license]
steps:
  permit: {title: Permit, kind: license, valid_for: 180 days, costs: {fee: 30}}
  training:
    {title: Training, kind: course, study_hours: 792, requires: {step: permit, current: true}}
  license: {title: License, kind: license, requires: training}
"""


def made(text: str, **circumstances: object) -> pp.Plan:
    """Return the plan of a pathway from its text, after `verify` found nothing in it."""
    pathway = pp.read_pathway(text)
    circumstances = {"assumptions": "none", "hours_per_week": 15, **circumstances}
    plan = pp.plan(pathway, pp.Learner("2027-01-04", **circumstances))
    assert pp.verify(plan, pathway) == ()
    return plan


def days(plan: pp.Plan) -> dict[str, tuple[str, str]]:
    """Return the days of each planned step."""
    return {step.id: (str(step.start), str(step.finish)) for step in plan.steps}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle_where_things_run_out(first: int) -> None:
    """Plans in which things run out are the best there are, and `verify` finds nothing."""
    cases = [(seed, random_windows.make(seed)) for seed in range(first, first + BLOCK)]
    outcomes = [compared(seed, question) for seed, question in cases if question]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CASES // 10, 5))
def test_planner_equals_cpsat_where_things_run_out(first: int) -> None:
    """The trade-off fronts of medium cases in which things run out are those CP-SAT proves."""
    seeds = range(first, first + 5)
    outcomes = [
        comparing_cpsat.compare(seed, low=8, high=20, make=random_windows.medium) for seed in seeds
    ]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("equal,") for outcome in outcomes) > 2


def test_the_course_begins_when_there_is_money_for_the_exam() -> None:
    """The exam comes within six months of the course, though it cannot be paid for at once."""
    plan = made(AGENT, savings=350, monthly=10, birth_date="2000-01-01")
    by_id = {step.id: step for step in plan.steps}
    exam, licence = by_id["state-exam"], by_id["agent-licence"]
    course = by_id["sixty-hour-course"]
    assert course.finish < exam.start <= Duration.exactly(6, Unit.MONTHS).after(course.finish)
    assert licence.start <= Duration.exactly(90).after(exam.finish)
    # The licence waits for its money, and so all before it waits, too.
    assert (licence.start, plan.cost.out_of_pocket) == (date(2029, 6, 4), 638)
    half = Duration.exactly(6, Unit.MONTHS)
    last = half.after(course.finish)
    assert exam.limits == (TimeLimit("sixty-hour-course", half, Until.START, last),)
    assert exam.slack <= (last - exam.start).days


def test_an_exam_is_taken_in_time_once_one_may_take_it() -> None:
    """What an exam says of itself is planned, not only printed."""
    text = AGENT.replace("{step: sixty-hour-course, within: 6 months}", "sixty-hour-course")
    text = text.replace("{step: state-exam, within: 90 days}", "state-exam")
    plain = days(made(text, savings=350, monthly=10))
    assert plain["sixty-hour-course"][0] == "2027-01-04"
    told = text.replace(
        "costs: {exam: 78}", "costs: {exam: 78}\n    exam: {schedule_within: 6 months}"
    )
    plan = made(told, savings=350, monthly=10)
    assert days(plan)["state-exam"] == ("2027-09-04", "2027-09-04")
    # The first start from which the course is done on 4 March, six months before the exam.
    assert days(plan)["sixty-hour-course"] == ("2027-02-04", "2027-03-04")
    exam = next(step for step in plan.steps if step.id == "state-exam")
    assert [(one.step, one.last) for one in exam.limits] == [("", date(2027, 9, 4))]
    # Who holds what is required may apply whenever there is money.
    held = made(told, savings=0, monthly=10, holds={"sixty-hour-course": "2024-02-01"})
    assert held.steps[0].start == date(2027, 9, 4)


def test_a_course_that_is_too_old_is_done_again() -> None:
    """A course of three years ago does not open an exam; one of last month does."""
    old = made(AGENT, holds={"sixty-hour-course": "2024-02-01"})
    assert [step.id for step in old.steps] == ["sixty-hour-course", "state-exam", "agent-licence"]
    assert old.steps[0].ran_out == date(2024, 8, 1)
    new = made(AGENT, holds={"sixty-hour-course": "2026-12-01"})
    assert [step.id for step in new.steps] == ["state-exam", "agent-licence"]
    assert new.steps[0].limits[0].last == date(2027, 6, 1)


def test_what_runs_out_before_there_is_money_is_done_again() -> None:
    """A course that still counts today, but not when the exam can be paid for, is planned."""
    plan = made(AGENT, savings=0, monthly=30, holds={"sixty-hour-course": "2026-10-01"})
    assert plan.steps[0].id == "sixty-hour-course"
    assert plan.steps[0].ran_out == date(2027, 4, 1)


def test_who_is_too_young_begins_late() -> None:
    """The licence has a minimum age, so course and exam are late enough for it."""
    plan = days(made(AGENT, birth_date="2010-06-01"))
    assert plan["agent-licence"][0] == "2029-06-01"
    # 90 days before, and the course six months before that.
    assert plan["state-exam"][0] == "2029-03-03"
    assert plan["sixty-hour-course"][1] == "2028-09-03"


def test_what_was_not_tried_to_the_end_is_not_called_impossible(monkeypatch) -> None:
    """Where putting off ends too soon, the plan says that the search stopped, and no reason."""
    person = pp.Learner(start="2027-01-04", birth_date="2010-06-01")
    assert pp.plan(pp.read_pathway(AGENT), person).status is pp.Status.OPTIMAL
    monkeypatch.setattr("pathplanner.planning.schedule.windows.MOST_ROUNDS", 1)
    made = pp.plan(pp.read_pathway(AGENT), person)
    assert [reason.kind for reason in made.reasons] == [ReasonKind.UNDECIDED]


def test_all_parts_of_an_exam_lie_within_some_time_of_each_other() -> None:
    """Parts that must all be passed within 18 months begin as late as the dearest needs."""
    parts = "\n".join(
        f"  part-{name}: {{title: Part {name}, kind: exam, costs: {{exam: 400}}}}" for name in "abc"
    )
    asked = ", ".join(f"{{step: part-{name}, within: 9 months}}" for name in "abc")
    text = (
        "format: pathplanner/pathway/1\nid: x\ntitle: X\ndestinations: [done]\n"
        f"steps:\n{parts}\n  done: {{title: Done, kind: credential, requires: [{asked}]}}\n"
    )
    plan = made(text, savings=400, monthly=50)
    starts = sorted(step.start for step in plan.steps if step.id != "done")
    # 400, 800 and 1,200 are there after no month, 8 and 16; the first part waits 7 months.
    assert starts == [date(2027, 8, 4), date(2027, 9, 4), date(2028, 5, 4)]


def test_a_test_that_may_be_too_early_is_put_as_late_as_its_window_needs() -> None:
    """The TB test is no older than six months when the course begins in autumn."""
    plan = days(made(AMBULANCE))
    assert plan["tb-test"][0] == "2027-03-01"
    assert plan["cpr-card"][0] == "2027-01-04"
    assert plan["emt-course"][0] == "2027-09-01"


def test_a_card_that_ran_out_is_planned_again_where_it_must_be_current() -> None:
    """A card of 2022 for two years is not silently current."""
    plan = made(AMBULANCE, holds={"cpr-card": "2022-03-01", "tb-test": "2024-01-10"})
    ran_out = {step.id: step.ran_out for step in plan.steps}
    assert ran_out["cpr-card"] == date(2024, 3, 1)
    assert ran_out["tb-test"] == date(2024, 7, 10)


def test_a_card_that_was_renewed_counts() -> None:
    """Who tells the day of the last renewal has it, and its periods count from then."""
    held = [Held("cpr-card", "2022-03-01", "2026-03-01")]
    plan = made(AMBULANCE, holds=held)
    assert "cpr-card" not in {step.id for step in plan.steps}
    dues = [one.due for one in plan.renewals if one.step == "cpr-card"]
    assert dues[:2] == [date(2028, 3, 1), date(2030, 3, 1)]


def test_a_card_that_may_have_run_out_is_told_where_nobody_asks_for_it_to_be_current() -> None:
    """An older file means what it meant; but the plan says when the card ran out."""
    text = AMBULANCE.replace("{step: cpr-card, current: true}", "cpr-card")
    plan = made(text, holds={"cpr-card": "2022-03-01"})
    assert [(one.id, one.ran_out) for one in plan.held] == [("cpr-card", date(2024, 3, 1))]
    again = made(text, holds=[Held("cpr-card", "2022-03-01", "2026-03-01")])
    assert [(one.id, one.ran_out) for one in again.held] == [("cpr-card", None)]
    nobody = made(AMBULANCE, holds=["cpr-card"])
    assert [(one.id, one.undated) for one in nobody.held] == [("cpr-card", True)]


def test_grace_lets_a_card_count_longer() -> None:
    """Within the grace of a renewal one can still renew, so the card counts."""
    late = AMBULANCE.replace("fee: 60}", "fee: 60, grace: 3 months}")
    assert "cpr-card" in days(made(AMBULANCE, holds={"cpr-card": "2024-12-01"}))
    assert "cpr-card" not in days(made(late, holds={"cpr-card": "2024-12-01"}))


def test_a_permit_is_current_while_one_trains() -> None:
    """At 20 hours a week the permit runs out first, and the plan says what would do."""
    text = TRUCK
    plan = made(text, hours_per_week=20)
    assert [(r.kind, r.step, r.other, r.have, r.need) for r in plan.reasons] == [
        (ReasonKind.WINDOW, "training", "permit", 20, 31)
    ]
    assert [(c.kind, c.amount) for c in plan.changes] == [(ChangeKind.HOURS, 31)]
    assert made(text, hours_per_week=31).steps[1].limits[0].until is Until.FINISH
    # What a permit that is held leaves of its time is less, but one can get another.
    held = made(text, hours_per_week=20, holds={"permit": "2026-12-01"})
    assert [(c.kind, c.amount) for c in held.changes] == [(ChangeKind.HOURS, 31)]


def test_another_part_meets_a_requirement_when_one_has_run_out() -> None:
    """Of two ways the one that has not run out counts, where the other would be too early."""
    text = """
format: pathplanner/pathway/1
id: x
title: X
destinations: [goal]
steps:
  short: {title: Short, kind: course, study_hours: 15}
  after-it: {title: After it, requires: short, duration: 1 year}
  other: {title: Other, costs: {fee: 10}}
  goal: {title: Goal, requires: [after-it, {any: [{step: short, within: 1 month}, other]}]}
"""
    # The year comes after the course, so the course is too old for the goal.
    plan = made(text)
    assert set(days(plan)) == {"short", "after-it", "other", "goal"}
    assert next(step for step in plan.steps if step.id == "goal").needs == ("after-it", "other")


def test_what_has_run_out_for_one_step_still_counts_for_another() -> None:
    """An old degree opens a job though it is too old for an exam; it is not taken again."""
    text = """
format: pathplanner/pathway/1
id: x
title: X
destinations: [job]
steps:
  degree: {title: Degree, kind: program, duration: 4 years, study_hours: 1000}
  course: {title: Course, kind: course, study_hours: 15}
  exam: {title: Exam, kind: exam, requires: {any: [{step: degree, within: 5 years}, course]}}
  job: {title: Job, requires: [degree, exam]}
"""
    plan = made(text, holds={"degree": "2015-06-01"})
    assert [step.id for step in plan.steps] == ["course", "exam", "job"]
    assert [held.id for held in plan.held] == ["degree"]
    new = made(text, holds={"degree": "2026-06-01"})
    assert [step.id for step in new.steps] == ["exam", "job"]


EXAM = """
format: pathplanner/pathway/1
id: x
title: X
destinations: [test]
steps:
  refresher: {{title: Refresher, kind: course, study_hours: 15}}
  test: {{title: Test, kind: exam, costs: {{exam: 100}}, exam: {{{exam}}}}}
"""


def test_there_are_no_more_tries_than_there_may_be() -> None:
    """After the last try no plan takes the exam again, and says why."""
    text = EXAM.format(exam="most_attempts: 2")
    assert made(text, failed={"test": ["2026-11-01"]}).steps
    over = made(text, failed={"test": ["2026-11-01", "2026-12-01"]})
    assert [(reason.kind, reason.step) for reason in over.reasons] == [(ReasonKind.TRIES, "test")]


def test_tries_in_a_time_make_the_next_one_wait() -> None:
    """Of two tries a year the third comes a year after the first."""
    text = EXAM.format(exam="most_attempts: 2, attempts_within: 1 year")
    plan = made(text, failed={"test": ["2026-06-01", "2026-12-01"]})
    assert plan.steps[0].start == date(2027, 6, 1)


@pytest.mark.parametrize(("failures", "first"), [(1, date(2027, 1, 4)), (3, date(2027, 6, 1))])
def test_the_wait_is_longer_from_the_third_failed_try_on(failures: int, first: date) -> None:
    """A wait that holds from some try on takes the place of the exam's; `verify` knows it, too."""
    text = EXAM.format(exam="retake_wait: 1 week, further: [{after: 3, retake_wait: 6 months}]")
    plan = made(text, failed={"test": ["2026-08-01", "2026-10-01", "2026-12-01"][-failures:]})
    assert plan.steps[0].start == first
    words = pp.render(plan, "text").decode().replace("\u00a0", " ")
    assert "after 3 failed tries wait 6 months" in " ".join(words.split())
    if failures == 3:
        early = evolve(plan.steps[0], start=date(2027, 5, 28), finish=date(2027, 5, 28))
        faults = pp.verify(evolve(plan, steps=[early, *plan.steps[1:]]), pp.read_pathway(text))
        assert any("2027-06-01" in fault.message for fault in faults), faults


def test_a_further_try_says_what_it_needs() -> None:
    """A rule for another try that says nothing of it is a fault with its place."""
    with pytest.raises(pp.InputError, match="requires or retake_wait"):
        pp.read_pathway(EXAM.format(exam="further: [{after: 3}]"))


def test_a_further_try_needs_what_is_said_of_it() -> None:
    """After two failed tries a refresher comes first; one of before does not count."""
    text = EXAM.format(exam="further: [{after: 2, requires: refresher}]")
    once = made(text, failed={"test": "2026-06-01"})
    assert [step.id for step in once.steps] == ["test"]
    twice = ["2026-06-01", "2026-12-01"]
    assert [step.id for step in made(text, failed={"test": twice}).steps] == ["refresher", "test"]
    old = made(text, failed={"test": twice}, holds={"refresher": "2026-07-01"})
    assert [step.id for step in old.steps] == ["refresher", "test"]
    new = made(text, failed={"test": twice}, holds={"refresher": "2026-12-20"})
    assert [step.id for step in new.steps] == ["test"]


@pytest.mark.parametrize(
    ("step", "day"), [("state-exam", "2029-02-28"), ("sixty-hour-course", "2028-01-03")]
)
def test_verify_finds_what_is_too_early(step: str, day: str) -> None:
    """A plan in which something has run out breaks rule 16, whoever made it."""
    pathway = pp.read_pathway(AGENT)
    learner = pp.Learner("2027-01-04", birth_date="2010-06-01", hours_per_week=15)
    plan = pp.plan(pathway, learner)
    moved = date.fromisoformat(day)
    steps = tuple(
        evolve(one, start=moved, finish=moved + (one.finish - one.start)) if one.id == step else one
        for one in plan.steps
    )
    found = pp.verify(evolve(plan, steps=steps), pathway)
    assert any("rule 16" in fault.message for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("within: 6 months", "within: 0 days", "must be longer than nothing"),
        ("within: 6 months", "until: finish", "give within, too"),
        ("within: 6 months", "current: true", "it never runs out"),
        ("within: 6 months", "wthin: 6 months", "wthin"),
        (
            "requires: {step: sixty-hour-course, within: 6 months}",
            "waiting: 8 months\n    requires: {step: sixty-hour-course, within: 6 months}",
            "runs out before state-exam can start",
        ),
        (
            "kind: exam",
            "kind: exam\n    exam: {most_attempts: 2, further: [{after: 2, requires: state-exam}]}",
            "waits for state-exam itself",
        ),
        (
            "kind: exam",
            "kind: exam\n    exam: {most_attempts: 2, further: [{after: 2, requires: nothing}]}",
            "no step 'nothing'",
        ),
        ("kind: exam", "kind: exam\n    exam: {attempts_within: 1 year}", "needs most_attempts"),
        ("study_hours: 60", "study_hours: 60, valid_for: 0 years", "must be longer than nothing"),
        ("study_hours: 60", "study_hours: 60, valid_for: unknown", "is not a span of time"),
    ],
)
def test_faults_of_what_runs_out_are_named_with_their_places(old: str, new: str, said: str) -> None:
    """What cannot be is a fault with its line, its place and a way to mend it."""
    text = AGENT.replace(old, new, 1)
    with pytest.raises(pp.InputError) as caught:
        pp.read_pathway(text)
    faults = caught.value.faults
    assert any(said in fault.message for fault in faults), [str(fault) for fault in faults]
    assert all(fault.line for fault in faults)


def test_what_runs_out_is_written_as_it_is_read() -> None:
    """A pathway in which things run out comes back from its JSON as it was."""
    from pathplanner.formats.forms.writer import pathway_to_json

    exam = "most_attempts: 3, attempts_within: 1 year, further: [{after: 2, requires: refresher}]"
    for text in (AGENT, AMBULANCE, TRUCK, EXAM.format(exam=exam)):
        pathway = pp.read_pathway(text)
        assert pp.read_pathway(pathway_to_json(pathway)) == pathway
