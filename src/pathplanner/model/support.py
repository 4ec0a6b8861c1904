"""Who helps a person with their plan, and what both sides know and promise."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
from attrs import evolve, field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, InputError
from pathplanner.model.coerce import not_blank, several, to_date, to_text, to_texts


def _days(value: date | str | Iterable[date | str]) -> tuple[date, ...]:
    alone = isinstance(value, date | str)
    items: tuple[Any, ...] = (value,) if alone else tuple(value)  # type: ignore[arg-type]
    return tuple(sorted({to_date(item) for item in items}))


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


LOGO_START = "data:image/png;base64,"
"""How the text of a logo begins."""

LARGEST_LOGO = (600, 300)
"""Width and height of a logo in pixels, at most."""

_LONGEST_LOGO = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_HEAD = 24


def _is_logo(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    """Raise an InputError unless a text is empty or that of a small PNG."""
    if not value:
        return
    head = b""
    if value.startswith(LOGO_START) and len(value) <= _LONGEST_LOGO:
        try:
            head = b64decode(value.removeprefix(LOGO_START), validate=True)[:_HEAD]
        except ValueError:
            head = b""
    sides = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    wide, high = LARGEST_LOGO
    if not head.startswith(_PNG) or not (0 < sides[0] <= wide and 0 < sides[1] <= high):
        said = f"must be a PNG of at most {wide} by {high} pixels as `{LOGO_START}...`"
        hint = "Name a picture file in `logo` of an office file; it is made from that."
        raise InputError([Fault(said, attribute.name, hint)])


@frozen
class Logo:
    """The picture of an office.

    Attributes:
        url: A PNG as an address that holds it (`data:image/png;base64,`).
        alt: What is said in its place: the name of the office.
    """

    url: str
    alt: str

    @property
    def png(self) -> bytes:
        """The picture as the bytes of a PNG file."""
        return b64decode(self.url.partition(",")[2])


@frozen
class Support:
    """Who helps a person, what they know of each other, and what each promises.

    Attributes:
        agency: The office that the counselor works for.
        logo: Its picture: a PNG of at most 600 by 300 pixels, as text (`data:image/png;base64,`).
            An office file names a file, and this is what becomes of it.
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
    logo: str = field(default="", converter=to_text, validator=_is_logo)
    address: str = field(default="", converter=to_text)
    counselor: str = field(default="", converter=to_text)
    contact: str = field(default="", converter=to_text)
    notices: tuple[str, ...] = field(default=(), converter=to_texts)
    barriers: tuple[Barrier, ...] = field(default=(), converter=_barriers)
    strengths: tuple[str, ...] = field(default=(), converter=to_texts)
    interests: tuple[str, ...] = field(default=(), converter=to_texts)
    reviews: tuple[date, ...] = field(default=(), converter=_days)
    duties: tuple[str, ...] = field(default=(), converter=to_texts)
    counselor_duties: tuple[str, ...] = field(default=(), converter=to_texts)

    def with_rest(self, other: Support) -> Support:
        """Return this with what it leaves out as the other has it."""
        told = {one.name: getattr(self, one.name) for one in attrs.fields(Support)}
        return evolve(other, **{name: value for name, value in told.items() if value})


NOBODY = Support()
"""Nothing is told of who helps."""
