"""`pathplanner ask`, and what plan, reach and compare say of what nobody has found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.running import SMALL, invoke

import pathplanner as pp

OPEN = (
    SMALL.replace("costs: 100", "costs: unknown")
    .replace("duration: 3 months", "duration: 3 months\n    costs: 300")
    .replace("study_hours: 20", "duration: 2 months")
)
"""A course of unknown price and hours, and a job that costs 300; either leads to the badge."""

START = ("--start", "2027-01-04")


@pytest.fixture
def open_(place: Path) -> str:
    """Return the file of a pathway with an open price."""
    Path("open.yaml").write_text(OPEN)
    return "open.yaml"


def words(*args: str) -> str:
    """Return what a command prints, on one line."""
    result = invoke(*args)
    assert result.exit_code in (0, 1), result.stderr
    return " ".join(result.stdout.split())


def test_a_question_says_what_to_ask_and_when_it_matters(open_: str) -> None:
    """The value at which another way costs less stands with it, and how to record the answer."""
    said = words("ask", open_, *START, "--prefer", "cheapest")
    assert "what does A course cost (other)?" in said.replace("\u00a0", " ")
    assert "If it is $300 or less, another way costs less, with A course." in said
    assert "pathplanner found course.costs.other ANSWER" in said


def test_json_has_the_questions_and_the_claims(open_: str) -> None:
    """Other programs get each question with its tipping value, and what is claimed."""
    done = invoke("ask", open_, *START, "--prefer", "cheapest", "--json")
    told = json.loads(done.stdout)
    assert told["schema"] == "pathplanner/questions/1"
    assert told["plan"]["status"] == "open"
    (question,) = told["questions"]
    assert (question["step"], question["fact"]) == ("course", "costs.other")
    assert (question["tips_at"], question["above"], question["rival"]) == ("300.01", False, True)
    assert told["claims"]["best"] is False
    (way,) = told["claims"]["could_be_better"]
    assert way["steps"] == ["course", "badge"]


def test_an_answer_changes_the_plan_and_what_changed_is_said(open_: str) -> None:
    """`found` takes the path of the question; below the tipping value the plan is another."""
    Path("me.yaml").write_text(
        "format: pathplanner/learner/1\nprefer: cheapest\nstart: 2027-01-04\n"
    )
    said = words("ask", open_, "--learner", "me.yaml")
    path = re.search(r"pathplanner found (\S+) ANSWER \S+ --learner me.yaml", said)
    assert path
    said = words("found", path[1], "299", open_, "--learner", "me.yaml", "--on", "2026-01-02")
    said = said.replace("\u00a0", " ")
    assert re.search("New in the plan: step [0-9], “A course”", said)
    assert re.search("Found out: the price of step [0-9], “A course”: [$]299[.]", said)
    assert "before none" not in said
    assert "There is nothing to ask" in words("ask", open_, "--learner", "me.yaml")


def test_nothing_to_ask_is_said(place: Path) -> None:
    """Where all is known there is nothing to ask."""
    assert "There is nothing to ask" in words("ask", "small.yaml", *START)


def test_no_plan_has_no_questions(place: Path) -> None:
    """Where no plan fits, it is said why, with the exit status of that."""
    result = invoke("ask", "small.yaml", *START, "--budget", "1")
    assert result.exit_code == 1
    assert "$50" in result.stdout or "$150" in result.stdout


def test_the_plan_on_the_screen_has_no_bare_sum_or_day(open_: str) -> None:
    """Newcomer A8, A20: a sum over an unknown price is at least; the open limits are said."""
    Path("open.yaml").write_text(OPEN.replace("any: [course, job]", "all: [course]"))
    said = words("plan", open_, *START, "--savings", "80", "--futures", "20").replace("\u00a0", " ")
    assert "You pay: at least $50." in said
    assert "You finish: not before March 4, 2027." in said
    assert "Whether your savings pay for it in time is open" in said
    assert "Your savings are enough in" not in said
    assert "In half: at least $50" in said


def test_reach_has_no_bare_sum_or_day(open_: str) -> None:
    """Newcomer A3, A4: what may be later or dearer is not before, at least, or not known."""
    said = words("reach", open_, *START, "--avoid", "job")
    assert "not before 2027-03-04 at least $50" in said
    assert "Not before, at least: some prices, times or hours are not known." in said


def test_more_hours_a_week_are_not_said_to_be_useless(open_: str) -> None:
    """Newcomer A2, A21: where hours are not known, what more of them do is open."""
    said = words("compare", open_, *START, "--avoid", "job", "--what-if", "hours=20")
    told = "The study hours of A course are not known, so what more or fewer hours a week do"
    assert told in said.replace("\u00a0", " ")
    assert "not before" in said


def test_no_other_way_costs_less_is_not_said_beside_one_that_does(place: Path) -> None:
    """Newcomer A13: a free way in the table is not denied below it."""
    text = OPEN.replace("costs: 300", "costs: 0")
    Path("free.yaml").write_text(text)
    plan = pp.plan(pp.load_pathway("free.yaml"), pp.Learner("2027-01-04"))
    assert [step.id for step in plan.steps] == ["course", "badge"]
    page = words("plan", "free.yaml", *START, "-t", "text").replace("\u00a0", " ")
    assert "A job" in page
    assert "No other way" not in page
    assert "Another way could cost less" in page
