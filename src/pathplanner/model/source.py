"""Where a fact comes from."""

from __future__ import annotations

import calendar
import re
from datetime import date
from datetime import date as date_type
from typing import Any

from attrs import Attribute, field, frozen
from attrs.converters import optional

from pathplanner.model.coerce import Word, refused, to_date, to_text, yes_or_no
from pathplanner.model.marks import Prose

_PARTIAL_DATE = re.compile(r"(1[89]|20|21)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Authority(Word):
    """Who speaks: `primary` is the awarding body or the government itself."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


def _to_partial_date(value: str | int | date) -> str:
    return str(value) if isinstance(value, date | int) else to_text(value)


def _partial_date(_: object, attribute: Attribute[Any], value: str) -> None:
    if value and not _PARTIAL_DATE.fullmatch(value):
        message = "must be a year, a month or a day, such as 2025, 2025-08 or 2025-08-28"
        raise refused(attribute, message)


def last_day(partial: str) -> date:
    """Return the last day that `2025`, `2025-08` or `2025-08-28` can mean."""
    year, month, day = (*map(int, partial.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


@frozen
class Source:
    """A page or document that states facts.

    Attributes:
        id: Short name by which facts refer to it.
        publisher: Who published it.
        title: What it is called.
        url: Where it is, or an empty text.
        date: The date the source itself states, as `2025`, `2025-08` or `2025-08-28`;
            empty when the source shows no date.
        authority: `primary` for the awarding body or the government, else `secondary`.
        note: What to know about it, such as a disagreement with another source.
        weak: True for a page that nobody should rely on alone, such as a preview of a site,
            a copy of another's page or an essay. It is printed.
        checked: The day on which somebody last looked whether it still says so, which may be
            later than its own date.
        again: The day from which there is more to find out, such as the dates of another school
            year; the note says what.
    """

    id: str
    publisher: str
    title: str
    url: str = ""
    date: str = field(default="", converter=_to_partial_date, validator=_partial_date)
    authority: Authority = field(default=Authority.SECONDARY, converter=Authority)
    note: Prose = ""
    weak: bool = field(default=False, validator=yes_or_no)
    checked: date_type | None = field(default=None, converter=optional(to_date))
    again: date_type | None = field(default=None, converter=optional(to_date))

    def is_due(self, today: date_type) -> bool:
        """Tell whether there is more to find out by now, and nobody has looked since."""
        again, seen = self.again, self.checked
        return again is not None and again <= today and (seen is None or seen < again)
