"""What a learner can reach: each goal of a pathway, planned by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Reached, Status
from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Kind, Step
from pathplanner.planning.assembly.whole_plan import EXITS, unknown_lengths
from pathplanner.planning.explain.claims import Open
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import money
from pathplanner.planning.search.running_out import find_plan

GOALS = (*EXITS, Kind.DIPLOMA, Kind.PROGRAM)
"""What people come for: credentials, licenses, jobs, diplomas, certificates and degrees.

Courses, exams, memberships and time at work are only the way there.
"""

EFFORT = 20_000
"""Effort for each goal: there are many, and a list need not prove each to be best."""


def reach(
    pathway: Pathway,
    learner: Learner,
    *,
    budget: Decimal | int | str | None = None,
    by: date | str | None = None,
    effort: int = EFFORT,
    before_each: Callable[[Step], object] | None = None,
) -> tuple[Reached, ...]:
    """Return every goal of a pathway, and whether a learner can reach it.

    The goals are all steps that are a credential, a license, a job, a diploma or a
    program (a certificate or degree). Each is planned by itself, as the learner
    prefers; what the learner insists on is part of every plan.

    Args:
        pathway: The steps and the facts about them.
        learner: The person's circumstances and wishes; the goal is not looked at.
        budget: The most to pay for one goal; else the learner's budget.
        by: The last day; else the learner's deadline.
        effort: How much may be tried for each goal; see `plan`.
        before_each: Called with each goal before it is planned, for those who show how
            far it is.

    Returns:
        What is held, then what is in reach by finish, cost and title, then what is not
        decided, then what is out of reach (what was dropped is, too).

    Raises:
        InputError: The pathway is faulty, or the learner does not fit it, or the budget or
            the day is not possible.
    """
    if budget is not None:
        learner = evolve(learner, budget=budget)
    if by is not None:
        learner = evolve(learner, deadline=by)
    pay = {o.id: o.pay.median for o in pathway.occupations if o.pay}
    found = []
    for step in goals_of(pathway):
        if before_each:
            before_each(step)
        its_pay = step.pay or pay.get(step.occupation)
        found.append(_reached(pathway, learner, step, effort, its_pay))
    return tuple(sorted(found, key=_rank))


def goals_of(pathway: Pathway) -> tuple[Step, ...]:
    """Return the steps that people come for."""
    return tuple(step for step in pathway.steps if step.kind in GOALS)


def _reached(
    pathway: Pathway, learner: Learner, step: Step, effort: int, pay: Estimate | None
) -> Reached:
    """Plan one goal."""
    goal = Reached(step.id, step.title, step.kind, Status.IMPOSSIBLE, pay=pay)
    if step.id in {item.step for item in learner.dropped}:
        return goal
    problem = pose(pathway, learner, step.id)
    if step.id in problem.held:
        since = problem.held[step.id]
        return evolve(goal, status=Status.OPTIMAL, held=True, finish=since)
    problem, answer, best = find_plan(problem, effort, alone=True)
    if best is None:
        return evolve(goal, undecided=not answer.proved)
    unknown = Open.of(problem, best)
    return evolve(
        goal,
        finish_not_before=unknown.finish,
        cost_at_least=unknown.cost,
        status=Status.OPTIMAL if answer.is_proved(problem.prefer) else Status.FEASIBLE,
        finish=date.fromordinal(best.schedule.finish),
        out_of_pocket=money(best.schedule.cost),
        unknown_prices=best.cost[0],
        unknown_lengths=unknown_lengths(problem, best.schedule.starts),
        steps=len(best.schedule.starts),
        by_others=any(
            problem.tasks[name].step.chosen_by and problem.tasks[name].begun is None
            for name in best.schedule.starts
        ),
    )


def _rank(goal: Reached) -> tuple[bool, bool, bool, date, Decimal, str, str]:
    return (
        not goal.held,
        not goal.in_reach,
        not goal.undecided,
        goal.finish or date.max,
        goal.out_of_pocket,
        goal.title,
        goal.step,
    )
