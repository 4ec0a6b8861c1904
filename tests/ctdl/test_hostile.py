"""Bad CTDL: every fault is named with its place; no traceback, no network, no long wait."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from tests.ctdl.documents import BASE, CONTEXT, condition, document, part

import pathplanner as pp
from pathplanner.ctdl import NoPathway


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def nested(depth: int) -> str:
    """Return a document whose conditions stand so deep in each other."""
    inner = '{"@type": "ceterms:ComponentCondition", "ceterms:targetComponent": "x:a"}'
    opening = '{"@type": "ceterms:ComponentCondition", "ceterms:hasCondition": '
    whole = opening * depth + inner + "}" * depth
    return document(part("goal", hasCondition="HERE")).replace('"HERE"', whole)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("[", "not JSON"),
        ("{} x", "not JSON"),
        ("nonsense", "not JSON"),
        ('{"name": "x"}', "not JSON-LD"),
        ("[1, 2]", "not JSON-LD"),
        ("null", "not JSON-LD"),
        ('{"@graph": []}', "no pathway"),
        ('{"@id": "x:y"}', "no pathway"),
        ('{"@context": {"a": "b:", "b": "a:"}, "@graph": [{"@id": "a:x"}]}', "does not allow"),
        ('{"@graph": [{"@id": 7}]}', "does not allow"),
        ('{"@graph": [{"@type": {"a": 1}}]}', ""),
        (nested(300), "within each other"),
        (nested(10_000), "within each other"),
        ("[" * 100_000, "within each other"),
        ('{"@id": "x:y", "n": ' + "9" * 5000 + "}", ""),
        ('{"envelope_id": 1, "resource": "x.y"}', "envelope"),
        ('{"@context": {"@import": "https://example.org/c"}, "@graph": [{"@id": "x:y"}]}', ""),
    ],
)
def test_what_is_no_ctdl_is_refused(text: str, said: str) -> None:
    """A text that holds no pathway is refused with a reason."""
    with pytest.raises(pp.InputError) as error:
        pp.read_ctdl(text)
    assert said in str(error.value)


def test_a_fault_has_its_line() -> None:
    """Broken JSON and bytes that are no text are named by file, line and column."""
    with pytest.raises(pp.InputError) as error:
        pp.read_ctdl('{\n "@id": "x:y",,\n}')
    assert error.value.faults[0].line == 2
    with pytest.raises(pp.InputError) as error:
        pp.read_ctdl(b'{\n\n"\xff"}')
    assert error.value.faults[0].line == 3


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is no file is refused by its name."""
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(pp.InputError, match=str(path)):
            pp.read_ctdl(path)


def test_conditions_in_a_ring_are_refused_with_their_place() -> None:
    """A condition that stands in itself is no requirement."""
    ring = [
        condition("a", number=1) | {"@id": f"_:{one}", "ceterms:hasCondition": f"_:{other}"}
        for one, other in (("x", "y"), ("y", "x"))
    ]
    text = document(part("a"), part("goal", hasCondition="_:x"), *ring)
    with pytest.raises(pp.InputError, match="stands in itself") as error:
        pp.read_ctdl(text)
    assert error.value.faults[0].path == "@graph[3]"


def chain(length: int, width: int = 1) -> list[dict[str, Any]]:
    """Return named conditions, each with the next one in it, so many times."""
    return [
        {"@id": f"_:c{number}", "@type": "ceterms:ComponentCondition",
         "ceterms:requiredNumber": 1, "ceterms:targetComponent": [f"{BASE}a"],
         "ceterms:hasCondition": [f"_:c{number + 1 + place}" for place in range(width)]}
        for number in range(length)
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "width"), [(16, 1), (10_000, 1), (14, 14)])
def test_conditions_that_grow_without_end_are_refused(length: int, width: int) -> None:
    """Named conditions nested 10,000 deep, or that multiply, are refused in a moment."""
    text = document(part("a"), part("goal", hasCondition="_:c0"), *chain(length, width))
    start = time.process_time()
    if width == 1:
        with pytest.raises(pp.InputError, match="within each other"):
            pp.read_ctdl(text)
    else:
        pp.read_ctdl(text)
    assert time.process_time() - start < 20


def test_ids_that_go_in_circles_do_no_harm() -> None:
    """Nodes that name themselves and each other everywhere are read."""
    goal = part("goal", proxyFor=f"{BASE}goal", precededBy=f"{BASE}goal",
                ceasn__hasChild=f"{BASE}goal", hasCondition=condition("goal", number=1),
                isPartOf=f"{BASE}goal", asn__hasProgressionLevel=f"{BASE}level")  # fmt: skip
    level = {"@id": f"{BASE}level", "@type": "asn:ProgressionLevel",
             "skos:prefLabel": "One", "ceterms:precedes": f"{BASE}level"}  # fmt: skip
    pathway, report = pp.read_ctdl(document(goal, level, hasPart=[f"{BASE}way", f"{BASE}goal"]))
    assert pathway.faults == ()
    assert pp.read_ctdl(pp.write_ctdl(pathway, report.kept)[0])[0] == pathway


def test_a_level_that_is_no_text_is_no_level() -> None:
    """A part whose level is yes or a number is read without one."""
    goal = part("goal", asn__hasProgressionLevel=[{"@value": True}, {"@value": 3}])
    assert pp.read_ctdl(document(goal))[0].stages == ()


def test_remote_contexts_are_named_and_not_fetched() -> None:
    """An unknown context stands in the report, also inside a node."""
    tree = json.loads(document(part("goal") | {"@context": "https://example.org/inner"}))
    tree["@context"] = [CONTEXT, "https://example.org/outer", None, 7]
    _, report = pp.read_ctdl(json.dumps(tree))
    named = {loss.what: str(loss.places[0]) for loss in report.losses if loss.code == "CT202"}
    assert named == {
        "https://example.org/inner": "line 1 @graph[1].@context",
        "https://example.org/outer": "@context",
    }


def test_a_document_without_a_pathway_has_a_report() -> None:
    """What is in a document without a pathway is told all the same."""
    with pytest.raises(NoPathway) as error:
        pp.read_ctdl(json.dumps({"@context": CONTEXT, "@graph": [part("alone")]}))
    assert {loss.what for loss in error.value.report.losses} >= {"ceterms:name"}


@pytest.mark.parametrize(
    "junk",
    [None, "", 7, 1.5, True, [], {}, [None], "text", {"@value": None}, [[]],
     {"@list": [1]}, {"en": None}, {"x": {"y": {}}}, float("nan"), "\ud800"],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize(
    "word",
    ["name", "hasCondition", "proxyFor", "hasChild", "hasPart", "ctid", "creditValue",
     "credentialType", "occupationType", "precededBy", "identifier", "subjectWebpage"],
)  # fmt: skip
def test_junk_in_any_word_is_no_traceback(word: str, junk: Any) -> None:
    """Whatever stands under a word, the document is read or refused with a reason."""
    goal = part("goal", **{word: junk})
    text = document(part("a"), goal, **{word: junk})
    pathway, report = pp.read_ctdl(text)
    assert pathway.faults == ()
    assert pp.read_ctdl(pp.write_ctdl(pathway, report.kept)[0])[0] == pathway
