"""What another attempt at an exam costs in one future."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.planning.futures.draws import RetakenPace
from pathplanner.planning.money.bills import DUES, Bill
from pathplanner.planning.money.funding import share_out
from pathplanner.planning.money.renewals import best_price
from pathplanner.planning.problem.problem import Problem, Task, cents
from pathplanner.planning.problem.retake import retake_costs
from pathplanner.planning.schedule.placing import Schedule

RETAKE = DUES - 1
"""Where attempts stand among the prices of a step: as funding takes them, before its dues."""


def price_of_next(problem: Problem, task: Task, made: Schedule | None) -> Estimate | Unknown | None:
    """Return what one more attempt costs; None when it is paid for already.

    Args:
        problem: The problem.
        task: The exam.
        made: A schedule with one failed attempt; None when there is none.
    """
    if made is None:
        prices = [cost.amount for cost in _costs(problem, task, 1)]
    else:
        prices = [b.price for b in made.bills if b.step == task.id and b.order[1] == RETAKE]
    known = [price for price in prices if price is not UNKNOWN]
    if len(known) < len(prices):
        return UNKNOWN
    return _sum(known) if known else None


def _sum(prices: Sequence[Estimate]) -> Estimate:
    if len(prices) == 1:
        return prices[0]
    return Estimate(
        low=sum(price.low for price in prices),
        likely=sum(price.likely for price in prices),
        high=sum(price.high for price in prices),
    )


def _costs(problem: Problem, task: Task, failures: int) -> tuple[Cost, ...]:
    """Return the prices after so many failures more than those that the learner told of."""
    # After a told failure the task keeps the price of its next attempt only.
    step = problem.pathway.by_id[task.id] if task.failures else task.step
    return retake_costs(step, task.failures + failures)


def with_retakes(problem: Problem, made: Schedule) -> Schedule:
    """Return the schedule with what its other attempts cost, shared out by the same rules."""
    holders = {**problem.held_since, **made.finishes}
    extra: list[Bill] = []
    for name, start in made.starts.items():
        task = problem.tasks[name]
        days = task.pace.attempts(start) if isinstance(task.pace, RetakenPace) else []
        for failures, on in list(enumerate(days))[1:]:
            if on < problem.start:
                continue
            for part in _costs(problem, task, failures):
                price, by = best_price(part.amount, part.discounts, holders, on)
                likely = 0 if price is UNKNOWN else cents(price.likely)
                order = (task.place, RETAKE, on)
                bill = Bill(name, order, on, CostKind.EXAM, part.label, price, likely, discount=by)
                extra.append(bill)
    if not extra:
        return made
    paid = sorted([*made.bills, *extra], key=lambda bill: bill.order)
    cost, shares = share_out(problem.funding, paid)
    return evolve(made, bills=paid, shares=shares, cost=cost)
