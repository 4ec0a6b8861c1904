"""Which way a text runs, for renderers whose formats must be told.

Unicode gives each letter a direction, and programs turn words by it. What stands between
two parts of a line, such as a dot or a number, has none of its own: beside a name in Arabic
it would change places with it. So words that run from right to left are marked off.
"""

from __future__ import annotations

import re

_TURNED = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTER = re.compile(r"[^\W\d_]")
_IS_TURNED = re.compile(f"[{_TURNED}]")
_WORDS = re.compile(rf"([{_TURNED}](?:[\W\d_]*[{_TURNED}])*)")


def has_turned(text: str) -> bool:
    """Return whether a text has a letter that runs from right to left."""
    return _IS_TURNED.search(text) is not None


def begins_right(text: str) -> bool:
    """Return whether a text as a whole runs from right to left: its first letter does."""
    first = _LETTER.search(text) if has_turned(text) else None
    return bool(first and _IS_TURNED.match(first[0]))


def turned_parts(text: str) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it runs from right to left."""
    if not has_turned(text):
        return [(text, False)]
    if begins_right(text):
        return [(text, True)]
    parts = _WORDS.split(text)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]
