"""What is left of a step that was tried and not passed (planning rule 11)."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from pathplanner.model.evidence import SAME_AGAIN
from pathplanner.model.learner import Learner
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN, Basis, Estimate
from pathplanner.model.step import Step
from pathplanner.planning.problem.problem import LESSONS


def failures_of(learner: Learner) -> dict[str, list[date]]:
    """Return the days on which each step was tried and not passed, in order."""
    found: dict[str, list[date]] = {}
    for attempt in sorted(learner.failed, key=lambda attempt: attempt.on):
        found.setdefault(attempt.step, []).append(attempt.on)
    return found


def left_of(step: Step, failures: int) -> Step:
    """Return what is left to do: after a failed exam the exam alone, else all of the step."""
    if not failures or step.exam is None:
        return step
    costs = retake_costs(step, failures)
    # The intakes of lessons are not those of their exam.
    intakes = None if step.kind in LESSONS else step.intakes
    left = evolve(step, waiting=None, duration=None, study_hours=None)
    return evolve(left, costs=costs, intakes=intakes)


def retake_costs(step: Step, failures: int) -> tuple[Cost, ...]:
    """Return what the next attempt at an exam costs; nothing when it is paid for already.

    Where no price of another attempt is stated, the exam is bought again, with as many
    attempts as the first time. Where there is one and nobody knows it, it is estimated to
    be what the exam costs.
    """
    exam = step.exam
    bought = exam.attempts or 1 if exam else 1
    if exam is None or failures < bought:
        return ()
    if exam.retake_fee is UNKNOWN and (guessed := _guessed(step)):
        return guessed
    if exam.retake_fee is not None:
        return (Cost(CostKind.EXAM, exam.retake_fee, source=exam.source),)
    if failures % bought:
        return ()
    stated = tuple(cost for cost in step.costs if cost.kind is CostKind.EXAM)
    return stated or (Cost(CostKind.EXAM, UNKNOWN),)


def _guessed(step: Step) -> tuple[Cost, ...]:
    """Return what the exam costs as estimates of another attempt; nothing if one is unknown."""
    places = [place for place, cost in enumerate(step.costs) if cost.kind is CostKind.EXAM]
    if any(step.costs[place].amount is UNKNOWN for place in places):
        return ()
    return tuple(_again(step, place) for place in places)


def _again(step: Step, place: int) -> Cost:
    cost, path = step.costs[place], f"{step.id}.costs[{place}]"
    discounts = tuple(
        evolve(one, price=_estimate(one.price, f"{path}.discounts[{nth}]"))
        for nth, one in enumerate(cost.discounts)
    )
    assert isinstance(cost.amount, Estimate)  # noqa: S101 - unknown ones are not guessed from
    amount = _estimate(cost.amount, path)
    return Cost(CostKind.EXAM, amount, cost.label, discounts=discounts)


def _estimate(first: Estimate, path: str) -> Estimate:
    """Return the price of a first attempt as an estimate of another."""
    if first.basis:
        return first
    return evolve(first, basis=Basis((path,), SAME_AGAIN), said=None, source=(), note="")
