"""How well the facts of a pathway are sourced, counted."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import attrs
from tests.cli.running import invoke
from tests.linting.planting import HEAD
from tests.model.classes import classes_in

from pathplanner.formats import bundled_pathways, load_pathway, pathway_to_json, read_pathway
from pathplanner.linting import coverage
from pathplanner.linting.facts import KINDS
from pathplanner.model.intakes import MonthDay
from pathplanner.model.listed import Sharing
from pathplanner.model.offer import Offer
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import AllOf, AtLeast, Cap, Total
from pathplanner.model.when import Ages

TEXT = (
    HEAD
    + """\
  old: {publisher: Someone, title: Old, date: 2021, weak: true}
  bare: {publisher: Someone, title: Bare}
steps:
  one:
    title: One
    kind: license
    duration: {span: 2 weeks, source: old}
    study_hours: {amount: 5, source: bare}
    costs: [{kind: exam, amount: 75, source: board}, {kind: fee, amount: 5}]
    dues: {amount: unknown, every: {span: 1 year, source: [old, board]}}
"""
)


def test_each_fact_is_counted_once_and_in_its_place() -> None:
    """Known facts are primary, secondary or unsourced; unknown ones are counted apart."""
    found = coverage(read_pathway(TEXT))
    assert (found.facts, found.primary, found.secondary, found.unsourced) == (5, 2, 2, 1)
    assert (found.undated, found.unknown, found.sources) == (1, 1, 3)
    assert found.weak == 1, "a good source beside a weak one is enough"
    assert (found.oldest, found.oldest_at) == ("2021", "steps.one.duration")


def test_the_age_of_each_fact_is_counted() -> None:
    """A fact is as old as its newest source was when all facts were gone over."""
    text = TEXT.replace("title: Barber\n", "title: Barber\nupdated: 2026-11-24\n", 1)
    assert "updated" in text
    found = coverage(read_pathway(text))
    assert found.recent + found.aging + found.old == found.facts
    assert found.old == 1, "the source of 2021 alone"


def test_a_pathway_without_facts_has_nothing_to_count() -> None:
    """No number, no date."""
    text = "format: pathplanner/pathway/1\nid: a\ntitle: A\nsteps:\n  one: {title: One}\n"
    found = coverage(read_pathway(text))
    assert (found.facts, found.oldest, found.oldest_at) == (0, "", "")


def test_the_sums_are_right_for_every_bundled_pathway() -> None:
    """Primary, secondary and unsourced make all facts, and none is unsourced."""
    for name in bundled_pathways():
        found = coverage(load_pathway(name))
        assert found.primary + found.secondary == found.facts > 20
        assert found.unsourced == 0


def test_the_command_prints_a_table_of_all_bundled_pathways() -> None:
    """Without a name every bundled pathway has a row; the numbers stand under their heads."""
    lines = invoke("coverage").stdout.splitlines()
    assert lines[0].split() == [
        "pathway", "facts", "primary", "secondary", "unsourced", "undated", "weak",
        "estimated", "unknown", "oldest",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines[1:]] == list(bundled_pathways())
    assert {line.rindex(line.split()[-1]) + len(line.split()[-1]) for line in lines} == {
        len(lines[0])
    }


def test_the_command_prints_json_of_a_file(tmp_path: Path) -> None:
    """The JSON has every count by its name, as the library gives it."""
    file = tmp_path / "one.yaml"
    file.write_text(TEXT)
    read = json.loads(invoke("coverage", str(file), "--format", "json").stdout)
    assert read["schema"] == "pathplanner/coverage/1"
    [one] = read["pathways"]
    assert (one["facts"], one["unknown"], one["oldest_at"]) == (5, 1, "steps.one.duration")


def test_all_faulty_files_are_named(tmp_path: Path) -> None:
    """A pathway that cannot be read is bad input, and each one is named."""
    done = invoke("coverage", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"))
    assert done.exit_code == 2
    assert "a.yaml" in done.stderr
    assert "b.yaml" in done.stderr


def holds_a_number(kind: Any) -> bool:
    """Tell whether a field of this type may hold a number, a price or a span."""
    numbers = {int, Decimal, Estimate, Duration, Ages}
    return kind in numbers or any(map(holds_a_number, get_args(kind)))


def test_every_number_of_the_model_is_a_fact() -> None:
    """No field with a number is forgotten: what has no source of its own is named here."""
    # How many of its parts a requirement asks for is a part of it; an offer says who told of it.
    asked = {AllOf, AtLeast, Total, Cap, Sharing}
    inner = {Estimate, Duration, Ages, MonthDay, Offer, *asked}
    fields = {
        (kind, field.name)
        for kind in classes_in(Pathway, set()) - inner
        for field in attrs.fields(attrs.resolve_types(kind))
        if holds_a_number(field.type)
    }
    assert fields == {(kind, name) for kind, names in KINDS.items() for name in names}


def test_what_is_otherwise_for_some_is_a_fact() -> None:
    """Each number of it counts, and for whom it holds; the block's source speaks for all."""
    text = TEXT.replace(
        "    dues:",
        """    otherwise:
      - when: {age: 16-18, income_below: 30000}
        duration: 4 weeks
        maximum_age: 20
        source: board
    dues:""",
    )
    plain, with_rules = coverage(read_pathway(TEXT)), coverage(read_pathway(text))
    assert with_rules.facts == plain.facts + 4
    assert with_rules.primary == plain.primary + 4
    assert with_rules.unsourced == plain.unsourced


def test_estimates_are_counted_apart() -> None:
    """An estimate is no stated fact and not unknown; what it comes from is a fact."""
    text = """format: pathplanner/pathway/1
id: one
title: One
sources: {s: {publisher: P, title: T}}
facts: {average: {title: Average, amount: 90, source: s}}
steps:
  a: {title: A, costs: {fee: {estimate: 80-99, from: average, reason: R.}, exam: unknown}}
"""
    found = coverage(read_pathway(text))
    assert (found.facts, found.estimated, found.unknown, found.unsourced) == (1, 1, 1, 0)


def test_credits_in_a_term_may_say_whose_rule_they_are() -> None:
    """The most credits in a term is a number with a source, like all others."""
    text = TEXT.replace("steps:", "terms: {fall: {starts: 08-24}}\ncredits_per_term: 12\nsteps:", 1)
    plain = coverage(read_pathway(text))
    told = text.replace("_term: 12", "_term: {amount: 12, source: board}")
    sourced = coverage(read_pathway(told))
    assert (plain.unsourced, sourced.unsourced) == (1 + sourced.unsourced, plain.unsourced - 1)
    assert sourced.primary == plain.primary + 1
    again = read_pathway(pathway_to_json(read_pathway(told)))
    assert again.credits_per_term == read_pathway(told).credits_per_term
