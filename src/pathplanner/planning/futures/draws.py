"""One possible future of a step: numbers drawn between low and high, exams failed or not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt
from random import Random
from typing import TypeVar

from attrs import evolve, frozen

from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.step import Step
from pathplanner.model.waits import Wait
from pathplanner.planning.problem.problem import CENT, Task
from pathplanner.planning.problem.validity import wait_for_next
from pathplanner.planning.schedule.timing import NEVER, Pace, after, least_days_of

MOST_FAILURES = 3
"""An exam failed this often is passed the next time: nothing is known about later tries."""

T = TypeVar("T")


@frozen
class RetakenPace(Pace):
    """The pace of a step whose exam is taken again.

    Attributes:
        waits: What is waited for before each other try.
    """

    waits: tuple[tuple[Duration, ...], ...] = ()

    def finish(self, start: int) -> int:
        """Return the day on which the attempt that is passed counts, or NEVER."""
        return self._days(start)[1]

    def attempts(self, start: int) -> list[int]:
        """Return the day on which the first attempt counts, and that of each one after it."""
        return self._days(start)[0]

    def _days(self, start: int) -> tuple[list[int], int]:
        days = [finish := Pace.finish(self, start)]
        for waits in self.waits:
            if finish < NEVER:
                again = max([finish, *(after(wait, finish) for wait in waits)])
                again = self.workdays.next(again) if self.workdays and waits else again
                finish = self._settled(again, again)
            days.append(again if finish < NEVER else NEVER)
        return days, finish


def between(low: float, likely: float, high: float, chance: float) -> float:
    """Return the value below which a share `chance` of a triangular distribution lies.

    Written out with a square root only, which is the same on every machine.
    """
    if low == high:
        return likely
    share = (likely - low) / (high - low)
    if chance < share:
        return low + sqrt(chance * (high - low) * (likely - low))
    return high - sqrt((1 - chance) * (high - low) * (high - likely))


def draw(amount: T, chance: float) -> T:
    """Return an amount or a span with one exact value; what is no range stays as it is."""
    if isinstance(amount, Estimate) and amount.low < amount.high:
        value = between(float(amount.low), float(amount.likely), float(amount.high), chance)
        exact = Decimal(value).quantize(CENT, ROUND_HALF_UP)
        return evolve(amount, low=exact, likely=exact, high=exact)
    if isinstance(amount, Duration) and amount.low < amount.high:
        count = int(between(amount.low, amount.likely, amount.high, chance) + 0.5)
        return evolve(amount, low=count, likely=count, high=count)
    return amount


def drawn_task(task: Task, random: Random) -> Task:
    """Return the task in one future.

    The same number of random numbers is taken each time, so that one fact more or less
    about a step changes only what is drawn from it. A price and its discounts share one.
    """
    fails = [random.random() for _ in range(MOST_FAILURES)]
    step = _drawn_step(task.step, random.random)
    before, after = (_drawn_waits(told, random.random) for told in (task.before, task.after))
    task = evolve(task, before=before, after=after)
    rate = step.exam.pass_rate if step.exam else None
    failures = 0
    while rate is not None and failures < MOST_FAILURES and fails[failures] * 100 >= rate:
        failures += 1
    return failed(with_step(task, step), failures)


def at_share(task: Task, share: float) -> Task:
    """Return the task with every value at one share of its range: 0 for all low, 1 for all high."""
    return with_step(task, _drawn_step(task.step, lambda: share))


def failed(task: Task, times: int) -> Task:
    """Return the task with its exam failed some times first."""
    pace, exam = task.pace, task.step.exam
    if not times or exam is None:
        return task
    # A span of no days, so that the step no longer counts as one that takes no time.
    span = pace.span if pace.takes_time else Duration.exactly(0)
    # The tries that the learner told of count, too.
    stated = [wait_for_next(exam, task.failures + number) for number in range(1, times + 1)]
    waits = tuple(
        tuple(wait for wait in (one, task.revision) if wait is not None) for one in stated
    )
    return evolve(
        task,
        pace=RetakenPace(
            span=span,
            hours=pace.hours,
            weekly=pace.weekly,
            studies=pace.studies,
            pauses=pace.pauses,
            stretches=pace.stretches,
            afterwards=pace.afterwards,
            workdays=pace.workdays,
            ends_open=pace.ends_open,
            work=pace.work,
            cap=pace.cap,
            is_own=pace.is_own,
            weeks=pace.weeks,
            waits=waits,
        ),
    )


def with_step(task: Task, step: Step) -> Task:
    """Return the task with the numbers of a drawn step."""
    hours, span = task.pace.hours, task.pace.span
    if hours is not None and isinstance(step.study_hours, Estimate):
        hours = Fraction(step.study_hours.likely) or None
    if span is not None and isinstance(step.duration, Duration):
        span = step.duration if step.duration.likely else None
    afterwards = tuple(w.span for w in task.after if isinstance(w.span, Duration))
    if (hours, span, afterwards) == (task.pace.hours, task.pace.span, task.pace.afterwards):
        return evolve(task, step=step)
    pace = evolve(task.pace, hours=hours, span=span, afterwards=afterwards)
    if span is not None and pace.needed > least_days_of(span):
        # More hours than fit into the drawn span: then it lasts as long as the hours need.
        pace = evolve(pace, span=None)
    return evolve(task, step=step, pace=pace)


def _drawn_waits(waits: tuple[Wait, ...], chance: Callable[[], float]) -> tuple[Wait, ...]:
    return tuple(evolve(wait, span=draw(wait.span, chance())) for wait in waits)


def _drawn_step(step: Step, chance: Callable[[], float]) -> Step:
    duration, hours, waiting = chance(), chance(), chance()
    dues = chance()
    costs = []
    for cost in step.costs:
        luck = chance()
        less = tuple(evolve(d, price=draw(d.price, luck)) for d in cost.discounts)
        costs.append(evolve(cost, amount=draw(cost.amount, luck), discounts=less))
    return evolve(
        step,
        duration=draw(step.duration, duration),
        study_hours=draw(step.study_hours, hours),
        waiting=draw(step.waiting, waiting),
        costs=tuple(costs),
        dues=step.dues and evolve(step.dues, amount=draw(step.dues.amount, dues)),
    )
