"""`pathplanner reach` and `plan --with`: one person, one or several pathways."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, SMALL, START, invoke, run

OTHER = SMALL.replace("id: small", "id: other").replace("title: Small", "title: Other")
OTHER = OTHER.replace("destinations: [badge]", "destinations: [office]")
OTHER += "  office:\n    title: An office\n    kind: job\n    requires: badge\n    pay: 40000\n"


@pytest.fixture
def both(place: Path) -> Path:
    """Return the folder with a second pathway that shares all of the first."""
    (place / "other.yaml").write_text(OTHER)
    return place


def test_the_table(both: Path) -> None:
    """Columns line up; what is held is first and what is out of reach is last."""
    done = run(both, "reach", "other.yaml", *START, "--have", "job", "--budget", "20")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "When          You pay  Steps  Yearly pay  What",
        "you have it         -      -           -  A job (job)",
        "out of reach        -      -           -  A badge (badge)",
        "out of reach        -      -     $40,000  An office (office)",
    ]
    done = run(both, "reach", "other.yaml", *START, "--have", "job")
    assert "2027-01-04       $50      2     $40,000  An office (office)" in done.stdout


def test_json_says_the_same(both: Path) -> None:
    """Every field is there, amounts as texts."""
    result = invoke("reach", "small.yaml", *START, "--prefer", "cheapest", "--json")
    found = json.loads(result.stdout)
    assert (found["pathway"], found["currency"]) == ("small", "USD")
    badge = next(goal for goal in found["reached"] if goal["step"] == "badge")
    assert badge == {
        "step": "badge",
        "title": "A badge",
        "kind": "credential",
        "status": "optimal",
        "held": False,
        "undecided": False,
        "finish": "2027-04-04",
        "out_of_pocket": "50",
        "unknown_prices": 0,
        "unknown_lengths": 0,
        "finish_not_before": False,
        "cost_at_least": False,
        "steps": 2,
        "pay": None,
        "by_others": False,
    }


def test_several_pathways_are_joined(both: Path) -> None:
    """Each shared goal is listed once."""
    found = json.loads(invoke("reach", "small.yaml", "other.yaml", *START, "--json").stdout)
    assert found["pathway"] == "small+other"
    assert sorted(goal["step"] for goal in found["reached"]) == ["badge", "job", "office"]


def test_plan_with_another_pathway(both: Path) -> None:
    """The first pathway's goal stays; a goal of the other can be named."""
    args = ("plan", "small.yaml", "--with", "other.yaml", *START, "-t", "json")
    assert json.loads(invoke(*args).stdout)["goal"] == ["badge"]
    made = json.loads(invoke(*args, "--goal", "office").stdout)
    assert [step["id"] for step in made["steps"]] == ["course", "badge", "office"]


@pytest.mark.parametrize("command", [("reach", "small.yaml"), ("plan", "small.yaml", "--with")])
def test_a_step_defined_in_two_ways(both: Path, command: tuple[str, ...]) -> None:
    """Both files with their lines, the step and the fields are named; status 2."""
    (both / "other.yaml").write_text(OTHER.replace("A course", "A class"))
    result = invoke(*command, "other.yaml", *START)
    assert (result.exit_code, result.stdout) == (2, "")
    words = "small.yaml:7:3 and other.yaml:7:3 define the step course differently: they differ in"
    assert f"steps.course: {words} title" in result.stderr


def test_nothing_within_reach(both: Path) -> None:
    """Status 1, and the table still says what was looked at."""
    args = ("--deadline", "2027-01-05", "--budget", "1")
    result = invoke("reach", "small.yaml", *START, *args)
    assert result.exit_code == 1
    assert result.stdout.count("out of reach") == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("small.yaml", "--avoid", "curse"), "--avoid: The pathway small has no step 'curse'"),
        (("small.yaml", "--budget", "-3"), "--budget"),
        (("none.yaml", "--hours", "200"), "none.yaml: There is no such file."),
        (("none.yaml", "--hours", "200"), "--hours"),
        (("small.yaml", "--learner", "me.yaml"), "me.yaml:3:9: avoid[0]"),
    ],
)
def test_bad_input(both: Path, args: tuple[str, ...], words: str) -> None:
    """Every fault is named with status 2."""
    (both / "me.yaml").write_text("format: pathplanner/learner/1\nstart: 2027-01-04\navoid: [x]\n")
    result = invoke("reach", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_the_bundled_pathway(place: Path) -> None:
    """What nobody has found is marked, and the mark is explained."""
    result = invoke("reach", PATHWAY, *START, "--have", "high-school-diploma")
    assert result.exit_code == 0, result.stderr
    assert "(rhia)" in result.stdout
    lines = result.stdout.splitlines()
    assert "Not before, at least: some prices, times or hours are not known." in lines
    assert lines[-1] == "+: it counts on being chosen by others, such as an employer."
    day = {line.rpartition("(")[2]: line.split()[0] for line in lines if line.endswith(")")}
    assert day["coding-apprenticeship)"].endswith("+")
    assert not day["cpc-a)"].endswith("+")


def test_all_that_come_with_it(place: Path) -> None:
    """Without a pathway all bundled ones are looked at."""
    result = invoke("reach", *START, "--hours", "40", "--json")
    assert result.exit_code == 0, result.stderr
    found = {goal["step"] for goal in json.loads(result.stdout)["reached"]}
    assert found >= {"cpc", "truck-driver-job", "registered-nurse-job"}
