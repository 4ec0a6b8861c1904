"""Estimates and named facts in pathway files: read, refused, written and read again."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

import pathplanner as pp
from pathplanner.formats import pathway_to_json, plan_to_json, read_pathway, read_plan
from pathplanner.formats.schema import schema_of
from pathplanner.model import Basis, Duration, Estimate, Grade, NamedFact, Said, Source
from pathplanner.model.translation import Translation, pathway_texts, translate

HEAD = """\
format: pathplanner/pathway/1
id: baker
title: Baker
destinations: b
sources:
  s1: {title: Prices, publisher: School}
  s2: {title: Averages, publisher: Office}
facts:
  average: {title: Average tuition, amount: 2000, source: s2}
  credit-hour: {title: An hour in class asks for two outside, source: s2}
steps:
  a: {title: Course A, source: s1, costs: {tuition: 2500}, study_hours: 80, duration: 3 months}
  b:
    title: Course B
    requires: a
"""
GOOD = """\
    costs:
      tuition: {estimate: 1800-2900, from: [average, a.costs.tuition], reason: The same course.}
    study_hours: {estimate: 60-100, from: [a.study_hours, credit-hour], reason: As long.}
    duration: {estimate: 3-5 months, likely: 3, from: a.duration, reason: As long.}
"""


def faults_of(lines: str, head: str = HEAD) -> list[str]:
    """Return what is wrong with a pathway file, with the places."""
    with pytest.raises(pp.InputError) as caught:
        read_pathway(head + lines, "baker.yaml")
    return [f"{fault.path}: {fault.message} {fault.hint}".strip() for fault in caught.value.faults]


def test_an_estimate_is_a_value_with_the_facts_it_comes_from() -> None:
    """A price, hours and a length can each be estimated; each is planned at its middle."""
    step = read_pathway(HEAD + GOOD)["b"]
    basis = Basis(("average", "a.costs.tuition"), "The same course.")
    assert step.costs[0].amount == Estimate.between(1800, 2900, basis=basis)
    assert isinstance(step.study_hours, Estimate)
    assert (step.study_hours.likely, step.study_hours.grade) == (80, Grade.ESTIMATED)
    assert isinstance(step.duration, Duration)
    assert (step.duration.low, step.duration.likely, step.duration.high) == (3, 3, 5)
    assert step.duration.grade is Grade.ESTIMATED


def test_grades_are_told_apart() -> None:
    """What a source states, what is worked out and what a person found out have three names."""
    said = Estimate.exactly(1895, said=Said("school, phone", "2027-01-10"))
    basis = Basis("average", "The same.")
    grades = [one.grade for one in (Estimate.exactly(1), Estimate.between(1, 2, basis=basis), said)]
    assert grades == ["stated", "estimated", "yours"]


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("{estimate: 100, from: average}", "costs.exam.reason: The key 'reason' is missing."),
        ("{estimate: 100, reason: x}", "costs.exam.from: The key 'from' is missing."),
        ("{estimate: 100, from: [], reason: x}", "must name the facts"),
        ("{estimate: 100, from: average, reason: ' '}", "reason must not be empty"),
        ("{estimate: 90-10, from: average, reason: x}", "runs backwards. Write 10-90."),
        ("{estimate: 1-9, likely: 10, from: average, reason: x}", "in that order"),
        ("{estimate: 1, from: avrage, reason: x}", "from[0]: There is no fact 'avrage'. Did you"),
        ("{estimate: 1, from: a.costs.exam, reason: x}", "There is no 'exam' to change here."),
        ("{estimate: 1, from: a.hours, reason: x}", "There is no 'hours' here."),
        ("{estimate: 1, from: [average, b.waiting], reason: x}", "from[1]: b.waiting is not known"),
        ("{estimate: 1, from: b.costs.fee, reason: x}", "b.costs.fee is an estimate itself."),
        ("{estimate: 1, from: average, reason: x, source: s1}", "There is no key 'source' here."),
        ("{low: 1, high: 2, grade: estimated}", "grade: This is not estimated"),
    ],
)  # fmt: skip
def test_what_an_estimate_may_not_be(price: str, said: str) -> None:
    """An estimate without its facts, backwards, or from what is no stated fact is refused."""
    fee = "      fee: {estimate: 100, from: average, reason: The same.}\n"
    [fault] = faults_of(f"    costs:\n{fee}      exam: {price}\n")
    assert said in fault
    assert fault.startswith("steps.b.costs.exam")


def test_a_named_fact_needs_a_source_and_one_value() -> None:
    """A fact from which estimates are made is sourced itself, and says one thing."""
    bare = HEAD.replace("amount: 2000, source: s2", "amount: 2000")
    assert faults_of(GOOD, bare) == [
        "facts.average: A fact that estimates are made from needs a source. Add source."
    ]
    both = HEAD.replace("amount: 2000", "amount: 2000, hours: 80")
    assert faults_of(GOOD, both) == ["facts.average: Give one of amount, hours and span."]


def test_an_estimate_is_nobodys_word() -> None:
    """A value cannot be an estimate and carry a source, or what somebody said."""
    basis = Basis(("average",), "The same.")
    for more in ({"source": "s1"}, {"said": Said("school")}):
        with pytest.raises(pp.InputError, match="estimate"):
            Estimate.exactly(100, basis=basis, **more)


def test_estimates_survive_json_with_their_grade() -> None:
    """Pathway and plan are the same after a round trip; the plan names grade and evidence."""
    pathway = read_pathway(HEAD + GOOD)
    assert read_pathway(pathway_to_json(pathway)) == pathway
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
    text = plan_to_json(plan)
    assert read_plan(text) == plan
    tree = json.loads(text)
    assert tree["steps"][1]["payments"][0]["amount"]["grade"] == "estimated"
    assert "grade" not in tree["steps"][0]["payments"][0]["amount"]
    names = [fact["id"] for fact in tree["pathway"]["facts"]]
    assert sorted(names) == [
        "a.costs.tuition", "a.duration", "a.study_hours", "average", "credit-hour"
    ]  # fmt: skip
    assert {source["id"] for source in tree["pathway"]["sources"]} == {"s1", "s2"}
    jsonschema.Draft202012Validator(schema_of("plan")).validate(tree)


def test_the_schema_takes_what_the_reader_takes() -> None:
    """An editor marks an estimate without its facts, and takes one with them."""
    check = jsonschema.Draft202012Validator(schema_of("pathway"))
    assert check.is_valid(yaml.safe_load(HEAD + GOOD))
    assert not check.is_valid(yaml.safe_load(HEAD + GOOD.replace("from: a.duration, ", "")))


def test_an_estimate_plans_at_its_middle_and_carries_its_ends() -> None:
    """The sum has the middle of the estimate as likely, and its ends as low and high."""
    cost = pp.plan(read_pathway(HEAD + GOOD), pp.Learner(start="2027-01-04")).cost
    assert (cost.low, cost.likely, cost.high, cost.unknown) == (4300, 4850, 5400, 0)


def test_reasons_and_facts_are_translated() -> None:
    """The reason of an estimate and what a fact is are texts of the pathway."""
    pathway = read_pathway(HEAD + GOOD)
    texts = pathway_texts(pathway)
    assert {"The same course.", "Average tuition"} <= texts.keys()
    spanish = translate(pathway, Translation("es", {"The same course.": "El mismo curso."}))
    amount = spanish["b"].costs[0].amount
    assert isinstance(amount, Estimate)
    assert amount.basis == Basis(("average", "a.costs.tuition"), "El mismo curso.")


def test_a_shared_step_brings_what_its_estimates_come_from(tmp_path: Path) -> None:
    """A step taken from another file brings its named facts, and those of steps left behind."""
    text = (HEAD + GOOD).replace("    requires: a\n", "")
    (tmp_path / "baker.yaml").write_text(text)
    head = "format: pathplanner/pathway/1\nid: mine\ntitle: Mine\nuses: baker.yaml\n"
    mine = read_pathway(f"{head}steps:\n  b: shared\n", str(tmp_path / "mine.yaml"))
    assert list(mine.by_id) == ["b"]
    assert mine.fact("average").source == ("s2",)
    assert mine.fact("a.costs.tuition") == NamedFact(
        "a.costs.tuition", "Course A", amount=2500, source="s1"
    )
    assert {source.id for source in mine.sources} == {"s1", "s2"}
    plan = pp.plan(mine, pp.Learner(start="2027-01-04"))
    assert {fact.id for fact in plan.pathway.facts} >= {"average", "a.costs.tuition"}


def test_two_pathways_share_a_named_fact() -> None:
    """A fact with one id must be the same in pathways that are planned as one."""
    one = pp.Pathway("one", "One", pp.Step("a", "A"), sources=Source("s", "P", "T"),
                     facts=NamedFact("f", "Fact", amount=1, source="s"))  # fmt: skip
    other = pp.Pathway("two", "Two", pp.Step("b", "B"), sources=Source("s", "P", "T"),
                       facts=NamedFact("f", "Fact", amount=2, source="s"))  # fmt: skip
    assert pp.merge(one, pp.Pathway("two", "Two", pp.Step("b", "B"))).fact("f").amount
    with pytest.raises(pp.InputError, match="the fact f differently"):
        pp.merge(one, other)
