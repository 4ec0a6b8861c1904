"""`pathplanner compare`: ways, circumstances and people beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, START, invoke
from tests.cli.terminal import on_terminal

import pathplanner as pp
from pathplanner.document.comparison import compare_plans

ARGS = ("compare", "small.yaml", *START)


def rows(*args: str) -> list[str]:
    done = invoke(*ARGS, *args)
    assert (done.exit_code, done.stderr) == (0, ""), done.stderr
    return [" ".join(line.replace("\u00a0", " ").split()) for line in done.stdout.splitlines()]


def test_the_ways(place: Path) -> None:
    """Without more, the ways of which none is beaten are compared with the one that is taken."""
    assert rows() == [
        "Way You finish on You pay Steps What is different",
        "your plan January 18, 2027 $150 2 -",
        "way 2 April 4, 2027 $50 2 You would finish about 2 months later and pay $100 less. "
        "With: A job. Without: A course.",
    ]


def test_what_if(place: Path) -> None:
    """Each set of changes has a row, which tells what is different and nothing else."""
    found = rows(
        "--what-if", "hours=5", "--what-if", "start=2027-08-02, prefer=cheapest",
        "--what-if", "budget=1", "--what-if", "goal=course",
    )  # fmt: skip
    assert found[2:] == [
        "study 5 hours a week February 1, 2027 $150 2 You would finish 14 days later. "
        "The same steps.",
        "start on August 2, 2027 and look for the lowest cost November 2, 2027 $50 2 You would "
        "finish about 9 months later and pay $100 less. With: A job. Without: A course.",
        "pay $1 at most - - - No plan fits.",
        "reach A course January 18, 2027 $100 1 You would pay $50 less. Without: A badge.",
    ]


def test_every_change_has_plain_words(place: Path) -> None:
    """Whatever may be changed is said as a person would; a change of nothing has a number."""
    said = {
        "savings=150": "have $150 at the start",
        "savings=150,monthly=20": "have $150 at the start and add $20 each month",
        "deadline=2027-05-01": "finish by May 1, 2027",
        "state=us-tx": "live in US-TX",
        "avoid=job": "avoid A job",
        "insist=job": "take A job",
        "have=course": "have done A course",
        "hours=10": "way 9",
    }
    flags = [part for changes in said for part in ("--what-if", changes)]
    for row, words in zip(rows("--hours", "10", *flags)[2:], said.values(), strict=True):
        assert row.startswith(f"{words} "), row


def test_the_words_for_changes_are_translated(place: Path) -> None:
    """They are in the language of the answer."""
    changes = "start=2027-08-02,hours=5,budget=900,deadline=2029-01-01"
    done = invoke("compare", PATHWAY, *START, "--what-if", changes, "--language", "es")
    assert (
        done.stdout.splitlines()[2]
        .replace("\u00a0", " ")
        .startswith(
            "empezar el 2 de agosto de 2027, estudiar 5 horas por semana, pagar $900 como máximo y "
            "terminar a más tardar el 1 de enero de 2029 "
        )
    )


def test_several_people(place: Path) -> None:
    """Other learner files have rows too; a price or time that is not known is said."""
    small = Path("small.yaml").read_text().replace("exam: 50", "exam: unknown")
    Path("small.yaml").write_text(small.replace("study_hours: 20", "duration: unknown"))
    for name, more in (("Ana", "holds: [course]"), ("Bo", "budget: 3"), ("", "hours_per_week: 3")):
        text = f"format: pathplanner/learner/1\nname: '{name}'\nstart: 2027-01-04\n{more}\n"
        Path(f"{name or 'no'}.yaml").write_text(text)
    found = rows("--learner", "Ana.yaml", "--and", "Bo.yaml", "--and", "no.yaml")
    assert found[1] == "Ana January 4, 2027 at least $0 (1 price not known) 1 -"
    assert found[2].startswith("Bo ")
    assert found[3].startswith("no ")
    assert any("not before January 4, 2027" in row for row in rows("--avoid", "job"))


def test_json(place: Path) -> None:
    """Other programs get every value and the sentences."""
    done = invoke(*ARGS, "--what-if", "hours=5", "--json")
    found = json.loads(done.stdout)
    assert (found["schema"], found["currency"]) == ("pathplanner/comparison/1", "USD")
    assert found["compared"][1] == {
        "name": "study 5 hours a week",
        "finish": "2027-02-01",
        "out_of_pocket": "150",
        "unknown_prices": 0,
        "unknown_lengths": 0,
        "finish_not_before": False,
        "cost_at_least": False,
        "steps": ["course", "badge"],
        "different": ["You would finish 14 days later.", "The same steps."],
        "what_if": "hours=5",
    }
    assert "what_if" not in found["compared"][0]


def test_nothing_is_possible(place: Path) -> None:
    """Status 1, and the first of two ways out is told."""
    done = invoke(*ARGS, "--budget", "1")
    assert (done.exit_code, "your plan" in done.stdout) == (1, True)
    done = invoke(*ARGS, "--budget", "1", "--what-if", "budget=50")
    assert (done.exit_code, "There is a plan that fits." in done.stdout) == (0, True)


def test_bad_input(place: Path) -> None:
    """All that is wrong is told at once."""
    done = invoke(
        *ARGS, "--what-if", "hors=3", "--what-if", "hours=999", "--what-if", "start",
        "--and", "none.yaml",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (2, "")
    for words in (
        "There is nothing called 'hors' to change. Did you mean hours?",
        "Must be from 0 to 168, not 999.",
        "start has no value.",
        "none.yaml: There is no such file.",
    ):
        assert words in done.stderr


@pytest.mark.parametrize(("color", "has_lines"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_on_a_terminal(place: Path, color: dict[str, str], has_lines: bool) -> None:
    """A person on a terminal sees a table with lines, and plain columns where NO_COLOR is set."""
    text = on_terminal(100, *ARGS, **color)
    assert ("╭" in text) == has_lines
    assert "way 2" in text


@pytest.mark.parametrize("name", ["pdf", "docx", "web", "checklist", "typst", "text"])
def test_a_page(place: Path, name: str) -> None:
    """Every format of pages shows the comparison, and the same one each time."""
    flags = ("--what-if", "hours=5", "-t", name, "-o")
    for file in ("one.out", "two.out"):
        done = invoke(*ARGS, *flags, file)
        assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    assert Path("one.out").read_bytes() == Path("two.out").read_bytes()
    if name in ("text", "web", "checklist"):
        words = " ".join(Path("one.out").read_text().replace("\u00a0", " ").split())
        assert "14 days later" in words
        assert "study 5 hours a week" in words
        assert "hours=5" not in words


@pytest.mark.parametrize("name", ["csv", "ics", "json", "mermaid", "dot", "xlsx"])
def test_a_format_that_cannot_compare(place: Path, name: str) -> None:
    """A format that cannot show plans beside each other says so and writes nothing."""
    done = invoke(*ARGS, "-t", name, "-o", "page.out")
    assert (done.exit_code, Path("page.out").exists()) == (2, False)
    assert f"The format {name} cannot show plans beside each other." in done.stderr


def test_a_funder_is_not_told_of_a_budget(place: Path) -> None:
    """What a change says of a person's money is not told to others; hours of study are."""
    flags = ("--what-if", "budget=77,hours=5", "--what-if", "budget=78", "-t", "text")
    found = [
        " ".join(invoke(*ARGS, *flags, *more).stdout.replace("\u00a0", " ").split())
        for more in ((), ("-O", "audience=funder"))
    ]
    assert "Way: study 5 hours a week and pay $77 at most;" in found[0]
    assert "Way: study 5 hours a week;" in found[1]
    assert " Study 5 hours a week .." in found[1]
    assert "Way: way 3;" in found[1]
    assert not any(number in found[1] for number in ("77", "78"))


def test_the_first_has_no_plan(place: Path) -> None:
    """A first plan that cannot be is said to be so; one that was not found is not called that."""
    found = rows("--budget", "1", "--what-if", "budget=2", "--what-if", "budget=900")
    assert [row.partition(" - ")[2] for row in found[1:3]] == ["- - No plan fits."] * 2
    assert found[3].endswith("There is a plan that fits.")
    pathway = pp.load_pathway("medical-biller-and-coder")
    learner = pp.Learner(start="2027-01-04", hours_per_week=8, savings=300, monthly=0)
    found = compare_plans([("Ana", pp.plan(pathway, learner, goal="cpc", effort=0))])
    assert found[0].different == ("No plan was found yet.",)
