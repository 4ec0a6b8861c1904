"""Edges that a hostile tester found, kept from coming back."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pathplanner as pp

STEP = "format: pathplanner/pathway/1\nid: x\ntitle: X\nsteps:\n  a:\n    title: A\n    {}\n"


def pathway(step: str) -> pp.Pathway:
    return pp.read_pathway(STEP.format(step))


def test_closed_output_is_said():
    """With standard output closed the command says so and exits with 2."""
    command = f"{sys.executable} -m pathplanner list >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "standard output is closed" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "step",
    [
        "minimum_age: 99999",
        "dues: {amount: 3, every: 0 weeks}",
        "costs: {tuition: {amount: 3, every: 0 days}}",
    ],
)
def test_values_that_cannot_be_are_refused(step):
    """An age nobody reaches and periods of no length are faults of the file."""
    with pytest.raises(pp.InputError, match=r"must be|longer|<="):
        pathway(step)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": None},
        {"start": 5},
        {"name": None},
        {"holds": [5]},
        {"breaks": [("2027-01-01", "2027-01-02")]},
    ],
)
def test_wrong_values_of_a_learner_are_input_errors(wrong):
    """A learner that cannot be is refused when it is made, not when it is planned for."""
    with pytest.raises(pp.InputError, match="is not a"):
        pp.Learner(**{"start": "2027-01-04", **wrong})


def test_held_and_under_way_contradict_each_other():
    """A step cannot be done and under way."""
    learner = pp.Learner("2027-01-04", holds=["a"], under_way={"a": "2026-12-01"})
    with pytest.raises(pp.InputError, match="both held and under way"):
        pp.plan(pathway("kind: course"), learner)


def test_a_plan_with_a_waiver_holds():
    """A waived step counts as done, on no known day, and the plan passes its own check."""
    waived = pp.model.Override("c", by="Dean", why="Test", on="2026-12-01")
    learner = pp.Learner("2027-01-04", overrides=[waived])
    found = pathway("requires: c\n  c:\n    title: C\n    study_hours: 10")
    plan = pp.plan(found, learner, goal="a")
    assert [step.id for step in plan.steps] == ["a"]
    assert plan.held[0].override == waived
    assert pp.verify(plan, found) == ()


def test_every_impossible_plan_has_a_reason():
    """A course that would last longer than a plan may is refused with a reason."""
    plan = pp.plan(pathway("study_hours: 2000"), pp.Learner("2027-01-04", hours_per_week=1))
    assert plan.status is pp.Status.IMPOSSIBLE
    assert plan.reasons


def test_an_unknown_step_in_a_learner_file_has_its_line(tmp_path):
    """A step that the pathway does not have is named with file, line, column and hint."""
    file = tmp_path / "maria.yaml"
    file.write_text(
        "format: pathplanner/learner/1\nstart: 2027-01-04\n"
        "holds:\n  - high-school-diploma\n  - cpc-aa\n"
    )
    command = [sys.executable, "-m", "pathplanner", "plan", "medical-biller-and-coder"]
    done = subprocess.run(
        [*command, "--learner", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"{file}:5:5: holds[1]" in done.stderr
    assert "Did you mean" in done.stderr
