"""The exact trade-off front of finish against cost (see "Which plan is best")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from pathplanner.model.learner import Prefer
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.bounds.lateness import relief
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.earliest import Effort, Outcome, Worth, best_schedule
from pathplanner.planning.schedule.placing import Axis, Node, Schedule, Wait
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.front import Answer, Candidate
from pathplanner.planning.search.no_choice import FREE, without_choice
from pathplanner.planning.search.routes import Routes, Steps, givers, look, waits
from pathplanner.planning.search.superfluous import is_lean, spare

EFFORT = 50_000
"""Effort spent before the search stops with a good plan and a bound."""

FOR_ONE_ROUTE = 10_000
"""The most effort spent on the schedule of one route, so that others get their turn."""

FOR_A_START = 2_000
"""The most effort spent on finding some plan before all that could be best are looked at."""

LOOKING_AHEAD = 5
"""The effort of finding out what must yet be added to a set of steps."""


def solve(problem: Problem, limit: int = EFFORT, only: Prefer | None = None) -> Answer:
    """Return the trade-off front of a problem whose targets are not all held.

    Args:
        problem: The problem.
        limit: How much effort may be spent; `plan` says what counts how much.
        only: `fastest` or `cheapest` when just that end of the front is wanted, which
            takes less time; the front then holds it and perhaps other plans.
    """
    if answer := without_choice(problem, limit):
        return answer
    search = _Search(problem, Effort(limit))
    if all(name in problem.tasks for name in problem.targets):
        if only is Prefer.FASTEST:
            search.hurry()
        else:
            search.sweep(ends_at_cheapest=only is Prefer.CHEAPEST)
    front = sorted(search.front, key=lambda c: (c.time, c.cost))
    proved = search.complete and search.effort.left >= 0
    if proved and front:
        return Answer(front, proved, front[0].time, front[-1].cost)
    return Answer(front, proved, *search.least())


def find_any(problem: Problem, limit: int = EFFORT) -> Answer:
    """Return a front of any plan that holds; this takes less time than to find the best.

    Where it is empty, `proved` tells whether it is certain that no plan holds.
    """
    search = _Search(problem, Effort(limit))
    if all(name in problem.tasks for name in problem.targets):
        search.find_any()
    return Answer(search.front[:1], search.complete and search.effort.left >= 0, FREE, FREE)


class _Search:
    """A search for the plans that no other beats.

    Attributes:
        front: The plans found that no other found beats.
        limit: A plan must be faster than this to be of use; None for no such limit.
        dearest: A plan must cost no more than this to be of use.
        budget, most: What a plan may cost, and may cost by the day that is aimed at, in
            hundredths of known prices.
        tried: For each set of steps the best price and finish with it, or why it is too late.
        looks: About what each step costs with what it needs, in hundredths; no bound.
        left_slow: Price and finish of sets that were given no step to make them faster.
        complete: Whether no schedule was given up before all ways to make it were tried.
        cheapest_proved: Whether it is certain that no plan is cheaper than those found.
    """

    def __init__(self, problem: Problem, effort: Effort) -> None:
        self.problem = problem
        self.effort = effort
        self.bounds = Bounds(problem)
        self.requires = dict(self.bounds.needs)
        self.front: list[Candidate] = []
        self.limit: Axis | None = None
        self.dearest: Axis = (NEVER, 0)
        self.tried: dict[Steps, tuple[tuple[Axis, int] | None, Sequence[Node] | None]] = {}
        self.looks: dict[str, float] = dict.fromkeys(problem.held, 0)
        # What a step needs comes before it among the tasks, so it has its look already.
        for name, need in self.requires.items():
            self.looks[name] = self.bounds.landmarks.weights[name] + look(need, self.cheap)
        self.left_slow: list[tuple[Axis, int]] = []
        self.complete = True
        self.cheapest_proved = False
        budget = problem.learner.budget
        self.budget = ENDLESS if budget is None else cents(budget)
        self.most = self.budget
        self.jobs = [n for n, task in problem.tasks.items() if task.step.kind is Kind.JOB]

    def routes(self, order: Callable[[str], float]) -> Routes:
        """Return the sets of steps that lead to the goal in time, the most hopeful first."""
        return Routes(
            self.problem, self.bounds.needs, self.may_win, self.extras, order, self.bounds.cost
        )

    def sweep(self, *, ends_at_cheapest: bool) -> None:
        """Find the front: the cheapest plan, then the cheapest that is faster, and so on."""
        while self.limit is None or self.find_any(FOR_A_START):
            self._try_all_by(self.limit)
            if self.limit is None:
                self.cheapest_proved = self.complete and self.effort.left >= 0
            found = self._within()
            if not found or self.effort.left < 0:
                return
            best = min(found, key=lambda c: (c.cost, c.time, c.ties))
            if any(p <= best.cost and day > best.schedule.finish for p, day in self.left_slow):
                # A step more may make such a set as fast as the best, with less in it.
                self._try_all_by((best.time[0], best.time[1] + 1))
            if ends_at_cheapest:
                # For the same money another plan, with a step more, may be faster.
                if best.cost > self.dearest:
                    return
                self.dearest = best.cost
            self.limit = best.time

    def hurry(self) -> None:
        """Find the fastest plan: any plan, any that is faster, and so on; then the cheapest."""
        while self.find_any() and self.effort.left >= 0:
            self.limit = min(best.time for best in self._within())
        if self.limit is not None:
            self._try_all_by((self.limit[0], self.limit[1] + 1))

    def _try_all_by(self, limit: Axis | None) -> None:
        """Try all that could be better than what is known and is faster than a limit."""
        self.limit = limit
        self._aim()
        for steps in self.routes(self.cheap):
            self.try_route(steps)

    def find_any(self, most: int = ENDLESS) -> bool:
        """Look for any plan that is fast enough, unless one is known; is there, may there be one?

        With a plan to beat, all that costs more than it need not be looked at.

        Args:
            most: The effort after which it is left open whether there is one.
        """
        if self._within():
            return True
        self._aim()
        end = self.effort.left - most
        for steps in self.routes(self.soon):
            self.try_route(steps)
            if self._within() or self.effort.left < end:
                return True
        return False

    def _aim(self) -> None:
        """Leave aside what cannot be done in time for a plan that is fast enough."""
        day = self.problem.last
        if self.limit is not None and not self.limit[0]:
            day = self.limit[1] - 1
        self.tried.clear()
        self.left_slow.clear()
        self.bounds.by(day)
        # No plan costs more than there is to pay it with when the goal is reached.
        purse = Purse.of(self.problem)
        self.most = min(self.budget, purse.holds(day)) if purse else self.budget

    def least(self) -> tuple[Axis, Axis]:
        """Return a time and a cost that no plan is better than, though not all was tried."""
        targets = frozenset(name for name in self.problem.targets if name in self.problem.tasks)
        self.bounds.by(self.problem.last)
        time = self.bounds.time.finish(Partial(targets))
        cost = self.bounds.full_cost(Partial(targets))
        if self.front:
            time = min(time, *(best.time for best in self.front))
            cheapest = min(best.cost for best in self.front)
            cost = cheapest if self.cheapest_proved else min(cost, cheapest)
        return time, cost

    def _within(self) -> list[Candidate]:
        """Return the plans found that are fast enough for this part of the sweep."""
        return [best for best in self.front if self.limit is None or best.time < self.limit]

    def soon(self, name: str) -> float:
        """Return the first day on which a step can be done; NEVER when there is none."""
        return self.bounds.time.always.finishes.get(name, NEVER)

    def cheap(self, name: str) -> float:
        """Return about what a step costs with what it needs; what is shared counts twice."""
        return self.looks.get(name, NEVER)

    def may_win(self, partial: Partial, *, whole: bool = False) -> bool:
        """Tell whether a plan with these steps can hold and is not beaten already."""
        steps = partial.steps
        if not self.effort.spend(1):
            return False
        is_too_dear = self.most < ENDLESS and self.bounds.money(steps) > self.most
        if is_too_dear or not self._keeps_wishes(partial, whole=whole):
            return False
        time = self.bounds.time.finish_of(steps) if whole else self.bounds.time.finish(partial)
        if not self._useful(steps, time, self.bounds.cost(steps)):
            return False
        if whole or not self.effort.spend(LOOKING_AHEAD):
            return whole
        if self.most < ENDLESS and self.bounds.full_money(partial) > self.most:
            return False
        cost = self.bounds.full_cost(partial)
        return self._useful(steps, time, cost)

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

    def _useful(self, steps: Steps, time: Axis, cost: Axis) -> bool:
        if time[1] > self.problem.last or (self.limit is not None and time >= self.limit):
            return False
        if cost > self.dearest:
            return False
        within = self._within()
        if not within:
            return True
        weight = self._weight(steps)
        return not any(
            (best.cost, best.time, best.ties[:2]) < (cost, time, weight) for best in within
        )

    def extras(self, partial: Partial) -> list[str]:
        """Return the steps that could make a set cheaper or faster, in order."""
        steps = partial.steps
        found, too_late = self.tried.get(steps, (None, (Node(),)))
        offers = None
        if found is None:
            offers = relief(self.problem, self.bounds, partial, too_late)
        if offers is None:
            offers = set(givers(self.problem, steps))
            if found is None or found[0] > self.bounds.cost_of(steps):
                offers.update(*(steps_in(self.bounds.needs[name]) for name in steps))
            else:
                self.left_slow.append(found)
        return [name for name in self.problem.tasks if name in offers - steps - partial.out]

    def _weight(self, steps: Steps) -> tuple[Fraction | int, int]:
        return sum(self.problem.tasks[name].hours for name in steps), len(steps)

    def try_route(self, steps: Steps) -> None:
        """Schedule a route, first without waiting for discounts, then with each."""
        if not self.may_win(Partial(steps), whole=True):
            return
        route = [name for name in self.problem.tasks if name in steps]
        cost = self.bounds.cost(steps)
        unknown = len(steps & self.bounds.time.unknown)
        extra = spare(self.problem, steps, self.requires)

        def worth(finish: int) -> bool:
            return self._useful(steps, (unknown, finish), cost)

        # A step that is late for want of money may get a discount that it did not wait for,
        # and be early with less money if it does wait for it; so both are tried.
        may_slip = self.problem.learner.savings is not None
        pairs = waits(self.problem, steps)
        tried: set[frozenset[Wait]] = set()
        todo: list[frozenset[Wait]] = [frozenset()]
        best: tuple[Axis, int] | None = None
        while todo:
            chosen = todo.pop()
            if chosen in tried:
                continue
            tried.add(chosen)
            outcome = self._schedule(route, chosen, cost, worth)
            made = outcome.schedule
            if not chosen:
                self.tried[steps] = None, outcome.too_late
            if made is not None:
                found = made.price, made.finish
                best = min(best or found, found)
                self.tried[steps] = best, None
            if made is not None and (not extra or is_lean(self.problem, made)):
                self._keep(made)
            if made is None and not may_slip:
                continue
            todo += [
                chosen | {pair}
                for pair in pairs
                if pair not in chosen and (made is None or may_slip or not made.has_before(*pair))
            ]

    def _schedule(
        self, route: Sequence[str], waiting: frozenset[Wait], cost: Axis, worth: Worth
    ) -> Outcome:
        given = Effort(max(0, min(self.effort.left, FOR_ONE_ROUTE)))
        before = given.left
        outcome = best_schedule(self.problem, route, waiting, cost, given, worth)
        self.effort.left -= before - given.left
        self.complete = self.complete and given.left >= 0
        return outcome

    def _keep(self, made: Schedule) -> None:
        if made.cost > self.budget:
            return
        candidate = Candidate.of(self.problem, made)
        if any(best.beats(candidate) for best in self.front):
            return
        self.front = [best for best in self.front if not candidate.beats(best)]
        self.front.append(candidate)
