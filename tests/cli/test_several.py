"""Careers together: shared steps, names with their pathway, and a change of career."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, invoke

RECORDS = "health-information-technician"
TYPING = "medical-transcriptionist"
START = ("--start", "2027-01-04", "--hours", "15")
CODER = """\
format: pathplanner/learner/1
name: Maria Lopez
start: 2027-01-04
hours_per_week: 40
assumptions: none
holds:
  high-school-diploma: 2015-06-12
  coding-certificate: 2024-06-01
  medical-coder-job: 2024-07-01
  coding-experience-2-years: 2026-07-01
  aapc-membership: 2024-05-01
  cpc-a: 2024-06-15
  cpc: 2026-08-01
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maria.yaml").write_text(CODER)
    return tmp_path


def made(*arguments: str) -> dict[str, object]:
    result = invoke("plan", *arguments, "-o", "plan.json")
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(Path("plan.json").read_text("utf-8")))


def days(plan: dict[str, object]) -> dict[str, tuple[str, str]]:
    steps = plan["steps"]
    assert isinstance(steps, list)
    return {step["id"]: (step["start"], step["finish"]) for step in steps}


def test_a_coder_becomes_a_records_technician_and_then_a_manager(place: Path) -> None:
    """What she has done as a coder counts: only the technician's job and the degree are left.

    By hand: the technician's job takes a certificate, which she holds, so it takes no
    time. A manager needs a bachelor's degree (4 years from January 4, 2027) and two years of
    work with codes or records, which she has. Four years at $11,950 and $1,290 for
    books make $52,960.
    """
    plan = made(
        PATHWAY, "--with", RECORDS, "--learner", "maria.yaml",
        "--goal", f"{RECORDS}/records-technician-job",
        "--goal", "health-services-manager-job",
    )  # fmt: skip
    assert days(plan) == {
        "records-technician-job": ("2027-01-04", "2027-01-04"),
        "him-bachelor-degree": ("2027-01-04", "2031-01-04"),
        "health-services-manager-job": ("2031-01-04", "2031-01-04"),
    }
    assert plan["cost"]["out_of_pocket"] == "52960"  # type: ignore[index]


def test_a_file_made_for_one_career_plans_another(place: Path) -> None:
    """What belongs to the old career only is set aside and named; the rest counts."""
    result = invoke("plan", RECORDS, "--learner", "maria.yaml", "-o", "plan.json")
    assert result.exit_code == 0
    assert "Set aside: aapc-membership, cpc, cpc-a." in result.stderr
    assert f"plan with {PATHWAY}, too" in result.stderr
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    assert set(days(plan)) == {"hit-associate-degree", "rhit"}


def test_a_goal_may_be_named_with_its_pathway(place: Path) -> None:
    """In flags and in a learner's file, for one pathway or several."""
    alone = made(PATHWAY, *START, "--goal", f"{PATHWAY}/cpb", "--have", "high-school-diploma")
    file = place / "scoped.yaml"
    file.write_text(
        f"format: pathplanner/learner/1\nstart: 2027-01-04\nhours_per_week: 15\n"
        f"goal: {PATHWAY}/cpb\nholds: [{TYPING}/high-school-diploma]\n"
    )
    both = made(TYPING, "--with", PATHWAY, "--learner", "scoped.yaml")
    assert days(both) == days(alone)


def test_a_step_that_its_pathway_does_not_have_is_a_fault(place: Path) -> None:
    """The pathway is named and the nearest step."""
    result = invoke("plan", PATHWAY, "--with", RECORDS, *START, "--goal", f"{RECORDS}/rhits")
    assert result.exit_code == 2
    assert f"There is no step 'rhits' in {RECORDS}. Did you mean rhit" in result.stderr


def test_a_name_that_no_pathway_knows_stays_a_fault(place: Path) -> None:
    """A slip is not set aside."""
    result = invoke("plan", PATHWAY, *START, "--have", "cpc-aa")
    assert result.exit_code == 2
    assert "cpc-aa" in result.stderr


def test_reach_over_three_careers_names_a_shared_goal_once(place: Path) -> None:
    """A coder sees what is in reach in all three; what she holds is held.

    By hand: the degree takes 24 months, and AHIMA's letter 7 to 14 days after it (11 in the
    middle). A certificate in transcription takes 9 to 12 months, 11 in the middle.
    """
    flags = ("--learner", "maria.yaml", "--deadline", "2029-12-31", "--json")
    result = invoke("reach", PATHWAY, RECORDS, TYPING, *flags)
    assert result.exit_code == 0, result.stderr
    found = {one["step"]: one for one in json.loads(result.stdout)["reached"]}
    assert len(found) == len(json.loads(result.stdout)["reached"])
    assert found["medical-coder-job"]["held"]
    assert found["rhit"]["finish"] == "2029-01-15"
    assert found["rhds"]["finish"] == "2027-12-04"
    assert found["rhia"]["status"] == "impossible"


def test_a_circle_over_two_files_names_the_circle_and_the_files(place: Path) -> None:
    """An own step that waits for a shared one which waits for it: both files are named."""
    head = "format: pathplanner/pathway/1\ntitle: A pathway\n"
    (place / "common.yaml").write_text(
        f"{head}id: common\nsteps:\n  x: {{title: X}}\n  y: {{title: Y, requires: x}}\n"
    )
    (place / "mine.yaml").write_text(
        f"{head}id: mine\nuses: common.yaml\nsteps:\n"
        "  x: {title: My X, requires: y}\n  y: shared\n"
    )
    result = invoke("check", "mine.yaml")
    assert result.exit_code == 2
    assert "mine.yaml:6:30: steps.x.requires:" in result.output
    assert "in a circle: x -> y -> x. y comes from common.yaml." in result.output
