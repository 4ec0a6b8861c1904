"""Where a person lives from some day on (planning rule 24)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import Attribute, field, frozen

from pathplanner.model.coerce import refused, several, to_date, to_text, to_texts
from pathplanner.model.marks import StepId
from pathplanner.model.places import to_state


def _is_told(_: object, attribute: Attribute[str], value: str) -> None:
    if not value:
        raise refused(attribute, "must be told, such as US-TX; Texas and TX are taken, too")


@frozen
class Move:
    """From a day on, the person lives in another place.

    Attributes:
        on: The first day on which they live there.
        state: The state, by its code such as `US-TX`; `TX` and `Texas` are taken, too.
        area: The metropolitan area there whose pay is told; the state's when empty.
        residence: Words for where they live then, by which some prices go.
    """

    on: date = field(converter=to_date)
    state: str = field(converter=to_state, validator=_is_told)
    area: str = field(default="", converter=to_text)
    residence: tuple[str, ...] = field(default=(), converter=to_texts)


def to_moves(value: Mapping[date | str, str] | Move | Iterable[Move]) -> tuple[Move, ...]:
    """Return moves from themselves, or from states by day, such as `{"2027-06-01": "TX"}`."""
    if isinstance(value, Mapping):
        value = [Move(day, state) for day, state in value.items()]
    return several(Move, value)


@frozen
class Moved:
    """A step of a plan that hangs on where the person lives, and begins after a move.

    Attributes:
        step: Id of the step.
        on: The day of the last move before it begins.
    """

    step: StepId
    on: date


def stay_on(moves: Sequence[Move], day: date) -> int:
    """Return after how many moves a day comes."""
    return bisect_right([one.on for one in moves], day)


def days_of(moves: Sequence[Move], stay: int) -> tuple[date | None, date | None]:
    """Return the first day and the last day of a stay; None where it has no such end."""
    first = moves[stay - 1].on if stay else None
    last = moves[stay].on - timedelta(days=1) if stay < len(moves) else None
    return first, last
