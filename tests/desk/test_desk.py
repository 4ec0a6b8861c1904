"""The desk: from a request to an answer in one call of Python, without files or with them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import PATHWAY, SMALL

import pathplanner as pp
from pathplanner import desk
from pathplanner.formats.files import open_pathway
from pathplanner.formats.loaded import Loaded
from pathplanner.model import Held

TODAY = date(2027, 4, 6)
SPANISH = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    'msgid "A course"\nmsgstr "Un curso"\n'
)


@pytest.fixture
def small() -> pp.Pathway:
    """Return a pathway of a course or a job, and a badge."""
    return pp.read_pathway(SMALL)


@pytest.fixture
def me() -> pp.Learner:
    """Return a person who starts on January 4, 2027."""
    return pp.Learner(start="2027-01-04", hours_per_week=5)


def test_a_plan_of_values(small: pp.Pathway, me: pp.Learner) -> None:
    """What the pipeline makes of values, the desk makes of a request with them."""
    made = desk.plan(pp.Request(small, learner=me))
    assert made == pp.plan(small, me)
    assert desk.plan(pp.Request(small, start="2027-01-04", hours_per_week=5)) == made


def test_what_a_request_says_wins_and_steps_are_added(small: pp.Pathway, me: pp.Learner) -> None:
    """Single values and the goal take the place; what became of steps is added."""
    me = evolve(me, holds=["job"], under_way={"badge": "2027-01-02"}, avoid=["job"])
    case = desk.open_case(
        pp.Request(
            small, learner=me, hours_per_week="9", goal="A COURSE", name="Zoë",
            holds={"badge": "2026-05-01"}, avoid=["A badge"],
        )
    )  # fmt: skip
    found = case.learner
    assert (found.hours_per_week, found.goal, found.name) == (Decimal(9), ("course",), "Zoë")
    assert found.holds == (Held("job"), Held("badge", date(2026, 5, 1)))
    assert (found.under_way, found.avoid) == ((), ("job", "badge"))
    assert (case.told, case.pathway, case.goal) == (me, small, ("course",))


def test_all_faults_at_once_by_the_names_of_fields(small: pp.Pathway) -> None:
    """Every field that is wrong is named as it is called in Python."""
    ask = pp.Request(
        small, hours_per_week=999, deadline="soon", prefer="fast", holds={"course": "2027-02-30"},
        failed="job", goal="bagde", state="Texos", recommended="perhaps", savings="€1,500",
    )  # fmt: skip
    with pytest.raises(pp.InputError) as error:
        desk.plan(ask)
    paths = {fault.path for fault in error.value.faults}
    assert paths == {
        "start", "hours_per_week", "deadline", "prefer", "holds.course", "failed", "goal", "state",
        "recommended", "savings",
    }  # fmt: skip
    hints = " ".join(fault.hint for fault in error.value.faults)
    for words in (
        "Did you mean badge?",
        "Did you mean fastest?",
        "Write 1500",
        "Give one, such as",
    ):
        assert words in hints


def test_progress_of_a_person_who_is_a_value(small: pp.Pathway, me: pp.Learner) -> None:
    """Nothing is written: the person with the entry comes back, and the next plan."""
    ask = pp.Request(small, learner=me, today=TODAY)
    told = desk.record(ask, "begun", "1", on="2027-02-01")
    assert (told.entry.step, told.entry.on) == ("course", date(2027, 2, 1))
    words = told.said.replace("\u00a0", " ")
    assert words == "Begun on February 1, 2027: step 1, “A course” (course)."
    assert (told.plan.version, told.plan.steps[0].under_way) == (2, True)
    assert (told.learner.start, told.learner.under_way[0].step) == (TODAY, "course")
    told.save()
    back = desk.undo(evolve(ask, learner=told.learner))
    assert back.entry == told.entry
    assert back.learner == evolve(me, start=TODAY)
    assert me.under_way == ()


def test_a_request_changes_the_person_after_progress_too(small: pp.Pathway, me: pp.Learner) -> None:
    """What is asked with other hours is answered with them, before and after the entry."""
    told = desk.record(pp.Request(small, learner=me, hours_per_week=40, today=TODAY), "done", "job")
    assert told.plan.learner.hours_per_week == 40
    assert told.learner.hours_per_week == 5


def test_progress_in_a_file(place: Path) -> None:
    """The file is as it was until it is saved, and is not written over if somebody else did."""
    text = "format: pathplanner/learner/1\nstart: 2027-01-04  # mine\ngoal: small.yaml/badge\n"
    Path("me.yaml").write_text(text)
    ask = pp.Request(learner="me.yaml", today=TODAY)
    told = desk.record(ask, "done", "A course", on="2027-02-01")
    assert (Path("me.yaml").read_text(), told.old) == (text, text.encode())
    told.save()
    assert Path("me.yaml").read_bytes() == told.new
    assert b"# mine" in told.new
    with pytest.raises(OSError, match="was changed by somebody else"):
        told.save()
    again = desk.undo(ask, "course")
    again.save()
    assert pp.load_learner("me.yaml").holds == ()


def test_the_day_must_be_told_to_record(small: pp.Pathway, me: pp.Learner) -> None:
    """Outside the command line nothing reads a clock."""
    with pytest.raises(pp.InputError, match="not told what day is today"):
        desk.record(pp.Request(small, learner=me), "done", "course")


def test_a_roadmap_is_planned_again(place: Path, small: pp.Pathway, me: pp.Learner) -> None:
    """From a PDF come the person, the goal and what changed since; from a plan the same."""
    old = desk.plan(pp.Request("small.yaml", learner=me, goal="badge"))
    pp.render(old, "pdf", "old.pdf")
    for source in ("old.pdf", Path("old.pdf"), old):
        new = desk.revise(source, pp.Request("small.yaml", hours_per_week=2))
        assert (new.version, new.goal, new.learner.hours_per_week) == (2, ("badge",), 2)
        assert {one.kind.value for one in new.differences} >= {"circumstance", "finish"}
    other = pp.Learner(start="2027-01-04", hours_per_week=10, goal="badge")
    made = desk.revise(old, pp.Request(small, learner=other))
    assert evolve(made.learner, numbers=()) == other
    assert made.numbers == old.numbers


def test_the_file_of_an_own_pathway_is_found_beside_its_roadmap(
    place: Path, small: pp.Pathway, me: pp.Learner
) -> None:
    """A plan tells only the id; its file is where people keep it, or two are, or none."""
    folder = place / "kept"
    folder.mkdir()
    pp.render(
        desk.plan(pp.Request("small.yaml", learner=me, goal="badge")), "json", "kept/old.json"
    )
    assert desk.revise("kept/old.json").version == 2
    (place / "small.yaml").rename(folder / "mine.yml")
    assert desk.revise("kept/old.json").version == 2
    (folder / "other.yaml").write_text((folder / "mine.yml").read_text())
    with pytest.raises(
        pp.InputError, match=r"'small' of the plan may be kept/mine.yml or kept/oth"
    ):
        desk.revise("kept/old.json")
    for file in folder.glob("*.y*ml"):
        file.unlink()
    with pytest.raises(pp.InputError, match="The pathway 'small' of the plan is not a bundled"):
        desk.revise("kept/old.json")


def test_nobody_is_told_to_have_begun(small: pp.Pathway) -> None:
    """Of two changes that help together none is to start on a day that is over."""
    poor = pp.Learner("2027-01-04", hours_per_week=5, savings=10, deadline="2027-01-12")
    ask = pp.Request(small, learner=poor, goal="badge")
    started = pp.model.ChangeKind.START
    kinds = [{one.first.kind, one.second.kind} for one in desk.plan(ask).change_pairs]
    assert any(started in pair for pair in kinds)
    today = evolve(ask, today=poor.start)
    left = [{one.first.kind, one.second.kind} for one in desk.plan(today).change_pairs]
    assert left == [pair for pair in kinds if started not in pair]
    assert left


def test_an_old_plan_in_another_language(place: Path, me: pp.Learner) -> None:
    """There and back again it is the same plan; what nobody translated stays."""
    (place / "small.es.po").write_text(SPANISH, "utf-8")
    english = desk.plan(pp.Request("small.yaml", learner=me))
    spanish = desk.in_language(english, "es", ["small.yaml"])
    assert spanish.steps[0].title == "Un curso"
    assert spanish == desk.plan(pp.Request("small.yaml", learner=me, language="es"))
    assert desk.in_language(spanish, "en", ["small.yaml"]) == english
    case = desk.open_case(pp.Request("small.yaml", learner=me, language="es", previous=english))
    assert case.previous == spanish
    assert case.notes == ("Not translated and still in 'en': 4 of 5 texts of small.",)


def test_why_and_why_not(small: pp.Pathway, me: pp.Learner) -> None:
    """Each answer has the step, the sentences, whether it is so, and the plan that shows it."""
    ask = pp.Request(small, learner=me, budget=20)
    assert not desk.why_not(ask, "badge").holds
    found = desk.why(evolve(ask, budget=None), "A job")
    assert (found.step, found.holds, found.plan.learner.insist) == ("job", False, ("job",))
    assert found.sentences[0] == "Your plan does not need it: A job."
    assert desk.why(evolve(ask, budget=None), "2").step == "badge"


def test_plans_side_by_side(small: pp.Pathway, me: pp.Learner) -> None:
    """Requests of one person are called by what is different, another person by the name."""
    ask = pp.Request(small, learner=me)
    bo = pp.Request(learner=pp.Learner(start="2027-01-04", name="Bo", holds=["course"]))
    found = desk.compare(ask, evolve(ask, hours_per_week=1), bo)
    assert [row.name for row in found.rows] == ["your plan", "study 1\u00a0hour a week", "Bo"]
    assert [len(row.cells) for row in found.rows] == [len(found.heads)] * 3
    assert [row.name for row in desk.compare(ask).rows] == ["your plan", "way 2"]


def test_what_is_in_reach(small: pp.Pathway, me: pp.Learner) -> None:
    """Of the pathways that are named, whatever the goal of the person is."""
    ask = pp.Request(small, learner=evolve(me, goal=f"{PATHWAY}/cpc"), budget=0)
    assert [(one.step, one.in_reach) for one in desk.reach(ask)] == [
        ("job", True),
        ("badge", False),
    ]


def test_pathways_are_read_once_for_many_requests(
    place: Path, me: pp.Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever many plans share is read once, and everybody is told what is being read."""
    begun: list[str] = []

    @contextmanager
    def shown(words: str, _parts: int) -> Iterator[Callable[[str], object]]:
        begun.append(words)
        yield begun.append

    read: list[str] = []

    def counted(source: str) -> Loaded[pp.Pathway]:
        read.append(source)
        return open_pathway(source)

    monkeypatch.setattr("pathplanner.desk.pathways.open_pathway", counted)
    asks = [pp.Request("small.yaml", learner=me, hours_per_week=n, meanwhile=shown) for n in (1, 2)]
    desk.compare(*asks)
    assert read == ["small.yaml"]
    assert begun[0:2] == ["", "Reading small.yaml"]
    assert begun.count("Looking for the best plan") == 2
    assert desk.plan(desk.open_case(asks[0])).finish
    assert read == ["small.yaml"] * 2


def test_a_request_is_a_value() -> None:
    """It can be compared, copied with changes and sent to another process."""
    ask = pp.Request(PATHWAY, goal="cpc", holds="high-school-diploma", today="2027-01-04")
    assert pickle.loads(pickle.dumps(ask)) == ask
    assert evolve(ask, goal="ccs") != ask
    assert evolve(ask, meanwhile=suppress) == ask  # type: ignore[arg-type]
    assert ask.today == date(2027, 1, 4)
    with pytest.raises(AttributeError):
        ask.goal = ("ccs",)  # type: ignore[misc]
