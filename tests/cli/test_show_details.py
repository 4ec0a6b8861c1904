"""`pathplanner show PATHWAY STEP` and the rest that `show PATHWAY` tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import invoke

PATHWAY = """\
format: pathplanner/pathway/1
id: barber
title: Barber
note: Rules differ by state.
destinations: [job]
sources:
  board:
    {publisher: State Board, title: Fees, url: "https://a.org", date: 2026-07, authority: primary}
  copy: {publisher: Somebody, title: A copy, url: "https://example.org/copy", weak: true}
facts:
  hour: {title: An hour of class asks for two outside, source: copy}
bodies:
  board: {name: State Board of Barbers, about: It gives the license., source: board}
occupations:
  39-5011:
    title: Barbers
    source: board
    pay: {median: 38960, low: 24620, high: 66530, period: May 2025}
    settings: [{name: Personal care services, percent: 90}]
    skills: ["Stamina: stand most of the day"]
news:
  - {text: The written test is in Spanish too., source: board, steps: license}
  - The board has moved.
steps:
  school:
    title: Barber school
    kind: program
    study_hours: {estimate: 900-1500, from: hour, reason: The classes take 500 hours.}
    costs: [{kind: tuition, amount: 9000, every: 1 year, discounts: {license: 8000}}]
    source: board
  license:
    title: Barber license
    kind: license
    body: board
    requires: school
    recommends: {requirement: school, by: the board, note: At a good one.}
    duration: {span: 2 weeks, note: By mail.}
    dues: {amount: 5, every: 1 year}
    exam:
      questions: 50 questions
      minutes: 90
      pass_mark: 70 percent
      pass_rate: 61
      retake_wait: 30 days
      retake_fee: 20
      schedule_within: 60 days
      note: In Spanish too.
    renewal: {every: 2 years, units: 8, fee: 60, late_fee: 10, grace: 30 days, note: By mail.}
    minimum_age: 16
    states: [US-TX]
    pay: 40000
    proof: License
    url: https://example.org/license
    note: Ask the board.
    source: copy
  job: {title: Work as a barber, kind: job, occupation: 39-5011, requires: license, source: board}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A pathway in which everything that can be said of a step is said once."""
    path = tmp_path / "barber.yaml"
    path.write_text(PATHWAY, "utf-8")
    return str(path)


def told(*arguments: str) -> str:
    """Return what is printed, with one space between words."""
    return " ".join(invoke("show", *arguments).stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        "Barber license (license)",
        "Body: State Board of Barbers. It gives the license.",
        "Needs: school.",
        "Advised: school (advised by the board). At a good one.",
        "Length: 2 weeks. By mail.",
        "Dues: $5, every 1 year",
        "Exam: 50 questions; 1 hour 30 minutes",
        "To pass: 70 percent",
        "Pass at the first try: 61%",
        "Wait before another try: 30 days",
        "Another try costs: $20",
        "Take it within: 60 days",
        "To keep it: every 2 years: 8 units; fee $60",
        "Late by at most: 30 days",
        "Late fee: $10",
        "Minimum age: 16",
        "Counts only in: US-TX",
        "Pay: $40,000 a year",
        "Good to know: Ask the board.",
        "What changed: The written test is in Spanish too. [",
        "Counts for: Work as a barber (job)",
        "second-hand, weak: do not rely on this page alone. https://example.org/copy",
        "State Board. Fees. July 2026; first-hand. https://a.org",
    ],
)
def test_all_that_is_known_of_a_step_is_told(file: str, words: str) -> None:
    """Needs, prices, exam, renewal, news and sources stand there, each with its name."""
    assert words in told(file, "license")


def test_an_estimate_is_told_with_its_reason_and_facts(file: str) -> None:
    """Low and high, why, from which facts, and who states them."""
    text = told(file, "school")
    assert "Study: about 1,200 hours (estimate: 900 to 1,500 hours)" in text
    assert "The classes take 500 hours. From: An hour of class asks for two outside [" in text
    assert "$9,000, again after each 1 year; $8,000 for those who hold license" in text


def test_a_step_as_json(file: str) -> None:
    """The same for programs."""
    tree = json.loads(invoke("show", file, "license", "--json").stdout)
    assert (tree["schema"], tree["pathway"]) == ("pathplanner/step/1", "barber")
    assert tree["step"]["exam"]["minutes"] == 90


@pytest.mark.parametrize(
    "words",
    [
        "Rules differ by state.",
        "Barbers (39-5011)",
        "middle $38,960, lowest tenth $24,620, highest tenth $66,530, May 2025.",
        "Where: Personal care services 90%.",
        "Skill: Stamina: stand most of the day",
        "State Board of Barbers. It gives the license.",
        "The board has moved.",
    ],
)
def test_a_pathway_tells_of_the_work_the_bodies_and_what_changed(file: str, words: str) -> None:
    """They stand below the steps."""
    text = told(file)
    assert text.index("Work as a barber (job)") < text.index(words)


def test_a_step_that_is_not_there(file: str) -> None:
    """The nearest is named."""
    done = invoke("show", file, "licence")
    assert done.exit_code == 2
    assert "Did you mean license?" in done.stderr


def test_a_step_is_no_diagram(file: str) -> None:
    """Only a whole pathway is drawn."""
    done = invoke("show", file, "license", "--format", "dot")
    assert done.exit_code == 2
    assert "A single step is shown as a tree or as json." in done.stderr


def test_news_about_a_step_that_is_not_there(tmp_path: Path) -> None:
    """It is a fault of the file, with its place and the nearest step."""
    path = tmp_path / "barber.yaml"
    path.write_text(PATHWAY.replace("steps: license}", "steps: [school, licence]}"), "utf-8")
    done = invoke("check", str(path))
    assert done.exit_code == 2
    assert "news[0].steps[1]" in done.stdout + done.stderr
    assert "Did you mean license?" in done.stdout + done.stderr


def test_news_stand_on_the_steps_of_a_plan(file: str) -> None:
    """The card of the step tells it with its source, and no other card does."""
    done = invoke(
        "plan", file, "--start", "2027-01-04", "--hours", "60", "--state", "US-TX", "-t", "text"
    )
    text = " ".join(done.stdout.split())
    assert text.count("What changed: The written test is in Spanish too.") == 1
    assert "The board has moved" not in text
