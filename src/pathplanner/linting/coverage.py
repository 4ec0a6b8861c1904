"""How well the facts of a pathway are sourced, in numbers."""

from __future__ import annotations

from attrs import frozen

from pathplanner.linting.facts import Fact, Sources, facts_of
from pathplanner.model.pathway import Pathway
from pathplanner.model.source import last_day


@frozen
class Coverage:
    """The facts of a pathway, counted. A fact is one number, such as a price or a length.

    Attributes:
        pathway: The id of the pathway.
        title: Its title.
        facts: How many facts it states.
        primary: Those that the awarding body or the government states.
        secondary: Those that only others state.
        unsourced: Those of which no source is named.
        undated: Those of which no source shows a date.
        unknown: Facts that exist and that nobody has found; not among `facts`.
        oldest: The date of the fact whose newest source is the oldest, as that source
            writes it; empty when no source shows a date.
        oldest_at: Where that fact stands.
        sources: How many sources the pathway names.
    """

    pathway: str
    title: str
    facts: int
    primary: int
    secondary: int
    unsourced: int
    undated: int
    unknown: int
    oldest: str
    oldest_at: str
    sources: int


def coverage(pathway: Pathway) -> Coverage:
    """Return how many facts a pathway states, and how well they are sourced."""
    every = list(facts_of(pathway))
    known = [fact for fact in every if fact.is_known]
    sources = Sources(pathway)
    cited = [fact for fact in known if fact.sources]
    primary = sum(map(sources.is_primary, cited))
    dated = [(last_day(stated), stated, fact) for fact, stated in _dated(cited, sources)]
    _, oldest, where = min(dated, key=lambda one: one[0], default=(None, "", None))
    return Coverage(
        pathway=pathway.id,
        title=pathway.title,
        facts=len(known),
        primary=primary,
        secondary=len(cited) - primary,
        unsourced=len(known) - len(cited),
        undated=len(cited) - len(dated),
        unknown=len(every) - len(known),
        oldest=oldest,
        oldest_at=where.path if where else "",
        sources=len(pathway.sources),
    )


def _dated(facts: list[Fact], sources: Sources) -> list[tuple[Fact, str]]:
    stated = ((fact, sources.stated(fact)) for fact in facts)
    return [(fact, day) for fact, day in stated if day]
