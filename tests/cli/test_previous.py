"""`pathplanner plan --previous`: what changed since the plan before."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import SMALL, START, invoke

PLAN = ("plan", "small.yaml", *START, "--previous", "old.json")


def test_what_changed_is_told(place: Path) -> None:
    """The checklist and the summary tell the version and what is done."""
    (place / "old.json").write_text(invoke(*PLAN[:4], "-t", "json").stdout)
    printed = invoke(*PLAN, "--have", "course", "-t", "checklist").stdout
    assert "## What changed since your last plan" in printed
    assert "Done: A course." in printed
    assert "Plan version 2" in printed
    assert "Done: A course." in invoke(*PLAN, "--have", "course").stdout


def test_what_is_no_such_plan_is_refused(place: Path) -> None:
    """A missing file, a pathway and a plan of another pathway are clear errors."""
    assert "There is no such file" in invoke(*PLAN).stderr
    (place / "old.json").write_text(SMALL)
    assert invoke(*PLAN).exit_code == 2
    (place / "other.yaml").write_text(SMALL.replace("id: small", "id: other"))
    (place / "old.json").write_text(invoke("plan", "other.yaml", *START, "-t", "json").stdout)
    result = invoke(*PLAN)
    assert result.exit_code == 2
    assert "is a plan of the pathway 'other', not of 'small'" in result.stderr
