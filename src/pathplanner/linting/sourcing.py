"""PP1: facts and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from pathplanner.linting.facts import Fact, FactKind, Sources, facts_of
from pathplanner.linting.rules import Finding, found
from pathplanner.model.marks import cited
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unit, add
from pathplanner.model.requirement import Needs, Requirement, steps_in

YEARS: Mapping[FactKind, int] = MappingProxyType(
    {
        FactKind.PRICE: 1,
        FactKind.PAY: 2,
        FactKind.OUTLOOK: 2,
        FactKind.TIME: 3,
        FactKind.RULE: 3,
    }
)
"""After how many years a fact of a kind is stale. Prices are set anew each year; BLS counts
pay and outlook each year and publishes them in the year after; the rest moves slowly."""


_PASSING = re.compile(
    r"(^|[.-])(staging|preview|test|devnav|dev-[a-z]+)[.-]"
    r"|\.(pages\.dev|netlify\.app|vercel\.app|web\.app|herokuapp\.com|onrender\.com"
    r"|amazonaws\.com|blogspot\.com|wordpress\.com|wixsite\.com|weebly\.com)$"
)
"""Hosts on which a page stands for a while, or on which anybody can write."""


def source_findings(pathway: Pathway, today: date) -> Iterator[Finding]:
    """Yield what is wrong with the sources of a pathway."""
    every = list(facts_of(pathway))
    facts = [fact for fact in every if fact.is_known and not fact.is_estimate]
    sources = Sources(pathway)
    for fact in every:
        if fact.is_estimate and fact.value.low == fact.value.high:
            said = f"This {_word(fact)} is an estimate that is as exact as a stated one."
            yield found("PP106", fact.path, said)
    for fact in facts:
        if not fact.sources:
            yield found("PP101", fact.path, f"No source is named for this {_word(fact)}.")
        elif stale := _age(fact, sources, today):
            yield found("PP102", fact.path, stale)
    yield from _secondary(facts, sources)
    yield from _unused(pathway)
    yield from _weak(pathway)
    for step in pathway.steps:
        asks = any(steps_in(step.requires))
        if asks and not step.source and not _is_sourced(step.requires):
            yield found("PP105", f"steps.{step.id}.requires", "No source says that this is needed.")


def _word(fact: Fact) -> str:
    return "number" if fact.kind is FactKind.RULE else fact.kind.value


def _age(fact: Fact, sources: Sources, today: date) -> str:
    """Return what is said of a fact that is stale; an empty text when it is not."""
    years = YEARS[fact.kind]
    day = sources.day(fact)
    if day is None or add(day, years, Unit.YEARS) >= today:
        return ""
    stated = sources.stated(fact)
    since = f"The newest source is of {stated}" if stated else f"It was last gone over on {day}"
    limit = "a year" if years == 1 else f"{years} years"
    return f"{since}, and this {_word(fact)} should be no older than {limit}."


def _secondary(facts: list[Fact], sources: Sources) -> Iterator[Finding]:
    primary = {(fact.part, fact.kind) for fact in facts if sources.is_primary(fact)}
    for fact in facts:
        if fact.sources and not sources.is_primary(fact) and (fact.part, fact.kind) in primary:
            said = f"Only a secondary source states this {_word(fact)}"
            yield found("PP104", fact.path, f"{said}, and a primary one states another here.")


def _unused(pathway: Pathway) -> Iterator[Finding]:
    used = cited(pathway)
    for source in pathway.sources:
        if source.id not in used:
            yield found("PP103", f"sources.{source.id}", "Nothing cites this source.")


def _weak(pathway: Pathway) -> Iterator[Finding]:
    for source in pathway.sources:
        host = urlsplit(source.url).hostname or ""
        if not source.weak and _PASSING.search(host):
            said = f"{host} is a host for previews, tests or anybody's pages."
            yield found("PP107", f"sources.{source.id}", said)


def _is_sourced(requirement: Requirement) -> bool:
    """Tell whether a requirement or each part of it names a source."""
    if isinstance(requirement, Needs):
        return False
    return bool(requirement.source) or (
        bool(requirement.of) and all(map(_is_sourced, requirement.of))
    )
