"""What another attempt at an exam costs."""

from __future__ import annotations

from attrs import evolve

from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.step import CostKind, Step
from pathplanner.planning.draws import RetakenPace
from pathplanner.planning.money import DUES, Bill, share_out
from pathplanner.planning.placing import Schedule
from pathplanner.planning.problem import Problem, cents


def paid_again(step: Step, attempt: int) -> Estimate | Unknown | None:
    """Return the price of the second, third ... attempt; None when it is paid for already.

    Where no price of another attempt is stated, the exam is bought again at its full
    price, with as many attempts as the first purchase had.
    """
    exam = step.exam
    bought = exam.attempts or 1 if exam else 1
    if exam is None or attempt <= bought:
        return None
    if exam.retake_fee is not None:
        return exam.retake_fee
    if (attempt - 1) % bought:
        return None
    prices = [cost.amount for cost in step.costs if cost.kind is CostKind.EXAM]
    known = [price for price in prices if price is not UNKNOWN]
    if not prices or len(known) < len(prices):
        return UNKNOWN
    return Estimate(
        low=sum(price.low for price in known),
        likely=sum(price.likely for price in known),
        high=sum(price.high for price in known),
    )


def with_retakes(problem: Problem, made: Schedule) -> Schedule:
    """Return the schedule with what its other attempts cost, shared out by the same rules."""
    extra: list[Bill] = []
    for name, start in made.starts.items():
        task = problem.tasks[name]
        days = task.pace.attempts(start) if isinstance(task.pace, RetakenPace) else []
        for attempt, on in list(enumerate(days, start=1))[1:]:
            price = paid_again(task.step, attempt)
            if price is not None and on >= problem.start:
                cost = 0 if price is UNKNOWN else cents(price.likely)
                # After the step's prices and before its dues, as funding takes them.
                order = (task.place, DUES - 1, on)
                extra.append(Bill(name, order, on, CostKind.EXAM, "", price, cost))
    if not extra:
        return made
    paid = sorted([*made.bills, *extra], key=lambda bill: bill.order)
    cost, shares = share_out(problem.learner.funding, paid)
    return evolve(made, bills=paid, shares=shares, cost=cost)
