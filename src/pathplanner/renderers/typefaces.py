"""Which letters the bundled typefaces have; what they lack is refused, not left blank.

A letter that no bundled typeface has would come from a font of the machine, so that the
same plan looked different elsewhere, or as an empty box where there is no such font.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from unicodedata import bidirectional, normalize

from pathplanner.document import Document, texts_of
from pathplanner.errors import Fault, InputError

FACES = tuple((f"{face}-Regular.ttf", f"{face}-Bold.ttf") for face in ("SourceSans3", "NotoSans"))
"""The typefaces in the order in which a letter is looked for, each in its two weights."""

FONTS = files("pathplanner.renderers") / "fonts"
"""The folder that they are in."""

_MOST_FAULTS = 20
_SHOWN = 40
_HINT = (
    "It has the letters of Latin, Greek and Cyrillic scripts. Write it in those, or take "
    "another format, such as -o checklist.md, which has room for every script."
)


@cache
def letters() -> frozenset[str]:
    """Return every character that can be drawn in both weights."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    def drawn_by(name: str) -> set[int]:
        data = FONTS.joinpath(name).read_bytes()
        return set(TTFont(BytesIO(data), lazy=True).getBestCmap())

    every = (drawn_by(regular) & drawn_by(bold) for regular, bold in FACES)
    return frozenset(map(chr, set().union(*every)))


def check_letters(document: Document) -> None:
    """Refuse a document with letters that cannot be drawn.

    Raises:
        InputError: Names the letters and where they stand, in the name or in a section.
    """
    texts = list(_texts(document))
    every = normalize("NFC", "\n".join([document.name, *(text for _place, text in texts)]))
    if letters().issuperset(every.replace("\n", "")):
        return
    known = normalize("NFC", document.name)
    missing = _missing(known)
    faults = [_fault(missing, "learner.name", "the name")] if missing else []
    for place, text in texts:
        rest = normalize("NFC", text)
        if missing := _missing(rest.replace(known, "") if known else rest):
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            faults.append(_fault(missing, "", f"{shown!r} ({place})"))
    if faults:
        raise InputError(list(dict.fromkeys(faults))[:_MOST_FAULTS])


def _missing(text: str) -> list[str]:
    """Return the characters that cannot be drawn, each once and in order."""
    return [one for one in dict.fromkeys(normalize("NFC", text)) if one not in letters()]


def _fault(missing: list[str], path: str, where: str) -> Fault:
    said = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing[:10])
    more = " and others" if len(missing) > 10 else ""
    is_turned = any(bidirectional(one) in ("R", "AL") for one in missing)
    turned = " Text that runs from right to left is not printed yet." if is_turned else ""
    message = f"The roadmap's typeface cannot draw {said}{more} in {where}.{turned}"
    return Fault(message, path, _HINT)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each text with the title of its section; the foot of a page repeats others."""
    for text in (document.title, document.subtitle, document.meta):
        yield document.kicker, text
    for section in document.sections:
        for text in texts_of(section):
            yield section.title, text
