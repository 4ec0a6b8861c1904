"""A document as lines of plain text: no tables, no drawings, nothing beside anything else."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from pathplanner.document import Document, blocks
from pathplanner.renderers.lines import LineWriter

WIDTH = 72
WRITER = LineWriter()


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
            yield from lines_of(block)


def lines_of(block: blocks.Block) -> Iterator[str]:
    """Yield the lines of a block."""
    if how := WRITERS.get(type(block)):
        yield from how(block)
    else:
        for item in WRITER.items(block):
            yield from _wrapped(item)


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


def _bullets(block: blocks.Bullets) -> Iterator[str]:
    for item in WRITER.items(block):
        yield from _wrapped(item, "  ", "- ")


def _card(card: blocks.StepCard) -> Iterator[str]:
    yield from _wrapped(WRITER.numbered(card.number, card.title))
    yield from _wrapped(f"{card.label}.", "- ")
    yield from _wrapped(" ".join(f"{part}." for part in (card.dates, card.cost) if part), "  ")
    lines = [*map(WRITER.marked, (card.summary, *card.why))]
    lines += [*map(WRITER.fact, card.facts), *map(WRITER.marked, card.notes)]
    lines += [*map(WRITER.link, card.links), *map(WRITER.blank, card.blanks)]
    for line in lines:
        yield from _wrapped(line, "  ")


def _item(item: blocks.Item) -> str:
    return WRITER.labelled(item.text, WRITER.marked(item.detail))


def _checklist(block: blocks.Checklist) -> Iterator[str]:
    for item in block.items:
        yield from _wrapped(_item(item))


def _route(block: blocks.RouteMap) -> Iterator[str]:
    for stop in block.stops:
        yield from _wrapped(WRITER.numbered(stop.number, stop.title))
        asides = "; ".join(map(WRITER.marked, stop.asides))
        for line in (stop.detail, " ".join(filter(None, (stop.gate, asides)))):
            yield from _wrapped(line, "  ")


WRITERS: dict[type[blocks.Block], Callable[[Any], Iterator[str]]] = {
    blocks.Bullets: _bullets,
    blocks.Checklist: _checklist,
    blocks.Lines: lambda block: _wrapped(WRITER.blank(block.label)),
    blocks.Notice: lambda block: _wrapped(WRITER.notice(block)),
    blocks.Paragraph: lambda block: _wrapped(WRITER.marked(block.text)),
    blocks.RouteMap: _route,
    blocks.StepCard: _card,
    blocks.Subheading: lambda block: _heading(block.text, "."),
}
"""How the blocks are written that are not a line for each item."""
