"""A document as lines of plain text: no tables, no drawings, nothing beside anything else."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Facts,
    Figures,
    Lines,
    Links,
    Notice,
    Paragraph,
    References,
    RouteMap,
    Signatures,
    StepCard,
    Subheading,
    Table,
    Text,
    Timeline,
    format_marks,
)

WIDTH = 72
WRITE_HERE = "_" * 12
"""Where something is written in by hand."""


def to_lines(document: Document) -> Iterator[str]:
    """Yield the lines of a document; sections are numbered, and headings stand alone."""
    yield from _heading(document.title, "=")
    yield from _wrapped(document.subtitle)
    yield from _wrapped(document.meta)
    for number, section in enumerate(document.sections, 1):
        yield ""
        yield from _heading(f"{number}. {section.title}", "-")
        for block in section.blocks:
            yield ""
            yield from WRITERS[type(block)](block)


def _wrapped(text: str, indent: str = "", first: str = "") -> Iterator[str]:
    """Yield a text in short lines; only an address may make one longer."""
    yield from textwrap.wrap(
        text.replace("\u00a0", " "),
        WIDTH,
        initial_indent=first or indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _heading(text: str, line: str) -> Iterator[str]:
    lines = list(_wrapped(text))
    yield from lines
    yield line * max((len(one) for one in lines), default=1)


def _text(text: Text) -> str:
    return f"{text.text} {format_marks(text.marks)}".strip()


def _labelled(label: str, value: str) -> str:
    return f"{label}: {value}" if label else value


def _card(card: StepCard) -> Iterator[str]:
    yield from _wrapped(f"{card.number}. {card.title}")
    yield from _wrapped(f"{card.label}.", "- ")
    yield from _wrapped(" ".join(f"{part}." for part in (card.dates, card.cost) if part), "  ")
    told = [_text(card.summary), *map(_text, card.why)]
    told += [_labelled(item.text, _text(item.detail)) for item in card.payments]
    told += [_labelled(fact.label, _text(fact.value)) for fact in card.facts]
    told += [*map(_text, card.notes), *(f"{link.text}: {link.url}" for link in card.links)]
    told += [_labelled(label, WRITE_HERE) for label in card.blanks]
    for line in told:
        yield from _wrapped(line, "  ")


def _table(table: Table) -> Iterator[str]:
    """Yield each row by itself, with the heading before every cell."""
    for row in (*table.rows, *table.totals):
        named = zip(table.columns, row, strict=True)
        parts = [_labelled(column.title, _text(cell)) for column, cell in named if _text(cell)]
        yield from _wrapped("; ".join(parts))
    for _ in range(table.blank):
        yield from _wrapped("; ".join(f"{column.title}: {WRITE_HERE}" for column in table.columns))


def _checklist(block: Checklist) -> Iterator[str]:
    for item in block.items:
        yield from _wrapped(_labelled(item.text, _text(item.detail)))


def _route(block: RouteMap) -> Iterator[str]:
    for stop in block.stops:
        number = f"{stop.number}. " if stop.number else ""
        yield from _wrapped(f"{number}{stop.title}")
        more = [
            stop.detail,
            " ".join(filter(None, (stop.gate, "; ".join(map(_text, stop.asides))))),
        ]
        for line in filter(None, more):
            yield from _wrapped(line, "  ")


def _timeline(block: Timeline) -> Iterator[str]:
    for bar in block.bars:
        yield from _wrapped(f"{bar.number}. {bar.title}: {bar.dates}")
    for series in block.series:
        yield from _wrapped(_labelled(series.label, series.words))


def _notice(block: Notice) -> Iterator[str]:
    yield from _wrapped(f"{block.title} {_text(block.text)}".strip())


def _figures(block: Figures) -> Iterator[str]:
    for figure in block.items:
        yield from _wrapped(f"{figure.label}: {figure.value} {figure.note}".strip())


def _facts(block: Facts) -> Iterator[str]:
    for fact in block.items:
        yield from _wrapped(_labelled(fact.label, _text(fact.value)))


def _references(block: References) -> Iterator[str]:
    for source in block.items:
        yield from _wrapped(f"[{source.number}] {source.text} {source.url}".strip())


def _signatures(block: Signatures) -> Iterator[str]:
    for item in block.items:
        places = "; ".join(f"{place}: {WRITE_HERE}" for place in (item.sign, item.day))
        yield from _wrapped(f"{item.who}. {places}")


WRITERS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Bullets: lambda block: (
        line for item in block.items for line in _wrapped(_text(item), "  ", "- ")
    ),
    Checklist: _checklist,
    Facts: _facts,
    Figures: _figures,
    Lines: lambda block: _wrapped(_labelled(block.label, WRITE_HERE)),
    Links: lambda block: (
        line for link in block.items for line in _wrapped(f"{link.text}: {link.url}")
    ),
    Notice: _notice,
    Paragraph: lambda block: _wrapped(_text(block.text)),
    References: _references,
    RouteMap: _route,
    Signatures: _signatures,
    StepCard: _card,
    Subheading: lambda block: _heading(block.text, "."),
    Table: _table,
    Timeline: _timeline,
}
"""How each kind of block is written."""
