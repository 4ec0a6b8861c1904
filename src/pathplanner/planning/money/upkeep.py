"""Renewals and dues by date, up to the horizon (planning rule 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pathplanner.model.planned import Upkeep, UpkeepKind
from pathplanner.model.quantity import Unit, add
from pathplanner.model.step import Renewal, Step
from pathplanner.planning.money.bills import (
    cheapest_option,
    counted_held,
    dues_days,
    renewal_base,
    renewal_days,
    renewals_end,
)
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import NEVER, after


def upkeep(problem: Problem, made: Schedule) -> tuple[Upkeep, ...]:
    """Return all that falls due from the plan's start up to the horizon, by date."""
    until = horizon(problem, made.finish) + 1
    holders = {**problem.held_since, **made.finishes}
    reached = dict(made.finishes)
    for name in counted_held(problem, made.starts, made.bills):
        if problem.held_since[name] >= 0:
            reached[name] = problem.held_since[name]
    found: list[Upkeep] = []
    for name, day in reached.items():
        step = problem.pathway.by_id[name]
        found += _dues(problem, step, day, until, made)
        found += _renewals(problem, step, day, until, made, holders)
    return tuple(sorted(found, key=lambda item: (item.due, problem.place[item.step], item.kind)))


def horizon(problem: Problem, finish: int) -> int:
    """Return the last day on which upkeep is listed."""
    years = problem.learner.horizon_years
    return add(date.fromordinal(finish), years, Unit.YEARS).toordinal()


def _dues(
    problem: Problem, step: Step, reached: int, until: int, made: Schedule
) -> Iterator[Upkeep]:
    for nth, day in enumerate(dues_days(step, reached, until)):
        if step.dues is None or not problem.start <= day < until:
            continue
        first = nth == 0 and step.id in made.finishes
        yield Upkeep(
            step=step.id,
            kind=UpkeepKind.DUES,
            due=date.fromordinal(day),
            fee=step.dues.amount,
            counted=first or day < made.finish,
            note=step.dues.note,
            source=step.dues.source or step.source,
        )


def _renewals(
    problem: Problem,
    step: Step,
    reached: int,
    until: int,
    made: Schedule,
    holders: Mapping[str, int],
) -> Iterator[Upkeep]:
    renewal = step.renewal
    if renewal is None:
        return
    base = renewal_base(step, reached, holders)
    end = min(until, renewals_end(problem, step.id, holders))
    for turn, day in renewal_days(renewal, base, reached, end):
        if day < problem.start:
            continue
        option, fee, _ = cheapest_option(renewal.options, holders, day)
        together = _credentials(problem, step, day, holders)
        own = option.units
        body = next((b for b in problem.pathway.bodies if b.id == step.body), None)
        units = own
        if own is not None and body is not None:
            kept = (problem.pathway.by_id[other].renewal for other in together)
            most = max((_own_units(one) or 0 for one in kept if one), default=0)
            units = body.units_for(len(together), most) or own
        if own is not None and turn == 0 and renewal.first_units is not None:
            units = renewal.first_units
        late = after(renewal.grace, day) if renewal.grace else NEVER
        yield Upkeep(
            step=step.id,
            kind=UpkeepKind.RENEWAL,
            due=date.fromordinal(day),
            options=renewal.options,
            units=units,
            fee=fee,
            credentials=together,
            late_until=date.fromordinal(late) if late < NEVER else None,
            late_fee=renewal.late_fee,
            counted=day < made.finish,
            note=renewal.note,
            source=option.source or renewal.source or step.source,
        )


def _own_units(renewal: Renewal) -> int | None:
    """Return what a renewal asks for when its credential is held alone."""
    return next((option.units for option in renewal.options if option.units is not None), None)


def _credentials(
    problem: Problem, step: Step, day: int, holders: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the credentials of the step's body that are to be kept on a day."""
    if not step.body:
        return (step.id,)
    return tuple(
        other.id
        for other in problem.pathway.steps
        if other.body == step.body
        and other.renewal is not None
        and holders.get(other.id, NEVER) < day
        and renewals_end(problem, other.id, holders) > day
    )
