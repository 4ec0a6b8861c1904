"""What a plan claims whatever is open, and which ways it says could be better (rule 12)."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.errors import Fault
from pathplanner.model.claims import Alternative, Claims
from pathplanner.model.learner import Prefer
from pathplanner.model.plan import Plan, Status
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.step import Step
from pathplanner.verification.case import Case
from pathplanner.verification.drafts import Draft
from pathplanner.verification.timing import hours_unknown, length_unknown
from pathplanner.verification.upkeep import kept_steps


def claim_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is claimed and does not hold, and what holds and is not claimed."""
    claims = draft.plan.claims
    if claims is None:
        return  # a plan of an older version claims nothing
    expected = _claimable(draft)
    for name, value in expected.items():
        if getattr(claims, name) != value:
            message = f"is {getattr(claims, name)}, but by what is open it is {value}"
            yield Fault(message, f"claims.{name}")
    yield from _best_faults(draft, claims, can_be_more=_can_be_more(draft.plan, expected))
    for place, way in enumerate(claims.could_be_better):
        yield from _rival_faults(draft, way, f"claims.could_be_better[{place}]")


def _claimable(draft: Draft) -> dict[str, bool | None]:
    """Return what of a plan can be claimed, by what is open in it."""
    case = draft.case
    steps = [case.pathway.by_id[name] for name in draft.times]
    is_price_open = any(not isinstance(bill.amount, Estimate) for bill in draft.bills)
    are_hours_open = any(hours_unknown(case, step) for step in steps)
    is_late = are_hours_open or any(
        length_unknown(step) or _is_open(step.work_hours) for step in steps
    )
    is_late = is_late or (is_price_open and case.learner.savings is not None)
    is_more = is_price_open or (is_late and _is_paid_again(draft))
    learner = case.learner
    return {
        "finish_not_before": is_late,
        "cost_at_least": is_more,
        "hours_at_least": are_hours_open,
        "in_time": None if learner.deadline is None else not is_late,
        "within_budget": None if learner.budget is None else not is_more,
        "affordable": None if learner.savings is None else not is_more,
    }


def _is_open(value: object) -> bool:
    return value is not None and not isinstance(value, Estimate | Duration)


def _is_paid_again(draft: Draft) -> bool:
    """Tell whether something is paid again as time passes."""
    planned = [draft.case.pathway.by_id[name] for name in draft.times]
    steps = (*planned, *kept_steps(draft.case, draft.times))
    return any(
        step.dues or step.renewal or any(cost.every for cost in step.costs) for step in steps
    )


def _can_be_more(plan: Plan, expected: dict[str, bool | None]) -> bool:
    """Tell whether what is wished for can be more than planned."""
    if plan.objective is Prefer.CHEAPEST:
        return bool(expected["cost_at_least"])
    if plan.objective is Prefer.FEWEST_HOURS:
        return bool(expected["hours_at_least"])
    if plan.objective is Prefer.BALANCED:
        return bool(expected["cost_at_least"] or expected["finish_not_before"])
    return bool(expected["finish_not_before"])


def _best_faults(draft: Draft, claims: Claims, *, can_be_more: bool) -> Iterator[Fault]:
    plan = draft.plan
    if claims.best and claims.could_be_better:
        yield Fault("is claimed, though other ways could be better", "claims.best")
    is_alone = len(plan.alternatives) < 2
    if claims.best and can_be_more and plan.objective is not Prefer.CHEAPEST and not is_alone:
        yield Fault("is claimed, though it hangs on what is open", "claims.best")
    if plan.status is Status.OPTIMAL and not claims.hold:
        yield Fault("is optimal, though not all that it claims holds", "status")
    if plan.status is Status.OPEN and claims.hold:
        yield Fault("is open, though all that it claims holds", "status")


def _rival_faults(draft: Draft, way: Alternative, path: str) -> Iterator[Fault]:
    """Yield why a way cannot be better than the plan, or is no other way."""
    plan, case = draft.plan, draft.case.taking(way.offers, way.moved)
    by_id = case.pathway.by_id
    if strange := [name for name in way.steps if name not in by_id]:
        yield Fault(f"has steps that are not in the pathway: {strange}", path)
        return
    as_planned = way.offers == draft.case.taken and way.moved == draft.case.moved
    if set(way.steps) == set(draft.times) and as_planned:
        yield Fault("is the plan itself", path)
    steps = [by_id[name] for name in way.steps]
    if not any(_has_open(case, step) for step in steps):
        yield Fault("has nothing open, so it is better or it is not", path)
    wish = plan.objective
    is_sooner = plan.finish is not None and way.finish < plan.finish
    is_less = way.out_of_pocket < plan.cost.out_of_pocket
    is_better = {
        Prefer.FASTEST: is_sooner,
        Prefer.CHEAPEST: is_less,
        Prefer.BALANCED: is_sooner or is_less,
        Prefer.FEWEST_HOURS: way.study_hours <= plan.study_hours,
    }
    if not is_better.get(wish, True):
        yield Fault("is no better even where what is open is nothing", path)


def _has_open(case: Case, step: Step) -> bool:
    """Tell whether nobody has found a length, a wait, hours or a price of a step."""
    if length_unknown(step) or hours_unknown(case, step) or _is_open(step.work_hours):
        return True
    prices = [cost.amount for cost in step.costs] + ([step.dues.amount] if step.dues else [])
    prices += [o.fee for o in step.renewal.options if o.fee is not None] if step.renewal else []
    return any(not isinstance(price, Estimate) for price in prices)
