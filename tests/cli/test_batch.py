"""`batch` plans for everybody in a sheet, goes on after any stop, and `due` lists the days."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.cli.running import SMALL, environment, invoke, run

import pathplanner as pp
from pathplanner.desk import caseload
from pathplanner.desk.manifest import entries_of
from pathplanner.files import only_one

PEOPLE = """\
Name,Start,Hours,Language,Variant,Formats
Ana,2027-01-04,10,,,
Ben,2027-02-01,20,,brief,text; json
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a small pathway and two people, which is the current one."""
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "people.csv").write_text(PEOPLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ARGS = ("batch", "people.csv", "-o", "out", "--pathway", "small.yaml", "-t", "checklist")


def reports(*args: str) -> list[dict[str, Any]]:
    """Return what `--json` tells of each person, and at last of all."""
    return [json.loads(line) for line in invoke(*args, "--json").stdout.splitlines()]


def test_everybody_gets_their_files(place: Path) -> None:
    """Each person has files in the formats of their own, and a line in the list with all of it."""
    done = invoke(*ARGS)
    assert done.exit_code == 0, done.output
    found = sorted(str(one.relative_to(place / "out")) for one in (place / "out").rglob("*.*"))
    assert found == [
        ".lock", "ana.md", "ben.json", "ben.txt", "manifest.jsonl", "plans/ana.json",
        "plans/ben.json",
    ]  # fmt: skip
    ana, ben = entries_of("out")
    plan = pp.load_plan("out/plans/ana.json")
    assert (plan.learner.name, str(plan.finish)) == ("Ana", ana.finish)
    assert ben.files == ("plans/ben.json", "ben.txt", "ben.json")
    assert (ben.row, ben.status, bool(ben.input), ben.versions["pathplanner"]) == (
        3, "done", True, pp.__version__,
    )  # fmt: skip


def test_who_is_unchanged_is_not_planned_again(place: Path) -> None:
    """A changed row, a changed pathway, other options and a lost file make it be done anew."""
    invoke(*ARGS)
    before = (place / "out" / "ana.md").stat().st_mtime_ns
    assert [one["unchanged"] for one in reports(*ARGS)[:-1]] == [True, True]
    assert (place / "out" / "ana.md").stat().st_mtime_ns == before
    (place / "people.csv").write_text(PEOPLE.replace("Ben,2027-02-01", "Ben,2027-03-01"))
    assert sorted(one["unchanged"] for one in reports(*ARGS)[:-1]) == [False, True]
    (place / "out" / "ana.md").unlink()
    assert sorted(one["unchanged"] for one in reports(*ARGS)[:-1]) == [False, True]
    (place / "small.yaml").write_text(SMALL.replace("exam: 50", "exam: 60"))
    assert [one["unchanged"] for one in reports(*ARGS)[:-1]] == [False, False]
    brief = reports(*ARGS, "--option", "variant=brief")[:-1]
    assert {one["name"]: one["unchanged"] for one in brief} == {"Ana": False, "Ben": True}
    assert reports(*ARGS, "--option", "variant=brief", "--again")[-1]["counts"]["done"] == 2


def test_two_formats_of_one_sort(place: Path) -> None:
    """What is PDF ends in .pdf, whichever format makes it."""
    args = ("batch", "people.csv", "-o", "out", "--pathway", "small.yaml")
    assert invoke(*args, "-t", "typst", "-t", "json").exit_code == 0
    assert (place / "out" / "ana.pdf").read_bytes().startswith(b"%PDF")


def test_files_of_a_format_no_longer_asked_for_go(place: Path) -> None:
    """What an older run made for a person and this one does not is taken away."""
    invoke(*ARGS)
    invoke("batch", "people.csv", "-o", "out", "--pathway", "small.yaml", "-t", "csv")
    assert (place / "out" / "ana.csv").is_file()
    assert not (place / "out" / "ana.md").exists()


def test_a_faulty_row_stops_no_other(place: Path) -> None:
    """Its place is told on a line of its own, the others are done, and the status is 1."""
    text = PEOPLE + "Cy,tomorrow,10,,,\nDi,2027-01-04,10,,short,\nEd,2027-01-04,10,,,nix\n"
    (place / "people.csv").write_text(text)
    done = invoke(*ARGS)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert "  people.csv, row 4, column B (Start): 'tomorrow' is not a date." in done.stdout
    assert any(line.startswith("  people.csv, row 5, column E (Variant): 's") for line in lines)
    assert any(line.startswith("  people.csv, row 6, column F (Formats): The") for line in lines)
    assert [one.status for one in entries_of("out")] == ["done"] * 2 + ["faulty"] * 3
    assert (place / "out" / "ana.md").is_file()


def test_a_person_without_a_plan(place: Path) -> None:
    """Their file says why there is none, and the status is 1."""
    text = "Name,Start,Deadline,Hours\nAna,2027-01-04,2027-01-05,1\nBen,2027-01-04,,10\n"
    (place / "people.csv").write_text(text)
    assert invoke(*ARGS).exit_code == 1
    assert [one.status for one in entries_of("out")] == ["impossible", "done"]
    assert (place / "out" / "ana.md").is_file()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name,Hours\nAna,x\n", "people.csv, row 2, column B (Hours)"),
        ("Who\nAna\n", "No row has headings that are known."),
        ("Name,Goal\n", "nobody"),
        ("Name,Goal\nAna,nowhere\n", "column B (Goal): The pathway small has no step 'nowhere'"),
    ],
)
def test_where_nothing_can_be_done(place: Path, text: str, words: str) -> None:
    """Where there is nobody to plan for the status is 2, and it is told why."""
    (place / "people.csv").write_text(text)
    done = invoke(*ARGS)
    assert done.exit_code == 2
    assert words in done.output


def test_wrong_options_are_told_at_once(place: Path) -> None:
    """A format, an option, a pair and a day that are wrong are told together, before any work."""
    args = ("-t", "nix", "--option", "paper=a5", "-t", "typst", "--map", "x", "--start", "soon")
    done = invoke("batch", "people.csv", "-o", "out", *args)
    assert done.exit_code == 2
    for words in ("no renderer 'nix'", "'a5'", "'x' has no name and value", "'soon'"):
        assert words in done.output
    assert not (place / "out").exists()


@pytest.mark.parametrize("name", ["due", "summary"])
def test_how_a_command_inside_is_called(name: str) -> None:
    """Help and complaints of `batch due` and `batch summary` say how these are called."""
    asked, wrong = invoke("batch", name, "--help"), invoke("batch", name)
    for said in (asked.stdout, wrong.stderr):
        assert said.startswith(f"Usage: pathplanner batch {name} [OPTIONS] FOLDER")


def test_a_folder_of_learner_files(place: Path) -> None:
    """Each learner file is a person called by its name; a faulty one tells its line."""
    (place / "people").mkdir()
    head = "format: pathplanner/learner/1\nstart: 2027-01-04\n"
    (place / "people" / "Ana B.yaml").write_text(head)
    (place / "people" / "ben.yaml").write_text(head + "hours_per_week: x\n")
    (place / "people" / "notes.txt").write_text("x")
    done = invoke("batch", "people", *ARGS[2:])
    assert done.exit_code == 1
    assert [(one.person, one.status) for one in entries_of("out")] == [
        ("ana-b", "done"),
        ("ben", "faulty"),
    ]
    assert "people/ben.yaml:3:17: hours_per_week: 'x' is not a number." in done.stdout
    assert reports("batch", "people", *ARGS[2:])[-1]["counts"]["unchanged"] == 1


def test_names_that_would_leave_the_folder(place: Path) -> None:
    """A hostile name and a hostile list write and take away nothing outside the folder."""
    (place / "people.csv").write_text('Name,Start\n"../../x",2027-01-04\n')
    (place / "precious.md").write_text("precious")
    (place / "out").mkdir()
    line = {"person": "x", "name": "x", "files": ["../precious.md"], "status": "done"}
    (place / "out" / "manifest.jsonl").write_text(json.dumps(line) + "\n")
    assert invoke(*ARGS).exit_code == 0
    assert (place / "out" / "x.md").is_file()
    assert (place / "precious.md").read_text() == "precious"


def test_two_runs_on_one_folder(place: Path) -> None:
    """The second run on a folder ends with words, and touches nothing."""
    (place / "out").mkdir()
    with only_one(place / "out"):
        done = invoke(*ARGS)
    assert (done.exit_code, (place / "out" / "manifest.jsonl").exists()) == (2, False)
    assert "Another run is at work in out." in done.output
    assert invoke(*ARGS).exit_code == 0


def test_half_a_line_and_half_a_file(place: Path) -> None:
    """What a killed run left in the middle of writing is done anew and cleared away."""
    invoke(*ARGS)
    list_ = place / "out" / "manifest.jsonl"
    whole = list_.read_bytes()
    list_.write_bytes(whole[: len(whole) - 40])
    (place / "out" / ".abc.part").write_bytes(b"half")
    found = reports(*ARGS)
    assert found[-1]["counts"] | {"unchanged": 1, "done": 1} == found[-1]["counts"]
    assert not (place / "out" / ".abc.part").exists()
    assert len(list_.read_text().splitlines()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_that_is_stopped_goes_on(place: Path, number: int, workers: str) -> None:
    """After kill -9 or Ctrl-C what is done stays, no worker lives on, and a new run ends it."""
    rows = "".join(f"P{count},2027-01-04,{5 + count % 20}\n" for count in range(60))
    (place / "people.csv").write_text(f"Name,Start,Hours\n{rows}")
    call = [sys.executable, "-m", "pathplanner", *ARGS, "--workers", workers]
    with subprocess.Popen(
        call, cwd=place, env=environment(), stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        for _ in range(3):
            process.stdout.readline()
        process.send_signal(number)
        process.wait(60)
    deadline = time.monotonic() + 30
    while _group_lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _group_lives(process.pid)
    kept = {one.person for one in entries_of("out")}
    assert 3 <= len(kept) < 60
    for one in kept:
        assert (place / "out" / f"{one}.md").is_file()
    found = reports(*ARGS)
    assert found[-1]["counts"]["unchanged"] == len(kept)
    assert found[-1]["counts"]["done"] == 60 - len(kept)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_workers_make_the_same_files(place: Path) -> None:
    """Two workers write the same pages as one, and the list has the order of the sheet."""
    rows = "".join(f"P{count},2027-01-04,{5 + count}\n" for count in range(12))
    (place / "people.csv").write_text(f"Name,Start,Hours\n{rows}")
    assert run(place, *ARGS).returncode == 0
    assert run(place, *ARGS[:3], "two", *ARGS[4:], "--workers", "2").returncode == 0
    for file in (place / "out").rglob("*.md"):
        assert file.read_bytes() == (place / "two" / file.name).read_bytes()
    names = [one.person for one in entries_of("two")]
    assert names == [f"p{count}" for count in range(12)]


def test_the_example_goes_through(place: Path) -> None:
    """What `--example` prints is a sheet that the command takes."""
    (place / "example.csv").write_text(invoke("batch", "--example").stdout)
    done = invoke("batch", "example.csv", "-o", "out", "-t", "json")
    assert done.exit_code == 0, done.output
    assert [pp.load_plan(f"out/c-00{n}.json").pathway.language for n in (1, 2)] == ["es", "en"]


def test_what_falls_due(place: Path) -> None:
    """Begins, ends, reviews and the goal of a time are listed by day for all who have a plan."""
    invoke(*ARGS)
    plan = pp.load_plan("out/plans/ana.json")
    first = plan.steps[0]
    args = ("batch", "due", "out", "--from", "2027-01-04", "--to", str(plan.finish))
    rows = json.loads(invoke(*args, "--json").stdout)["due"]
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    ana = {(row["day"], row["kind"]) for row in rows if row["person"] == "ana"}
    assert {(str(first.start), "begins"), (str(first.finish), "ends")} <= ana
    assert (str(plan.finish), "goal") in ana
    table = invoke(*args).stdout
    assert all(words in table for words in ("Day", "2027-01-04", "Ana", "A course"))
    day = ("--from", "2026-01-01", "--to", "2026-01-02")
    assert "Nothing falls due" in invoke("batch", "due", "out", *day).output


def test_what_falls_due_as_csv(place: Path) -> None:
    """The table holds nothing that a spreadsheet program would run as a formula."""
    (place / "people.csv").write_text('Id,Name,Start\n1,"=HYPERLINK(1)",2027-01-04\n')
    invoke(*ARGS)
    days = ("--from", "2027-01-01", "--to", "2027-03-01")
    assert invoke("batch", "due", "out", *days, "-o", "due.csv").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((place / "due.csv").read_text("utf-8-sig"))))
    assert rows
    assert {row["name"] for row in rows} == {"'=HYPERLINK(1)"}
    assert invoke("batch", "due", "out", *days, "-o", "due.xlsx").exit_code == 0
    heads, *cells = load_workbook("due.xlsx").worksheets[0].iter_rows()
    assert [cell.value for cell in heads][:2] == ["day", "person"]
    assert {(row[2].value, row[2].data_type) for row in cells} == {("=HYPERLINK(1)", "s")}
    assert cells[0][0].is_date


def test_who_is_no_longer_in_the_sheet(place: Path) -> None:
    """They are named, their files stay, and the list is that of the sheet."""
    invoke(*ARGS)
    (place / "people.csv").write_text(PEOPLE.partition("Ben")[0])
    done = invoke(*ARGS)
    assert "No longer in people.csv: ben. Their files stay in out." in done.output
    assert (place / "out" / "ben.txt").is_file()
    assert [one.person for one in entries_of("out")] == ["ana"]


def test_a_mistake_of_ours_stops_no_other(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a plan fails for a reason of our own, its person has a fault; the rest is done."""
    inner = caseload.plan

    def failing(case: Any) -> pp.Plan:
        if case.learner.name == "Ana":
            raise RuntimeError("boom")
        return inner(case)

    monkeypatch.setattr(caseload, "plan", failing)
    done = invoke(*ARGS)
    assert done.exit_code == 1
    assert "people.csv, row 2: pathplanner itself failed here: RuntimeError: boom." in done.stdout
    assert (place / "out" / "ben.txt").is_file()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere",), "no folder of a caseload"),
        (("out", "--from", "2027-02-01", "--to", "2027-01-01"), "The last day is before the first"),
        (("out", "--from", "x"), "'x' is not a date"),
    ],
)
def test_wrong_questions_of_what_falls_due(place: Path, args: tuple[str, ...], words: str) -> None:
    """No caseload, days that run backwards and a day that is none end with status 2 and words."""
    done = invoke("batch", "due", *args)
    assert done.exit_code == 2
    assert words in done.output


def test_lists_and_logo_of_an_office_count_for_everybody(place: Path) -> None:
    """Offers in a list beside the office file are planned with, also where people share a purse."""
    square = b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAC0lEQVR4nGNgQAYAAA4AAamRc7EAAAAASUVORK5CYII="
    )
    (place / "logo.png").write_bytes(square)
    row = "night,course,Night School,70,4 weeks,list,2026-11-01\n"
    (place / "offers.csv").write_text(f"id,step,provider,price,duration,from,on\n{row}")
    (place / "people.csv").write_text("Name,Start\nAna,2027-01-04\nBen,2027-01-04\n")
    office = "format: pathplanner/office/1\noffers_from: [offers.csv]\nlogo: logo.png\n"
    args = ("batch", "people.csv", "-o", "out", "--pathway", "small.yaml", "-t", "json")
    for purses in ("", "purses: [{name: Fund, amount: 10}]\n"):
        (place / "office.yaml").write_text(office + purses)
        done = invoke(*args, "--office", "office.yaml")
        assert done.exit_code == 0, done.output
        made = pp.load_plan(place / "out" / "ana.json")
        assert [one.offer.id for one in made.steps if one.offer] == ["night"]
        assert made.learner.support.logo
        assert made.learner.funding == () or purses
    (place / "offers.csv").write_text(
        f"id,step,provider,price,duration,from,on\n{row.replace('70', '60')}"
    )
    assert "unchanged" not in invoke(*args, "--office", "office.yaml").output
    (place / "offers.csv").unlink()
    done = invoke(*args, "--office", "office.yaml")
    assert done.exit_code == 2
    assert (
        "office.yaml:2:15: offers_from[0]: There is no list of offers 'offers.csv'" in done.output
    )


def test_what_an_office_found_out_counts_for_everybody(place: Path) -> None:
    """Facts of a file and of flags are used for all, and a change of them plans anew."""
    (place / "office.yaml").write_text(
        "format: pathplanner/office/1\nfacts: {badge.costs.exam: 60, course.study_hours: 40}\n"
    )
    (place / "people.csv").write_text("Name,Start\nAna,2027-01-04\nBen,2027-01-04\n")
    args = ("batch", "people.csv", "-o", "out", "--pathway", "small.yaml", "-t", "json")
    done = invoke(*args, "--office", "office.yaml", "--fact", "badge.costs.exam=70")
    assert done.exit_code == 0, done.output
    for name in ("ana", "ben"):
        made = pp.load_plan(place / "out" / f"{name}.json")
        assert (made.cost.likely, made.study_hours) == (170, 40)
    done = invoke(*args, "--office", "office.yaml")
    assert "unchanged" not in done.output
    assert pp.load_plan(place / "out" / "ana.json").cost.likely == 160
    done = invoke(*args, "-O", "out")
    assert (done.exit_code, "'out' has no name and value. Write NAME=VALUE." in done.output) == (
        2,
        True,
    )


def test_a_page_that_is_open_elsewhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has it open is told to close it, the others are done, and the next run ends it."""
    replace = Path.replace

    def locked(part: Path, path: Path) -> Path:
        if Path(path).name == "ana.md":
            raise PermissionError(13, "Permission denied")
        return replace(part, path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", locked)
        done = invoke(*ARGS)
    assert done.exit_code == 1
    assert "ana.md: Permission denied. Is it open in another program?" in done.stdout
    assert [one.status for one in entries_of("out")] == ["faulty", "done"]
    assert invoke(*ARGS).exit_code == 0
    assert (place / "out" / "ana.md").is_file()


def test_a_disk_that_is_full(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends in words, nobody is told to be done who is not, and the next run goes on."""
    replace = Path.replace

    def full(part: Path, path: Path) -> Path:
        if Path(path).name == "ben.txt":
            raise OSError(28, "No space left on device")
        return replace(part, path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        done = invoke(*ARGS)
    assert done.exit_code == 2
    assert "No space left on device" in done.output
    assert [one.person for one in entries_of("out")] == ["ana"]
    assert reports(*ARGS)[-1]["counts"]["unchanged"] == 1
