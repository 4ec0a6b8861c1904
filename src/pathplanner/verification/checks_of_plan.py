"""What a plan says as a whole: order, finish, hours, exits, the trade-off front."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from pathplanner.errors import Fault
from pathplanner.model.claims import Alternative
from pathplanner.model.learner import Prefer
from pathplanner.model.plan import Plan, Status
from pathplanner.verification.case import Case, corequisites, met
from pathplanner.verification.drafts import Draft
from pathplanner.verification.money import ZERO
from pathplanner.verification.structure import unknown_prices
from pathplanner.verification.timing import hours_unknown, known_hours, length_unknown, time_open

OFF_THE_FRONT = (Prefer.FEWEST_HOURS, Prefer.FIRST_PAY)
"""Wishes for which the chosen plan may be beaten in time and in money."""

Fast = tuple[int, date]
Cheap = tuple[int, Decimal]


def impossible_faults(plan: Plan) -> Iterator[Fault]:
    """Yield what a plan that is none should not contain, and what it should."""
    if not plan.reasons:
        yield Fault("an impossible plan gives no reason", "reasons")
    for name in ("steps", "held", "renewals", "alternatives", "exits"):
        if getattr(plan, name):
            yield Fault("an impossible plan has none", name)
    if plan.finish is not None:
        yield Fault(f"is {plan.finish}, but an impossible plan has none", "finish")


def plan_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with the plan's order, finish, hours and exits."""
    plan, by_id = draft.plan, draft.case.pathway.by_id
    if plan.finish != draft.finish:
        yield Fault(f"is {plan.finish}, but the goal is reached on {draft.finish}", "finish")
    hours = ceil(sum((known_hours(by_id[step]) for step in draft.times), Fraction()))
    if plan.study_hours != hours:
        yield Fault(f"is {plan.study_hours}, but the steps need {hours}", "study_hours")
    for one in plan.pathway.titles:
        if one.id not in by_id or by_id[one.id].title != one.title:
            yield Fault(f"{one.id} is not called {one.title!r} in the pathway", "pathway.titles")
    if untitled := [goal for goal in plan.goal if goal not in plan.titles]:
        yield Fault(f"has no title for {untitled}", "pathway.titles")
    dropped = [(item.step, item.on) for item in draft.case.learner.dropped]
    if [(item.id, item.on) for item in plan.dropped] != dropped:
        yield Fault("is not what the learner dropped", "dropped")
    if plan.reasons or plan.changes:
        yield Fault("a plan that holds gives reasons why there is none", "reasons")
    yield from _order_faults(draft)
    yield from _exit_faults(draft)


def _order_faults(draft: Draft) -> Iterator[Fault]:
    steps = draft.plan.steps
    kept = {item.step: item.number for item in draft.case.learner.numbers}
    last = max([0, *kept.values()])
    for place, step in enumerate(steps):
        last += step.id not in kept
        number = kept.get(step.id, last)
        if step.number != number:
            yield Fault(f"is {step.number}, but it is step {number}", f"steps[{place}].number")
        if place:
            before = steps[place - 1]
            if (before.start, before.finish) > (step.start, step.finish):
                yield Fault("comes after a step that starts or finishes later", f"steps[{place}]")
    owned = {*draft.times, *draft.case.held}
    so_far = set(draft.case.held)
    for place, planned in draft.planned:
        requirement = draft.case.requirement(draft.case.pathway.by_id[planned.id])
        # A co-requisite that is begun on the same day may stand below (rule 19).
        so_far |= owned & set(corequisites(requirement))
        if met(requirement, owned) and not met(requirement, so_far):
            yield Fault(f"{planned.id} comes before what it requires", f"steps[{place}]")
        so_far.add(planned.id)


def _exit_faults(draft: Draft) -> Iterator[Fault]:
    pairs = list(zip(draft.bills, draft.shares, strict=True))
    for place, leave in enumerate(draft.plan.exits):
        path = f"exits[{place}]"
        if leave.step not in draft.times:
            yield Fault(f"{leave.step} is not planned", path)
            continue
        reached = draft.times[leave.step][1]
        if leave.on != reached:
            yield Fault(f"is {leave.on}, but it is reached on {reached}", f"{path}.on")
        spent = sum(
            (b.likely - sum(parts.values(), ZERO) for b, parts in pairs if b.on <= leave.on), ZERO
        )
        if leave.spent != spent:
            yield Fault(f"is {leave.spent}, but {spent} is paid by then", f"{path}.spent")


def _fast(case: Case, route: Alternative) -> Fast:
    """Return how many times of a route are open, and its finish."""
    there = case.taking(route.offers, route.moved)
    steps = [there.pathway.by_id[name] for name in route.steps]
    return sum(time_open(there, step) for step in steps), route.finish


def _cheap(route: Alternative) -> Cheap:
    return route.unknown_prices, route.out_of_pocket


def _study(case: Case, route: Alternative) -> tuple[int, Fraction]:
    """Return the steps of unknown study hours of a route, and its known study hours."""
    there = case.taking(route.offers, route.moved)
    steps = [there.pathway.by_id[name] for name in route.steps]
    unknown = sum(hours_unknown(there, step) for step in steps)
    return unknown, sum(map(known_hours, steps), Fraction())


def _has_job(case: Case, route: Alternative) -> bool:
    """Tell whether there is a job on a route."""
    return any(case.pathway.by_id[name].kind == "job" for name in (*route.steps, *case.held))


def front_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with the trade-off front."""
    front, case = draft.plan.alternatives, draft.case
    if not front and not draft.times:
        return
    finishes = [route.finish for route in front]
    if finishes != sorted(finishes):
        yield Fault("are not sorted by finish", "alternatives")
    for place, route in enumerate(front):
        if route.chosen and draft.plan.objective in OFF_THE_FRONT:
            continue
        for other in front[:place] + front[place + 1 :]:
            if _fast(case, other) <= _fast(case, route) and _cheap(other) <= _cheap(route):
                yield Fault("another is as fast and as cheap", f"alternatives[{place}]")
                break
    yield from _gap_faults(draft.plan)
    yield from _chosen_faults(draft, [route for route in front if route.chosen])


def fallback_faults(draft: Draft) -> Iterator[Fault]:
    """Yield why a way is none on which the learner could count without being chosen (rule 23)."""
    plan, case, way = draft.plan, draft.case, draft.plan.fallback
    if way is None:
        return
    by_id = case.pathway.by_id
    begun = {one.step for one in case.learner.under_way}
    if not any(by_id[name].chosen_by and name not in begun for name in draft.times):
        yield Fault("nobody needs to choose the learner for this plan", "fallback")
    for name in way.steps:
        if name not in by_id:
            yield Fault(f"has a step that is not in the pathway: {name}", "fallback")
        elif by_id[name].chosen_by and name not in begun:
            yield Fault(f"others must choose the learner for {name}", "fallback")
    if missing := [goal for goal in plan.goal if goal not in {*way.steps, *case.held}]:
        yield Fault(f"does not reach {missing}", "fallback")
    is_known = not way.unknown_lengths and not any(step.length_unknown for step in plan.steps)
    is_best = plan.status is Status.OPTIMAL and plan.objective is Prefer.FASTEST
    if is_best and is_known and plan.finish and way.finish < plan.finish:
        yield Fault(f"finishes on {way.finish}, before the plan does", "fallback")


def _gap_faults(plan: Plan) -> Iterator[Fault]:
    """Yield the ends of the gap in the front that are no ways of it."""
    gap, ends = plan.gap, {(one.finish, one.out_of_pocket) for one in plan.alternatives}
    told = {"faster": (gap.faster, gap.dearer), "slower": (gap.slower, gap.cheaper)} if gap else {}
    for name, end in told.items():
        if end != (None, None) and end not in ends:
            yield Fault("is the end of no alternative", f"gap.{name}")


def _chosen_faults(draft: Draft, chosen: list[Alternative]) -> Iterator[Fault]:
    plan, front = draft.plan, draft.plan.alternatives
    if len(chosen) != 1:
        yield Fault(f"{len(chosen)} are chosen, but the plan is one", "alternatives")
        return
    path = f"alternatives[{front.index(chosen[0])}]"
    unknown = sum(length_unknown(draft.case.pathway.by_id[step]) for step in draft.times)
    expected = {
        "finish": plan.finish,
        "out_of_pocket": plan.cost.out_of_pocket,
        "steps": tuple(step.id for step in plan.steps),
        "study_hours": plan.study_hours,
        "unknown_prices": unknown_prices(draft.bills),
        "unknown_lengths": unknown,
        "offers": draft.case.taken,
        "moved": draft.case.moved,
    }
    for name, value in expected.items():
        if getattr(chosen[0], name) != value:
            message = f"is {getattr(chosen[0], name)}, but the plan's own is {value}"
            yield Fault(message, f"{path}.{name}")
    soonest = min(_fast(draft.case, route) for route in front)
    if plan.objective is Prefer.FASTEST and _fast(draft.case, chosen[0]) != soonest:
        yield Fault("a faster one is not chosen", path)
    if plan.objective is Prefer.CHEAPEST and _cheap(chosen[0]) != min(map(_cheap, front)):
        yield Fault("a cheaper one is not chosen", path)
    if plan.objective is Prefer.FEWEST_HOURS:
        least = min(_study(draft.case, route) for route in front)
        if _study(draft.case, chosen[0]) != least:
            yield Fault("one with fewer study hours is not chosen", path)
    with_job = [route for route in front if _has_job(draft.case, route)]
    if plan.objective is Prefer.FIRST_PAY and with_job and chosen[0] not in with_job:
        yield Fault("one with a job on the way is not chosen", path)
