"""The one place where text from outside becomes safe to show.

Why: a pathway or a name may hold control characters. Some end a file early, some
turn the order of letters round so that a price reads as another price, some break
a renderer. Each becomes its number in brackets: visible, harmless, in every font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\ufeff]")  # they only break text search
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1 control characters
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # direction of writing
    "\ud800-\udfff"  # half a character
    "\ufff0-\ufffb\ufffe\uffff"  # not for interchange
    "\U000e0000-\U000e0fff]"  # invisible tags
)


def visible(text: str) -> str:
    """Return `text` on one line, with every control character made visible."""
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return _HARMFUL.sub(lambda found: f"[U+{ord(found.group()):04X}]", text).strip(" ")


def all_visible(texts: Iterable[str]) -> tuple[str, ...]:
    """Return every text, visible."""
    return tuple(visible(text) for text in texts)
