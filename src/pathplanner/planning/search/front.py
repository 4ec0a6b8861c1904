"""Points of the trade-off front of finish against cost, and which of them is best."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from pathplanner.model.learner import Prefer
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Axis, Schedule, first_pay
from pathplanner.planning.search.routes import Steps

YEARS_100 = 36_525
TEN_MILLION = 1_000_000_000
"""What an unknown length and an unknown price weigh when `balanced` scales the axes."""


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
    """Unknown lengths before the first job that is done, and its day; NEVER without a job."""

    @classmethod
    def of(cls, problem: Problem, made: Schedule) -> Candidate:
        """Return a schedule with all that it is judged by."""
        tasks = [problem.tasks[name] for name in made.starts]
        unknown = sum([task.length_unknown for task in tasks])
        hours = sum([task.hours for task in tasks])
        ties = hours, len(tasks), tuple(sorted(made.starts))
        study = sum([task.hours_unknown for task in tasks]), hours
        pay = first_pay(problem, made.finishes)
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


@frozen(eq=False)
class Answer:
    """What the search found.

    Attributes:
        front: The trade-off front, earliest finish first; empty when no plan holds.
        proved: Whether nothing was left untried that could be better.
        best_time, best_cost: No plan is better than these on one axis.
    """

    front: Sequence[Candidate]
    proved: bool
    best_time: Axis
    best_cost: Axis


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
    days = [c.time[0] * YEARS_100 + c.time[1] for c in front]
    costs = [c.cost[0] * TEN_MILLION + c.cost[1] for c in front]
    # Whole numbers keep the comparison exact: both axes times both widths.
    wide, high = max(days) - min(days) or 1, max(costs) - min(costs) or 1
    far = [
        ((day - min(days)) * high) ** 2 + ((cost - min(costs)) * wide) ** 2
        for day, cost in zip(days, costs, strict=True)
    ]
    return min(zip(far, front, strict=True), key=lambda item: (item[0], item[1].time))[1]
