"""Catalogues, of which levels ask for k of n, are planned as CP-SAT plans them, and proved."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from random import Random
from time import process_time

import pytest

pytest.importorskip("ortools", reason="OR-Tools is only in the dependency group `test`")
sys.path.insert(0, str(Path(__file__).parent))

import catalog_cases
from comparing_catalogs import PREFERENCES, ask_planner, compare

import pathplanner as pp
from pathplanner.verification import verify

pytestmark = pytest.mark.slow

CASES = int(os.environ.get("PATHPLANNER_CATALOGS", "24"))
FULL = int(os.environ.get("PATHPLANNER_FULL_CATALOGS", "8"))
PATIENCE = 30.0
"""Seconds for CP-SAT; a slower case is not compared."""


def lessons(count: int, asked: int) -> pp.Pathway:
    """Return a pathway whose goal asks for some of many lessons of five hours."""
    names = [f"lesson-{place:03}" for place in range(count)]
    steps = [pp.Step(name, name, pp.Kind.COURSE, study_hours=5) for name in names]
    need = pp.AtLeast(asked, tuple(map(pp.Needs, names)))
    goal = pp.Step("goal", "Goal", pp.Kind.CREDENTIAL, requires=need)
    return pp.Pathway("lessons", "Lessons", (*steps, goal), destinations=("goal",))


@pytest.mark.parametrize("wish", PREFERENCES[:2])
@pytest.mark.parametrize("first", range(0, CASES, 8))
def test_planner_equals_cpsat_on_catalogues(first: int, wish: str) -> None:
    """Every plan is proved, and no plan is better than it."""
    outcomes = [compare(seed, wish) for seed in range(first, min(first + 8, CASES))]
    assert [outcome for outcome in outcomes if outcome.kind != "equal"] == []


@pytest.mark.parametrize("seed", range(3))
def test_the_balanced_plan_is_the_nearest_to_both_ends(seed: int) -> None:
    """The whole front is known, so the plan nearest to the best of both is."""
    assert compare(seed, "balanced").kind == "equal"


@pytest.mark.parametrize("seed", range(1, 1 + FULL))
def test_money_and_dates_on_top_change_nothing_of_that(seed: int) -> None:
    """With savings, discounts, intakes, breaks and funding no proved plan is beaten."""
    outcome = compare(seed, "cheapest", full=True, limit=PATIENCE)
    assert not outcome.kind.startswith("different"), outcome


def small(seed: int) -> tuple[list[tuple[int, int]], list[tuple[int, list[int]]], pp.Pathway]:
    """Return prices and hours of eight courses, two levels that ask for some, and the pathway."""
    random = Random(seed)
    facts = [(random.choice((0, 20, 50, 75)), random.choice((4, 8, 10, 15))) for _ in range(8)]
    asked = [(random.randint(2, 4), sorted(random.sample(range(8), 6))) for _ in range(2)]
    courses = [
        pp.Step(f"c{n}", f"C{n}", pp.Kind.COURSE, study_hours=hours, costs=(pp.Cost("fee", price),))
        for n, (price, hours) in enumerate(facts)
    ]
    levels = [
        pp.Step(
            f"level{n}", "Level", requires=pp.AtLeast(k, tuple(pp.Needs(f"c{c}") for c in some))
        )
        for n, (k, some) in enumerate(asked)
    ]
    goal = pp.Step("goal", "Goal", pp.Kind.JOB, requires=pp.AllOf(("level0", "level1")))
    return facts, asked, pp.Pathway("small", "Small", (*courses, *levels, goal))


@pytest.mark.parametrize("seed", range(40))
def test_small_catalogues_are_planned_as_by_hand(seed: int) -> None:
    """Of all sets of courses that meet both levels, the best by days and money is planned.

    With seven hours a week a course lasts as many days as it has hours, one after the other.
    """
    facts, asked, pathway = small(seed)
    sets = [set(some) for size in range(9) for some in combinations(range(8), size)]
    done = [some for some in sets if all(len(some & set(of)) >= k for k, of in asked)]
    ends = [(sum(facts[c][1] for c in some), sum(facts[c][0] for c in some)) for some in done]
    learner = pp.Learner(start="2027-01-04", hours_per_week=7)
    for wish, best in (("fastest", min(ends)), ("cheapest", min(ends, key=lambda end: end[::-1]))):
        plan = pp.plan(pathway, learner, "goal", wish)
        assert plan.status is pp.Status.OPTIMAL
        assert ((plan.finish - plan.start).days, plan.cost.out_of_pocket) == best
        assert verify(plan, pathway) == ()


@pytest.mark.parametrize(
    ("count", "asked"), [(50, 50), (60, 30)], ids=["all of fifty", "thirty of sixty"]
)
def test_many_lessons_that_are_alike_are_a_plan_at_once(count: int, asked: int) -> None:
    """Lessons of five hours follow each other in any order: none is searched for."""
    begun = process_time()
    found, proved, _ = ask_planner(
        (lessons(count, asked), pp.Learner(start="2027-01-04"), ("goal",))
    )
    assert process_time() - begun < 5
    assert proved
    # Ten hours a week: three and a half days each, four of the calendar.
    assert found[1] == pp.Learner(start="2027-01-04").start.toordinal() + 4 * asked


def test_equal_members_are_taken_in_the_order_of_their_ids() -> None:
    """Where nothing else decides between lessons, the first ids do, as the rules say."""
    plan = pp.plan(lessons(12, 3), pp.Learner(start="2027-01-04"))
    assert sorted(step.id for step in plan.steps) == [
        "goal",
        "lesson-000",
        "lesson-001",
        "lesson-002",
    ]


@pytest.mark.parametrize("effort", [40, 150])
def test_little_effort_still_finds_both_ends(effort: int) -> None:
    """The plan asked for is never worse than what was found on the way to the other end."""
    for seed in range(3):
        asked = {
            wish: pp.plan(*catalog_cases.make(seed, wish), effort=effort)
            for wish in ("fastest", "cheapest")
        }
        fast, cheap = asked["fastest"], asked["cheapest"]
        if fast.finish and cheap.finish:
            assert fast.finish <= cheap.finish
            assert cheap.cost.out_of_pocket <= fast.cost.out_of_pocket
        for plan in asked.values():
            if plan.status is pp.Status.FEASIBLE:
                assert plan.bound.finish <= plan.finish
                assert plan.bound.out_of_pocket <= plan.cost.out_of_pocket


def test_more_than_there_are_is_impossible() -> None:
    """A level that asks for more than its members that may be taken can't be reached."""
    learner = pp.Learner(start="2027-01-04", avoid=["lesson-000", "lesson-001"])
    plan = pp.plan(lessons(30, 29), learner)
    assert plan.status is pp.Status.IMPOSSIBLE
    assert plan.cost.out_of_pocket == Decimal(0)
