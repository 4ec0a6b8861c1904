"""Planning again from progress: steps that failed or were dropped (rule 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import compose
from pathplanner.model.price import Discount
from pathplanner.model.step import Exam

START = date(2027, 6, 1)


def money(amount: int) -> pp.Estimate:
    return pp.Estimate.exactly(amount)


def exam(**facts: Any) -> pp.Step:
    """Return a credential of 30 days and 20 hours with a fee, books and an exam."""
    return pp.Step(
        "cert",
        "Certificate",
        pp.Kind.CREDENTIAL,
        duration=pp.Duration.exactly(30),
        study_hours=money(20),
        waiting=pp.Duration.exactly(14),
        costs=(
            pp.Cost(pp.model.CostKind.BOOKS, money(40)),
            pp.Cost(pp.model.CostKind.EXAM, money(300)),
        ),
        exam=Exam(**facts),
    )


def made(step: pp.Step, *others: pp.Step, **learner: Any) -> pp.Plan:
    pathway = pp.Pathway("way", "Way", [*others, step], destinations=("cert",))
    plan = pp.plan(pathway, pp.Learner(start=START, **learner))
    assert pp.verify(plan, pathway) == ()
    assert pp.read_plan(pp.plan_to_json(plan)) == plan
    return plan


def paid(plan: pp.Plan) -> list[tuple[str, Any]]:
    return [
        (p.kind.value, p.amount if p.amount is pp.UNKNOWN else p.amount.likely)
        for step in plan.steps
        for p in step.payments
    ]


def test_a_failed_exam_is_taken_again_alone_after_its_wait() -> None:
    """No study, no waiting, no other price; the wait counts from the last attempt."""
    step = exam(retake_wait=pp.Duration.exactly(60))
    plan = made(step, failed={"cert": ["2027-05-01", "2027-05-20", "2027-03-01"]})
    (planned,) = plan.steps
    assert (planned.start, planned.finish) == (date(2027, 7, 19), date(2027, 7, 19))
    assert planned.failed == (date(2027, 3, 1), date(2027, 5, 1), date(2027, 5, 20))
    assert (planned.study_hours, planned.duration, planned.waiting) == (0, None, None)
    assert paid(plan) == [("exam", 300)]


@pytest.mark.parametrize(
    ("facts", "failures", "expected"),
    [
        ({}, 1, [("exam", 300)]),
        ({"attempts": 2}, 1, []),
        ({"attempts": 2}, 2, [("exam", 300)]),
        ({"attempts": 2}, 3, []),
        ({"attempts": 2}, 4, [("exam", 300)]),
        ({"attempts": 2, "retake_fee": money(90)}, 1, []),
        ({"attempts": 2, "retake_fee": money(90)}, 3, [("exam", 90)]),
        ({"retake_fee": pp.UNKNOWN}, 1, [("exam", 300)]),
    ],
)
def test_what_the_next_attempt_costs(facts: Any, failures: int, expected: Any) -> None:
    """Attempts in the price, then the retake fee, else the exam is bought again."""
    days = [date(2027, 5, day + 1) for day in range(failures)]
    plan = made(exam(**facts), failed={"cert": days})
    assert paid(plan) == expected
    assert plan.cost.unknown == (expected == [("exam", pp.UNKNOWN)])


def test_the_exam_is_bought_again_with_its_discounts_and_the_fee_without() -> None:
    """Members pay less for the exam; a retake fee has no discount."""
    learner = {"failed": {"cert": "2027-05-01"}, "holds": {"club": "2027-05-15"}}
    less = (pp.Cost(pp.model.CostKind.EXAM, money(300), discounts=(Discount("club", money(200)),)),)
    club = pp.Step("club", "Club", pp.Kind.MEMBERSHIP)
    assert paid(made(evolve(exam(), costs=less), club, **learner)) == [("exam", 200)]
    fee = exam(retake_fee=money(250))
    assert paid(made(evolve(fee, costs=less), club, **learner)) == [("exam", 250)]


def test_without_an_exam_price_the_next_attempt_costs_nobody_knows_what() -> None:
    """What is not stated is not taken for free."""
    step = evolve(exam(), costs=(pp.Cost(pp.model.CostKind.BOOKS, money(40)),))
    assert paid(made(step, failed={"cert": "2027-05-01"})) == [("exam", pp.UNKNOWN)]


def test_a_failed_step_without_an_exam_is_done_and_paid_again() -> None:
    """The plan is the one without the failure, but for its card."""
    step = evolve(exam(), exam=None)
    again, first = made(step, failed={"cert": "2027-05-01"}), made(step)
    assert again.finish == first.finish == date(2027, 7, 15)
    assert paid(again) == paid(first) == [("books", 40), ("exam", 300)]
    assert "All of it is done and paid again." in str(compose(again))


def test_a_step_begun_again_is_simply_under_way() -> None:
    """It runs from the day it was begun again, whole, and nothing is paid before the start."""
    plan = made(exam(), failed={"cert": "2027-05-20"}, under_way={"cert": "2027-05-20"})
    assert (plan.finish, paid(plan)) == (date(2027, 6, 19), [])
    assert "You have begun it again." in str(compose(plan))


def test_the_card_tells_the_attempts_and_what_is_paid_again() -> None:
    """A reader sees when it was not passed, what is done again and what is paid."""
    failed = {"cert": ["2027-05-01", "2027-05-20"]}
    words = str(compose(made(exam(), failed=failed))).replace("\\xa0", " ")
    assert "You did not pass on May 1, 2027 and May 20, 2027." in words
    assert "Only the exam is taken again" in words
    assert "You pay for this try: $300." in words
    free = str(compose(made(exam(attempts=3), failed=failed)))
    assert "The price that you paid includes this try." in free


def test_futures_go_on_from_the_failures_told() -> None:
    """Of two attempts in the price one is left after one failure; the next is bought."""
    step = exam(attempts=2, pass_rate=0, retake_wait=pp.Duration.exactly(10))
    pathway = pp.Pathway("way", "Way", [step])
    learner = pp.Learner(start=START, failed={"cert": "2027-05-30"})
    plan = pp.plan(pathway, learner, futures=3)
    assert plan.cost.out_of_pocket == 0
    assert plan.forecast
    # Attempt 2 on June 9 is free, 3 is bought with 4, then 5 is bought.
    assert plan.forecast.cost_most == 600
    assert plan.forecast.finish_most == date(2027, 7, 9)
    assert plan.forecast.exams[0].fee == money(300)


LONG = pp.Step("long", "Long course", duration=pp.Duration.exactly(90))
SHORT = pp.Step("short", "Short course", duration=pp.Duration.exactly(10))
JOB = pp.Step("cert", "Job", pp.Kind.JOB, requires=pp.AnyOf((pp.Needs("long"), pp.Needs("short"))))


def test_a_dropped_step_is_not_taken_and_the_plan_says_so() -> None:
    """The other way is taken; the plan names what was dropped and when."""
    plan = made(JOB, LONG, SHORT, dropped={"short": "2027-05-01"})
    assert [step.id for step in plan.steps] == ["long", "cert"]
    assert [(d.id, plan.titles[d.id], d.on) for d in plan.dropped] == [
        ("short", "Short course", date(2027, 5, 1))
    ]
    words = str(compose(plan)).replace("\\xa0", " ")
    assert "Short course, on May 1, 2027; so it is not in this plan" in words


def test_why_not_offers_to_take_up_again_what_was_dropped() -> None:
    """When every road leads over a dropped step, that is the reason and the change."""
    plan = made(evolve(JOB, requires=pp.Needs("short")), SHORT, dropped={"short": "2027-05-01"})
    assert [(r.kind.value, r.step) for r in plan.reasons] == [("dropped", "short")]
    change = next(c for c in plan.changes if c.kind == "take_up")
    assert (change.step, change.finish) == ("short", date(2027, 6, 11))
    words = str(compose(plan))
    assert "leads over Short course, which you dropped" in words
    assert "Take up Short course again" in words


def test_a_dropped_goal_is_out_of_reach_and_no_other_goal_suffers() -> None:
    """`reach` lists it without planning it."""
    job = evolve(JOB, id="job", requires=pp.Needs("short"))
    pathway = pp.Pathway("way", "Way", [SHORT, job, exam()])
    learner = pp.Learner(start=START, dropped={"job": "2027-05-01"})
    found = {goal.step: goal.in_reach for goal in pp.reach(pathway, learner)}
    assert found == {"job": False, "cert": True}


def test_every_fault_of_what_failed_or_was_dropped_is_told_at_once() -> None:
    """Unknown steps, days after the start and what cannot both be are all named."""
    steps = [pp.Step(name, name.upper()) for name in ("a", "b", "c", "d", "e", "goal")]
    learner = pp.Learner(
        start=START,
        holds=["a"],
        under_way={"b": "2027-03-01", "c": "2027-03-01"},
        insist=["d"],
        failed={"a": "2027-01-01", "b": "2027-03-02", "f": "2027-01-01", "e": "2027-07-01"},
        dropped=dict.fromkeys(("a", "c", "d", "goal", "g"), "2027-01-01"),
    )
    with pytest.raises(pp.InputError) as caught:
        pp.plan(pp.Pathway("way", "Way", steps), learner, "goal")
    assert sorted(fault.message for fault in caught.value.faults) == [
        "The pathway way has no step 'f'.",
        "The pathway way has no step 'g'.",
        "a is both dropped and held.",
        "a is both held and failed.",
        "b is under way since 2027-03-01, but failed on 2027-03-02.",
        "c is both dropped and under way.",
        "d is both dropped and insisted on.",
        "e failed on 2027-07-01, which is after the start.",
        "goal is both dropped and the goal.",
    ]
    assert {fault.path for fault in caught.value.faults} == {"failed", "dropped"}


def test_an_earlier_start_is_offered_only_after_the_last_attempt() -> None:
    """Why-not tries no start on which a failure or a drop would lie in the future."""
    step = exam(retake_wait=pp.Duration.exactly(60))
    plan = made(step, failed={"cert": "2027-05-01"}, deadline="2027-06-20")
    assert plan.finish is None
    assert [change.kind.value for change in plan.changes] == ["deadline"]


@pytest.mark.parametrize(
    ("tampered", "path"),
    [
        ({"failed": ()}, "steps[0].failed"),
        ({"start": START, "finish": START}, "steps[0].start"),
    ],
)
def test_verify_finds_what_a_plan_says_wrong_of_failures(tampered: Any, path: str) -> None:
    """The check follows rule 11 by its own code."""
    step = exam(retake_wait=pp.Duration.exactly(60))
    pathway = pp.Pathway("way", "Way", [step])
    plan = pp.plan(pathway, pp.Learner(start=START, failed={"cert": "2027-05-01"}))
    broken = evolve(plan, steps=(evolve(plan.steps[0], **tampered),))
    assert path in {fault.path for fault in pp.verify(broken, pathway)}


def test_verify_finds_a_dropped_step_in_the_plan() -> None:
    """A plan may not take what was dropped, nor hide that it was."""
    pathway = pp.Pathway("way", "Way", [LONG, SHORT, JOB], destinations=("cert",))
    plan = pp.plan(pathway, pp.Learner(start=START))
    learner = pp.Learner(start=START, dropped={"short": "2027-05-01"})
    paths = {fault.path for fault in pp.verify(plan, pathway, learner)}
    assert {"steps[0]", "dropped"} <= paths
