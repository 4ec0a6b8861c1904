"""A document as one page of HTML for print.

It is made for WeasyPrint: floats and fixed tables, which are laid out about twice
as fast as flex boxes and grids, and no address to fetch.
"""

from __future__ import annotations

from pathplanner.document import (
    Block,
    Bullets,
    Checklist,
    Document,
    Facts,
    Figures,
    Links,
    Notice,
    Paragraph,
    References,
    Section,
    StepCard,
    Subheading,
    Table,
    Timeline,
)
from pathplanner_pdf import parts
from pathplanner_pdf.tags import EMPTY, Markup, tag, with_marks

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
        data_footer=document.footer,
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


def _block(block: Block) -> Markup:  # noqa: C901, PLR0911 - one line for each block
    match block:
        case StepCard():
            return parts.card(block)
        case Timeline():
            return parts.timeline(block)
        case Figures():
            return parts.figures(block)
        case Table():
            return parts.table(block)
        case Checklist():
            return parts.checklist(block)
        case References():
            return parts.references(block)
        case Facts():
            return parts.facts(block.items)
        case Links():
            return tag("div", *(parts.link(item) for item in block.items))
        case Bullets():
            return tag("ul", *(tag("li", with_marks(item)) for item in block.items))
        case Notice():
            text = tag("p", with_marks(block.text)) if block.text.text else EMPTY
            return tag("div", tag("p", tag("b", block.title)), text, class_="notice")
        case Subheading():
            return tag("h3", block.text)
        case Paragraph():
            return tag("p", with_marks(block.text))
