"""A document as one page of HTML for print.

It is made for WeasyPrint: floats and fixed tables, which are laid out about twice
as fast as flex boxes and grids, and no address to fetch.
"""

from __future__ import annotations

from collections.abc import Callable
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
    Section,
    Signatures,
    StepCard,
    Subheading,
    Table,
    Timeline,
)
from pathplanner_pdf import parts
from pathplanner_pdf.route import route
from pathplanner_pdf.tags import EMPTY, Markup, tag, with_marks
from pathplanner_pdf.timeline import timeline

LONG = 60
"""A title with more letters than this is set smaller."""


def to_html(document: Document) -> str:
    """Return the document as a page of HTML."""
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    title = f"{document.title}. {document.subtitle}"
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title))
    body = tag(
        "body",
        _header(document),
        *(_section(section) for section in document.sections),
        # No line begins with the dot between two parts, and none within the last part.
        data_footer=document.footer.replace(" · ", "\u00a0· "),
        data_page=before,
        data_of=between,
        data_after=after,
    )
    return "<!DOCTYPE html>" + tag("html", head, body, lang=document.language)


def _header(document: Document) -> Markup:
    longest = max(len(document.title), len(document.subtitle))
    return tag(
        "div",
        tag("p", document.kicker, class_="kicker"),
        tag("h1", document.title),
        tag("p", document.subtitle, class_="subtitle"),
        tag("p", document.meta, class_="meta"),
        class_="head long" if longest > LONG else "head",
    )


def _section(section: Section) -> Markup:
    """Return a section; a heading stays with the first block below it."""
    blocks = [_block(block) for block in section.blocks]
    return tag("div", tag("h2", section.title), *blocks, class_=f"section {section.id}")


def _notice(block: Notice) -> Markup:
    text = tag("p", with_marks(block.text)) if block.text.text else EMPTY
    return tag("div", tag("p", tag("b", block.title)), text, class_="notice")


_HOW: dict[type[Block], Callable[[Any], Markup]] = {
    StepCard: parts.card,
    RouteMap: route,
    Timeline: timeline,
    Figures: parts.figures,
    Table: parts.table,
    Checklist: parts.checklist,
    References: parts.references,
    Facts: lambda block: parts.facts(block.items),
    Links: lambda block: tag("div", *(parts.link(item) for item in block.items)),
    Lines: parts.lines,
    Signatures: parts.signatures,
    Bullets: lambda block: tag("ul", *(tag("li", with_marks(item)) for item in block.items)),
    Notice: _notice,
    Subheading: lambda block: tag("h3", block.text),
    Paragraph: lambda block: tag("p", with_marks(block.text)),
}


def _block(block: Block) -> Markup:
    return _HOW[type(block)](block)
