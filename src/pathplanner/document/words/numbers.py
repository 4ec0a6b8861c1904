"""Numbers and dates as the reader's language writes them, made by Babel.

The patterns are given in full and never left to Babel: its own change from version to
version, and the same plan must give the same bytes. Babel is slow to import, so that
happens with the first number.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pathplanner.document.words.language import current_language

if TYPE_CHECKING:
    from babel import Locale

_WHOLE, _CENTS = "#,##0", "#,##0.00"
_AS_IT_IS = f"{_WHOLE}.{'#' * 12}"


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)


def format_day(day: date, pattern: str) -> str:
    """Return a date by a pattern of CLDR, such as `MMMM d, y`."""
    from babel.dates import format_date

    return format_date(day, pattern, _locale(current_language().locale))


def language_name(tag: str = "") -> str:
    """Return what a language is called in the one that is spoken, or what that is called.

    What is no tag of a language, or of one that Babel does not know, is returned as it is.
    """
    from babel import Locale, UnknownLocaleError

    spoken = _locale(current_language().locale)
    try:
        named = Locale.parse(tag.replace("-", "_")) if tag else spoken
        return Locale(named.language).get_display_name(spoken) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def format_number(number: Decimal | int) -> str:
    """Return a number with thousands marked and without needless zeros."""
    return _formatted(number, _AS_IT_IS)


def format_amount(number: Decimal) -> str:
    """Return an amount of money, which has cents or is whole, without its currency."""
    return _formatted(number, _WHOLE if number == number.to_integral_value() else _CENTS)


def _formatted(number: Decimal | int, pattern: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, pattern, _locale(current_language().locale))
