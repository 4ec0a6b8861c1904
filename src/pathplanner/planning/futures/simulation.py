"""How sure a plan is: its route, simulated many times with numbers that vary.

Each future keeps the plan's steps and their order: steps with study hours that follow
each other in the plan still do, purchases wait for their discounts, and a step that the
plan starts later than it could (for want of money, say) starts no sooner. Steps that the
plan has side by side stay side by side. So each future is one cheap pass of the `Placer`.
Every step draws from a stream of its own, so a step more does not change the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import combinations
from math import ceil, floor
from random import Random

from attrs import evolve

from pathplanner.errors import InputError
from pathplanner.model.claims import Claims
from pathplanner.model.forecast import ExamBranch, Forecast, StepForecast
from pathplanner.model.offer import Choice
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.planning.futures.draws import at_share, drawn_task, failed
from pathplanner.planning.futures.retakes import price_of_next, with_retakes
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.folding import stays_in
from pathplanner.planning.problem.problem import ENDLESS, Problem, Task, cents, money
from pathplanner.planning.problem.validity import wait_for_next
from pathplanner.planning.schedule.placing import Node, Placer, Schedule
from pathplanner.planning.schedule.slack import kept_apart, put_off
from pathplanner.planning.schedule.timing import LAST, NEVER

SEED = 1
"""What the random numbers start from; the same seed gives the same forecast."""


def forecast(
    plan: Plan,
    pathway: Pathway,
    futures: int = 1000,
    seed: int = SEED,
    before_each: Callable[[], object] | None = None,
) -> Forecast:
    """Return the dates and costs that hold in half and in four of five futures.

    Args:
        plan: A plan with a finish.
        pathway: The pathway that it was made from.
        futures: How many to simulate.
        seed: What the random numbers start from.
        before_each: Called before each future, for those who show how far it is.

    Raises:
        InputError: The plan has no steps, or no future is asked for.
    """
    if plan.finish is None or not plan.steps or futures < 1:
        raise InputError("a forecast needs a plan with steps, and at least one future")
    again = {step.id for step in plan.steps} & {one.step for one in plan.learner.holds}
    taken = [Choice(step.id, step.offer.id) for step in plan.steps if step.offer]
    learner = evolve(plan.learner, offers=(*plan.learner.offers, *taken))
    posed = pose(pathway, learner, plan.goal, plan.objective, again, stays_in(plan))
    problem = evolve(posed, last=LAST)
    node = _order_of(problem, plan)
    streams = {step.id: Random(f"{seed}:{step.id}") for step in plan.steps}  # noqa: S311
    made = []
    for _ in range(futures):
        if before_each:
            before_each()
        drawn = {name: drawn_task(problem.tasks[name], streams[name]) for name in streams}
        made.append(_future(problem, drawn, node))
    return _summed(problem, plan, made, node, seed)


def finish_ends(plan: Plan, problem: Problem) -> tuple[date | None, date | None]:
    """Return when a plan's steps end with all times at their low, and all at their high.

    The steps are in the plan's order, as in a forecast; but what is only done late to save
    dues is done as soon as it can be.
    """
    problem = evolve(problem, last=LAST)
    node = _order_of(problem, plan)
    free = {n for n, task in problem.tasks.items() if task.is_kept_up and task.is_instant}
    node = Node(node.later, {n: day for n, day in node.releases.items() if n not in free})
    ends = []
    for share in (0.0, 1.0):
        drawn = {step.id: at_share(problem.tasks[step.id], share) for step in plan.steps}
        made = _future(problem, drawn, node)
        ends.append(date.fromordinal(made.finish) if made and made.finish < NEVER else None)
    return ends[0], ends[1]


def _order_of(problem: Problem, plan: Plan) -> Node:
    """Return what a plan decided: which steps wait for which, and which start late."""
    ids = {step.id for step in plan.steps}
    paces = {step.id: problem.tasks[step.id].pace for step in plan.steps}
    study = [s for s in plan.steps if paces[s.id].hours and s.finish > s.start]
    later = {(a.id, b.id) for a in study for b in study if a is not b and a.finish <= b.start}
    # What shares days comes one after another, in the plan's order.
    shared = [s.id for s in plan.steps if paces[s.id].by_hour]
    later |= set(combinations(shared, 2))
    busy = [s for s in plan.steps if paces[s.id].work and s.finish > s.start]
    later |= {
        (a.id, b.id)
        for a in (*study, *busy)
        for b in (*study, *busy)
        if a is not b and a.finish <= b.start and not {a.id, b.id} <= {s.id for s in study}
    }
    later |= {(p.discount, s.id) for s in plan.steps for p in s.payments if p.discount in ids}
    free = {s.id for s in plan.steps if problem.tasks[s.id].begun is None}
    node = _with_work(problem, plan, Node(later=frozenset(p for p in later if p[1] in free)))
    days = {step.id: step.start.toordinal() for step in plan.steps}
    tasks = {name: problem.tasks[name] for name in days}
    # What starts too early is held back, the first of them first: the others may follow it.
    for name in sorted(free, key=lambda name: days[name]):
        made = _future(problem, tasks, node)
        if made is not None and floor(made.starts[name]) < days[name]:
            node = node.from_day(name, days[name])
    return node


def _with_work(problem: Problem, plan: Plan, node: Node) -> Node:
    """Return what a plan decided of steps that stop others or may not run with them, too."""
    starts = {step.id: step.start.toordinal() for step in plan.steps}
    finishes = {step.id: step.finish.toordinal() for step in plan.steps}
    placer = Placer(problem, [name for name in problem.tasks if name in starts])
    for first, then in kept_apart(placer, starts, finishes):
        if problem.tasks[then].begun is None:
            node = node.after(first, then)
    work = placer.working.decided(starts, finishes) if placer.working else frozenset()
    return evolve(node, work=work)


def _future(problem: Problem, tasks: Mapping[str, Task], node: Node) -> Schedule | None:
    """Return the schedule of one future, or None when the goal is never reached."""
    changed = evolve(problem, tasks={**problem.tasks, **tasks})
    route = [name for name in problem.tasks if name in tasks]
    made = Placer(changed, route).make(node)
    return with_retakes(changed, put_off(changed, made)) if made else None


def _rank(values: Sequence[int], tenths: int) -> int:
    """Return the nearest-rank percentile: the value at place ceil(count x tenths / 10)."""
    return sorted(values)[-(-len(values) * tenths // 10) - 1]


def _day(values: Sequence[int], tenths: int) -> date | None:
    day = _rank(values, tenths)
    return date.fromordinal(day) if day < NEVER else None


def _summed(
    problem: Problem, plan: Plan, made: Sequence[Schedule | None], node: Node, seed: int
) -> Forecast:
    learner = plan.learner
    finishes = [one.finish if one else NEVER for one in made]
    costs = [one.cost if one else ENDLESS for one in made]
    half, most = _rank(costs, 5), _rank(costs, 8)
    days = {s.id: [ceil(one.finishes[s.id]) if one else NEVER for one in made] for s in plan.steps}
    prices = {
        s.id: {sum(b.cost for b in one.bills if b.step == s.id) for one in made if one}
        for s in plan.steps
    }
    lengths = {
        s.id: {one.finishes[s.id] - one.starts[s.id] for one in made if one} for s in plan.steps
    }
    last, budget, claims = learner.deadline, learner.budget, plan.claims or Claims()
    return Forecast(
        futures=len(made),
        seed=seed,
        finish_half=_day(finishes, 5),
        finish_most=_day(finishes, 8),
        cost_half=money(half) if half < ENDLESS else None,
        cost_most=money(most) if most < ENDLESS else None,
        on_time=None
        if last is None or claims.in_time is False
        else sum(day <= last.toordinal() for day in finishes),
        in_budget=None
        if budget is None or claims.within_budget is False
        else sum(cost <= cents(budget) for cost in costs),
        in_savings=None
        if learner.savings is None or claims.affordable is False
        else sum(one is not None and _has_money(problem, one) for one in made),
        steps=tuple(StepForecast(n, _day(on, 5), _day(on, 8)) for n, on in days.items()),
        exams=_branches(problem, plan, node),
        varied=tuple(n for n in days if len(prices[n]) > 1 or len(lengths[n]) > 1),
    )


def _has_money(problem: Problem, made: Schedule) -> bool:
    """Tell whether on every day no more has been paid than was there (rule 7)."""
    purse = Purse.of(problem)
    if purse is None:
        return True
    purse = purse.earning(made.starts, made.finishes)
    paid = list(zip(made.bills, made.shares, strict=True))
    for today in {bill.on for bill in made.bills}:
        carried = 0
        for bill, shares in paid:
            if bill.on <= today:
                arrived = (s for f, s in shares if not f.arrives or f.arrives.toordinal() <= today)
                carried += bill.cost - sum(arrived)
        if carried > purse.holds(today):
            return False
    return True


def _branches(problem: Problem, plan: Plan, node: Node) -> tuple[ExamBranch, ...]:
    """Return what one failed attempt at each exam leads to, all else as planned."""
    found = []
    tasks = {step.id: problem.tasks[step.id] for step in plan.steps}
    for step in plan.steps:
        exam = step.exam
        wait = wait_for_next(exam, tasks[step.id].failures + 1) if exam else None
        if exam is None or (wait, exam.retake_fee, exam.pass_rate) == (None,) * 3:
            continue
        again = failed(tasks[step.id], 1)
        made = _future(problem, {**tasks, step.id: again}, node)
        found.append(
            ExamBranch(
                step=step.id,
                again_on=date.fromordinal(again.pace.finish(step.start.toordinal())),
                pass_rate=exam.pass_rate,
                wait=wait,
                fee=price_of_next(problem, again, made),
                finish=date.fromordinal(made.finish) if made else None,
            )
        )
    return tuple(found)
