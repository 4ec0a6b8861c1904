"""The timeline: a row for each step with its bar and its cost, and amounts on the same scale.

The dates stand beside the bar where there is room, so that a step takes one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from pathplanner.document import Bar, Points, Series, Timeline
from pathplanner.renderers.html.tags import EMPTY, Markup, join, tag

ON_A_PAGE, OWN_PAGE = 1, range(18, 26)
"""A timeline with no more steps than this is kept on one page, and one of so many steps on a page
of its own, after a map that fills one. Others go on on the next page, under the same head."""

MOST_LINES, IN_A_LINE = 50, 28
"""More lines of titles do not fit on a page, each of about so many letters."""

MANY = 10
"""The rows of one with more steps than this stand closer together."""

NARROWEST = 1.2
"""The width of a bar that lasts a day, in percent of the scale."""

WIDE = 100.0
GRID = "#d5dddf"
PER_LETTER = 1.9
"""About how much of the scale a letter beside a bar takes at most, in percent: in large print."""


def timeline_table(block: Timeline) -> Markup:
    """Return the steps as rows with a bar each; full bars are the ones that must not slip."""
    step, when, *cost = block.heads
    scale = (tag("span", when, class_="whens"), *_ticks(block.ticks))
    head = tag(
        "tr",
        tag("th", step, scope="col", class_="step"),
        tag("th", *scale, scope="col", class_="when"),
        *(tag("th", name, scope="col", class_="cost number") for name in cost),
    )
    priced = bool(cost)
    rows = (_bar(bar, priced=priced) for bar in block.bars)
    marked = (_points(one, priced=priced) for one in block.points)
    amounts = (_series(one, priced=priced) for one in block.series)
    # The scale stands at both ends, so that the last row is read as well as the first.
    ends = tag(
        "tr",
        tag("td", "\u00a0", class_="step"),
        tag("td", *_ticks(block.ticks), class_="when scale"),
        *(tag("td", "\u00a0", class_="cost") for _name in cost),
    )
    count = len(block.bars)
    lines = sum(ceil(len(bar.title) / IN_A_LINE) for bar in block.bars)
    whole = (count <= ON_A_PAGE or count in OWN_PAGE) and lines <= MOST_LINES
    kind = "timeline" + " whole" * whole + " dense" * (count > MANY)
    legend = tag(
        "p",
        *(
            join(tag("span", class_=f"bar key {look}"), tag("span", f"\u00a0{text}\u2003"))
            for look, text in zip(("critical", "spare"), block.legend, strict=False)
        ),
        class_="legend",
    )
    return join(
        tag("style", _grid(block.ticks)),
        tag("table", tag("thead", head), tag("tbody", *rows, *marked, *amounts, ends), class_=kind),
        legend,
    )


def _ticks(ticks: Sequence[tuple[str, float]]) -> Iterator[Markup]:
    for name, place in ticks:
        side = f"right: {WIDE - place:.2f}%" if place >= WIDE else f"left: {place:.2f}%"
        if name:
            yield tag("span", name, class_="tick", style=side)


def _grid(ticks: Sequence[tuple[str, float]]) -> Markup:
    """Return a style that draws a line at each tick through every row."""
    stops = []
    for _name, place in ticks:
        if 0 < place < WIDE:
            line = f"{place - 0.15:.2f}%", f"{place + 0.15:.2f}%"
            stops.append(f"#fff {line[0]}, {GRID} {line[0]}, {GRID} {line[1]}, #fff {line[1]}")
    if not stops:
        return Markup("")
    return Markup(f"td.when {{ background: linear-gradient(to right, #fff, {', '.join(stops)}) }}")


def _bar(bar: Bar, *, priced: bool) -> Markup:
    width = max(bar.width, NARROWEST)
    left = min(bar.left, WIDE - width)
    drawn = tag(
        "div",
        class_="bar critical" if bar.critical else "bar spare",
        style=f"left: {left:.2f}%; width: {width:.2f}%",
    )
    title = tag("span", bar.title, lang=bar.lang)
    dates = _dates(bar, left, left + width)
    lane = "lane" if dates else "lane high"
    dates = dates or _two_lines(bar, left, left + width)
    return tag(
        "tr",
        tag("td", tag("b", f"{bar.number}"), Markup(" "), title, class_="step"),
        tag("td", tag("div", drawn, dates, class_=lane), class_="when"),
        tag("td", bar.cost, class_="cost number") if priced else EMPTY,
    )


def _dates(bar: Bar, left: float, right: float) -> Markup:
    """Return the dates of a bar where they have room: after it, before it, on it, or nowhere."""
    needed = len(bar.dates) * PER_LETTER + 2
    if WIDE - right >= needed:
        return tag("span", bar.dates, class_="dates", style=f"left: {right:.2f}%")
    if left >= needed:
        return tag("span", bar.dates, class_="dates", style=f"right: {WIDE - left:.2f}%")
    if right - left < needed:
        return EMPTY
    side = "inside critical" if bar.critical else "inside"
    return tag("span", bar.dates, class_=f"dates {side}", style=f"left: {left:.2f}%")


def _two_lines(bar: Bar, left: float, right: float) -> Markup:
    """Return the dates of a bar in two lines, on the side that has more room."""
    if WIDE - right >= left:
        place = f"left: {right:.2f}%; width: {WIDE - right:.2f}%"
    else:
        place = f"right: {WIDE - left:.2f}%; width: {left:.2f}%; text-align: right"
    return tag("span", bar.dates, class_="dates two", style=place)


def _points(points: Points, *, priced: bool) -> Markup:
    """Return days as marks on the scale, and what they are in words."""
    marks = (tag("div", class_="point", style=f"left: {place:.2f}%") for place in points.places)
    return _row(
        points.label, points.words, tag("div", *marks, class_="lane"), "days", priced=priced
    )


def _series(series: Series, *, priced: bool) -> Markup:
    """Return an amount over time as columns side by side."""
    ends = [place for place, _height in series.points[1:]] + [WIDE]
    columns = (
        tag(
            "div",
            class_="column",
            style=f"left: {place:.2f}%; width: {end - place:.2f}%; height: {height:.2f}%",
        )
        for (place, height), end in zip(series.points, ends, strict=True)
        if end > place and height
    )
    return _row(
        series.label, series.words, tag("div", *columns, class_="area"), "series", priced=priced
    )


def _row(label: str, words: str, drawn: Markup, kind: str, *, priced: bool) -> Markup:
    told = tag("span", words, class_="words") if words else EMPTY
    return tag(
        "tr",
        tag("td", tag("span", f"{label}:" if words else label), Markup(" "), told, class_="step"),
        tag("td", drawn, class_="when"),
        tag("td", "\u00a0", class_="cost") if priced else EMPTY,
        class_=kind,
    )
