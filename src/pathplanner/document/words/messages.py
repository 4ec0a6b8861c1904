"""The functions that every word of the product passes through.

`_` and `plural` give a text in the language that is spoken now (see `language`).
`scripts/catalogs.py` finds the texts by these names, so they are called with literal
texts only; names and numbers are filled in afterwards with `.format`.
"""

from __future__ import annotations

from decimal import Decimal

from pathplanner.document.words.language import current_language
from pathplanner.document.words.numbers import format_number


def _(text: str) -> str:
    """Return `text` in the reader's language."""
    return current_language().catalogue.gettext(text)


def plural(one: str, many: str, count: int | Decimal) -> str:
    """Return the form that goes with `count`, with `{n}` filled in."""
    # Gettext counts in whole numbers; a fraction of an hour takes the form of two.
    whole = int(count) if count == int(count) else 2
    words = current_language().catalogue.ngettext(one, many, whole)
    return words.replace("{n}", format_number(count))


def translatable(text: str) -> str:
    """Return `text` as it is; `_` is called on it later, when the language is known."""
    return text
