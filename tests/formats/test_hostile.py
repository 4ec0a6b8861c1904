"""Files made to do harm, or broken by accident, end in a fault and nothing else."""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathplanner.desk import Request, open_case
from pathplanner.errors import InputError
from pathplanner.formats import load_pathway, read_learner, read_pathway, read_plan
from pathplanner.formats.people import open_people
from pathplanner.model.pathway import Pathway
from pathplanner.model.step import Step

HEAD = "format: pathplanner/pathway/1\n"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LADDER = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60))

HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "deep list": ("[" * 300_000, "levels deep"),
    "deep block": ("{a: " * 300_000, "levels deep"),
    "deep dashes": ("- " * 300_000, "levels deep"),
    "deep questions": ("? " * 300_000, "levels deep"),
    "alias bomb": (BOMB, "more than 200,000"),
    "alias ladder": (LADDER, "levels deep"),
    "many values": ("[" + "a," * 210_000 + "]", "more than 200,000"),
    "alias to itself": (
        HEAD + "id: &a [*a]\n",
        "'*a' repeats '&a', which it is a part of. Write the value out.",
    ),
    "alias to nothing": (
        HEAD + "id: *nope\n",
        "bad.yaml:2:5: id: '*nope' stands for nothing: no '&nope' is above it. "
        "Write the value out, or put a text that starts with * in quotes.",
    ),
    "python object": (HEAD + "id: !!python/object/apply:os.system [x]\n", "!!python/object"),
    "own tag": (HEAD + "id: !thing x\n", "'!thing'"),
    "binary tag": (HEAD + "id: !!binary aGk=\n", "'!!binary'"),
    "key that is a list": (HEAD + "? [a]\n: b\n", "plain word"),
    "merge": (HEAD + "<<: {a: b}\n", "taken over from elsewhere with <<. Write them out here."),
    "several documents": (HEAD + "---\na: b\n", "several documents"),
    "empty": ("", "empty"),
    "only a comment": ("# nothing\n", "empty"),
    "only dashes": ("---\n", "empty"),
    "tab": ("a:\n\tb: c\n", "YAML"),
    "colon": ("a: b: c\n", "YAML"),
    "stars around a word": ("a: *b* c\n", "starts with * or & must stand in quotes"),
    "open quote": ('a: "b\n', "YAML"),
    "open bracket": ("a: [b\n", "YAML"),
    "UTF-16": ("a: b".encode("utf-16"), "UTF-16"),
    "UTF-16 without mark": ("a: b".encode("utf-16-be"), "UTF-16"),
    "Latin-1": (b"a: \xe4\n", "not UTF-8"),
    "binary": (bytes(range(256)), "not UTF-8"),
    "NUL": (b"abc: \0\n", "control character"),
    "escape": (b"abc: \x1b[31m\n", "control character"),
    "half a character": ("a: \ud800", "half a character"),
    "half an escape": ('a: "\\ud800"', "YAML"),
    "6 MB": (b"#" * 6_000_000, "5 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    """Each is refused with its own words, by all three readers, at once."""
    data, message = HOSTILE[name]
    for read in (read_pathway, read_learner, read_plan):
        begun = time.process_time()
        with pytest.raises(InputError) as caught:
            read(data, "bad.yaml")
        assert time.process_time() - begun < 3
        assert all(fault.file == "bad.yaml" and fault.line for fault in caught.value.faults)
        if read is read_pathway:
            assert message in str(caught.value)


def test_a_byte_order_mark_is_no_fault() -> None:
    """UTF-8 as Windows writes it is read."""
    text = HEAD + "id: d\ntitle: T\nsteps: {a: {title: A}}\n"
    assert read_pathway(b"\xef\xbb\xbf" + text.encode()).id == "d"
    assert read_pathway(text.replace("\n", "\r\n")).id == "d"


def test_aliases_and_core_tags_are_read() -> None:
    """Plain use of anchors and of the core tags is fine."""
    text = HEAD + "id: d\ntitle: &t T\nsummary: *t\nnote: !!str null\nsteps: {a: {title: A}}\n"
    pathway = read_pathway(text)
    assert (pathway.summary, pathway.note) == ("T", "null")


def test_files_that_are_none(tmp_path: Path) -> None:
    """Folders, devices, pipes and names of nothing are refused without waiting."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    bad: list[Path | str] = [
        tmp_path,
        tmp_path / "none.yaml",
        pipe,
        "/dev/zero",
        "a\0b.yaml",
        "x" * 5000 + ".yaml",
    ]
    for path in bad:
        with pytest.raises(InputError) as caught:
            load_pathway(path)
        assert len(caught.value.faults) == 1


@pytest.mark.parametrize("name", ["y" * 400, "y" * 400 + ".yaml", "a\0b", "a\0b.yaml"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    """They are refused wherever they stand: as a file, under `uses`, in an office's list."""
    office, mine = tmp_path / "office.yaml", tmp_path / "mine.yaml"
    office.write_text(f"format: pathplanner/office/1\noffers_from: [{json.dumps(name)}]\n")
    mine.write_text(f"{HEAD}id: d\ntitle: T\nuses: {json.dumps(name)}\nsteps: {{a: shared}}\n")
    step = Step("a", "A")
    asked = (
        lambda: load_pathway(name),
        lambda: load_pathway(mine),
        lambda: open_people(name.replace(".yaml", ".csv")),
        lambda: open_case(Request(Pathway("d", "T", (step,)), office=office, start="2027-01-04")),
    )
    for ask in asked:
        with pytest.raises(InputError):
            ask()


VALID = """\
format: pathplanner/pathway/1
id: demo
title: "Demo"
destinations: [cpc]
sources: {aapc: {publisher: AAPC, title: Costs}}
steps:
  diploma: &d {title: High school, kind: diploma}
  cpc:
    title: CPC
    requires: {any: [diploma, {at_least: 1, of: [diploma]}]}
    recommends: {requirement: diploma, by: AAPC}
    duration: {span: 16-18 weeks, source: aapc}
    study_hours: {low: 80, high: 120}
    intakes: [2027-01-04, 09-01]
    costs: {exam: {amount: 425, discounts: {diploma: 5}}, fee: unknown}
    renewal: {every: 2 years, units: 36, fee: {amount: unknown, note: ask}}
"""
PIECES = [
    *"[]{}:,-?&*!|>%@`\"'#\n\t ~$",
    "null",
    "NaN",
    "1e999999",
    "9" * 50,
    "-1",
    "unknown",
    "<<: ",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U0001f600",
    "!!python/none ",
    "*d",
    "0000-00-00",
    "9999-99-99",
    "0.001-0.002",
    "{amount: 0.001-0.002}",
    "0 days",
    "[]",
    "{}",
    "- ",
]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    """No bytes raise anything but an input error."""
    for read in (read_pathway, read_learner, read_plan):
        with suppress(InputError):
            read(data)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, len(VALID)),
)
def test_random_changes(changes: list[tuple[int, int, str]], end: int) -> None:
    """A valid file with parts replaced or cut off is read or refused, nothing else."""
    text = VALID
    for place, length, piece in changes:
        text = text[:place] + piece + text[place + length :]
    for candidate in (text, VALID[:end]):
        with suppress(InputError):
            read_pathway(candidate)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_any_value_in_any_place(data: st.DataObject) -> None:
    """Whatever stands behind a key, the reader gets by."""
    lines = VALID.splitlines()
    place = data.draw(st.integers(1, len(lines) - 1))
    value = data.draw(st.sampled_from(["", *PIECES, "[1, {a: b}]", "{id: x}", "{low: 1}", "x"]))
    lines[place] = f"{lines[place].partition(':')[0]}: {value}"
    with suppress(InputError):
        read_pathway("\n".join(lines))
