"""One set of steps after another: is it of use, when can it be done, what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from enum import Enum, auto
from fractions import Fraction

from pathplanner.model.step import Kind
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.bounds.lateness import relief
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.conflicts import Conflicts
from pathplanner.planning.schedule.earliest import Effort, Outcome, Worth, best_schedule
from pathplanner.planning.schedule.placing import Axis, Node, Schedule, Wait
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.choices import Steps
from pathplanner.planning.search.front import Before, Candidate, Kept, Made
from pathplanner.planning.search.routes import look, waits
from pathplanner.planning.search.superfluous import is_lean, spare
from pathplanner.planning.search.uses import Uses

FOR_ONE_ROUTE = 10_000
"""The most effort spent on the schedule of one route, so that others get their turn."""

AT_FIRST = 300
"""The most of it where any plan will do, until all other routes had their turn."""

WORTH_KEEPING = 30
"""The effort of a schedule from which on it is kept what came of it."""

LOOKING_AHEAD = 5
"""The effort of finding out what must yet be added to a set of steps."""
SOLVING = 3
"""The effort of a linear program that finds that out."""

MOST_KEPT = 1_000
"""How many routes are kept for the next round."""

SOONEST: Axis = (0, 0)
"""Sooner than any plan is done."""

DEAREST: Axis = (NEVER, 0)
"""More than any plan costs."""


class Aim(Enum):
    """What is looked for among the plans that are fast enough and cheap enough."""

    CHEAP = auto()
    SOON = auto()
    FEW = auto()


Key = Callable[[Steps, Axis, Axis], tuple[object, ...]]
"""From steps, time and cost to what plans are compared by.

No plan with these steps and perhaps more, no faster and no cheaper than that, has less.
"""


class Attempts:
    """Sets of steps are tried, by what is looked for now; the plans that no other beats are kept.

    Attributes:
        front: The plans found that no other found beats.
        limit: A plan must be faster than this to be of use; None for no such limit.
        dearest: A plan must cost no more than this to be of use.
        aim: What is looked for.
        by_programs: Whether linear programs say what a set of steps comes to, so that a set
            is looked at again for what decides between plans as fast and as cheap.
        budget, most: What a plan may cost, and may cost by the day that is aimed at, in
            hundredths of known prices.
        tried: For each set of steps the best price and finish with it, or why it is too late.
        looks: About what each step costs with what it needs, in hundredths; no bound.
        or_good: Whether a schedule that is only good will do where effort runs out.
        for_one_route: The most effort spent on a schedule.
        complete: Whether no schedule was given up before all ways to make it were tried.
        made: The best schedule of each set of steps with what it waits for.
        lean: The schedules that were found in which no step is superfluous.
        key: By what plans are compared where one plan alone is looked for; else None.
        found: The plan with the least key that was found and is faster than the limit.
        floor: No plan is faster than this.
        kept: What came of scheduling routes.

    Args:
        problem: The problem.
        effort: What may be tried.
        bounds: Those of a problem with the same steps, if they are known.
        before: What is known beforehand.
    """

    def __init__(
        self,
        problem: Problem,
        effort: Effort,
        bounds: Bounds | None = None,
        before: Before | None = None,
    ) -> None:
        self.problem = problem
        self.effort = effort
        self.kept = before.kept if before else Kept()
        self.bounds = bounds or Bounds(problem, before.time if before else None)
        self.bounds.by(problem.last)
        self.made: Made = {}
        self.lean: list[Schedule] = []
        self._conflicts: dict[Steps, Conflicts] = {}
        self.requires = dict(self.bounds.needs)
        self.uses = Uses(problem)
        self.front: list[Candidate] = []
        self.limit: Axis | None = None
        self.dearest: Axis | None = None
        self._best_of: tuple[object, object, object, Candidate | None] = (None,) * 4
        self.aim = Aim.CHEAP
        self.by_programs = False
        self.key: Key | None = None
        self.found: Candidate | None = None
        self.floor = SOONEST
        self._least: tuple[object, ...] = ()
        self.tried: dict[Steps, tuple[tuple[Axis, int] | None, Sequence[Node] | None]] = {}
        self.or_good = True
        self.complete = True
        self.for_one_route = FOR_ONE_ROUTE
        budget = problem.learner.budget
        self.budget = ENDLESS if budget is None else cents(budget)
        self.most = self.budget
        self.runs_out = any(t.windows or t.approved for t in problem.tasks.values())
        self.jobs = [n for n, task in problem.tasks.items() if task.step.kind is Kind.JOB]
        self.looks: dict[str, float] = dict.fromkeys(problem.held, 0)
        # What a step needs comes before it among the tasks, so it has its look already.
        for name, need in self.requires.items():
            self.looks[name] = self.bounds.landmarks.weights[name] + look(need, self.cheap)

    def best_so_far(self) -> Candidate | None:
        """Return the best of the plans found that are fast and cheap enough for this round."""
        if self.key is not None:
            return self.found
        front, limit, dearest, best = self._best_of
        # It is asked for at each set of steps, and seldom another.
        if front is self.front and limit is self.limit and dearest is self.dearest:
            return best
        within = [
            best
            for best in self.front
            if (self.limit is None or best.time < self.limit)
            and (self.dearest is None or best.cost <= self.dearest)
        ]
        best = min(within, key=lambda c: (c.cost, c.time, c.ties), default=None)
        self._best_of = self.front, self.limit, self.dearest, best
        return best

    @property
    def is_enough(self) -> bool:
        """Whether any plan that is fast enough will do, and one was found."""
        return self.aim is Aim.SOON and self.best_so_far() is not None

    def may_win(self, partial: Partial, *, whole: bool = False) -> bool:
        """Tell whether a plan with these steps can hold and is not beaten already."""
        steps = partial.steps
        if not self.effort.spend(1) or self.problem.is_twice(steps):
            return False
        if self._is_too_dear(partial, whole=whole):
            return False
        cost = self.bounds.cost(steps)
        time = self.bounds.time.finish(partial)
        if whole:
            conflicts = self.conflicts_of(steps)
            time = time[0], max(time[1], conflicts.placer.finish(Node()))
            self.complete = self.complete and not conflicts.gave_up
        if not self._useful(steps, time, cost):
            return False
        if whole or not self.effort.spend(SOLVING if self.by_programs else LOOKING_AHEAD):
            return whole
        is_of_use = self.key is not None and self._useful(steps, time, DEAREST)
        # A linear program looks ahead further.
        if self.by_programs or is_of_use:
            return True
        return self._useful(steps, time, self.bounds.full_cost(partial))

    def _is_too_dear(self, partial: Partial, *, whole: bool) -> bool:
        """Tell whether no plan with these steps is of use, be it done as soon as it may."""
        steps = partial.steps
        if self.most < ENDLESS and self.bounds.money(steps) > self.most:
            return True
        if not self._keeps_wishes(partial, whole=whole):
            return True
        # What steps cost is found out with less work than when they are done.
        return self.key is not None and not self._useful(steps, SOONEST, self.bounds.cost(steps))

    def _keeps_wishes(self, partial: Partial, *, whole: bool) -> bool:
        """Tell whether a plan with these steps can have as few study hours, as early a job."""
        problem = self.problem
        if hours := problem.hours_within:
            tasks = [problem.tasks[name] for name in partial.steps]
            if (sum(t.hours_unknown for t in tasks), sum(t.hours for t in tasks)) > hours:
                return False
        if pay := problem.pay_within:
            could = partial.steps if whole else problem.tasks.keys() - partial.out
            soonest = self.bounds.time.soonest(partial).finishes
            return any((0, soonest[job]) <= pay for job in self.jobs if job in could)
        return True

    def soon(self, name: str) -> float:
        """Return the first day on which a step can be done; NEVER when there is none."""
        return self.bounds.time.always.finishes.get(name, NEVER)

    def cheap(self, name: str) -> float:
        """Return about what a step costs with what it needs; what is shared counts twice."""
        return self.looks.get(name, NEVER)

    def _useful(self, steps: Steps, time: Axis, cost: Axis) -> bool:
        if time[1] > self.problem.last or (self.limit is not None and time >= self.limit):
            return False
        if self.key is not None:
            time = max(time, self.floor)
            return self.found is None or self.key(steps, time, cost) < self._least
        best = self.best_so_far()
        if self.dearest is not None and cost > self.dearest:
            return False
        if best is None or self.aim is Aim.SOON:
            return True
        if self.aim is Aim.CHEAP:
            return cost < best.cost
        return self.tie_of(steps) < self.tie_of(best.steps)

    def tie_of(self, steps: Steps) -> tuple[Fraction | int, int, list[str]]:
        """Return what decides between plans that are as fast and as cheap."""
        return sum([self.problem.tasks[n].hours for n in steps]), len(steps), sorted(steps)

    def extras(self, partial: Partial) -> list[str]:
        """Return the steps that could make a set cheaper or faster, in order."""
        # Of each of these every set of use has one.
        ways = self._ways(partial)
        fewest = min((way - partial.steps - partial.out for way in ways), key=len)
        return [name for name in self.problem.tasks if name in fewest]

    def _ways(self, partial: Partial) -> Iterator[Steps]:
        """Yield sets of steps of which a set needs one to be of use, or to be of more use."""
        bounds, steps = self.bounds, partial.steps
        if idle := self.uses.idle(steps):
            yield frozenset[str]().union(*(self.uses.asking.get(name, ()) for name in idle))
        found, too_late = self.tried.get(steps) or (None, self._first_too_late(steps))
        least = bounds.cost_of(steps)
        less = self.uses.givers(steps) | bounds.dearer(steps)
        if not self._useful(steps, SOONEST, least):
            yield less
        sooner: Collection[str] | None = ()
        if self.runs_out:
            # A step may be of use though it makes nothing sooner: what runs out is met by it.
            sooner = None
        elif found is None:
            sooner = relief(self.conflicts_of(steps), bounds, partial, too_late)
        elif self.key is not None:
            # With more steps it may be sooner, which no day asks for.
            sooner = relief(self.conflicts_of(steps), bounds, partial, (Node(),), found[1] - 1)
        if found is None and sooner is not None:
            yield frozenset(sooner)
        elif found is not None and found[0] <= least and sooner is not None:
            yield less.union(sooner)
        yield less | bounds.named(steps)

    def _first_too_late(self, steps: Steps) -> Sequence[Node] | None:
        """Return what is too late of a set that was not scheduled; None if it may be in time.

        It may then be beaten by what it costs, and be of use with what makes it cheaper.
        """
        if self.key is None or self.found is None:
            return (Node(),)
        finish = self.conflicts_of(steps).placer.finish(Node())
        is_late = self._is_late((len(steps & self.bounds.time.unknown), finish))
        return (Node(),) if is_late else None

    def _is_late(self, time: Axis) -> bool:
        """Tell whether a time is out of the question, whatever it costs."""
        return time[1] > self.problem.last or (self.limit is not None and time >= self.limit)

    def _worth_of(self, steps: Steps, least: Axis) -> tuple[Worth, list[int]]:
        """Return what tells whether a finish of a set is of use, and those in time that are not.

        Where there are any, the set is beaten by what it costs, and with what makes it cheaper it
        could be of use as late as it is.
        """
        unknown, in_time = len(steps & self.bounds.time.unknown), list[int]()

        def worth(finish: int) -> bool:
            if self._useful(steps, (unknown, finish), least):
                return True
            if not in_time and not self._is_late((unknown, finish)):
                in_time.append(finish)
            return False

        return worth, in_time

    def try_route(self, steps: Steps) -> None:
        """Schedule a route, first without waiting for discounts, then with each."""
        if not self._may_be_best(steps):
            return
        extra = spare(self.problem, steps)
        if extra and self.uses.idle(steps):
            return
        least = max(self.bounds.cost(steps), self.bounds.cost_of(steps))
        worth, in_time = self._worth_of(steps, least)
        # A step that is late for want of money may get a discount that it did not wait for,
        # and be early with less money if it does wait for it; so both are tried.
        may_slip = self.problem.learner.savings is not None
        pairs = waits(self.problem, steps)
        tried: set[frozenset[Wait]] = set()
        todo: list[frozenset[Wait]] = [frozenset()]
        best: tuple[Axis, int] | None = None
        while todo and not self.is_enough:
            chosen = todo.pop()
            if chosen in tried:
                continue
            tried.add(chosen)
            outcome = self._schedule(steps, chosen, least, worth)
            made = outcome.schedule
            if not chosen:
                self.tried[steps] = None, None if in_time else outcome.too_late
            if made is not None:
                found = made.price, made.finish
                best = min(best or found, found)
                self.tried[steps] = best, None
            if made is not None and (not extra or is_lean(self.problem, made)):
                self.lean.append(made)
                self._keep(made)
            if made is None and (outcome.never or not may_slip):
                continue
            todo += [
                chosen | {pair}
                for pair in pairs
                if pair not in chosen and (made is None or may_slip or not made.has_before(*pair))
            ]

    def _may_be_best(self, steps: Steps) -> bool:
        """Tell whether the plan with just these steps can hold and is not beaten already."""
        if not self.may_win(Partial(steps), whole=True):
            return False
        if self.bounds.money_of(steps) > self.most:
            return False
        return self._useful(steps, SOONEST, self.bounds.cost_of(steps))

    def conflicts_of(self, steps: Steps) -> Conflicts:
        """Return what finds the conflicts of a route, which is asked about round by round."""
        found = self._conflicts.get(steps)
        if found is None:
            if len(self._conflicts) >= MOST_KEPT:
                self._conflicts.clear()
            found = self._conflicts[steps] = Conflicts.of(self.problem, steps)
        return found

    def _schedule(
        self, steps: Steps, waiting: frozenset[Wait], cost: Axis, worth: Worth
    ) -> Outcome:
        if known := self.kept.outcome(self.problem, steps, waiting, worth):
            if known.schedule is not None:
                self.made[steps, waiting] = known.schedule
            return known
        given = Effort(max(0, min(self.effort.left, self.for_one_route)))
        given.payments = self.effort.payments
        before = given.left
        conflicts = self.conflicts_of(steps)
        outcome = best_schedule(
            conflicts,
            waiting,
            cost,
            given,
            worth,
            hasty=self.by_programs,
            or_good=self.or_good,
        )
        self.effort.left -= before - given.left
        self.effort.payments = given.payments
        self.complete = self.complete and given.left >= 0 and not conflicts.gave_up
        if outcome.schedule is not None and outcome.is_best and given.left >= 0:
            self.made[steps, waiting] = outcome.schedule
        is_known = given.left >= 0 and outcome.is_best and not conflicts.gave_up
        if is_known and before - given.left >= WORTH_KEEPING:
            self.kept.keep(self.problem, steps, waiting, worth, outcome)
        return outcome

    def _keep(self, made: Schedule) -> None:
        if made.cost > self.budget:
            return
        candidate = Candidate.of(self.problem, made)
        if self.key is not None:
            if self._useful(candidate.steps, candidate.time, candidate.cost):
                self._take(candidate)
            return
        if any(best.beats(candidate) for best in self.front):
            return
        self.front = [*(best for best in self.front if not candidate.beats(best)), candidate]

    def _take(self, candidate: Candidate) -> None:
        """Go on from a plan where one plan alone is looked for."""
        self.found = candidate
        if self.key is not None:
            self._least = self.key(candidate.steps, candidate.time, candidate.cost)
