"""Single words of a file to numbers, dates and spans; each function takes the raw text."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal

from pathplanner.formats.syntax.text import show
from pathplanner.model.coerce import to_date
from pathplanner.model.intakes import MonthDay
from pathplanner.model.quantity import LARGEST, LARGEST_SPAN, Duration, Estimate, Unit

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_TO = r"\s*(?:-|\u2013|\bto\b)\s*"
_RANGE = re.compile(rf"([0-9.]+){_TO}([0-9.]+)")
_LOOSE_SPAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)\.?", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LONGEST = 40
_SHORT_UNITS = {"d": "days", "w": "weeks", "wk": "weeks", "mo": "months", "y": "years"}
_SHORT_UNITS |= {"wks": "weeks", "mos": "months", "yr": "years", "yrs": "years"}

_SOME = r"[0-9]+(\.[0-9]+)?"
AMOUNT = rf"{_SOME}({_TO}{_SOME})?"
"""How an amount is written, for schemas; the reader is laxer here, to say more of what is wrong."""

SPAN = rf"[0-9]+({_TO}[0-9]+)?\s*([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?"
"""How a span is written; the reader also takes capitals."""

_SPAN = re.compile(SPAN, re.IGNORECASE)
AMOUNT_HINT = "Write a number such as 222 or a range such as 250-300."
SPAN_HINT = "Write such as 16 weeks, 1 year or 6-12 months."
YES = frozenset({"yes", "on", "y", "true"})
NO = frozenset({"no", "off", "n", "false"})


_AMOUNT_SAID = r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_MONEY_SAID = re.compile(
    rf"(?:\$|USD)?\s*{_AMOUNT_SAID}\s*(?:USD|dollars?)?(?:\s*(?:a|per|each|/)\s*month)?\.?",
    re.IGNORECASE,
)
_HOURS_SAID = re.compile(
    rf"{_AMOUNT_SAID}\s*(?:hours?|hrs?|h)?\.?(?:\s*(?:a|per|each|/)\s*week)?\.?", re.IGNORECASE
)
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(?:%|percent)", re.IGNORECASE)
_CURRENCY = re.compile(r"([A-Z]{3})\s*(?=[0-9])|(?<=[0-9])\s*([A-Z]{3})|([€£])")
_CURRENCY_OF = {"€": "EUR", "£": "GBP"}


class Misread(ValueError):
    """A text is not what it should be; `hint` says how to write it."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def decimal(text: str, hint: str = "Write a number such as 250 or 12.50.") -> Decimal:
    """Return a number written with digits and at most one point."""
    if _NUMBER.fullmatch(text) and len(text) <= _LONGEST:
        return Decimal(text)
    clean = re.sub(r"USD|[$€£_\s]|,(?=[0-9]{3}(?![0-9]))", "", text[:_LONGEST])
    if _NUMBER.fullmatch(clean) and clean != text[:_LONGEST]:
        hint = f"Write {clean}, without signs or commas."
    raise Misread(f"{show(text)} is not a number.", hint)


def money_said(text: str) -> Decimal:
    """Return an amount as a person says it: `$1,500`, `1500 dollars` or `120 a month`.

    Files have numbers alone; this is for what is typed.
    """
    return _said(_MONEY_SAID, text)


def hours_said(text: str) -> Decimal:
    """Return hours of a week as a person says them: `8 hours`, `8 h` or `8 hours a week`."""
    return _said(_HOURS_SAID, text)


def _said(form: re.Pattern[str], text: str) -> Decimal:
    found = form.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return decimal(found[1].replace(",", "") if found else text)


def percent(text: str) -> Decimal:
    """Return a part of a whole in percent: `20`, `20%`, `20 percent`."""
    found = _PERCENT.fullmatch(text)
    return decimal(found[1] if found else text, "Write such as 20 percent.")


def integer(text: str) -> int:
    """Return a whole number."""
    number = decimal(text, "Write a whole number such as 12.")
    if number != number.to_integral_value() or "." in text:
        raise Misread(f"{show(text)} is not a whole number.", "Write one such as 12.")
    return int(number)


def truth(text: str) -> bool:
    """Return True for `true` and False for `false`; no other word will do."""
    if text in ("true", "false"):
        return text == "true"
    hint = "Write true or false."
    if text.lower() in YES | NO:
        hint = f"Write {'true' if text.lower() in YES else 'false'}."
    raise Misread(f"{show(text)} is not true or false.", hint)


def day(text: str) -> date:
    """Return a date written as `2027-01-04`."""
    hint = "Write year, month and day such as 2027-01-04."
    if not _DATE.fullmatch(text):
        raise Misread(f"{show(text)} is not a date.", hint)
    try:
        return to_date(text)
    except ValueError as error:
        if "between" in str(error):
            raise Misread(f"{error}.", hint) from None
        raise Misread(f"The calendar has no day {text}.", hint) from None


def month_day(text: str) -> MonthDay:
    """Return a day of every year written as `09-01`; 29 February is one."""
    hint = "Write month and day such as 09-01."
    found = _MONTH_DAY.fullmatch(text)
    if not found:
        raise Misread(f"{show(text)} is not a month and day.", hint)
    month, number = int(found[1]), int(found[2])
    leap_year = 2024
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(leap_year, month)[1]:
        raise Misread(f"The calendar has no day {text}.", hint)
    return MonthDay(month, number)


def amounts(text: str) -> tuple[Decimal, Decimal]:
    """Return the low and high of an amount such as `222`, `250-300` or `250 to 300`."""
    if found := _RANGE.fullmatch(text):
        low, high = decimal(found[1], AMOUNT_HINT), decimal(found[2], AMOUNT_HINT)
    else:
        low = high = decimal(text, _amount_hint(text))
    if low < 0 or max(low, high) > LARGEST:
        raise Misread(f"An amount must be from 0 to {LARGEST:,}, not {show(text)}.")
    if low > high:
        raise Misread(f"The range {show(text)} runs backwards.", f"Write {high:f}-{low:f}.")
    return low, high


def own_value(text: str) -> tuple[Estimate | Duration, str]:
    """Return an amount such as `1895` or `EUR 1895`, or a span such as `9 months`.

    The currency comes with it; it is empty where none is written.
    """
    found = _CURRENCY.search(text[:_LONGEST])
    currency = next((part for part in found.groups() if part), "") if found else ""
    if found:
        low, high = amounts(text[: found.start()] + text[found.end() :])
    elif re.search("[A-Za-z]{3}", text.replace(" to ", "")):
        low_span, high_span, unit = span(text)
        if low_span == high_span:
            return Duration.exactly(low_span, unit), ""
        return Duration.between(low_span, high_span, unit), ""
    else:
        low, high = amounts(text)
    value = Estimate.exactly(low) if low == high else Estimate.between(low, high)
    return value, _CURRENCY_OF.get(currency, currency)


def _amount_hint(text: str) -> str:
    """Return how to write a range such as `$1,500 - $2,000`, or any amount."""
    clean = re.sub(r"[$€£\s]|,(?=[0-9]{3}(?![0-9]))", "", text[:_LONGEST])
    found = _RANGE.fullmatch(clean)
    return f"Write {found[1]}-{found[2]}." if found else AMOUNT_HINT


def span(text: str) -> tuple[int, int, Unit]:
    """Return low, high and unit of a span such as `16 weeks` or `6 to 12 months`."""
    found = _SPAN.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        raise _no_span(text)
    low, *more = map(int, re.findall("[0-9]+", text))
    high = more[0] if more else low
    unit = Unit(f"{found[2].lower()}s")
    if high > LARGEST_SPAN or low > LARGEST_SPAN:
        raise Misread(f"A span must be from 0 to {LARGEST_SPAN} {unit}, not {show(text)}.")
    if low > high:
        hint = f"Write {high}-{low} {unit}."
        raise Misread(f"The range {show(text)} runs backwards.", hint)
    return low, high, unit


def _no_span(text: str) -> Misread:
    message = f"{show(text)} is not a span of time."
    found = _LOOSE_SPAN.fullmatch(text[:_LONGEST])
    if not found:
        bare = _RANGE.fullmatch(text)
        return Misread(message, f"Add a unit: {text} weeks?" if bare else SPAN_HINT)
    number, word = Decimal(found[1]), found[2].lower()
    if not word:
        return Misread(
            f"The span {show(text)} has no unit.",
            f"Add days, weeks, months or years, such as {text} weeks.",
        )
    unit = _SHORT_UNITS.get(word, word if word.endswith("s") else f"{word}s")
    if number != number.to_integral_value():
        finer = {"years": (12, "months"), "weeks": (7, "days")}.get(unit)
        if finer and number * finer[0] == (number * finer[0]).to_integral_value():
            number, unit = number * finer[0], finer[1]
        else:
            return Misread(message, "Use whole days, weeks, months or years.")
    if unit in list(Unit):
        return Misread(message, f"Write {number.to_integral_value():f} {unit}.")
    return Misread(message, SPAN_HINT)
