"""What is held but runs out is done again where no plan holds without that (planning rule 16)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.front_search import EFFORT
from pathplanner.planning.search.wishes import find_best

MOST_AGAIN = 4
"""Of how many held steps that run out it is tried which must be done again."""


def find_plan(
    problem: Problem, effort: int = EFFORT, *, alone: bool = False
) -> tuple[Problem, Answer, Candidate | None]:
    """Return the best plan; with as few held steps done again as there must be.

    Args:
        problem: The problem, in which all that is still good counts as held.
        effort: How much effort may be spent on each plan.
        alone: Whether the best plan is all that is wanted; the front is then not all there.

    Returns:
        The problem that the plan answers, the trade-off front, and the plan, if there is one.
    """
    answer, best = find_best(problem, effort, alone=alone)
    if best is not None or not answer.proved:
        return problem, answer, best
    for again in some_again(problem):
        other = pose(*problem.asked, problem.prefer, again)
        found, best = find_best(other, effort, alone=alone)
        if best is not None:
            return other, found, best
    return problem, answer, None


def some_again(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Yield which held steps that can run out may be done again, as few as may be first."""
    some = problem.may_run_out[:MOST_AGAIN]
    for count in range(1, len(some) + 1):
        yield from combinations(some, count)
