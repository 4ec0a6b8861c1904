"""What the CP-SAT model of a question is made of: answers, steps, runs of days, payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from attrs import Factory, define, frozen
from cpsat_question import Question
from ortools.sat.python import cp_model

from pathplanner.model.learner import Funding
from pathplanner.model.price import CostKind, Discount
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Step

Axis = tuple[int, int]
"""How many are unknown, and the known sum: days or hundredths."""

LONGEST_YEARS = 30
LARGEST_NUMBER = 2**50
MOST_DAYS_OFF = 6
"""No country of the cases is closed for more days one after the other."""
SEED = 1


class Unmodelled(Exception):
    """The question has something that this model cannot say."""


class NotProvedError(Exception):
    """CP-SAT did not prove its answer within the limit."""


@frozen
class Point:
    """An answer: when the goal is reached, what it costs, with which steps on which days."""

    time: tuple[int, date]
    cost: tuple[int, Decimal]
    times: dict[str, tuple[date, date]]

    @property
    def place(self) -> tuple[int, date, int, Decimal]:
        """Its place on the trade-off front."""
        return (*self.time, *self.cost)


@frozen
class Run:
    """Start days (both ends included) from which a step lasts equally long."""

    first: int
    last: int
    length: int
    load: Fraction


@define
class Item:
    """A step in the model: whether it is planned, and its days from the first day."""

    step: Step
    planned: cp_model.IntVar
    start: cp_model.LinearExprT
    finish: cp_model.LinearExprT
    loads: list[tuple[cp_model.LinearExprT, Fraction]] = Factory(list)
    interval: cp_model.IntervalVar | None = None
    turn: cp_model.IntVar | None = None
    """Which turn it has among the steps of its day, if it starts and finishes on one."""


@frozen
class Paid:
    """A payment in the model: its amount and whether nobody has found that."""

    step: str
    order: tuple[int, int, int]
    kind: CostKind
    amount: cp_model.LinearExprT
    most: int
    on: cp_model.LinearExprT
    unknown: cp_model.LinearExprT | None = None


def cents(amount: Decimal) -> int:
    """Return money in hundredths."""
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def relevant(case: Question) -> list[str]:
    """Return the ids of the steps that can matter, in the pathway's order."""
    found: set[str] = set()
    todo = list(case.wanted)
    while todo:
        name = todo.pop()
        if name in found or name in case.held:
            continue
        found.add(name)
        step = case.pathway.by_id[name]
        todo += steps_in(case.requirement(step))
        todo += [discount.holding for discount in discounts_of(step)]
    return [step.id for step in case.pathway.steps if step.id in found]


def is_sure(fund: Funding) -> bool:
    """Tell whether money from others is sure (rule 7)."""
    status = fund.status.strip().lower()
    words = "approved awarded granted paid promised received"
    return status in words.split() or (not status and fund.apply_by is None)


def discounts_of(step: Step) -> Iterator[Discount]:
    """Yield the discounts on the prices of a step."""
    for cost in step.costs:
        yield from cost.discounts


def work_of(step: Step) -> Fraction:
    """Return the hours of work that a step takes from each week, as far as they are known."""
    known = isinstance(step.work_hours, Estimate)
    return Fraction(step.work_hours.likely) if known else Fraction()


def by_month(span: Duration) -> bool:
    return span.unit in (Unit.MONTHS, Unit.YEARS)


def shortest(span: Duration, times: int) -> int:
    """Return the fewest days that a span can take; exact for days and weeks."""
    days = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}[span.unit]
    return span.likely * times * days
