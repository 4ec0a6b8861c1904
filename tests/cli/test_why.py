"""`pathplanner why` and `why-not`: the planner's reasons as answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, START, invoke

NOT_FOUND = "The pathway small has no step 'curse'. Did you mean course?"


def answer(*args: str) -> tuple[int, str]:
    done = invoke(*args)
    assert done.stderr == ""
    return done.exit_code, " ".join(done.stdout.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("step", "flags", "words"),
    [
        ("course", (), "Step 1, “A course”: from January 4, 2027 to January 18, 2027."),
        ("course", (), "Set aside: A job. You would finish about 2 months later and pay $100 less"),
        ("badge", (), "“A badge”: on January 18, 2027. This is your goal."),
        ("2", (), "“A badge”: on January 18, 2027. This is your goal."),
        ("job", (), "Your plan does not need it: A job. With it you would finish about 2 months"),
        ("job", ("--deadline", "2027-02-01"), "No plan that fits can take it. The soonest finish"),
        # Newcomer D21: why no plan can use a way is what a person can change.
        ("course", ("--deadline", "2027-02-01"), "can use it. pathplanner why job"),
        ("job", ("--deadline", "2027-01-05"), "There is no plan that fits, so no step is in it."),
        ("job", ("--avoid", "job"), "You want to avoid it: A job."),
        ("job", ("--dropped", "job=2027-01-02"), "You dropped it on January 2, 2027, so no plan"),
        ("job", ("--have", "job"), "You have it already: A job. It counts for step 1, “A badge”."),
        ("job", ("--have", "job", "--goal", "course"), "and your plan does not need it: A job."),
        ("badge", ("--have", "badge"), "You have it already: A badge."),
    ],
)
def test_why(place: Path, step: str, flags: tuple[str, ...], words: str) -> None:
    """Each way to be in the plan, or not to be in it, has its answer."""
    status, said = answer("why", step, "small.yaml", *START, *flags)
    assert (status, words in said) == (0, True), said


def test_why_not(place: Path) -> None:
    """What stands in the way and what would help are told, with status 1."""
    status, said = answer("why-not", "badge", "small.yaml", *START, "--budget", "20")
    assert status == 1
    assert "The lowest cost is $50. Your limit is $20." in said
    assert "Raise your limit to $50." in said
    assert "This one change is enough." in said
    said = answer("why-not", "badge", "small.yaml", *START, "--savings", "20")[1]
    assert "Any one of these is enough." in said
    status, said = answer("why-not", "badge", "small.yaml", *START, "--avoid", "badge")
    assert "You want to avoid the goal itself: A badge. This one change is enough." in said
    assert "No longer avoid A badge." in said
    status, said = answer("why-not", "badge", "small.yaml", *START)
    assert status == 0
    assert "Nothing stands in the way: you can reach A badge on January 18, 2027" in said
    status, said = answer("why-not", "badge", "small.yaml", *START, "--have", "badge")
    assert (status, "You have it already: A badge." in said) == (0, True)


def test_the_answer_as_json(place: Path) -> None:
    """Other programs get the sentences and the facts behind them."""
    found = json.loads(invoke("why", "job", "small.yaml", *START, "--json").stdout)
    assert (found["schema"], found["step"], found["planned"]) == (
        "pathplanner/answer/1",
        "job",
        False,
    )
    assert found["answer"][0] == "Your plan does not need it: A job."
    done = invoke("why-not", "badge", "small.yaml", *START, "--budget", "20", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["possible"]) == (1, False)
    assert found["plan"]["reasons"][0] == {"kind": "budget", "have": "20", "need": "50"}


def test_the_pathway_may_be_known(place: Path) -> None:
    """A plan names its pathway, and so does a goal in a learner file; in their language."""
    me = f"format: pathplanner/learner/1\nstart: 2027-01-04\ngoal: {PATHWAY}/cpc\n"
    Path("me.yaml").write_text(me)
    status, said = answer("why", "cpc", "--learner", "me.yaml", "--language", "es")
    assert (status, "Esta es su meta." in said) == (0, True), said
    invoke("plan", PATHWAY, "--learner", "me.yaml", "-o", "p.json")
    assert "This is your goal." in answer("why", f"{PATHWAY}/cpc", "--from", "p.json")[1]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("why", "curse", "small.yaml"), NOT_FOUND),
        (("why", "7", "small.yaml", *START), "The plan has numbers 1 to 2; there is no step 7."),
        (("why-not", "curse", "small.yaml"), NOT_FOUND),
        (("why", "course"), "PATHWAY: It is not clear which pathway this is about. Name one that"),
        (("why", "course", "small.yaml", "--hours", "200"), "--hours"),
        (("why-not", "badge", "none.yaml"), "none.yaml: There is no such file."),
    ],
)
def test_bad_input(place: Path, args: tuple[str, ...], words: str) -> None:
    """Every fault is named with status 2."""
    done = invoke(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split())


def test_many_steps_with_one_trouble_are_counted(place: Path) -> None:
    """Of sixty steps that ask for too many hours the worst are told and the others counted."""
    lines = ["format: pathplanner/pathway/1", "id: many", "title: Many", "steps:"]
    for number in range(60):
        needs = f", requires: s{number - 1}" if number else ""
        step = f"title: Course {number}, kind: course, duration: 1 week{needs}"
        lines.append(f"  s{number}: {{{step}, study_hours: {10 + number}}}")
    (place / "many.yaml").write_text("\n".join([*lines, "destinations: [s59]"]))
    for args in (("why-not", "s59"), ("plan",)):
        done = invoke(
            *args, "many.yaml", "--hours", "5", *(["-t", "checklist"] * (args[0] == "plan"))
        )
        said = " ".join(done.stdout.replace("\u00a0", " ").split())
        assert (done.exit_code, said.count("asks for")) == (1, 5), said
        assert "Course 59 asks for 69 hours of study a week. You have 5 hours." in said
        assert "And 55 more steps like these." in said
