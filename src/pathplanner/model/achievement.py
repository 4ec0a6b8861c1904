"""What a record says that a person has achieved, and which steps of a pathway that is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import field, frozen

from pathplanner.model.coerce import Word
from pathplanner.model.finder import search
from pathplanner.model.losses import Place
from pathplanner.model.pathway import Pathway


class Confidence(Word):
    """How a step was found."""

    ADDRESS = "address"
    """By a CTID or an address that the pathway has for the step."""
    CODE = "code"
    """By a code, such as that of a course."""
    NAME = "name"
    """By the very name of the step."""
    GUESS = "guess"
    """By words of the name; a person must say whether it is so."""


@frozen
class Achievement:
    """One thing that a record says was achieved.

    Attributes:
        name: What it is called.
        addresses: Its addresses and CTIDs, and those that it is aligned to.
        codes: Its codes, and those that it is aligned to.
        on: The day it was given.
        expires: The first day on which it does not count any more.
        issuer: Who gave it.
        evidence: Addresses of evidence.
        place: Where it stands.
        refused: Why it does not count; empty when it does.
        unchecked: What could not be checked here, each in a sentence.
    """

    name: str
    addresses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    on: date | None = None
    expires: date | None = None
    issuer: str = ""
    evidence: tuple[str, ...] = ()
    place: Place = field(factory=Place)
    refused: str = ""
    unchecked: tuple[str, ...] = ()


@frozen
class Match:
    """A step that an achievement may be, and how that was found."""

    achievement: Achievement
    step: str = ""
    how: Confidence = Confidence.GUESS


def match(
    achievements: Iterable[Achievement],
    pathway: Pathway,
    known: Mapping[str, Collection[str]],
) -> tuple[Match, ...]:
    """Return for each achievement the step that it is, or nothing where none fits.

    Args:
        achievements: What records say.
        pathway: Whose steps are looked for.
        known: Addresses and codes of steps, by the ids of steps.
    """
    by_key = {_plain(key): step for step, keys in known.items() for key in keys}
    by_name = {_plain(step.title): step.id for step in pathway.steps}
    by_name |= {_plain(step.id): step.id for step in pathway.steps}
    return tuple(_match(one, pathway, by_key, by_name) for one in achievements)


def _match(
    one: Achievement, pathway: Pathway, by_key: Mapping[str, str], by_name: Mapping[str, str]
) -> Match:
    for keys, how in ((one.addresses, Confidence.ADDRESS), (one.codes, Confidence.CODE)):
        for key in keys:
            if (step := by_key.get(_plain(key))) in pathway.by_id:
                return Match(one, str(step), how)
    if (name := _plain(one.name)) in by_name:
        return Match(one, by_name[name], Confidence.NAME)
    hits = search({pathway.id: pathway}, one.name)
    near = [hit.id for hit in hits if hit.where == "title" and hit.id in pathway.by_id]
    return Match(one, near[0] if near else "")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().rstrip("/")).casefold()
