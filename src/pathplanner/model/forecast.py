"""How sure a plan's dates and costs are: what holds in many simulated futures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.model.marks import StepId
from pathplanner.model.quantity import Duration, Estimate, Unknown


@frozen
class StepForecast:
    """When a step is finished in half and in four of five futures; None when in too few."""

    step: StepId
    finish_half: date | None
    finish_most: date | None


@frozen
class ExamBranch:
    """What happens when an exam is failed once and all else goes as planned.

    Attributes:
        step: Id of the step with the exam.
        pass_rate: Percent who pass; None when not known, and then no future fails it.
        wait: The wait before another attempt; None when not known, and counted as none.
        again_on: The earliest day of another attempt.
        fee: Its price; None when it is free, `UNKNOWN` when nobody has found it.
        finish: When the plan then ends; None when it could not.
    """

    step: StepId
    again_on: date
    pass_rate: int | None = None
    wait: Duration | None = None
    fee: Estimate | Unknown | None = None
    finish: date | None = None


@frozen
class Forecast:
    """Dates and costs over simulated futures, each by the nearest-rank percentile.

    Of `futures` values in order, the value at place ceil(futures x share) is taken: so
    that at least half, or four of five, of the futures are as good or better.

    Attributes:
        futures: How many were simulated.
        seed: What the random numbers start from.
        finish_half, finish_most: The finish in half and in four of five futures; None
            when fewer futures reach the goal at all.
        cost_half, cost_most: The same for what is paid out of pocket.
        on_time, in_budget, in_savings: How many futures keep the deadline, the budget
            and the savings; None when the learner named none, and when it is open whether
            the plan itself keeps it.
        steps: The finish of each planned step.
        exams: What a failed exam leads to.
        varied: Ids of the steps of which some number varies; the others are alike in
            all futures, because only one number is known.
    """

    futures: int
    seed: int
    finish_half: date | None
    finish_most: date | None
    cost_half: Decimal | None
    cost_most: Decimal | None
    on_time: int | None = None
    in_budget: int | None = None
    in_savings: int | None = None
    steps: tuple[StepForecast, ...] = ()
    exams: tuple[ExamBranch, ...] = ()
    varied: tuple[StepId, ...] = ()
