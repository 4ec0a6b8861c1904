"""Which facts are to be looked up again, and in what order."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.cli.running import invoke

from pathplanner.formats import load_pathway, read_pathway
from pathplanner.linting import Due, due

TODAY = date(2027, 1, 4)
TEXT = """\
format: pathplanner/pathway/1
id: barber
title: Barber
destinations: [barber-job, teacher-job]
sources:
  board: {publisher: Board, title: Fees, url: https://example.org/fees, date: 2025-03}
  new: {publisher: Board, title: Rules, url: https://example.org/rules, date: 2026-10}
  seen:
    {publisher: School, title: Costs, url: https://a.org, date: 2024, checked: 2026-06-01}
facts:
  books: {title: Books of a year, amount: 200, source: board}
exceptions:
  - {code: PP102, at: steps.license.costs, why: The board has put out nothing newer.}
steps:
  school:
    title: Barber school
    kind: program
    costs:
      - {kind: tuition, amount: 9000, source: seen}
      - {kind: books, amount: {estimate: 100-200, from: books, reason: Half a year.}}
      - {kind: supplies, amount: unknown}
    source: board
  license:
    title: Barber license
    kind: license
    requires: school
    costs: {license: {amount: 75, source: [board]}}
    exam: {minutes: 90}
    source: board
  master: {title: Master license, kind: license, requires: license, costs: 90, source: board}
  barber-job: {title: Barber, kind: job, requires: license, source: new}
  teacher-job: {title: Teacher, kind: job, requires: master, pay: 50000, source: new}
"""


def found(today: date = TODAY) -> dict[str, Due]:
    """Return what is due by its path, in order."""
    return {one.path: one for one in due(read_pathway(TEXT), today)}


def test_what_most_goals_depend_on_comes_first() -> None:
    """The license is on the way to two goals, the master's to one; an estimate hands it on."""
    told = {path: one.goals for path, one in found().items()}
    assert told == {
        "facts.books.amount": 2,
        "steps.license.costs[0].amount": 2,
        "steps.master.costs[0].amount": 1,
    }
    assert list(told.values()) == sorted(told.values(), reverse=True)


def test_it_says_until_when_it_is_known_where_to_look_and_for_what() -> None:
    """The day, the addresses, the name of the thing and the number."""
    one = found()["steps.license.costs[0].amount"]
    assert (one.known, one.since) == (date(2025, 3, 31), date(2026, 3, 31))
    assert one.urls == ("https://example.org/fees",)
    assert one.words == ("Barber license", "price", "75")


def test_what_a_state_asks_for_is_named_and_counts_for_its_goals() -> None:
    """A price of one state is looked up for the step of that state, and its goals hang on it."""
    text = TEXT + "states:\n  US-TX:\n    name: Texas\n    steps:\n      license:\n"
    text += "        costs: {license: {amount: 60, source: board}}\n"
    (one,) = (one for one in due(read_pathway(text), TODAY) if one.path.startswith("states."))
    assert (one.goals, one.words) == (2, ("Texas: Barber license", "price", "60"))


@pytest.mark.parametrize(("today", "is_due"), [(date(2027, 6, 1), False), (date(2027, 6, 2), True)])
def test_a_check_counts_as_much_as_a_date(today: date, *, is_due: bool) -> None:
    """A page of 2024 that was looked at in June 2026 is due a year after that."""
    assert ("steps.school.costs[0].amount" in found(today)) is is_due


@pytest.mark.parametrize(
    ("more", "today", "is_due"),
    [
        ("again: 2027-01-01", date(2026, 12, 31), False),
        ("again: 2027-01-01", date(2027, 1, 1), True),
        ("again: 2027-01-01, checked: 2026-12-01", TODAY, True),
        ("again: 2027-01-01, checked: 2027-01-02", TODAY, False),
    ],
)
def test_a_page_that_will_have_more_to_say(more: str, today: date, *, is_due: bool) -> None:
    """From its day on it is due with its note and what cites it, until somebody looked since."""
    text = TEXT.replace("date: 2026-10}", f"date: 2026-10, note: Fees of the next year, {more}}}")
    listed = [one for one in due(read_pathway(text), today) if one.path == "sources.new"]
    assert bool(listed) is is_due
    for one in listed:
        assert (one.goals, one.words) == (2, ("Rules", "Fees of the next year"))
        assert one.urls == ("https://example.org/rules",)


def test_looking_ahead_finds_what_lasts_longer() -> None:
    """Rules and pay are due later than prices; what is unknown or estimated never is."""
    later = found(date(2030, 1, 1))
    assert {"steps.license.exam.minutes", "steps.teacher-job.pay"} <= set(later)
    assert not [path for path in later if path.startswith("steps.school.costs[1")]
    assert not [path for path in later if path.startswith("steps.school.costs[2")]


def test_the_command_lists_them(tmp_path: Path) -> None:
    """Each with its address and the words; the exit status is 0: nothing is wrong."""
    file = tmp_path / "barber.yaml"
    file.write_text(TEXT, "utf-8")
    done = invoke("check", "--due", "--today", "2027-01-04", str(file))
    text = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "3 to look up" in text
    assert "steps.license.costs.license.amount, last known on 2025-03-31, for 2 goals" in text
    assert "Look for: Barber license, price, 75 At: https://example.org/fees" in text
    tree = json.loads(invoke("check", "--due", "--json", "--today", "2027-01-04", str(file)).stdout)
    assert (tree["schema"], len(tree["files"][0]["facts"])) == ("pathplanner/due/1", 3)


def test_only_a_pathway_states_facts(tmp_path: Path) -> None:
    """A learner file is refused with a word why."""
    file = tmp_path / "sam.yaml"
    file.write_text("format: pathplanner/learner/1\nstart: 2027-01-04\n", "utf-8")
    done = invoke("check", "--due", str(file))
    assert done.exit_code == 2
    assert "only a pathway states facts" in done.stderr


def test_the_bundled_ones_say_where_to_look() -> None:
    """In two years much is due, and there is an address for all of it but one article."""
    listed = due(load_pathway("medical-biller-and-coder"), date(2028, 12, 1))
    assert len(listed) > 50
    bare = [one for one in listed if not one.urls]
    assert bare == []
