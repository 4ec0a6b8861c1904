"""Pathways and steps are found by plain words and by codes."""

from __future__ import annotations

import pytest

import pathplanner as pp
from pathplanner.model import careers_named, search

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
        ("medical billing and coding", "medical-biller-and-coder"),
    ],
)
def test_plain_words_find_a_career(words: str, first: str) -> None:
    """What a person would type finds the career at the top."""
    assert search(BUNDLED, words)[0].pathway == first


def test_short_names_find_steps() -> None:
    """GED and RN are found though people's words and titles differ."""
    ged = search(BUNDLED, "GED")[0]
    assert ged.id == "high-school-diploma"
    assert {ged.pathway, *ged.also} == set(BUNDLED), "one step, and all pathways that have it"
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


CODED = """\
format: pathplanner/pathway/1
id: coded
title: Anything
codes: [soc:29-2072, cip:51.0707]
destinations: [school]
steps:
  school: {title: Some school, kind: program, codes: [cip:51.0713, onet:29-2072.01]}
  other: {title: Some other, kind: program, codes: cip:51.0707}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("51.0713", {"school"}),
        ("51.07", {"", "school", "other"}),
        ("51.0707", {"", "other"}),
        ("29-2072", {"", "school"}),
        ("29-2072.00", {"", "school"}),
        ("52.0101", set()),
    ],
)
def test_own_codes_of_pathways_and_steps_are_found(code: str, expected: set[str]) -> None:
    """CIP, SOC and O*NET codes, or how they begin, find what has them."""
    assert {hit.id for hit in search({"coded": pp.read_pathway(CODED)}, code)} == expected


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("51.0713", "write cip:51.0713"),
        ("29-2072", "write soc:29-2072"),
        ("29-2072.00", "write onet:29-2072.00"),
        ("nurse", "write soc:29-2072, onet:"),
        ("icd:10", "there is no list of codes 'icd'"),
        ("cip:51-0713", "write such as cip:51.0713"),
        ("soc:29-2072.00", "write such as soc:29-2072"),
    ],
)
def test_a_code_of_another_form_is_refused(code: str, said: str) -> None:
    """A code says its list and has the form of that list; the message tells how to write it."""
    with pytest.raises(pp.InputError) as error:
        pp.Step("a", "A", codes=code)
    assert said in str(error.value)
    with pytest.raises(pp.InputError) as error:
        pp.read_pathway(CODED.replace("cip:51.0713", code))
    assert said in str(error.value)
    assert "steps.school.codes" in str(error.value)


def test_codes_come_back_from_every_format() -> None:
    """YAML, JSON, CTDL and GraphML give the codes again."""
    from pathplanner.formats import pathway_to_json
    from pathplanner.formats.graphs import read_graph, write_graph

    coded = pp.read_pathway(CODED)
    assert pp.read_pathway(pathway_to_json(coded)) == coded
    assert pp.read_ctdl(pp.write_ctdl(coded)[0])[0] == coded
    assert read_graph(write_graph(coded, form="graphml")[0].encode(), "x", form="graphml")[0].by_id[
        "school"
    ].codes == ("cip:51.0713", "onet:29-2072.01")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("medical coder", {("medical-biller-and-coder", "medical-coder-job")}),
        ("medical billing", {("medical-biller-and-coder", "medical-biller-job")}),
        ("coder", {("medical-biller-and-coder", "")}),
        ("nurse", {("registered-nurse", "")}),
        ("work as a nurse", {("registered-nurse", "")}),
        ("LPN", {("registered-nurse", "practical-nurse-job")}),
        ("29-2061.00", {("registered-nurse", "practical-nurse-job")}),
        ("Certified Professional Coder", {("medical-biller-and-coder", "cpc")}),
        ("EMT", {("emt-and-paramedic", "emt-job")}),
        ("truck driver", {("truck-driver-cdl-a", "truck-driver-job")}),
        ("rhia", {("medical-biller-and-coder", "rhia"), ("health-information-technician", "rhia")}),
        ("technician", {("pharmacy-technician", ""), ("health-information-technician", "")}),
        ("GED", set()),
        ("xyzzy", set()),
    ],
)
def test_words_name_a_career_and_the_goal_that_they_are_the_name_of(
    words: str, expected: set[tuple[str, str]]
) -> None:
    """The whole name of a goal means that goal; other words mean the pathway with that title."""
    assert {(one.pathway, one.goal) for one in careers_named(BUNDLED, words)} == expected
