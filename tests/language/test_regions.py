"""Dates, numbers and words of the country that a pathway or a reader names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import START, invoke
from tests.output import plans

from pathplanner.document import View, compose, format_date, format_hours, format_money, speaking
from pathplanner.document.words.wording import format_days_between
from pathplanner.model.plan import Plan

DAY = date(2027, 1, 4)
BAKER = """format: pathplanner/pathway/1
id: baecker
title: Bäcker werden
updated: 2026-01-05
language: {language}
country: AT
currency: EUR
destinations: [geselle]
steps:
  geselle:
    title: Gesellenbrief
    kind: credential
    costs: [{{kind: fee, amount: 1250.50}}]
    duration: 3 months
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("tag", "day", "days", "price", "hours"),
    [
        ("en", "January 4, 2027", "January 4 - January 6, 2027", "EUR 1,234.50", "1,200 hours"),
        ("en-US", "January 4, 2027", "January 4 - January 6, 2027", "EUR 1,234.50", "1,200 hours"),
        ("en-CA", "January 4, 2027", "January 4 - January 6, 2027", "€1,234.50", "1,200 hours"),
        ("en-GB", "4 January 2027", "4 January - 6 January 2027", "€1,234.50", "1,200 hours"),
        ("en-ZZ", "January 4, 2027", "January 4 - January 6, 2027", "€1,234.50", "1,200 hours"),
        (
            "es-ES", "4 de enero de 2027", "4 de enero - 6 de enero de 2027", "€1.234,50",
            "1.200 horas",
        ),
    ],
)  # fmt: skip
def test_a_country_has_its_own_dates(tag: str, day: str, days: str, price: str, hours: str) -> None:
    """The country of a tag decides the order of a date, the marks of a number and a sign."""
    with speaking(tag):
        assert plain(format_date(DAY)) == day
        between = format_days_between(DAY, date(2027, 1, 6))
        assert plain(between).replace("\u2013", "-") == days
        assert plain(format_money(Decimal("1234.5"), "EUR")) == price
        assert plain(format_hours(1200)) == hours


def of_language(own: str) -> Plan:
    plan = plans.coder()
    return evolve(plan, pathway=evolve(plan.pathway, language=own))


@pytest.mark.parametrize(
    ("own", "asked", "day"),
    [
        ("en", "", "January 4, 2027"),
        ("en-GB", "", "4 January 2027"),
        ("en-GB", "en", "4 January 2027"),
        ("en-GB", "en-US", "January 4, 2027"),
        ("en", "en-AU", "4 January 2027"),
        ("de-AT", "", "4 January 2027"),
        ("de", "", "4 January 2027"),
        ("en-GB", "es", "4 de enero de 2027"),
        ("no tag!", "", "January 4, 2027"),
    ],
)
def test_the_page_follows_the_pathway_or_who_reads_it(own: str, asked: str, day: str) -> None:
    """What is asked for goes before what the pathway says; English for Germans has their dates."""
    assert f" {day}" in plain(compose(of_language(own), View(language=asked)).meta)


def test_a_language_without_words_is_told_once() -> None:
    """A pathway in German is printed in English, and one line says so and why."""
    document = compose(of_language("de-AT"))
    notices = document.section("notices")
    assert notices
    told = [line.text for line in notices.blocks[0].items if "German" in line.text]  # type: ignore[union-attr]
    assert told == [
        "This pathway is in German. Its other words and the dates are in English, as there are "
        "none in German yet."
    ]


@pytest.mark.parametrize("own", ["de-AT", "en", "es"])
def test_an_unknown_language_is_an_error_whatever_the_pathway_is_in(place: Path, own: str) -> None:
    """Also where the pathway's own language is the one that is asked for."""
    (place / "baecker.yaml").write_text(BAKER.format(language=own), "utf-8")
    done = invoke("plan", "baecker.yaml", "--goal", "geselle", *START[:2], "--language", "de")
    assert done.exit_code == 2
    assert "--language: There are no words in the language 'de'. Known: en, es." in done.output


@pytest.mark.parametrize(
    ("country", "language", "word"),
    [
        ("US", "en", "You named no state; we took it that"),
        ("CA", "en", "You named no province; we took it that"),
        ("AT", "en", "You named no Land; we took it that"),
        ("GB", "en", "You named no state; we took it that"),
        ("CA", "es", "estado o provincia"),
        ("US", "es", "estado"),
    ],
)
def test_a_state_has_the_word_of_its_country(country: str, language: str, word: str) -> None:
    """What is a state in one country is a province in another; one that is not known stays."""
    plan = plans.coder()
    first, *rest = plan.steps
    first = evolve(first, states=(f"{country}-XX",), state_assumed=True)
    plan = evolve(plan, steps=(first, *rest), pathway=evolve(plan.pathway, country=country))
    section = compose(plan, View(language=language)).section("assumptions")
    assert section
    told = " ".join(line.text for line in section.blocks[0].items)  # type: ignore[union-attr]
    assert word in told
    assert ("provincia" in told) == ("provincia" in word)
