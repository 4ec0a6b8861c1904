"""The timeline: a bar for each step, and below them amounts on the same scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.document import Bar, Series, Timeline
from pathplanner.renderers.html.tags import Markup, join, tag

ON_A_PAGE = 28
"""A timeline with no more lines of text than this is kept on one page."""

IN_A_LINE = 26
"""About how many letters of a title fit in a line."""

NARROWEST = 1.2
"""The width of a bar that lasts a day, in percent of the scale."""

WIDE = 100.0
GRID = "#d5dddf"


def timeline_table(block: Timeline) -> Markup:
    """Return the steps as rows with a bar each; full bars are the ones that must not slip."""
    step, dates = block.heads
    head = tag(
        "tr",
        tag("th", step, scope="col", class_="step"),
        tag("th", dates, scope="col", class_="dates"),
        tag("th", "\u00a0", *_ticks(block.ticks), scope="col", class_="when"),
    )
    rows = (_bar(bar) for bar in block.bars)
    amounts = (_series(one) for one in block.series)
    lines = sum(max(2, 1 + len(bar.title) // IN_A_LINE) for bar in block.bars)
    kind = "timeline whole" if lines <= ON_A_PAGE else "timeline"
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
        tag("table", tag("thead", head), tag("tbody", *rows, *amounts), class_=kind),
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


def _bar(bar: Bar) -> Markup:
    width = max(bar.width, NARROWEST)
    left = min(bar.left, WIDE - width)
    drawn = tag(
        "div",
        class_="bar critical" if bar.critical else "bar spare",
        style=f"margin-left: {left:.2f}%; width: {width:.2f}%",
    )
    return tag(
        "tr",
        tag("td", tag("b", f"{bar.number}"), Markup(" "), bar.title, class_="step"),
        tag("td", bar.dates, class_="dates"),
        tag("td", drawn, class_="when"),
    )


def _series(series: Series) -> Markup:
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
    return tag(
        "tr",
        tag("td", series.label, class_="step"),
        tag("td", series.words, class_="dates"),
        tag("td", tag("div", *columns, class_="area"), class_="when"),
        class_="series",
    )
