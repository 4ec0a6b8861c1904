"""Cases worked out by hand in which a step helps although it is done late, or waits."""

from __future__ import annotations

from datetime import date

import pathplanner as pp
from pathplanner.model.intakes import Intakes
from pathplanner.model.price import Discount, Dues, Renewal, RenewalOption

START = date(2027, 1, 4)


def days(count: int) -> pp.Duration:
    return pp.Duration.exactly(count)


def lower(prices: dict[str, int]) -> tuple[Discount, ...]:
    return tuple(Discount(name, pp.Estimate.exactly(amount)) for name, amount in prices.items())


def price(amount: int, *, every: int = 0, **discounts: int) -> pp.Cost:
    """Return a price that is lower for those who have done the steps named."""
    return pp.Cost("fee", amount, every=days(every) if every else None, discounts=lower(discounts))


def renewed(every: int, fee: int, **discounts: int) -> Renewal:
    option = RenewalOption("Pay", fee=fee, discounts=lower(discounts))
    return Renewal(every=days(every), options=(option,))


def goal(*needs: str, on: int = 0) -> pp.Step:
    """Return a goal, open only so many days after the start if that is given."""
    opens = Intakes(dates=(date.fromordinal(START.toordinal() + on),)) if on else None
    return pp.Step("goal", "Goal", requires=pp.AllOf(tuple(map(pp.Needs, needs))), intakes=opens)


def planned(*steps: pp.Step, **facts: object) -> pp.Plan:
    """Plan the last step and see that the plan holds."""
    pathway = pp.Pathway("p", "P", steps, destinations=(steps[-1].id,))
    made = pp.plan(pathway, pp.Learner(start=facts.pop("start", START), **facts))
    assert pp.verify(made, pathway) == ()
    return made


def test_a_discount_may_come_while_one_waits():
    """Of 30 days to wait for an exam, 20 are enough to become a member and pay less."""
    made = planned(
        pp.Step("course", "Course"),
        pp.Step("member", "Member", duration=days(20)),
        pp.Step(
            "exam",
            "Exam",
            requires=pp.Needs("course"),
            waiting=days(30),
            costs=(price(100, member=10),),
        ),
        deadline=date(2027, 2, 3),
    )
    assert made.cost.out_of_pocket == 10


def test_longer_months_may_leave_room_for_two():
    """Two courses of a month are too much in February, and fit together in March."""
    month = pp.Duration.exactly(1, "months")
    made = planned(
        pp.Step("one", "One", duration=month, study_hours=22),
        pp.Step("other", "Other", duration=month, study_hours=22),
        goal("one", "other"),
        start=date(2027, 2, 27),
        hours_per_week="10.5",
    )
    # 22 hours in 28 days are 5.5 a week, in 31 days 4.97; one after the other end on April 27.
    assert made.finish == date(2027, 4, 1)


def test_a_price_paid_again_waits_for_a_discount():
    """A course that starts two days later pays its second and third rate as a member."""
    made = planned(
        pp.Step("member", "Member", duration=days(8)),
        pp.Step("course", "Course", duration=days(14), costs=(price(100, every=6, member=10),)),
        goal("member", "course", on=16),
    )
    assert made.cost.out_of_pocket == 120


def test_money_is_enough_when_a_price_paid_again_waits_for_a_discount():
    """With 150 the course can be paid only if its second rate is a member's."""
    made = planned(
        pp.Step("member", "Member", duration=days(8)),
        pp.Step("course", "Course", duration=days(12), costs=(price(100, every=6, member=10),)),
        goal("member", "course", on=14),
        savings=150,
    )
    assert made.cost.out_of_pocket == 110


def test_a_renewal_waits_for_a_discount():
    """A license taken five days later is renewed when its holder is a member."""
    made = planned(
        pp.Step("member", "Member", duration=days(15)),
        pp.Step("license", "License", renewal=renewed(10, 50, member=5)),
        pp.Step("work", "Work", duration=days(12), requires=pp.Needs("license")),
        goal("member", "work", on=19),
    )
    assert made.cost.out_of_pocket == 5
    # It must be taken five days late, and no later; the member's has four days to spare.
    assert {step.id: step.slack for step in made.steps} == {
        "member": 4,
        "license": 2,
        "work": 2,
        "goal": 0,
    }


def test_a_purchase_waits_for_a_license_that_itself_waits():
    """A license taken four days late is not renewed, and the course waits for its discount."""
    made = planned(
        pp.Step("license", "License", costs=(price(20),), renewal=renewed(4, 10)),
        pp.Step("course", "Course", duration=days(2), costs=(price(10, license=0),)),
        goal("license", "course", on=6),
    )
    assert made.cost.out_of_pocket == 20


def test_a_held_license_is_renewed_with_a_discount_that_is_planned():
    """Who becomes a member on the way pays a member's fee for the license held before."""
    made = planned(
        pp.Step("member", "Member", duration=days(5)),
        pp.Step("license", "License", renewal=renewed(20, 50, member=5)),
        pp.Step("work", "Work", duration=days(30), requires=pp.Needs("license")),
        goal("member", "work"),
        holds=[pp.model.Held("license", START)],
    )
    assert made.cost.out_of_pocket == 5


def test_a_membership_is_planned_for_a_held_license_alone():
    """A license held before must be renewed on the way: a membership for 10 saves 45."""
    made = planned(
        pp.Step("member", "Member", costs=(price(10),)),
        pp.Step("license", "License", renewal=renewed(20, 50, member=5)),
        pp.Step("work", "Work", duration=days(30), requires=pp.Needs("license")),
        goal("work"),
        holds=[pp.model.Held("license", START)],
    )
    assert made.cost.out_of_pocket == 15
    why = {step.id: step.why for step in made.steps}["member"]
    assert (why.opens, why.saved) == (("license",), 35)


def test_a_renewal_is_gone_when_a_later_license_takes_its_place():
    """A license that is renewed after ten days is taken ten days before its successor."""
    made = planned(
        pp.Step("first", "First", renewal=renewed(10, 50)),
        pp.Step("work", "Work", duration=days(1), requires=pp.Needs("first")),
        pp.Step("second", "Second", requires=pp.Needs("first"), supersedes=("first",),
                intakes=Intakes(dates=(date(2027, 1, 24),))),
        goal("work", "second", on=40),
    )  # fmt: skip
    assert made.cost.out_of_pocket == 0


def test_dues_are_not_saved_at_the_price_of_renewals():
    """A membership starts in time to end the renewals of the one before it."""
    made = planned(
        pp.Step("old", "Old", renewal=renewed(10, 50)),
        pp.Step(
            "new",
            "New",
            requires=pp.Needs("old"),
            supersedes=("old",),
            dues=Dues(1, days(30)),
        ),
        pp.Step("long", "Long", duration=days(100), requires=pp.Needs("old")),
        goal("new", "long"),
    )
    # On day 10 it ends the first renewal, and dues fall due on days 10, 40 and 70.
    assert made.cost.out_of_pocket == 3


def test_funding_is_not_kept_for_dues_that_need_not_be():
    """A grant pays the course if the membership starts so late that its dues come but once."""
    made = planned(
        pp.Step("member", "Member", duration=days(1), dues=Dues(10, days(10))),
        pp.Step("course", "Course", duration=days(5), costs=(price(10),)),
        goal("member", "course", on=16),
        savings=5,
        funding=[pp.model.Funding("Grant", 15, "grant")],
    )
    assert made.cost.out_of_pocket == 5


def test_a_price_is_paid_less_often_in_a_shorter_month():
    """Of a month with 28 days the second rate, due after 29, is never paid."""
    month = pp.Duration.exactly(1, "months")
    made = planned(
        pp.Step("work", "Work", duration=month, costs=(price(10, every=29),)),
        goal("work", on=60),
    )
    assert made.cost.out_of_pocket == 10


def test_a_step_named_twice_counts_twice():
    """Two of a requirement's parts may be the same step, written as the same object."""
    twice = pp.Needs("cheap")
    way = pp.AtLeast(2, (twice, twice, pp.Needs("dear"), pp.Needs("late")))
    made = planned(
        pp.Step("cheap", "Cheap"),
        pp.Step("dear", "Dear", costs=(price(100),)),
        pp.Step("late", "Late", costs=(price(100),)),
        pp.Step("goal", "Goal", requires=way),
        budget=10,
    )
    assert [step.id for step in made.steps] == ["cheap", "goal"]


def test_of_plans_as_fast_and_as_cheap_the_one_with_less_study_is_taken():
    """A course that a grant pays for and a form save the same time, the form without study."""
    course, form, work, exam = map(pp.Needs, ("course", "form", "work", "exam"))
    made = planned(
        pp.Step("course", "Course", study_hours=5, costs=(price(30),)),
        pp.Step("form", "Form", duration=days(7)),
        pp.Step("work", "Work", duration=days(20)),
        pp.Step("exam", "Exam", requires=pp.AnyOf((form, work, course)), duration=days(3)),
        pp.Step(
            "goal",
            "Goal",
            requires=pp.AtLeast(2, (pp.AllOf((course, work)), pp.AllOf((work, exam)), exam)),
        ),
        funding=[pp.model.Funding("Grant", kind="grant")],
        prefer="balanced",
    )
    assert made.finish == date(2027, 1, 24)
    assert [step.id for step in made.steps] == ["form", "work", "exam", "goal"]
