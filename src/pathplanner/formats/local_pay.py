"""What occupations pay where a person lives, and how many such jobs there will be.

The wages are those of the U.S. Bureau of Labor Statistics (Occupational Employment and Wage
Statistics, May 2025), which are in the public domain; `scripts/oews_pay.py` made the files from
them. What the states expect is in `outlook.csv`, so far for registered nurses only: a row more is
all that another state or occupation takes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources

from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.model.occupation import Occupation, Outlook, Pay
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


OUTLOOK_PERIOD = "2024-34"
OUTLOOK_SOURCE = Source(
    id="projections-central-2034",
    publisher="Projections Central",
    title="Long-term occupational projections of the states, 2024-34",
    url="https://public.projectionscentral.org/Projections/LongTermRestJson/all/29-1141",
    checked="2026-09-11",
    note="Each state makes its own; they are gathered here. Copy of September 11, 2026.",
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


def outlook_at(place: str, occupation: str) -> Outlook | None:
    """Return how many such jobs a state expects; None where nothing is told of it.

    Args:
        place: A state's ISO 3166-2 code, such as `US-TX`, or `US` for the country.
        occupation: Its SOC code.
    """
    row = _outlooks().get((place, occupation))
    if row is None:
        return None
    return Outlook(
        growth=int(Decimal(row["growth"]).quantize(Decimal(1), ROUND_HALF_UP)),
        period=OUTLOOK_PERIOD,
        jobs=int(row["jobs"]),
        change=int(row["change"]),
        openings=int(row["openings"]),
        area=state_name(place) if "-" in place else areas()[place],
        source=(OUTLOOK_SOURCE.id,),
    )


def with_local_pay(pathway: Pathway, place: str) -> Pathway:
    """Return a pathway whose occupations pay what they do in a place, with its outlook.

    Where the place or an occupation is not in a table, its pay or its outlook stays as it is.
    """
    found = tuple(_there(one, place) for one in pathway.occupations) if place else ()
    if not place or found == pathway.occupations:
        return pathway
    cited = {
        name for one in found for part in (one.pay, one.outlook) if part for name in part.source
    }
    known = {source.id for source in pathway.sources}
    more = [one for one in (SOURCE, OUTLOOK_SOURCE) if one.id in cited - known]
    return evolve(pathway, occupations=found, sources=(*pathway.sources, *more))


def _there(occupation: Occupation, place: str) -> Occupation:
    pay, outlook = pay_at(place, occupation.id), outlook_at(place, occupation.id)
    return evolve(occupation, pay=pay or occupation.pay, outlook=outlook or occupation.outlook)


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


@lru_cache(maxsize=10_000)
def area_of(place: str) -> str:
    """Return the code of the area that a town with its state names, such as `Austin, TX`, or ""."""
    return _by_town().get(" ".join(place.casefold().split()), "")


@cache
def _by_town() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, name in areas().items():
        for town in _called(name) if code.isdigit() else ():
            if ", " in town and found.setdefault(town, code) != code:
                found[town] = ""
    return found


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


@cache
def _outlooks() -> Mapping[tuple[str, str], dict[str, str]]:
    return {(row["place"], row["occupation"]): row for row in _table("outlook.csv")}


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("pathplanner").joinpath(*FOLDER, name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
