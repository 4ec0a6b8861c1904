"""Pathways and steps are found by plain words and by codes."""

from __future__ import annotations

import pytest

import pathplanner as pp
from pathplanner.model import search

BUNDLED = {name: pp.load_pathway(name) for name in pp.bundled_pathways()}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("medical coder", "medical-biller-and-coder"),
        ("nurse", "registered-nurse"),
        ("Nurses", "registered-nurse"),
        ("become a trucker", "truck-driver-cdl-a"),
        ("pharmacy technician", "pharmacy-technician"),
        ("PARAMEDICS", "emt-and-paramedic"),
    ],
)
def test_plain_words_find_a_career(words: str, first: str) -> None:
    """What a person would type finds the career at the top."""
    assert search(BUNDLED, words)[0].pathway == first


def test_short_names_find_steps() -> None:
    """GED and RN are found though people's words and titles differ."""
    assert search(BUNDLED, "GED")[0].id == "high-school-diploma"
    assert "registered-nurse-job" in {hit.id for hit in search(BUNDLED, "rn")}


@pytest.mark.parametrize("code", ["29-2072", "29-2072.00", "29-207"])
def test_a_code_finds_what_leads_to_it(code: str) -> None:
    """A code of SOC or O*NET, or its beginning, finds pathways, occupation and jobs."""
    hits = search(BUNDLED, code)
    assert {hit.where for hit in hits} == {"code"}
    assert {"health-information-technician", "medical-biller-and-coder"} <= {
        hit.pathway for hit in hits if not hit.id
    }
    assert {"29-2072", "medical-coder-job"} <= {hit.id for hit in hits}


@pytest.mark.parametrize("words", ["", "xyzzy", "99-9999", "nurse xyzzy", "the of", "\x00", "é"])
def test_what_fits_nothing_finds_nothing(words: str) -> None:
    """All words must be found."""
    assert search(BUNDLED, words) == ()
