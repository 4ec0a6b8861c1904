"""Why each step is in the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pathplanner.model.graph import is_met, met_by
from pathplanner.model.planned import SetAside, Why, WhyKind
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Step
from pathplanner.planning.money.bills import Bill
from pathplanner.planning.problem.problem import Problem, money
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.windows import out_of_time
from pathplanner.planning.search.front import Candidate
from pathplanner.planning.search.superfluous import only_for, price_of

Needed = Mapping[str, Collection[str]]
"""For each planned step the steps that meet its requirement by the day it starts."""


def reasons_why(
    problem: Problem,
    chosen: Candidate,
    needed: Needed,
    aside: Mapping[str, Sequence[SetAside]],
) -> dict[str, Why]:
    """Return for each planned step why it is there."""
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
            if other in problem.held
            or _counts_from(problem, made, other, day + 1) <= day
            or (other in problem.tasks[name].beside and made.starts.get(other, day + 1) <= day)
        }
        if problem.tasks[name].windows:
            done -= out_of_time(problem, problem.tasks[name], made.starts, made.finishes)
        found[name] = set(met_by(requires, done))
    return found


def _counts_from(problem: Problem, made: Schedule, name: str, otherwise: int) -> int:
    """Return the day from which a step can meet what asks for it."""
    task = problem.tasks.get(name)
    # Hours are asked of an open-ended step while it goes on.
    days = made.starts if task and task.step.open_ended else made.finishes
    return days.get(name, otherwise)


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
        cheaper, saved = _saved(problem, chosen.schedule, name)
        return Why(WhyKind.SAVES_MONEY, cheaper, aside, saved=money(max(saved, 0)))
    steps = [problem.pathway.by_id[other] for other in opens]
    if not all(
        is_met(problem.with_grades(step.requires), _without(name, step, have)) for step in steps
    ):
        return Why(WhyKind.REQUIRED, opens, aside)
    advice = (a for step in steps for a in step.recommends if name in steps_in(a.requirement))
    by = next((a.by for a in advice), None)
    # What no one asks for or advises is there because the other ways are done later.
    if by is None:
        return Why(WhyKind.SAVES_TIME, opens, aside)
    return Why(WhyKind.RECOMMENDED, opens, aside, by=by)


def _saved(problem: Problem, made: Schedule, name: str) -> tuple[tuple[str, ...], int]:
    """Return for which steps less is paid because of a step, and how much is saved in all.

    What is there for that step alone is counted as its price.
    """
    gone = only_for(problem, made, name)
    paid, _, (_, cost) = price_of(problem, made, made.starts.keys() - gone)
    before, now = (_by_step(bills) for bills in (paid, made.bills))
    cheaper = tuple(step for step, price in before.items() if now.get(step, 0) < price)
    return cheaper, cost - made.cost


def _by_step(bills: Iterable[Bill]) -> dict[str, int]:
    found: dict[str, int] = {}
    for bill in bills:
        found[bill.step] = found.get(bill.step, 0) + bill.cost
    return found


def _without(name: str, step: Step, have: Collection[str]) -> set[str]:
    """Return what a step asks for and one has, but for one of it."""
    return {other for other in steps_in(step.requires) if other in have and other != name}
