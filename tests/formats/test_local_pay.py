"""Wages of the place where a person lives: whole, right, and used."""

from __future__ import annotations

import csv
import os
import re
from functools import cache
from pathlib import Path

import pytest

import pathplanner as pp
from pathplanner.desk.case import open_case
from pathplanner.desk.request import Request
from pathplanner.formats.local_pay import areas, pay_at, with_local_pay
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.places import STATE_NAMES

FACTS = Path(os.environ.get("FACTS") or Path(__file__).parents[3] / "shared" / "facts")
SAID = re.compile(r"(10th|25th|90th) percentile pay|median annual pay")
FIELDS = {"10th": "low", "25th": "entry", "90th": "high", None: "median"}
PLACES = {"United States": "US", "Texas": "US-TX"}


@cache
def codes() -> frozenset[str]:
    """Return the occupations of all bundled pathways."""
    loaded = (pp.load_pathway(name) for name in bundled_pathways())
    return frozenset(one.id for pathway in loaded for one in pathway.occupations)


def test_each_occupation_is_told_of_the_country_and_most_states() -> None:
    """None of them lacks the country, and each is there for 45 states or more."""
    for code in codes():
        assert pay_at("US", code), code
        known = [state for state in STATE_NAMES if pay_at(state, code)]
        assert len(known) >= 45, code


def test_percentiles_are_in_order() -> None:
    """What the lowest tenth earns is at most what the lowest quarter does, and so on."""
    for place in areas():
        for code in codes():
            pay = pay_at(place, code)
            parts = (pay.low, pay.entry, pay.median, pay.high) if pay else ()
            told = [one.likely for one in parts if one]
            assert told == sorted(told), (place, code)


@pytest.mark.skipif(not FACTS.exists(), reason=f"there is no {FACTS}")
def test_the_table_says_what_was_noted_of_it() -> None:
    """The rows that were noted by hand from the same release are in the files."""
    seen = 0
    with (FACTS / "new-facts.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code, said = row["subject"][:7], SAID.match(row["fact"])
            place = PLACES.get(row["fact"].rpartition(", ")[2])
            if said and place and code in codes():
                pay = pay_at(place, code)
                value = getattr(pay, FIELDS[said[1]])
                assert value.likely == int(row["value"]), row
                seen += 1
    assert seen > 80


def test_who_lives_in_a_state_sees_its_pay() -> None:
    """The plan of a person in Texas has the wages of Texas, with their source."""
    request = Request(
        pathways=("electrician",), start="2027-01-04", state="US-TX", holds=("high-school-diploma",)
    )
    pay = open_case(request).pathway.occupations[0].pay
    assert pay is not None
    assert (pay.area, pay.median.likely, pay.at_first.likely) == ("Texas", 58570, 46670)
    assert pay.source == ("bls-oews-2025",)


def test_a_place_that_is_not_in_the_table_changes_nothing() -> None:
    """Pay stays that of the country where a state or an occupation is not told of."""
    pathway = pp.load_pathway("electrician")
    assert with_local_pay(pathway, "US-AS") == pathway
    assert with_local_pay(pathway, "") is pathway
