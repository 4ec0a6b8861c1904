"""Who helps a person with their plan, and what both sides know and promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs
from attrs import evolve, field, frozen
from attrs.converters import optional

from pathplanner.model.coerce import not_blank, several, to_date, to_days, to_text, to_texts


@frozen
class Barrier:
    """What could get in the way, and what would help.

    Attributes:
        what: What could get in the way, such as `no car`.
        help: What would help, such as `a bus pass`.
        who: Who sees to it.
        by: By which day.
    """

    what: str = field(converter=to_text, validator=not_blank)
    help: str = field(default="", converter=to_text)
    who: str = field(default="", converter=to_text)
    by: date | None = field(default=None, converter=optional(to_date))


def _barriers(value: Barrier | Iterable[Barrier]) -> tuple[Barrier, ...]:
    return several(Barrier, value, "barriers")


@frozen
class Support:
    """Who helps a person, what they know of each other, and what each promises.

    Attributes:
        agency: The office that the counselor works for.
        address: Its address, phone and mail, as it is to be printed.
        counselor: The counselor's name.
        contact: The counselor's phone or mail.
        notices: What the agency must print, such as that of equal opportunity.
        barriers: What could get in the way, and what would help.
        strengths: What the person is good at.
        interests: What the person likes.
        reviews: Days on which the plan is looked at.
        duties: What the person promises, in own words.
        counselor_duties: What the counselor promises, in own words.
    """

    agency: str = field(default="", converter=to_text)
    address: str = field(default="", converter=to_text)
    counselor: str = field(default="", converter=to_text)
    contact: str = field(default="", converter=to_text)
    notices: tuple[str, ...] = field(default=(), converter=to_texts)
    barriers: tuple[Barrier, ...] = field(default=(), converter=_barriers)
    strengths: tuple[str, ...] = field(default=(), converter=to_texts)
    interests: tuple[str, ...] = field(default=(), converter=to_texts)
    reviews: tuple[date, ...] = field(default=(), converter=to_days)
    duties: tuple[str, ...] = field(default=(), converter=to_texts)
    counselor_duties: tuple[str, ...] = field(default=(), converter=to_texts)

    def with_rest(self, other: Support) -> Support:
        """Return this with what it leaves out as the other has it."""
        told = {one.name: getattr(self, one.name) for one in attrs.fields(Support)}
        return evolve(other, **{name: value for name, value in told.items() if value})


NOBODY = Support()
"""Nothing is told of who helps."""
