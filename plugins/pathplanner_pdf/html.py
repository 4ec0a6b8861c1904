"""A document as one page of HTML for print."""

from __future__ import annotations

from pathplanner.document import Document, RouteMap, Section, Table
from pathplanner.renderers.html import EMPTY, OWN_PAGE, HtmlWriter, Markup, logo_of, tag
from pathplanner_pdf.qr import qr_svg

LONG = 60
"""A title with more letters than this is set smaller."""

MANY = 14
"""A plan of more steps is set a little smaller."""

FEW = 4
"""A table of money with more columns lies on its side in large print."""


def to_html(document: Document, *, form: bool = False, codes: bool = False) -> str:
    """Return the document as a page of HTML.

    Args:
        document: What it says.
        form: Whether boxes and room to write are fields.
        codes: Whether a step with a link has a code for the camera of a phone.
    """

    def code(url: str) -> Markup:
        return qr_svg(url, document.phrases.code.format(url=url)) if codes else EMPTY

    document = document.printed()
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    title = f"{document.title}. {document.subtitle}"
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title))
    writer = HtmlWriter(form=form, code=code)
    body = tag(
        "body",
        _header(document),
        *(_section(section, writer) for section in document.sections),
        # No line begins with the dot between two parts, and none within the last part.
        data_footer=document.footer.replace(" · ", "\u00a0· "),
        data_page=before,
        data_of=between,
        data_after=after,
        class_="many" if len(document.cards()) > MANY else "",
    )
    return "<!DOCTYPE html>" + tag("html", head, body, lang=document.language)


def _header(document: Document) -> Markup:
    longest = max(len(document.title), len(document.subtitle))
    return tag(
        "div",
        logo_of(document),
        tag("p", document.kicker, class_="kicker"),
        tag("h1", tag("span", document.title, lang=document.foreign)),
        tag("p", document.subtitle, class_="subtitle"),
        tag("p", document.meta, class_="meta"),
        class_="head long" if longest > LONG else "head",
    )


def _section(section: Section, writer: HtmlWriter) -> Markup:
    """Return a section; a heading stays with the first block below it."""
    blocks = map(writer.write, section.blocks)
    kind = f"section {section.id}"
    if any(
        isinstance(block, RouteMap) and len(block.stops) >= OWN_PAGE for block in section.blocks
    ):
        kind += " long-route"
    if any(isinstance(one, Table) and len(one.columns) > FEW for one in section.blocks):
        kind += " broad"
    return tag("div", tag("h2", section.title), *blocks, class_=kind)
