"""The route map: stops as numbered discs, and the lines between them.

The lines are borders of boxes, not a picture: boxes are laid out fast, split between
pages row by row, and need no other text than the words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from attrs import evolve, frozen

from pathplanner.document import RouteMap, Stop
from pathplanner.renderers.html.tags import EMPTY, Markup, tag, with_marks

APART = 8.0
"""Millimetres from lane to lane."""

WIDEST = 56.0
"""Millimetres that all lanes may take; many lanes stand closer together."""

NARROW, NEAR = 28.0, 5.0
"""The same two for a map in two columns."""

LEFT = 4.5
"""Millimetres from the edge to the middle of the first lane."""

TEXT = 8.5
"""Millimetres from the middle of the last lane to the text."""

MIDDLE, LOWER = 4.2, 10.4
"""Millimetres from the top of a row to the middle of its disc; lower below a stage's name."""

RADIUS, HALF = 3.4, 0.55
"""The radius of a disc and half the thickness of a line, in millimetres."""

ON_A_PAGE = 218
"""A map no higher than so many millimetres is kept on one page, below its heading."""

SMALL = 80
"""A map no higher than this is kept on one page in large print, too."""

STAGE, TITLE, LINE, BETWEEN = 6.2, 6.0, 5.1, 4.0
"""The height of a stage's name, of a line of a title and of any other, and the room between
two stops, in millimetres; see style.css."""

IN_A_TITLE, IN_A_LINE = 48, 62
"""About how many letters of a title, and of any other text, fit in a line."""

LEGEND = ("step", "exit", "goal", "aside")
"""The classes of what a legend explains."""

PRINTED = 3
"""So many of them are printed; ways that were set aside are drawn on a screen alone."""

IN_A_COLUMN = 5
"""A map of more stops than this stands in two columns."""

ON_TWO_SIDES, COLUMN, LETTER = 220.0, 89.0, 1.7
"""How high a column of such a map may be on a page, how wide it is, and a letter in it."""

CLOSE, BESIDE = 4.9, 1.0
"""The height of a line of such a map, and the room between two stops."""

SPARE, WIDE = 200.0, 8.0
"""A map of a page of its own that is no higher than this stands with more room, up to so much
between two stops."""

OWN_PAGE = 19
"""A map of no fewer stops than this fills a page of its own."""

PILL = 7.0
"""Millimetres by which a disc with two numbers is wider."""


@frozen
class Lanes:
    """Where the lanes of a map stand, in millimetres from the left edge.

    Attributes:
        apart: From the middle of a lane to that of the next.
        text: Where the words of a stop begin.
    """

    apart: float
    text: float

    @classmethod
    def of(cls, block: RouteMap, widest: float = WIDEST, most: float = APART) -> Lanes:
        """Return the lanes of a map, which take no more than so many millimetres."""
        apart = min(most, widest / max(1, block.lanes - 1))
        return cls(apart, LEFT + (block.lanes - 1) * apart + TEXT)

    def middle(self, lane: int) -> float:
        """Return where the middle of a lane is."""
        return LEFT + lane * self.apart

    def disc(self, stop: Stop) -> dict[str, str]:
        """Return the attributes of the disc of a stop."""
        left, top = self.middle(stop.place.lane) - RADIUS, _height_of_disc(stop) - RADIUS
        return {"class_": f"disc {stop.mark}", "style": f"left: {left:.2f}mm; top: {top:.2f}mm"}

    def lines(self, stop: Stop) -> Iterator[Markup]:
        """Yield the lines of a row: those that pass, those that arrive and the one that leaves."""
        place, middle = stop.place, _height_of_disc(stop)
        for lane in place.passes:
            if lane != place.lane:
                yield _line(self.middle(lane), "top: 0; bottom: 0")
        own = self.middle(place.lane)
        for lane in place.comes_from:
            if lane == place.lane:
                yield _line(own, f"top: 0; height: {middle:.2f}mm")
            else:
                yield _bend(self.middle(lane), own, middle)
        if place.goes_on:
            yield _line(own, f"top: {middle:.2f}mm; bottom: 0")


def route_for_print(block: RouteMap) -> Markup:
    """Return the map as a list of stops, then what its marks mean."""
    long = len(block.stops) > IN_A_COLUMN
    lanes = Lanes.of(block, NARROW, NEAR) if long else Lanes.of(block)
    high = sum(map(_height, block.stops))
    room = 0.0
    kind = "route" + " whole" * (high <= ON_A_PAGE) + " small" * (high <= SMALL)
    folded = any(stop.steps for stop in block.stops)
    keys = (
        tag("span", tag("span", "\u00a0", class_=f"key-{mark}"), f"\u00a0{words}", class_="key-of")
        for mark, words in zip(LEGEND[:PRINTED], block.legend, strict=False)
    )
    legend = (piece for key in keys for piece in (key, Markup(" ")))
    drawn = [_list(part, lanes, folded=folded) for part in _columns(block.stops, lanes)]
    if long:
        # Cells go on on the next page where one is not enough, so that nothing is cut.
        pairs = [drawn[start : start + 2] for start in range(0, len(drawn), 2)]
        drawn = [
            tag("div", *(tag("div", one, class_="side") for one in pair), class_="sides")
            for pair in pairs
        ]
        high = sum(_height_beside(stop, lanes) for stop in block.stops) / 2
        if len(block.stops) >= OWN_PAGE and high < SPARE:
            kind += " tall"
            room = min(WIDE, (ON_TWO_SIDES - high) / (len(block.stops) / 2 + 1))
        kind += " fine" * (lanes.apart < NEAR / 2)
    kind += " folded" * folded
    style = f"--room: {room:.1f}mm" if room else ""
    return tag("div", *drawn, tag("p", *legend, class_="legend"), class_=kind, style=style)


def _list(stops: Sequence[Stop], lanes: Lanes, *, folded: bool) -> Markup:
    return tag("ol", *(_stop(stop, lanes, folded=folded) for stop in stops))


def _columns(stops: Sequence[Stop], lanes: Lanes) -> Iterator[Sequence[Stop]]:
    """Yield all stops of a short map, or those of each of two columns of a page."""
    if len(stops) <= IN_A_COLUMN:
        yield stops
        return
    rest = stops
    while rest:
        sides = [list(accumulate(_height_beside(stop, lanes) for stop in rest))]
        left = max(1, sum(high <= ON_TWO_SIDES for high in sides[0]))
        sides.append([high - sides[0][left - 1] for high in sides[0][left:]])
        count = left + sum(high <= ON_TWO_SIDES for high in sides[1])
        page, rest = rest[:count], rest[count:]
        half = left if rest else _half(page, lanes)
        yield page[:half]
        yield page[half:]


def _half(stops: Sequence[Stop], lanes: Lanes) -> int:
    """Return how many stops stand on the left, so that both sides are about as high."""
    heights = [_height_beside(stop, lanes) for stop in stops]

    ends = range(1, len(stops) + 1)
    return min(ends, key=lambda end: max(sum(heights[:end]), sum(heights[end:])))


def _height_beside(stop: Stop, lanes: Lanes) -> float:
    """Return about how high a stop is in one of two columns."""
    in_a_line = (COLUMN - lanes.text) / LETTER
    lines = sum(ceil(len(text) / in_a_line) for text in (stop.title, stop.detail) if text)
    return CLOSE * (lines + bool(stop.stage)) + BESIDE


def _stop(stop: Stop, lanes: Lanes, *, folded: bool) -> Markup:
    number = stop.steps or (f"{stop.number}" if stop.number else "\u00a0")
    disc = lanes.disc(stop)
    if len(stop.steps) > 2:
        disc["class_"] += " pill"
    left = lanes.text + PILL * folded
    title = tag("span", stop.title, lang=stop.lang)
    return tag(
        "li",
        *lanes.lines(stop),
        tag("div", number, **disc),
        *stop_words(evolve(stop, gate="", asides=()), title),
        style=f"padding-left: {left:.2f}mm",
    )


def stop_words(stop: Stop, title: str) -> Iterator[Markup]:
    """Yield the words of a stop.

    Args:
        stop: The stop.
        title: Its title, or a link that shows it.
    """
    yield tag("p", stop.stage, class_="stage", lang=stop.stage_lang) if stop.stage else EMPTY
    yield tag("p", title, class_="title")
    yield tag("p", stop.detail, class_="detail") if stop.detail else EMPTY
    yield tag("p", stop.gate, class_="gate") if stop.gate else EMPTY
    for aside in stop.asides:
        yield tag("p", with_marks(aside), class_="aside")


def _height(stop: Stop) -> float:
    """Return about how high a stop is, with the room around it."""
    texts = [stop.detail, stop.gate, *(aside.text for aside in stop.asides)]
    lines = sum(1 + len(text) // IN_A_LINE for text in texts if text)
    title = TITLE * (1 + len(stop.title) // IN_A_TITLE)
    return STAGE * bool(stop.stage) + title + LINE * lines + BETWEEN


def _height_of_disc(stop: Stop) -> float:
    return LOWER if stop.stage else MIDDLE


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
