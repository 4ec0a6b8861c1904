"""Pages and tables say how a price, a length or hours is known."""

from __future__ import annotations

import csv
import io
from typing import Any

import pathplanner as pp
from pathplanner.document import Audience, Table, compose, compose_workbook, redact
from pathplanner.formats import plan_to_json, read_pathway

PATHWAY = """\
format: pathplanner/pathway/1
id: baker
title: Baker
destinations: b
sources:
  s1: {title: Prices, publisher: School}
  s2: {title: Averages, publisher: Office}
facts:
  average: {title: Average tuition, amount: 2000, source: s2}
steps:
  b:
    title: Course B
    source: s1
    costs:
      tuition: {estimate: 1800-2900, from: average, reason: The same kind of course.}
      books: 100
    study_hours: {estimate: 60-100, from: average, reason: As long}
    duration: {estimate: 3-5 months, from: average, reason: As long}
"""
FACTS = {"b.costs.books": 90}


def made(**learner: Any) -> pp.Plan:
    return pp.plan(read_pathway(PATHWAY), pp.Learner(start="2027-01-04", **learner))


def words(plan: pp.Plan, fmt: str = "checklist") -> str:
    return " ".join(pp.render(plan, fmt).decode().replace("\xa0", " ").split())


def test_an_estimate_reads_as_one_with_its_ends_and_what_it_comes_from() -> None:
    """Price, length and hours each say estimate, low and high; the fact's source is marked."""
    text = words(made())
    assert "Tuition (estimate: $1,800 to $2,900); You pay: about $2,350" in text
    assert "Length: about 4 months (estimate: 3 to 5 months) " in text
    assert "Study: about 80 hours (estimate: 60 to 100 hours)" in text
    assert (
        "Tuition is an estimate from: Average tuition, $2,000. The same kind of course. [2]" in text
    )
    assert "1 payment is an estimate." in text


def test_what_a_fact_says_itself_is_not_said_again() -> None:
    """A fact whose title tells its value stands alone; one that tells another has it, too."""
    file = PATHWAY.replace("title: Average tuition", "title: 'On average, $2,000 a year'")
    text = words(pp.plan(read_pathway(file), pp.Learner("2027-01-04")))
    assert "an estimate from: On average, $2,000 a year. The same" in text
    other = file.replace("$2,000 a year", "not $12,000 a year")
    assert "$12,000 a year, $2,000." in words(
        pp.plan(read_pathway(other), pp.Learner("2027-01-04"))
    )


def test_no_sources_mark_stands_on_an_estimate() -> None:
    """The step's own source, which states the books, speaks for no estimate of it."""
    cards = [block for section in compose(made()).sections if section.id == "steps"
             for block in section.blocks]  # fmt: skip
    [card] = cards
    marks = {fact.label: fact.value.marks for fact in card.facts}  # type: ignore[union-attr]
    assert marks["Length"] == marks["Study"] == ()
    money = compose(made()).section("money")
    assert money
    table = money.blocks[0]
    assert isinstance(table, Table)
    tuition, books = (row[1].marks for row in table.rows)
    assert (tuition, books) == ((), (1,))


def test_an_own_fact_says_who_said_it_and_when() -> None:
    """What was found out reads as that, with whom and the day, on pages and in calendars."""
    said = pp.model.Said("school, phone", "2027-01-02")
    own = pp.model.OwnFact("b", "costs.tuition", 1895, said)
    plan = made(facts=[own])
    told = "Tuition (found out: school, phone, January 2, 2027); You pay: $1,895"
    assert told in words(plan)
    assert "$1,800" not in words(plan)


def test_tables_have_the_grade() -> None:
    """CSV has the least sure grade of a step's prices; the workbook has each payment's."""
    [row] = csv.DictReader(io.StringIO(pp.render(made(facts=FACTS), "csv").decode()))
    assert (row["cost_grade"], row["study_hours_grade"]) == ("estimated", "estimated")
    own = {"b.costs.tuition": 1895, "b.study_hours": 50}
    [row] = csv.DictReader(io.StringIO(pp.render(made(facts=own), "csv").decode()))
    assert (row["cost_grade"], row["study_hours_grade"]) == ("yours", "yours")
    rows = compose_workbook(made(facts=FACTS)).payments.rows
    assert [row[-1] for row in rows] == ["estimate", "found out"]


def test_others_do_not_get_what_the_plan_does_not_use() -> None:
    """A funder's copy holds no list of what the person found out; the person's own does."""
    plan = made(facts=FACTS)
    assert "costs.books" in plan_to_json(plan)
    assert "costs.books" not in plan_to_json(redact(plan, Audience.FUNDER))


def test_a_sum_of_hours_that_rests_on_an_estimate_is_about_so_many() -> None:
    """The first page says about, as of money, and not where somebody found out the hours."""
    assert "You study: **about 80 hours**. At most" in words(made())
    found = made(facts=[pp.model.OwnFact("b", "study_hours", 70)])
    assert "You study: **70 hours**. At most" in words(found)
