"""A document as Markdown with boxes to tick; all text from outside passes `escape`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pathplanner.document import Document, blocks
from pathplanner.renderers.lines import LineWriter

_MARKUP = re.compile(r"[\\`*_\[\]~|]")
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


class _Markdown(LineWriter):
    """Text in lines of Markdown."""

    def plain(self, text: str) -> str:
        return escape(text)

    def strong(self, text: str) -> str:
        return f"**{escape(text)}**"

    def address(self, url: str) -> str:
        """Return an address in full; a link only when it is one for a browser."""
        return f"<{url}>" if _SAFE_URL.fullmatch(url) else escape(url)


_WRITER = _Markdown()


def _block(block: blocks.Block) -> Iterator[str]:
    if how := _WHOLE.get(type(block)):
        yield from how(block)
    else:
        yield from (f"- {line}" for line in _WRITER.items(block))


def _route(block: blocks.RouteMap) -> Iterator[str]:
    for stop in block.stops:
        title = _WRITER.numbered(stop.number, escape(stop.title))
        asides = "; ".join(map(_WRITER.marked, stop.asides))
        parts = (f"**{title}**", escape(stop.detail), escape(stop.gate), asides)
        yield "- " + " ".join(filter(None, parts))


def _card(card: blocks.StepCard) -> Iterator[str]:
    yield f"- [ ] **{card.number}. {escape(card.title)}** ({escape(card.label)})"
    yield "  - " + " ".join(f"{escape(part)}." for part in (card.dates, card.cost) if part)
    if card.summary.text:
        yield f"  - {_WRITER.marked(card.summary)}"
    if card.why:
        yield f"  - {' '.join(map(_WRITER.marked, card.why))}"
    lines = [*map(_WRITER.fact, card.facts), *map(_WRITER.marked, card.notes)]
    lines += [*map(_WRITER.link, card.links), *map(_WRITER.blank, card.blanks)]
    yield from (f"  - {line}" for line in lines)


def _ticks(block: blocks.Checklist) -> Iterator[str]:
    for item in block.items:
        yield f"- [ ] {escape(item.text)}"
        if item.detail.text:
            yield f"  - {_WRITER.marked(item.detail)}"


def _table(block: blocks.Table) -> Iterator[str]:
    """Yield each row on a line; one that is ticked off has a box."""
    ticked = len(block.rows) if block.ticks else 0
    for place, line in enumerate(_WRITER.items(block)):
        yield f"- [ ] {line}" if place < ticked else f"- {line}"


_WHOLE: dict[type[blocks.Block], Callable[[Any], Iterator[str]]] = {
    blocks.StepCard: _card,
    blocks.Table: _table,
    blocks.Checklist: _ticks,
    blocks.RouteMap: _route,
    blocks.Subheading: lambda block: iter((f"### {escape(block.text)}",)),
    blocks.Paragraph: lambda block: iter((_WRITER.marked(block.text),)),
    blocks.Notice: lambda block: iter((_WRITER.notice(block),)),
    blocks.Lines: lambda block: iter((_WRITER.blank(block.label),)),
}
"""How the blocks are written that are not a list with a line for each item."""
