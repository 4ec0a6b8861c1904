"""The two functions that every word of the product passes through.

Why: a translation replaces these two by gettext's and touches nothing else. Until
there is one they hand back what they are given.
"""

from __future__ import annotations

LANGUAGE = "en"
"""The language of the product's own words."""


def _(text: str) -> str:
    """Return `text` in the reader's language."""
    return text


def plural(one: str, many: str, count: int) -> str:
    """Return the form that goes with `count`, with `{n}` filled in."""
    return (one if count == 1 else many).replace("{n}", f"{count:,}")
