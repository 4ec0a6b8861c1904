"""Words that people write for keys and kinds, and those that are meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

MEANT: Mapping[str, str] = MappingProxyType(
    {
        "about": "summary",
        "age": "minimum_age",
        "apprenticeship": "experience program",
        "bachelor": "program",
        "birthday": "birth_date",
        "ceus": "units",
        "certificate": "program credential",
        "certification": "credential",
        "class": "course",
        "courses": "steps",
        "credits": "units",
        "degree": "program",
        "depends_on": "requires",
        "description": "summary",
        "dob": "birth_date",
        "done": "holds",
        "fees": "fee costs",
        "goal": "destinations",
        "goals": "destinations",
        "has": "holds",
        "have": "holds",
        "hours": "hours_per_week study_hours",
        "income": "monthly pay",
        "length": "duration",
        "link": "url",
        "links": "sources",
        "materials": "books supplies",
        "money": "savings budget",
        "name": "title",
        "needs": "requires",
        "occupation": "job",
        "permit": "license",
        "position": "job",
        "prereq": "requires",
        "prerequisites": "requires",
        "price": "costs amount",
        "prices": "costs",
        "references": "sources",
        "registration": "license fee",
        "renew": "renewal",
        "salary": "pay",
        "school": "program",
        "sources": "source",
        "tests": "exam",
        "test": "exam",
        "text": "summary",
        "time": "duration",
        "training": "program course",
        "type": "kind",
        "wage": "pay",
        "wait": "waiting",
        "work": "job experience",
    }
)
"""A word to what it may stand for; only what is known at its place is suggested."""


def meant_by(word: str, known: Collection[str]) -> str:
    """Return a hint for a word that is known under another name; else an empty text."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    if plain != word and plain in known:
        return f"Did you mean {plain}?"
    near = [name for name in MEANT.get(plain, "").split() if name in known]
    return f"Did you mean {' or '.join(near)}?" if near else ""
