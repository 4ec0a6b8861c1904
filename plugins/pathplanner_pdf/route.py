"""The route map: stops as numbered discs, and the lines between them.

The lines are borders of boxes, not a picture: boxes are laid out fast, split between
pages row by row, and need no other text than the words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document import RouteMap, Stop
from pathplanner_pdf.tags import EMPTY, Markup, tag, with_marks

APART = 8.0
"""Millimetres from lane to lane."""

WIDEST = 56.0
"""Millimetres that all lanes may take; many lanes stand closer together."""

LEFT = 4.5
"""Millimetres from the edge to the middle of the first lane."""

TEXT = 8.5
"""Millimetres from the middle of the last lane to the text."""

MIDDLE, LOWER = 4.2, 10.4
"""Millimetres from the top of a row to the middle of its disc; lower below a stage's name."""

HALF = 0.55
"""Half the thickness of a line, in millimetres."""

ON_A_PAGE = 218
"""A map no higher than so many millimetres is kept on one page, below its heading."""

SMALL = 80
"""A map no higher than this is kept on one page in large print, too."""

STAGE, TITLE, LINE, BETWEEN = 6.2, 6.0, 5.1, 4.0
"""The height of a stage's name, of a line of a title and of any other, and the room between
two stops, in millimetres; see style.css."""

IN_A_TITLE, IN_A_LINE = 48, 62
"""About how many letters of a title, and of any other text, fit in a line."""


def route(block: RouteMap) -> Markup:
    """Return the map as a list of stops, then what its marks mean."""
    apart = min(APART, WIDEST / max(1, block.lanes - 1))
    text = LEFT + (block.lanes - 1) * apart + TEXT
    stops = (_stop(stop, apart, text) for stop in block.stops)
    high = sum(map(_height, block.stops))
    kind = "route" + " whole" * (high <= ON_A_PAGE) + " small" * (high <= SMALL)
    marks = ("step", "exit", "goal", "aside")
    keys = (
        tag("span", tag("span", "\u00a0", class_=f"key-{mark}"), f"\u00a0{words}", class_="key-of")
        for mark, words in zip(marks, block.legend, strict=False)
    )
    legend = (piece for key in keys for piece in (key, Markup(" ")))
    return tag("div", tag("ol", *stops), tag("p", *legend, class_="legend"), class_=kind)


def _stop(stop: Stop, apart: float, text: float) -> Markup:
    middle = LOWER if stop.stage else MIDDLE
    own = LEFT + stop.place.lane * apart
    disc = tag(
        "div",
        f"{stop.number}" if stop.number else "\u00a0",
        class_=f"disc {stop.mark}",
        style=f"left: {own - 3.4:.2f}mm; top: {middle - 3.4:.2f}mm",
    )
    twig = text - own
    asides = [
        tag(
            "p",
            tag("span", "", class_="twig", style=f"left: {-twig:.2f}mm; width: {twig:.2f}mm"),
            tag("span", "", class_="ring"),
            with_marks(aside),
            class_="aside",
        )
        for aside in stop.asides
    ]
    return tag(
        "li",
        *lines(stop, apart, middle),
        disc,
        tag("p", stop.stage, class_="stage") if stop.stage else EMPTY,
        tag("p", stop.title, class_="title"),
        tag("p", stop.detail, class_="detail") if stop.detail else EMPTY,
        tag("p", stop.gate, class_="gate") if stop.gate else EMPTY,
        *asides,
        style=f"padding-left: {text:.2f}mm",
    )


def _height(stop: Stop) -> float:
    """Return about how high a stop is, with the room around it."""
    texts = [stop.detail, stop.gate, *(aside.text for aside in stop.asides)]
    lines = sum(1 + len(text) // IN_A_LINE for text in texts if text)
    title = TITLE * (1 + len(stop.title) // IN_A_TITLE)
    return STAGE * bool(stop.stage) + title + LINE * lines + BETWEEN


def lines(stop: Stop, apart: float, middle: float) -> Iterator[Markup]:
    """Yield the lines of a row: those that pass, those that arrive and the one that leaves."""
    place = stop.place
    for lane in place.passes:
        if lane != place.lane:
            yield _line(LEFT + lane * apart, "top: 0; bottom: 0")
    own = LEFT + place.lane * apart
    for lane in place.comes_from:
        if lane == place.lane:
            yield _line(own, f"top: 0; height: {middle:.2f}mm")
        else:
            yield _bend(LEFT + lane * apart, own, middle)
    if place.goes_on:
        yield _line(own, f"top: {middle:.2f}mm; bottom: 0")


def _line(middle: float, span: str) -> Markup:
    return tag("div", class_="line", style=f"left: {middle:.2f}mm; {span}")


def _bend(start: float, end: float, middle: float) -> Markup:
    side = "right" if end > start else "left"
    return tag(
        "div",
        class_=f"bend {side}",
        style=f"left: {min(start, end):.2f}mm; width: {abs(end - start) + HALF:.2f}mm; "
        f"height: {middle + HALF:.2f}mm",
    )
