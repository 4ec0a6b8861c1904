"""What is within a person's reach: one goal of a pathway, and what it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.model.plan import ZERO, Status
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Kind


@frozen
class Reached:
    """One goal, and what the learner's best plan for it takes.

    Attributes:
        step: Its id.
        title: Its title.
        kind: What sort of thing it is.
        status: `impossible` when it is out of reach or not decided.
        held: Whether the learner has it already.
        undecided: Whether the effort was spent before a plan was found; one may exist.
        finish: When it is reached, or was; None when out of reach or not known.
        out_of_pocket: What the learner pays for it in all, as far as prices are known.
        unknown_prices, unknown_lengths: How many of its prices and times nobody has found.
        steps: How many steps the plan has.
        pay: Yearly pay that a source states for it, or for its occupation at the middle.
    """

    step: str
    title: str
    kind: Kind
    status: Status
    held: bool = False
    undecided: bool = False
    finish: date | None = None
    out_of_pocket: Decimal = ZERO
    unknown_prices: int = 0
    unknown_lengths: int = 0
    steps: int = 0
    pay: Estimate | None = None

    @property
    def in_reach(self) -> bool:
        """Whether the learner has it or a plan for it was found."""
        return self.status is not Status.IMPOSSIBLE
