"""From a pathway, a learner and a goal to a plan.

Reading order: `problem` (what matters, as tasks), `schedule` (when: `timing`, `placing`,
`remaining`, `savings`, `conflicts`, `greedy`, `row`, `earliest`), `money` (what is paid, when, and
by whom), `bounds` (what no plan can beat: `soonest`, `prices`, `network`, `landmarks`, `combined`;
where k of n are to be chosen, `simplex` and `cover`), `search` (which plans are best; `wishes` is
its front door), `explain` (why, what else, and why not), `assembly` (the plan), `futures` (how
sure) and `reachable` (which goals).
The rules are in `docs/explanation/planning-rules.md`. What only some plans need is
imported for these, so that a command starts fast.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from pathplanner.model.claims import FactQuestion
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan, PlanCost, Status
from pathplanner.model.refusal import Reason, ReasonKind
from pathplanner.planning.assembly.earnings import paid_so_far
from pathplanner.planning.assembly.whole_plan import (
    bare_facts,
    dropped,
    held_step,
    plan_of,
    with_facts,
)
from pathplanner.planning.explain.alternatives import find_alternatives
from pathplanner.planning.explain.claims import Outlook, look_out
from pathplanner.planning.explain.fallback import fallback_of
from pathplanner.planning.explain.waiting import waiting_of
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.folding import at_offers, folded
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.slack import put_off
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.front_search import EFFORT
from pathplanner.planning.search.running_out import find_plan

__all__ = ["plan"]


def plan(
    pathway: Pathway,
    learner: Learner,
    goal: str | Iterable[str] | None = None,
    prefer: Prefer | str | None = None,
    *,
    effort: int = EFFORT,
    futures: int = 0,
    questions: bool = False,
) -> Plan:
    """Plan a learner's best route through a pathway to a goal.

    Args:
        pathway: The steps and the facts about them.
        learner: The person's circumstances and wishes.
        goal: Id or ids of the steps to reach; else the learner's goal, else the
            pathway's first destination.
        prefer: `fastest`, `cheapest`, `balanced`, `fewest-hours` or `first-pay`; else the
            learner's wish.
        effort: How much may be tried before the search stops with a good plan
            (`feasible`) and a bound; trying a schedule counts 10, looking at a set of
            steps 1, finding out what must yet be added to it 5 more (3 where k of n are to
            be chosen). The same effort gives the same plan everywhere, which a limit in
            seconds would not.
        futures: How many futures to simulate for `Plan.forecast`; none when 0.
        questions: Whether to look for the facts that are worth asking for.

    Returns:
        The plan. Its status is `impossible` when no plan holds: then it has reasons,
        and the smallest changes that would make one possible. Its reason is
        `undecided` when the effort was spent before one was found.

    Raises:
        InputError: The pathway is faulty, or the learner or goal does not fit it.
    """
    problem = pose(pathway, learner, goal, prefer)
    made = _in_steps(problem, _made(problem, effort, questions=questions))
    if futures <= 0 or not made.steps:
        return made
    from pathplanner.planning.futures.simulation import forecast

    return evolve(made, forecast=forecast(made, pathway, futures))


def _in_steps(problem: Problem, made: Plan) -> Plan:
    """Return a plan with the steps of the pathway, each with its offer, if there are any."""
    ways = problem.ways
    if ways is None or not (ways.offers or ways.stays):
        return made
    plain = folded(ways, made)
    return with_facts(at_offers(ways, plain), plain)


def _made(problem: Problem, effort: int, *, questions: bool) -> Plan:
    """Return the plan of a problem, in which offers are steps of their own."""
    if not problem.targets:
        return _nothing_to_do(problem)
    problem, answer, best = find_plan(problem, effort)
    if best is None:
        return _impossible(problem) if answer.proved else _undecided(problem)
    best = evolve(best, schedule=put_off(problem, best.schedule))
    aside = find_alternatives(problem, answer, best)
    outlook = look_out(problem, answer, best)
    asked = _questions(problem, answer, best, outlook) if questions else ()
    made = _with_ends(problem, plan_of(problem, answer, best, aside, outlook, asked))
    made = evolve(made, waiting=waiting_of(problem, best.schedule, effort))
    without = fallback_of(problem, best.schedule, effort)
    # That way has steps of its own, whose titles are told.
    return with_facts(problem.pathway, evolve(made, fallback=without)) if without else made


def _questions(
    problem: Problem, answer: Answer, best: Candidate, outlook: Outlook
) -> tuple[FactQuestion, ...]:
    from pathplanner.planning.explain.questions import find_questions

    return find_questions(problem, answer, best, outlook)


def _with_ends(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with the finish at the low and at the high end of its times."""
    steps = [problem.tasks[step.id].step for step in plan.steps]
    spans = [span for step in steps for span in (step.duration, step.study_hours, step.waiting)]
    if all(getattr(span, "low", 0) == getattr(span, "high", 0) for span in spans):
        return plan
    from pathplanner.planning.futures.simulation import finish_ends

    low, high = finish_ends(plan, problem)
    if low == high == plan.finish or plan.claims is None:
        return plan
    return evolve(plan, claims=evolve(plan.claims, finish_low=low, finish_high=high))


def _bare(problem: Problem, status: Status) -> Plan:
    return Plan(
        status=status,
        objective=problem.prefer,
        pathway=bare_facts(problem.pathway),
        learner=problem.learner,
        goal=problem.goal,
        start=problem.learner.start,
        finish=None,
        study_hours=0,
        cost=PlanCost(problem.pathway.currency),
        dropped=dropped(problem),
        paid=paid_so_far(problem),
    )


def _nothing_to_do(problem: Problem) -> Plan:
    held = tuple(held_step(problem, name) for name in dict.fromkeys(problem.goal))
    plan = evolve(_bare(problem, Status.OPTIMAL), finish=problem.learner.start, held=held)
    return with_facts(problem.pathway, plan)


def _undecided(problem: Problem) -> Plan:
    reason = Reason(ReasonKind.UNDECIDED, problem.targets[0])
    return with_facts(problem.pathway, evolve(_bare(problem, Status.IMPOSSIBLE), reasons=(reason,)))


def _impossible(problem: Problem) -> Plan:
    from pathplanner.planning.explain.refusal import find_reasons
    from pathplanner.planning.explain.smallest_changes import find_changes, find_pairs
    from pathplanner.planning.explain.what_if import WhatIf

    what_if = WhatIf(problem)
    single = tuple(find_changes(what_if))
    plan = evolve(
        _bare(problem, Status.IMPOSSIBLE),
        reasons=tuple(find_reasons(what_if)) or (Reason(ReasonKind.UNDECIDED, problem.targets[0]),),
        changes=single,
        change_pairs=() if single else tuple(find_pairs(what_if)),
    )
    return with_facts(problem.pathway, plan)
