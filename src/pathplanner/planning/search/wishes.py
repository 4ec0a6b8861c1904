"""The plan that is best by the learner's wish, beside the trade-off front.

`fastest`, `cheapest` and `balanced` are points of the front. For `fewest-hours` and
`first-pay` the least that any plan has is found first: any plan, any plan with less, and so
on, until none is left; then the fastest plan that has no more. Both are limits that a
problem sets (`Problem.hours_within`, `Problem.pay_within`), so all that looks for plans
looks for these in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from attrs import evolve

from pathplanner.model.learner import Prefer
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.front import Answer, Before, Candidate, choose
from pathplanner.planning.search.front_search import EFFORT, find_any, solve
from pathplanner.planning.search.routes import Steps

OFF_THE_FRONT = (Prefer.FEWEST_HOURS, Prefer.FIRST_PAY)
"""Wishes for something else than time or money, so that the best plan may be off the front."""


def find_best(
    problem: Problem,
    effort: int = EFFORT,
    *,
    alone: bool = False,
    bounds: Bounds | None = None,
    or_good: bool = True,
    hints: Sequence[Steps] = (),
    before: Before | None = None,
) -> tuple[Answer, Candidate | None]:
    """Return the trade-off front and the plan that is best by the learner's wish.

    Args:
        problem: The problem.
        effort: How much effort may be spent on the front, and on each plan off the front.
        alone: Whether the best plan is all that is wanted; the front is then not all there.
        bounds: Those of a problem with the same steps, if they are known.
        or_good: Whether a plan that is only good will do where effort runs out.
        hints: Sets of steps that are likely to be best, to be looked at first.
        before: What is known beforehand.

    Returns:
        The front, and the plan; None when none was found. The answer is proved when both are.
    """
    wish = problem.prefer
    if wish not in OFF_THE_FRONT:
        only = wish if alone else None
        answer = solve(problem, effort, only, bounds, or_good=or_good, hints=hints, before=before)
        return answer, choose(answer.front, wish) if answer.front else None
    look = find_any if alone else solve
    answer = look(problem, effort, bounds=bounds, or_good=or_good, before=before)
    if not answer.front:
        return answer, None
    if answer.learned:
        bounds, before = answer.learned.bounds, before or Before(answer.learned.kept)
    best, proved = choose(answer.front, wish), answer.proved or alone
    while proved and (less := _with_less(problem, best)):
        found = find_any(less, effort, bounds, or_good=or_good, before=before)
        proved = found.proved or bool(found.front)
        if not found.front:
            break
        best = found.front[0]
    within = _within(problem, best)
    final = solve(within, effort, Prefer.FASTEST, bounds, or_good=or_good, before=before)
    best = choose([best, *final.front], wish)
    return evolve(answer, proved=proved and final.proved), best


def _within(problem: Problem, best: Candidate) -> Problem:
    """Return the problem in which a plan must be as good as another by the learner's wish."""
    if problem.prefer is Prefer.FEWEST_HOURS:
        return evolve(problem, hours_within=best.study)
    return evolve(problem, pay_within=best.pay) if best.pay[0] < NEVER else problem


def _with_less(problem: Problem, best: Candidate) -> Problem | None:
    """Return the problem in which a plan must be better; None when none can be."""
    if problem.prefer is Prefer.FEWEST_HOURS:
        unknown, hours = best.study
        if best.study == (0, 0):
            return None
        return evolve(problem, hours_within=(unknown, just_less(problem, hours)))
    unknown, day = best.pay
    if best.pay <= (0, problem.start):
        return None
    return evolve(problem, pay_within=(unknown, min(day, problem.last) - 1))


def just_less(problem: Problem, hours: Fraction | int) -> Fraction | int:
    """Return the most study hours that are less than some and that a plan can have."""
    parts = lcm(*(Fraction(task.hours).denominator for task in problem.tasks.values()))
    return hours - Fraction(1, parts)
