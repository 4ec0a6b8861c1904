"""The 23 published documents: each is read, or refused with its line, and comes back the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.ctdl.documents import REAL, ROOT

import pathplanner as pp
from pathplanner.ctdl import NoPathway
from pathplanner.model import Fate

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.is_dir(), reason="the published documents are not here"),
]

NAMES = sorted(path.name for path in REAL.glob("*.json"))
REFUSED = {"badgr-native-french.json", "hutchinson-welding-aas.json"}
WITHOUT = {name for name in NAMES if "progression-model" in name or "usecase" in name}
WITH = [name for name in NAMES if name not in REFUSED | WITHOUT]
VALIDATOR = os.environ.get("CTDL_VALIDATE") or shutil.which("ctdl-validate")


def test_all_are_here() -> None:
    """The groups are those that were looked at by hand."""
    assert (len(NAMES), len(REFUSED), len(WITHOUT), len(WITH)) == (23, 2, 8, 13)


@pytest.mark.parametrize("name", WITH)
def test_a_pathway_plans_and_comes_back_whole(name: str) -> None:
    """What is read can be planned in more than one step, and survives out and in again."""
    pathway, report = pp.read_ctdl(REAL / name)
    assert pathway.faults == ()
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
    assert len(plan.steps) > 1
    text, _ = pp.write_ctdl(pathway, report.kept)
    again, kept = pp.read_ctdl(text)
    assert again == pathway
    assert pp.write_ctdl(again, kept.kept)[0] == text
    assert statements(report.kept) <= statements(text)


def statements(text: str) -> set[str]:
    """Return what a document says, each word of each node by itself, but for words of ours."""
    found = set()
    for node in json.loads(text)["@graph"]:
        for word, value in node.items():
            if not word.startswith("urn:pathplanner:ctdl:"):
                found.add(json.dumps([node.get("@id"), word, value], sort_keys=True))
    return found


@pytest.mark.parametrize("name", WITH)
def test_every_statement_is_accounted_for(name: str) -> None:
    """Each word of each node that is kept stands in the report, and each entry has its place."""
    _, report = pp.read_ctdl(REAL / name)
    told = {loss.what for loss in report.losses}
    words: set[str] = set()
    waiting: list[Any] = json.loads(report.kept)["@graph"]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            words |= {word for word in one if ":" in word and "pathplanner" not in word}
            waiting += one.values()
    assert words - told == set()
    assert all(loss.places and str(loss.places[0]) for loss in report.losses)


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_a_document_without_a_pathway_says_so(name: str) -> None:
    """Nothing is planned with it, and its report says that nothing was taken."""
    with pytest.raises(NoPathway) as error:
        pp.read_ctdl(REAL / name)
    counts = error.value.report.counts()
    assert counts[Fate.TAKEN] == 0
    assert counts[Fate.LEFT_OUT] > 0


@pytest.mark.parametrize(
    ("name", "line"), [("hutchinson-welding-aas.json", 443), ("badgr-native-french.json", 0)]
)
def test_what_is_no_json_ld_is_refused(name: str, line: int) -> None:
    """A broken file is refused with its line, a foreign format by what is missing."""
    with pytest.raises(pp.InputError) as error:
        pp.read_ctdl(REAL / name)
    assert error.value.faults[0].line == line


def test_levels_stand_in_another_document() -> None:
    """Progression levels are found in a second file, though their addresses differ."""
    names = ("comptia-it-networking.json", "comptia-progression-model.json")
    pathway, report = pp.read_ctdl(*(REAL / name for name in names))
    assert pathway.stages == ("Beginner", "Intermediate", "Advanced")
    assert pathway.by_id["comptia-a-plus"].stage == "Beginner"
    assert "CT220" in {loss.code for loss in report.losses}


@cache
def errors(path: Path) -> list[dict[str, Any]]:
    """Return the errors that the validator finds in a file."""
    run = subprocess.run(
        [str(VALIDATOR), str(path), "--format", "json"],
        check=False,
        capture_output=True,
        text=True,
    )
    found = json.loads(run.stdout)
    findings = found["findings"] if isinstance(found, dict) else found
    return [one for one in findings if one["severity"] == "ERROR"]


@pytest.mark.skipif(not VALIDATOR, reason="ctdl-validate needs Python 3.12; see CTDL_VALIDATE")
@pytest.mark.parametrize("name", WITH)
def test_the_validator_finds_no_error_of_ours(name: str, tmp_path: Path) -> None:
    """What the validator does not like was in the document that we read."""
    pathway, report = pp.read_ctdl(REAL / name)
    ours = tmp_path / name
    ours.write_text(pp.write_ctdl(pathway, report.kept)[0], "utf-8")
    theirs = (REAL / name).read_text("utf-8")
    for error in errors(ours):
        value = str(error.get("value") or "")
        where = error.get("property") or error.get("prop") or ""
        domain = error["code"] == "DOMAIN_VIOLATION" and where.partition(":")[2] in theirs
        assert domain or (value and value in theirs), error


@pytest.mark.skipif(not VALIDATOR, reason="ctdl-validate needs Python 3.12; see CTDL_VALIDATE")
@pytest.mark.parametrize("name", pp.bundled_pathways())
def test_bundled_pathways_are_valid(name: str, tmp_path: Path) -> None:
    """The validator finds no error in what is written of our own pathways."""
    ours = tmp_path / f"{name}.json"
    ours.write_text(pp.write_ctdl(pp.load_pathway(name))[0], "utf-8")
    assert errors(ours) == []


def test_the_table_is_up_to_date() -> None:
    """The page says what the reports say; scripts/docs_ctdl.py writes it anew."""
    script = ROOT / "scripts" / "docs_ctdl.py"
    run = subprocess.run(
        [sys.executable, script, REAL, "--check"], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
