"""Money as it is lived: pay, payments made, money from others that ends or is not sure."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import compose
from pathplanner.document.answers import what_is_next
from pathplanner.formats import plan_to_json, read_plan
from pathplanner.model import (
    UNKNOWN,
    Cost,
    CostKind,
    Duration,
    Estimate,
    Funding,
    Kind,
    Needs,
    Occupation,
    Pay,
    Step,
)
from pathplanner.verification import verify

START = date(2027, 1, 4)
NBSP = "\u00a0"


def fee(amount: int | object) -> Cost:
    price = Estimate.exactly(amount) if isinstance(amount, int) else amount
    return Cost(CostKind.TUITION, price)


PATHWAY = pp.Pathway(
    "lived",
    "Lived",
    [
        Step("job", "A job", Kind.JOB, occupation="o", duration=Duration.exactly(3)),
        Step(
            "course",
            "A course",
            Kind.COURSE,
            requires=Needs("job"),
            duration=Duration.exactly(1, "months"),
            costs=[fee(1000)],
        ),
        Step("badge", "A badge", Kind.CREDENTIAL, requires=Needs("course"), costs=[fee(UNKNOWN)]),
    ],
    destinations=["badge"],
    occupations=[
        Occupation("o", "O", pay=Pay(Estimate.exactly(60_000), low=Estimate.exactly(24_000)))
    ],
)


def said(plan: pp.Plan) -> str:
    """Return the words of the first page."""
    text = pp.render(plan, "text").decode()
    return " ".join(text.split())


def test_pay_counts_from_the_first_whole_month_after_the_job_begins() -> None:
    """Of 24,000 a year at first, 20 percent are 400 a month: 1,000 are there after three."""
    poor = pp.Learner(START, savings=0, set_aside="20")
    made = pp.plan(PATHWAY, poor)
    days = {step.id: step.start for step in made.steps}
    # The job is there on January 7; the months from February 4 on are whole.
    assert days["course"] == date(2027, 5, 4)
    assert verify(made, PATHWAY) == ()
    assert pp.plan(PATHWAY, evolve(poor, set_aside=None)).status is pp.Status.IMPOSSIBLE
    more = evolve(
        PATHWAY,
        steps=[evolve(PATHWAY.steps[0], entry_pay=Estimate.exactly(60_000)), *PATHWAY.steps[1:]],
    )
    assert {s.id: s.start for s in pp.plan(more, poor).steps}["course"] == date(2027, 3, 4)


def test_a_month_counts_that_begins_on_the_day_of_the_job() -> None:
    """A job that is there on February 4 pays on March 4 for the first time."""
    job = evolve(PATHWAY.steps[0], duration=Duration.exactly(1, "months"))
    pathway = evolve(PATHWAY, steps=[job, *PATHWAY.steps[1:]])
    made = pp.plan(pathway, pp.Learner(START, savings=0, set_aside="20"))
    days = {step.id: (step.start, step.finish) for step in made.steps}
    assert days["job"][1] == date(2027, 2, 4)
    assert days["course"][0] == date(2027, 5, 4)
    assert verify(made, pathway) == ()


def test_the_first_pay_and_when_what_was_paid_is_earned_back() -> None:
    """1,000 to pay and 3,000 paid before come back in two months of 2,000; never by the median."""
    made = pp.plan(PATHWAY, pp.Learner(START, paid={"course": 3000}))
    told = made.first_pay
    assert told is not None
    assert told.pay is not None
    assert (told.step, told.on, told.pay.likely, told.months) == (
        "job", date(2027, 1, 7), Decimal(24_000), 2,
    )  # fmt: skip
    assert made.paid == 3000
    assert "You paid $3,000 so far." in said(made)
    assert "Still to pay" in said(made)
    words = "Your first pay comes after January 7, 2027: A job, $24,000 a year at first."
    assert f"{words} What you pay comes back, before taxes, in 2 months of it at the" in said(made)
    assert read_plan(plan_to_json(made)) == made
    assert json.loads(plan_to_json(made))["first_pay"]["months"] == 2


def test_savings_that_were_counted_before() -> None:
    """What came in since is there, and what was paid since is not."""
    person = pp.Learner(START, savings=500, monthly=300, savings_on="2026-11-04")
    days = {step.id: step.start for step in pp.plan(PATHWAY, person).steps}
    assert days["course"] == date(2027, 1, 7)  # 500 and twice 300
    later = evolve(person, paid=[pp.model.Paid("job", 200, "2026-12-01")])
    days = {step.id: step.start for step in pp.plan(PATHWAY, later).steps}
    assert days["course"] == date(2027, 2, 4)
    before = evolve(person, paid=[pp.model.Paid("job", 200, "2026-11-03")])
    days = {step.id: step.start for step in pp.plan(PATHWAY, before).steps}
    assert days["course"] == date(2027, 1, 7)


def test_money_that_is_not_sure_is_not_counted_on() -> None:
    """Applied for is not there: the plan costs all of it, says so, and asks to apply in time."""
    fund = Funding("WIOA", 5000, "workforce")
    sure = pp.plan(PATHWAY, pp.Learner(START, funding=fund))
    assert (sure.cost.funded, sure.cost.out_of_pocket) == (1000, 0)
    for other in (
        evolve(fund, status="applied"),
        evolve(fund, status="pending"),
        evolve(fund, apply_by="2027-02-01"),
    ):
        made = pp.plan(PATHWAY, pp.Learner(START, funding=other))
        assert (made.cost.funded, made.cost.out_of_pocket) == (0, 1000)
        assert "WIOA is not sure yet" in said(made)
        assert verify(made, PATHWAY) == ()
    assert "Apply for WIOA by February 1, 2027" in said(made).replace(":", "")
    granted = evolve(fund, status="awarded", apply_by="2027-02-01")
    assert pp.plan(PATHWAY, pp.Learner(START, funding=granted)).cost.funded == 1000


def test_money_that_ends_pays_nothing_after_its_last_day() -> None:
    """A fund pays what is paid by its last day, and not a day later."""
    first = pp.plan(PATHWAY, pp.Learner(START)).steps[1].start
    for last, funded in ((first, 1000), (date(2027, 1, 6), 0)):
        fund = Funding("Grant", 5000, until=last)
        made = pp.plan(PATHWAY, pp.Learner(START, funding=fund))
        assert made.cost.funded == funded
        assert verify(made, PATHWAY) == ()


def test_up_to_what_others_may_pay_of_unknown_prices_is_told() -> None:
    """Of 5,000 the known price takes 1,000; the rest may pay the price that nobody has found."""
    fund = Funding("WIOA", 5000, "workforce", covers=["tuition"])
    made = pp.plan(PATHWAY, pp.Learner(START, funding=fund))
    [one] = made.may_pay
    assert (one.name, one.amount, one.prices) == ("WIOA", 4000, 1)
    assert "Up to $4,000 of 1 price that is not known may be paid by WIOA." in said(made)
    other = evolve(fund, covers=["books"])
    assert pp.plan(PATHWAY, pp.Learner(START, funding=other)).may_pay == ()


def test_a_plan_that_waits_says_so_first_with_what_would_help() -> None:
    """33 months of waiting are told at once, and with the sum that is told the plan begins now."""
    yearly = Cost(CostKind.TUITION, Estimate.exactly(1000), every=Duration.exactly(1, "years"))
    course = Step(
        "course", "A course", Kind.PROGRAM, duration=Duration.exactly(2, "years"), costs=[yearly]
    )
    pathway = pp.Pathway("waits", "Waits", [course], destinations=["course"])
    person = pp.Learner(START, savings=500, monthly=25)
    made = pp.plan(pathway, person)
    assert made.waiting is not None
    assert (made.waiting.until, made.waiting.start) == (made.steps[0].start, START)
    assert made.waiting.until > date(2028, 1, 1)
    helped = pp.plan(pathway, evolve(person, savings=made.waiting.savings))
    assert helped.steps[0].start == START
    less = pp.plan(pathway, evolve(person, savings=made.waiting.savings - 1))
    assert less.steps[0].start > START
    summary = compose(made).section("summary")
    assert summary is not None
    assert "This plan waits until" in said(made)
    assert helped.waiting is None


def test_a_plan_that_waits_says_what_money_that_is_not_sure_would_change() -> None:
    """Who has applied for a grant need not read the plan without it as the last word."""
    course = Step(
        "course", "A course", Kind.PROGRAM, duration=Duration.exactly(2, "years"), costs=[fee(3000)]
    )
    pathway = pp.Pathway("waits", "Waits", [course], destinations=["course"])
    grant = Funding("Grant", 3000, status="applied")
    made = pp.plan(pathway, pp.Learner(START, savings=500, monthly=25, funding=[grant]))
    sure = pp.plan(
        pathway,
        pp.Learner(START, savings=500, monthly=25, funding=[evolve(grant, status="awarded")]),
    )
    assert made.waiting is not None
    assert made.finish is not None
    assert sure.finish is not None
    assert (made.waiting.funded_start, made.waiting.funded_finish) == (START, sure.finish)
    assert made.finish > sure.finish
    assert "it could begin on January 4, 2027 and finish on January 4, 2029." in said(made)
    small = evolve(grant, amount=1)
    kept = pp.plan(pathway, pp.Learner(START, savings=500, monthly=25, funding=[small])).waiting
    assert kept is not None
    assert kept.funded_start is None


def test_a_credential_is_earned_on_the_day_it_is_done() -> None:
    """What must be waited for is not earned when the waiting begins."""
    badge = Step("badge", "Badge", Kind.CREDENTIAL, duration=Duration.exactly(21))
    made = pp.plan(pp.Pathway("b", "B", [badge], destinations=["badge"]), pp.Learner(START))
    [action] = what_is_next(made)
    assert action.text == "Begin: Badge"
    assert "on January 4, 2027" in action.detail.text.replace(NBSP, " ")


def test_a_license_of_one_state_is_not_taken_for_granted() -> None:
    """Who told no state is asked on the first page where they live."""
    paper = Step("paper", "License", Kind.LICENSE, states=["US-TX"])
    made = pp.plan(pp.Pathway("b", "B", [paper], destinations=["paper"]), pp.Learner(START))
    assert "License counts in Texas only. Do you live there?" in said(made)
    home = pp.plan(
        pp.Pathway("b", "B", [paper], destinations=["paper"]), pp.Learner(START, state="Texas")
    )
    assert "Do you live there?" not in said(home)


def test_another_attempt_of_unknown_price_is_not_free() -> None:
    """A failed exam makes no plan cheaper: the first price stands for the second."""
    exam = Step(
        "exam",
        "Exam",
        Kind.CREDENTIAL,
        costs=[Cost(CostKind.EXAM, Estimate.exactly(425))],
        exam=pp.model.Exam(attempts=1, retake_fee=UNKNOWN),
    )
    pathway = pp.Pathway("b", "B", [exam], destinations=["exam"])
    before = pp.plan(pathway, pp.Learner(START))
    after = pp.plan(pathway, pp.Learner(START, failed={"exam": "2027-01-01"}))
    assert after.cost.out_of_pocket == before.cost.out_of_pocket == 425


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"paid": [pp.model.Paid("cours", 5)]}, "has no step 'cours'"),
        ({"paid": [pp.model.Paid("course", 5, "2027-02-01")]}, "was paid for on 2027-02-01, after"),
        ({"savings_on": "2027-02-01"}, "counted on 2027-02-01, which is after the start"),
        (
            {"funding": Funding("F", 5, arrives="2027-02-01", until="2027-01-05")},
            "F ends on 2027-01-05, before its money arrives on 2027-02-01",
        ),
    ],
)
def test_what_cannot_be_is_named(facts: dict[str, object], words: str) -> None:
    """Payments of no step or from the future and money that ends before it comes are faults."""
    with pytest.raises(pp.InputError) as caught:
        pp.plan(PATHWAY, evolve(pp.Learner(START), **facts))
    assert words.replace(", after", "") in str(caught.value)


WAITS = pp.Pathway(
    "waits",
    "Waits",
    [
        Step(
            "course",
            "A course",
            Kind.PROGRAM,
            duration=Duration.exactly(2, "years"),
            costs=[fee(3000)],
        )
    ],
    destinations=["course"],
)
GRANT = Funding("Grant", 3000, status="applied")
WAITING = pp.plan(WAITS, pp.Learner(START, savings=500, monthly=25, funding=[GRANT]))


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"until": date(2027, 3, 1)}, "waiting.until"),
        ({"start": date(2090, 1, 1)}, "waiting.start"),
        ({"start": date(2026, 1, 1)}, "waiting.start"),
        ({"start": WAITING.steps[0].start, "finish": WAITING.finish}, "waiting.start"),
        ({"finish": date(2026, 1, 1)}, "waiting.start"),
        ({"finish": date(2090, 1, 1)}, "waiting.start"),
        ({"funded_finish": None}, "waiting.funded_start"),
        ({"funded_start": date(2090, 1, 1)}, "waiting.funded_start"),
        ({"savings": Decimal(500)}, "waiting.savings"),
        ({"savings": Decimal("2500.5")}, "waiting.savings"),
        ({"monthly": Decimal(25)}, "waiting.monthly"),
    ],
)
def test_the_check_finds_what_cannot_help_a_plan_that_waits(
    told: dict[str, object], path: str
) -> None:
    """Other days than the plan's own, days no sooner and amounts no higher are faults (rule 15)."""
    assert WAITING.waiting is not None
    assert verify(WAITING, WAITS) == ()
    faulty = evolve(WAITING, waiting=evolve(WAITING.waiting, **told))
    assert [fault.path for fault in verify(faulty, WAITS)] == [path]


def test_only_a_plan_that_waits_for_money_is_told_to_wait() -> None:
    """Without savings told, after a month or less, or with sure money only, there is no wait."""
    told = WAITING.waiting
    assert told is not None
    soon = pp.plan(WAITS, pp.Learner(START, savings=2990, monthly=25))
    assert (soon.waiting, soon.steps[0].start) == (None, date(2027, 2, 4))
    at_once = evolve(soon, waiting=evolve(told, until=soon.steps[0].start, funded_start=None))
    assert "waiting" in {fault.path for fault in verify(at_once, WAITS)}
    free = pp.plan(WAITS, pp.Learner(START))
    assert [one.path for one in verify(evolve(free, waiting=told), WAITS)] == ["waiting"]
    sure = evolve(GRANT, status="awarded")
    rich = pp.plan(WAITS, pp.Learner(START, savings=500, monthly=25, funding=[sure]))
    found = verify(evolve(rich, waiting=told), WAITS)
    assert "waiting.funded_start" in {one.path for one in found}


def test_one_unit_less_is_not_enough_for_a_plan_that_waits() -> None:
    """What is told is the least: what is paid later need not be there at the start."""
    yearly = Cost(CostKind.TUITION, Estimate.exactly(1000), every=Duration.exactly(6, "months"))
    long = Step(
        "long", "Long", Kind.COURSE, duration=Duration.exactly(2, "years"), costs=[fee(900)]
    )
    short = Step(
        "short", "Short", Kind.COURSE, duration=Duration.exactly(1, "years"), costs=[yearly]
    )
    both = Step("both", "Both", requires=pp.AllOf([Needs("long"), Needs("short")]))
    pathway = pp.Pathway("two", "Two", [long, short, both], destinations=["both"])
    person = pp.Learner(START, savings=100, monthly=50)
    told = pp.plan(pathway, person).waiting
    assert told is not None
    enough = pp.plan(pathway, evolve(person, savings=told.savings))
    assert (enough.steps[0].start, enough.finish) == (told.start, told.finish)
    less = pp.plan(pathway, evolve(person, savings=told.savings - 1))
    assert (less.steps[0].start, less.finish) != (told.start, told.finish)
    # All of the short course is paid in the first half year of the rich one's days.
    assert told.savings < 900 + 2000 - 100


def test_what_was_paid_since_the_savings_were_counted_must_be_saved_too() -> None:
    """Who had 500 and paid 200 of it has 300; for 1,000 at once they must have had 1,200."""
    course = Step("course", "A course", Kind.COURSE, costs=[fee(1000)])
    other = Step("other", "Other", costs=[fee(200)])
    pathway = pp.Pathway("p", "P", [other, course], destinations=["course"])
    paid = [pp.model.Paid("other", 200, "2026-12-20")]
    person = pp.Learner(START, savings=500, monthly=25, savings_on="2026-12-15", paid=paid)
    told = pp.plan(pathway, person).waiting
    assert told is not None
    assert (told.start, told.savings) == (START, 1200)
    assert pp.plan(pathway, evolve(person, savings=1200)).steps[0].start == START
    assert pp.plan(pathway, evolve(person, savings=1199)).steps[0].start > START


def test_the_monthly_money_that_would_help_may_be_all_that_is_paid() -> None:
    """Where nothing is saved, what is paid after one month takes as much a month, rounded up."""
    soon = Step(
        "soon", "Soon", duration=Duration.exactly(1, "months"), valid_for=Duration.exactly(9)
    )
    price = Cost(CostKind.TUITION, Estimate.exactly(Decimal("100.01")))
    last = Step("last", "Last", requires=Needs("soon"), costs=[price])
    pathway = pp.Pathway("p", "P", [soon, last], destinations=["last"])
    told = pp.plan(pathway, pp.Learner(START, savings=0, monthly=10)).waiting
    assert told is not None
    assert (told.start, told.monthly) == (START, 101)


def with_books(**changes: object) -> pp.Pathway:
    """Return a pathway with books for a course that follows a school of three months."""
    books = Step(
        "books",
        "Books",
        Kind.OTHER,
        costs=[Cost(CostKind.BOOKS, Estimate.exactly(300))],
    )
    both = pp.model.AllOf((Needs("school"), Needs("books")))
    month = Duration.exactly(1, "months")
    steps = [
        evolve(books, **changes),
        Step("school", "School", Kind.COURSE, duration=Duration.exactly(3, "months")),
        Step("course", "A course", Kind.COURSE, requires=both, duration=month),
    ]
    return pp.Pathway("books", "Books", steps, destinations=["course"])


def days_of(pathway: pp.Pathway, **learner: object) -> dict[str, date]:
    """Return the first day of each step of a plan that holds."""
    who = pp.Learner(start=START, **learner)
    made = pp.plan(pathway, who, futures=20)
    assert not list(verify(made, pathway, who))
    assert made.forecast
    assert made.forecast.finish_half == made.finish
    return {step.id: step.start for step in made.steps}


def test_books_are_bought_on_the_day_on_which_they_are_needed() -> None:
    """What is needed in three months need not be bought today."""
    assert days_of(with_books()) == {
        "school": START,
        "books": date(2027, 4, 4),
        "course": date(2027, 4, 4),
    }


@pytest.mark.parametrize(
    ("changes", "learner"),
    [
        ({}, {"funding": [Funding("a fund", 300, until="2027-02-01")]}),
        ({"costs": [fee(300)]}, {}),
        ({"exam": pp.model.Exam()}, {}),
    ],
)
def test_books_are_bought_early_where_that_costs_less(
    changes: dict[str, object], learner: dict[str, object]
) -> None:
    """A fund that ends, and what is no book, leave a step where it is."""
    assert days_of(with_books(**changes), **learner)["books"] == START


def test_books_are_bought_before_what_a_course_waits_for() -> None:
    """Who is admitted in four weeks has the books four weeks before the course, and not later."""
    pathway = with_books()
    waits = {"admission": Duration.exactly(4, "weeks")}
    steps = [evolve(one, before=waits) if one.id == "course" else one for one in pathway.steps]
    assert days_of(evolve(pathway, steps=steps)) == {
        "school": START,
        "books": date(2027, 4, 4),
        "course": date(2027, 5, 2),
    }


def test_books_that_no_step_needs_stay_where_they_are() -> None:
    """Who asks for the books alone buys them on the first day."""
    assert days_of(with_books(), goal="books") == {"books": START}
