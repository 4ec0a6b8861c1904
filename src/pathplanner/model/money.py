"""What a plan says of money beside its sums: when pay comes, and what others may yet pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.model.marks import StepId
from pathplanner.model.quantity import Estimate


@frozen
class FirstPay:
    """The first job of a plan, and when what was paid comes back.

    Attributes:
        step: Id of the job.
        on: Its first day: the day on which it is reached.
        pay: What those earn in a year who begin in it; None where no source states it.
        months: After how many whole months a twelfth of it each, before taxes, comes to all
            that is paid out of pocket, what was paid before included; None like `pay`.
    """

    step: StepId
    on: date
    pay: Estimate | None = None
    months: int | None = None


@frozen
class MayPay:
    """Money from others of which something is left, for prices that nobody has found.

    Attributes:
        name: What it is called.
        amount: What is left of it; None for no limit.
        prices: How many of the prices that nobody has found it is for.
    """

    name: str
    amount: Decimal | None
    prices: int


@frozen
class Waiting:
    """A plan that begins late because the money for it is not there before.

    Attributes:
        until: The day on which its first step begins.
        start, finish: When it would begin and finish if the money were there.
        savings: With how much at the start it would, in whole units of money.
        monthly: With how much each month it would; None where that is not enough.
        funded_start: When it would begin if all money from others came that is not sure yet;
            None where there is none, and where that would be no sooner.
        funded_finish: When it would finish then.
    """

    until: date
    start: date
    finish: date
    savings: Decimal
    monthly: Decimal | None = None
    funded_start: date | None = None
    funded_finish: date | None = None
