"""A problem asked again with other circumstances; what is learned of one helps with others.

Whoever may pay more or take longer may do all that they could before. So a plan that keeps
tighter limits keeps wider ones, and where wider limits allow none, neither do tighter ones.
First days and prices do not depend on limits at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.model.learner import Prefer
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.money.funding import Purse, first_short_day
from pathplanner.planning.problem.builder import last_day, pose
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.earliest import Effort
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.front_search import find_any
from pathplanner.planning.search.no_choice import FREE
from pathplanner.planning.search.running_out import some_again
from pathplanner.planning.search.wishes import find_best

EFFORT = 5_000
"""Effort spent for each question "what if"."""

IN_ALL = 8 * EFFORT
"""Effort spent for all of them; then nothing more is looked for."""

NOTHING_FOUND = Answer((), proved=False, best_time=FREE, best_cost=FREE)
"""What is said when no effort is left."""

LIMITS = ("deadline", "budget", "savings", "monthly")
"""Circumstances that do not change what a step takes or costs, only what may be."""

Circumstances = dict[str, Any]
"""Fields of a learner, with their values."""


@frozen(eq=False)
class _Known:
    """What is known of a learner but for their limits.

    Attributes:
        bounds: How soon and how cheap things can be.
        plans: Schedules that were found.
        best: Plans that are best by a wish, with the limits for which they are.
        refused: Limits with which it is certain that no plan holds.
    """

    bounds: Bounds
    plans: list[Schedule] = field(factory=list)
    best: list[tuple[Prefer, tuple[int, ...], Candidate]] = field(factory=list)
    refused: list[tuple[int, ...]] = field(factory=list)


@frozen(eq=False)
class WhatIf:
    """A problem without a plan, to be asked again with other circumstances."""

    problem: Problem
    _effort: Effort = field(factory=lambda: Effort(IN_ALL))
    _known: dict[object, _Known] = field(factory=dict)
    _best: dict[object, Candidate | None] = field(factory=dict)
    _doubts: set[object] = field(factory=set)

    @property
    def is_sure(self) -> bool:
        """Whether every answer so far is proved: no search ended as its effort was spent."""
        return not self._doubts

    def find_any(self, **circumstances: Any) -> Schedule | None:
        """Return any plan for a learner with other circumstances, or None."""
        found = (self._find_any(again, circumstances) for again in self._agains())
        return next((made for made in found if made is not None), None)

    def _agains(self) -> Iterator[tuple[str, ...]]:
        """Yield which held steps that run out are planned again, as few as may be first."""
        yield self.problem.again
        if not self.problem.again:
            yield from some_again(self.problem)

    def _find_any(self, again: tuple[str, ...], circumstances: Circumstances) -> Schedule | None:
        problem = self._pose(circumstances, again)
        if any(name not in problem.tasks for name in problem.targets):
            return None
        known, limits = self._known_of(problem, circumstances, again), _limits(problem)
        for made in known.plans:
            if keeps_limits(problem, made):
                return made
        if any(_is_tighter(limits, refused) for refused in known.refused):
            return None
        limit = min(EFFORT, self._effort.left)
        answer = (
            find_any(problem, limit, known.bounds, or_good=False) if limit > 0 else NOTHING_FOUND
        )
        self._effort.spend(answer.spent)
        if answer.front:
            known.plans.append(answer.front[0].schedule)
            return answer.front[0].schedule
        if answer.proved:
            known.refused.append(limits)
        else:
            self._doubts.add(limits)
        return None

    def find_best(self, prefer: Prefer | None = None, **circumstances: Any) -> Candidate | None:
        """Return the best plan for a learner with other circumstances, or None."""
        for again in self._agains():
            problem = self._pose(circumstances, again)
            problem = evolve(problem, prefer=prefer or self.problem.prefer)
            asked = (problem.prefer, again, _key(circumstances))
            if asked not in self._best:
                known = self._known_of(problem, circumstances, again)
                self._best[asked] = self._found_best(problem, known)
            if best := self._best[asked]:
                return best
        return None

    def _found_best(self, problem: Problem, known: _Known) -> Candidate | None:
        limits = _limits(problem)
        if any(_is_tighter(limits, refused) for refused in known.refused):
            return None
        for wish, wider, good in known.best:
            # The best of all is the best of any that it is among.
            is_within = wish is problem.prefer and _is_tighter(limits, wider)
            if is_within and keeps_limits(problem, good.schedule):
                return good
        answer, best = find_best(problem, EFFORT, alone=True, bounds=known.bounds, or_good=False)
        self._effort.spend(answer.spent)
        if not answer.is_proved(problem.prefer):
            self._doubts.add(limits)
        if best is None:
            if answer.proved:
                known.refused.append(limits)
            return None
        known.plans.append(best.schedule)
        # What lies between fastest and cheapest depends on both, and so on all limits.
        if answer.is_proved(problem.prefer) and problem.prefer is not Prefer.BALANCED:
            known.best.append((problem.prefer, limits, best))
        return best

    def find_soonest(self, **circumstances: Any) -> Schedule | None:
        """Return a plan with the earliest finish, however many lengths are unknown, or None."""
        problem = self._pose(circumstances, self.problem.again)
        if not any(task.time_open for task in problem.tasks.values()):
            best = self.find_best(Prefer.FASTEST, **circumstances)
            return best.schedule if best else None
        tasks = {name: evolve(task, time_open=False) for name, task in problem.tasks.items()}
        problem = evolve(problem, tasks=tasks, prefer=Prefer.FASTEST)
        if any(name not in problem.tasks for name in problem.targets):
            return None
        answer, best = find_best(problem, EFFORT, alone=True, or_good=False)
        self._effort.spend(answer.spent)
        return best.schedule if best else None

    def last_day(self) -> int:
        """Return the last day on which the goal may be reached without a deadline."""
        return last_day(evolve(self.problem.learner, deadline=None))

    def _known_of(
        self, problem: Problem, circumstances: Circumstances, again: tuple[str, ...]
    ) -> _Known:
        own = self.problem.learner
        other = {n: v for n, v in circumstances.items() if n not in LIMITS}
        key = again, _key({n: v for n, v in other.items() if v != getattr(own, n)})
        if key not in self._known:
            self._known[key] = _Known(Bounds(problem))
        return self._known[key]

    def _pose(self, circumstances: Circumstances, again: tuple[str, ...]) -> Problem:
        learner = evolve(self.problem.learner, **circumstances)
        own = self.problem.learner
        is_same = all(n in LIMITS or v == getattr(own, n) for n, v in circumstances.items())
        if is_same and again == self.problem.again:
            return evolve(self.problem, learner=learner, last=last_day(learner))
        pathway, asking, goal = self.problem.asked
        return pose(pathway, evolve(asking, **circumstances), goal, self.problem.prefer, again)


def _key(circumstances: Circumstances) -> object:
    return tuple(sorted(circumstances.items()))


def keeps_limits(problem: Problem, made: Schedule) -> bool:
    """Tell whether a schedule that was made with other limits keeps those of a problem."""
    budget, purse = problem.learner.budget, Purse.of(problem)
    if made.finish > problem.last or (budget is not None and made.cost > cents(budget)):
        return False
    if purse is None:
        return True
    return (
        first_short_day(purse.earning(made.starts, made.finishes), made.bills, made.shares) is None
    )


def _limits(problem: Problem) -> tuple[int, ...]:
    """Return the limits of a problem as numbers of which more allows more."""
    budget, purse = problem.learner.budget, Purse.of(problem)
    money = (purse.savings, purse.monthly) if purse else (ENDLESS, ENDLESS)
    return problem.last, ENDLESS if budget is None else cents(budget), *money


def _is_tighter(limits: tuple[int, ...], others: tuple[int, ...]) -> bool:
    return all(one <= other for one, other in zip(limits, others, strict=True))
