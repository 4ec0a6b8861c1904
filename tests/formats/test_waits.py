"""Waits, hours of a week and assumptions in files: what they mean, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathplanner.errors import InputError
from pathplanner.formats.documents import read_learner, read_pathway
from pathplanner.formats.files import load_office
from pathplanner.formats.forms.writer import pathway_to_json
from pathplanner.model.learner import Learner
from pathplanner.model.quantity import UNKNOWN, Duration
from pathplanner.model.step import Attendance
from pathplanner.model.waits import AssumptionKind, WaitKind

PATHWAY = "format: pathplanner/pathway/1\nid: a\ntitle: A\nsteps:\n  p:\n    title: P\n    "
LEARNER = "format: pathplanner/learner/1\nstart: 2027-01-04\n"


def test_waits_stand_by_their_kinds() -> None:
    """What is waited for is read as spans by kind, in order, and written back the same."""
    pathway = read_pathway(
        f"{PATHWAY}before: {{application: 2-4 weeks, admission: unknown}}\n"
        "    after: {result: {span: 10 days, note: By mail.}}\n"
    )
    step = pathway.steps[0]
    assert [wait.kind for wait in step.before] == [WaitKind.APPLICATION, WaitKind.ADMISSION]
    assert step.before[0].span == Duration.between(2, 4, "weeks")
    assert step.before[1].span is UNKNOWN
    assert step.after[0].span == Duration.exactly(10, "days", note="By mail.")
    assert read_pathway(pathway_to_json(pathway)) == pathway


def test_what_a_program_asks_of_the_week_is_read() -> None:
    """Credits, lessons, attendance and hours of work are facts like others."""
    pathway = read_pathway(
        f"{PATHWAY}credits: 60\n    contact_hours: 900-1000\n    attendance: part-time\n"
        "    work_hours: unknown\n"
    )
    step = pathway.steps[0]
    assert step.credits.likely == 60
    assert step.contact_hours.high == 1000
    assert step.attendance is Attendance.PART_TIME
    assert step.work_hours is UNKNOWN


def test_assumptions_of_a_learner_and_of_an_office(tmp_path: Path) -> None:
    """Spans by what is assumed; none for one of them; none for all."""
    learner = read_learner(f"{LEARNER}assumptions: {{hiring: 3 months, booking: none}}\n")
    assert [(one.what, one.span) for one in learner.assumptions] == [
        (AssumptionKind.HIRING, Duration.exactly(3, "months")),
        (AssumptionKind.BOOKING, None),
    ]
    same = {"hiring": Duration.exactly(3, "months"), "booking": "none"}
    assert Learner("2027-01-04", assumptions=same).assumptions == learner.assumptions
    nothing = read_learner(f"{LEARNER}assumptions: none\n")
    assert [one.what for one in nothing.assumptions] == list(AssumptionKind)
    assert Learner("2027-01-04", assumptions="none") == nothing
    office = tmp_path / "office.yaml"
    office.write_text("format: pathplanner/office/1\nassumptions: {result: 5 days}\n")
    assert load_office(office).assumptions[0].span == Duration.exactly(5, "days")


@pytest.mark.parametrize(
    ("line", "path", "words"),
    [
        ("before: {hirin: 3 weeks}", "steps.p.before.hirin", "Did you mean hiring?"),
        ("before: {hiring: 3}", "steps.p.before.hiring", "has no unit"),
        ("before: {hiring: }", "steps.p.before.hiring", "Write unknown"),
        ("attendance: fulltime", "steps.p.attendance", "Did you mean full-time?"),
        ("credits: -1", "steps.p.credits", "from 0 to"),
    ],
)
def test_faults_of_a_step(line: str, path: str, words: str) -> None:
    """Each fault is named with its place and the nearest right word."""
    with pytest.raises(InputError) as caught:
        read_pathway(f"{PATHWAY}{line}\n")
    fault = caught.value.faults[0]
    assert fault.path == path
    assert words in f"{fault.message} {fault.hint}"


@pytest.mark.parametrize(
    ("line", "path", "words"),
    [
        ("assumptions: {hirin: 3 months}", "assumptions.hirin", "Did you mean hiring?"),
        ("assumptions: {hiring: 3}", "assumptions.hiring", "has no unit"),
        ("assumptions: {working-days: 2 days}", "assumptions.working-days", "has no length"),
        ("assumptions: non", "assumptions", "found 'non'"),
        ("work_hours: 200", "work_hours", "from 0 to 168"),
    ],
)
def test_faults_of_a_learner(line: str, path: str, words: str) -> None:
    """Each fault is named with its place and the nearest right word."""
    with pytest.raises(InputError) as caught:
        read_learner(f"{LEARNER}{line}\n")
    fault = caught.value.faults[0]
    assert fault.path == path
    assert words in f"{fault.message} {fault.hint}"
