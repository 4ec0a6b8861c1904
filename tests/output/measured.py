"""How full the pages of a roadmap are, and how often it says an amount: for tests and a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
from attrs import frozen

import pathplanner as pp
from pathplanner.document import Document, References, RouteMap, StepCard, format_money, texts_of
from pathplanner_pdf.engine import Look, lay_out
from pathplanner_pdf.html import to_html

PLACES = 3
"""A fact stands in no more places than this."""

PRINTED = 3
"""So many marks of a map are explained on paper; the last one is of ways that only screens show."""

AMOUNT = re.compile(r"\$[\d,]+(?:\.\d\d)?")


@frozen
class Sheet:
    """A page as it is printed.

    Attributes:
        number: Its number.
        empty: The share of its text area below the last mark.
        text: Its letters, without spaces.
    """

    number: int
    empty: float
    text: str = attrs.field(default="", repr=False)


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
            # Lines to write on, and rows of a table that are.
            is_ruled = (getattr(box.element, "attrib", {}).get("class") or "") in ("rule", "blank")
            if is_text or is_ruled or kind == "InlineReplacedBox":
                yield box.position_y + box.height


def sheets(document: Document, paper: str = "letter", *, large: bool = False) -> Any:
    """Return the pages of a document, with how empty each is."""
    found = []
    for number, page in enumerate(lay_out(to_html(document, codes=True), Look(paper, large)).pages):
        box = page._page_box
        top, high = box.content_box_y(), box.height
        last = max(_marks(page), default=top)
        told = (one.text for one in boxes(box) if type(one).__name__ == "TextBox")
        text = "".join("".join(told).split())
        found.append(Sheet(number + 1, max(0.0, 1 - (last - top) / high), text))
    return found


def repeated(document: Document, plan: pp.Plan) -> dict[str, tuple[int, int]]:
    """Return the amounts that stand too often, with how often they stand and how often they may.

    An amount may stand in `PLACES` places for each fact of the plan that has it: a price or a
    renewal, or a text of who wrote the pathway. A block such as a card is one place.
    """
    text = [
        set(AMOUNT.findall("\n".join(texts_of(on_paper(block)))))
        for section in document.printed().sections
        for block in section.blocks
    ]
    found = Counter(amount for part in text for amount in part)
    known = Counter(format_money(amount) for amount in _facts(plan))
    known.update(amount for text in _prose(plan) for amount in set(AMOUNT.findall(text)))
    return {
        amount: (count, PLACES * max(1, known[amount]))
        for amount, count in found.items()
        if count > PLACES * max(1, known[amount])
    }


def on_paper(block: Any) -> Any:
    """Return a block without what only screens show."""
    if isinstance(block, StepCard):
        return attrs.evolve(block, cost="")
    if isinstance(block, References):
        items = (attrs.evolve(item, note="") for item in block.items)
        return attrs.evolve(block, items=tuple(items))
    if isinstance(block, RouteMap):
        stops = (attrs.evolve(stop, gate="", asides=()) for stop in block.stops)
        return attrs.evolve(block, stops=tuple(stops), legend=block.legend[:PRINTED])
    return block


def _facts(plan: pp.Plan) -> Iterator[Any]:
    """Yield the amounts of a plan, each as often as there are facts that have it."""
    yield plan.cost.out_of_pocket
    for step in plan.steps:
        for payment in step.payments:
            yield getattr(payment.amount, "likely", None) or Decimal(0)
        if step.exam and isinstance(step.exam.retake_fee, pp.Estimate):
            yield step.exam.retake_fee.likely
    fees = {
        (item.step, item.kind, item.fee.likely)
        for item in plan.renewals
        if isinstance(item.fee, pp.Estimate)
    }
    yield from (fee for _step, _kind, fee in fees)


def _prose(plan: pp.Plan) -> Iterator[str]:
    """Yield the texts of the pathway that speak of a step or of what keeps it."""
    for step in plan.steps:
        yield from (step.note, step.summary, step.exam.note if step.exam else "")
        yield from (payment.note for payment in step.payments)
        yield from (payment.label for payment in step.payments)
    yield from {item.note for item in plan.renewals}
    yield from {one.note for item in plan.renewals for one in item.options}
