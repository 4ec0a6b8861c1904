"""What the best plan with another choice would have cost in days and money.

A plan with another choice is a plan of the same problem, in which one step asks for more. So
what the search found out stands: how soon and how cheap things can be, and each schedule that
has what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isqrt

from attrs import evolve

from pathplanner.model.graph import is_met
from pathplanner.model.learner import Prefer
from pathplanner.model.planned import SetAside
from pathplanner.model.requirement import AllOf, AtLeast, Gate, Needs, Requirement, steps_in
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.problem.problem import Problem, money
from pathplanner.planning.schedule.earliest import Effort, Outcome, Worth
from pathplanner.planning.schedule.placing import Axis, Schedule, Wait, ready_on
from pathplanner.planning.search.attempts import Aim
from pathplanner.planning.search.front import (
    TEN_MILLION,
    YEARS_100,
    Answer,
    Candidate,
    Learned,
    Scale,
)
from pathplanner.planning.search.front_search import FrontSearch
from pathplanner.planning.search.superfluous import is_lean

ALTERNATIVE_EFFORT = 2_000
"""Effort spent for each alternative that was set aside."""


def set_aside(problem: Problem, answer: Answer, chosen: Candidate) -> dict[str, list[SetAside]]:
    """Return the alternatives that were set aside, by the step taken in their place."""
    done = frozenset(problem.held) | chosen.steps
    asides = _Asides(problem, answer, chosen)
    found: dict[str, list[SetAside]] = {}
    for name in chosen.schedule.starts:
        task = problem.tasks[name]
        for gate, taken, other in _choices(task.requires, done):
            first = next((s for s in steps_in(taken) if s in chosen.schedule.starts), None)
            if first is None:
                continue
            rest = [part for part in gate.of if part is not taken and is_met(part, done)]
            forced = AllOf((*rest[: gate.count - 1], other))
            needs = {name: _replace(task.requires, gate, forced), **_onward(problem, chosen, name)}
            if aside := asides.told(_requiring(problem, needs), other):
                found.setdefault(first, []).append(aside)
    return found


def _onward(problem: Problem, chosen: Candidate, name: str) -> dict[str, Requirement]:
    """Return what the planned steps after one require if they are to be reached over it."""
    found: dict[str, Requirement] = {}
    passed = {name}
    # What needs a step comes after it among the tasks.
    for user, task in problem.tasks.items():
        over = passed & problem.leaves[user]
        if user in chosen.steps and over and task.begun is None:
            found[user] = task.requires
            for leaf in over:
                found[user] = _over(found[user], leaf)
            passed.add(user)
    return found


def _over(where: Requirement, name: str) -> Requirement:
    """Return a requirement that a step must be used for, wherever it names the step."""
    if isinstance(where, Needs) or name not in set(steps_in(where)):
        return where
    inside = [part for part in where.of if name in set(steps_in(part))]
    rest = tuple(part for part in where.of if part not in inside)
    must = tuple(_over(part, name) for part in inside[: where.count])
    left = where.count - len(must)
    return AllOf((*must, AtLeast(left, rest))) if left > 0 else AllOf(must)


def _requiring(problem: Problem, needs: Mapping[str, Requirement]) -> Problem:
    """Return the problem in which some steps require something else."""
    tasks = {**problem.tasks}
    leaves = {**problem.leaves}
    for name, requires in needs.items():
        tasks[name] = evolve(tasks[name], requires=requires)
        leaves[name] = frozenset(steps_in(requires))
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


class _Asides:
    """Compares the chosen plan with the best plan that has another choice."""

    def __init__(self, problem: Problem, answer: Answer, chosen: Candidate) -> None:
        self.problem = problem
        self.chosen = chosen
        self.scale = Scale.of(answer.front)
        self.learned = answer.learned or Learned(problem, Bounds(problem), {})

    def told(self, otherwise: Problem, other: Requirement) -> SetAside | None:
        """Tell the difference to the best plan with an alternative in place of what was taken.

        Args:
            otherwise: The problem in which the alternative is required.
            other: The alternative.

        Returns:
            The difference. None when that plan would be better, which can only be because
            it has a step too many by the rule that a plan is lean; when no plan with as
            many unknown lengths has it; and when it is not proved.
        """
        chosen = self.chosen
        names = tuple(dict.fromkeys(s for s in steps_in(other) if s not in self.problem.held))
        search = _Again(otherwise, self.learned, chosen.time[0])
        best = search.best(self.problem.prefer, self.scale)
        if not search.is_proved:
            return None
        if best is None:
            search.find_any()
            return SetAside(names) if search.is_proved and not search.front else None
        if self._key(best) < self._key(chosen) or best.time[0] != chosen.time[0]:
            return None
        is_known = best.cost[0] == chosen.cost[0]
        return SetAside(
            steps=names,
            days=best.schedule.finish - chosen.schedule.finish,
            cost=money(best.schedule.cost - chosen.schedule.cost) if is_known else None,
        )

    def _key(self, plan: Candidate) -> tuple[object, ...]:
        return {
            Prefer.FASTEST: (plan.time, plan.cost),
            Prefer.CHEAPEST: (plan.cost, plan.time),
            Prefer.BALANCED: (self.scale.far(plan.time, plan.cost), plan.time),
            Prefer.FEWEST_HOURS: (plan.study, plan.time, plan.cost),
            Prefer.FIRST_PAY: (plan.pay, plan.time, plan.cost),
        }[self.problem.prefer]


class _Again(FrontSearch):
    """A search that starts from what another found out of a problem that asks for less.

    Args:
        problem: The problem.
        learned: What was found out.
        unknown: The unknown lengths that a plan may have.
    """

    def __init__(self, problem: Problem, learned: Learned, unknown: int) -> None:
        super().__init__(problem, Effort(ALTERNATIVE_EFFORT), learned.bounds.asking_more(problem))
        self.learned = learned
        self.latest: Axis = (unknown, problem.last + 1)
        self.changed = [
            task
            for name, task in problem.tasks.items()
            if task.begun is None and task is not learned.problem.tasks[name]
        ]
        for made in learned.made.values():
            if self._still_holds(made) and is_lean(problem, made):
                self._keep(made)

    @property
    def is_proved(self) -> bool:
        """Whether nothing was left untried."""
        return self.complete and self.effort.left >= 0

    def _still_holds(self, made: Schedule) -> bool:
        """Tell whether a schedule of the problem that asks for less is one of this problem."""
        done = {**self.problem.met_since, **made.finishes}
        return all(
            ready_on(self.problem, task, done) <= made.starts[task.id]
            for task in self.changed
            if task.id in made.starts
        )

    def _schedule(
        self, route: Sequence[str], waiting: frozenset[Wait], cost: Axis, worth: Worth
    ) -> Outcome:
        """Return the best schedule of a route, without making it where it is known."""
        made = self.learned.made.get((frozenset(route), waiting))
        if made is not None and self._still_holds(made):
            return Outcome(made if worth(made.finish) else None)
        return super()._schedule(route, waiting, cost, worth)

    def best(self, wish: Prefer, scale: Scale) -> Candidate | None:
        """Return the best plan by a wish, what is alike in time and cost left aside."""
        if wish is Prefer.BALANCED:
            return self._nearest(scale)
        return self._cheapest_first() if wish is Prefer.CHEAPEST else self._fastest_first()

    def _fastest_first(self) -> Candidate | None:
        self.limit, self.dearest, self.aim = self.latest, None, Aim.SOON
        best = self.best_so_far()
        while self.effort.left >= 0:
            self.limit = best.time if best else self.latest
            self._round()
            found = self.best_so_far()
            if found is None:
                break
            best = found
        return best and self._cheapest((best.time[0], best.time[1] + 1))

    def _cheapest_first(self) -> Candidate | None:
        best = self._cheapest(self.latest)
        while best and (faster := self._cheapest(best.time, best.cost)):
            best = faster
        return best

    def _nearest(self, scale: Scale) -> Candidate | None:
        """Return the plan that is nearest to the best of both; see `Scale`."""
        self.limit, self.dearest = self.latest, None
        best, limit, dearest = self.best_so_far(), self.latest, None
        while True:
            if best is not None:
                far = isqrt(scale.far(best.time, best.cost))
                late = scale.day + far // scale.high - self.problem.start
                unknown, days = divmod(late, YEARS_100)
                limit = min(limit, (unknown, self.problem.start + days + 1))
                dearest = divmod(scale.cost + far // scale.wide, TEN_MILLION)
            found = self._cheapest(limit, dearest)
            if found is None or self.effort.left < 0:
                return best
            limit = found.time
            best = min(best or found, found, key=lambda c: (scale.far(c.time, c.cost), c.time))


def _replace(where: Requirement, gate: Gate, forced: Requirement) -> Requirement:
    if where is gate:
        return forced
    if isinstance(where, Needs):
        return where
    return evolve(where, of=tuple(_replace(part, gate, forced) for part in where.of))
