"""A document as Markdown with boxes to tick; all text from outside passes `escape`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Facts,
    Figures,
    Item,
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

_MARKUP = re.compile(r"[\\`*_\[\]~|]")
WRITE_HERE = "_" * 12
"""Where something is written in by hand."""

_ENTITY = re.compile(r"&(?=#?\w+;)")
_STARTS_A_BLOCK = re.compile(r"^\d+(?=[.)](?:\s|$))|^(?=[#+=-])")
_SAFE_URL = re.compile(r"https?://[^\s<>\\`]+")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, with ordinary spaces."""
    text = _ENTITY.sub("&amp;", text.replace("\u00a0", " "))
    text = _MARKUP.sub(r"\\\g<0>", text).replace("<", "&lt;").replace(">", "&gt;")
    return _STARTS_A_BLOCK.sub(lambda found: f"{found.group()}\\", text)


def checklist(document: Document) -> str:
    """Return the document's list to work through."""
    lines = [f"# {escape(document.title)}", ""]
    lines += [f"{escape(document.subtitle)}", "", escape(document.meta), ""]
    for section in document.sections:
        lines += [f"## {escape(section.title)}", ""]
        for block in section.blocks:
            if found := list(_block(block)):
                lines += [*found, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _block(block: Block) -> Iterator[str]:
    if how := _WHOLE.get(type(block)):
        yield from how(block)
    else:
        yield from (f"- {line}" for line in _LISTED[type(block)](block))


def _notice(block: Notice) -> Iterator[str]:
    yield f"**{escape(block.title)}** {_text(block.text)}".rstrip()


def _figures(block: Figures) -> Iterator[str]:
    for figure in block.items:
        yield f"{escape(figure.label)}: **{escape(figure.value)}** {escape(figure.note)}"


def _table(block: Table) -> Iterator[str]:
    heads = [escape(column.title) for column in block.columns]
    for row in (*block.rows, *block.totals):
        cells = zip(heads, row, strict=True)
        # A column without a title names its row.
        yield "; ".join(
            f"{head}: {_text(cell)}" if head else _text(cell) for head, cell in cells if cell.text
        )
    for _ in range(block.blank):
        yield "; ".join(f"{head}: {WRITE_HERE}" for head in heads)


def _route(block: RouteMap) -> Iterator[str]:
    for stop in block.stops:
        number = f"{stop.number}. " if stop.number else ""
        asides = "; ".join(_text(aside) for aside in stop.asides)
        parts = (escape(stop.detail), escape(stop.gate), asides)
        told = " ".join(filter(None, parts))
        yield f"**{number}{escape(stop.title)}** {told}".rstrip()


def _timeline(block: Timeline) -> Iterator[str]:
    yield from (f"{bar.number}. {escape(bar.title)}: {escape(bar.dates)}" for bar in block.bars)
    yield from (f"{escape(one.label)}: {escape(one.words)}" for one in block.series)


def _references(block: References) -> Iterator[str]:
    for source in block.items:
        yield f"[{source.number}] {escape(source.text)} {_url(source.url)}".rstrip()


def _signatures(block: Signatures) -> Iterator[str]:
    for item in block.items:
        places = "; ".join(f"{escape(place)}: {WRITE_HERE}" for place in (item.sign, item.day))
        yield f"{escape(item.who)}. {places}"


def _facts(block: Facts) -> Iterator[str]:
    yield from (f"{escape(fact.label)}: {_text(fact.value)}" for fact in block.items)


def _card(card: StepCard) -> Iterator[str]:
    yield f"- [ ] **{card.number}. {escape(card.title)}** ({escape(card.label)})"
    yield "  - " + " ".join(f"{escape(part)}." for part in (card.dates, card.cost) if part)
    if card.summary.text:
        yield f"  - {_text(card.summary)}"
    if card.why:
        yield f"  - {' '.join(_text(why) for why in card.why)}"
    for payment in card.payments:
        yield f"  - [ ] {escape(payment.text)} ({_text(payment.detail)})"
    for fact in card.facts:
        yield f"  - {escape(fact.label)}: {_text(fact.value)}"
    yield from (f"  - {_text(note)}" for note in card.notes)
    yield from (f"  - {escape(link.text)}: {_url(link.url)}" for link in card.links)
    yield from (f"  - {escape(label)}: {WRITE_HERE}" for label in card.blanks)


def _item(item: Item) -> Iterator[str]:
    yield f"- [ ] {escape(item.text)}"
    if item.detail.text:
        yield f"  - {_text(item.detail)}"


_WHOLE: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    StepCard: _card,
    Checklist: lambda block: (line for item in block.items for line in _item(item)),
    Subheading: lambda block: iter((f"### {escape(block.text)}",)),
    Paragraph: lambda block: iter((_text(block.text),)),
    Notice: _notice,
    Lines: lambda block: iter((f"{escape(block.label)}: {WRITE_HERE}",)),
}
_LISTED: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Bullets: lambda block: (_text(item) for item in block.items),
    Facts: _facts,
    Figures: _figures,
    Table: _table,
    Links: lambda block: (f"{escape(link.text)}: {_url(link.url)}" for link in block.items),
    RouteMap: _route,
    Timeline: _timeline,
    References: _references,
    Signatures: _signatures,
}
"""How the blocks that are whole by themselves are written, and those that make a list."""


def _text(text: Text) -> str:
    return f"{escape(text.text)} {format_marks(text.marks)}".rstrip()


def _url(url: str) -> str:
    """Return an address in full; a link only when it is one for a browser."""
    return f"<{url}>" if _SAFE_URL.fullmatch(url) else escape(url)
