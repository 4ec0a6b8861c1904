"""The person a plan is for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import Attribute, evolve, field, frozen
from attrs.converters import optional
from attrs.validators import instance_of
from attrs.validators import optional as optional_validator

from pathplanner.errors import InputError
from pathplanner.model.coerce import (
    Word,
    refused,
    several,
    to_date,
    to_decimal,
    to_text,
    to_texts,
    whole_from,
    yes_or_no,
)
from pathplanner.model.history import (
    Applied,
    Attempt,
    Dropped,
    Held,
    HoursDone,
    Numbered,
    Paid,
    Proof,
    UnderWay,
    to_applied,
    to_attempts,
    to_dropped,
    to_held,
    to_hours_done,
    to_numbers,
    to_paid,
    to_proofs,
    to_under_way,
)
from pathplanner.model.limits import Seat, to_seats
from pathplanner.model.marks import StepId
from pathplanner.model.moves import Move, to_moves
from pathplanner.model.offer import Choice, to_choices
from pathplanner.model.own_facts import OwnFact, to_own_facts
from pathplanner.model.places import to_state
from pathplanner.model.price import CostKind, to_cost_kinds
from pathplanner.model.quantity import amount_or_none
from pathplanner.model.requirement import above_zero
from pathplanner.model.support import NOBODY, Support
from pathplanner.model.waits import OwnAssumption, to_assumptions

HOURS_IN_A_WEEK = 168
HUNDRED = 100
DEFAULT_HOURS = Decimal(10)
"""Study hours per week when the learner gives none; the plan says it was assumed."""


class Percent(Decimal):
    """A part of a whole, in percent; files may write `20 percent`."""


class Prefer(Word):
    """What the best plan is; `docs/explanation/planning-rules.md` defines each."""

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    BALANCED = "balanced"
    FEWEST_HOURS = "fewest-hours"
    FIRST_PAY = "first-pay"


SURE = frozenset({"", "approved", "awarded", "granted", "paid", "promised", "received"})
"""What the status of money from others says where plans may count on it."""

NOT_SURE = frozenset({"applied", "pending", "planned"})
"""What it says where they may not; so does every other word."""


class FundingKind(Word):
    """Who pays. Workforce funds pay only what is still unpaid after all others."""

    GRANT = "grant"
    SCHOLARSHIP = "scholarship"
    EMPLOYER = "employer"
    WORKFORCE = "workforce"
    OTHER = "other"


class OverrideKind(Word):
    """`waive`: the step is not asked for. `substitute`: something else counts as it."""

    WAIVE = "waive"
    SUBSTITUTE = "substitute"


def _hours(_: object, attribute: Attribute[Any], value: Decimal) -> None:
    if not 0 <= value <= HOURS_IN_A_WEEK:
        raise refused(attribute, f"must be from 0 to {HOURS_IN_A_WEEK}, not {value}")


def _to_percent(value: Decimal | float | str) -> Percent:
    return Percent(to_decimal(value))


def _percent(_: object, attribute: Attribute[Any], value: Decimal | None) -> None:
    if value is not None and not 0 <= value <= HUNDRED:
        raise refused(attribute, f"must be from 0 to {HUNDRED} percent, not {value}")


def _place(_: object, __: object, value: str) -> None:
    # A reader of files asks before there is a learner, to tell the line.
    to_state(value)


def _ids(value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to_texts(value)))


@frozen
class Break:
    """Days without study, from `start` up to but not including `finish`."""

    start: date = field(converter=to_date)
    finish: date = field(converter=to_date)

    def __attrs_post_init__(self) -> None:
        if self.finish <= self.start:
            raise InputError("a break must finish after it starts")


@frozen
class WeekHours:
    """Hours of study a week, from a day on or for one step.

    Attributes:
        per_week: How many, 0 to 168.
        from_: The day from which on there are so many in the place of those before.
        step: Id of the step that has so many hours of its own, which no other step takes.
    """

    per_week: Decimal = field(converter=to_decimal, validator=_hours)
    from_: date | None = field(default=None, converter=optional(to_date))
    step: StepId = ""

    def __attrs_post_init__(self) -> None:
        if (self.from_ is None) == (not self.step):
            raise InputError("hours a week are either from a day on or for a step")


@frozen
class Funding:
    """Money from others for the costs of the plan.

    Attributes:
        name: What it is called.
        amount: The most it pays in all; None for no limit.
        kind: Who pays.
        covers: Cost kinds it pays for; all when empty.
        steps: Ids of the steps it pays for; all when empty.
        arrives: The day its money is there; the plan's start when None.
        apply_by: The last day to apply for it, where that is not done.
        until: The last day on which it pays; None for no end.
        share_of: What there is for all together, where the amount is a share of a purse
            that many use.
        status: Such as `applied`, `awarded` or `pending`; see `is_sure`.
        note: What to know about it.
        listed: Whether it pays only for offers that name it; see `is_listed`.
    """

    name: str = field(converter=to_text)
    amount: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )
    kind: FundingKind = field(default=FundingKind.GRANT, converter=FundingKind)
    covers: tuple[CostKind, ...] = field(default=(), converter=to_cost_kinds)
    steps: tuple[StepId, ...] = field(default=(), converter=_ids)
    arrives: date | None = field(default=None, converter=optional(to_date))
    status: str = ""
    note: str = ""
    apply_by: date | None = field(default=None, converter=optional(to_date))
    until: date | None = field(default=None, converter=optional(to_date))
    listed: bool = field(default=False, validator=yes_or_no)
    share_of: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )

    @property
    def is_listed(self) -> bool:
        """Whether it pays only for offers that name it, as workforce funds do by law."""
        return self.listed or self.kind is FundingKind.WORKFORCE

    @property
    def is_sure(self) -> bool:
        """Whether plans may count on it: it is awarded, or nothing is said against it."""
        status = self.status.strip().casefold()
        return status in SURE and (status != "" or self.apply_by is None)


@frozen
class Override:
    """A requirement set aside by a person with authority; printed in the plan.

    Attributes:
        step: Id of the step that is waived or substituted.
        kind: `waive` or `substitute`.
        by: Who decided.
        why: The reason.
        on: When it was decided.
        instead: What counts in its place, in words.
        for_: Id of the one step for which it is so; everywhere when empty.
    """

    step: StepId
    kind: OverrideKind = field(default=OverrideKind.WAIVE, converter=OverrideKind)
    by: str = ""
    why: str = ""
    on: date | None = field(default=None, converter=optional(to_date))
    instead: str = ""
    for_: StepId = ""


def _week_hours(value: WeekHours | Iterable[WeekHours]) -> tuple[WeekHours, ...]:
    return several(WeekHours, value)


# A bare `tuple` would do the same, but would tell type checkers nothing of what is in it.
def _funding(value: Funding | Iterable[Funding]) -> tuple[Funding, ...]:
    return several(Funding, value)


def _breaks(value: Break | Iterable[Break]) -> tuple[Break, ...]:
    return several(Break, value)


def _overrides(value: Override | Iterable[Override]) -> tuple[Override, ...]:
    return several(Override, value)


@frozen
class Learner:
    """A person's circumstances and wishes.

    Attributes:
        start: The first day of the plan.
        name: As it is to be printed.
        hours_per_week: Study hours per week, 0 to 168.
        hours: Where these are others: from a day on, or for one step alone.
        worked: Hours of work that were worked in steps under way, by the plan's first day.
        work_hours: Hours per week for work; what study leaves of 60 when None.
        holds: What is done: ids, or ids with dates.
        under_way: What is begun: ids with dates.
        failed: What was tried and not passed: ids, each with one date or several.
        dropped: What was given up: ids with dates. No plan takes it.
        applied: What was applied for: ids with dates; being in time, and waiting, count by them.
        savings: Money at the start; None when money over time is not asked about.
        monthly: Money added after each whole month; counts only with `savings`.
        budget: The most that may be paid out of pocket in all; None for no limit.
        deadline: The last day on which the goal may be reached.
        goal: Ids of the steps to reach; the pathway's first destination when empty.
        prefer: What the best plan is.
        avoid: Ids of steps not to take.
        insist: Ids of steps to take.
        funding: Money from others, in the order in which it is to be used.
        birth_date: Needed only for steps with a minimum age.
        breaks: Times without study.
        seats: The days on which they have a seat in a step, by step. It starts on one of them
            and on no other; where none is told, no plan takes it.
        state: Where they live, by its code such as `US-TX`; `TX` and `Texas` are taken, too.
        recommended: True to take what is recommended as if it were required.
        overrides: Requirements set aside by a person with authority.
        facts: What they found out, which beats what the pathway says: values by their paths,
            such as `{"cpc.costs.exam": 425}`, or `OwnFact`s that tell who said it.
        assumptions: What to assume in place of what plans assume: spans by what is assumed, such
            as `{"hiring": Duration.exactly(3, "months")}`, each may be "none"; "none" for all.
        horizon_years: How far ahead renewals are listed, counted from the finish.
        paid: What was paid so far, payment by payment.
        savings_on: The day on which the savings were counted; the plan's first day when None.
        set_aside: Percent of the pay of a new job, before taxes, that is put aside each month;
            None when pay is not to be counted on. Counts only with `savings`.
        numbers: The numbers that steps have on the pages of plans; they stay.
        proofs: What shows that held steps are done, and until when they count.
        area: The metropolitan area whose pay is told, such as `18140`; the state's when empty.
        support: Who helps them, what could get in the way, and what both sides promise.
        offers: The offers at which they take steps: ids of offers by the steps.
        residence: Words for where they live, by which some prices go, such as `in-district`.
        income: Income a year of those they live with, by which some prices go.
        credits_per_term: The most credits that they begin in one term.
        moves: Where they live from some days on, the first move first.

    Raises:
        InputError: A value is out of range or no date or number.
    """

    start: date = field(converter=to_date)
    name: str = field(default="", converter=to_text)
    hours_per_week: Decimal = field(default=DEFAULT_HOURS, converter=to_decimal, validator=_hours)
    work_hours: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=optional_validator(_hours)
    )
    holds: tuple[Held, ...] = field(default=(), converter=to_held)
    under_way: tuple[UnderWay, ...] = field(default=(), converter=to_under_way)
    failed: tuple[Attempt, ...] = field(default=(), converter=to_attempts)
    dropped: tuple[Dropped, ...] = field(default=(), converter=to_dropped)
    applied: tuple[Applied, ...] = field(default=(), converter=to_applied)
    savings: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )
    monthly: Decimal = field(default=Decimal(0), converter=to_decimal, validator=amount_or_none)
    budget: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )
    deadline: date | None = field(default=None, converter=optional(to_date))
    goal: tuple[StepId, ...] = field(default=(), converter=_ids)
    prefer: Prefer = field(default=Prefer.FASTEST, converter=Prefer)
    avoid: tuple[StepId, ...] = field(default=(), converter=_ids)
    insist: tuple[StepId, ...] = field(default=(), converter=_ids)
    funding: tuple[Funding, ...] = field(default=(), converter=_funding)
    birth_date: date | None = field(default=None, converter=optional(to_date))
    breaks: tuple[Break, ...] = field(default=(), converter=_breaks)
    seats: tuple[Seat, ...] = field(default=(), converter=to_seats)
    state: str = field(default="", converter=to_state, validator=_place)
    recommended: bool = field(default=False, validator=yes_or_no)
    overrides: tuple[Override, ...] = field(default=(), converter=_overrides)
    facts: tuple[OwnFact, ...] = field(default=(), converter=to_own_facts)
    assumptions: tuple[OwnAssumption, ...] = field(default=(), converter=to_assumptions)
    horizon_years: int = field(default=5, validator=whole_from(0, 50))
    paid: tuple[Paid, ...] = field(default=(), converter=to_paid)
    savings_on: date | None = field(default=None, converter=optional(to_date))
    set_aside: Percent | None = field(
        default=None, converter=optional(_to_percent), validator=_percent
    )
    numbers: tuple[Numbered, ...] = field(default=(), converter=to_numbers)
    proofs: tuple[Proof, ...] = field(default=(), converter=to_proofs)
    area: str = field(default="", converter=to_text)
    support: Support = field(default=NOBODY, validator=instance_of(Support))
    offers: tuple[Choice, ...] = field(default=(), converter=to_choices)
    hours: tuple[WeekHours, ...] = field(default=(), converter=_week_hours)
    worked: tuple[HoursDone, ...] = field(default=(), converter=to_hours_done)
    residence: tuple[str, ...] = field(default=(), converter=to_texts)
    income: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )
    credits_per_term: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=above_zero
    )
    moves: tuple[Move, ...] = field(default=(), converter=to_moves)

    def living(self, stay: int) -> Learner:
        """Return the person as if they had lived all along where they live after some moves."""
        if not self.moves:
            return self
        if not stay:
            return evolve(self, moves=())
        there = self.moves[stay - 1]
        return evolve(self, state=there.state, area=there.area, residence=there.residence, moves=())

    @property
    def set_aside_everywhere(self) -> tuple[Override, ...]:
        """The requirements that are set aside whatever asks for them."""
        return tuple(one for one in self.overrides if not one.for_)
