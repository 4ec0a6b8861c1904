"""The best way without what nobody can count on: being chosen by others (planning rule 23)."""

from __future__ import annotations

from attrs import evolve

from pathplanner.model.claims import Alternative
from pathplanner.planning.assembly.whole_plan import as_alternative
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.wishes import find_best


def fallback_of(problem: Problem, made: Schedule, effort: int) -> Alternative | None:
    """Return the best way without any step for which others must choose the learner.

    Args:
        problem: The problem.
        made: The plan's schedule.
        effort: How much may be tried.

    Returns:
        The best by the same wish. None where no such step is planned, where the learner asks
        for one of them, and where no way holds without them.
    """
    pathway, learner, goal = problem.asked
    unsure = {step.id for step in pathway.steps if step.chosen_by}
    unsure -= {one.step for one in learner.under_way} | {one.step for one in learner.holds}
    plain = problem.ways.plain if problem.ways else str
    planned = unsure & set(map(plain, made.starts))
    if not planned or unsure & {*goal, *learner.insist}:
        return None
    without = evolve(learner, avoid=tuple(dict.fromkeys((*learner.avoid, *sorted(unsure)))))
    posed = pose(pathway, without, goal, problem.prefer, problem.again)
    _, best = find_best(posed, effort, alone=True)
    return as_alternative(posed, best) if best else None
