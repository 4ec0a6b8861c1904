"""The abbreviations that this document really uses, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

import attrs

from pathplanner.document.blocks import Fact, Facts, Section
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.abbreviations import general_terms
from pathplanner.document.words.messages import _

_WORD = re.compile(r"[A-Za-z][\w-]*\w")
_LONG_FIRST = re.compile(r"([^()]+) \(([A-Z][A-Za-z]*[A-Z](?:-[A-Z]+)?)\)")
_SHORT_FIRST = re.compile(r"([A-Z][A-Za-z]*[A-Z](?:-[A-Z]+)?) \(([^()]+)\)")
LONGEST = 12
"""An abbreviation with more letters is none."""


def glossary(facts: PlanFacts, sections: Iterable[Section]) -> Section | None:
    """Return the abbreviations in `sections`; those that nobody has explained are left out.

    What the pathway itself says goes before the general list.
    """
    used = {word for text in texts_of(tuple(sections)) for word in _WORD.findall(text)}
    known = general_terms() | dict(_stated(facts))
    items = [Fact(term, meaning) for term, meaning in known.items() if term in used]
    items.sort(key=lambda item: item.label.lower())
    return (
        Section("glossary", _("Short words explained"), (Facts(tuple(items)),)) if items else None
    )


def _stated(facts: PlanFacts) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that a title or a body's name explains, such as `AAPC (...)`."""
    pathway = facts.plan.pathway
    names = [body.name for body in pathway.bodies]
    names += [one.title for one in pathway.occupations]
    names += facts.plan.titles.values()
    for name in names:
        if found := _LONG_FIRST.fullmatch(name):
            long, short = found.groups()
        elif found := _SHORT_FIRST.fullmatch(name):
            short, long = found.groups()
        else:
            continue
        if len(short) <= LONGEST:
            yield short, long


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in blocks and sections."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif attrs.has(kind := type(value)):
        for one in attrs.fields(kind):
            yield from texts_of(getattr(value, one.name))
