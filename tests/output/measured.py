"""How full the pages of a roadmap are, and how often it says an amount: for tests and a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

import pathplanner as pp
from pathplanner.document import texts_of
from pathplanner_pdf.engine import Look, lay_out
from pathplanner_pdf.html import to_html

CSS_PIXELS = 96 / 25.4
AMOUNT = re.compile(r"\$[\d,]+(?:\.\d\d)?")


@frozen
class Sheet:
    """A page as it is printed; `empty` is the share of its text area below the last mark."""

    number: int
    empty: float


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        # A placeholder stands in for a box with a place of its own.
        yield from boxes(getattr(child, "_box", child))


def _marks(page: Any) -> Iterator[float]:
    """Yield where what can be seen on a page ends, its foot aside."""
    body = [box for box in page._page_box.children if type(box).__name__ != "MarginBox"]
    for part in body:
        for box in boxes(part):
            kind = type(box).__name__
            is_text = kind == "TextBox" and box.text.strip()
            is_ruled = "rule" in (getattr(box.element, "attrib", {}).get("class") or "")
            if is_text or is_ruled or kind == "InlineReplacedBox":
                yield box.position_y + box.height


def sheets(document: pp.document.Document, paper: str = "letter", *, large: bool = False) -> Any:
    """Return the pages of a document, with how empty each is."""
    found = []
    for number, page in enumerate(lay_out(to_html(document, codes=True), Look(paper, large)).pages):
        box = page._page_box
        top, high = box.content_box_y(), box.height
        last = max(_marks(page), default=top)
        found.append(Sheet(number + 1, max(0.0, 1 - (last - top) / high)))
    return found


def amounts(document: pp.document.Document) -> Counter[str]:
    """Return how often each amount stands on paper."""
    text = "\n".join(texts for one in document.printed().sections for texts in texts_of(one.blocks))
    return Counter(AMOUNT.findall(text))
