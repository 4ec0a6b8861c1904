"""The exact trade-off front of finish against cost (see "Which plan is best")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from math import comb, lcm

from attrs import frozen

from pathplanner.model.learner import Prefer
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.cover import Cover
from pathplanner.planning.bounds.landmarks import Landmarks, Partial
from pathplanner.planning.bounds.lateness import relief
from pathplanner.planning.bounds.prices import UNKNOWN_PRICE
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.earliest import Effort, Outcome, Worth, best_schedule
from pathplanner.planning.schedule.placing import Axis, Node, Schedule, Wait
from pathplanner.planning.schedule.remaining import least_days
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.choices import Choices, Steps, bits
from pathplanner.planning.search.front import Answer, Candidate, Learned, Made
from pathplanner.planning.search.no_choice import FREE, without_choice
from pathplanner.planning.search.routes import Routes, givers, look, waits
from pathplanner.planning.search.superfluous import is_lean, spare

EFFORT = 50_000
"""Effort spent before the search stops with a good plan and a bound."""

FOR_ONE_ROUTE = 10_000
"""The most effort spent on the schedule of one route, so that others get their turn."""


class Aim(Enum):
    """What is looked for among the plans that are fast enough and cheap enough."""

    CHEAP = auto()
    SOON = auto()
    FEW = auto()


EAGER = 2
"""How often any faster plan is looked for before it is asked how fast one could be."""

FOR_A_START = 2_000
"""The most effort spent on finding some plan before all that could be best are looked at."""

FEW_WAYS = 30
"""With no more ways than this to choose k of n, alternatives are tried one by one."""

MOST_ENDS = 500
"""How many intakes of the goal are looked at."""

LOOKING_AHEAD = 5
"""The effort of finding out what must yet be added to a set of steps."""


def solve(
    problem: Problem,
    limit: int = EFFORT,
    only: Prefer | None = None,
    bounds: Bounds | None = None,
) -> Answer:
    """Return the trade-off front of a problem whose targets are not all held.

    Args:
        problem: The problem.
        limit: How much effort may be spent; `plan` says what counts how much.
        only: `fastest` or `cheapest` when just that end of the front is wanted, which
            takes less time; the front then holds it and perhaps other plans.
        bounds: Those of a problem with the same steps, if they are known.
    """
    if answer := without_choice(problem, limit):
        return answer
    search = FrontSearch(problem, Effort(limit), bounds)
    if all(name in problem.tasks for name in problem.targets):
        search.look(limit, only)
    front = sorted(search.front, key=lambda c: (c.time, c.cost))
    learned = Learned(problem, search.bounds, search.made)
    proved = search.is_whole if search.front else search.complete and search.effort.left >= 0
    least = (front[0].time, front[-1].cost) if proved and front else search.least()
    return Answer(
        front,
        proved,
        *least,
        learned,
        fastest_proved=proved or search.fastest_proved,
        cheapest_proved=proved or search.cheapest_proved,
    )


def find_any(problem: Problem, limit: int = EFFORT, bounds: Bounds | None = None) -> Answer:
    """Return a front of any plan that holds; this takes less time than to find the best.

    Where it is empty, `proved` tells whether it is certain that no plan holds.
    """
    search = FrontSearch(problem, Effort(limit), bounds)
    if all(name in problem.tasks for name in problem.targets):
        search.find_any()
    return Answer(search.front[:1], search.complete and search.effort.left >= 0, FREE, FREE)


class FrontSearch:
    """A search for the plans that no other beats.

    It goes in rounds. Each has an aim: the cheapest plan, any plan that is faster than one
    known and no dearer, or the one with the least in it of those as fast and as cheap.

    Attributes:
        front: The plans found that no other found beats.
        limit: A plan must be faster than this to be of use; None for no such limit.
        dearest: A plan must cost no more than this to be of use.
        aim: What is looked for in this round.
        budget, most: What a plan may cost, and may cost by the day that is aimed at, in
            hundredths of known prices.
        tried: For each set of steps the best price and finish with it, or why it is too late.
        complete: Whether no schedule was given up before all ways to make it were tried.
        made: The best schedule of each set of steps with what it waits for.
    """

    def __init__(self, problem: Problem, effort: Effort, bounds: Bounds | None = None) -> None:
        self.problem = problem
        self.effort = effort
        self.bounds = bounds or Bounds(problem)
        self.bounds.by(problem.last)
        self.made: Made = {}
        self.requires = dict(self.bounds.needs)
        self.front: list[Candidate] = []
        self.limit: Axis | None = None
        self.dearest: Axis | None = None
        self.aim = Aim.CHEAP
        self.tried: dict[Steps, tuple[tuple[Axis, int] | None, Sequence[Node] | None]] = {}
        self.left_slow: list[tuple[Axis, int]] = []
        self.complete = True
        self.cheapest_proved = self.fastest_proved = self.is_whole = False
        budget = problem.learner.budget
        self.budget = ENDLESS if budget is None else cents(budget)
        self.most = self.budget
        self.least_time: Axis | None = None
        self.least_cost: Axis | None = None
        self.jobs = [n for n, task in problem.tasks.items() if task.step.kind is Kind.JOB]
        self.cover: Cover | None = None
        self.is_catalogue = any(
            1 < asked < len(parts) and comb(len(parts), asked) > FEW_WAYS
            for asked, parts in zip(
                self.bounds.network.count, self.bounds.network.parts, strict=True
            )
        )
        self.looks: dict[str, float] = dict.fromkeys(problem.held, 0)
        # What a step needs comes before it among the tasks, so it has its look already.
        for name, need in self.requires.items():
            self.looks[name] = self.bounds.landmarks.weights[name] + look(need, self.cheap)

    @cached_property
    def _weights(self) -> Weights:
        return Weights.of(self.problem)

    def look(self, limit: int, only: Prefer | None) -> None:
        """Find the front, or one end of it; where that is hard, both ends first.

        Args:
            limit: How much effort may be spent in all.
            only: The end that is wanted; None for the front.
        """
        if self.is_catalogue and only is None:
            self.both_ends(limit)
            return
        if not self.is_catalogue:
            self._with_effort(limit // 2)
        self._one_way(only)
        if not self.is_whole:
            # The other end may have found what is better here, too.
            self.both_ends(limit if self.is_catalogue else limit // 2)

    def _one_way(self, only: Prefer | None) -> None:
        if only is Prefer.FASTEST:
            self.hurry()
        else:
            self.sweep(ends_at_cheapest=only is Prefer.CHEAPEST)
        self.is_whole = self.complete and self.effort.left >= 0

    def sweep(self, *, ends_at_cheapest: bool) -> None:
        """Find the front: the cheapest plan, then the cheapest that is faster, and so on."""
        best = self._cheapest()
        self._is_cheapest(best)
        if best and ends_at_cheapest and self.is_catalogue:
            self._fewest(self._soonest(best, best.cost))
            return
        while best and self.effort.left >= 0:
            cost = best.cost if ends_at_cheapest else None
            faster = self._cheapest(best.time, cost)
            if faster and faster.cost <= best.cost and self.is_catalogue:
                # For the same money some plan is the fastest.
                best = self._soonest(faster, faster.cost)
                faster = self._cheapest(best.time)
            if self.is_catalogue:
                self._fewest(best)
            best = faster

    def _is_cheapest(self, best: Candidate | None) -> None:
        if best and self.complete and self.effort.left >= 0:
            self.least_cost = best.cost

    def both_ends(self, limit: int) -> None:
        """Find the cheapest plan and the fastest, and then the front; each with its own effort.

        Args:
            limit: How much effort may be spent in all.
        """
        self.is_catalogue = True
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
        best: Candidate | None = min(self.front, key=lambda c: (c.cost, c.time, c.ties))
        while best and best.time > fastest.time and self.effort.left >= 0:
            faster = self._cheapest(best.time)
            if faster and faster.time > fastest.time and self.effort.left >= 0:
                faster = self._fewest(self._soonest(faster, faster.cost))
            best = faster
        self.is_whole = self.complete and self.effort.left >= 0

    def _with_effort(self, limit: int) -> None:
        self.effort.left, self.complete = limit, True

    def _cheapest(self, limit: Axis | None = None, dearest: Axis | None = None) -> Candidate | None:
        """Find the cheapest plan that is faster than a limit and costs no more than another."""
        self.limit, self.dearest = limit, dearest
        if self.is_catalogue:
            self.aim = Aim.CHEAP
            self._round()
            return self._best()
        if limit is not None and self._best() is None:
            # With a plan to beat, all that costs more need not be looked at.
            self.aim = Aim.SOON
            if not self._round(FOR_A_START):
                return None
        self.aim = Aim.CHEAP
        self._round()
        best = self._best()
        if best and any(p <= best.cost and day > best.time[1] for p, day in self.left_slow):
            # A step more may make such a set as fast as the best, with less in it.
            self.limit = best.time[0], best.time[1] + 1
            self._round()
            best = self._best()
        return best

    def _fewest(self, best: Candidate) -> Candidate:
        """Find the plan with the least in it that is as fast and as cheap as one."""
        self.aim = Aim.FEW
        self.limit, self.dearest = (best.time[0], best.time[1] + 1), best.cost
        self._round()
        return self._best() or best

    def hurry(self) -> None:
        """Find the fastest plan, and of those the cheapest, and of those the one with least."""
        self.find_any()
        found = self._best()
        if found is None:
            return
        best = self._soonest(found)
        if self.complete and self.effort.left >= 0:
            self.least_time = best.time
        best = self._cheapest((best.time[0], best.time[1] + 1)) or best
        if self.is_catalogue:
            self._fewest(best)

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
            if turns == EAGER:
                least = self._least_end(unknown, day)
            if least >= day:
                return best
            aim = day - 1 if turns < EAGER else least if turns == EAGER else (least + day - 1) // 2
            turns += 1
            if self._last_end(aim) < least:
                least = aim + 1
                continue
            self.limit, self.aim = (unknown, aim + 1), Aim.SOON
            self._round()
            found = self._best()
            if found is None:
                least = aim + 1
            else:
                if found.time[0] < unknown:
                    least, turns = self.problem.start, 0
                best = found
        return best

    def _last_end(self, day: int) -> int:
        """Return the last day up to a day on which the goal could be done, by its intakes."""
        if not self.is_catalogue:
            return day
        place = bisect_right(self._weights.ends, day)
        return self._weights.ends[place - 1] if place else day

    def _may_end_by(self, limit: Axis) -> bool:
        """Tell whether the bounds allow a plan that is faster than a limit."""
        self.limit, self.aim = limit, Aim.SOON
        choices = self._choices()
        return choices is not None and (not isinstance(choices, Choices) or choices.may_be())

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

    def _round(self, most: int = ENDLESS) -> bool:
        """Try all that could be better by the aim than what is known.

        Args:
            most: The effort after which any plan is looked for no longer.

        Returns:
            Whether there may be one.
        """
        choices = self._choices() if self.effort.left >= 0 else None
        end = self.effort.left - most
        for steps in choices or ():
            self.try_route(steps)
            if self.aim is Aim.SOON and (self._best() is not None or self.effort.left < end):
                return True
        return self._best() is not None

    def _choices(self) -> Choices | Routes | None:
        """Return the sets of steps that could be of use, for the aim; None: there are none."""
        problem, bounds = self.problem, self.bounds
        day = problem.last
        if self.limit is not None and not self.limit[0]:
            day = self.limit[1] - 1
        day = self._last_end(day)
        self.tried.clear()
        self.left_slow.clear()
        bounds.by(day)
        # No plan costs more than there is to pay it with when the goal is reached.
        purse = Purse.of(problem)
        self.most = min(self.budget, purse.holds(day)) if purse else self.budget
        if not self.is_catalogue:
            order = self.soon if self.aim is Aim.SOON else self.cheap
            return Routes(problem, bounds.needs, self.may_win, self.extras, order, bounds.cost)
        if self.cover is None or self.cover.network is not bounds.network:
            self.cover = Cover(problem, bounds.network)
            if self.cover.root is not None:
                self._add_landmarks(self.cover)
        cover = self.cover
        if cover.root is None:
            return None
        unknown = bounds.time.unknown
        rows = [cover.at_most(area, room) for area, room in bounds.study.spans(day)]
        if bounds.study.savings is not None:
            rows += [cover.at_most(prices, room) for prices, room in bounds.study.savings.rows(day)]
        if self.limit is not None and unknown:
            rows.append(cover.at_most(dict.fromkeys(unknown, 1), self.limit[0]))
        if self.most < ENDLESS:
            rows.append(cover.at_most(bounds.known_landmarks.weights, self.most + bounds.funding))
        if problem.hours_within:
            unclear, hours = problem.hours_within
            apart = sum(self._weights.hours.values()) + 1
            study = {
                n: self._weights.hours[n] + apart * t.hours_unknown
                for n, t in problem.tasks.items()
            }
            rows.append(cover.at_most(study, unclear * apart + int(hours * self._weights.parts)))
        if self.dearest is not None:
            rows.append(cover.at_most(bounds.landmarks.weights, self._weight_of(self.dearest)))
        weights = self.wanted()
        program, self.certain = cover.program(weights, [row for row in rows if row])
        return Choices(
            problem,
            cover,
            program,
            self.useless,
            self.may_win,
            self.extras,
            weights.__getitem__,
            bounds.cost,
        )

    def _add_landmarks(self, cover: Cover) -> None:
        """Tell the linear programs which steps every plan has one of."""
        goal = Partial(frozenset(cover.forced))
        lengths = Landmarks()
        lengths.use(cover.network, self._weights.lengths)
        sets = [*self.bounds.landmarks.sets(goal), *lengths.sets(goal)]
        cover.add_landmarks(dict.fromkeys(sets))

    def wanted(self) -> dict[str, int]:
        """Return what steps weigh by the aim, with what decides between sets that are alike."""
        names, ties, lengths = self.problem.tasks, self._weights.ties, self._weights.lengths
        costs = self.bounds.landmarks.weights
        if self.aim is Aim.FEW:
            return dict(ties)
        if self.aim is Aim.CHEAP:
            return {
                n: (costs[n] * self._weights.above_lengths + lengths[n]) * self._weights.above
                + ties[n]
                for n in names
            }
        unknown = self.bounds.time.unknown
        return {
            n: (((n in unknown) * self._weights.above_lengths + lengths[n]) << 80) + costs[n]
            for n in names
        }

    def _weight_of(self, cost: Axis) -> int:
        """Return the most that steps may weigh for a plan that costs no more than this."""
        return cost[0] * UNKNOWN_PRICE + cost[1] + self.bounds.funding

    def useless(self) -> int | None:
        """Return the sum of what is wanted from which on a set is of no use; None for none."""
        best = self._best()
        if best is None or self.aim is Aim.SOON:
            return None
        if self.aim is Aim.FEW:
            return sum([self._weights.ties[name] for name in best.steps]) - self.certain
        weight = self._weight_of(best.cost)
        if not best.cost[1]:
            weight = best.cost[0] * UNKNOWN_PRICE
        return weight * self._weights.above_lengths * self._weights.above - self.certain

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

    def _best(self) -> Candidate | None:
        """Return the best of the plans found that are fast and cheap enough for this round."""
        within = [
            best
            for best in self.front
            if (self.limit is None or best.time < self.limit)
            and (self.dearest is None or best.cost <= self.dearest)
        ]
        return min(within, key=lambda c: (c.cost, c.time, c.ties), default=None)

    def may_win(self, partial: Partial, *, whole: bool = False) -> bool:
        """Tell whether a plan with these steps can hold and is not beaten already."""
        steps = partial.steps
        if not self.effort.spend(1 if whole else 1 + LOOKING_AHEAD):
            return False
        is_too_dear = self.most < ENDLESS and self.bounds.money(steps) > self.most
        if is_too_dear or not self._keeps_wishes(partial, whole=whole):
            return False
        time = self.bounds.time.finish_of(steps) if whole else self.bounds.time.finish(partial)
        if not self._useful(steps, time, self.bounds.cost(steps)):
            return False
        return whole or self._useful(steps, time, self.bounds.full_cost(partial))

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
        if self.dearest is not None and cost > self.dearest:
            return False
        best = self._best()
        if best is None or self.aim is Aim.SOON:
            return True
        if self.aim is Aim.CHEAP and self.is_catalogue:
            return cost < best.cost
        if self.aim is Aim.CHEAP:
            weight = sum([self.problem.tasks[name].hours for name in steps]), len(steps)
            return (best.cost, best.time, best.ties[:2]) >= (cost, time, weight)
        return sum([self._weights.ties[name] for name in steps]) < sum(
            [self._weights.ties[name] for name in best.steps]
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
            if made is None and (outcome.never or not may_slip):
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
        outcome = best_schedule(
            self.problem, route, waiting, cost, given, worth, hasty=self.is_catalogue
        )
        self.effort.left -= before - given.left
        self.complete = self.complete and given.left >= 0
        if outcome.schedule is not None and outcome.is_best and given.left >= 0:
            self.made[frozenset(route), waiting] = outcome.schedule
        return outcome

    def _keep(self, made: Schedule) -> None:
        if made.cost > self.budget:
            return
        candidate = Candidate.of(self.problem, made)
        if any(best.beats(candidate) for best in self.front):
            return
        self.front = [best for best in self.front if not candidate.beats(best)]
        self.front.append(candidate)


@frozen(eq=False)
class Weights:
    """What steps weigh where k of n are to be chosen.

    Attributes:
        hours: Study hours in `parts` of an hour.
        ties: Hours, number of steps and order of the ids, in one number.
        lengths: The least days, at least one.
        above, above_lengths: More than the ties, or the lengths, of all steps together.
        ends: The days on which the goal can be done, where it has intakes.
    """

    hours: Mapping[str, int]
    parts: int
    ties: Mapping[str, int]
    lengths: Mapping[str, int]
    above: int
    above_lengths: int
    ends: Sequence[int]

    @classmethod
    def of(cls, problem: Problem) -> Weights:
        """Return what the steps of a problem weigh."""
        names = list(problem.tasks)
        order = bits(names)
        size = len(names) + len(names).bit_length() + 1
        parts = lcm(1, *(Fraction(task.hours).denominator for task in problem.tasks.values()))
        hours = {n: int(task.hours * parts) for n, task in problem.tasks.items()}
        ties = {n: (hours[n] << size) + order[n] for n in names}
        lengths = {n: max(1, least_days(t)) for n, t in problem.tasks.items()}
        above, longest = (1 << sum(found.values()).bit_length() for found in (ties, lengths))
        return cls(hours, parts, ties, lengths, above, longest, ends(problem))


def ends(problem: Problem) -> list[int]:
    """Return the days on which the goal can be done, where it has intakes; else none."""
    task = problem.tasks.get(problem.targets[0])
    if len(problem.targets) > 1 or task is None or task.begun is not None:
        return []
    found: list[int] = []
    day = problem.start
    while task.doors.intakes is not None and len(found) < MOST_ENDS:
        start = task.pace.start(day, task.doors)
        finish = task.pace.finish(start) if start < NEVER else NEVER
        if finish > problem.last:
            break
        found.append(finish)
        day = start + 1
    return sorted(found)
