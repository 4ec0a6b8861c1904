"""What occupations pay where a person lives: wages of each state and area, May 2025.

The wages are those of the U.S. Bureau of Labor Statistics (Occupational Employment and Wage
Statistics), which are in the public domain; `scripts/oews_pay.py` made the files from them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources

from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.model.occupation import Occupation, Pay
from pathplanner.model.pathway import Pathway
from pathplanner.model.places import state_name
from pathplanner.model.quantity import to_known_estimate
from pathplanner.model.source import Authority, Source

FOLDER = ("data", "pay")
PERIOD = "May 2025"
LIKE = 0.75
"""Less alike than this, a name is no slip of the pen."""

SOURCE = Source(
    id="bls-oews-2025",
    publisher="U.S. Bureau of Labor Statistics",
    title="Occupational Employment and Wage Statistics, May 2025",
    url="https://download.bls.gov/pub/time.series/oe/oe.data.0.Current",
    date="2026-05-15",
    authority=Authority.PRIMARY,
    note="The text of the handbook still has May 2024. Self-employed people are not counted.",
)


def pay_at(place: str, occupation: str) -> Pay | None:
    """Return what an occupation pays in a place; None where nothing is told of it.

    Args:
        place: A state's ISO 3166-2 code, such as `US-TX`, or the code of an area, such as
            `18140` for Columbus, Ohio.
        occupation: Its SOC code.
    """
    row = _rows().get((place, occupation))
    if row is None:
        return None
    low, entry, median, high = (to_known_estimate(int(one)) if one else None for one in row)
    if median is None:
        return None
    return Pay(
        median=median,
        low=low,
        entry=entry,
        high=high,
        period=PERIOD,
        area=state_name(place) if "-" in place else areas()[place],
        source=(SOURCE.id,),
    )


def with_local_pay(pathway: Pathway, place: str) -> Pathway:
    """Return a pathway whose occupations pay what they do in a place.

    Where the place or an occupation is not in the table, its pay stays as it is.
    """
    found = tuple(_there(one, place) for one in pathway.occupations) if place else ()
    if not place or found == pathway.occupations:
        return pathway
    sources = pathway.sources
    if SOURCE.id not in {source.id for source in sources}:
        sources = (*sources, SOURCE)
    return evolve(pathway, occupations=found, sources=sources)


def _there(occupation: Occupation, place: str) -> Occupation:
    pay = pay_at(place, occupation.id)
    return evolve(occupation, pay=pay) if pay else occupation


def to_area(text: str) -> str:
    """Return the code of an area from its code or name.

    A name may leave out the states, or all but one of the towns, where it is the only such one.

    Raises:
        InputError: There is no such area, or several; the message names what is near.
    """
    wanted = " ".join(text.split())
    if wanted in areas():
        return wanted
    named = {name: code for code, name in areas().items() if code.isdigit()}
    plain = wanted.casefold()
    found = [name for name in named if name.casefold() == plain]
    found = found or [name for name in named if plain in _called(name)]
    if len(found) == 1:
        return named[found[0]]
    near = found[:5] or list(_near(plain, named))
    hint = f"Write {' or '.join(near)}." if near else "Leave it out, or name a larger town."
    told = "may be one of several areas" if found else "is no area in the table of wages"
    raise InputError([Fault(f"{text!r} {told}.", "area", hint)])


def _near(plain: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the one area that is called most like a text, if any is like it at all."""
    called = {other: name for name in names for other in _called(name)}
    for other in get_close_matches(plain, called, n=1, cutoff=LIKE):
        yield called[other]


def _called(name: str) -> set[str]:
    """Return what else an area is called: each town of its name, alone and with each state."""
    towns, _, states = name.casefold().rpartition(", ")
    each = {towns, *towns.split("-")}
    return each | {f"{town}, {state}" for town in each for state in states.split("-")}


@cache
def areas() -> Mapping[str, str]:
    """Return the names of all places in the table by their codes."""
    return {row["place"]: row["name"] for row in _table("places.csv")}


@cache
def _rows() -> Mapping[tuple[str, str], tuple[str, str, str, str]]:
    return {
        (row["place"], row["occupation"]): (row["low"], row["entry"], row["median"], row["high"])
        for row in _table("pay.csv")
    }


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("pathplanner").joinpath(*FOLDER, name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
