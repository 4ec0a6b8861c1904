"""Plain values that a person would write, turned into those of the model.

Why: what is written in Python is not checked by the reader of files. One text where
several are meant would be taken letter by letter, and a list would only break later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from attrs import Attribute

from pathplanner.errors import Fault, InputError, did_you_mean

T = TypeVar("T")


class Word(StrEnum):
    """A word of a short list; another word is refused with those that there are."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        hint = did_you_mean(str(value), cls)
        raise InputError([Fault(f"{value!r} is not {_a(cls.__name__)}.", hint=hint)])


def to_date(value: date | str) -> date:
    """Return a date from a date or a text such as `2027-01-04`.

    Raises:
        InputError: It is not a date from 1900 to 2200.
    """
    if not isinstance(value, date | str):
        raise InputError(f"{value!r} is not a date such as 2027-01-04")
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise InputError(f"{value!r} is not a date such as 2027-01-04") from None
    if not 1900 <= value.year <= 2200:
        raise InputError(f"{value} is not between the years 1900 and 2200")
    # A day with a time of day is a date to Python, but cannot be compared with one.
    return value.date() if isinstance(value, datetime) else value


def to_decimal(value: Decimal | int | float | str) -> Decimal:
    """Return an exact decimal; a float counts as the number it prints as.

    Raises:
        InputError: The text is not a finite number.
    """
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation:
        raise InputError(f"{value!r} is not a number") from None
    if not number.is_finite():
        raise InputError(f"{value!r} is not a number")
    return number


def to_text(value: str) -> str:
    """Return a text as it is.

    Raises:
        InputError: It is something else.
    """
    if not isinstance(value, str):
        raise InputError(f"{value!r} is not a text")
    return value


def to_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text or several as a tuple; an empty text is none.

    Raises:
        InputError: One of them is not a text.
    """
    if isinstance(value, str):
        return (value,) if value else ()
    return several(str, value, "text")


def several(kind: type[T], value: T | Iterable[T], name: str = "") -> tuple[T, ...]:
    """Return one value or several of a kind as a tuple.

    Raises:
        InputError: One of them is of another kind.
    """
    if value.__class__ is tuple and not value:
        return ()
    # A text is never several of another kind, whatever its letters are.
    alone = isinstance(value, kind | str) or not isinstance(value, Iterable)
    items: tuple[Any, ...] = (value,) if alone else tuple(value)  # type: ignore[arg-type]
    for item in items:
        must_be(kind, item, name)
    return items


def must_be(kind: type[Any], value: object, name: str = "", field: str = "") -> None:
    """Raise an InputError unless a value is of a kind."""
    if not isinstance(value, kind):
        raise InputError([Fault(f"{value!r} is not {_a(name or kind.__name__)}", field)])


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def refused(attribute: Attribute[Any], message: str) -> InputError:
    """Return the error of a field whose value is wrong."""
    return InputError([Fault(message, attribute.name)])


def whole(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Raise an InputError unless the value of a field is a whole number or None."""
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise refused(attribute, f"must be a whole number, not {value!r}")


def whole_from(low: int, high: int | None = None) -> Callable[[object, Attribute[Any], Any], None]:
    """Return the check that a field holds None or a whole number from `low` to `high`."""

    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        whole(_, attribute, value)
        if value is not None and not low <= value <= (value if high is None else high):
            limits = f"at least {low}" if high is None else f"from {low} to {high}"
            raise refused(attribute, f"must be {limits}, not {value}")

    return check


def yes_or_no(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Raise an InputError unless the value of a field is True or False; any text is true."""
    if not isinstance(value, bool):
        raise refused(attribute, f"must be True or False, not {value!r}")


def not_blank(_: object, attribute: Attribute[Any], value: str) -> None:
    """Raise an InputError if the text of a field is empty."""
    if not value.strip():
        raise refused(attribute, "must not be empty")
