"""Rules 1 and 2: nothing is missing, and nothing is there for no reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from pathplanner.model.quantity import Estimate
from pathplanner.verification import work
from pathplanner.verification.case import Case, Times, met
from pathplanner.verification.in_time import late_faults
from pathplanner.verification.money import ZERO, Bill, funding_of, shortfalls
from pathplanner.verification.short_steps import done_for
from pathplanner.verification.timing import ready_on
from pathplanner.verification.upkeep import all_bills

MOST_SETS = 500
"""How many sets of steps that could be left out are looked at, the smallest first."""


def incomplete(case: Case, planned: set[str], wanted: set[str]) -> Iterator[str]:
    """Yield the steps that are wanted and not planned, or planned with an open requirement."""
    owned = planned | set(case.held)
    yield from sorted(wanted - planned)
    for step in sorted(planned):
        if not met(case.requirement(case.pathway.by_id[step]), owned):
            yield step


def is_complete(case: Case, planned: set[str], wanted: set[str]) -> bool:
    """Tell whether rule 1 is kept."""
    return next(incomplete(case, planned, wanted), None) is None


def unknown_prices(bills: Collection[Bill]) -> int:
    """Return how many prices of the plan nobody has found."""
    return len({(b.step, b.place) for b in bills if not isinstance(b.amount, Estimate)})


def price_of(case: Case, times: Times, finish: date) -> tuple[int, Decimal]:
    """Return the unknown prices and the out-of-pocket cost, which compare by rule 10."""
    bills = all_bills(case, times, finish)
    shares = funding_of(case, bills)
    funded = sum((part for parts in shares for part in parts.values()), ZERO)
    return unknown_prices(bills), sum((bill.likely for bill in bills), ZERO) - funded


def idle(case: Case, times: Times, finish: date) -> list[str]:
    """Return steps that rule 2 does not allow: together they could be left out.

    What is left out together can be left out one by one, each time without breaking a
    rule on completeness or order: the last of it in order first.
    """
    wanted = case.wanted()
    price = price_of(case, times, finish)
    seen: set[frozenset[str]] = set()
    todo = [dict(times)]
    while todo and len(seen) < MOST_SETS:
        kept = todo.pop(0)
        for step in sorted(kept):
            left = {other: days for other, days in kept.items() if other != step}
            if step in wanted or frozenset(left) in seen or not in_order(case, left):
                continue
            seen.add(frozenset(left))
            least, limit = price_of(case, left, finish), case.learner.budget
            is_within = limit is None or least[1] <= limit
            if is_within and least <= price and is_paid(case, times, left, finish):
                return sorted(set(times) - set(left))
            todo.append(left)
    return []


def in_order(case: Case, times: Times) -> bool:
    """Tell whether what every step requires is met when it starts (rules 1 and 3)."""
    done = work.done(case, times)
    begun = {step: start for step, (start, _) in times.items()}
    for name, when in times.items():
        if name in case.begun:
            continue
        step = case.pathway.by_id[name]
        there = done_for(case, name, times, done)
        ready = ready_on(case, step, there, begun=begun)
        if ready is None or ready > when[0] or any(late_faults(case, step, there, when, begun)):
            return False
    return True


def is_paid(case: Case, whole: Times, times: Times, finish: date) -> bool:
    """Tell whether on each day there is enough money (rule 7), with the pay of the whole plan."""
    bills = all_bills(case, times, finish)
    return not any(shortfalls(case, whole, bills, funding_of(case, bills)))
