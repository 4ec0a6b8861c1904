"""When pay comes, what others may yet pay, and what was paid so far (planning rule 15)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from pathplanner.model.money import FirstPay, MayPay
from pathplanner.model.planned import ZERO, PlannedStep
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.step import Kind
from pathplanner.planning.money.funding import pays
from pathplanner.planning.problem.problem import Problem, cents, money
from pathplanner.planning.schedule.placing import Schedule


def paid_so_far(problem: Problem) -> Decimal:
    """Return what the learner recorded as paid for steps of the pathway."""
    by_id = problem.pathway.by_id
    return sum((one.amount for one in problem.learner.paid if one.step in by_id), ZERO)


def first_pay_of(
    problem: Problem, steps: Sequence[PlannedStep], out_of_pocket: Decimal
) -> FirstPay | None:
    """Return the first job of some planned steps in order, and when the cost is earned back."""
    jobs = [step for step in steps if step.kind is Kind.JOB]
    if not jobs:
        return None
    job = min(jobs, key=lambda step: step.finish)
    pay = problem.pathway.entry_pay(problem.pathway.by_id[job.id])
    if pay is None or not pay.likely:
        return FirstPay(job.id, job.finish)
    owed = Fraction(out_of_pocket + paid_so_far(problem))
    return FirstPay(job.id, job.finish, pay, ceil(owed * 12 / Fraction(pay.likely)))


def may_pay_of(problem: Problem, made: Schedule) -> tuple[MayPay, ...]:
    """Return the money from others that may pay prices that nobody has found."""
    used: dict[int, int] = {}
    for shares in made.shares:
        for fund, amount in shares:
            used[id(fund)] = used.get(id(fund), 0) + amount
    found = []
    for fund in problem.funding:
        left = None if fund.amount is None else cents(fund.amount) - used.get(id(fund), 0)
        prices = {
            (bill.step, bill.order[1])
            for bill in made.bills
            if bill.price is UNKNOWN
            and pays(fund, bill)
            and (fund.until is None or bill.on <= fund.until.toordinal())
        }
        if prices and left != 0:
            found.append(MayPay(fund.name, None if left is None else money(left), len(prices)))
    return tuple(found)
