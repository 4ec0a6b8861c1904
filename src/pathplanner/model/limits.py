"""What many people share: purses of money, and seats in the starts of a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, InputError
from pathplanner.model.coerce import (
    Word,
    not_blank,
    several,
    to_date,
    to_days,
    to_decimal,
    to_text,
    to_texts,
    whole_from,
)
from pathplanner.model.intakes import Intakes
from pathplanner.model.marks import StepId
from pathplanner.model.places import to_states
from pathplanner.model.price import CostKind, to_cost_kinds
from pathplanner.model.quantity import amount_or_none
from pathplanner.model.step import Step


class HandOut(Word):
    """The rule by which what is shared is handed out; rule 22 of the planning rules."""

    ORDER = "order"
    """Each in turn, in the order of the people, takes the best of what is left."""
    SOONEST = "soonest"
    """So that most people reach their goal, and these in the fewest days in all."""


@frozen
class Purse:
    """Money that many people share. It pays what is still unpaid after all other sources.

    Attributes:
        name: What it is called; no other purse is called so.
        amount: How much there is for all together.
        most: The most that one person gets; None for no limit.
        covers: Cost kinds it pays for; all when empty.
        steps: Ids of the steps it pays for; all when empty.
        until: The last day on which it pays; None for no end.
        people: Who may use it, by their ids or names in the caseload; all when empty.
        states: Where those live who may use it; anywhere when empty.
        goals: What those who may use it want to reach; anything when empty.
        note: What to know about it.
    """

    name: str = field(converter=to_text, validator=not_blank)
    amount: Decimal = field(converter=to_decimal, validator=amount_or_none)
    most: Decimal | None = field(
        default=None, converter=optional(to_decimal), validator=amount_or_none
    )
    covers: tuple[CostKind, ...] = field(default=(), converter=to_cost_kinds)
    steps: tuple[StepId, ...] = field(default=(), converter=to_texts)
    until: date | None = field(default=None, converter=optional(to_date))
    people: tuple[str, ...] = field(default=(), converter=to_texts)
    states: tuple[str, ...] = field(default=(), converter=to_states)
    goals: tuple[StepId, ...] = field(default=(), converter=to_texts)
    note: str = field(default="", converter=to_text)


@frozen
class Places:
    """How many people can begin a step on a day.

    Attributes:
        step: Id of the step. It has no other starts than those for which places are told.
        on: The day on which it starts.
        seats: How many seats there are for all together.
    """

    step: StepId = field(converter=to_text, validator=not_blank)
    on: date = field(converter=to_date)
    seats: int = field(validator=whole_from(0))


def to_purses(value: Purse | Iterable[Purse]) -> tuple[Purse, ...]:
    """Return one purse or several.

    Raises:
        InputError: Two have one name.
    """
    purses = several(Purse, value)
    for name, count in Counter(one.name.casefold() for one in purses).items():
        if count > 1:
            hint = "Give each a name of its own, or make them one."
            raise InputError([Fault(f"{count} purses are called {name!r}", "", hint)])
    return purses


def to_places(
    value: Mapping[str, Mapping[date | str, int]] | Places | Iterable[Places],
) -> tuple[Places, ...]:
    """Return the seats of starts from themselves, or from numbers by step and day.

    Raises:
        InputError: A start is told twice.
    """
    if isinstance(value, Mapping):
        value = [Places(step, day, count) for step, days in value.items()
                 for day, count in days.items()]  # fmt: skip
    places = several(Places, value)
    for (step, day), count in Counter((one.step, one.on) for one in places).items():
        if count > 1:
            hint = "Tell all of its seats in one place."
            raise InputError([Fault(f"The start of {step} on {day} is told twice", "", hint)])
    return places


@frozen
class Seat:
    """The days on which a person has a seat in a step.

    Attributes:
        step: Id of the step, which starts on one of these days and on no other.
        days: The days; with none there is no seat for them, and no plan takes the step.
    """

    step: StepId = field(converter=to_text, validator=not_blank)
    days: tuple[date, ...] = field(default=(), converter=to_days)


def to_seats(
    value: Mapping[str, date | str | Iterable[date | str]] | Seat | Iterable[Seat],
) -> tuple[Seat, ...]:
    """Return the seats of a person from themselves, or from days by step."""
    if isinstance(value, Mapping):
        value = [Seat(step, days) for step, days in value.items()]
    return tuple({one.step: one for one in several(Seat, value)}.values())


def seated(steps: Iterable[Step], seats: Iterable[Seat]) -> tuple[Step, ...]:
    """Return steps that start on the days of a person's seats and on no others.

    Who has a seat need not apply for it.
    """
    days = {one.step: one.days for one in seats if one.days}
    return tuple(
        evolve(step, intakes=Intakes(days[step.id])) if step.id in days else step for step in steps
    )
