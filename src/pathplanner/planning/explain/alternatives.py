"""What the best plan with another choice would have cost in days and money.

A plan with another choice is a plan of the same problem, in which one step asks for more. So
what the search found out stands: how soon and how cheap things can be, and each schedule that
has what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve

from pathplanner.model.graph import is_met
from pathplanner.model.learner import Prefer
from pathplanner.model.planned import SetAside
from pathplanner.model.requirement import (
    AllOf,
    AtLeast,
    Gate,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.model.sums import Counted
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.problem.problem import Problem, money
from pathplanner.planning.schedule.earliest import Effort, Outcome, Worth
from pathplanner.planning.schedule.placing import Axis, Schedule, Wait, ready_on
from pathplanner.planning.schedule.windows import is_in_time
from pathplanner.planning.schedule.working import done_days
from pathplanner.planning.search.choices import Steps
from pathplanner.planning.search.front import Answer, Before, Candidate, Kept, Learned, Scale
from pathplanner.planning.search.front_search import FrontSearch, find_any, solve
from pathplanner.planning.search.no_choice import without_choice
from pathplanner.planning.search.wishes import find_best

ALTERNATIVE_EFFORT = 4_000
"""Effort spent for each alternative that was set aside."""

IN_ALL = 30_000
"""Effort spent for all of them; then no more are told."""

PUTTING = 40
"""To put another problem takes as much effort as its steps squared, divided by this."""


def find_alternatives(
    problem: Problem, answer: Answer, chosen: Candidate
) -> dict[str, list[SetAside]]:
    """Return the alternatives that were set aside, by the step taken in their place."""
    done = frozenset(problem.held) | chosen.steps
    asides = _Asides(problem, answer, chosen)
    found: dict[str, list[SetAside]] = {}
    for name in chosen.schedule.starts:
        task = problem.tasks[name]
        for gate, taken, other in _choices(task.requires, done):
            if problem.ways and problem.ways.is_choice(tuple(steps_in(gate))):
                continue
            first = next((s for s in steps_in(taken) if s in chosen.schedule.starts), None)
            if first is None:
                continue
            forced = _forced(gate, taken, other, done)
            needs = {name: _replace(task.requires, gate, forced), **_onward(problem, chosen, name)}
            if aside := asides.told(_requiring(problem, needs), other):
                found.setdefault(first, []).append(aside)
    return found


def _forced(
    gate: Gate, taken: Requirement, other: Requirement, done: frozenset[str]
) -> Requirement:
    """Return a requirement with another part in place of the one taken."""
    if isinstance(gate, Counted):
        # Which of the others are not needed then, their amounts and limits tell.
        return AllOf((gate, other))
    rest = [part for part in gate.of if part is not taken and is_met(part, done)]
    return AllOf((*rest[: gate.count - 1], other))


def _onward(problem: Problem, chosen: Candidate, name: str) -> dict[str, Requirement]:
    """Return what the planned steps after one require if they are to be reached over it."""
    found: dict[str, Requirement] = {}
    passed = {name}
    # What needs a step comes after it among the tasks.
    for user, task in problem.tasks.items():
        over = passed & problem.leaves[user]
        if user in chosen.steps and over and task.begun is None:
            found[user] = task.requires
            for leaf in sorted(over, key=lambda step: problem.tasks[step].place):
                found[user] = _over(found[user], leaf)
            passed.add(user)
    return found


def _over(where: Requirement, name: str) -> Requirement:
    """Return a requirement that a step must be used for, wherever it names the step."""
    if isinstance(where, Needs | Worked) or name not in set(steps_in(where)):
        return where
    if isinstance(where, Total):
        return AllOf((Needs(name), where))
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
    if isinstance(requirement, Needs | Worked):
        return
    if isinstance(requirement, Counted):
        parts = _parts_of(requirement.asked)
        met = [part for part in parts if is_met(part, done)]
        yield from ((requirement, met[0], part) for part in parts if met and part not in met)
        return
    met = [part for part in requirement.of if is_met(part, done)]
    if requirement.count < len(requirement.of) and met:
        for other in requirement.of:
            # What was held and has run out is no choice.
            if not is_met(other, done) and any(steps_in(other)):
                yield requirement, met[0], other
    for part in met:
        yield from _choices(part, done)


def _parts_of(asked: Gate) -> tuple[Requirement, ...]:
    """Return what can count for a requirement with limits: its parts, or their steps."""
    if isinstance(asked, AllOf) or (isinstance(asked, AtLeast) and asked.apart):
        return tuple(Needs(name) for name in dict.fromkeys(steps_in(asked)))
    return asked.of


class _Asides:
    """Compares the chosen plan with the best plan that has another choice."""

    def __init__(self, problem: Problem, answer: Answer, chosen: Candidate) -> None:
        self.problem = problem
        self.chosen = chosen
        self.scale = Scale.of(answer.front)
        self.answer = answer
        self.left = IN_ALL

    @cached_property
    def learned(self) -> Learned:
        """What the search found out; where there was no choice, nothing was searched for."""
        return self.answer.learned or Learned(self.problem, Bounds(self.problem), {}, Kept())

    def told(self, otherwise: Problem, other: Requirement) -> SetAside | None:
        """Tell the difference to the best plan with an alternative in place of what was taken.

        Args:
            otherwise: The problem in which the alternative is required.
            other: The alternative.

        Returns:
            The difference. None when that plan would be better, which can only be because
            it has a step too many by the rule that a plan is lean; when no plan with as
            many unknown lengths has it; when it is not proved; and when no effort is left.
        """
        self.left -= len(self.problem.tasks) ** 2 // PUTTING
        if self.left < 0:
            return None
        chosen = self.chosen
        names = tuple(dict.fromkeys(s for s in steps_in(other) if s not in self.problem.held))
        best, is_impossible = self._best(otherwise)
        if best is None:
            return SetAside(names) if is_impossible else None
        keys = [self._key(plan.steps, plan.time, plan.cost) for plan in (best, chosen)]
        if keys[0] < keys[1] or best.time[0] != chosen.time[0]:
            return None
        is_known = best.cost[0] == chosen.cost[0]
        return SetAside(
            steps=names,
            days=best.schedule.finish - chosen.schedule.finish,
            cost=money(best.schedule.cost - chosen.schedule.cost) if is_known else None,
        )

    def _best(self, otherwise: Problem) -> tuple[Candidate | None, bool]:
        """Return the best plan that is proved to be, and whether no plan is possible."""
        if answer := without_choice(otherwise, ALTERNATIVE_EFFORT):
            return (answer.front[0], False) if answer.front else (None, True)
        bounds = self.learned.bounds.asking_more(otherwise)
        search = _Again(otherwise, bounds, self.learned)
        if search.by_programs:
            return self._best_by_programs(otherwise, bounds)
        is_soon = self.problem.prefer in (Prefer.FASTEST, Prefer.FIRST_PAY)
        limit = self.chosen.time[0], otherwise.last + 1
        # The chosen plan is the fastest of more plans.
        least = self.chosen.time[1] if is_soon and not self.chosen.time[0] else None
        best = search.best_by(self._key, limit, is_soon=is_soon, least=least)
        learner = self.problem.learner
        limits = learner.deadline, learner.budget, learner.savings
        if best is None and search.is_proved and limits != (None, None, None):
            if not bounds.time.unknown:
                return None, True
            # With more unknown lengths there may be one.
            answer = find_any(otherwise, ALTERNATIVE_EFFORT)
            return None, answer.proved and not answer.front
        return best if search.is_proved else None, False

    def _best_by_programs(
        self, otherwise: Problem, bounds: Bounds
    ) -> tuple[Candidate | None, bool]:
        """Return the same where linear programs are of use, which need rounds."""
        wish = self.problem.prefer
        if wish is Prefer.FEWEST_HOURS:
            answer, best = find_best(otherwise, self._effort(), alone=True, bounds=bounds)
            self.left -= answer.spent
            return best if answer.proved else None, answer.proved and best is None
        if wish is Prefer.FIRST_PAY:
            wish = Prefer.FASTEST
        answer = solve(otherwise, self._effort(), None if wish is Prefer.BALANCED else wish, bounds)
        self.left -= answer.spent
        if not answer.proved or not answer.front:
            return None, answer.proved
        return min(answer.front, key=lambda c: self._key(c.steps, c.time, c.cost)), False

    def _effort(self) -> int:
        return max(0, min(ALTERNATIVE_EFFORT, self.left))

    def _key(self, steps: Steps, time: Axis, cost: Axis) -> tuple[object, ...]:
        """Return what plans are compared by; no plan with these steps and more has less."""
        wish = self.problem.prefer
        if wish is Prefer.CHEAPEST:
            return cost, time
        if wish is Prefer.BALANCED:
            return self.scale.far(time, cost), time
        if wish is Prefer.FEWEST_HOURS:
            tasks = [self.problem.tasks[name] for name in steps]
            study = sum([t.hours_unknown for t in tasks]), sum([t.hours for t in tasks])
            return study, time, cost
        return time, cost


class _Again(FrontSearch):
    """A search that starts from what another found out of a problem that asks for less.

    Args:
        problem: The problem.
        bounds: Its bounds.
        learned: What was found out of the problem that asks for less.
    """

    def __init__(self, problem: Problem, bounds: Bounds, learned: Learned) -> None:
        super().__init__(problem, Effort(ALTERNATIVE_EFFORT), bounds, Before(learned.kept))
        self.learned = learned
        self.changed = [
            task
            for name, task in problem.tasks.items()
            if task.begun is None and task is not learned.problem.tasks[name]
        ]

    @property
    def is_proved(self) -> bool:
        """Whether nothing was left untried."""
        return self.complete and self.effort.left >= 0

    def recall(self) -> None:
        """Keep the best of the known schedules that are schedules of this problem, too."""
        super().recall()
        for made in self.learned.made.values():
            # One with a step too many is as fast and as cheap as the one without it.
            if self._still_holds(made):
                self._keep(made)

    def _still_holds(self, made: Schedule) -> bool:
        """Tell whether a schedule of the problem that asks for less is one of this problem."""
        done = done_days(self.problem, made.starts, made.finishes)
        return all(
            ready_on(self.problem, task, done) <= made.starts[task.id]
            and is_in_time(self.problem, task, done, made.starts[task.id], made.finishes[task.id])
            for task in self.changed
            if task.id in made.starts
        )

    def _schedule(
        self, steps: Steps, waiting: frozenset[Wait], cost: Axis, worth: Worth
    ) -> Outcome:
        """Return the best schedule of a route, without making it where it is known."""
        made = self.learned.made.get((steps, waiting))
        if made is not None and self._still_holds(made):
            return Outcome(made if worth(made.finish) else None)
        # What has no schedule in time has none either where more is asked for.
        known = self.learned.kept.outcome(self.learned.problem, steps, waiting, worth)
        if known is not None and known.schedule is None:
            return known
        return super()._schedule(steps, waiting, cost, worth)


def _replace(where: Requirement, gate: Gate, forced: Requirement) -> Requirement:
    if where is gate:
        return forced
    if isinstance(where, Needs | Worked):
        return where
    return evolve(where, of=tuple(_replace(part, gate, forced) for part in where.of))
