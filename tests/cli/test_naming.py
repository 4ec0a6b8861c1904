"""One way to name a step and one to name a pathway, for every command and every flag."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, SMALL, START, invoke

from pathplanner.formats import load_learner, load_plan

HEAD = "format: pathplanner/learner/1\nstart: 2027-01-04\n"
TODAY = "1806969600"  # 2027-04-06


@pytest.fixture
def me(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a learner file beside the small pathway, on a day in 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    file = place / "me.yaml"
    file.write_text(f"{HEAD}goal: badge\n", "utf-8")
    return file


@pytest.mark.parametrize("name", ["course", "A COURSE", "Course", "small/course", "1"])
def test_every_command_takes_every_name_of_a_step(me: Path, name: str) -> None:
    """Its id, its title, its id with the pathway and its number are one and the same step."""
    assert invoke("plan", "small.yaml", "--learner", "me.yaml", "-o", "old.json").exit_code == 0
    flags = ("small.yaml", "--learner", "me.yaml")
    said = invoke("why", name, *flags).stdout
    assert said.startswith("A course\n")
    assert invoke("why-not", name, *flags).stdout.startswith("A course\n")
    again = ("plan", "small.yaml", "--from", "old.json", "-t", "json", "--start", "2027-04-06")
    for flag, field in (("--have", "holds"), ("--insist", "insist"), ("--avoid", "avoid")):
        told = json.loads(invoke(*again, flag, name).stdout)["learner"][field]
        assert told in ([{"step": "course"}], ["course"]), flag
    done = invoke("done", name, *flags, "--previous", "old.json")
    assert (done.exit_code, load_learner(me).holds[0].step) == (0, "course"), done.stderr
    assert invoke("undo", name.replace("1", "course"), *flags).exit_code == 0
    assert load_learner(me).holds == ()


def test_a_name_that_only_one_title_holds_is_that_step(place: Path) -> None:
    """A GED is what the step "High school diploma or GED" is; words in brackets count, too."""
    for name in ("GED", "high school diploma", "certified professional coder"):
        done = invoke("plan", PATHWAY, *START, "--have", name, "--goal", "cca", "-t", "json")
        assert done.exit_code == 0, done.stderr
        [held] = json.loads(done.stdout)["learner"]["holds"]
        assert held["step"] in ("high-school-diploma", "cpc")


def test_a_word_of_a_title_is_enough_for_a_hint(place: Path) -> None:
    """Who names a diploma in part is told what it is called here."""
    done = invoke("plan", PATHWAY, *START, "--have", "diploma or GED")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "has no step 'diploma or GED'. Did you mean high-school-diploma?" in " ".join(
        done.stderr.split()
    )


def test_the_pathways_that_have_a_step_are_named(place: Path) -> None:
    """Where no pathway is named, and none has all the steps, those that have one are."""
    done = invoke("plan", "--goal", "cpc", "--goal", "paramedic-job")
    assert done.exit_code == 2
    assert f"It may be {PATHWAY} or emt-and-paramedic." in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", ["cpc", "CPC"])
def test_the_default_pathway_has_the_step(place: Path, name: str) -> None:
    """Where no pathway is named and the default has the step, it is that one."""
    done = invoke("why", name)
    assert done.exit_code == 0
    assert f"No pathway is named, so this is {PATHWAY}." in " ".join(done.stderr.split())


@pytest.mark.parametrize("goal", ["ccs", "CCS", f"{PATHWAY}/ccs"])
def test_another_goal_keeps_the_pathway(place: Path, goal: str) -> None:
    """A goal given over a learner file is one of the pathway that the file names."""
    (place / "me.yaml").write_text(f"{HEAD}goal: {PATHWAY}/cpc\n", "utf-8")
    done = invoke("plan", "--learner", "me.yaml", "--goal", goal, "-o", "p.json")
    assert done.exit_code == 0, done.stderr
    assert load_plan("p.json").goal == ("ccs",)


def test_a_goal_may_name_the_file_of_a_pathway(me: Path) -> None:
    """It counts from the folder of the learner file, for every command that reads one."""
    (me.parent / "people").mkdir()
    file = me.parent / "people" / "zoe.yaml"
    file.write_text(f"{HEAD}goal: ../small.yaml/badge\n", "utf-8")
    args = ("--learner", "people/zoe.yaml")
    assert "1. A course" in invoke("plan", *args).stdout
    assert invoke("done", "course", *args, "--on", "2027-02-01").exit_code == 0
    assert "Taken back" in invoke("undo", "course", *args).stderr
    assert "This is your goal." in " ".join(invoke("why", "badge", *args).stdout.split())
    (me.parent / "small.yaml").unlink()
    assert "small.yaml: There is no such file." in invoke("plan", *args).stderr


def test_start_remembers_an_own_pathway(me: Path) -> None:
    """What it wrote is enough to plan again and to record, wherever the file lies."""
    (me.parent / "people").mkdir()
    flags = ("--yes", "--pathway", "small.yaml", "--name", "Zoe", "--file", "people/zoe.yaml")
    assert invoke("start", *flags, "-o", "zoe.md").exit_code == 0
    assert invoke("plan", "--learner", "people/zoe.yaml", "-o", "zoe.json").exit_code == 0
    assert invoke("done", "1", "--learner", "people/zoe.yaml", "-o", "zoe.json").exit_code == 0
    assert load_plan("zoe.json").version == 2


def test_people_of_different_careers_side_by_side(place: Path) -> None:
    """Each person is planned for on the pathway of the own goal."""
    other = "pharmacy-technician"
    held = f"{HEAD}holds: [high-school-diploma]\n"
    (place / "ana.yaml").write_text(f"{held}name: Ana\ngoal: {PATHWAY}/cpc\n", "utf-8")
    (place / "bo.yaml").write_text(f"{held}name: Bo\ngoal: {other}/cpht\n", "utf-8")
    done = invoke("compare", "--learner", "ana.yaml", "--and", "bo.yaml", "--json")
    assert done.exit_code == 0, done.stderr
    rows = json.loads(done.stdout)["compared"]
    assert [(row["name"], row["steps"][-1]) for row in rows] == [("Ana", "cpc"), ("Bo", "cpht")]


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ("recommended=true", ["job", "badge"]),
        ("failed=course=2026-12-01", ["course", "badge"]),
        ("dropped=course=2026-12-01", ["job", "badge"]),
        ("with=other.yaml,goal=office", ["course", "badge", "office"]),
    ],
)
def test_whatever_can_be_told_can_be_a_what_if(place: Path, change: str, steps: list[str]) -> None:
    """Advice, trouble with a step and another pathway may be otherwise, too."""
    advised = SMALL.replace(
        "    costs: {exam: 50}\n", "    costs: {exam: 50}\n    recommends: job\n"
    )
    (place / "small.yaml").write_text(advised, "utf-8")
    other = advised.replace("id: small", "id: other").replace("[badge]", "[office]")
    (place / "other.yaml").write_text(f"{other}  office: {{title: O, requires: badge}}\n", "utf-8")
    done = invoke("compare", "small.yaml", *START, "--what-if", change, "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["compared"][1]["steps"] == steps
    assert "There is nothing called" not in done.stderr


@pytest.mark.parametrize("flag", ["--from", "--previous", "--learner"])
def test_a_picture_is_called_a_picture(place: Path, flag: str) -> None:
    """What is not a text is named for what it is, and a broken PDF for being broken."""
    (place / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    said = invoke("plan", "small.yaml", flag, "x.png").stderr
    assert "x.png: This is a PNG picture, not a " in said
    (place / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    said = invoke("plan", "small.yaml", flag, "x.pdf").stderr
    assert ("x.pdf: This is a PDF" if flag == "--learner" else "x.pdf: The PDF cannot be") in said


@pytest.mark.parametrize("name", ["GED", "High school diploma or GED", "diploma de preparatoria"])
def test_a_step_is_named_in_either_language(place: Path, name: str) -> None:
    """Who answers in one language may name a step as the pathway does, or as the page does."""
    flags = ("--goal", "cca", "--language", "es", "-t", "json")
    done = invoke("plan", PATHWAY, *START, *flags, "--have", name)
    assert done.exit_code == 0, done.stderr
    [held] = json.loads(done.stdout)["learner"]["holds"]
    assert held["step"] == "high-school-diploma"


def test_a_flag_tells_the_grade_and_the_renewal_of_what_is_done(place: Path) -> None:
    """They stand behind the step and its day, and are held as a learner file holds them."""
    more = "cca=2024-05-01:grade=B:renewed=2026-05-01"
    flags = ("--goal", "cca", "--have", more, "-t", "json")
    done = invoke("plan", PATHWAY, *START, *flags)
    assert done.exit_code == 0, done.stderr
    held = json.loads(done.stdout)["learner"]["holds"]
    assert held == [
        {"step": "cca", "since": "2024-05-01", "renewed": "2026-05-01", "grade": "B"},
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cca:grade=", "The grade of 'cca' is missing."),
        ("cca:renewed=soon", "'soon' is not a date."),
        ("cca=2026-05-01:renewed=2024-05-01", "Renewed must not be before the day"),
    ],
)
def test_a_grade_or_a_renewal_that_cannot_be_is_told(place: Path, text: str, words: str) -> None:
    """Each slip is named, and no plan is made."""
    done = invoke("plan", PATHWAY, *START, "--have", text)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split())


def test_who_gives_a_sheet_for_one_person_is_told_of_batch(place: Path) -> None:
    """Newcomer C5: a list of people is no learner file, and there is a command for it."""
    Path("people.csv").write_text("Name,Start\nAna,2027-01-04\n")
    done = invoke("plan", "small.yaml", "--learner", "people.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pathplanner batch people.csv -o FOLDER" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "more", "goal", "said"),
    [
        ("medical coder", (), "medical-coder-job",
         "Taken for 'medical coder': medical-biller-and-coder --goal medical-coder-job (Work as a"),
        ("medical coder", ("--goal", "cca"), "cca",
         "Taken for 'medical coder': medical-biller-and-coder (Medical biller and coder)."),
        ("coder", (), "cpc",
         "Taken for 'coder': medical-biller-and-coder (Medical biller and coder)."),
    ],
)  # fmt: skip
def test_a_career_is_told_in_plain_words(
    place: Path, words: str, more: tuple[str, ...], goal: str, said: str
) -> None:
    """Words that name one career are that career; standard error says how they were taken."""
    done = invoke("plan", words, *START, *more, "-t", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["goal"] == [goal]
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("RHIA", "'RHIA' may mean several careers. Name one: health-information-technician --goal "
         "rhia (RHIA (health information administrator)); medical-biller-and-coder --goal rhia"),
        ("CNA", "No career is called 'CNA'. Name one: registered-nurse (State exam and"),
        ("xyzzy", "There is no bundled pathway 'xyzzy'. Known: electrician,"),
    ],
)  # fmt: skip
def test_words_that_name_no_single_career_are_refused(place: Path, words: str, said: str) -> None:
    """What may be meant is told, for a plan and for what is shown, and nothing is guessed."""
    for done in (invoke("plan", words, *START), invoke("show", words)):
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in " ".join(done.stderr.split())
    shown = invoke("show", "nurse")
    assert shown.stdout.startswith("Registered nurse (registered-nurse)")
