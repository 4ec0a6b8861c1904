"""`pathplanner plan`: flags, files, formats and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.cli.running import PATHWAY, START, invoke, run


def made(*args: str, start: tuple[str, ...] = START) -> dict[str, Any]:
    """Return the plan that the command prints as JSON."""
    result = invoke("plan", "small.yaml", *start, *args, "-t", "json")
    assert result.exit_code in (0, 1), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_main_job(place: Path) -> None:
    """The one command of the README writes the PDF, the checklist and the JSON."""
    args = (PATHWAY, "--goal", "cpc", *START, "--hours", "12", "--have", "high-school-diploma")
    files = ("roadmap.pdf", "checklist.md", "plan.json")
    done = run(place, "plan", *args, *(part for file in files for part in ("-o", file)))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "".join(f"Wrote {file}\n" for file in files)
    plan = json.loads((place / "plan.json").read_text())
    text = " ".join(page.extract_text() for page in PdfReader(place / "roadmap.pdf").pages)
    flat = " ".join(text.split())
    for step in plan["steps"]:
        assert step["title"] in flat
        assert step["title"].split("(")[0].strip() in (place / "checklist.md").read_text()
    assert plan["goal"] == ["cpc"]


def test_a_summary_without_outputs(place: Path) -> None:
    """Without -o and -t the finish, the cost and the steps are printed, not colored."""
    done = run(place, "plan", "small.yaml", *START)
    assert done.returncode == 0
    for words in ("A badge", "January 4, 2027", "You pay: $150", "What to do next", "1. A course"):
        assert words in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u00a0" not in done.stdout
    assert done.stderr == "To print it, add: -o roadmap.pdf\n"


@pytest.mark.parametrize(
    ("flags", "field", "value"),
    [
        (("--name", "Ana"), "name", "Ana"),
        (("--start", "2028-02-29"), "start", "2028-02-29"),
        (("--hours", "12.5"), "hours_per_week", "12.5"),
        (("--savings", "900"), "savings", "900"),
        (("--monthly", "50"), "monthly", "50"),
        (("--budget", "700"), "budget", "700"),
        (("--deadline", "2030-01-01"), "deadline", "2030-01-01"),
        (("--state", "us-tx"), "state", "US-TX"),
        (("--state", "Ohio"), "state", "US-OH"),
        (("--state", "OH"), "state", "US-OH"),
        (("--savings", "$1,500"), "savings", "1500"),
        (("--monthly", "120 dollars a month"), "monthly", "120"),
        (("--hours", "8 hours"), "hours_per_week", "8"),
        (("--work-hours", "20 hours"), "work_hours", "20"),
        (("--area", "Columbus, OH"), "area", "Columbus, OH"),
        (("--birth-date", "1990-05-06"), "birth_date", "1990-05-06"),
        (("--prefer", "cheapest"), "prefer", "cheapest"),
        (("--recommended",), "recommended", True),
        (("--no-recommended",), "recommended", False),
        (("--avoid", "job"), "avoid", ["job"]),
        (("--insist", "job,course"), "insist", ["job", "course"]),
        (("--goal", "course", "--goal", "job"), "goal", ["course", "job"]),
    ],
)
def test_each_flag_reaches_the_learner(
    place: Path, flags: tuple[str, ...], field: str, value: object
) -> None:
    """Every flag about the person sets the field of its name."""
    start = () if "--start" in flags else START
    assert made(*flags, start=start)["learner"][field] == value


def test_what_is_assumed(place: Path) -> None:
    """--assume takes the place of what plans and the learner file assume; none is for all."""
    (place / "me.yaml").write_text(
        "format: pathplanner/learner/1\nassumptions: {hiring: 9 weeks, result: 2 days}\n"
    )
    args = ("--learner", "me.yaml", "--assume", "hiring=2 to 4 weeks", "--assume", "booking=none")
    assumed = {one["what"]: one.get("span") for one in made(*args)["learner"]["assumptions"]}
    assert assumed["hiring"] == {"low": 2, "likely": 3, "high": 4, "unit": "weeks", "middle": True}
    assert assumed["result"]["likely"] == 2
    assert assumed["booking"] is None
    nothing = made("--assume", "none")["learner"]["assumptions"]
    assert len(nothing) == 8
    assert all(one.get("span") is None for one in nothing)


def test_what_cannot_be_assumed_is_named(place: Path) -> None:
    """Each mistake tells the flag and the nearest right word."""
    args = ("--assume", "hirin=3 weeks", "--assume", "booking", "--assume", "result=5")
    done = run(place, "plan", "small.yaml", *START, *args, "--work-hours", "-1")
    assert done.returncode == 2
    assert "--assume: 'hirin' is not assumed. Did you mean hiring?" in done.stderr
    assert "--assume: 'booking' has no length." in done.stderr
    assert "--assume result: The span '5' has no unit." in done.stderr
    assert "--work-hours: Must" in done.stderr


def test_held_steps_and_their_dates(place: Path) -> None:
    """--have takes steps with and without dates, in lists and repeated."""
    holds = made("--have", "course=2026-01-02,job", "--goal", "badge")["learner"]["holds"]
    assert holds == [{"step": "course", "since": "2026-01-02"}, {"step": "job"}]


def test_a_step_under_way(place: Path) -> None:
    """--under-way names the step and the day it was begun."""
    begun = made("--under-way", "job=2026-12-01")["learner"]["under_way"]
    assert begun == [{"step": "job", "begun": "2026-12-01"}]


def test_failed_and_dropped_steps(place: Path) -> None:
    """--failed may name a step twice; --dropped leaves a step out; both need a day."""
    learner = made("--failed", "badge=2026-11-01,badge=2026-12-01", "--dropped", "job=2026-12-02")
    assert learner["learner"]["failed"] == [
        {"step": "badge", "on": "2026-11-01"},
        {"step": "badge", "on": "2026-12-01"},
    ]
    assert learner["learner"]["dropped"] == [{"step": "job", "on": "2026-12-02"}]
    done = run(place, "plan", "small.yaml", "--failed", "job", "--dropped", "badge=soon")
    assert done.returncode == 2
    assert "'job' has no day on which it failed" in done.stderr
    assert "--dropped badge" in done.stderr


def test_what_failed_or_was_dropped_must_fit_the_rest(place: Path) -> None:
    """Contradictions are named by their flag."""
    args = ("--have", "course", "--failed", "course=2026-12-01", "--dropped", "badge=2026-12-01")
    done = run(place, "plan", "small.yaml", *START, *args)
    assert done.returncode == 2
    assert "--failed: course is both held and failed." in done.stderr
    assert "--dropped: badge is both dropped and the goal." in done.stderr


def test_newer_flags_settle_what_the_file_says(place: Path) -> None:
    """What is passed now no longer failed, what is begun again no longer is dropped."""
    (place / "me.yaml").write_text(
        "format: pathplanner/learner/1\nstart: 2027-03-01\nunder_way: {job: 2027-01-01}\n"
        "failed: {course: 2027-01-05}\ndropped: {badge: 2027-01-06}\n"
    )
    args = ("--have", "course", "--under-way", "badge=2027-02-01", "--failed", "job=2027-02-02")
    learner = json.loads(
        invoke("plan", "small.yaml", "--learner", "me.yaml", *args, "-t", "json").stdout
    )["learner"]
    assert learner["failed"] == [{"step": "job", "on": "2027-02-02"}]
    assert learner["dropped"] == []
    assert learner["under_way"] == [{"step": "badge", "begun": "2027-02-01"}]


def test_flags_win_over_the_learner_file(place: Path) -> None:
    """A flag takes the place of a value in the file, and adds to its lists of steps."""
    (place / "me.yaml").write_text(
        "format: pathplanner/learner/1\nname: Ana\nstart: 2027-03-01\nhours_per_week: 5\n"
        "holds: [course]\nunder_way: {job: 2027-01-01}\n"
    )
    args = ("plan", "small.yaml", "--learner", "me.yaml", "--hours", "9", "--have", "job")
    learner = json.loads(invoke(*args, "-t", "json").stdout)["learner"]
    assert (learner["name"], learner["start"]) == ("Ana", "2027-03-01")
    assert learner["hours_per_week"] == "9"
    assert learner["holds"] == [{"step": "course"}, {"step": "job"}]
    assert learner["under_way"] == []


def test_today_is_the_start(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a start the plan starts on the day of the clock, which can be fixed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert made(start=())["start"] == "2027-01-15"


def test_all_faults_at_once(place: Path) -> None:
    """Wrong flags, outputs, options and a wrong learner file are all named in one run."""
    (place / "me.yaml").write_text("format: pathplanner/learner/1\nhours_per_week: lots\n")
    args: tuple[str, ...] = (
        "--start",
        "2027-02-30",
        "--deadline",
        "soon",
        "--budget",
        "-3",
        "--hours",
        "200",
    )
    args += ("--state", "Texos", "--prefer", "fast", "--have", "curse", "--under-way", "job")
    args += ("-o", "no/x.md", "-o", "a.zip", "-O", "paper", "--learner", "me.yaml")
    done = run(place, "plan", "small.yaml", *args)
    assert done.returncode == 2
    assert done.stdout == ""
    expected: tuple[str, ...] = (
        "--start",
        "--deadline",
        "--budget",
        "--hours",
        "--state",
        "--prefer",
        "'curse'",
    )
    expected += ("--under-way", "no/x.md", "a.zip", "-O", "me.yaml:2:", "Did you mean fastest")
    for words in expected:
        assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--have", "job=2026-02-30"), "The calendar has no day 2026-02-30"),
        (("--have", ",job"), "A step's name is missing"),
        (("--have", "job", "--under-way", "job=2026-01-01"), "both done and under way"),
        (("--goal", "bagde"), "--goal: The pathway small has no step 'bagde'. Did you mean badge?"),
        (("--under-way", "job=2027-02-01"), "--under-way: job is under way but begins on"),
        (("--avoid", "job", "--insist", "job"), "both to be avoided and insisted on"),
        (("--hours", "NaN"), "'NaN' is not a number"),
        (("-o", "-"), "Standard output needs a format"),
        (("-t", "pfd"), "Did you mean pdf?"),
        (("-t", "pdf", "-O", "paper=b5"), "Give one of: letter, a4."),
        (("-t", "pdf", "-O", "papre=a4"), "Did you mean paper?"),
        (("-o", "."), "This is a folder"),
        (("-o", "a.json", "-o", "./a.json"), "written more than once"),
        (("-o", "a.json", "-t", "checklist"), "No output is of the format checklist"),
        (("-o", "small.yaml", "-t", "json"), "This file is read for the plan"),
        (("--learner", "none.yaml"), "none.yaml: There is no such file."),
    ],
)
def test_bad_input(place: Path, flags: tuple[str, ...], words: str) -> None:
    """Each wrong flag gives status 2, its own message, and no output."""
    before = sorted(place.iterdir())
    result = invoke("plan", "small.yaml", *START, *flags)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert sorted(place.iterdir()) == before


def test_unknown_pathway(place: Path) -> None:
    """A pathway that is not there is named with the nearest that is."""
    result = invoke("plan", "medical-biler-and-coder")
    assert result.exit_code == 2
    assert f"Did you mean {PATHWAY}?" in result.stderr


def test_an_impossible_plan(place: Path) -> None:
    """Status 1: reasons and changes are printed, and the outputs asked for are written."""
    args = ("plan", "small.yaml", *START, "--deadline", "2027-01-05")
    done = run(place, *args)
    assert done.returncode == 1
    for words in ("The soonest finish is", "What would make it possible", "Allow until"):
        assert words in done.stdout
    done = run(place, *args, "-o", "plan.json", "-o", "no.md")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Wrote plan.json\nWrote no.md\n" in done.stderr
    assert "The soonest finish is" in done.stderr
    assert json.loads((place / "plan.json").read_text())["status"] == "impossible"


def test_the_format_of_standard_output(place: Path) -> None:
    """-t is the format of `-` and of unknown suffixes; known suffixes keep theirs."""
    args = ("-o", "-", "-o", "note.note", "-o", "plan.json", "-t", "checklist")
    result = invoke("plan", "small.yaml", *START, *args)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (place / "note.note").read_text()
    assert result.stdout.startswith("# A badge")
    assert json.loads((place / "plan.json").read_text())["status"] == "optimal"


def test_options_of_a_renderer(place: Path) -> None:
    """-O changes how a format looks: A4 is narrower than letter."""
    done = run(place, "plan", "small.yaml", *START, "-o", "a.pdf", "-O", "paper=a4")
    assert done.returncode == 0, done.stderr
    assert round(float(PdfReader(place / "a.pdf").pages[0].mediabox.width)) == 595


def test_nothing_is_written_when_one_format_fails(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second renderer fails, the first file is not touched."""
    import pathplanner_json

    def fail(*_: object) -> bytes:
        raise RuntimeError("broken")

    (place / "list.md").write_text("old")
    monkeypatch.setattr(pathplanner_json.JsonRenderer, "render", fail)
    result = invoke("plan", "small.yaml", *START, "-o", "list.md", "-o", "plan.json")
    assert result.exit_code == 2
    assert "renderer 'json' (from pathplanner 0.1.0) failed: RuntimeError: broken" in result.stderr
    assert (place / "list.md").read_text() == "old"
    assert not (place / "plan.json").exists()


def test_an_old_file_stays_when_it_cannot_be_replaced(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails leaves the old file as it was, and nothing beside it."""
    (place / "plan.json").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    result = invoke("plan", "small.yaml", *START, "-o", "plan.json")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert (place / "plan.json").read_text() == "old"
    assert sorted(path.name for path in place.iterdir()) == ["plan.json", "small.yaml"]


def test_binary_to_a_terminal_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF goes to a pipe but not to a terminal."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    result = invoke("plan", "small.yaml", *START, "-t", "pdf")
    assert result.exit_code == 2
    assert "-o roadmap.pdf" in result.stderr
    monkeypatch.undo()


def test_hostile_names_are_shown_harmless(place: Path) -> None:
    """Control characters in a name or title reach no terminal."""
    (place / "bad.yaml").write_text(
        "format: pathplanner/pathway/1\nid: bad\ntitle: Bad\ndestinations: [a]\n"
        'steps: {a: {title: "x\\e[31m\\u202e", study_hours: 1}}\n'
    )
    result = invoke("plan", "bad.yaml", *START, "--name", "N\x1b[2J")
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "[U+001B]" in result.stdout
