"""`batch summary` sums up a caseload: goals, quarters, money, who is stuck, calls and seats."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from tests.cli.running import SMALL, invoke

import pathplanner as pp

OPEN = SMALL.replace("costs: 100", "costs: {tuition: unknown}\n    provider: The college").replace(
    "study_hours: 20", "study_hours: unknown"
)

PEOPLE = """\
Id,Name,Pathway,Start,Hours,Budget,Deadline,Funding,Avoid
a,Ana,small.yaml,2027-01-25,10,,,WIOA=120,
b,Ben,small.yaml,2027-03-01,20,,,WIOA=30; Pell=500,
c,Cy,small.yaml,2027-05-03,5,10,,,
d,Di,open.yaml,2027-01-04,5,,,,job
e,Ed,small.yaml,2027-01-04,ten,,,,
f,=Fay,small.yaml,2027-01-04,10,,2027-01-05,,job
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a caseload of six, of whom one row is faulty and two have no plan."""
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "open.yaml").write_text(OPEN)
    (tmp_path / "people.csv").write_text(PEOPLE)
    monkeypatch.chdir(tmp_path)
    assert invoke("batch", "people.csv", "-o", "out", "-t", "json").exit_code == 1
    return tmp_path


def told(*args: str) -> dict[str, Any]:
    """Return the report as a tree."""
    found: dict[str, Any] = json.loads(invoke("batch", "summary", "out", *args, "--json").stdout)
    return found


def test_figures(place: Path) -> None:
    """All are counted once: those with a plan, those without, and faulty rows."""
    (figures,) = told()["in-short"]
    assert figures["Have a plan"] == "3"
    assert figures["Have no plan yet"] == "2"
    assert figures["Have a fault in their row"] == "1"


def test_goals_and_quarters(place: Path) -> None:
    """Each goal has its people and when they finish, and each quarter those who finish in it."""
    report = told()
    rows = {(row["Goal"], row["People"], row["With a plan"]) for row in report["goals"][0]}
    assert rows == {("A badge", 5, 3)}
    finishes = [pp.load_plan(f"out/plans/{key}.json").finish for key in "abd"]
    quarters: dict[str, int] = {}
    for day in filter(None, finishes):
        name = f"{day.year}, quarter {(day.month + 2) // 3}"
        quarters[name] = quarters.get(name, 0) + 1
    assert {row["Quarter"]: row["People"] for row in report["finish"][0]} == quarters


def test_money(place: Path) -> None:
    """Sums are those of the plans; with an unknown price a sum is the least it may be."""
    figures, funds = told()["money"]
    plans = [pp.load_plan(f"out/plans/{key}.json") for key in "abd"]
    own = sum(plan.cost.out_of_pocket for plan in plans)
    assert figures["They pay themselves"] == f"at least ${own:,.0f}"
    sums = {row["Source"]: (row["It may pay"], row["The plans use"]) for row in funds}
    used = sum(plan.cost.likely - plan.cost.out_of_pocket for plan in plans)
    by_hand = {"WIOA": "$150", "Pell": "$500"}
    assert {name: most for name, (most, _) in sums.items()} == by_hand
    assert sum(float(amount.strip("$")) for _, amount in sums.values()) == used > 0


def test_who_is_stuck_and_what_would_help(place: Path) -> None:
    """Reasons and the changes that were planned to make sure are counted by person."""
    ways, helps = told()["stuck"]
    plans = [pp.load_plan(f"out/plans/{key}.json") for key in "cf"]
    assert sum(row["People"] for row in ways) == sum(
        len({reason.kind for reason in plan.reasons}) for plan in plans
    )
    assert {"What alone would help": "A later last day", "People": 1} in helps
    assert {"What alone would help": "A higher most to pay in all", "People": 1} in helps


def test_calls_and_seats(place: Path) -> None:
    """What nobody has found is asked once for a step; seats are counted by month of the start."""
    report = told()
    (call,) = report["calls"][0]
    assert (call["Step"], call["Whom"], call["People"]) == ("A course", "The college", 1)
    assert "cost" in call["What to ask"]
    assert "hours of study" in call["What to ask"]
    seats = {(row["Month"], row["Step"]): row["People"] for row in report["seats"][0]}
    plans = [pp.load_plan(f"out/plans/{key}.json") for key in "abd"]
    starts = [one.start for plan in plans for one in plan.steps if one.id == "course"]
    assert sum(seats.values()) == len(starts)
    assert seats["January 2027", "A course"] == sum(day.month == 1 for day in starts)


def test_a_goal_that_nobody_reaches(place: Path) -> None:
    """It stands there with nobody who finishes."""
    text = "\n".join(line for line in PEOPLE.splitlines() if line[:2] in ("Id", "c,", "f,"))
    Path("stuck.csv").write_text(text)
    invoke("batch", "stuck.csv", "-o", "stuck", "-t", "json")
    done = invoke("batch", "summary", "stuck", "--json")
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)["goals"][0]
    assert (row["People"], row["With a plan"], row["They finish"]) == (2, 0, "-")


def test_what_plans_ask_first_is_worth_a_call(place: Path) -> None:
    """A question of a plan is a call, too, though nothing in the plan is unknown."""
    Path("ask.csv").write_text(
        "Id,Pathway,Goal,Start,Hours,Has,Savings,Monthly\n"
        "x,medical-biller-and-coder,cpb,2027-01-05,9,high-school-diploma,1007,200\n"
    )
    invoke("batch", "ask.csv", "-o", "ask", "-t", "json")
    plan = pp.load_plan("ask/plans/x.json")
    (calls,) = json.loads(invoke("batch", "summary", "ask", "--json").stdout)["calls"]
    titles = {plan.titles[one.step] for one in plan.questions}
    assert {row["Step"] for row in calls} == titles
    assert titles


def test_nobody_is_named(place: Path) -> None:
    """Without --names no name and no id of a person is in any output."""
    names = ("Ana", "Ben", "Fay", "Di,")
    text = invoke("batch", "summary", "out").stdout
    page = invoke("batch", "summary", "out", "-t", "web").stdout
    assert not [name for name in names if name in text or name in page]
    named = invoke("batch", "summary", "out", "--names").stdout
    assert all(name in named for name in ("Ana", "Ben", "=Fay"))


@pytest.mark.parametrize("end", ["pdf", "html", "docx", "typst"])
def test_pages(place: Path, end: str) -> None:
    """It is written as the page of every format that shows pages."""
    done = invoke("batch", "summary", "out", "-o", f"report.{end}")
    assert done.exit_code == 0, done.output
    assert (place / f"report.{end}").stat().st_size > 2000


def test_workbook(place: Path) -> None:
    """Each section is a sheet; counts are numbers and no text is a formula."""
    done = invoke("batch", "summary", "out", "--names", "-o", "report.xlsx")
    assert done.exit_code == 0, done.output
    book = load_workbook("report.xlsx")
    assert book.sheetnames[0] == "Goals"
    assert book["Goals"]["C2"].value == 5
    cells = [cell for row in book["People"].iter_rows() for cell in row]
    assert ("=Fay", "s") in {(cell.value, cell.data_type) for cell in cells}


def test_a_format_that_shows_one_plan_only(place: Path) -> None:
    """It is refused in words, and nothing is written."""
    done = invoke("batch", "summary", "out", "-o", "report.ics")
    assert done.exit_code == 2
    assert "ics" in done.output
    assert not (place / "report.ics").exists()


def test_a_folder_without_a_caseload(place: Path) -> None:
    """It says what is missing and how it is made."""
    (place / "empty").mkdir()
    done = invoke("batch", "summary", "empty")
    assert done.exit_code == 2
    assert "no folder of a caseload" in done.output


def test_what_falls_due_as_a_calendar(place: Path) -> None:
    """One calendar has the days of all people, each with a key of its own, the same every time."""
    args = ("batch", "due", "out", "--from", "2027-01-01", "--to", "2027-06-30")
    rows = json.loads(invoke(*args, "--json").stdout)["due"]
    assert invoke(*args, "-o", "due.ics").exit_code == 0
    first = (place / "due.ics").read_bytes()
    events = Calendar.from_ical(first).walk("VEVENT")
    days = sorted((one["dtstart"].dt, str(one["summary"])) for one in events)
    wanted = [(date.fromisoformat(row["day"]), f"{row['name']}: {row['what']}") for row in rows]
    assert days == sorted(wanted)
    assert len({str(one["uid"]) for one in events}) == len(rows)
    invoke(*args, "-o", "due.ics")
    assert (place / "due.ics").read_bytes() == first


def test_one_step_in_two_languages(place: Path) -> None:
    """Whatever language people read in, a step is counted once, in the words of the report."""
    people = "Name,Goal,Start,Language\nAna,cpb,2027-01-04,Spanish\nBen,cpb,2027-01-04,\n"
    (place / "two.csv").write_text(people)
    name = "medical-biller-and-coder"
    done = invoke("batch", "two.csv", "-o", "out", "-t", "json", "--pathway", name)
    assert done.exit_code == 0, done.output
    english, spanish = told(), told("--language", "es")
    assert {row["People"] for row in english["goals"][0]} == {2}
    assert [row["Pathway"] for row in english["goals"][0]] == ["Medical biller and coder"]
    rows = [(row["Month"], row["Step"]) for row in english["seats"][0]]
    assert len(set(rows)) == len(rows)
    assert sum(row["People"] for row in english["seats"][0]) == 2 * len(rows)
    titles = {step.title for step in pp.load_pathway(name).steps}
    assert {step for _, step in rows} <= titles
    assert not {row["Paso"] for row in spanish["seats"][0]} & titles
    due = json.loads(invoke("batch", "due", "out", "--from", "2027-01-01", "--json").stdout)["due"]
    said = [
        {(row["day"], row["what"]) for row in due if row["name"] == who} for who in ("Ana", "Ben")
    ]
    assert said[0] == said[1]
    assert said[0]
    (place / "one.csv").write_text("Name,Goal,Start,Language\nAna,cpb,2027-01-04,Spanish\n")
    assert invoke("batch", "one.csv", "-o", "out", "-t", "json", "--pathway", name).exit_code == 0
    assert [row["Pathway"] for row in told()["goals"][0]] == ["Medical biller and coder"]
