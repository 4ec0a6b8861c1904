"""`scripts/unknowns.py`: how much of what plans choose nobody knows, and that it is nothing."""

import importlib.util
from pathlib import Path

import pytest
from tests.data.reading import NAMES, pathway

from pathplanner.formats import read_pathway

SCRIPT = Path(__file__).parents[2] / "scripts" / "unknowns.py"
SPEC = importlib.util.spec_from_file_location("unknowns", SCRIPT)
unknowns = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(unknowns)

SMALL = """
format: pathplanner/pathway/1
id: small
title: Small
destinations: [job]
facts:
  other: {title: Another course, hours: 20, source: page}
sources:
  page: {publisher: P, title: T}
steps:
  course:
    title: Course
    kind: course
    study_hours: {estimate: 10-30, from: other, reason: Like another.}
    costs: {tuition: %s}
  exam: {title: Exam, kind: exam, requires: course, costs: {exam: unknown, books: unknown}}
  job: {title: Job, kind: job, requires: exam}
"""


@pytest.mark.parametrize(("tuition", "opened"), [("5", 1), ("unknown", 2)])
def test_a_step_counts_once_and_each_unknown_is_named(tuition, opened):
    """An estimate is known; a step with two unknown prices is one open step."""
    found = unknowns.measure(read_pathway(SMALL % tuition))
    plans = len(unknowns.PREFERENCES) * len(unknowns.LEARNERS)
    assert (found.asked, found.plans, found.steps) == (plans, plans, 3 * plans)
    assert found.open == opened * plans
    assert found.facts["exam.costs.exam"] == found.facts["exam.costs.books"] == plans
    assert found.share == opened / 3


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_plans_of_a_bundled_pathway_is_unknown(name):
    """For every goal, three preferences and four learners: no price, length or hours."""
    found = unknowns.measure(pathway(name))
    assert found.plans > found.asked / 3
    assert found.facts == {}
