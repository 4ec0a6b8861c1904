"""A document as Markdown with boxes to tick; all text from outside passes `escape`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Facts,
    Figures,
    Item,
    Notice,
    Paragraph,
    References,
    StepCard,
    Subheading,
    Table,
    Text,
    format_marks,
)

SECTIONS = (
    "summary", "revision", "reasons", "changes", "start", "steps", "exits", "upkeep", "sureness",
    "assumptions", "sources",
)  # fmt: skip
"""What belongs on a list to work through, with what was set aside and where one may stop.

The rest is for reading, in the PDF.
"""

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
    for name in SECTIONS:
        if section := document.section(name):
            lines += [f"## {escape(section.title)}", ""]
            for block in section.blocks:
                lines += [*_block(block), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, StepCard):
        yield from _card(block)
    elif isinstance(block, Checklist):
        for item in block.items:
            yield from _item(item)
    elif isinstance(block, Subheading):
        yield f"### {escape(block.text)}"
    elif isinstance(block, Paragraph):
        yield _text(block.text)
    elif isinstance(block, Notice):
        yield f"**{escape(block.title)}** {_text(block.text)}".rstrip()
    else:
        yield from (f"- {line}" for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Bullets):
        yield from (_text(item) for item in block.items)
    elif isinstance(block, Facts):
        yield from (f"{escape(fact.label)}: {_text(fact.value)}" for fact in block.items)
    elif isinstance(block, Figures):
        for figure in block.items:
            yield f"{escape(figure.label)}: **{escape(figure.value)}** {escape(figure.note)}"
    elif isinstance(block, Table):
        heads = [escape(column.title) for column in block.columns]
        for row in block.rows:
            cells = zip(heads, row, strict=True)
            # A column without a title names its row.
            yield "; ".join(
                f"{head}: {_text(cell)}" if head else _text(cell)
                for head, cell in cells
                if cell.text
            )
    elif isinstance(block, References):
        for source in block.items:
            yield f"[{source.number}] {escape(source.text)} {_url(source.url)}".rstrip()


def _card(card: StepCard) -> Iterator[str]:
    yield f"- [ ] **{card.number}. {escape(card.title)}** ({escape(card.label)})"
    yield f"  - {escape(card.dates)}. {escape(card.cost)}."
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


def _item(item: Item) -> Iterator[str]:
    yield f"- [ ] {escape(item.text)}"
    if item.detail.text:
        yield f"  - {_text(item.detail)}"


def _text(text: Text) -> str:
    return f"{escape(text.text)} {format_marks(text.marks)}".rstrip()


def _url(url: str) -> str:
    """Return an address in full; a link only when it is one for a browser."""
    return f"<{url}>" if _SAFE_URL.fullmatch(url) else escape(url)
