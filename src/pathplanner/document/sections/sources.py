"""Who can be asked, who speaks in this plan, and where it is written."""

from __future__ import annotations

from pathplanner.document.blocks import (
    Block,
    Lines,
    Link,
    Links,
    Paragraph,
    Reference,
    References,
    Section,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_partial_date, sentence
from pathplanner.model.source import Authority, Source

MOST_LINKS = 3
"""More addresses than this do not fit on two pages."""


def contacts_section(facts: PlanFacts) -> Section | None:
    """Return who can be asked: the bodies of the steps, and room for the counselor."""
    plan = facts.plan
    if not plan.steps:
        return None
    named = {step.body for step in plan.steps}
    found = [Link(body.name, body.url) for body in plan.pathway.bodies if body.id in named]
    found += [Link(step.title, step.url) for step in plan.steps]
    links = {link.url: link for link in reversed(found) if link.url}
    blocks: list[Block] = []
    if links:
        blocks.append(Links(tuple(reversed(links.values()))[:MOST_LINKS]))
    blocks.append(Lines(_("Counselor or other contact: name, phone, mail"), 1))
    return Section("contacts", _("Who to ask"), tuple(blocks))


def bodies_section(facts: PlanFacts) -> Section | None:
    """Return who the schools and professional bodies are."""
    blocks: list[Block] = []
    for body in facts.plan.pathway.bodies:
        text = ": ".join(filter(None, (body.name, body.about)))
        blocks.append(Paragraph(facts.sourced(sentence(text), body.source)))
        if body.url:
            blocks.append(Links((Link(_("Web site"), body.url),)))
    return Section("bodies", _("Who is who"), tuple(blocks)) if blocks else None


def sources_section(facts: PlanFacts) -> Section | None:
    """Return the numbered sources."""
    found = facts.plan.pathway.sources
    if not found:
        return None
    words = _(
        "The numbers in brackets in this plan point here. A first-hand source is the body "
        "that gives the credential, or the government."
    )
    items = tuple(
        Reference(facts.marks[source.id], source_in_words(source), source.url) for source in found
    )
    return Section("sources", _("Sources"), (Paragraph(words), References(items)))


def source_in_words(source: Source) -> str:
    """Return who published a source, what it is called, its date, and how far to trust it."""
    day = format_partial_date(source.date) if source.date else _("No date shown")
    first = source.authority is Authority.PRIMARY
    kind = _("first-hand") if first else _("second-hand")
    if source.weak:
        kind = _("{kind}, weak: do not rely on this page alone").format(kind=kind)
    words = f"{sentence(source.publisher)} {sentence(source.title)} {day}; {kind}."
    return f"{words} {sentence(source.note)}" if source.note else words
