"""Wages of the place where a person lives: whole, right, and used."""

from __future__ import annotations

import csv
import os
import re
import runpy
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import invoke

import pathplanner as pp
from pathplanner.desk.case import open_case
from pathplanner.desk.request import Request
from pathplanner.document import Audience
from pathplanner.document.redaction import redact
from pathplanner.formats.bundled import bundled_pathways
from pathplanner.formats.local_pay import areas, outlook_at, pay_at, to_area, with_local_pay
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


def test_each_state_expects_so_many_nurses() -> None:
    """All states, D.C. and three territories; growth is what the change is of the jobs."""
    told = {state: outlook_at(state, "29-1141") for state in STATE_NAMES}
    known = {state: one for state, one in told.items() if one}
    assert len(known) == 54
    for state, one in known.items():
        share = 100 * one.change / one.jobs
        assert abs(one.growth - share) <= (0.6 if one.jobs > 1000 else 1.5), state


def test_the_country_is_expected_as_the_handbook_has_it() -> None:
    """The table's row of the country is what the pathway says of it."""
    table = outlook_at("US", "29-1141")
    (nurse,) = (o for o in pp.load_pathway("registered-nurse").occupations if o.id == "29-1141")
    parts = ("growth", "period", "jobs", "change", "openings")
    assert table is not None
    assert [getattr(table, one) for one in parts] == [getattr(nurse.outlook, one) for one in parts]


def test_who_lives_in_a_state_sees_what_it_expects() -> None:
    """The plan says so with the state and the source; a job without a row keeps the country's."""
    request = Request(
        pathways=("registered-nurse",), start="2027-01-04", state="US-OH",
        holds=("high-school-diploma",),
    )  # fmt: skip
    case = open_case(request)
    found = {one.id: one.outlook for one in case.pathway.occupations}
    nurse = found["29-1141"]
    assert (nurse.growth, nurse.area, nurse.openings) == (2, "Ohio", 7190)
    assert found["29-2061"].area == ""
    done = invoke("plan", "registered-nurse", "--state", "OH", "--start", "2027-01-04",
        "--have", "high-school-diploma", "-t", "checklist")  # fmt: skip
    words = " ".join(done.stdout.split())
    assert "139,710 jobs at the start; about 7,190 openings a year (Ohio)" in words
    assert "Projections Central. Long-term occupational projections of the states" in words


def test_the_outlook_of_the_country_is_not_read_as_that_of_a_state() -> None:
    """Beside the pay of their state people learn that it is not, and where the state says it."""
    plan = ("plan", "pharmacy-technician", "--start", "2027-01-04", "--have",
        "high-school-diploma", "-t", "checklist")  # fmt: skip
    here, anywhere = (
        " ".join(invoke(*plan, *more).stdout.split()) for more in (("--state", "OH"), ())
    )
    told = "(the whole country; for your state look at projectionscentral.org)"
    assert told in here
    assert told not in anywhere


def test_a_place_that_is_not_in_the_table_changes_nothing() -> None:
    """Pay stays that of the country where a state or an occupation is not told of."""
    pathway = pp.load_pathway("electrician")
    assert with_local_pay(pathway, "US-AS") == pathway
    assert with_local_pay(pathway, "") is pathway


@pytest.mark.parametrize("text", ["18140", "Columbus, OH", "columbus,  oh"])
def test_an_area_has_a_code_and_a_name(text: str) -> None:
    """One area by all that it is called."""
    assert to_area(text) == "18140"


def test_a_town_is_enough_where_only_one_area_has_it() -> None:
    """The short name counts; where several areas have it, the message names them."""
    assert areas()[to_area("dallas")] == "Dallas-Fort Worth-Arlington, TX"
    with pytest.raises(pp.InputError, match="Columbus, GA-AL or Columbus, IN or Columbus, OH"):
        to_area("Columbus")
    with pytest.raises(pp.InputError, match="Dallas-Fort Worth-Arlington"):
        to_area("Dalles")
    with pytest.raises(pp.InputError, match="name a larger town"):
        to_area("Narnia")


def test_who_names_an_area_sees_its_pay() -> None:
    """The area wins over the state; a wrong one is refused, at its line."""
    text = "format: pathplanner/learner/1\nstart: 2027-01-04\nstate: OH\narea: Columbus, OH\n"
    who = pp.read_learner(text)
    pay = open_case(Request(pathways=("electrician",), learner=who)).pathway.occupations[0].pay
    assert pay is not None
    assert pay.area == "Columbus, OH"
    wrong = Request(pathways=("electrician",), learner=evolve(who, area="Atlantis"))
    with pytest.raises(pp.InputError) as caught:
        open_case(wrong)
    assert [fault.path for fault in caught.value.faults] == ["area"]


def test_an_employer_is_not_told_the_area() -> None:
    """It says where a person lives, as the state does."""
    who = pp.Learner("2027-01-04", state="OH", area="Columbus, OH", holds="high-school-diploma")
    case = open_case(Request(pathways=("pharmacy-technician",), learner=who))
    plan = pp.plan(case.pathway, case.learner)
    assert redact(plan, Audience.EMPLOYER).learner.area == ""
    assert "Columbus" not in str(pp.plan_to_json(redact(plan, Audience.EMPLOYER)))
    assert redact(plan, Audience.FUNDER).learner.area == "Columbus, OH"


@pytest.mark.parametrize(
    ("code", "cells", "pay"),
    [
        ("47-2111", {"472111": "42640 49430 63190 108510"}, "42640 49430 63190 108510"),
        # Four is not by the year, five is above the highest, eight is not released: all print "-".
        ("47-2111", {"472111": "42640 - 63190 -"}, "42640  63190 "),
        ("47-2111", {"472111": "- - - -"}, "   "),
        # Published only as a part of a broader one, under the code that ends in 0.
        ("31-1121", {"311120": "27430 31000 34900 44190"}, "27430 31000 34900 44190"),
        ("31-1121", {}, "   "),
    ],
)
def test_wages_are_read_from_the_table_as_it_is_published(
    code: str, cells: dict[str, str], pay: str
) -> None:
    """What is withheld stays empty, and what stands under a broader code is found there."""
    script = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "oews_pay.py"))
    with closing(sqlite3.connect(":memory:")) as table:
        table.execute("create table cell (key text, v11 text, v12 text, v13 text, v15 text)")
        for digits, wages in cells.items():
            row = (f"OEUN0000000000000{digits}", *wages.split())
            table.execute("insert into cell values (?, ?, ?, ?, ?)", row)
        assert script["pay_of"](table, "N", "0000000", code) == pay.split(" ")
