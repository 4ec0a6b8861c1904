"""Who can be asked, who speaks in this plan, and where it is written."""

from __future__ import annotations

from pathplanner.document.blocks import (
    Block,
    Facts,
    Lines,
    Link,
    Links,
    Paragraph,
    Reference,
    References,
    Section,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.reviews import contact_facts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_partial_date, sentence
from pathplanner.model.source import Authority, Source


def contacts_section(facts: PlanFacts) -> Section | None:
    """Return room for the counselor; whom to ask about a step stands with what to do next."""
    if not facts.plan.steps:
        return None
    known = tuple(contact_facts(facts))
    line = Lines(_("Counselor or other contact: name, phone, mail"), 1)
    return Section("contacts", _("Who to ask"), (Facts(known),) if known else (line,))


def bodies_section(facts: PlanFacts) -> Section | None:
    """Return who the schools and professional bodies are; it is not printed."""
    blocks: list[Block] = []
    for body in facts.plan.pathway.bodies:
        text = ": ".join(filter(None, (body.name, body.about)))
        blocks.append(Paragraph(facts.sourced(sentence(text), body.source)))
        if body.url:
            blocks.append(Links((Link(_("Web site"), body.url),)))
    title = _("Who is who")
    return Section("bodies", title, tuple(blocks), on_paper=False) if blocks else None


def sources_section(facts: PlanFacts) -> Section | None:
    """Return the sources that were cited so far, in the order of their numbers."""
    items = _numbered(facts, known=0)
    if not items:
        return None
    words = _(
        "The numbers in brackets point here. First-hand is the body that gives the credential, "
        "or the government."
    )
    return Section("sources", _("Sources"), (Paragraph(words), References(items)))


def more_sources_section(facts: PlanFacts) -> Section | None:
    """Return the other sources of the pathway, which are not printed."""
    known = len(facts.marks)
    for source in facts.plan.pathway.sources:
        facts.sourced("", (source.id,))
    items = _numbered(facts, known=known)
    title = _("More sources")
    return Section("more-sources", title, (References(items),), on_paper=False) if items else None


def _numbered(facts: PlanFacts, known: int) -> tuple[Reference, ...]:
    found = {source.id: source for source in facts.plan.pathway.sources}
    return tuple(
        Reference(number, published(found[name]), found[name].url, sentence(found[name].note))
        for name, number in facts.marks.items()
        if number > known
    )


def source_in_words(source: Source) -> str:
    """Return who published a source, what it is called, its date, and how far to trust it."""
    words = published(source)
    return f"{words} {sentence(source.note)}" if source.note else words


def published(source: Source) -> str:
    """Return who published a source, what it is called and its date."""
    day = format_partial_date(source.date) if source.date else _("No date shown")
    first = source.authority is Authority.PRIMARY
    kind = _("first-hand") if first else _("second-hand")
    if source.weak:
        kind = _("{kind}, weak: do not rely on this page alone").format(kind=kind)
    return f"{sentence(source.publisher)} {sentence(source.title)} {day}; {kind}."
