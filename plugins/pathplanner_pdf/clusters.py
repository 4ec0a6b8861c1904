"""The letters behind the glyphs of a script in which letters join or change places.

WeasyPrint says of each glyph what it stands for where it was first seen. A dot that Arabic
draws below many letters is one glyph, and so is the vowel that Hindi draws before the letter
it follows, so what is copied would not be what was written. So such a text says its letters
itself (`ActualText`, ISO 32000-1, 14.9.4).

What runs from right to left does not: Poppler and PDFium take the letters of an `ActualText`
as they would stand on the page, and turn them round. There each glyph is given its own
letter: the vowel the vowel, and a dot alone nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any
from unicodedata import combining

from attrs import frozen
from pydyf import Dictionary, String  # type: ignore[import-untyped]
from weasyprint.text.ffi import ffi, pango  # type: ignore[import-untyped]

from pathplanner.renderers.direction import begins_right

_CHOSEN = re.compile(rb"/(\S+) \S+ Tf")
_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_PART = re.compile(rb"<([0-9a-fA-F]*)>|([^<>\s]+)")
_DIGITS = 4
_UNSEEN = "\u200d"


@frozen
class _Glyph:
    """A glyph that is drawn.

    Attributes:
        place: Where the group of letters that it is drawn for stands in the text.
        letters: The letters of the group.
        is_wide: Whether it takes room of its own, as an accent does not.
    """

    place: int
    letters: str
    is_wide: bool


def say_letters(content: Any, part: Any, box: Any, fonts: Mapping[str, Any]) -> None:
    """Let the glyphs of a text say its letters.

    Args:
        content: The content of a page.
        part: What it says of the marked part that the text is.
        box: The text as WeasyPrint laid it out.
        fonts: For each font of the page what its glyphs stand for, by its name there.

    Raises:
        RuntimeError: The text is not drawn as this version of WeasyPrint draws it.
    """
    if not begins_right(box.text):
        part["ActualText"] = String(box.text)
        return
    begin = next(at for at, one in enumerate(content.stream) if one is part) + 2
    end = content.stream.index(b"EMC", begin)
    glyphs = list(_glyphs(box))
    pieces = list(_pieces(content.stream[begin:end]))
    if sum(one is not None for _op, one in pieces) != len(glyphs):
        raise RuntimeError("a text of the PDF has other glyphs than its layout")
    content.stream[begin:end] = _renamed(pieces, glyphs, fonts)


def _renamed(
    pieces: Sequence[tuple[bytes, int | None]],
    glyphs: Sequence[_Glyph],
    fonts: Mapping[str, Any],
) -> Iterator[Any]:
    """Yield the operations of a text; each glyph gets the letters that it alone draws."""
    own = list(_own_letters(glyphs))
    font = ""
    for operation, number in pieces:
        if chosen := _CHOSEN.fullmatch(operation):
            font = chosen[1].decode()
        if number is None:
            yield operation
            continue
        if own[number]:
            yield operation
        else:
            # A program that does not know of empty texts finds a letter that is not seen.
            yield from (b"/Span", Dictionary({"ActualText": String("")}), b"BDC", operation, b"EMC")
        glyph = operation[2:-5]
        told = (own[number] or _UNSEEN).encode("utf-16-be").hex().encode()
        names = fonts[font]
        names.stream = [
            re.sub(rb"<%b> <[^>]*>" % glyph, rb"<%b> <%b>" % (glyph, told), line)
            for line in names.stream
        ]


def _own_letters(glyphs: Sequence[_Glyph]) -> Iterator[str]:
    """Yield for each glyph, as they are drawn, the letters that it alone draws."""
    for _place, found in groupby(glyphs, lambda one: one.place):
        group = list(found)
        every = group[0].letters
        letters = "".join(one for one in every if not combining(one))
        # What is drawn from left to right is written from right to left, the letter first.
        vowels = [one for one in every if combining(one)][::-1]
        at = [one.is_wide for one in group].index(True) if any(o.is_wide for o in group) else 0
        for place in range(len(group)):
            if place == at:
                yield letters
            elif place == len(group) - 1:
                yield "".join(vowels)
            else:
                yield vowels.pop(0) if vowels else ""


def _pieces(operations: list[Any]) -> Iterator[tuple[bytes, int | None]]:
    """Yield the operations of a text, those that draw cut into one for each glyph.

    With each stands the number of its glyph, from 0, or None where it draws none.
    """
    number = 0
    for one in operations:
        shown = _SHOWN.fullmatch(one) if isinstance(one, bytes) else None
        if shown is None:
            yield one, None
            continue
        for glyphs, space in (found.groups() for found in _PART.finditer(shown[1])):
            if space:
                yield b"[" + space + b"] TJ", None
            for at in range(0, len(glyphs or b""), _DIGITS):
                yield b"[<" + glyphs[at : at + _DIGITS] + b">] TJ", number
                number += 1


def _glyphs(box: Any) -> Iterator[_Glyph]:
    """Yield each glyph that is drawn, from left to right."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        drawn, item = run.data.glyphs, run.data.item
        starts = list(drawn.log_clusters[0 : drawn.num_glyphs])
        ends = dict(pairwise([*sorted(set(starts)), item.length]))
        for start, glyph in zip(starts, drawn.glyphs[0 : drawn.num_glyphs], strict=True):
            if glyph.glyph != pango.PANGO_GLYPH_EMPTY:
                place = item.offset + start
                letters = text[place : item.offset + ends[start]].decode()
                yield _Glyph(place, letters, glyph.geometry.width > 0)
        run = run.next
    layout.deactivate()
