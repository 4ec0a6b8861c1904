"""Each kind of block as HTML: boxes to tick, tables, cards and bars."""

from __future__ import annotations

from collections.abc import Sequence

from pathplanner.document import (
    Checklist,
    Column,
    Fact,
    Figures,
    Item,
    Lines,
    Link,
    References,
    Signatures,
    StepCard,
    Table,
    Text,
)
from pathplanner_pdf.tags import EMPTY, Markup, address, tag, with_marks

ON_A_PAGE = 12
"""A table with no more rows than this is kept on one page."""


FEW = 4
"""A table with no more rows to write in than this is kept on one page in large print, too."""


def box(label: str) -> Markup:
    """Return a box to tick; `label` names it where it is a field (see `forms`)."""
    return tag("span", class_="box", data_field=label)


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
    """Return the few large numbers, beside each other."""
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
    return tag("div", *cells, class_="figures")


def checklist(block: Checklist) -> Markup:
    """Return lines to tick off."""
    return tag("ul", *(_item(item) for item in block.items), class_="ticks")


def _item(item: Item) -> Markup:
    detail = tag("span", with_marks(item.detail), class_="detail") if item.detail.text else EMPTY
    return tag("li", box(item.text), tag("b", item.text), Markup(" "), detail)


def link(item: Link) -> Markup:
    """Return where to read more, with the address in full."""
    return tag("p", tag("span", f"{item.text}:"), Markup(" "), address(item.url), class_="link")


def lines(block: Lines) -> Markup:
    """Return a label with empty lines to write on."""
    rules = (tag("p", "\u00a0", class_="rule", data_field=block.label) for _ in range(block.count))
    return tag("div", tag("p", block.label, class_="label"), *rules, class_="lines")


def signatures(block: Signatures) -> Markup:
    """Return a line to sign on for each, and one for the day."""
    rows = (
        tag(
            "tr",
            tag("th", item.who, scope="row"),
            tag("td", item.sign, class_="sign", data_field=f"{item.who}: {item.sign}"),
            tag("td", item.day, class_="sign", data_field=f"{item.who}: {item.day}"),
        )
        for item in block.items
    )
    return tag("table", *rows, class_="signatures")


def card(step: StepCard) -> Markup:
    """Return a step with its box; its title never stands alone at the foot of a page."""
    payments = (_item(item) for item in step.payments)
    name = f"{step.number} {step.title}"
    cost = f" · {step.cost}" if step.cost else ""
    blanks = (
        tag("p", f"{label}:", class_="blank", data_field=f"{name}: {label}")
        for label in step.blanks
    )
    top = tag(
        "div",
        box(name),
        tag("h3", tag("span", f"{step.number}", class_="number"), Markup(" "), step.title),
        *(tag("div", class_="code", data_code=item.url) for item in step.links[:1]),
        tag("p", step.label, class_="label"),
        tag("p", tag("b", step.dates), tag("span", cost), class_="when"),
        class_="top",
    )
    return tag(
        "div",
        top,
        tag("p", with_marks(step.summary)) if step.summary.text else EMPTY,
        *(tag("p", with_marks(why), class_="why") for why in step.why),
        tag("ul", *payments, class_="ticks small") if step.payments else EMPTY,
        facts(step.facts),
        *(tag("p", with_marks(note), class_="note") for note in step.notes),
        *(link(item) for item in step.links),
        tag("div", *blanks, class_="blanks") if step.blanks else EMPTY,
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
    rows = [_row(row, block.columns) for row in block.rows]
    rows += [_blank(number, block.columns) for number in range(1, block.blank + 1)]
    totals = (_row(row, block.columns, "total") for row in block.totals)
    kept = "whole" if len(block.rows) <= ON_A_PAGE else ""
    written = "written" if block.blank else ""
    written += " small" * (0 < block.blank <= FEW)
    return tag(
        "table",
        tag("colgroup", *widths),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows, *totals),
        class_=" ".join(filter(None, ("rows", kept, written))),
    )


def _row(row: Sequence[Text], columns: Sequence[Column], kind: str = "") -> Markup:
    cells = (
        tag("td", with_marks(cell), class_="number" if column.number else "")
        for cell, column in zip(row, columns, strict=True)
    )
    return tag("tr", *cells, class_=kind)


def _blank(number: int, columns: Sequence[Column]) -> Markup:
    """Return a row to fill in."""
    cells = (
        tag("td", "\u00a0", data_field=f"{column.title} {number}".strip()) for column in columns
    )
    return tag("tr", *cells, class_="blank")


def references(block: References) -> Markup:
    """Return the numbered sources."""
    rows = (
        tag(
            "tr",
            tag("th", f"[{source.number}]", scope="row"),
            # Without an element of its own the text may break after its first word, as
            # WeasyPrint looks for a place before an address that is longer than the line.
            tag(
                "td",
                tag("span", source.text),
                Markup(" "),
                address(source.url) if source.url else EMPTY,
            ),
        )
        for source in block.items
    )
    return tag("table", *rows, class_="references")
