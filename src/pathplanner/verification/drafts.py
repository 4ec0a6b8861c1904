"""What a check looks at: the plan, and what of it can be looked at at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from attrs import frozen

from pathplanner.errors import Fault
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.verification.case import Case, Times
from pathplanner.verification.money import Bill, funding_of
from pathplanner.verification.upkeep import all_bills


@frozen(slots=False)
class Draft:
    """A plan beside the case it answers.

    Attributes:
        case: The question.
        plan: The answer.
        planned: The steps of the plan that the pathway knows, each id once, with
            its place in the plan.
        times: Their days, as the plan states them.
        finish: The day on which the goal is reached by these days.
    """

    case: Case
    plan: Plan
    planned: tuple[tuple[int, PlannedStep], ...]
    times: Times
    finish: date

    @cached_property
    def bills(self) -> list[Bill]:
        """All payments by the rules."""
        return all_bills(self.case, self.times, self.finish)

    @cached_property
    def shares(self) -> list[dict[int, Decimal]]:
        """What funding pays of each bill."""
        return funding_of(self.case, self.bills)


def _usable(case: Case, plan: Plan) -> Iterator[tuple[int, PlannedStep]]:
    seen = set(case.held)
    for place, step in enumerate(plan.steps):
        if step.id in case.pathway.by_id and step.id not in seen:
            seen.add(step.id)
            yield place, step


def draft_of(case: Case, plan: Plan) -> Draft:
    """Return what of the plan can be checked."""
    planned = tuple(_usable(case, plan))
    times = {step.id: (step.start, step.finish) for _, step in planned}
    finish = case.reached_on(times) or plan.finish or case.first_day
    return Draft(case, plan, planned, times, finish)


def draft_faults(case: Case, plan: Plan) -> Iterator[Fault]:
    """Yield the steps that cannot be checked, or that have no place in any plan."""
    usable = {place for place, _ in _usable(case, plan)}
    for place, step in enumerate(plan.steps):
        if step.id not in case.pathway.by_id:
            yield Fault(f"there is no step {step.id!r} in the pathway", f"steps[{place}].id")
        elif place not in usable:
            why = "is held already" if step.id in case.held else "is planned twice"
            yield Fault(f"{step.id} {why}", f"steps[{place}].id")
    for place, goal in enumerate(plan.goal):
        if goal not in case.pathway.by_id:
            yield Fault(f"there is no step {goal!r} in the pathway", f"goal[{place}]")
    if not plan.goal:
        yield Fault("there is no goal", "goal")
    if plan.start != case.first_day:
        yield Fault(f"starts on {plan.start}, but the learner on {case.first_day}", "start")
