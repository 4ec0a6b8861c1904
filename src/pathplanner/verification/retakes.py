"""Rule 11: what is left of the steps that a learner tried and did not pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.step import Exam, Step


def failed_days(learner: Learner) -> dict[str, tuple[date, ...]]:
    """Return for each step that was not passed the days of its attempts, in order."""
    steps = {attempt.step for attempt in learner.failed}
    return {
        step: tuple(sorted(attempt.on for attempt in learner.failed if attempt.step == step))
        for step in steps
    }


def next_prices(step: Step, exam: Exam, tried: int) -> tuple[Cost, ...]:
    """Return the prices of the next attempt after `tried` failed ones."""
    in_price = exam.attempts if exam.attempts is not None else 1
    if tried < in_price:
        return ()
    if exam.retake_fee is None:
        if tried % in_price > 0:
            return ()
        again = [cost for cost in step.costs if cost.kind == "exam"]
        return tuple(again) if again else (Cost(CostKind.EXAM, UNKNOWN),)
    first = [cost for cost in step.costs if cost.kind == "exam"]
    if exam.retake_fee is UNKNOWN and all(cost.amount is not UNKNOWN for cost in first) and first:
        # What nobody knows is taken to cost what the first attempt costs.
        return tuple(evolve(cost, every=None) for cost in first)
    return (Cost(CostKind.EXAM, exam.retake_fee),)


def as_left(
    pathway: Pathway, tried: Mapping[str, Sequence[date]], begun: Mapping[str, date]
) -> Pathway:
    """Return the pathway in which only the exam is left of each exam that was failed."""
    open_exams = {
        name: step.exam
        for name in tried
        if (step := pathway.by_id.get(name)) and step.exam and name not in begun
    }
    if not open_exams:
        return pathway
    steps = {step.id: step for step in pathway.steps}
    for name, exam in open_exams.items():
        prices = next_prices(steps[name], exam, len(tried[name]))
        steps[name] = evolve(
            steps[name], costs=prices, duration=None, study_hours=None, waiting=None
        )
        if steps[name].kind in ("program", "course"):
            steps[name] = evolve(steps[name], intakes=None)
    return evolve(pathway, steps=tuple(steps.values()))


def again_from(step: Step, days: Sequence[date]) -> date | None:
    """Return the first day of another attempt, or None when nothing is said of it."""
    if not days or step.exam is None:
        return None
    wait, reached = step.exam.retake_wait, 0
    for one in step.exam.further:
        if one.retake_wait is not None and reached < one.after <= len(days):
            wait, reached = one.retake_wait, one.after
    return None if wait is None else wait.after(days[-1])
