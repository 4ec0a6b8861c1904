"""Hostile text in what is no plan of one person: reports, pages of a pathway, tables, CTDL.

The matrix of renderers by payloads (`pathplanner.testing`) covers plans, comparisons and what an
office says on them. The same output with ordinary words says what each must look like here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from tests.cli.running import SMALL, invoke

import pathplanner as pp
from pathplanner.document import Document, Member, compose_cohort, compose_pathway
from pathplanner.renderers.registry import load_renderer
from pathplanner.renderers.writing import PlanWriter
from pathplanner.testing import PAYLOADS, hostile_plan
from pathplanner.testing.contract import inert_faults
from pathplanner.testing.hostile import hostile_pathway
from pathplanner.testing.payloads import PLAIN
from pathplanner.testing.shapes import shape_of

ALL = " ".join(PAYLOADS.values())
IN_FILES = [text for name, text in PAYLOADS.items() if name not in ("control", "not-text")]
"""What a file may hold: half a character and control characters are refused there."""


@cache
def composed(kind: str, text: str) -> Document:
    """Return a report of a caseload, or the page of a pathway, with a text in every place."""
    if kind == "pathway":
        return compose_pathway(hostile_pathway(text))
    member = Member(text, text, hostile_plan(text))
    return compose_cohort([member], date(2027, 1, 4), names=True)


@cache
def written(kind: str, renderer: str, text: str) -> bytes:
    """Return it as a renderer writes it."""
    return PlanWriter(composed(kind, text)).write(renderer)


def faults_of(kind: str, renderer: str, text: str) -> list[str]:
    """Return what a text does to an output."""
    media_type = load_renderer(renderer).media_type
    return inert_faults(media_type, *(written(kind, renderer, one) for one in (text, PLAIN)))


@pytest.mark.parametrize("kind", ["caseload", "pathway"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_reports_and_pathways_on_the_screen(kind: str, payload: str) -> None:
    """A page for a browser and plain text have the tags and lines that ordinary words have."""
    for renderer in ("web", "text"):
        assert faults_of(kind, renderer, PAYLOADS[payload]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "renderer"),
    [("caseload", "docx"), ("caseload", "typst"), ("caseload", "pdf"),
     ("pathway", "docx"), ("pathway", "typst")],
)  # fmt: skip
def test_reports_and_pathways_on_paper(kind: str, renderer: str) -> None:
    """All payloads at once run nothing, open nothing and add nothing to a laid-out page."""
    assert faults_of(kind, renderer, ALL) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_pathway_as_ctdl(payload: str) -> None:
    """The keys are those of ordinary words, and each text is read back as it was."""
    pathway = hostile_pathway(PAYLOADS[payload])
    made, usual = (pp.write_ctdl(one)[0].encode() for one in (pathway, hostile_pathway(PLAIN)))
    assert shape_of("application/json", made) == shape_of("application/json", usual)
    if payload != "not-text":
        read, _ = pp.read_ctdl(made)
        told = [{" ".join(step.title.split()) for step in one.steps} for one in (read, pathway)]
        assert told[0] == told[1]


@pytest.fixture
def caseload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a caseload of people whose names, states and steps are payloads."""
    monkeypatch.chdir(tmp_path)
    pathway = SMALL.replace("title: A course", f"title: {json.dumps('=1+1 ' + IN_FILES[0])}")
    (tmp_path / "small.yaml").write_text(pathway)
    rows = [["Id", "Name", "Start", "Hours"]]
    rows += [[str(n), name, "2027-01-04", "10"] for n, name in enumerate(IN_FILES)]
    rows.append(["../../out of here", "../../name", "2027-01-04", "10"])
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    (tmp_path / "people.csv").write_text(made.getvalue(), "utf-8", newline="")
    done = invoke("batch", "people.csv", "-o", "out", "--pathway", "small.yaml", "-t", "csv")
    assert done.exit_code == 0, done.output
    return tmp_path


def cells_of(files: Iterable[Path]) -> list[tuple[str, str]]:
    """Return each text of some tables, with what a workbook says that it is."""
    found: list[tuple[str, str]] = []
    for file in files:
        if file.suffix == ".csv":
            rows = csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
            found += [(cell, "csv") for row in rows for cell in row]
        else:
            for sheet in openpyxl.load_workbook(file).worksheets:
                cells = [cell for row in sheet.iter_rows() for cell in row]
                found += [(str(cell.value), cell.data_type) for cell in cells]
    return found


def test_tables_and_days_of_a_caseload(caseload: Path) -> None:
    """No cell of a table is a formula, each day is one entry, and no file left the folder."""
    due = ("batch", "due", "out", "--from", "2027-01-01", "--to", "2027-12-31")
    for name in ("due.csv", "due.xlsx", "due.ics"):
        assert invoke(*due, "-o", name).exit_code == 0
    assert invoke("batch", "summary", "out", "--names", "-o", "sum.xlsx").exit_code == 0
    tables = [*caseload.glob("*.xlsx"), caseload / "due.csv", *(caseload / "out").rglob("*.csv")]
    cells = cells_of(tables)
    assert {text for text, kind in cells if kind == "f"} == set()
    begins = {text[:1] for text, kind in cells if kind == "csv"}
    assert begins & set("=+@\t\r") == set()
    assert not [text for text, kind in cells if kind == "csv" and text.startswith("-2+3")]
    assert [text for text, kind in cells if kind == "s" and text.startswith("=cmd")], "is a text"
    rows = json.loads(invoke(*due, "--json").stdout)["due"]
    calendar = Calendar.from_ical((caseload / "due.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) == len(rows)
    assert {name for event in calendar.walk("VEVENT") for name in event} <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP",
    }  # fmt: skip
    outside = [one for one in caseload.parent.iterdir() if one != caseload]
    assert not [one for one in outside if "name" in one.name or "out of" in one.name]
