"""What changed between a plan and the one made after it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from pathplanner.model.marks import StepId


class DifferenceKind(StrEnum):
    """What is different in the new plan."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    GOAL = "goal"
    FINISH = "finish"
    COST = "cost"
    CIRCUMSTANCE = "circumstance"
    DATA = "data"
    DONE = "done"
    BEGUN = "begun"
    FAILED = "failed"
    DROPPED = "dropped"
    APPLIED = "applied"
    FOUND = "found"
    """Something was found out, or taken back; see `Difference.field` and the texts."""
    TAKEN_UP = "taken_up"
    ADDED = "added"
    REMOVED = "removed"
    EARLIER = "earlier"
    LATER = "later"
    CHEAPER = "cheaper"
    DEARER = "dearer"


class Cause(StrEnum):
    """Why something is different, where the two plans show it."""

    WAITS = "waits"
    """A step that it needs moved; see `Difference.steps`."""
    HOURS = "hours"
    """The study hours per week changed."""
    START = "start"
    """The start of the plan moved by as many days."""
    PRICE = "price"
    """The full price of the step changed in the pathway."""
    FACT = "fact"
    """Somebody found out a price, hours or a length of the step, or took that back."""
    AVOIDED = "avoided"
    """The learner now wants to avoid the step."""
    INSISTED = "insisted"
    """The learner now asks for the step."""


@frozen
class Difference:
    """One thing that is different in the new plan.

    Attributes:
        kind: What is different.
        step: Id of the step, when it is about one.
        field: Name of the learner's field, for a circumstance.
        on_before, on_after: The finish of the step or plan, or the date of the data, or
            the circumstance if it is a date.
        amount_before, amount_after: What is paid out of pocket for the plan, or likely
            for the step, or the circumstance if it is an amount of money.
        unknown_before, unknown_after: How many unknown prices come on top.
        text_before, text_after: The goal, or the circumstance, as texts; empty for none.
        days: Days by which the finish is later (negative: earlier).
        why: The causes that the two plans show; empty when they show none.
        steps: Ids of the needed steps that moved, when that is a cause.
    """

    kind: DifferenceKind
    step: StepId = ""
    field: str = ""
    on_before: date | None = None
    on_after: date | None = None
    amount_before: Decimal | None = None
    amount_after: Decimal | None = None
    unknown_before: int = 0
    unknown_after: int = 0
    text_before: str = ""
    text_after: str = ""
    days: int = 0
    why: tuple[Cause, ...] = ()
    steps: tuple[StepId, ...] = ()
