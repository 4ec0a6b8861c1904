"""`--json` on every command that reports: JSON alone on standard output, the same status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from tests.cli.running import SMALL, START, invoke

from pathplanner.cli import program

REPORT_NOTHING = {
    "new": "it writes a file to start from and prints nothing on standard output",
    "schema": "what it prints is JSON already",
    "mcp": "it serves assistants; what it prints is their protocol, which is JSON",
    "completion": "what it prints is a script for the shell",
}
"""The only commands without --json, each with the reason."""

PLAN = ("small.yaml", *START)
ME = "format: pathplanner/learner/1\nname: Ana\nstart: 2027-01-04\nholds: {job: 2026-01-04}\n"
LEARNER = ("small.yaml", "--learner", "me.yaml")
YOU = ("--yes", "--pathway", "small.yaml", "--name", "Zoe")
CALLS: dict[str, tuple[str, ...]] = {
    "start": (*YOU, "-o", "zoe.md"),
    "plan": PLAN,
    "done": ("course", *LEARNER),
    "begun": ("course", *LEARNER),
    "failed": ("course", *LEARNER),
    "dropped": ("course", *LEARNER),
    "applied": ("course", *LEARNER),
    "found": ("course.costs.other", "80", *LEARNER),
    "undo": ("job", *LEARNER),
    "why": ("course", *PLAN),
    "why-not": ("badge", *PLAN),
    "compare": (*PLAN, "--what-if", "hours=3"),
    "reach": PLAN,
    "ask": LEARNER,
    "list": (),
    "show": ("small.yaml",),
    "check": ("small.yaml",),
    "coverage": ("small.yaml",),
    "translate": ("small.yaml", "es"),
    "renderers": (),
    "doctor": (),
}


ELSEWHERE = ("import", "hold", "batch")
"""Commands whose JSON is looked at with what they are for."""


@pytest.fixture
def me(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a learner, on a day in 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1806969600")  # 2027-04-06
    (place / "me.yaml").write_text(ME)
    return place


def told(*args: str, status: int = 0) -> dict[str, Any]:
    """Return what a command prints; it must be JSON and nothing else."""
    done = invoke(*args, "--json")
    assert done.exit_code == status, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_command_that_reports_has_it() -> None:
    """Each command has --json or is among those that report nothing, never both."""
    context = click.Context(program)
    group = program.get_command(context, "dev")
    assert isinstance(group, click.Group)
    names = {*program.list_commands(context), *group.list_commands(context)} - {"dev"}
    found = {name: program.get_command(context, name) for name in names}
    with_json = {
        name
        for name, command in found.items()
        if command and any("--json" in parameter.opts for parameter in command.params)
    }
    assert with_json == names - set(REPORT_NOTHING)
    assert with_json == {*CALLS, *ELSEWHERE}


@pytest.mark.parametrize("name", CALLS)
def test_nothing_else_is_printed(me: Path, name: str) -> None:
    """Standard output is one JSON value that says what it is, with the status as ever."""
    args = (name, *CALLS[name])
    plain = invoke(*args)
    (me / "me.yaml").write_text(ME)
    for file in me.glob("zoe*"):
        file.unlink()
    found = told(*args, status=plain.exit_code)
    assert next(iter(found)) in ("schema", "format")
    assert next(iter(found.values())).startswith("pathplanner/")


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"list", "renderers", "doctor"}))
def test_errors_stay_where_they_are(me: Path, name: str) -> None:
    """A fault is told on standard error with status 2, and standard output stays empty."""
    bad = tuple(word.replace("small.yaml", "none.yaml") for word in CALLS[name])
    done = invoke(name, *bad, "--json")
    if name == "check":  # faults are what it reports
        assert json.loads(done.stdout)["findings"][0]["message"] == "There is no such file."
    else:
        assert (done.stdout, "none.yaml: There is no such file." in done.stderr) == ("", True)
    assert done.exit_code == 2


def test_what_was_recorded(me: Path) -> None:
    """The entry, the files, the version, what changed, what comes next, and the plan."""
    (me / "me.yaml").write_text(ME.replace("holds:", "#"))
    assert invoke("plan", *LEARNER, "-o", "p.json").exit_code == 0
    found = told("done", "course", *LEARNER, "--on", "2027-02-01", "-o", "p.json", "-o", "p.md")
    assert found["schema"] == "pathplanner/progress/1"
    assert found["entry"] == {"kind": "done", "step": "course", "on": "2027-02-01"}
    assert (found["pathway"], found["file"], found["taken_back"]) == ("small", "me.yaml", False)
    assert "Done on February 1, 2027" in found["said"]
    assert found["written"] == ["me.yaml", "p.json", "p.md"]
    saved = json.loads((me / "p.json").read_text())
    assert found["plan"]["version"] == saved["version"] == 2
    for part in ("status", "finish", "cost", "differences"):
        assert found["plan"][part] == saved[part]
    assert "Done: A course." in found["changed"]
    assert [one["text"] for one in found["next"]] == ["Earn A badge"]
    assert "course: 2027-02-01" in (me / "me.yaml").read_text()


def test_what_was_taken_back(me: Path) -> None:
    """Undo says what it took back."""
    told("failed", "course", *LEARNER)
    found = told("undo", "course", *LEARNER)
    assert found["entry"] == {"kind": "failed", "step": "course", "on": "2027-04-06"}
    assert found["taken_back"] is True


def test_no_plan_after_it(me: Path) -> None:
    """Where no plan fits any more the status is 1, and why is in the JSON."""
    (me / "me.yaml").write_text(ME.replace("holds:", "avoid: [course]\n#"))
    found = told("dropped", "job", *LEARNER, status=1)
    assert found["plan"]["status"] == "impossible"
    assert found["plan"]["reasons"]
    assert found["next"] == []


def test_what_start_wrote(me: Path) -> None:
    """Start names the files that it wrote and the next actions; the plan is the file's."""
    found = told("start", *YOU, "-o", "zoe.json")
    assert found["written"] == ["zoe.yaml", "zoe.json"]
    assert [one["number"] for one in found["next"]] == [1, 2]
    saved = json.loads((me / "zoe.json").read_text())
    assert found["plan"]["finish"] == saved["finish"]


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("done", "course", *LEARNER, "-t", "checklist"), "-o"),
        (("compare", *PLAN, "-o", "-", "-t", "text"), "-o"),
        (("plan", *PLAN, "-t", "checklist"), "-t"),
    ],
    ids=["done", "compare", "plan"],
)
def test_two_things_on_standard_output(me: Path, args: tuple[str, ...], word: str) -> None:
    """--json and an output on standard output exclude each other; nothing is recorded."""
    done = invoke(*args, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--json prints" in done.stderr
    assert word in done.stderr
    assert (me / "me.yaml").read_text() == ME


def test_a_plan_is_checked(me: Path) -> None:
    """A saved plan that was tampered with: every broken rule, and status 1."""
    assert invoke("plan", *PLAN, "-o", "p.json").exit_code == 0
    assert told("check", "--plan", "p.json", "small.yaml")["holds"] is True
    text = (me / "p.json").read_text()
    (me / "p.json").write_text(text.replace('"finish": "2027', '"finish": "2026'))
    found = told("check", "--plan", "p.json", "small.yaml", status=1)
    assert (found["holds"], found["plan"]) == (False, "p.json")
    assert all(fault["message"] for fault in found["faults"])
    assert found["faults"]
    sarif = invoke("check", "--plan", "p.json", "small.yaml", "--format", "sarif")
    assert (sarif.exit_code, sarif.stdout) == (2, "")


@pytest.mark.parametrize("name", ["check", "coverage"])
def test_short_for_the_format(me: Path, name: str) -> None:
    """--json prints what --format json prints."""
    assert invoke(name, "small.yaml", "--json").stdout == (
        invoke(name, "small.yaml", "--format", "json").stdout
    )


def test_what_is_to_translate(me: Path) -> None:
    """The texts without a translation, with their places; the file, if one was written."""
    found = told("translate", "small.yaml", "es", "--missing")
    assert found["written"] == []
    assert (found["texts"], len(found["missing"])) == (5, 5)
    assert {"text": "A course", "paths": ["steps.course.title"]} in found["missing"]
    assert not (me / "small.es.po").exists()
    assert (me / "small.yaml").read_text() == SMALL
    assert told("translate", "small.yaml", "es")["written"] == ["small.es.po"]
    assert (me / "small.es.po").exists()
