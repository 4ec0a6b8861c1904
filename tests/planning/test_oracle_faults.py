"""Small cases in which an independent brute-force planner once knew better."""

from __future__ import annotations

from datetime import date
from typing import Any

import pathplanner as pp
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Break, Override
from pathplanner.model.price import Discount, Renewal, RenewalOption
from pathplanner.model.step import Exam

START = date(2027, 1, 4)


def days(count: int) -> pp.Duration:
    """Return a span of days."""
    return pp.Duration.exactly(count)


def price(amount: int, **lower: int) -> tuple[pp.Cost, ...]:
    """Return a price, with what it is for those who have done other steps."""
    discounts = tuple(Discount(name, pp.Estimate.exactly(less)) for name, less in lower.items())
    return (pp.Cost("exam", amount, discounts=discounts),)


def step(name: str, kind: str = "credential", *, lasts: int = 0, **facts: Any) -> pp.Step:
    """Return a step that lasts so many days; `requires` may be an id."""
    if isinstance(facts.get("requires"), str):
        facts["requires"] = pp.Needs(facts["requires"])
    return pp.Step(name, name.title(), kind, duration=days(lasts) if lasts else None, **facts)


def any_of(*names: str) -> pp.AnyOf:
    """Return a requirement that any of some steps meets."""
    return pp.AnyOf(tuple(map(pp.Needs, names)))


def planned(*steps: pp.Step, **facts: Any) -> pp.Plan:
    """Plan the last step; a plan that is found is best, and holds."""
    pathway = pp.Pathway("p", "P", steps, destinations=(steps[-1].id,))
    made = pp.plan(pathway, pp.Learner(**{"start": START, **facts}))
    assert made.status is not pp.Status.FEASIBLE
    assert pp.verify(made, pathway) == ()
    return made


CLUB_BY_EITHER = (
    step("school", "program", lasts=20),
    step("exam", "exam", lasts=1, costs=price(60, club=10)),
    step("club", "membership", requires=any_of("school", "exam")),
    step("job", "job", requires="exam"),
)


def test_a_discount_may_come_from_a_step_that_could_also_follow_the_purchase() -> None:
    """The club opens by school or by the exam; by school it comes in time to save $50."""
    made = planned(*CLUB_BY_EITHER, prefer="cheapest")
    assert (made.cost.out_of_pocket, made.finish) == (10, date(2027, 1, 25))
    within = planned(*CLUB_BY_EITHER, budget=20)
    assert within.cost.out_of_pocket == 10


LICENSED = (
    step("school", "program", lasts=20),
    step("license", "license", requires="school", waiting=days(30)),
)


def test_a_wait_counts_from_the_day_that_is_known() -> None:
    """The wait of 30 days began when school was done, whenever one plans again."""
    assert planned(*LICENSED).finish == date(2027, 2, 23)
    for start in ("2027-02-08", "2027-02-22"):
        again = planned(*LICENSED, start=start, holds={"school": "2027-01-24"})
        assert again.finish == date(2027, 2, 23)


def test_a_wait_counts_from_the_day_of_a_decision() -> None:
    """Who was let off school on January 24 has waited since then."""
    waived = [Override("school", "waive", by="the board", on="2027-01-24")]
    assert planned(*LICENSED, start="2027-02-08", overrides=waived).finish == date(2027, 2, 23)


def test_a_wait_without_a_known_day_counts_from_the_application() -> None:
    """Who applied on January 24 does not begin to wait again."""
    alone = step("license", "license", waiting=days(30))
    assert planned(alone, start="2027-02-08").finish == date(2027, 3, 10)
    applied = {"license": "2027-01-24"}
    assert planned(alone, start="2027-02-08", applied=applied).finish == date(2027, 2, 23)
    undated = planned(*LICENSED, start="2027-02-08", holds=["school"], applied=applied)
    assert undated.finish == date(2027, 2, 23)


def test_who_applied_in_time_starts_on_the_intake() -> None:
    """After the last day to apply a learner loses a year, unless they did apply."""
    opens = Intakes(yearly=[MonthDay(9, 1)], apply_before=days(60))
    course = step("course", "course", lasts=10, intakes=opens)
    late = planned(course, start="2027-08-01")
    assert late.finish == date(2028, 9, 11)
    in_time = planned(course, start="2027-08-01", applied={"course": "2027-07-03"})
    assert in_time.finish == date(2027, 9, 11)
    too_late = planned(course, start="2027-08-01", applied={"course": "2027-07-04"})
    assert too_late.finish == date(2028, 9, 11)


def test_a_step_without_which_another_would_start_too_early_is_not_left_out() -> None:
    """Without the card the plan costs $145, for the club must stay for the course."""
    made = planned(
        step("club", "membership", costs=price(70)),
        step("course", "course", requires=any_of("club", "school")),
        step("card", requires="club"),
        step("school", "program", lasts=17, costs=price(60, course=15)),
        step("goal", requires="school", costs=price(60, card=5)),
        prefer="cheapest",
    )
    assert made.cost.out_of_pocket == 90
    assert {step.id for step in made.steps} == {"club", "course", "card", "school", "goal"}


def test_nothing_makes_itself_cheaper() -> None:
    """Who holds the card pays less for the exam, but only the exam gives the card."""
    exam = step("exam", "exam", costs=price(60, card=10))
    made = planned(exam, step("card", requires="exam"), step("goal", requires="exam"))
    assert made.cost.out_of_pocket == 60


def test_two_steps_do_not_make_each_other_cheaper() -> None:
    """Of two clubs with lower prices for the other's members, one comes first."""
    clubs = (
        step("one", "membership", costs=price(60, two=10)),
        step("two", "membership", costs=price(50, one=20)),
        step("goal", requires=pp.AllOf((pp.Needs("one"), pp.Needs("two")))),
    )
    made = planned(*clubs)
    assert made.cost.out_of_pocket == 60
    assert [step.id for step in made.steps] == ["two", "one", "goal"]


def test_an_exam_is_taken_again_though_its_lessons_start_on_another_day() -> None:
    """A retake of a course waits for its own wait; neither lessons nor breaks hold it."""
    exam = Exam(retake_wait=days(24), retake_fee=15)
    opens = Intakes(yearly=[MonthDay(1, 25)])
    course = step("course", "course", intakes=opens, exam=exam)
    failed = {"course": "2026-12-20"}
    assert planned(course, failed=failed).finish == date(2027, 1, 13)
    away = [Break("2027-01-10", "2027-01-20")]
    assert planned(course, failed=failed, breaks=away).finish == date(2027, 1, 13)


def test_an_exam_is_taken_again_on_a_day_of_exams() -> None:
    """The intakes of a credential are the days of its exam."""
    exam = Exam(retake_wait=days(24), retake_fee=15)
    opens = Intakes(yearly=[MonthDay(1, 25)])
    card = step("card", intakes=opens, exam=exam)
    assert planned(card, failed={"card": "2026-12-20"}).finish == date(2027, 1, 25)


def renewed(every: int, fee: int, **facts: Any) -> Renewal:
    """Return a renewal that is paid for each time."""
    return Renewal(every=days(every), options=(RenewalOption("Pay", fee=fee),), **facts)


def test_a_step_that_supersedes_another_may_save_its_renewals() -> None:
    """Held for six days, the old license is renewed on the fifth, unless the new one is had."""
    steps = (
        step("old", "license", renewal=renewed(5, 8)),
        step("new", "license", supersedes=("old",)),
        step("goal", lasts=6, requires="old"),
    )
    made = planned(*steps)
    assert made.cost.out_of_pocket == 0
    assert [step.id for step in made.steps] == ["old", "new", "goal"]
    held = planned(*steps, holds={"old": START})
    assert held.cost.out_of_pocket == 0


def test_study_hours_of_steps_are_added_before_they_are_rounded() -> None:
    """Two and a half hours twice are five hours, not six."""
    half = pp.Estimate.exactly("2.5")
    made = planned(
        step("one", "course", study_hours=half),
        step("two", "course", study_hours=half, requires="one"),
    )
    assert made.study_hours == 5


def test_without_a_choice_too_a_discount_spares_the_wait_for_money() -> None:
    """The exam at $30 must be saved for until February; for members it is free, and in January."""
    goal = pp.AllOf((pp.Needs("club"), pp.Needs("exam")))
    made = planned(
        step("club", "membership", lasts=10, costs=price(30)),
        step("exam", "exam", lasts=7, costs=price(30, club=0)),
        step("goal", requires=goal),
        savings=40,
        monthly=20,
    )
    assert (made.cost.out_of_pocket, made.finish) == (30, date(2027, 1, 21))
