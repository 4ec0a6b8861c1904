"""Points of the trade-off front of finish against cost, and which of them is best."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from pathplanner.model.learner import Prefer
from pathplanner.planning.bounds.combined import Bounds
from pathplanner.planning.bounds.soonest import Earliest
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.earliest import Outcome, Worth
from pathplanner.planning.schedule.placing import Axis, Schedule, Wait, first_pay
from pathplanner.planning.schedule.timing import NEVER
from pathplanner.planning.search.routes import Steps

YEARS_100 = 36_525
TEN_MILLION = 1_000_000_000
"""What an open time and an open price weigh when `balanced` scales the axes."""


@frozen(eq=False)
class Candidate:
    """A route with its schedule and all that it is judged by."""

    schedule: Schedule
    time: Axis
    cost: Axis
    ties: tuple[Fraction | int, int, tuple[str, ...]]
    study: tuple[int, Fraction | int]
    """How many steps have study of unknown hours, and the known hours of all."""
    pay: Axis
    """Open times before the first job, and its day; NEVER without one or if not asked."""

    @classmethod
    def of(cls, problem: Problem, made: Schedule) -> Candidate:
        """Return a schedule with all that it is judged by."""
        tasks = [problem.tasks[name] for name in made.starts]
        unknown = sum([task.time_open for task in tasks])
        hours = sum([task.hours for task in tasks])
        ties = hours, len(tasks), tuple(sorted(made.starts))
        study = sum([task.hours_unknown for task in tasks]), hours
        is_asked = problem.prefer is Prefer.FIRST_PAY
        pay = first_pay(problem, made.finishes) if is_asked else (NEVER, NEVER)
        return cls(made, (unknown, made.finish), made.price, ties, study, pay)

    @property
    def steps(self) -> Steps:
        """Ids of its steps."""
        return frozenset(self.schedule.starts)

    def beats(self, other: Candidate) -> bool:
        """Tell whether it is as good on both axes, and by the ties when they are equal."""
        if self.time > other.time or self.cost > other.cost:
            return False
        return (self.time, self.cost, self.ties) <= (other.time, other.cost, other.ties)


Made = dict[tuple[Steps, frozenset[Wait]], Schedule]
"""The best schedule of each set of steps with what it waits for."""


class Kept:
    """What came of scheduling routes, for problems of one person that differ in some facts.

    A route comes to the same wherever all its tasks are the very same.
    """

    def __init__(self) -> None:
        self._best: dict[object, Schedule] = {}
        self._none: dict[object, tuple[int, Outcome]] = {}

    def outcome(
        self, problem: Problem, steps: Steps, waiting: frozenset[Wait], worth: Worth
    ) -> Outcome | None:
        """Return what comes of a route, or None where that is not known."""
        route = _route_of(problem, steps, waiting)
        made = self._best.get(route)
        if made is not None and worth(made.finish):
            return Outcome(made)
        if made is not None and problem.learner.savings is not None:
            return Outcome(None)
        last, outcome = self._none.get(route, (problem.last, None))
        return None if worth(last + 1) else outcome

    def keep(
        self,
        problem: Problem,
        steps: Steps,
        waiting: frozenset[Wait],
        worth: Worth,
        outcome: Outcome,
    ) -> None:
        """Keep what came of a route, which is certain."""
        route = _route_of(problem, steps, waiting)
        if outcome.schedule is not None:
            self._best[route] = outcome.schedule
            return
        low, high = problem.start - 1, problem.last
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if worth(middle) else (low, middle - 1)
        if route not in self._none or self._none[route][0] < low:
            self._none[route] = low, outcome


def _route_of(problem: Problem, steps: Steps, waiting: frozenset[Wait]) -> object:
    return frozenset([problem.tasks[name] for name in steps]), waiting, problem.pay_within


@frozen(eq=False)
class Learned:
    """What a search found out of a problem, for questions that change it a little."""

    problem: Problem
    bounds: Bounds
    made: Made
    kept: Kept


@frozen(eq=False)
class Before:
    """What is known beforehand of a problem that differs in some facts from others.

    Attributes:
        kept: The schedules of routes.
        time: The bounds on the finish, if they are known.
    """

    kept: Kept
    time: Earliest | None = None


@frozen(eq=False)
class Answer:
    """What the search found.

    Attributes:
        front: The trade-off front, earliest finish first; empty when no plan holds.
        proved: Whether nothing was left untried that could be better.
        best_time, best_cost: No plan is better than these on one axis.
        learned: What was found out; None where nothing was searched for.
        fastest_proved, cheapest_proved: Whether that end of the front is certain.
        spent: About how much effort was spent.
        gap: The faster and the slower plan of the front between which there may be more, each
            None where it is not certain; None when the front is all there.
    """

    front: Sequence[Candidate]
    proved: bool
    best_time: Axis
    best_cost: Axis
    learned: Learned | None = None
    fastest_proved: bool = False
    cheapest_proved: bool = False
    spent: int = 0
    gap: tuple[Candidate | None, Candidate | None] | None = None

    def is_proved(self, wish: Prefer) -> bool:
        """Tell whether the plan that is best by a wish is certain."""
        if wish is Prefer.FASTEST:
            return self.proved or self.fastest_proved
        return self.proved or (wish is Prefer.CHEAPEST and self.cheapest_proved)


def choose(front: Sequence[Candidate], prefer: Prefer) -> Candidate:
    """Return the best point of a front, by the rules for `prefer`."""
    if prefer is Prefer.FASTEST:
        return min(front, key=lambda c: (c.time, c.cost, c.ties))
    if prefer is Prefer.CHEAPEST:
        return min(front, key=lambda c: (c.cost, c.time, c.ties))
    if prefer is Prefer.FEWEST_HOURS:
        return min(front, key=lambda c: (c.study, c.time, c.cost, c.ties))
    if prefer is Prefer.FIRST_PAY:
        return min(front, key=lambda c: (c.pay, c.time, c.cost, c.ties))
    scale = Scale.of(front)
    return min(front, key=lambda c: (scale.far(c.time, c.cost), c.time))


@frozen
class Scale:
    """The axes of a front, on which `balanced` measures how far a plan is from the best of both.

    Attributes:
        day, cost: The least of the front on each axis.
        wide, high: How far the front reaches on each axis, at least 1.
    """

    day: int
    cost: int
    wide: int
    high: int

    @classmethod
    def of(cls, front: Sequence[Candidate]) -> Scale:
        """Return the axes of a front."""
        return cls.of_points([(c.time, c.cost) for c in front])

    @classmethod
    def of_points(cls, points: Sequence[tuple[Axis, Axis]]) -> Scale:
        """Return the axes of plans by their time and cost: from the fastest to the cheapest."""
        ends = min(points), min(points, key=lambda point: point[::-1])
        days = [days_of(time) for time, _ in ends]
        costs = [cost_of(cost) for _, cost in ends]
        wide, high = max(days) - min(days) or 1, max(costs) - min(costs) or 1
        return cls(min(days), min(costs), wide, high)

    def far(self, time: Axis, cost: Axis) -> int:
        """Return how far a plan is from the best of both, squared."""
        # Whole numbers keep the comparison exact: both axes times both widths.
        late, dear = max(0, days_of(time) - self.day), max(0, cost_of(cost) - self.cost)
        return (late * self.high) ** 2 + (dear * self.wide) ** 2


def days_of(time: Axis) -> int:
    """Return a time in days, in which one that is open counts for very long."""
    return time[0] * YEARS_100 + time[1]


def cost_of(cost: Axis) -> int:
    """Return a cost in hundredths, in which an unknown price counts for very much."""
    return cost[0] * TEN_MILLION + cost[1]
