"""The page around the plan: its head, the way through it, its style and its script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pathplanner.document import Block, Document, Section, Subheading, Variant
from pathplanner.renderers.html import EMPTY, Markup, join, logo_of, tag
from pathplanner_web.blocks import WebWriter
from pathplanner_web.linked import linked_data

OPEN = frozenset({
    "summary", "stages", "route", "open", "timeline", "revision", "steps", "money", "reasons",
    "changes", "sureness", "compared",
})  # fmt: skip
"""Sections that are not folded: what one comes for each day."""


def to_page(document: Document, name: str) -> str:
    """Return the document as a page of HTML.

    Args:
        document: What is shown.
        name: The plan's hash; boxes that are ticked are kept under it.
    """
    words = document.phrases
    writer = WebWriter()
    writer.more = words.more
    folds = document.variant is Variant.FULL
    sections = [_section(section, writer, folds=folds) for section in document.sections]
    steps = len(document.cards())
    main = tag("main", *sections, _foot(document), id="plan")
    body = tag(
        "body",
        tag("a", words.skip, class_="skip", href="#plan"),
        _header(document, steps),
        tag("div", main, _contents(document), class_="columns"),
        Markup(f"<script>{_script()}</script>"),
        data_plan=name,
    )
    return "<!DOCTYPE html>" + tag("html", _head(document), body, lang=document.language)


def _head(document: Document) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="color-scheme", content="light dark"),
        tag("title", f"{document.title}. {document.subtitle}"),
        Markup(f"<style>{_style()}</style>"),
        linked_data(document.plan),
    )


def _policy() -> str:
    """Return what the page may load: nothing but its own style and its own script."""
    script = b64encode(sha256(_script().encode()).digest()).decode()
    own = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return f"{own}; script-src 'sha256-{script}'"


@cache
def _script() -> str:
    return files("pathplanner_web").joinpath("script.js").read_text("utf-8")


@cache
def _style() -> str:
    return files("pathplanner_web").joinpath("style.css").read_text("utf-8")


def _header(document: Document, steps: int) -> Markup:
    progress = EMPTY
    if steps:
        said = document.phrases.progress.format(done=0, all=steps)
        progress = tag(
            "div",
            tag("div", tag("div", class_="bar"), class_="track", aria_hidden="true"),
            tag("p", said, aria_live="polite", data_said=document.phrases.progress),
            class_="progress",
        )
    return tag(
        "header",
        logo_of(document),
        tag("p", document.kicker, class_="kicker"),
        tag("h1", document.title, dir="auto", lang=document.foreign),
        tag("p", document.subtitle, class_="subtitle", dir="auto"),
        tag("p", document.meta, class_="meta"),
        progress,
    )


def _contents(document: Document) -> Markup:
    links = (
        tag("li", tag("a", section.title, href=f"#{section.id}")) for section in document.sections
    )
    title = document.phrases.contents
    return tag("nav", tag("p", title, class_="title"), tag("ul", *links), aria_label=title)


def _section(section: Section, writer: WebWriter, *, folds: bool) -> Markup:
    writer.section = section.id
    written = [writer.write(block) for block in _actions_first(section)]
    head = tag("h2", section.title, id=f"{section.id}-title")
    inside = [head, *written]
    if folds and section.id not in OPEN:
        # What is looked up now and then is folded.
        inside = [tag("details", tag("summary", head), *written)]
    return tag("section", *inside, id=section.id, aria_labelledby=f"{section.id}-title")


def _actions_first(section: Section) -> Iterator[Block]:
    """Yield the blocks of a section; what to do next comes first, on the first screen."""
    if section.id != "summary":
        yield from section.blocks
        return
    starts = [n for n, one in enumerate(section.blocks) if isinstance(one, Subheading)]
    # What is to be known first stands above the figures, but below what is to be done.
    first, last = (starts[0], starts[-1]) if starts else (0, len(section.blocks))
    yield from section.blocks[last:]
    yield from section.blocks[first:last]
    yield from section.blocks[:first]


def _foot(document: Document) -> Markup:
    return join(
        tag("p", document.phrases.kept, class_="kept"),
        tag("p", document.footer, class_="foot", dir="auto"),
    )
