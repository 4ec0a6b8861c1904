"""A plan without what a reader has no need to know.

Who reads the page of a person gets the least that they need: a funder what is to be paid
and when, an employer what will be learned and when. What is left out is gone from the
plan itself, so that no renderer can let it slip, not even one that embeds the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve

from pathplanner.document.view import Audience
from pathplanner.model.claims import Claims
from pathplanner.model.difference import Difference, DifferenceKind
from pathplanner.model.forecast import Forecast
from pathplanner.model.learner import Learner, Override
from pathplanner.model.plan import Exit, PathwayFacts, Plan, PlanCost, with_titles
from pathplanner.model.planned import HeldStep, Payment, PlannedStep
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.model.support import Support

_OF_MONEY = frozenset({ReasonKind.BUDGET, ReasonKind.SAVINGS})
_OF_AGE = frozenset({ReasonKind.AGE, ReasonKind.TOO_OLD})
_OF_LIMITS = frozenset({ReasonKind.WORK_HOURS, ReasonKind.CREDITS})
_OF_TROUBLE = frozenset({ReasonKind.DROPPED, ReasonKind.TRIES})
_OWN = frozenset(
    {
        ChangeKind.BUDGET,
        ChangeKind.SAVINGS,
        ChangeKind.MONTHLY,
        ChangeKind.TAKE_UP,
        ChangeKind.WORK_HOURS,
        ChangeKind.CREDITS,
    }
)
_PRICES = frozenset({DifferenceKind.COST, DifferenceKind.CHEAPER, DifferenceKind.DEARER})
_TROUBLE = frozenset(
    {
        DifferenceKind.FAILED,
        DifferenceKind.DROPPED,
        DifferenceKind.TAKEN_UP,
        DifferenceKind.APPLIED,
        DifferenceKind.FOUND,
    }
)
_TOLD = frozenset({"start", "name", "hours_per_week"})
"""Changes of these fields of the learner are told to everyone."""

ZERO = Decimal(0)

EVERYWHERE = ("", "United States")
"""Areas of pay and outlook that say nothing of where a person lives."""


def redact(plan: Plan, audience: Audience) -> Plan:
    """Return the plan without what `audience` has no need to know.

    Left out for a funder and an employer: birth date, savings and budget, breaks, what
    failed, was dropped or applied for, what to avoid or insist on, what was found out that
    the plan does not use, hours for work and own hours of study, the most credits in a
    term, seats, offers, income and residence, own assumptions, notes about funding, what
    was paid, what is put aside of pay, why a plan waits for money, what shows that something
    is held, and why a requirement was set aside. Left out for an employer, too: funding,
    deadline, state and area, what the work pays there, other ways, and who set aside what.
    What to ask whom is the learner's alone.
    What an employer's plan still holds of money are the prices that anyone pays, as if
    there were no funding. `docs/decisions/0014-least-needed.md` says why.
    """
    if audience is Audience.PARTICIPANT:
        return plan
    whole = audience is Audience.FUNDER
    plan = evolve(
        plan,
        learner=_learner(plan.learner, whole=whole),
        steps=tuple(evolve(step, failed=(), applied=None) for step in plan.steps),
        dropped=(),
        held=tuple(_held(step, whole=whole) for step in plan.held),
        reasons=tuple(_reasons(plan, whole=whole)),
        changes=tuple(_changes(plan)) if whole else (),
        change_pairs=(),
        differences=tuple(one for one in plan.differences if _is_told(one, whole=whole)),
        claims=plan.claims and _claims(plan.claims, whole=whole),
        questions=(),
        paid=ZERO,
        first_pay=None,
        waiting=None,
        forecast=_forecast(plan.forecast, whole=whole) if plan.forecast else None,
    )
    if not whole:
        plan = _without_funding(evolve(plan, pathway=_of_no_place(plan.pathway)))
    return with_titles(plan, plan.titles)


def _of_no_place(pathway: PathwayFacts) -> PathwayFacts:
    """Return a pathway without pay and outlook of a place: they tell where a person lives."""
    occupations = (
        evolve(
            one,
            pay=one.pay if one.pay and one.pay.area in EVERYWHERE else None,
            outlook=one.outlook if one.outlook and one.outlook.area in EVERYWHERE else None,
        )
        for one in pathway.occupations
    )
    return evolve(pathway, occupations=tuple(occupations))


def _learner(learner: Learner, *, whole: bool) -> Learner:
    return evolve(
        learner,
        birth_date=None,
        savings=None,
        monthly=ZERO,
        budget=None,
        breaks=(),
        seats=(),
        hours=(),
        worked=(),
        failed=(),
        dropped=(),
        applied=(),
        avoid=(),
        insist=(),
        facts=(),
        work_hours=None,
        assumptions=(),
        paid=(),
        savings_on=None,
        set_aside=None,
        numbers=(),
        offers=(),
        proofs=(),
        residence=(),
        income=None,
        credits_per_term=None,
        support=_support(learner.support, whole=whole),
        funding=tuple(evolve(one, note="") for one in learner.funding) if whole else (),
        deadline=learner.deadline if whole else None,
        state=learner.state if whole else "",
        area=learner.area if whole else "",
        moves=tuple(evolve(one, residence=()) for one in learner.moves) if whole else (),
        overrides=tuple(_override(one, whole=whole) for one in learner.overrides),
    )


def _support(support: Support, *, whole: bool) -> Support:
    """Return who helps; not what gets in the way, what they are good at, or what they like."""
    bare = evolve(support, barriers=(), strengths=(), interests=())
    return (
        bare
        if whole
        else Support(agency=support.agency, logo=support.logo, notices=support.notices)
    )


def _override(note: Override, *, whole: bool) -> Override:
    if whole:
        return evolve(note, why="")
    return Override(note.step, note.kind)


def _held(step: HeldStep, *, whole: bool) -> HeldStep:
    return evolve(step, override=step.override and _override(step.override, whole=whole))


def _reasons(plan: Plan, *, whole: bool) -> Iterator[Reason]:
    """Yield the reasons, without numbers that tell an age or what the person has."""
    for reason in plan.reasons:
        if reason.kind in _OF_TROUBLE or (reason.kind in _OF_MONEY and not whole):
            continue
        bare = reason.kind in _OF_MONEY | _OF_AGE | _OF_LIMITS
        if bare or (reason.kind is ReasonKind.DEADLINE and not whole):
            yield Reason(reason.kind, reason.step)
        else:
            yield reason


def _changes(plan: Plan) -> Iterator[Change]:
    too_young = any(reason.kind in _OF_AGE for reason in plan.reasons)
    for change in plan.changes:
        # A later start that helps the too young would tell their birthday.
        if change.kind not in _OWN and not (too_young and change.kind is ChangeKind.START):
            yield change


def _is_told(one: Difference, *, whole: bool) -> bool:
    if one.kind is DifferenceKind.CIRCUMSTANCE:
        return one.field in _TOLD
    return one.kind not in _TROUBLE and (whole or one.kind not in _PRICES)


def _claims(claims: Claims, *, whole: bool) -> Claims:
    """Return what is claimed, without limits that only the learner knows of."""
    bare = evolve(claims, within_budget=None, affordable=None)
    return bare if whole else evolve(bare, best=True, in_time=None, could_be_better=())


def _forecast(forecast: Forecast, *, whole: bool) -> Forecast:
    bare = evolve(forecast, in_budget=None, in_savings=None)
    return bare if whole else evolve(bare, on_time=None, cost_half=None, cost_most=None)


def _without_funding(plan: Plan) -> Plan:
    steps = tuple(_step(step) for step in plan.steps)
    held = tuple(evolve(step, payments=_list_prices(step.payments)) for step in plan.held)
    paid = [payment for step in steps for payment in step.payments]
    paid += [payment for step in held for payment in step.payments]
    return evolve(
        plan,
        steps=steps,
        held=held,
        cost=_cost(plan.cost),
        may_pay=(),
        alternatives=(),
        fallback=None,
        exits=tuple(_exit(one, paid) for one in plan.exits),
        bound=None,
        gap=None,
    )


def _step(step: PlannedStep) -> PlannedStep:
    why = evolve(step.why, instead_of=(), saved=ZERO)
    return evolve(step, payments=_list_prices(step.payments), why=why, other_offers=(), state="")


def _list_prices(payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
    return tuple(
        evolve(one, funded=(), out_of_pocket=getattr(one.amount, "likely", ZERO))
        for one in payments
    )


def _cost(cost: PlanCost) -> PlanCost:
    return evolve(cost, funded=ZERO, out_of_pocket=cost.likely)


def _exit(place: Exit, paid: list[Payment]) -> Exit:
    spent = sum((one.out_of_pocket for one in paid if one.on <= place.on), ZERO)
    return evolve(place, spent=spent)
