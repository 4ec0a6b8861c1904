"""Why no plan can hold, and what would make one possible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from pathplanner.model.marks import StepId
from pathplanner.model.quantity import Duration


class ReasonKind(StrEnum):
    """A rule that stands in the way of any plan."""

    AVOIDED = "avoided"
    """Every way to the goal leads over a step that is to be avoided."""
    DROPPED = "dropped"
    """Every way to the goal leads over a step that was dropped."""
    STATE = "state"
    MOVE = "move"
    """A step that is needed does not count in the learner's state."""
    AGE = "age"
    """A step has a minimum age that is reached too late."""
    TOO_OLD = "too_old"
    """A step has a maximum age that is over before it can be started."""
    HOURS = "hours"
    """A step asks for more study hours per week than there are."""
    WORK_HOURS = "work_hours"
    """A step asks for more hours of work per week than there are."""
    CREDITS = "credits"
    """A step has more credits than may be begun in one term."""
    INTAKE = "intake"
    """A step's last intake is over before it can be started."""
    WINDOW = "window"
    """Something that is required runs out before what requires it."""
    TRIES = "tries"
    """An exam was tried as often as it may be."""
    SEATS = "seats"
    """There is no seat for the learner in a step that is needed."""
    DEADLINE = "deadline"
    """The earliest finish is after the deadline."""
    BUDGET = "budget"
    """The lowest cost is above the budget."""
    SAVINGS = "savings"
    """The money is not there when it is needed."""
    UNREACHABLE = "unreachable"
    """Nobody can reach the goal in this pathway."""
    UNDECIDED = "undecided"
    """No plan was found before the effort was spent, so there may be one after all."""


@frozen
class Reason:
    """A rule that stands in the way.

    Attributes:
        kind: The rule.
        step: Id of the step it is about, or an empty text.
        have, need: What is given and what would do, in the rule's own unit: hours per
            week, money, years of age; or None.
        have_date, need_date: The same for dates.
        beside: Ids of the steps that start on the same day, where all together are too much.
        other: Id of what runs out too soon, if something does.
        span: How long that counts, or the time within which an exam must be taken.
    """

    kind: ReasonKind
    step: StepId = ""
    have: Decimal | None = None
    need: Decimal | None = None
    have_date: date | None = None
    need_date: date | None = None
    beside: tuple[StepId, ...] = ()
    other: StepId = ""
    span: Duration | None = None


class ChangeKind(StrEnum):
    """What the learner could change."""

    HOURS = "hours"
    WORK_HOURS = "work_hours"
    CREDITS = "credits"
    SAVINGS = "savings"
    MONTHLY = "monthly"
    BUDGET = "budget"
    DEADLINE = "deadline"
    START = "start"
    AVOID = "avoid"
    TAKE_UP = "take_up"


@frozen
class Change:
    """The smallest change of its kind that makes a plan possible, alone or in a pair.

    Attributes:
        kind: What changes.
        amount: The new hours per week or amount of money.
        on: The new deadline or start.
        step: Id of the step no longer avoided, or taken up again.
        finish, out_of_pocket: Of the best plan that the change makes possible;
            it was planned to make sure.
        proved: Whether it is certain that none is smaller and that no plan with it is better.
    """

    kind: ChangeKind
    finish: date
    out_of_pocket: Decimal
    amount: Decimal | None = None
    on: date | None = None
    step: StepId = ""
    proved: bool = True


@frozen
class ChangePair:
    """Two changes that make a plan possible together, where none does alone.

    Attributes:
        first: As small as in any plan that some change of the second makes possible.
        second: As small as the first allows. Both tell of the same plan.
    """

    first: Change
    second: Change
