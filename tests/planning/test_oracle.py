"""The planner against a brute-force planner, and that one against an even naiver one."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import oracle
import random_cases
from comparing import compare

from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Break, Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import Needs
from pathplanner.model.step import Kind, Step
from pathplanner.planning import plan
from pathplanner.verification.case import Case

pytestmark = pytest.mark.slow

CASES = int(os.environ.get("PATHPLANNER_ORACLE_CASES", "600"))
BLOCK = 50
DAYS = 12


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_planner_equals_oracle(first):
    """Plans of random cases are the best there are, and `verify` finds nothing in them."""
    outcomes = [compare(seed) for seed in range(first, min(first + BLOCK, CASES))]
    assert [outcome for outcome in outcomes if outcome.differences] == []


@pytest.mark.parametrize("first", range(100_000, 100_000 + CASES // 2, BLOCK))
def test_planner_equals_oracle_after_failed_and_dropped_steps(first):
    """Plans made again from progress are the best there are, too."""
    outcomes = [compare(seed, troubled=True) for seed in range(first, first + BLOCK)]
    assert [outcome for outcome in outcomes if outcome.differences] == []


@pytest.mark.parametrize("first", range(0, CASES // 2, BLOCK))
def test_planner_equals_oracle_where_it_once_did_not(first):
    """Discounts from any step, superseded steps, known days, wishes off the front: the same."""
    outcomes = [compare(seed, wide=True) for seed in range(first, first + BLOCK)]
    assert [outcome for outcome in outcomes if outcome.differences] == []


@pytest.mark.parametrize("first", range(200_000, 200_000 + CASES // 2, BLOCK))
def test_planner_equals_oracle_with_money_as_it_is_lived(first):
    """Pay that comes in, payments that were made, money that ends or is not sure: the same."""
    outcomes = [compare(seed, lived=True) for seed in range(first, first + BLOCK)]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > BLOCK / 4


@pytest.mark.parametrize("feature", ["chosen", "insisting"])
def test_planner_equals_oracle_where_others_choose_and_where_learners_insist(feature):
    """The way without being chosen is the best one, and what is insisted on comes first."""
    outcomes = [compare(seed, **{feature: True}) for seed in range(310_000, 310_000 + CASES // 12)]
    assert [outcome for outcome in outcomes if outcome.differences] == []


def test_waiting_for_a_break_to_pass_saves_a_price_that_is_paid_again():
    """A course that a break makes longer is paid more often; it starts after the break."""
    week, half = Duration.exactly(8), Duration.exactly(4)
    price = Cost(CostKind.TUITION, Estimate.exactly(10), every=half)
    course = Step("course", "Course", Kind.COURSE, duration=week, costs=(price,))
    opens = Intakes(dates=(date(2027, 3, 1),))
    goal = Step("goal", "Goal", requires=Needs("course"), intakes=opens)
    pathway = Pathway("p", "P", [course, goal], destinations=("goal",))
    learner = Learner("2027-01-04", breaks=[Break("2027-01-06", "2027-01-16")])
    made = plan(pathway, learner)
    # Begun at once it would last 18 days, with payments on days 0, 4, 8, 12 and 16.
    assert made.cost.out_of_pocket == 20
    assert made.steps[0].start == date(2027, 1, 16)


def small_routes(case):
    """Yield the routes of a case that are small enough to list every schedule of."""
    for planned in oracle.step_sets(case):
        if len(planned) <= 3:
            for waits in oracle.wait_sets(case, planned):
                yield planned, waits


@pytest.mark.parametrize("seed", range(60))
def test_oracle_finds_the_earliest_finish(seed):
    """No schedule at all, on any days, is earlier, or as early and cheaper, than the oracle's."""
    case = Case(*random_cases.make(seed, largest=4))
    for planned, waits in small_routes(case):
        oracle.looks.clear()
        try:
            listed = list(oracle.schedules(case, planned, waits))
        except oracle.TooLarge:
            continue
        every = list(oracle.all_schedules(case, planned, waits, DAYS))
        if every:
            best = oracle.best_schedule(case, listed, waits)
            naive = min((case.reached_on(t), oracle.price_at(case, t, waits)) for t in every)
            assert (case.reached_on(best), oracle.price_at(case, best, waits)) <= naive
