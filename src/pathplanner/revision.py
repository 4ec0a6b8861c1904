"""What changed between an old plan and the one made again from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from pathplanner.errors import Fault, InputError
from pathplanner.model.difference import Cause, Difference, DifferenceKind
from pathplanner.model.learner import Learner
from pathplanner.model.moves import Move
from pathplanner.model.own_facts import OwnFact
from pathplanner.model.plan import Plan, Status, with_titles
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Unknown
from pathplanner.model.waits import OwnAssumption

_AMOUNTS = ("savings", "monthly", "budget", "income")

_TOLD_ELSEWHERE = frozenset(
    {
        "numbers",
        "paid",
        "savings_on",
        "holds",
        "under_way",
        "failed",
        "dropped",
        "applied",
        "goal",
        "facts",
    }
)
"""Fields of the learner whose changes show as what became of steps, as the goal, or on the page."""


def revise(old: Plan, new: Plan) -> Plan:
    """Return the new plan as the version after the old one, with what changed.

    Raises:
        InputError: The two are plans of different pathways.
    """
    made = attrs.evolve(new, version=old.version + 1, differences=what_changed(old, new))
    return with_titles(made, {**old.titles, **new.titles})


def what_changed(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return what is different in the new plan: the whole first, then step by step.

    Raises:
        InputError: The two are plans of different pathways.
    """
    if old.pathway.id != new.pathway.id:
        message = f"The old plan is for {old.pathway.id!r}, and the new one for {new.pathway.id!r}."
        raise InputError([Fault(message, hint="Compare two plans of one pathway.")])
    found = [*_of_the_whole(old, new), *_of_the_learner(old.learner, new.learner)]
    found += _of_facts(old.learner, new.learner)
    found += _of_trouble(old, new)
    # Without a plan there are no steps to compare.
    if Status.IMPOSSIBLE not in (old.status, new.status):
        found += _of_steps(old, new)
    return tuple(found)


def _of_the_whole(old: Plan, new: Plan) -> Iterator[Difference]:
    was, is_now = (plan.status is Status.IMPOSSIBLE for plan in (old, new))
    if was != is_now:
        yield Difference(DifferenceKind.IMPOSSIBLE if is_now else DifferenceKind.POSSIBLE)
    if old.goal != new.goal:
        before, after = (
            ", ".join(plan.titles.get(one, one) for one in plan.goal) for plan in (old, new)
        )
        yield Difference(DifferenceKind.GOAL, text_before=before, text_after=after)
    if old.finish and new.finish and old.finish != new.finish:
        yield _dated(DifferenceKind.FINISH, old.finish, new.finish)
    one, two = old.cost, new.cost
    is_costlier = (one.out_of_pocket, one.unknown) != (two.out_of_pocket, two.unknown)
    # Amounts of two currencies cannot be compared, and no plan has no cost.
    if old.finish and new.finish and one.currency == two.currency and is_costlier:
        yield Difference(
            DifferenceKind.COST,
            amount_before=one.out_of_pocket,
            amount_after=two.out_of_pocket,
            unknown_before=one.unknown,
            unknown_after=two.unknown,
        )
    if old.pathway.updated != new.pathway.updated:
        yield Difference(
            DifferenceKind.DATA, on_before=old.pathway.updated, on_after=new.pathway.updated
        )


def _goal(plan: Plan) -> str:
    return ", ".join(plan.titles.get(step, step) for step in plan.goal)


def _dated(kind: DifferenceKind, before: date, after: date, **more: Any) -> Difference:
    days = (after - before).days
    return Difference(kind, on_before=before, on_after=after, days=days, **more)


def _of_the_learner(old: Learner, new: Learner) -> Iterator[Difference]:
    for field in attrs.fields(Learner):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after or field.name in _TOLD_ELSEWHERE:
            continue
        kind = DifferenceKind.CIRCUMSTANCE
        values = [value for value in (before, after) if value is not None]
        if all(isinstance(value, date) for value in values):
            yield Difference(kind, field=field.name, on_before=before, on_after=after)
        elif field.name in _AMOUNTS:
            yield Difference(kind, field=field.name, amount_before=before, amount_after=after)
        else:
            yield Difference(
                kind, field=field.name, text_before=_text(before), text_after=_text(after)
            )


def _text(value: Any) -> str:
    """Return a circumstance as a short text; the name of a thing stands for the thing."""
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, OwnAssumption):
        span = value.span
        return f"{value.what.value} {span.likely} {span.unit.value}" if span else value.what.value
    if isinstance(value, Move):
        return f"{value.state} {value.on}"
    if attrs.has(type(value)):
        return str(next(iter(attrs.astuple(value, recurse=False))))
    return "" if value is None else str(value)


def _of_facts(old: Learner, new: Learner) -> Iterator[Difference]:
    """Yield what was found out since, and what was taken back."""
    before = {fact.path: fact for fact in old.facts}
    after = {fact.path: fact for fact in new.facts}
    for path in dict.fromkeys([*after, *before]):
        pair = before.get(path), after.get(path)
        texts = [_found(fact) for fact in pair]
        fact = pair[1] or pair[0]
        if fact and texts[0] != texts[1]:
            yield Difference(
                DifferenceKind.FOUND,
                fact.step,
                field=fact.fact,
                text_before=texts[0],
                text_after=texts[1],
            )


def _found(fact: OwnFact | None) -> str:
    """Return what was found out, such as `1895`, `60-80` or `9 months`; empty for nothing."""
    if fact is None:
        return ""
    ends = dict.fromkeys(f"{Decimal(end):f}" for end in (fact.value.low, fact.value.high))
    unit = f" {fact.value.unit}" if isinstance(fact.value, Duration) else ""
    return f"{'-'.join(ends)}{unit}"


def _of_trouble(old: Plan, new: Plan) -> Iterator[Difference]:
    """Yield what failed, was dropped, taken up again or applied for since the old plan."""
    dropped = {item.id for item in new.dropped}
    for attempt in new.learner.failed:
        if attempt not in old.learner.failed:
            yield Difference(DifferenceKind.FAILED, attempt.step, on_after=attempt.on)
    for item in new.dropped:
        if item not in old.dropped:
            yield Difference(DifferenceKind.DROPPED, item.id, on_after=item.on)
    for applied in new.learner.applied:
        if applied not in old.learner.applied:
            yield Difference(DifferenceKind.APPLIED, applied.step, on_after=applied.on)
    for item in old.dropped:
        if item.id not in dropped:
            yield Difference(DifferenceKind.TAKEN_UP, item.id)


def _of_steps(old: Plan, new: Plan) -> Iterator[Difference]:
    before, after = ({step.id: step for step in plan.steps} for plan in (old, new))
    held = {step.id: step for step in new.held if step.override is None}
    dropped = {item.id for item in new.dropped}
    for step in old.steps:
        if step.id in held:
            since = held[step.id].since
            yield Difference(DifferenceKind.DONE, step.id, on_before=step.finish, on_after=since)
        elif step.id not in after and step.id not in dropped:
            avoided = (Cause.AVOIDED,) if step.id in new.learner.avoid else ()
            yield Difference(DifferenceKind.REMOVED, step.id, on_before=step.finish, why=avoided)
    moved = {name for name in before.keys() & after if before[name].finish != after[name].finish}
    for step in new.steps:
        if was := before.get(step.id):
            yield from _of_step(was, step, moved, old.learner, new.learner)
        else:
            asked = (Cause.INSISTED,) if step.id in new.learner.insist else ()
            yield Difference(DifferenceKind.ADDED, step.id, on_after=step.finish, why=asked)


def _of_step(
    was: PlannedStep, step: PlannedStep, moved: set[str], old: Learner, new: Learner
) -> Iterator[Difference]:
    if step.under_way and not was.under_way:
        yield Difference(DifferenceKind.BEGUN, step.id, on_after=step.start)
    if was.finish != step.finish:
        kind = DifferenceKind.LATER if step.finish > was.finish else DifferenceKind.EARLIER
        needed = tuple(name for name in step.needs if name in moved)
        why = tuple(_causes(was, step, needed, old, new))
        yield _dated(kind, was.finish, step.finish, step=step.id, why=why, steps=needed)
    is_other = was.cost.likely != step.cost.likely and not _is_paid_on(was, step)
    if was.cost.unknown == step.cost.unknown and is_other:
        is_more = step.cost.likely > was.cost.likely
        yield Difference(
            DifferenceKind.DEARER if is_more else DifferenceKind.CHEAPER,
            step.id,
            amount_before=was.cost.likely,
            amount_after=step.cost.likely,
            why=tuple(_causes_of_price(was, step, old, new)),
        )


def _is_paid_on(was: PlannedStep, step: PlannedStep) -> bool:
    """Tell whether a step under way costs less only as what was due before today is behind it."""
    if not step.under_way:
        return False
    before, after = (
        Counter((one.kind, one.label, one.amount) for one in each.payments) for each in (was, step)
    )
    return after < before


def _causes(
    was: PlannedStep, step: PlannedStep, needed: tuple[str, ...], old: Learner, new: Learner
) -> Iterator[Cause]:
    if needed:
        yield Cause.WAITS
    times = [_told(step.id, one, prices=False) for one in (old, new)]
    if times[0] != times[1]:
        yield Cause.FACT
    hours = [(one.hours_per_week, one.hours) for one in (old, new)]
    if step.study_hours and hours[0] != hours[1]:
        yield Cause.HOURS
    if old.start != new.start and step.finish - was.finish == new.start - old.start:
        yield Cause.START


def _causes_of_price(
    was: PlannedStep, step: PlannedStep, old: Learner, new: Learner
) -> Iterator[Cause]:
    if _told(step.id, old, prices=True) != _told(step.id, new, prices=True):
        yield Cause.FACT
    elif _has_new_price(was, step):
        yield Cause.PRICE


def _told(step: str, learner: Learner, *, prices: bool) -> set[OwnFact]:
    """Return what a learner found out of a step: its prices, or its time."""
    times = ("study_hours", "duration", "waiting")
    return {
        fact for fact in learner.facts if fact.step == step and prices is not (fact.fact in times)
    }


def _has_new_price(was: PlannedStep, step: PlannedStep) -> bool:
    """Tell whether one and the same thing has another full price."""
    before, after = _prices(was), _prices(step)
    return any(before[name] != after[name] for name in before.keys() & after)


def _prices(step: PlannedStep) -> dict[Any, Any]:
    return {
        (paid.kind, paid.label): paid.full_price or paid.amount.likely
        for paid in step.payments
        if not isinstance(paid.amount, Unknown)
    }
