"""`formats.learner_text`: what is recorded in a learner file, and what stays to the letter."""

from __future__ import annotations

from datetime import date

import pytest

from pathplanner.errors import InputError
from pathplanner.formats import read_learner
from pathplanner.formats.learner_text import record, take_back
from pathplanner.model.progress import (
    Progress,
    ProgressKind,
    progress_of,
    settled_by,
    with_progress,
    without_progress,
)

START = date(2027, 1, 4)
DAY = date(2026, 12, 1)
HEAD = "# Maria's file\nformat: 'pathplanner/learner/1'  # the format\nstart: \"2027-01-04\"\n"
BODY = {
    "no block": "hours_per_week:   12.50\n",
    "no end of line": "hours_per_week: 12",
    "a list": "holds:\n    - one   # first\n\n# money\nsavings: 5\n",
    "a list not indented": "holds:\n- one\n- {step: two, since: 2026-01-01}\nsavings: 5\n",
    "items in blocks": "holds:\n  - step: one\n    since: 2020-01-01  # day\n# after\n",
    "dates": "holds:\n   one: 2020-01-01  # first\n   two: null\n\n\n# money\n",
    "a word": "holds: one   # alone\nsavings: 5\n",
    "brackets": "holds: [one, {step: two, since: 2026-01-01}]  # both\n",
    "brackets on lines": "holds: [\n  one,\n  two,\n]\nsavings: 5\n",
    "braces": "holds: {one: 2020-01-01}\nunder_way: {two: 2026-01-01}\n",
    "empty": "holds: []\nunder_way: {}\nfailed: []\ndropped: {}\n",
    "blocks": "under_way:\n- step: two\n  begun: 2026-01-01\nfailed:\n  x: 2026-01-01\n",
    "failed twice": "failed:\n  x: [2026-01-01, 2026-02-01]\n  y:\n    - 2026-03-01\n",
    "failed in a list": "failed:\n  - {step: x, on: 2026-01-01}  # a pity\n",
    "failed in lines": "failed:\n  x:\n  - 2026-01-01\n  - 2026-02-01   # again\nsavings: 5\n",
}
JSON = (
    '{"format": "pathplanner/learner/1", "start": "2027-01-04", "holds": ["one"]}',
    '{\n  "format": "pathplanner/learner/1",\n  "start": "2027-01-04",\n  "failed": {\n'
    '    "x": "2026-01-01"\n  }\n}\n',
)
TEXTS = [HEAD + body for body in BODY.values()] + list(JSON)


def recorded(text: str, entry: Progress, settled: tuple[Progress, ...] = ()) -> str:
    return record(text.encode(), entry, settled, START).decode()


@pytest.mark.parametrize("kind", list(ProgressKind))
@pytest.mark.parametrize("text", TEXTS, ids=[*BODY, "JSON in a line", "JSON in lines"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\ufeff"])
def test_what_is_recorded_and_taken_back(text: str, kind: ProgressKind, ends: str) -> None:
    """The file then says one thing more, and without it says again what it said before."""
    text = f"\ufeff{text}" if ends == "\ufeff" else text.replace("\n", ends)
    before = read_learner(text)
    entry = Progress(kind, "x", DAY)
    new = recorded(text, entry)
    assert set(progress_of(read_learner(new))) == {*progress_of(before), entry}
    assert ("\r\n" in text) == ("\r\n" in new)
    assert new.replace("\r\n", "").count("\n") == (0 if ends == "\r\n" else new.count("\n"))
    back = take_back(new.encode(), entry, START).decode()
    assert read_learner(back) == before


@pytest.mark.parametrize("kind", list(ProgressKind))
@pytest.mark.parametrize("name", list(BODY))
def test_all_other_lines_stay_to_the_letter(name: str, kind: ProgressKind) -> None:
    """At most the one line that holds the entry is another, and no line is gone."""
    text = HEAD + BODY[name]
    old, new = text.splitlines(), recorded(text, Progress(kind, "x", DAY)).splitlines()
    kept = [line for line in old if line in new]
    assert len(old) - len(kept) <= 1
    assert [line for line in new if line in old] == kept
    assert text.count("#") == "\n".join(new).count("#")


def test_what_is_no_longer_so_comes_back() -> None:
    """A step that was begun and is done can be begun again, with its day and its remark."""
    begun = Progress(ProgressKind.BEGUN, "two", date(2026, 1, 1))
    for body in (
        "under_way:\n  # my courses\n  two: 2026-01-01  # evenings\n",
        "under_way:  # my courses\n  two: 2026-01-01  # evenings\n",
        "holds: [one]\nunder_way: {two: 2026-01-01}\n",
        "holds: [one]  # mine\nunder_way: {two: 2026-01-01, three: 2026-01-02}\n",
        JSON[0].replace("}", ', "under_way": [{"step": "two", "begun": "2026-01-01"}]}'),
    ):
        text = body if body.startswith("{") else HEAD + body
        learner = read_learner(text)
        entry = Progress(ProgressKind.DONE, "two", DAY)
        assert settled_by(learner, entry) == (begun,)
        new = recorded(text, entry, (begun,))
        wanted = with_progress(without_progress(learner, begun), entry)
        assert set(progress_of(read_learner(new))) == set(progress_of(wanted))
        assert ("# my courses" in text, "evenings" in text) == (
            "# my courses" in new,
            "evenings" in new,
        )
        back = take_back(new.encode(), entry, START).decode()
        assert set(progress_of(read_learner(back))) == set(progress_of(learner))
        assert "history" in new
        assert "history: " not in back
        assert "history:\n" not in back


def test_what_became_of_a_step_comes_back_bit_by_bit() -> None:
    """Each thing taken back brings what it settled, and no other line is touched."""
    text = first = f"{HEAD}under_way:\n  two: 2026-01-01  # evenings\n"
    told = [
        Progress(ProgressKind.FAILED, "two", date(2026, 2, 1)),
        Progress(ProgressKind.BEGUN, "two", date(2026, 3, 1)),
        Progress(ProgressKind.DROPPED, "two", date(2026, 4, 1)),
        Progress(ProgressKind.DONE, "two", date(2026, 5, 1)),
    ]
    texts = []
    for entry in told:
        texts.append(text)
        text = recorded(text, entry, settled_by(read_learner(text), entry))
    past = "{step: two, was: dropped, since: 2026-04-01, became: done, until: 2026-05-01}"
    assert f"  - {past}\n" in text
    assert text.count("  - {step: two, was: ") == 3
    for entry, before in zip(reversed(told), reversed(texts), strict=True):
        text = take_back(text.encode(), entry, START).decode()
        assert set(progress_of(read_learner(text))) == set(progress_of(read_learner(before)))
        assert text.count("was: ") == before.count("was: ")
    assert text == first


@pytest.mark.parametrize(
    "body",
    [
        "failed:\n  two: 2026-02-01  # begun 2026-01-01; a pity\n",
        "failed: {one: 2025-02-01, two: 2026-02-01}  # one dropped 2025-01-01;"
        " two begun 2026-01-01\n",
    ],
)
def test_a_remark_is_not_read_for_what_was_before(body: str) -> None:
    """In a file that an older pathplanner wrote, the remark that tells it is named."""
    assert read_learner(HEAD + body).failed
    entry = Progress(ProgressKind.FAILED, "two", date(2026, 2, 1))
    with pytest.raises(InputError) as caught:
        take_back((HEAD + body).encode(), entry, START, "me.yaml")
    [fault] = caught.value.faults
    assert "only the remark 'begun 2026-01-01' says what was before" in fault.message
    assert fault.hint == "Change two under failed by hand (2026-02-01)."
    mine = (HEAD + body).replace("begun 2026-01-01", "begun in the spring").encode()
    left = read_learner(take_back(mine, entry, START))
    assert "two" not in {one.step for one in left.failed}


def test_a_faulty_history_is_named() -> None:
    """What cannot be a history is refused with its place, as all else in the file."""
    body = "history:\n  - {step: two, was: begun, since: soon, became: done}\n  - {step: two}\n"
    with pytest.raises(InputError) as caught:
        read_learner(HEAD + body, "me.yaml")
    faults = caught.value.faults
    assert (faults[0].path, faults[0].line) == ("history[0].since", 5)
    assert {fault.path for fault in faults[1:]} == {
        f"history[1].{key}" for key in ("was", "since", "became")
    }


def test_the_start_moves_on() -> None:
    """A start that is over becomes the day of the new plan, in its old quotes."""
    new = record((HEAD + "savings: 5\n").encode(), Progress(ProgressKind.DONE, "x", DAY), (), DAY)
    assert 'start: "2027-01-04"' in new.decode()
    later = date(2027, 4, 5)
    new = record((HEAD + "savings: 5\n").encode(), Progress(ProgressKind.DONE, "x", DAY), (), later)
    assert 'start: "2027-04-05"\n' in new.decode()


@pytest.mark.parametrize(
    "body",
    [
        "holds: &these [one]\navoid: *these\n",
        "holds: [one]\nname: &name US-TX\nstate: *name\nbudget: 5\nunder_way: &u {a: 2026-01-01}\n"
        "dropped: *u\n",
    ],
)
def test_what_cannot_be_changed_safely_is_refused(body: str) -> None:
    """Where one thing stands in two places, the person is told where and what to write."""
    text = HEAD + body
    kind = ProgressKind.DONE if "these" in body else ProgressKind.BEGUN
    with pytest.raises(InputError) as caught:
        recorded(text, Progress(kind, "x", DAY))
    (fault,) = caught.value.faults
    name, marked, line = ("these", 4, 5) if "these" in body else ("name", 5, 6)
    said = f"changed safely: *{name} repeats what line {marked} marks with &{name}."
    assert said in fault.message
    assert text.splitlines()[fault.line - 1][fault.column - 1 :] == f"*{name}"
    assert fault.line == line
    assert fault.hint.startswith("Write out what it repeats and try again, or change x under")


def test_what_it_repeats_is_written_out_and_it_goes_well() -> None:
    """Doing what the message says is enough; an entry without a day has no day in the hint."""
    text = f"{HEAD}holds: &these [one]\ninsist: *these\n"
    with pytest.raises(InputError, match=r"or change one under holds by hand\.$"):
        take_back(text.encode(), Progress(ProgressKind.DONE, "one"), START)
    text = text.replace("*these", "[one]")
    left = read_learner(take_back(text.encode(), Progress(ProgressKind.DONE, "one"), START))
    assert (left.holds, left.insist) == ((), ("one",))
