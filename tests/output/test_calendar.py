"""The calendar, read by another parser than the library that wrote it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from attrs import evolve

import pathplanner as pp
from pathplanner.document import compose_calendar
from pathplanner.testing import hostile_plan, sample_plan


def events(plan: pp.Plan, **options: object) -> list[Any]:
    """Return the events of a plan's calendar as vobject reads them."""
    calendar = vobject.readOne(pp.render(plan, "ics", **options).decode())
    return list(calendar.vevent_list)


def by_uid(plan: pp.Plan, **options: object) -> dict[str, Any]:
    """Return the events by their UID."""
    found = events(plan, **options)
    assert len({event.uid.value for event in found}) == len(found)
    return {event.uid.value: event for event in found}


def titled(plan: pp.Plan, words: str) -> list[Any]:
    return [event for event in events(plan) if words in event.summary.value]


@pytest.mark.parametrize("sample", ["bundled", "longest", "many-renewals", "changed"])
def test_every_step_is_an_event_with_its_number_and_days(sample: str) -> None:
    """Event 7 is step 7, from its start up to its finish."""
    plan = sample_plan(sample)
    found = {event.summary.value: event for event in events(plan)}
    for step in plan.steps:
        event = found[f"{step.number} · {step.title}"]
        assert event.dtstart.value == step.start
        assert event.dtend.value == max(step.finish, step.start + timedelta(1))
        assert event.transp.value == "TRANSPARENT"


def test_deadlines_exams_renewals_and_reviews() -> None:
    """Each is a day of its own that reminds beforehand; reviews come every 90 days."""
    plan = sample_plan("many-renewals")
    step = next(step for step in plan.steps if step.apply_by)
    [apply] = titled(plan, f"{step.number} · Apply for {step.title}")
    assert apply.dtstart.value == step.apply_by
    assert apply.valarm.trigger.value == timedelta(hours=9) - timedelta(14)
    assert [event.dtstart.value for event in titled(plan, "Renew Badge 1")] == [
        item.due for item in plan.renewals if item.step == "badge-1" and item.kind == "renewal"
    ]
    renew = titled(plan, "Renew Badge 1")[0]
    assert renew.valarm.trigger.value == timedelta(hours=9) - timedelta(30)
    assert "36" in renew.description.value
    reviews = [event.dtstart.value for event in titled(plan, "Review your plan")]
    assert reviews[:3] == [date(2027, 2, 3), date(2027, 4, 2), date(2027, 7, 1)]
    assert len(reviews) > 20


def test_an_exam_that_takes_time_has_its_own_day() -> None:
    """The exam day is the finish of a step with an exam; without a span the step is the day."""
    plan = hostile_plan("Ordinary words")
    exam = next(step for step in plan.steps if step.exam)
    [day] = [event for event in events(plan) if event.summary.value.startswith(f"{exam.number} ·")]
    assert day.valarm.trigger.value == timedelta(hours=9) - timedelta(7)
    days = pp.Duration.exactly(20, pp.model.Unit.DAYS)
    longer = evolve(exam, finish=exam.start + timedelta(20), duration=days)
    steps = tuple(longer if step is exam else step for step in plan.steps)
    [day] = titled(evolve(plan, steps=steps), "Exam day: ")
    assert day.dtstart.value == longer.finish
    assert day.summary.value == f"{exam.number} · Exam day: {exam.title}"


def test_a_new_version_updates_the_entries_of_the_old() -> None:
    """The same step keeps its UID when its days move, with a higher sequence."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    first = pp.plan(pathway, pp.Learner("2027-01-04", "Sam Carter"), goal="cpc")
    later = pp.plan(pathway, pp.Learner("2027-02-01", "Sam Carter", 5), goal="cpc")
    later = pp.revise(first, later)
    old, new = by_uid(first), by_uid(later)
    assert {step.id for step in first.steps} == {step.id for step in later.steps}
    steps = [uid for uid, event in old.items() if event.summary.value[0].isdigit()]
    assert len(steps) >= len(first.steps) + len(first.renewals) > len(first.steps)
    assert set(old) <= set(new)
    assert {event.sequence.value for event in old.values()} == {"1"}
    assert {event.sequence.value for event in new.values()} == {"2"}
    assert old[steps[-1]].dtstart.value < new[steps[-1]].dtstart.value


def test_a_step_that_fell_away_is_cancelled() -> None:
    """A step of the older plan that is no longer taken is cancelled by its UID."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    first = pp.plan(pathway, pp.Learner("2027-01-04"), goal="cpc")
    gone = next(
        step.id
        for step in first.steps
        if pp.plan(pathway, pp.Learner("2027-01-04", avoid=[step.id]), goal="cpc").steps
    )
    later = pp.plan(pathway, pp.Learner("2027-01-04", avoid=[gone]), goal="cpc")
    title = next(step.title for step in first.steps if step.id == gone)
    [old] = [uid for uid, event in by_uid(first).items() if event.summary.value.endswith(title)]
    event = by_uid(pp.revise(first, later))[old]
    assert event.status.value == "CANCELLED"


def test_nothing_names_the_person_or_what_they_have() -> None:
    """Neither the name nor the money of the person is in the calendar, not even hashed."""
    plan = sample_plan("bundled")
    data = pp.render(plan, "ics")
    text = data.replace(b"\r\n ", b"").decode()
    for word in ("María", "López", "County grant"):
        assert word not in text
    other = evolve(plan, learner=evolve(plan.learner, name="Somebody Else"))
    assert pp.render(other, "ics") == data


def test_a_scope_keeps_two_people_apart() -> None:
    """With a scope all UIDs are others, and the scope itself is not written."""
    plan = sample_plan("bundled")
    assert not set(by_uid(plan)) & set(by_uid(plan, scope="case-17"))
    assert b"case-17" not in pp.render(plan, "ics", scope="case-17")


def test_reminders_can_be_left_out() -> None:
    """Without reminders there is no alarm."""
    plan = sample_plan("many-renewals")
    assert b"BEGIN:VALARM" in pp.render(plan, "ics")
    assert b"BEGIN:VALARM" not in pp.render(plan, "ics", reminders="no")


def test_injected_lines_are_text() -> None:
    """A text with line breaks and commands of a calendar makes no new property or event."""
    text = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-EVIL:1\r\nATTACH:file:///etc/passwd"
    plan = hostile_plan(text)
    found = events(plan)
    assert len(found) == len(events(hostile_plan("Ordinary words")))
    assert not any(hasattr(event, "x_evil") or hasattr(event, "attach") for event in found)
    assert not any(hasattr(event, "url") for event in found)


def test_the_words_are_in_the_language_asked_for() -> None:
    """A language is used for all words; one that there is not is refused."""
    plan = sample_plan("bundled")
    titles = [event.summary.value for event in events(plan, language="es")]
    assert "Revise su plan" in titles
    assert "Review your plan" not in titles
    assert compose_calendar(plan, "es").language == "es"
    with pytest.raises(pp.InputError):
        pp.render(plan, "ics", language="xx")


def test_an_impossible_plan_still_has_its_reviews() -> None:
    """A calendar may not be empty; without steps there are the reviews."""
    assert [event.summary.value for event in events(sample_plan("impossible"))] == [
        "Review your plan", "Review your plan",
    ]  # fmt: skip


def test_without_the_library_the_extra_is_named() -> None:
    """Without icalendar the error says how to install it, and other formats still work."""
    code = (
        "import sys; sys.modules['icalendar'] = None\n"
        "import pathplanner as pp\n"
        "from pathplanner.errors import MissingComponent\n"
        "from pathplanner.testing import sample_plan\n"
        "plan = sample_plan('one-step')\n"
        "assert pp.render(plan, 'csv')\n"
        "try:\n    pp.render(plan, 'ics')\n"
        "except MissingComponent as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "pathplanner[ics]"' in done.stdout
    assert "icalendar" in done.stdout
