"""Renewals and dues by date, up to the horizon (planning rule 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pathplanner.model.planned import Upkeep, UpkeepKind
from pathplanner.model.price import Renewal
from pathplanner.model.quantity import Unit, add
from pathplanner.model.step import Step
from pathplanner.planning.money.bills import counted_held
from pathplanner.planning.money.renewals import Due, falls_due, renewals_end
from pathplanner.planning.problem.problem import Problem
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.schedule.timing import NEVER, after


def upkeep_of(problem: Problem, made: Schedule) -> tuple[Upkeep, ...]:
    """Return all that falls due from the plan's start up to the horizon, by date."""
    until = horizon(problem, made.finish) + 1
    holders = {**problem.held_since, **made.finishes}
    reached = dict(made.finishes)
    for name in counted_held(problem, made.starts, made.bills):
        if problem.held_since[name] >= 0:
            reached[name] = problem.held_since[name]
    found = [
        _upkeep(problem, made, problem.pathway.by_id[name], due, holders)
        for name, day in reached.items()
        for due in falls_due(problem, problem.pathway.by_id[name], day, holders, until)
        if due.on < until
    ]
    return tuple(sorted(found, key=lambda item: (item.due, problem.place[item.step], item.kind)))


def horizon(problem: Problem, finish: int) -> int:
    """Return the last day on which upkeep is listed."""
    years = problem.learner.horizon_years
    return add(date.fromordinal(finish), years, Unit.YEARS).toordinal()


def _upkeep(
    problem: Problem, made: Schedule, step: Step, due: Due, holders: Mapping[str, int]
) -> Upkeep:
    """Return what falls due with all that is told of it."""
    renewal, option, dues = step.renewal, due.option, step.dues
    if renewal is None or option is None:
        return Upkeep(
            step=step.id,
            kind=UpkeepKind.DUES,
            due=date.fromordinal(due.on),
            fee=due.fee,
            counted=due.on < made.finish or (due.turn == 0 and step.id in made.finishes),
            note=dues.note if dues else "",
            source=(dues and dues.source) or step.source,
        )
    together = _credentials(problem, step, due.on, holders)
    late = after(renewal.grace, due.on) if renewal.grace else NEVER
    return Upkeep(
        step=step.id,
        kind=UpkeepKind.RENEWAL,
        due=date.fromordinal(due.on),
        options=renewal.options,
        units=_units(problem, step, renewal, due, together),
        fee=due.fee,
        credentials=together,
        late_until=date.fromordinal(late) if late < NEVER else None,
        late_fee=renewal.late_fee,
        counted=due.on < made.finish,
        note=renewal.note,
        source=option.source or renewal.source or step.source,
    )


def _units(
    problem: Problem, step: Step, renewal: Renewal, due: Due, together: tuple[str, ...]
) -> int | None:
    """Return the units that a renewal asks for; None where it asks for none."""
    own = due.option.units if due.option else None
    if own is None or (due.turn == 0 and renewal.first_units is not None):
        return own if own is None else renewal.first_units
    body = next((body for body in problem.pathway.bodies if body.id == step.body), None)
    if body is None:
        return own
    kept = (problem.pathway.by_id[other].renewal for other in together)
    most = max((_own_units(one) or 0 for one in kept if one), default=0)
    return body.units_for(len(together), most) or own


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
