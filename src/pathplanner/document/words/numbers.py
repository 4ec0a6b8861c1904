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

from pathplanner.document.words.language import current_language, usual_locale

if TYPE_CHECKING:
    from babel import Locale

_SIGNS = {"USD": "$"}
_WHOLE, _CENTS = "#,##0", "#,##0.00"
_AS_IT_IS = f"{_WHOLE}.{'#' * 12}"


_DAY_FIRST = {
    "MMMM\u00a0d,\u00a0y": "d\u00a0MMMM\u00a0y",
    "MMMM\u00a0d": "d\u00a0MMMM",
}
"""English patterns of the United States to those of countries where the day stands first."""


@cache
def _locale(name: str) -> Locale:
    """Return what Babel knows of a language in a country, else of the language."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return Locale.parse(usual_locale(name.partition("_")[0]))


@cache
def _is_day_first(name: str) -> bool:
    """Return whether English dates begin with the day there: `4 January 2027`."""
    pattern = _locale(name).date_formats["long"].pattern
    return name.startswith("en_") and pattern.index("d") < pattern.index("M")


@cache
def usual_region(tag: str) -> str:
    """Return the country in which most who speak a language live: `DE` of `de`."""
    from babel.core import get_global

    return str(get_global("likely_subtags").get(tag.partition("-")[0].lower(), "")).rpartition("_")[
        2
    ]


def currency_sign(currency: str) -> str:
    """Return how an amount of a currency begins where the reader lives: `$` or `EUR `."""
    from babel.numbers import get_currency_symbol

    name = current_language().locale
    if name == usual_locale(name.partition("_")[0]):
        return _SIGNS.get(currency, f"{currency}\u00a0")
    sign = get_currency_symbol(currency, _locale(name))
    return f"{sign}\u00a0" if sign.isalpha() else sign


def format_day(day: date, pattern: str) -> str:
    """Return a date by a pattern of CLDR, such as `MMMM d, y`."""
    from babel.dates import format_date

    name = current_language().locale
    known = _DAY_FIRST.get(pattern)
    return format_date(day, known if known and _is_day_first(name) else pattern, _locale(name))


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
