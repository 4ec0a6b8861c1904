"""What the written plan says of overrides, of places to stop on the way, and of futures."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import SMALL, START, invoke

import pathplanner as pp

WAIVED = "  - {step: course, by: Dean Wu, why: Passed our test, on: 2026-12-01}\n"
REPLACED = "  - {step: course, kind: substitute, instead: Army training, by: Dean Wu}\n"
LADDER = SMALL.replace("[badge]", "[office]").replace("{any: [course, job]}", "job")
LADDER = LADDER.replace("    duration: 3 months\n", "    duration: 3 months\n    pay: 31000\n")
LADDER = LADDER.replace("requires: job", "requires: job\n    waiting: 1 month")
LADDER += "  office:\n    title: An office\n    kind: job\n    requires: badge\n"
LADDER += "    waiting: 1 month\n    costs: 7\n"


@pytest.mark.parametrize(
    ("override", "words"),
    [
        (WAIVED, "not asked of you (decided by Dean Wu) on December 1, 2026: Passed our test."),
        (REPLACED, "replaced by Army training (decided by Dean Wu)."),
    ],
)
def test_an_override_is_printed(place: Path, override: str, words: str) -> None:
    """The checklist says what was set aside, by whom, when and why, by both doors."""
    (place / "me.yaml").write_text(f"format: pathplanner/learner/1\noverrides:\n{override}")
    args = ("plan", "small.yaml", *START, "--learner", "me.yaml", "-t", "checklist")
    printed = invoke(*args).stdout.replace("\u00a0", " ")
    learner = pp.load_learner("me.yaml", pp.Learner("2027-01-04").start)
    made = pp.plan(pp.load_pathway("small.yaml"), learner)
    by_library = pp.render(made, "checklist").decode().replace("\u00a0", " ")
    for text in (printed, by_library):
        assert f"A course (course), {words}" in text


def test_places_to_stop_are_listed(place: Path) -> None:
    """Each credential and job on the way has its day, what is paid by then, and its pay."""
    (place / "ladder.yaml").write_text(LADDER)
    printed = invoke("plan", "ladder.yaml", *START, "-t", "checklist").stdout
    found = printed.partition("## How you move up")[2].partition("##")[0].splitlines()
    words = "From: {}; What you have then: {}; Paid by then: {}"
    job = words.format("April 4, 2027", "A job", "$0") + "; Pay a year: $31,000"
    lines = [line.removeprefix("- ") for line in found if line.startswith("- From")]
    assert lines[:2] == [job, words.format("May 2027", "A badge", "$50")]
    made = pp.plan(pp.load_pathway("ladder.yaml"), pp.Learner("2027-01-04"))
    assert [(e.step, str(e.on), e.spent) for e in made.exits] == [
        ("job", "2027-04-04", 0),
        ("badge", "2027-05-04", 50),
    ]
    assert made.exits[0].pay == pp.Estimate.exactly(31000)


def test_futures_say_how_sure_the_dates_are(place: Path) -> None:
    """--futures simulates so many and writes what holds; without it nothing is said."""
    text = SMALL.replace("study_hours: 20", "study_hours: {low: 20, likely: 40, high: 90}")
    (place / "vary.yaml").write_text(text)
    args = ("plan", "vary.yaml", *START, "--deadline", "2027-02-10")
    found = pp.read_plan(invoke(*args, "--futures", "200", "-t", "json").stdout).forecast
    assert isinstance(found, pp.model.Forecast)
    assert (found.futures, found.varied) == (200, ("course",))
    assert found.finish_half
    assert found.finish_most
    assert found.finish_half < found.finish_most
    assert found.on_time is not None
    assert 0 < found.on_time < 200
    words = invoke(*args, "--futures", "200", "-t", "checklist").stdout
    assert "in 200 made-up futures" in words
    assert f"The deadline is kept in {found.on_time} of them." in words
    assert f"- You finish by; In half: {found.finish_half:%B} {found.finish_half.day}" in words
    summary = " ".join(invoke(*args, "--futures", "200").stdout.split())
    assert "in 200 made-up futures" in summary
    assert "- You finish by; In half: " in summary
    assert "made-up futures" not in invoke(*args, "-t", "checklist").stdout
    assert invoke(*args, "--futures", "-1").exit_code == 2
