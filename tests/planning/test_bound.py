"""A search that was stopped says how far from best its plan can be, and that is true."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import medium_cases
import pytest

from pathplanner.model.plan import Status
from pathplanner.planning import plan
from pathplanner.verification import verify

pytestmark = pytest.mark.slow

SEEDS = range(8)
EFFORTS = (30, 100, 400)


def test_no_plan_is_better_than_the_bound():
    """Whatever the effort, the plan holds, and the best plan is not better than the bound."""
    stopped = 0
    for seed in SEEDS:
        question = medium_cases.make(seed, low=20, high=40)
        best = plan(*question)
        for effort in EFFORTS:
            made = plan(*question, effort=effort)
            if made.status is Status.FEASIBLE:
                stopped += 1
                assert not list(verify(made, question[0]))
                assert made.bound.finish <= min(point.finish for point in best.alternatives)
                assert made.bound.out_of_pocket <= min(
                    point.out_of_pocket for point in best.alternatives
                )
    assert stopped >= 5


def test_little_effort_is_not_no_plan():
    """A search that found nothing before it was stopped does not claim that nothing exists."""
    question = medium_cases.make(4, low=20, high=40)
    made = plan(*question, effort=1)
    assert [str(reason.kind) for reason in made.reasons] == ["undecided"]
