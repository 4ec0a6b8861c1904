"""What those complained of who used the commands for the first time, where no other test is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import START, invoke

import pathplanner as pp
from pathplanner.document.interview import greeting, questions

DENTAL = """\
format: pathplanner/pathway/1
id: dental
title: Dental assistant
country: US
destinations: [cda]
steps:
  clinic:
    title: Training at a clinic
    kind: experience
    chosen_by: a dentist
    attendance: part-time
    before: {application: 6 weeks}
    duration: 1 year
    study_hours: 0
  shots:
    title: Vaccinations
    duration: 1 month
  cda:
    title: CDA
    kind: credential
    states: [US-OH]
    requires: [clinic, shots]
    costs: {exam: 450}
"""


@pytest.fixture
def dental(place: Path) -> Path:
    """Return a folder with a small pathway of Ohio."""
    (place / "dental.yaml").write_text(DENTAL)
    return place


def said(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_start_asks_of_life_first_and_not_of_languages() -> None:
    """D1, D6: the first question was of languages; none was of a deadline, age or grants."""
    asked = [prompt.flag for prompt in questions()]
    assert asked[0] == "pathway"
    assert {"deadline", "birth-date", "funding", "state", "prefer"} <= {*asked}
    assert all(prompt.help for prompt in questions())
    assert any("--language es" in line for line in greeting())


def test_start_names_the_command_that_lists_what_else_is_in_reach(place: Path) -> None:
    """A7: whoever asked for a job never heard of a credential that is two months away."""
    made = invoke("start", "--pathway", "small.yaml", *START, "--name", "Ann", "-o", "a.md")
    args = made.stdout.partition("What else you can reach, and when: pathplanner ")[2].split()
    assert args[0] == "reach"
    listed = invoke(*args)
    assert (listed.exit_code, "A badge (badge)" in listed.stdout) == (0, True), listed.stderr


def test_an_unknown_language_is_told_with_those_that_there_are(place: Path) -> None:
    """C7: nothing is made half in another language, and the languages are named."""
    made = invoke("plan", "small.yaml", *START, "--language", "so", "-o", "a.md")
    assert (made.exit_code, (place / "a.md").exists()) == (2, False)
    assert "There are no words in the language 'so'. Known: en, es." in said(made.stderr)


def test_where_the_price_of_an_exam_stands_is_told(dental: Path) -> None:
    """D18: the author had to guess that it is a cost of the step."""
    text = DENTAL.replace("costs: {exam: 450}", "exam: {price: 450}")
    (dental / "dental.yaml").write_text(text)
    checked = invoke("check", "dental.yaml")
    assert checked.exit_code == 2
    assert "What an exam costs stands in the costs of its step: costs: {exam: 100}." in said(
        checked.stderr + checked.stdout
    )


def test_no_hours_of_study_are_no_odd_number(dental: Path) -> None:
    """D19: zero hours, which say that nothing is learned, were told to be implausible."""
    checked = invoke("check", "dental.yaml")
    assert checked.exit_code == 0, checked.stderr
    assert "PP206" not in checked.stdout + checked.stderr
    (dental / "dental.yaml").write_text(DENTAL.replace("study_hours: 0", "study_hours: 0-90000"))
    checked = invoke("check", "dental.yaml")
    assert "PP206" in checked.stdout + checked.stderr


def test_who_must_choose_how_one_attends_and_where_it_counts_can_be_said(dental: Path) -> None:
    """D20: no word for an employer's choice, part-time or waiting, nor for another state."""
    flags = ("--start", "2027-01-04", "--hours", "20")
    page = said(invoke("plan", "dental.yaml", *flags, "--state", "Ohio", "-t", "text").stdout)
    assert "counts on it that a dentist chooses you" in page
    assert "Vaccinations" in page
    assert "February 16, 2027" in page
    away = invoke("plan", "dental.yaml", *flags, "--state", "US-TX")
    assert (away.exit_code, "does not count in your state" in said(away.stdout)) == (1, True)


@pytest.mark.parametrize(
    "make",
    [
        lambda: pp.Step("", "T"),
        lambda: pp.Pathway("", "P", [pp.Step("x", "T")]),
        lambda: pp.Learner("2027-01-04", hours_per_week=-3),
        lambda: pp.Learner("soon"),
        lambda: pp.Duration(3, 2, 1),
    ],
)
def test_bad_values_are_one_kind_of_error(make: object) -> None:
    """D28: ValueError, TypeError and InputError were mixed for values that cannot be."""
    with pytest.raises(pp.InputError) as caught:
        make()  # type: ignore[operator]
    assert str(caught.value).strip()
