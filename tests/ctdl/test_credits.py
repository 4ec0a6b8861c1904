"""Credits of parts, and conditions on the sum of them, from CTDL and back."""

from __future__ import annotations

import json
from typing import Any

from tests.ctdl.documents import condition, document, part

from pathplanner.ctdl import read_ctdl, write_ctdl
from pathplanner.formats import read_pathway
from pathplanner.model.requirement import AllOf, Needs, Total

CREDITS = {"astro": 2, "bio": 3, "chem": 3, "physics": 4}


def credit(number: float, unit: str = "SemesterHour") -> dict[str, Any]:
    """Return a credit value."""
    return {
        "@type": "ceterms:ValueProfile",
        "schema:value": number,
        "ceterms:creditUnitType": [f"creditUnit:{unit}"],
    }


def at_least(number: str, **other: str) -> dict[str, Any]:
    """Return the constraint that the sum of credit values is at least so much."""
    words = {
        "leftSource": "ceterms:creditValue",
        "leftAction": "array:Sum",
        "comparator": "compare:GTEQ",
        "rightSource": number,
    } | other
    named = {f"ceterms:{key}": value for key, value in words.items()}
    return {"@type": "ceterms:Constraint"} | named


def courses(**units: str) -> list[dict[str, Any]]:
    """Return courses with credits."""
    return [
        part(name, creditValue=credit(number, units.get(name, "SemesterHour")))
        for name, number in CREDITS.items()
    ]


def goal(**words: Any) -> dict[str, Any]:
    """Return a goal with a condition on all courses."""
    return part("goal", "Credential", hasCondition=condition(*CREDITS, **words))


def test_a_sum_of_credits_is_a_total() -> None:
    """A condition whose targets' credits must add up to eight asks for eight credits."""
    pathway, report = read_ctdl(document(*courses(), goal(hasConstraint=at_least("8"))))
    need = pathway["goal"].requires
    assert isinstance(need, Total)
    assert (need.amount, need.unit) == (8, "credits")
    assert [part.step for part in need.of] == list(CREDITS)
    assert list(map(int, need.gives)) == list(CREDITS.values())
    assert pathway["bio"].amounts == {"credits": 3}
    lost = [loss.what for loss in report.losses if loss.code != "CT001"]
    assert not [what for what in lost if "Constraint" in what or "credit" in what]


def test_other_constraints_stay_words() -> None:
    """An average, two units, or more than there is, is no total: it is kept in a note."""
    for constraint, units in (
        (at_least("8", leftAction="array:Mean"), {}),
        (at_least("8", comparator="compare:LTEQ"), {}),
        (at_least("8"), {"bio": "ClockHour"}),
        (at_least("80"), {}),
        (at_least("many"), {}),
    ):
        pathway, report = read_ctdl(document(*courses(**units), goal(hasConstraint=constraint)))
        assert isinstance(pathway["goal"].requires, AllOf)
        assert "not checked here" in pathway["goal"].note
        assert any(loss.code == "CT102" for loss in report.losses)


def test_a_number_of_targets_counts_beside_the_credits() -> None:
    """Where more targets are required than the credits need, both are asked for."""
    few = read_ctdl(document(*courses(), goal(number=3, hasConstraint=at_least("8"))))[0]
    assert isinstance(few["goal"].requires, Total)
    both = read_ctdl(document(*courses(), goal(number=4, hasConstraint=at_least("8"))))[0]
    total, rest = both["goal"].requires.of
    assert isinstance(total, Total)
    assert rest == AllOf(tuple(map(Needs, CREDITS)))


PATHWAY = """format: pathplanner/pathway/1
id: sums
title: Sums
destinations: [goal]
lists: {all-of-it: [bio, chem, lab]}
steps:
  bio: {title: Bio, kind: course, gives: {credits: 3}}
  chem: {title: Chem, kind: course, gives: {credits: 4}}
  lab: {title: Lab, kind: course, gives: {credits: 1}}
  goal:
    title: Goal
    kind: credential
    requires:
      - {total: 4, unit: credits, of: {list: all-of-it}}
      - {at_least: 2, of: [bio, chem, lab], counting: [{at_most: 1, of: [bio, chem]}]}
"""


def test_what_is_written_says_as_much_to_others_and_all_to_us() -> None:
    """A total is a constraint, a limit is conditions; read again, the pathway is the same."""
    pathway = read_pathway(PATHWAY)
    text, _ = write_ctdl(pathway)
    assert read_ctdl(text)[0].steps == pathway.steps
    nodes = {node["@id"]: node for node in json.loads(text)["@graph"]}
    [top] = [node for node in nodes.values() if "ceterms:hasCondition" in node]
    found = json.dumps(top["ceterms:hasCondition"])
    assert found.count("ceterms:Constraint") == 1
    assert '"4"' in found
    # Two of three, and one of those that are not limited, which is the lab alone.
    assert found.count("ceterms:requiredNumber") >= 3
    assert sum("ceterms:creditValue" in node for node in nodes.values()) == 3
