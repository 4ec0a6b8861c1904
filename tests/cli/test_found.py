"""`pathplanner found`, `--fact` and `--office`: what a person or an office found out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import invoke

from pathplanner.formats import load_plan

TODAY = "1806969600"  # 2027-04-06
ME = """\
format: pathplanner/learner/1
start: 2027-04-06
hours_per_week: 5  # evenings
goal: badge
avoid: job
"""
NUMBERS = "numbers: {course: 1, badge: 2}\n"
OFFICE = """\
format: pathplanner/office/1
name: The office
facts:
  course.costs.other: {value: 80, from: school, on: 2027-03-01}
  badge.costs.exam: {value: 70, from: "the body, mail", on: 2027-03-02}
  cpc.costs.exam: 425
"""


@pytest.fixture
def me(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a learner file in a folder with a pathway, on a day in 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    file = place / "me.yaml"
    file.write_text(ME, "utf-8")
    return file


def tell(*args: str) -> tuple[int, str, str]:
    done = invoke(*args, "small.yaml", "--learner", "me.yaml")
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


def prices(*args: str) -> dict[str, tuple[int, str]]:
    """Return what each step of a plan costs, and the grade of its price, from its JSON."""
    status, _, said = tell("plan", *args, "-o", "p.json")
    assert status == 0, said
    return {
        step["id"]: (int(paid["amount"]["likely"]), paid["amount"].get("grade", "stated"))
        for step in json.loads(Path("p.json").read_text("utf-8"))["steps"]
        for paid in step["payments"]
    }


def test_found_is_recorded_and_what_changed_is_told(me: Path) -> None:
    """The file gets the fact and who said it; the plan is made again with it; undo takes it out."""
    found = ("found", "course.costs.other", "80", "--from", "school, phone", "--on", "2027-03-01")
    status, printed, said = tell(*found)
    assert (status, said) == (
        0, "me.yaml: Found out: costs.other of step 1, “A course” (course)."
    )  # fmt: skip
    line = '  course.costs.other: {value: 80, from: "school, phone", on: 2027-03-01}\n'
    notes = "recorded: [{step: course.costs.other, became: found, on: 2027-03-01}]\n"
    assert me.read_text("utf-8") == f"{ME}facts:\n{line}{NUMBERS}{notes}"
    assert "Found out: the price of step 1, “A course”: $80." in printed.replace("\u00a0", " ")
    assert "before none" not in printed
    assert "What was found out about it changed." in " ".join(printed.split())
    assert prices() == {"course": (80, "yours"), "badge": (50, "stated")}
    assert tell("found", "course.duration", "9 months")[0] == 0
    assert 'course.duration: {value: "9 months", on: 2027-04-06}' in me.read_text("utf-8")
    assert tell("undo")[0] == 0
    assert tell("undo", "course.costs.other")[0] == 0
    assert me.read_text("utf-8") == ME + NUMBERS


def test_a_fact_stands_once(me: Path) -> None:
    """A fact that is recorded is not overwritten: it says how to take it back first."""
    assert tell("found", "course.study_hours", "40")[0] == 0
    before = me.read_bytes()
    status, _, said = tell("found", "course.study_hours", "60")
    assert (status, "pathplanner undo course.study_hours" in said) == (2, True), said
    assert me.read_bytes() == before


def test_the_learner_beats_the_office_beats_the_pathway(me: Path) -> None:
    """A flag beats the learner file, which beats the office, which beats the pathway."""
    Path("office.yaml").write_text(OFFICE, "utf-8")
    me.write_text(f"{ME}facts: {{badge.costs.exam: 60}}\n", "utf-8")
    office = ("--office", "office.yaml")
    assert prices() == {"course": (100, "stated"), "badge": (60, "yours")}
    assert prices(*office) == {"course": (80, "yours"), "badge": (60, "yours")}
    flag = ("--fact", "badge.costs.exam=65")
    assert prices(*office, *flag) == {"course": (80, "yours"), "badge": (65, "yours")}
    [course] = [
        paid for step in load_plan("p.json").steps if step.id == "course" for paid in step.payments
    ]  # fmt: skip
    assert str(course.amount.said.by) == "school"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("corse.costs.other=5", "--fact corse.costs.other: The pathway small has no step 'corse'."),
        ("badge.costs.exm=5", "badge has no price of the kind 'exm'. Did you mean exam?"),
        ("course.studyhours=5", "Did you mean study_hours?"),
        ("badge.costs.exam=EUR 50", "This is in EUR; the pathway counts in USD."),
        ("course.study_hours=9 months", "course.study_hours is hours, not a length of time."),
        ("job.duration=9", "job.duration is a length of time. Write such as 9 months."),
        ("course.title=9", "course.title is not one price, hours or a length."),
        ("course.costs.other=-5", "An amount must be from 0"),
        ("course.costs.other=90-80", "runs backwards"),
        ("course.costs.other", "does not say what was found out. Write PATH=VALUE"),
        ("course=5", "names no fact of a step"),
    ],
)
def test_bad_facts_are_named(me: Path, fact: str, said: str) -> None:
    """A fact that cannot be is refused with its place and the nearest right word."""
    status, _, told = tell("plan", "--fact", fact)
    assert (status, said in told) == (2, True), told


def test_faults_of_files_are_at_their_lines(me: Path) -> None:
    """The learner file and the office file each have their faults told with their lines."""
    me.write_text(f"{ME}facts:\n  job.duration: {{value: 2 months, on: 2030-01-01}}\n", "utf-8")
    Path("office.yaml").write_text(OFFICE.replace("cpc.costs", "cpq.costs"), "utf-8")
    status, _, said = tell("plan", "--office", "office.yaml")
    assert status == 2
    assert "me.yaml:7:3: facts.job.duration: 2030-01-01 is in the future." in said
    assert "office.yaml:6" in said
    assert "no step 'cpq'" in said


def test_nothing_is_recorded_of_what_cannot_be(me: Path) -> None:
    """A fact from the future or of no price leaves the file as it is."""
    for args in (("badge.costs.exm", "5"), ("badge.costs.exam", "5", "--on", "2030-01-01")):
        status, _, said = tell("found", *args)
        assert status == 2, said
    assert me.read_text("utf-8") == ME


def test_found_in_json(me: Path) -> None:
    """Programs get the entry, what it says and the plan."""
    done = invoke("found", "badge.costs.exam", "70", "small.yaml", "--learner", "me.yaml", "--json")
    tree = json.loads(done.stdout)
    assert (tree["entry"]["step"], tree["entry"]["fact"]) == ("badge", "costs.exam")
    assert tree["said"].startswith("Found out: costs.exam")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("course.costs.other", "lots", "VALUE: 'lots' is not a number. Write a number such as"),
        ("course.study_hours", "many", "VALUE: 'many' is not a number."),
        ("course.duration", "long", "VALUE: 'long' is not a span of time."),
    ],
)
def test_a_value_that_is_none_is_told_by_what_it_is_of(
    me: Path, path: str, value: str, words: str
) -> None:
    """Who tells a price hears how to write a price, and by the name of the argument."""
    status, printed, said = tell("found", path, value)
    assert (status, printed) == (2, "")
    assert words in said
    assert me.read_text("utf-8") == ME
