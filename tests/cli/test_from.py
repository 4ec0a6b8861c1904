"""`pathplanner plan --from`: a roadmap is opened again and planned again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, SMALL, START, invoke

from pathplanner.formats import load_plan

FIRST = (
    "plan", "small.yaml", *START, "--name", "Zoë", "--hours", "5", "--goal", "badge",
    "--avoid", "job", "--prefer", "cheapest",
)  # fmt: skip


@pytest.fixture
def roadmap(place: Path) -> Path:
    assert invoke(*FIRST, "-o", "roadmap.pdf", "-o", "plan.json").exit_code == 0
    return place


@pytest.mark.parametrize("file", ["roadmap.pdf", "plan.json"])
def test_the_same_plan_is_made_from_a_roadmap(roadmap: Path, file: str) -> None:
    """The same person, wishes and goal give the same plan, from the PDF as from the JSON."""
    result = invoke("plan", "small.yaml", "--from", file, "-o", "again.json")
    assert result.exit_code == 0, result.stderr
    assert (roadmap / "again.json").read_text() == (roadmap / "plan.json").read_text()


def test_flags_win_and_steps_are_added(roadmap: Path) -> None:
    """What a flag says takes the place of what the old plan says."""
    flags = ("--hours", "9", "--start", "2027-02-01", "--have", "course", "--goal", "badge")
    result = invoke("plan", "small.yaml", "--from", "roadmap.pdf", *flags, "-o", "new.json")
    assert result.exit_code == 0, result.stderr
    learner = load_plan(roadmap / "new.json").learner
    assert (learner.name, learner.hours_per_week, str(learner.start)) == ("Zoë", 9, "2027-02-01")
    assert [held.step for held in learner.holds] == ["course"]
    assert learner.avoid == ("job",)


def test_the_language_stays(roadmap: Path) -> None:
    """A roadmap in Spanish is planned again in Spanish, unless a flag says otherwise."""
    again = ("plan", "small.yaml", "--from", "spanish.pdf")
    assert invoke(*FIRST, "--language", "es", "-o", "spanish.pdf").exit_code == 0
    assert "Hecho para Zoë" in invoke(*again, "-t", "checklist").stdout
    assert "Made for Zoë" in invoke(*again, "--language", "en", "-t", "checklist").stdout


def test_a_bundled_pathway_need_not_be_named(place: Path) -> None:
    """The goal and the pathway are those of the plan."""
    first = ("plan", PATHWAY, *START, "--goal", "cpc", "-o", "one.json")
    assert invoke(*first).exit_code == 0
    assert invoke("plan", "--from", "one.json", "-o", "two.json").exit_code == 0
    assert load_plan(place / "two.json") == load_plan(place / "one.json")


ROSA = "format: pathplanner/learner/1\nname: Rosa\nstart: 2027-01-04\ngoal: "


def test_the_goal_of_a_learner_file_names_the_pathway(place: Path) -> None:
    """What `start` writes can be planned again without naming the pathway."""
    (place / "rosa.yaml").write_text(f"{ROSA}{PATHWAY}/cpc\n", "utf-8")
    assert invoke("plan", "--learner", "rosa.yaml", "-o", "rosa.json").exit_code == 0
    made = load_plan(place / "rosa.json")
    assert (made.goal, made.learner.name, made.pathway.id) == (("cpc",), "Rosa", PATHWAY)


def test_a_goal_without_a_bundled_pathway_is_not_enough(place: Path) -> None:
    """It is said that the pathway is missing, where to find its name and how the goal names it."""
    (place / "rosa.yaml").write_text(f"{ROSA}my-own/cpc\n", "utf-8")
    result = invoke("plan", "--learner", "rosa.yaml")
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert "PATHWAY: It is not clear which pathway this is about. Name one that" in said
    assert "`pathplanner list` shows" in said
    assert said.endswith(f"the goal, such as {PATHWAY}/cpc.")


@pytest.mark.parametrize(
    ("goal", "pathway"),
    [("", PATHWAY), ("cpc", PATHWAY), ("registered-nurse-job", "registered-nurse")],
)
def test_where_no_pathway_is_named_it_is_the_default(place: Path, goal: str, pathway: str) -> None:
    """Without a pathway the built-in one is meant, or the only one that has the goal."""
    (place / "rosa.yaml").write_text(f"{ROSA}{goal}\n" if goal else ROSA.rpartition("goal")[0])
    result = invoke("plan", "--learner", "rosa.yaml", "-o", "rosa.json")
    assert result.exit_code == 0
    assert f"No pathway is named, so this is {pathway}." in result.stderr
    made = load_plan(place / "rosa.json")
    assert (made.pathway.id, made.learner.name) == (pathway, "Rosa")


def test_a_state_that_is_none_is_told_with_its_line(place: Path) -> None:
    """To take it for another state would say that a Texan's license does not count in Texas."""
    (place / "rosa.yaml").write_text(f"{ROSA}electrician-job\nstate: Texos\n", "utf-8")
    result = invoke("plan", "electrician-texas", "--learner", "rosa.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rosa.yaml:5:8: state: 'Texos' is not a state" in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["plan", "compare", "reach"])
def test_two_learner_files_are_not_taken_for_one(place: Path, command: str) -> None:
    """Nothing is planned for the last of them as if the first had not been named."""
    for name in ("rosa", "sam"):
        (place / f"{name}.yaml").write_text(f"{ROSA}{PATHWAY}/cpc\n", "utf-8")
    files = ("--learner", "rosa.yaml", "--learner", "sam.yaml")
    result = invoke(command, PATHWAY, *files)
    assert (result.exit_code, result.stdout) == (2, "")
    said = " ".join(result.stderr.split())
    assert "'--learner': Give one learner file, and run the command for each person." in said


def test_another_pathway_must_be_named(roadmap: Path) -> None:
    """A plan tells the id of its pathway, and not where its file is, if it is not beside it."""
    (roadmap / "small.yaml").unlink()
    result = invoke("plan", "--from", "roadmap.pdf")
    assert result.exit_code == 2
    assert "--from: The pathway 'small' of the plan is not a bundled one." in result.stderr
    assert "Name its file as PATHWAY." in result.stderr


def test_without_anything_the_built_in_default_is_planned() -> None:
    """A first try needs no name, and says which pathway it is about."""
    result = invoke("plan", "--start", "2027-01-04")
    assert result.exit_code == 0
    assert f"No pathway is named, so this is {PATHWAY}." in result.stderr
    assert "Medical biller and coder" in result.stdout


def test_what_tells_of_no_person_is_refused(roadmap: Path) -> None:
    """A file that is no plan, two persons, and a step that is gone are named with the file."""
    result = invoke("plan", "small.yaml", "--from", "small.yaml")
    assert (result.exit_code, "small.yaml:" in result.stderr) == (2, True)
    result = invoke("plan", "small.yaml", "--from", "roadmap.pdf", "--learner", "x.yaml")
    assert "Both --from and --learner tell of a person." in result.stderr
    changed = SMALL.replace("  job:", "  work:").replace(", job", ", work")
    (roadmap / "small.yaml").write_text(changed)
    result = invoke("plan", "small.yaml", "--from", "roadmap.pdf")
    assert result.exit_code == 2
    assert "roadmap.pdf: avoid" in result.stderr
    assert "'job'" in result.stderr


def test_the_roadmap_it_comes_from_is_not_overwritten(roadmap: Path) -> None:
    """A file that is read is never written in the same run."""
    before = (roadmap / "roadmap.pdf").read_bytes()
    result = invoke("plan", "small.yaml", "--from", "roadmap.pdf", "-o", "roadmap.pdf")
    assert result.exit_code == 2
    assert (roadmap / "roadmap.pdf").read_bytes() == before


def test_a_pdf_may_be_the_plan_before(roadmap: Path) -> None:
    """--previous and check --plan read a PDF as well."""
    flags = ("--previous", "roadmap.pdf", "--have", "course")
    printed = invoke("plan", "small.yaml", *START, *flags, "-t", "checklist").stdout
    assert "Done: A course." in printed
    result = invoke("check", "--plan", "roadmap.pdf", "small.yaml")
    assert (result.exit_code, result.stdout) == (0, "roadmap.pdf: ok (the plan holds)\n")
    assert invoke("check", "roadmap.pdf").stdout == "roadmap.pdf: ok (plan)\n"
