"""What is wrong in a file is said with place, reason and remedy, all at once."""

from datetime import date

import pytest

from pathplanner.errors import Fault, InputError
from pathplanner.formats import read_learner, read_pathway

HEAD = """\
format: pathplanner/pathway/1
id: demo
title: Demo
"""
STEP = HEAD + "steps:\n  a: {title: A}\n  c:\n    title: C\n    "


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_pathway(text, "demo.yaml")
    return caught.value.faults


def only_fault(text: str) -> Fault:
    faults = faults_of(text)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


MANY = """\
format: pathplanner/pathway/1
id: demo
title: Demo
destinations: [cpcc]
currency: usd
sources:
  aapc: {publisher: AAPC, title: Costs, date: 2025-13}
steps:
  diploma: {titel: High school, kind: diplom}
  member:
    title: Membership
    costs: {exm: 3, fee: NaN}
    study_hours: -5
    minimum_age: -1
    source: aapcc
  cpc:
    title: CPC
    requires:
      any:
        - diploma
        - at_least: 3
          of: [member, diplomaa]
    exam: {minutes: 0, attempts: 0}
    intakes: [2027-02-30]
"""


def test_many_faults_at_once_at_their_lines() -> None:
    """One reading names every fault, in the order of the file."""
    found = [(fault.line, fault.path) for fault in faults_of(MANY)]
    assert found == [
        (4, "destinations[0]"),
        (5, "currency"),
        (7, "sources.aapc.date"),
        (9, "steps.diploma.title"),
        (9, "steps.diploma.titel"),
        (9, "steps.diploma.kind"),
        (12, "steps.member.costs.exm"),
        (12, "steps.member.costs.fee"),
        (13, "steps.member.study_hours"),
        (14, "steps.member.minimum_age"),
        (15, "steps.member.source"),
        (18, "steps.cpc.requires"),
        (22, "steps.cpc.requires.any[1].of[1]"),
        (23, "steps.cpc.exam.minutes"),
        (23, "steps.cpc.exam.attempts"),
        (24, "steps.cpc.intakes[0]"),
    ]


def test_hints_name_the_nearest_words() -> None:
    """Misspelt keys, words, ids and sources are answered with what is near."""
    hints = {fault.path: fault.hint for fault in faults_of(MANY)}
    assert hints["destinations[0]"] == "Did you mean cpc?"
    assert hints["steps.diploma.titel"] == "Did you mean title?"
    assert "diploma" in hints["steps.diploma.kind"]
    assert "exam" in hints["steps.member.costs.exm"]
    assert hints["steps.member.source"] == "Did you mean aapc?"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("Kind: job", "Did you mean kind?"),
        ("EXAM: {minutes: 5}", "Did you mean exam?"),
        ("study-hours: 5", "Did you mean study_hours?"),
        ("kind: Exam", "Did you mean exam?"),
        ("kind: certification", "Did you mean credential?"),
        ("kind: Certificate", "Did you mean program or credential?"),
        ("kind: test", "Did you mean exam?"),
        ("prerequisites: a", "Did you mean requires?"),
        ("price: 5", "Did you mean costs?"),
        ("hours: 5", "Did you mean study_hours?"),
        ("salary: 5", "Did you mean pay?"),
        ("costs: {materials: 5}", "Did you mean books or supplies?"),
        ("renewal: {every: 2 years, options: [{fee: 5, ceus: 3}]}", "Did you mean units?"),
    ],
)
def test_another_word_for_the_same_is_understood(line: str, hint: str) -> None:
    """Capitals, hyphens and the words that people use lead to the word that is meant."""
    text = STEP.replace("    kind: course\n", "") + line + "\n"
    assert hint in [fault.hint for fault in faults_of(text)]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("costs: $1500", "'$1500' is not a number", "Write 1500,"),
        ("costs: 1,500", "is not a number", "Write 1500,"),
        ("costs: 1_500", "is not a number", "Write 1500,"),
        ("costs: $250-$300", "is not a number", "Write 250-300"),
        ("costs: 300-250", "runs backwards", "Write 250-300"),
        ("costs: Infinity", "is not a number", "Write a number"),
        ("costs: 1e3", "is not a number", "Write a number"),
        ("costs: 99999999999", "must be from 0 to 10,000,000", ""),
        ("costs: {exam: -1}", "must be from 0", ""),
        ("costs: {exam: TBD}", "'TBD'", "Write unknown"),
        ("costs: {exam: }", "found nothing", "Write unknown"),
        ("costs: [5]", "Expected a block of keys", ""),
        ("study_hours: {low: 5}", "Give likely", ""),
        ("study_hours: {low: 5, high: 4}", "above", "Swap"),
        ("study_hours: {low: 5, likely: 4, high: 9}", "in that order", ""),
        ("study_hours: {low: -5, likely: 4}", "low must be from 0", ""),
        ("duration: 5", "has no unit", "such as 5 weeks"),
        ("duration: 1.5 years", "not a span", "18 months"),
        ("duration: 2 mo", "not a span", "2 months"),
        ("duration: 12-6 months", "runs backwards", "6-12 months"),
        ("duration: 5000 years", "from 0 to 1200", ""),
        ("duration: {low: 1, high: 2}", "'unit' is missing", "Add unit"),
        ("minimum_age: 18.5", "not a whole number", "12"),
        ("intakes: [2027-02-30]", "no day 2027-02-30", "2027-01-04"),
        ("intakes: 02-30", "no day 02-30", "09-01"),
        ("intakes: []", "at least one date", ""),
        ("summary:", "found nothing", 'write ""'),
        ("summary: [x]", "Expected a text, found a list", ""),
        ("states: {x: y}", "Expected a list", "dash"),
        ("states:", "Expected a list, found nothing", "[]"),
        ("id: d", "'d' is not the key 'c'", ""),
        ("requires: {any: [a], all: [a]}", "one of all, any or at_least", "all:"),
        ("requires: {at_least: 0, of: [a]}", "at_least must be at least 1", ""),
        ("requires: {at_least: 2, of: [a]}", "at least 2 of only 1", "Lower"),
        ("requires: {any: []}", "any of nothing", "Add a choice"),
        ("requires: c", "circle: c -> c", "Take one"),
        ("renewal: {every: 2 years}", "how to renew", "Add options"),
        ("renewal: {every: 0 days, units: 1}", "longer than nothing", ""),
        ("source: nope", "no source 'nope'", "Add it under sources"),
        ("body: nope", "no body 'nope'", ""),
    ],
)
def test_one_fault(line: str, message: str, hint: str) -> None:
    """Each wrong value has one fault, in its line, that says what to write."""
    fault = only_fault(STEP + line + "\n")
    assert message in str(fault)
    assert hint in fault.hint
    assert (fault.file, fault.line) == ("demo.yaml", 8)
    assert fault.column > 0
    assert fault.path.startswith("steps.c")


def test_two_steps_with_one_id() -> None:
    """A repeated key names both lines, and in a list of steps it is found too."""
    fault = only_fault(HEAD + "steps:\n  a: {title: A}\n  b: {title: B}\n  a: {title: C}\n")
    assert "here and in line 5" in fault.message
    assert fault.line == 7
    fault = only_fault(HEAD + "steps:\n- {id: a, title: A}\n- {id: a, title: B}\n")
    assert "2 steps have the id a" in fault.message


def test_every_repeated_key_is_named() -> None:
    """Repeated keys do not stop the reading."""
    text = STEP + "title: D\n    title: E\n    kind: nothing\ntitle: X\n"
    assert [fault.line for fault in faults_of(text)] == [8, 9, 10, 11]


def test_a_circle_is_named_once() -> None:
    """A circle of steps is one fault that names all of them."""
    text = HEAD + "steps:\n  a: {title: A, requires: b}\n  b: {title: B, requires: a}\n"
    assert "a -> b -> a" in only_fault(text).message


def test_a_step_nobody_can_start() -> None:
    """A step behind a circle is found as well."""
    text = HEAD + (
        "steps:\n  a: {title: A, requires: b}\n  b: {title: B, requires: a}\n"
        "  c: {title: C, requires: a}\n"
    )
    assert [fault.line for fault in faults_of(text)] == [5, 7]


def test_broken_steps_still_exist() -> None:
    """A fault within a step makes no further faults elsewhere."""
    text = HEAD + "destinations: [a, b]\nsteps:\n  a: 5\n  b: {kind: job, requires: {al: a}}\n"
    paths = [fault.path for fault in faults_of(text)]
    assert paths == ["steps.a", "steps.b.title", "steps.b.requires"]


def test_no_steps() -> None:
    """A pathway without steps is told so once."""
    assert "missing" in only_fault(HEAD).message
    assert "at least one step" in only_fault(HEAD + "steps: {}\n").message
    assert only_fault(HEAD + "destinations: x\nsteps: 5\n").path == "steps"


def test_the_learners_faults() -> None:
    """Ranges, dates and words of a learner are checked, all at once."""
    text = (
        "format: pathplanner/learner/1\nstart: 2027-02-30\nhours_per_week: -1\nsavings: NaN\n"
        "prefer: quick\nrecommended: yes\nhorizon_years: 99\nbirth_date: 1800-01-01\n"
        "breaks: [{start: 2027-02-01, finish: 2027-01-01}]\n"
    )
    with pytest.raises(InputError) as caught:
        read_learner(text, today=date(2027, 1, 1))
    faults = caught.value.faults
    assert [fault.line for fault in faults] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert faults[1].message == "hours_per_week must be from 0 to 168, not -1."
    assert faults[4].hint == "Write true."


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("id: demo", "'format' is missing", "format: pathplanner/pathway/1"),
        ("format: pathplanner/pathway/2", "version 2", "Upgrade"),
        ("format: pathplanner/learner/1", "a learner file, not a pathway", "Give a pathway"),
        ('{"schema": "pathplanner/plan/1"}', "a plan file, not a pathway", "Give a pathway"),
        ("format: html", "'html' is not known", "pathplanner/pathway/1"),
        ("format: [1]", "a list is not known", "pathplanner/pathway/1"),
        ("- a", "found a list", "Start with format"),
    ],
)
def test_the_format_line(text: str, message: str, hint: str) -> None:
    """A file of another kind or version is told apart."""
    found = [fault for fault in faults_of(text) if message in fault.message]
    assert len(found) == 1
    assert hint in found[0].hint


def test_names_in_messages_are_safe_to_print() -> None:
    """Control characters and endless words never reach the terminal."""
    text = HEAD + '"\\e[31m": x\n' + "k" * 5000 + ": y\n"
    for fault in faults_of(text):
        assert str(fault).isprintable()
        assert len(str(fault)) < 400


def test_thousands_of_faults_end_somewhere() -> None:
    """A file full of faults lists the first ones and says that there are more."""
    faults = faults_of(HEAD + "".join(f"k{number}: 1\n" for number in range(3000)))
    assert len(faults) == 501
    assert "more faults" in faults[-1].message


def test_the_text_of_the_error() -> None:
    """The error's text is one line per fault, each with file, line and column."""
    lines = str(InputError(faults_of(MANY))).splitlines()
    assert len(lines) == 16
    assert all(line.startswith("demo.yaml:") for line in lines)
