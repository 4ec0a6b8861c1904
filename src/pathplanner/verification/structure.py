"""Rules 1 and 2: nothing is missing, and nothing is there for no reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from pathplanner.model.quantity import Estimate
from pathplanner.verification.case import Case, Times, met
from pathplanner.verification.money import ZERO, Bill, funding_of
from pathplanner.verification.timing import ready_on
from pathplanner.verification.upkeep import all_bills


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


def superfluous(case: Case, planned: set[str], wanted: set[str]) -> list[str]:
    """Return the planned steps each of which could be left out alone.

    In a pathway without circles this list is empty only when no group of steps
    could be left out either: the last of such a group could go alone.
    """
    return [step for step in sorted(planned) if is_complete(case, planned - {step}, wanted)]


def without(case: Case, planned: set[str], wanted: set[str], step: str) -> set[str]:
    """Return what is left when `step` is left out and then all that was only for it."""
    left = planned - {step}
    while extra := superfluous(case, left, wanted):
        left -= {extra[0]}
    return left


def unknown_prices(bills: Collection[Bill]) -> int:
    """Return how many prices of the plan nobody has found."""
    return len({(b.step, b.place) for b in bills if not isinstance(b.amount, Estimate)})


def price_of(case: Case, times: Times, finish: date) -> tuple[int, Decimal]:
    """Return the unknown prices and the out-of-pocket cost, which compare by rule 10."""
    bills = all_bills(case, times, finish)
    shares = funding_of(case, bills)
    funded = sum((part for parts in shares for part in parts.values()), ZERO)
    return unknown_prices(bills), sum((bill.likely for bill in bills), ZERO) - funded


def awaited(case: Case, times: Times, step: str) -> bool:
    """Tell whether another planned step starts on a day that only this step allows."""
    done = {other: finish for other, (_, finish) in times.items() if other != step}
    for other, (start, _) in times.items():
        if other == step or other in case.begun:
            continue
        ready = ready_on(case, case.pathway.by_id[other], done)
        if ready is None or ready > start:
            return True
    return False


def idle(case: Case, times: Times, finish: date) -> list[str]:
    """Return the planned steps that rule 2 does not allow.

    A step may stay when another could not start on its day without it. A step that
    gives a discount may stay when the plan, with the same days, would cost more without
    it and without what is only there for it.
    """
    planned = set(times)
    wanted = case.wanted()
    givers = {bill.discount for bill in all_bills(case, times, finish)} & planned
    found = superfluous(case, planned, wanted | givers)
    kept = {step for step in planned if awaited(case, times, step)}
    found = [step for step in found if step not in kept]
    for giver in sorted(givers):
        targets = wanted | (givers - {giver}) | (kept & set(superfluous(case, planned, wanted)))
        left = without(case, planned, targets, giver)
        if giver in targets | kept or not is_complete(case, left, targets):
            continue
        cheaper = {step: days for step, days in times.items() if step in left}
        if price_of(case, cheaper, finish) <= price_of(case, times, finish):
            found.append(giver)
    return sorted(set(found))
