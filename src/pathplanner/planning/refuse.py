"""Why no plan can hold, and the smallest single changes that would make one possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from pathplanner.model.learner import HOURS_IN_A_WEEK, Learner
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.planning.problem import Problem, money, pose
from pathplanner.planning.search import Answer, Candidate, choose, solve

RELAXED_EFFORT = 20_000
"""Effort spent for each question "what if"."""

EARLIEST = 3 * 365
"""How many days earlier a start is tried."""

LIMITS = ("deadline", "budget", "savings")
"""What can be too tight although the steps themselves are possible."""


@frozen(eq=False)
class Question:
    """A problem without a plan, to be asked again with other circumstances."""

    problem: Problem

    def ask(self, **circumstances: Any) -> Answer:
        """Solve the same problem for a learner with other circumstances."""
        learner = evolve(self.problem.learner, **circumstances)
        return solve(self._pose(learner), RELAXED_EFFORT)

    def best(self, **circumstances: Any) -> Candidate | None:
        """Return the best plan for a learner with other circumstances, or None."""
        answer = self.ask(**circumstances)
        return choose(answer.front, self.problem.prefer) if answer.front else None

    def _pose(self, learner: Learner) -> Problem:
        return pose(self.problem.pathway, learner, self.problem.goal, self.problem.prefer)


def reasons(question: Question) -> Iterator[Reason]:
    """Yield the rules that stand in the way of any plan."""
    unlimited = dict.fromkeys(LIMITS)
    relaxed = question.ask(**unlimited)
    if relaxed.front:
        yield from _limits(question, relaxed)
    else:
        yield from _blocked(question, unlimited)


def _limits(question: Question, relaxed: Answer) -> Iterator[Reason]:
    learner = question.problem.learner
    given = [name for name in LIMITS if getattr(learner, name) is not None]
    alone = {name: question.ask(**{name: None}) for name in given}
    guilty = [name for name in given if alone[name].front] or given
    for name in guilty:
        front = alone[name].front or relaxed.front
        if name == "deadline":
            need = min(point.schedule.finish for point in front)
            yield Reason(
                ReasonKind.DEADLINE,
                have_date=learner.deadline,
                need_date=date.fromordinal(need),
            )
        elif name == "budget":
            need = min(point.schedule.cost for point in front)
            yield Reason(ReasonKind.BUDGET, have=learner.budget, need=money(need))
        else:
            found = _smallest_savings(question) if alone[name].front else None
            yield Reason(ReasonKind.SAVINGS, have=learner.savings, need=found[0] if found else None)


def _blocked(question: Question, unlimited: dict[str, Any]) -> Iterator[Reason]:
    """Yield what bars the way even with all the time and money in the world."""
    problem = question.problem
    wishes: dict[str, Any] = {"avoid": (), "state": "", "hours_per_week": HOURS_IN_A_WEEK}
    alone = {name: question.ask(**unlimited, **{name: value}) for name, value in wishes.items()}
    guilty = [name for name in wishes if alone[name].front]
    if not guilty and question.ask(**unlimited, **wishes).front:
        guilty = list(wishes)
    if not guilty:
        closed = [t for t in problem.tasks.values() if t.step.intakes]
        kind = ReasonKind.INTAKE if closed else ReasonKind.UNREACHABLE
        for task in closed:
            yield Reason(kind, task.id, task.step.title)
        if not closed:
            yield Reason(kind, problem.targets[0], problem.pathway.by_id[problem.targets[0]].title)
        return
    barred = {"avoid": ReasonKind.AVOIDED, "state": ReasonKind.STATE}
    for why, kind in barred.items():
        for name in (n for n, bar in problem.barred.items() if bar == why and why in guilty):
            yield Reason(kind, name, problem.pathway.by_id[name].title)
    if "hours_per_week" in guilty:
        yield from _too_many_hours(problem)


def _too_many_hours(problem: Problem) -> Iterator[Reason]:
    weekly = problem.learner.hours_per_week
    found = False
    for task in problem.tasks.values():
        if task.pace.hours is None:
            continue
        need = math.ceil(task.pace.load(problem.start)) if task.pace.span else 1
        if need > weekly:
            found = True
            title = task.step.title
            yield Reason(ReasonKind.HOURS, task.id, title, have=weekly, need=Decimal(need))
    if not found:
        target = problem.targets[0]
        yield Reason(ReasonKind.HOURS, target, problem.pathway.by_id[target].title)


def changes(question: Question) -> Iterator[Change]:
    """Yield the smallest single change of each kind that makes a plan possible."""
    learner = question.problem.learner
    yield from _more_hours(question)
    if learner.savings is not None:
        if found := _smallest_savings(question):
            yield _change(ChangeKind.SAVINGS, found[1], amount=found[0])
        if monthly := _smallest_amount(question, "monthly"):
            yield _change(ChangeKind.MONTHLY, monthly[1], amount=monthly[0])
    if learner.budget is not None and (front := question.ask(budget=None).front):
        least = money(min(point.schedule.cost for point in front))
        if best := question.best(budget=least):
            yield _change(ChangeKind.BUDGET, best, amount=least)
    if learner.deadline is not None and (front := question.ask(deadline=None).front):
        soonest = date.fromordinal(min(point.schedule.finish for point in front))
        if best := question.best(deadline=soonest):
            yield _change(ChangeKind.DEADLINE, best, on=soonest)
    yield from _earlier_start(question)
    for name in learner.avoid:
        allowed = tuple(other for other in learner.avoid if other != name)
        if name in question.problem.barred and (free := question.best(avoid=allowed)):
            title = question.problem.pathway.by_id[name].title
            yield _change(ChangeKind.AVOID, free, step=name, title=title)


def _change(kind: ChangeKind, best: Candidate, **what: Any) -> Change:
    return Change(
        kind=kind,
        finish=date.fromordinal(best.schedule.finish),
        out_of_pocket=money(best.schedule.cost),
        **what,
    )


def _smallest(
    low: int, high: int, attempt: Callable[[int], Candidate | None]
) -> tuple[int, Candidate] | None:
    """Return the least number in low..high for which a plan exists, with that plan.

    It is taken that if a plan exists for one number, one exists for every larger one;
    the answer itself is planned, so it always holds.
    """
    best = attempt(high) if low <= high else None
    if best is None:
        return None
    while low < high:
        middle = (low + high) // 2
        found = attempt(middle)
        if found is None:
            low = middle + 1
        else:
            high, best = middle, found
    return high, best


def _more_hours(question: Question) -> Iterator[Change]:
    have = int(question.problem.learner.hours_per_week)
    found = _smallest(have + 1, HOURS_IN_A_WEEK, lambda hours: question.best(hours_per_week=hours))
    if found:
        yield _change(ChangeKind.HOURS, found[1], amount=Decimal(found[0]))


def _smallest_savings(question: Question) -> tuple[Decimal, Candidate] | None:
    return _smallest_amount(question, "savings")


def _smallest_amount(question: Question, name: str) -> tuple[Decimal, Candidate] | None:
    """Return the least whole amount of savings or monthly money that makes a plan possible."""
    unlimited = question.ask(savings=None)
    if not unlimited.front:
        return None
    have = int(getattr(question.problem.learner, name))
    bills = max(sum(b.cost for b in point.schedule.bills) for point in unlimited.front)
    found = _smallest(
        have + 1,
        max(have + 1, -(-bills // 100)),
        lambda amount: question.best(**{name: Decimal(amount)}),
    )
    return (Decimal(found[0]), found[1]) if found else None


def _earlier_start(question: Question) -> Iterator[Change]:
    learner = question.problem.learner
    begun = [item.begun for item in learner.under_way]
    since = [held.since for held in learner.holds if held.since]
    last = max([*begun, *since], default=date.min)
    most = min(EARLIEST, (learner.start - last).days)
    found = _smallest(
        1, most, lambda days: question.best(start=learner.start - timedelta(days=days))
    )
    if found:
        start = learner.start - timedelta(days=found[0])
        yield _change(ChangeKind.START, found[1], on=start)
