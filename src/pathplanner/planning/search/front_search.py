"""The exact trade-off front of finish against cost (see "Which plan is best")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathplanner.model.learner import Prefer
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.landmarks import Partial
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.earliest import Effort
from pathplanner.planning.schedule.placing import Axis
from pathplanner.planning.search.attempts import (
    AT_FIRST,
    FOR_ONE_ROUTE,
    SOONEST,
    Aim,
    Attempts,
    Key,
)
from pathplanner.planning.search.choices import Choices, Steps
from pathplanner.planning.search.front import Answer, Before, Candidate, Learned, Scale
from pathplanner.planning.search.no_choice import FREE, without_choice
from pathplanner.planning.search.programs import Programs, has_many_ways
from pathplanner.planning.search.routes import Routes

EFFORT = 50_000
"""Effort spent before the search stops with a good plan and a bound."""

EAGER = 2
"""How often any faster plan is looked for before it is asked how fast one could be."""


def solve(
    problem: Problem,
    limit: int = EFFORT,
    only: Prefer | None = None,
    bounds: Bounds | None = None,
    *,
    or_good: bool = True,
    hints: Sequence[Steps] = (),
    before: Before | None = None,
) -> Answer:
    """Return the trade-off front of a problem whose targets are not all held.

    Args:
        problem: The problem.
        limit: How much effort may be spent; `plan` says what counts how much.
        only: `fastest`, `cheapest` or `balanced` when just that plan of the front is wanted,
            which takes less time; the front then holds it and perhaps other plans.
        bounds: Those of a problem with the same steps, if they are known.
        or_good: Whether plans that are only good will do where effort runs out.
        hints: Sets of steps that are likely to be best, to be looked at first.
        before: What is known beforehand.
    """
    if answer := without_choice(problem, limit):
        return answer
    search = FrontSearch(problem, Effort(limit), bounds, before)
    search.or_good, search.hints = or_good, hints
    if all(name in problem.tasks for name in problem.targets):
        search.look(limit, only)
    front: list[Candidate] = []
    for one in sorted(search.front, key=lambda c: (c.time, c.cost)):
        # What was found when effort ran out may be beaten by what was found before.
        if not any(other.beats(one) for other in front):
            front.append(one)
    learned = Learned(problem, search.bounds, search.made, search.kept)
    proved = search.is_whole if search.front else search.complete and search.effort.left >= 0
    least = (front[0].time, front[-1].cost) if proved and front else search.least()
    return Answer(
        front,
        proved,
        *least,
        learned,
        fastest_proved=proved or search.fastest_proved,
        cheapest_proved=proved or search.cheapest_proved,
        spent=limit - max(0, search.effort.left),
        gap=None if proved else search.gap(front),
    )


def find_any(
    problem: Problem,
    limit: int = EFFORT,
    bounds: Bounds | None = None,
    *,
    or_good: bool = True,
    before: Before | None = None,
) -> Answer:
    """Return a front of any plan that holds; this takes less time than to find the best.

    Where it is empty, `proved` tells whether it is certain that no plan holds.
    """
    search = FrontSearch(problem, Effort(limit), bounds, before)
    search.or_good = or_good
    if all(name in problem.tasks for name in problem.targets):
        search.find_any()
    left = search.effort.left
    proved = search.complete and left >= 0
    return Answer(search.front[:1], proved, FREE, FREE, spent=limit - max(0, left))


MORE_EAGER = 5
"""The same where a round takes little."""


class FrontSearch(Attempts):
    """A search for the plans that no other beats.

    It goes in rounds. Each has an aim: the cheapest plan, any plan that is faster than one
    known and no dearer, or the one with the least in it of those as fast and as cheap.

    Attributes:
        programs: Makes linear programs, once there are any.
        hints: Sets of steps that are likely to be best.
        least_time, least_cost: What no plan is better than; None where that is not certain.
        cheapest_proved, fastest_proved, is_whole: Whether it is certain that no plan is
            cheaper, that none is faster, and that all that was asked for is there.
        known_to: The plan from which on to the cheapest the front is all there.
    """

    def __init__(
        self,
        problem: Problem,
        effort: Effort,
        bounds: Bounds | None = None,
        before: Before | None = None,
    ) -> None:
        super().__init__(problem, effort, bounds, before)
        # The programs of what to choose know no two steps that ask for each other.
        self.by_programs = not problem.is_ringed and has_many_ways(self)
        self.programs: Programs | None = None
        self.hints: Sequence[Steps] = ()
        self.least_time: Axis | None = None
        self.least_cost: Axis | None = None
        self.cheapest_proved = self.fastest_proved = self.is_whole = False
        self.known_to: Candidate | None = None

    def look(self, limit: int, only: Prefer | None) -> None:
        """Find the front, or one end of it; where that is hard, both ends first.

        Args:
            limit: How much effort may be spent in all.
            only: The end that is wanted; None for the front.
        """
        if only not in (Prefer.FASTEST, Prefer.CHEAPEST, Prefer.BALANCED):
            only = None
        if self.by_programs and only in (None, Prefer.BALANCED):
            self.both_ends(limit)
            return
        self._one_way(only)
        if not self.is_whole and not self.problem.is_ringed:
            # What is found on the way to the other end may be better here, too.
            self.both_ends(limit // 2)

    def _one_way(self, only: Prefer | None) -> None:
        if not self.by_programs and only is Prefer.BALANCED:
            self._between()
        elif not self.by_programs:
            self._in_passes(only)
        elif only is Prefer.FASTEST:
            self.hurry()
        else:
            self.sweep(ends_at_cheapest=only is Prefer.CHEAPEST)
        self.is_whole = self.complete and self.effort.left >= 0

    def _in_passes(self, only: Prefer | None) -> None:
        """Find the front, or one end of it, plan by plan: each time the best of all left."""
        limit = None
        while self.effort.left >= 0:
            by = self._by_time if only is Prefer.FASTEST else self._by_cost
            # With some plan that is fast enough all that costs more need not be looked at.
            best = self.best_by(
                by, limit, is_soon=only is Prefer.FASTEST, any_first=limit is not None
            )
            is_first, is_sure = not self.front, self.complete and self.effort.left >= 0
            if best is not None:
                self.front = [best, *self.front]
            if best is not None and is_first and is_sure:
                self.least_cost = best.cost if only is not Prefer.FASTEST else None
                self.least_time = best.time if only is Prefer.FASTEST else None
            if best is None or only in (Prefer.FASTEST, Prefer.CHEAPEST):
                return
            limit = best.time

    def _between(self) -> None:
        """Find both ends of the front, and what is best between them."""
        cheapest = self.best_by(self._by_cost, None, is_soon=False)
        if cheapest is None:
            return
        self.front = [cheapest]
        fastest = self.best_by(self._by_time, None, is_soon=True) or cheapest
        ends = [fastest, cheapest]
        scale = Scale.of(ends)

        def far(steps: Steps, time: Axis, cost: Axis) -> tuple[object, ...]:
            return scale.far(time, cost), time, self.tie_of(steps)

        best = self.best_by(far, None, is_soon=False) or fastest
        self.front = [
            c for n, c in enumerate((fastest, best, cheapest)) if n in (0, 2) or c not in ends
        ]

    def _by_time(self, steps: Steps, time: Axis, cost: Axis) -> tuple[object, ...]:
        return time, cost, self.tie_of(steps)

    def _by_cost(self, steps: Steps, time: Axis, cost: Axis) -> tuple[object, ...]:
        return cost, time, self.tie_of(steps)

    def best_by(
        self,
        key: Key,
        limit: Axis | None,
        *,
        is_soon: bool,
        any_first: bool = False,
        least: int | None = None,
    ) -> Candidate | None:
        """Return the plan with the least key that is faster than a limit, or None.

        Args:
            key: By what plans are compared.
            limit: A plan must be faster; None for no such limit.
            is_soon: Whether what is faster has less, so that one plan rules out all slower ones.
            any_first: Whether any plan that is fast enough is looked for before the best.
            least: A day before which no plan ends, if one is known.
        """
        self.key, self.found, self.limit, self.floor = key, None, limit, SOONEST
        self.recall()
        if is_soon:
            self._hasten(self.problem.start if least is None else least)
        elif any_first and self.found is None:
            self.aim = Aim.SOON
            self._round()
        self.aim = Aim.CHEAP
        if self.found is not None or not (is_soon or any_first):
            self._round()
        found, self.key = self.found, None
        return found

    def _hasten(self, least: int) -> None:
        """Find a plan that is as fast as any, in ever smaller steps, and set the limit by it.

        Args:
            least: A day before which no plan ends.
        """
        self.aim = Aim.SOON
        if self.found is None:
            self._round()
        best, turns = self.found, 0
        if best is not None and not best.time[0]:
            least = max(least, self._least_day())
        while best is not None and self.effort.left >= 0:
            unknown, day = best.time
            if least >= day and not unknown:
                break
            # A plan with fewer unknown lengths counts as faster, however late it ends.
            is_eager = unknown > 0 or turns < MORE_EAGER
            turns += 1
            end = day if is_eager else (least + day - 1) // 2 + 1
            self.found, self.limit = None, (unknown, end)
            self._round()
            if self.found is not None:
                best = self.found
            elif is_eager:
                break
            else:
                least = end
        if best is not None:
            self._take(best)
            self.limit = best.time[0], best.time[1] + 1
            self.floor = best.time if self.effort.left >= 0 else SOONEST

    def _least_day(self) -> int:
        """Return a day before which no plan ends."""
        self.bounds.by(self.problem.last)
        targets = frozenset(name for name in self.problem.targets if name in self.problem.tasks)
        return self.bounds.time.finish(Partial(targets))[1]

    def recall(self) -> None:
        """Keep what is known already of the plan that is looked for."""
        for made in self.lean:
            self._keep(made)
        self.aim = Aim.CHEAP
        for steps in self.hints:
            if steps <= self.problem.tasks.keys():
                self.try_route(steps)

    def sweep(self, *, ends_at_cheapest: bool) -> None:
        """Find the front: the cheapest plan, then the cheapest that is faster, and so on."""
        best = self._cheapest()
        self._is_cheapest(best)
        if best and ends_at_cheapest:
            self._fewest(self._soonest(best, best.cost))
            return
        self._go_on_from(best)

    def _go_on_from(self, best: Candidate | None, fastest: Candidate | None = None) -> None:
        """Find the points of the front that are faster than one, up to the fastest if known."""
        while best and self.effort.left >= 0 and (fastest is None or best.time > fastest.time):
            faster = self._cheapest(best.time)
            if faster and faster.cost <= best.cost:
                # For the same money some plan is the fastest.
                best = self._soonest(faster, faster.cost)
                faster = self._cheapest(best.time)
            best = self._fewest(best)
            if self.complete and self.effort.left >= 0:
                self.known_to = best
            best = faster

    def _is_cheapest(self, best: Candidate | None) -> None:
        if best and self.complete and self.effort.left >= 0:
            self.least_cost = best.cost

    def both_ends(self, limit: int) -> None:
        """Find the cheapest plan and the fastest, and then the front; each with its own effort.

        Args:
            limit: How much effort may be spent in all.
        """
        self.by_programs = True
        self._with_effort(limit // 3)
        self.sweep(ends_at_cheapest=True)
        self.cheapest_proved = self.complete and self.effort.left >= 0
        left = max(0, self.effort.left)
        self._with_effort(limit // 3 + left)
        self.hurry()
        self.fastest_proved = self.complete and self.effort.left >= 0
        left = max(0, self.effort.left)
        if not self.front or not (self.cheapest_proved and self.fastest_proved):
            return
        self._with_effort(limit // 3 + left)
        fastest = min(self.front, key=lambda c: (c.time, c.cost, c.ties))
        self._go_on_from(min(self.front, key=lambda c: (c.cost, c.time, c.ties)), fastest)
        self.is_whole = self.complete and self.effort.left >= 0

    def gap(self, front: Sequence[Candidate]) -> tuple[Candidate | None, Candidate | None] | None:
        """Return between which plans of a front that is not all there more may be."""
        if not front:
            return None
        cheapest = self.known_to or front[-1]
        return (
            front[0] if self.fastest_proved else None,
            cheapest if self.cheapest_proved else None,
        )

    def _with_effort(self, limit: int) -> None:
        self.effort.left, self.complete = limit, True

    def _cheapest(self, limit: Axis | None = None, dearest: Axis | None = None) -> Candidate | None:
        """Find the cheapest plan that is faster than a limit and costs no more than another."""
        self.limit, self.dearest, self.aim = limit, dearest, Aim.CHEAP
        self._round()
        return self.best_so_far()

    def _fewest(self, best: Candidate) -> Candidate:
        """Find the plan with the least in it that is as fast and as cheap as one."""
        self.aim = Aim.FEW
        self.limit, self.dearest = (best.time[0], best.time[1] + 1), best.cost
        self._round()
        return self.best_so_far() or best

    def hurry(self) -> None:
        """Find the fastest plan, and of those the cheapest, and of those the one with least."""
        self.find_any()
        found = self.best_so_far()
        if found is None:
            return
        best = self._soonest(found)
        if self.complete and self.effort.left >= 0:
            self.least_time = best.time
        self._fewest(self._cheapest((best.time[0], best.time[1] + 1)) or best)

    def _soonest(self, best: Candidate, dearest: Axis | None = None) -> Candidate:
        """Find the fastest plan that costs no more than another, in ever smaller steps.

        Args:
            best: One such plan.
            dearest: What it may cost; None for any cost.
        """
        self.dearest = dearest
        least, turns = self.problem.start, 0
        while self.effort.left >= 0:
            unknown, day = best.time
            # A plan with fewer unknown lengths counts as faster, however late it ends.
            is_eager = unknown > 0 or turns < EAGER
            if turns == EAGER and not is_eager:
                least = self._least_end(unknown, day)
            if least >= day and not unknown:
                return best
            aim = day - 1 if is_eager else least if turns == EAGER else (least + day - 1) // 2
            turns += 1
            if not unknown and self._last_end(aim) < least:
                least = aim + 1
                continue
            self.limit, self.aim = (unknown, aim + 1), Aim.SOON
            self._round()
            found = self.best_so_far()
            if found is not None:
                turns = turns if found.time[0] == unknown else 0
                best = found
            elif unknown:
                return best
            else:
                least = aim + 1
        return best

    def _may_end_by(self, limit: Axis) -> bool:
        """Tell whether the bounds allow a plan that is faster than a limit."""
        self.limit, self.aim = limit, Aim.SOON
        choices = self._choices()
        return choices is not None and (isinstance(choices, Routes) or choices.may_be())

    def _least_end(self, unknown: int, day: int) -> int:
        """Return the first day on which the bounds allow a plan to end; there is one by `day`."""
        low = self.problem.start
        while low < day:
            middle = (low + day) // 2
            if self._may_end_by((unknown, middle + 1)):
                day = middle
            else:
                low = middle + 1
        return low

    def find_any(self) -> None:
        """Find any plan, if there is one."""
        self.limit, self.dearest, self.aim = None, None, Aim.SOON
        self._round()

    def _round(self) -> None:
        """Try all that could be better by the aim than what is known."""
        complete = self.complete
        for most in (AT_FIRST, FOR_ONE_ROUTE) if self.aim is Aim.SOON else (FOR_ONE_ROUTE,):
            self.for_one_route, self.complete = most, True
            for steps in self._sets() if self.effort.left >= 0 else ():
                self.try_route(steps)
                if self.is_enough:
                    # What was given up before it was found makes no difference.
                    self.complete = complete
                    return
            if self.complete:
                break
        self.complete = self.complete and complete

    def _sets(self) -> Iterable[Steps]:
        """Return the sets of steps that could be of use, for the aim, the most hopeful first."""
        return self._choices() or ()

    def _choices(self) -> Choices | Routes | None:
        problem, bounds = self.problem, self.bounds
        day = problem.last
        if self.limit is not None and not self.limit[0]:
            day = self.limit[1] - 1
        day = self._last_end(day)
        self.tried.clear()
        bounds.by(day)
        # No plan costs more than there is to pay it with when the goal is reached.
        # With pay that comes in, that is more, by the days of jobs.
        purse = None if problem.wages else Purse.of(problem)
        self.most = min(self.budget, purse.holds(day)) if purse else self.budget
        if self.by_programs:
            return self._made_programs().choices(day)
        order = self.soon if self.aim is Aim.SOON else self.cheap
        return Routes(problem, bounds.needs, self.may_win, self.extras, order, bounds.cost)

    def _made_programs(self) -> Programs:
        if self.programs is None:
            self.programs = Programs(self)
        return self.programs

    def _last_end(self, day: int) -> int:
        """Return the last day up to a day on which the goal could be done, by its intakes."""
        return self._made_programs().last_end(day) if self.by_programs else day

    def least(self) -> tuple[Axis, Axis]:
        """Return a time and a cost that no plan is better than, though not all was tried."""
        targets = frozenset(name for name in self.problem.targets if name in self.problem.tasks)
        self.bounds.by(self.problem.last)
        time = self.bounds.time.finish(Partial(targets))
        cost = self.bounds.full_cost(Partial(targets))
        if self.front:
            time = self.least_time or min(time, *(best.time for best in self.front))
            cost = self.least_cost or min(cost, *(best.cost for best in self.front))
        return time, cost
