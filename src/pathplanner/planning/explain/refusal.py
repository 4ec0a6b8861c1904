"""Why no plan can hold, and the smallest single changes that would make one possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.model.learner import HOURS_IN_A_WEEK, Prefer
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.planning.problem.builder import pose
from pathplanner.planning.problem.problem import Problem, money
from pathplanner.planning.search.front import Candidate, choose
from pathplanner.planning.search.front_search import find_any, solve

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
    answers: dict[Any, Candidate | None] = field(factory=dict)
    """What was asked before; the reasons and the changes ask some of the same."""

    def any(self, **circumstances: Any) -> Candidate | None:
        """Return any plan for a learner with other circumstances, or None."""
        asked = ("any", tuple(sorted(circumstances.items())))
        if asked not in self.answers:
            front = find_any(self._pose(circumstances), RELAXED_EFFORT).front
            self.answers[asked] = front[0] if front else None
        return self.answers[asked]

    def best(self, prefer: Prefer | None = None, **circumstances: Any) -> Candidate | None:
        """Return the best plan for a learner with other circumstances, or None."""
        wish = prefer or self.problem.prefer
        asked = (wish, tuple(sorted(circumstances.items())))
        if asked not in self.answers:
            front = solve(self._pose(circumstances), RELAXED_EFFORT, wish).front
            self.answers[asked] = choose(front, wish) if front else None
        return self.answers[asked]

    def _pose(self, circumstances: dict[str, Any]) -> Problem:
        learner = evolve(self.problem.learner, **circumstances)
        return pose(self.problem.pathway, learner, self.problem.goal, self.problem.prefer)


def reasons(question: Question) -> Iterator[Reason]:
    """Yield the rules that stand in the way of any plan."""
    unlimited = dict.fromkeys(LIMITS)
    if question.any(**unlimited):
        yield from _limits(question)
    else:
        yield from _blocked(question, unlimited)


def _limits(question: Question) -> Iterator[Reason]:
    """Yield the limits that are too tight: each that is so alone, else a few of which all are."""
    learner = question.problem.learner
    given = [name for name in LIMITS if getattr(learner, name) is not None]
    for count in range(1, len(given) + 1):
        lifted = [dict.fromkeys(names) for names in combinations(given, count)]
        enough = [free for free in lifted if question.any(**free)]
        for free in enough if count == 1 else enough[:1]:
            for name in free:
                yield from _limit(question, name, free)
        if enough:
            return


def _limit(question: Question, name: str, free: dict[str, Any]) -> Iterator[Reason]:
    """Yield by how much a limit is too tight when some limits, it among them, are lifted."""
    learner = question.problem.learner
    if name == "deadline" and (first := question.best(Prefer.FASTEST, **free)):
        need = date.fromordinal(first.schedule.finish)
        yield Reason(ReasonKind.DEADLINE, have_date=learner.deadline, need_date=need)
    elif name == "budget" and (least := question.best(Prefer.CHEAPEST, **free)):
        yield Reason(ReasonKind.BUDGET, have=learner.budget, need=money(least.schedule.cost))
    elif name == "savings":
        found = _smallest_savings(question) if len(free) == 1 else None
        yield Reason(ReasonKind.SAVINGS, have=learner.savings, need=found[0] if found else None)


def _blocked(question: Question, unlimited: dict[str, Any]) -> Iterator[Reason]:
    """Yield what bars the way even with all the time and money in the world."""
    problem = question.problem
    wishes: dict[str, Any] = {
        "avoid": (),
        "dropped": (),
        "state": "",
        "hours_per_week": HOURS_IN_A_WEEK,
    }
    guilty = [name for name in wishes if question.any(**unlimited, **{name: wishes[name]})]
    if not guilty and question.any(**unlimited, **wishes):
        guilty = list(wishes)
    if not guilty:
        closed = [t for t in problem.tasks.values() if t.step.intakes]
        kind = ReasonKind.INTAKE if closed else ReasonKind.UNREACHABLE
        for task in closed:
            yield Reason(kind, task.id)
        if not closed:
            yield Reason(kind, problem.targets[0])
        return
    barred = {
        "avoid": ReasonKind.AVOIDED,
        "dropped": ReasonKind.DROPPED,
        "state": ReasonKind.STATE,
    }
    for why, kind in barred.items():
        for name in (n for n, bar in problem.barred.items() if bar == why and why in guilty):
            yield Reason(kind, name)
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
            yield Reason(ReasonKind.HOURS, task.id, have=weekly, need=Decimal(need))
    if not found:
        yield Reason(ReasonKind.HOURS, problem.targets[0])


def changes(question: Question) -> Iterator[Change]:
    """Yield the smallest single change of each kind that makes a plan possible."""
    learner = question.problem.learner
    yield from _more_hours(question)
    if learner.savings is not None:
        if found := _smallest_savings(question):
            yield _change(ChangeKind.SAVINGS, found[1], amount=found[0])
        if monthly := _smallest_amount(question, "monthly"):
            yield _change(ChangeKind.MONTHLY, monthly[1], amount=monthly[0])
    if learner.budget is not None and (cheapest := question.best(Prefer.CHEAPEST, budget=None)):
        least = money(cheapest.schedule.cost)
        if best := question.best(budget=least):
            yield _change(ChangeKind.BUDGET, best, amount=least)
    if learner.deadline is not None and (first := question.best(Prefer.FASTEST, deadline=None)):
        soonest = date.fromordinal(first.schedule.finish)
        if best := question.best(deadline=soonest):
            yield _change(ChangeKind.DEADLINE, best, on=soonest)
    yield from _earlier_start(question)
    yield from _steps_allowed(question)


def _steps_allowed(question: Question) -> Iterator[Change]:
    """Yield each step avoided or dropped without which no plan is possible."""
    learner = question.problem.learner
    for name in learner.avoid:
        allowed = tuple(other for other in learner.avoid if other != name)
        if name in question.problem.barred and (free := question.best(avoid=allowed)):
            yield _change(ChangeKind.AVOID, free, step=name)
    for item in learner.dropped:
        left = tuple(other for other in learner.dropped if other != item)
        if item.step in question.problem.barred and (free := question.best(dropped=left)):
            yield _change(ChangeKind.TAKE_UP, free, step=item.step)


def _change(kind: ChangeKind, best: Candidate, **what: Any) -> Change:
    return Change(
        kind=kind,
        finish=date.fromordinal(best.schedule.finish),
        out_of_pocket=money(best.schedule.cost),
        **what,
    )


def _smallest(
    low: int, high: int, question: Question, circumstances: Callable[[int], dict[str, Any]]
) -> tuple[int, Candidate] | None:
    """Return the least number in low..high for which a plan exists, with the best plan.

    It is taken that if a plan exists for one number, one exists for every larger one;
    the answer itself is planned, so it always holds.
    """
    found = question.any(**circumstances(high)) if low <= high else None
    if found is None:
        return None
    while low < high:
        middle = (low + high) // 2
        closer = question.any(**circumstances(middle))
        if closer is None:
            low = middle + 1
        else:
            high, found = middle, closer
    return high, question.best(**circumstances(high)) or found


def _more_hours(question: Question) -> Iterator[Change]:
    have = int(question.problem.learner.hours_per_week)
    found = _smallest(have + 1, HOURS_IN_A_WEEK, question, lambda hours: {"hours_per_week": hours})
    if found:
        yield _change(ChangeKind.HOURS, found[1], amount=Decimal(found[0]))


def _smallest_savings(question: Question) -> tuple[Decimal, Candidate] | None:
    return _smallest_amount(question, "savings")


def _smallest_amount(question: Question, name: str) -> tuple[Decimal, Candidate] | None:
    """Return the least whole amount of savings or monthly money that makes a plan possible."""
    unlimited = question.best(Prefer.CHEAPEST, savings=None)
    if not unlimited:
        return None
    have = int(getattr(question.problem.learner, name))
    bills = sum(bill.cost for bill in unlimited.schedule.bills)
    found = _smallest(
        have + 1,
        max(have + 1, -(-bills // 100)),
        question,
        lambda amount: {name: Decimal(amount)},
    )
    return (Decimal(found[0]), found[1]) if found else None


def _earlier_start(question: Question) -> Iterator[Change]:
    learner = question.problem.learner
    begun = [item.begun for item in learner.under_way]
    since = [held.since for held in learner.holds if held.since]
    tried = [attempt.on for attempt in learner.failed]
    dropped = [item.on for item in learner.dropped]
    last = max([*begun, *since, *tried, *dropped], default=date.min)
    most = min(EARLIEST, (learner.start - last).days)
    found = _smallest(
        1, most, question, lambda days: {"start": learner.start - timedelta(days=days)}
    )
    if found:
        start = learner.start - timedelta(days=found[0])
        yield _change(ChangeKind.START, found[1], on=start)
