"""What is paid for a step: once, again and again while it lasts, and to keep what it earned."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.coerce import (
    Word,
    several,
    to_texts,
    whole_from,
)
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import (
    Duration,
    Estimate,
    Unknown,
    lasting,
    lasting_some,
    to_estimate,
    to_known_estimate,
)


class CostKind(Word):
    """What money is spent on; funding may cover some kinds only."""

    TUITION = "tuition"
    FEE = "fee"
    BOOKS = "books"
    SUPPLIES = "supplies"
    EXAM = "exam"
    MEMBERSHIP = "membership"
    RENEWAL = "renewal"
    LICENSE = "license"
    OTHER = "other"


@frozen
class Discount:
    """A lower price for those who hold `holding` (a step id) when they buy."""

    holding: StepId
    price: Estimate = field(converter=to_known_estimate)
    note: Prose = ""


def _discounts(value: Discount | Iterable[Discount]) -> tuple[Discount, ...]:
    return several(Discount, value)


def to_cost_kinds(kinds: CostKind | str | Iterable[CostKind | str]) -> tuple[CostKind, ...]:
    """Return one kind of cost or several as a tuple.

    Raises:
        InputError: One of them is not such a kind.
    """
    return tuple(CostKind(kind) for kind in to_texts(kinds))


@frozen
class Cost:
    """One price that is paid for a step, on the day the step starts.

    Attributes:
        kind: What the money is spent on.
        amount: The price, or `UNKNOWN`.
        label: What exactly is bought, if the kind does not say enough.
        every: For a price that is paid again and again while the step lasts, such
            as yearly tuition: first on the start day, then after each such span,
            as long as that is before the step's finish.
        discounts: Lower prices; the lowest that applies is paid.
        note: What to know about it.
        source: Ids of sources, if not those of `amount` or of the step.
    """

    kind: CostKind = field(converter=CostKind)
    amount: Estimate | Unknown = field(converter=to_estimate)
    label: Prose = ""
    every: Duration | None = field(default=None, validator=lasting_some)
    discounts: tuple[Discount, ...] = field(default=(), converter=_discounts)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


def to_costs(value: Cost | Iterable[Cost]) -> tuple[Cost, ...]:
    """Return one price or several as a tuple."""
    return several(Cost, value)


@frozen
class Dues:
    """A price paid on the day the step is finished and again after each `every`."""

    amount: Estimate | Unknown = field(converter=to_estimate)
    every: Duration = field(validator=lasting_some)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


@frozen
class RenewalOption:
    """One way to renew.

    Attributes:
        title: Such as "36 units" or "Take the exam again".
        units: Continuing-education units (CEUs) to earn in the period, or None.
        fee: Paid on the due date; None when there is none; `UNKNOWN` when not found.
        discounts: Lower fees for holders of a step.
        note, source: As everywhere.
    """

    title: Prose
    units: int | None = field(default=None, validator=whole_from(0))
    fee: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    discounts: tuple[Discount, ...] = field(default=(), converter=_discounts)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


def _options(value: RenewalOption | Iterable[RenewalOption]) -> tuple[RenewalOption, ...]:
    return several(RenewalOption, value)


@frozen
class Renewal:
    """How a credential is kept.

    Attributes:
        every: The length of a period.
        options: The ways to renew; any one will do.
        first: The length of the first period when it differs from `every`.
        first_units: Units for the first period when they differ.
        grace: How long after the due date one can still renew.
        late_fee: Extra fee within the grace period.
        counts_from: Id of an earlier step from whose finish the periods are
            counted; the step's own finish when empty.
        note, source: As everywhere.
    """

    every: Duration = field(validator=lasting_some)
    options: tuple[RenewalOption, ...] = field(converter=_options)
    first: Duration | None = field(default=None, validator=lasting)
    first_units: int | None = field(default=None, validator=whole_from(0))
    grace: Duration | None = field(default=None, validator=lasting)
    late_fee: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    counts_from: StepId = ""
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def __attrs_post_init__(self) -> None:
        if not self.options:
            raise InputError("give at least one way to renew")
        if self.every.likely < 1 or (self.first is not None and self.first.likely < 1):
            raise InputError("a renewal period must be longer than nothing")
