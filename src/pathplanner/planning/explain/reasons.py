"""Why each step is in the plan, and what its alternatives would have cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import evolve

from pathplanner.model.graph import is_met, met_by
from pathplanner.model.learner import Prefer
from pathplanner.model.planned import SetAside, Why, WhyKind
from pathplanner.model.requirement import AllOf, Gate, Needs, Requirement, steps_in
from pathplanner.model.step import Step
from pathplanner.planning.problem.problem import Problem, Task, money
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.front import Answer, Candidate, choose
from pathplanner.planning.search.front_search import solve

ALTERNATIVE_EFFORT = 2_000
"""Effort spent for each alternative that was set aside."""


Needed = Mapping[str, Collection[str]]
"""For each planned step the steps that meet its requirement by the day it starts."""


def reasons_why(problem: Problem, chosen: Candidate, needed: Needed) -> dict[str, Why]:
    """Return for each planned step why it is there."""
    aside = _set_aside(problem, chosen)
    opens: dict[str, list[str]] = {}
    for other, names in needed.items():
        for name in names:
            opens.setdefault(name, []).append(other)
    have = set(problem.held) | chosen.steps
    return {
        name: _why(problem, chosen, have, name, tuple(opens.get(name, ())), tuple(others))
        for name in chosen.schedule.starts
        for others in [aside.get(name, ())]
    }


def needs_met(problem: Problem, made: Schedule) -> Needed:
    """Return what meets the requirements of the planned steps."""
    found = {}
    for name, day in made.starts.items():
        requires = problem.tasks[name].requires
        done = {
            other
            for other in steps_in(requires)
            if other in problem.held or made.finishes.get(other, day + 1) <= day
        }
        found[name] = set(met_by(requires, done))
    return found


def _why(
    problem: Problem,
    chosen: Candidate,
    have: Collection[str],
    name: str,
    opens: tuple[str, ...],
    aside: tuple[SetAside, ...],
) -> Why:
    if name in problem.targets:
        kind = WhyKind.GOAL if name in problem.goal else WhyKind.INSISTED
        return Why(kind, opens, aside)
    if not opens:
        bills = chosen.schedule.bills
        cheaper = [bill for bill in bills if bill.discount == name]
        saved = sum((bill.full or 0) - bill.cost for bill in cheaper)
        spent = sum(bill.cost for bill in bills if bill.step == name)
        buys = tuple(dict.fromkeys(bill.step for bill in cheaper))
        return Why(WhyKind.SAVES_MONEY, buys, aside, saved=money(max(saved - spent, 0)))
    steps = [problem.pathway.by_id[other] for other in opens]
    if not all(is_met(step.requires, _without(name, step, have)) for step in steps):
        return Why(WhyKind.REQUIRED, opens, aside)
    advice = (a for step in steps for a in step.recommends if name in steps_in(a.requirement))
    by = next((a.by for a in advice), None)
    # What no one asks for or advises is there because the other ways are done later.
    if by is None:
        return Why(WhyKind.SAVES_TIME, opens, aside)
    return Why(WhyKind.RECOMMENDED, opens, aside, by=by)


def _without(name: str, step: Step, have: Collection[str]) -> set[str]:
    """Return what a step asks for and one has, but for one of it."""
    return {other for other in steps_in(step.requires) if other in have and other != name}


def _set_aside(problem: Problem, chosen: Candidate) -> dict[str, list[SetAside]]:
    """Return the alternatives that were set aside, by the step taken in their place."""
    done = frozenset(problem.held) | chosen.steps
    found: dict[str, list[SetAside]] = {}
    for name in chosen.schedule.starts:
        task = problem.tasks[name]
        for gate, taken, other in _choices(task.requires, done):
            first = next((s for s in steps_in(taken) if s in chosen.schedule.starts), None)
            if first is None:
                continue
            rest = [part for part in gate.of if part is not taken and is_met(part, done)]
            forced = AllOf((*rest[: gate.count - 1], other))
            otherwise = _requiring(problem, task, _replace(task.requires, gate, forced))
            answer = solve(otherwise, ALTERNATIVE_EFFORT, problem.prefer)
            if aside := _compare(problem, chosen, other, answer):
                found.setdefault(first, []).append(aside)
    return found


def _requiring(problem: Problem, task: Task, requires: Requirement) -> Problem:
    """Return the problem in which a step requires something else."""
    tasks = {**problem.tasks, task.id: evolve(task, requires=requires)}
    leaves = {**problem.leaves, task.id: frozenset(steps_in(requires))}
    return evolve(problem, tasks=tasks, leaves=leaves)


def _choices(
    requirement: Requirement, done: frozenset[str]
) -> Iterator[tuple[Gate, Requirement, Requirement]]:
    """Yield each choice made: the gate, a part that is met, and a part that is not."""
    if isinstance(requirement, Needs):
        return
    met = [part for part in requirement.of if is_met(part, done)]
    if requirement.count < len(requirement.of) and met:
        for other in requirement.of:
            if not is_met(other, done):
                yield requirement, met[0], other
    for part in met:
        yield from _choices(part, done)


def _compare(
    problem: Problem, chosen: Candidate, other: Requirement, answer: Answer
) -> SetAside | None:
    """Tell the difference to the best plan with an alternative in place of what was taken.

    Returns:
        The difference. None when that plan would be better, which can only be because
        it has a step too many by the rule that a plan is lean; when its time cannot be
        compared, because it has more or fewer unknown lengths; and when it is not proved.
    """
    names = tuple(dict.fromkeys(s for s in steps_in(other) if s not in problem.held))
    if not answer.front:
        return SetAside(names)
    if not answer.proved:
        return None
    best = choose(answer.front, problem.prefer)
    if problem.prefer is not Prefer.BALANCED and choose([chosen, best], problem.prefer) is best:
        return None
    if best.time[0] != chosen.time[0]:
        return None
    return SetAside(
        steps=names,
        days=best.schedule.finish - chosen.schedule.finish,
        cost=money(best.schedule.cost - chosen.schedule.cost)
        if best.cost[0] == chosen.cost[0]
        else None,
    )


def _replace(where: Requirement, gate: Gate, forced: Requirement) -> Requirement:
    if where is gate:
        return forced
    if isinstance(where, Needs):
        return where
    return evolve(where, of=tuple(_replace(part, gate, forced) for part in where.of))
