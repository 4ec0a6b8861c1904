"""Each kind of block as HTML: boxes to tick, tables, cards and bars."""

from __future__ import annotations

from collections.abc import Sequence

from pathplanner.document import (
    Bar,
    Checklist,
    Column,
    Fact,
    Figures,
    Item,
    Link,
    References,
    StepCard,
    Table,
    Text,
    Timeline,
)
from pathplanner_pdf.tags import EMPTY, Markup, address, join, tag, with_marks

BOX = tag("span", class_="box")
ON_A_PAGE = 16
"""A timeline with no more bars than this is kept on one page."""

NARROWEST = 1.2
"""The width of a bar that lasts a day, in percent of the scale."""


def facts(items: Sequence[Fact]) -> Markup:
    """Return labels with values as a table without lines."""
    if not items:
        return EMPTY
    rows = (
        tag("tr", tag("th", item.label, scope="row"), tag("td", with_marks(item.value)))
        for item in items
    )
    return tag("table", *rows, class_="facts")


def figures(block: Figures) -> Markup:
    """Return the few large numbers, two beside each other."""
    cells = [
        tag(
            "div",
            tag("p", figure.label, class_="label"),
            tag("p", figure.value, class_="value"),
            tag("p", figure.note, class_="note") if figure.note else EMPTY,
            class_="figure",
        )
        for figure in block.items
    ]
    pairs = (tag("div", *cells[at : at + 2], class_="pair") for at in range(0, len(cells), 2))
    return tag("div", *pairs, class_="figures")


def checklist(block: Checklist) -> Markup:
    """Return lines to tick off."""
    return tag("ul", *(_item(item) for item in block.items), class_="ticks")


def _item(item: Item) -> Markup:
    detail = tag("span", with_marks(item.detail), class_="detail") if item.detail.text else EMPTY
    return tag("li", BOX, tag("b", item.text), Markup(" "), detail)


def link(item: Link) -> Markup:
    """Return where to read more, with the address in full."""
    return tag("p", f"{item.text}: ", address(item.url), class_="link")


def card(step: StepCard) -> Markup:
    """Return a step with its box; a card is never split between pages."""
    payments = (_item(item) for item in step.payments)
    return tag(
        "div",
        BOX,
        tag("h3", tag("span", f"{step.number}", class_="number"), Markup(" "), step.title),
        tag("p", step.label, class_="label"),
        tag("p", tag("b", step.dates), tag("span", f" · {step.cost}"), class_="when"),
        tag("p", with_marks(step.summary)) if step.summary.text else EMPTY,
        *(tag("p", with_marks(why), class_="why") for why in step.why),
        tag("ul", *payments, class_="ticks small") if step.payments else EMPTY,
        facts(step.facts),
        *(tag("p", with_marks(note), class_="note") for note in step.notes),
        *(link(item) for item in step.links),
        class_="card",
    )


def table(block: Table) -> Markup:
    """Return a table with a head that every page repeats."""
    whole = sum(column.width for column in block.columns)
    widths = (tag("col", style=f"width: {column.width / whole:.2%}") for column in block.columns)
    heads = (
        tag("th", column.title, scope="col", class_="number" if column.number else "")
        for column in block.columns
    )
    rows = (_row(row, block.columns) for row in block.rows)
    totals = (_row(row, block.columns, "total") for row in block.totals)
    return tag(
        "table",
        tag("colgroup", *widths),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows, *totals),
        class_="rows",
    )


def _row(row: Sequence[Text], columns: Sequence[Column], kind: str = "") -> Markup:
    cells = (
        tag("td", with_marks(cell), class_="number" if column.number else "")
        for cell, column in zip(row, columns, strict=True)
    )
    return tag("tr", *cells, class_=kind)


def timeline(block: Timeline) -> Markup:
    """Return the steps as rows with a bar each; full bars are the ones that must not slip."""
    ticks = (
        tag(
            "span",
            name,
            class_="tick",
            style=f"left: {min(place, 88 if len(name) <= 4 else 70):.2f}%",
        )
        for name, place in block.ticks
    )
    step, dates = block.heads
    head = tag(
        "tr",
        tag("th", step, scope="col", class_="step"),
        tag("th", dates, scope="col", class_="dates"),
        tag("th", "\u00a0", *ticks, scope="col", class_="when"),
    )
    rows = (_bar(bar) for bar in block.bars)
    kind = "timeline whole" if len(block.bars) <= ON_A_PAGE else "timeline"
    legend = tag(
        "p",
        *(
            join(tag("span", class_=f"bar key {look}"), tag("span", f"\u00a0{text}\u2003"))
            for look, text in zip(("critical", "spare"), block.legend, strict=False)
        ),
        class_="legend",
    )
    return join(tag("table", tag("thead", head), tag("tbody", *rows), class_=kind), legend)


def _bar(bar: Bar) -> Markup:
    width = max(bar.width, NARROWEST)
    left = min(bar.left, 100 - width)
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


def references(block: References) -> Markup:
    """Return the numbered sources."""
    rows = (
        tag(
            "tr",
            tag("th", f"[{source.number}]", scope="row"),
            tag("td", source.text, Markup(" "), address(source.url) if source.url else EMPTY),
        )
        for source in block.items
    )
    return tag("table", *rows, class_="references")
