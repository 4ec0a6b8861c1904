"""Steps of which only the hour matters at which they end, and so may share a day (rule 18)."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import Requirement, needs_in, steps_in
from pathplanner.model.step import Kind, Step

ENDING_OPEN = (Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP, Kind.JOB)
"""Kinds of steps that end on a working day."""


def untied_steps(pathway: Pathway) -> frozenset[str]:
    """Return the steps on whose days nothing hangs but when they and what asks for them begin."""
    steps = pathway.steps
    if pathway.offers or pathway.terms or any(step.open_ended for step in steps):
        return frozenset()
    tied = {name for step in steps for name in _tied(pathway, step)}
    return frozenset(s.id for s in steps if s.id not in tied and _is_plain(s))


def _is_plain(step: Step) -> bool:
    """Tell whether a step itself says nothing that hangs on its days."""
    told = (
        step.duration,
        step.waiting,
        step.intakes,
        step.exam,
        step.dues,
        step.renewal,
        step.valid_for,
        step.work_hours,
        step.weekly_hours,
    )
    if step.kind in ENDING_OPEN or step.before or step.after or any(x is not None for x in told):
        return False
    return not any(cost.every or cost.discounts for cost in step.costs)


def _tied(pathway: Pathway, step: Step) -> Iterator[str]:
    """Yield the steps of which one says that more hangs on their days."""
    yield from _in_time(pathway, step, step.requires)
    for advice in step.recommends:
        yield from _in_time(pathway, step, advice.requirement)
    if step.exam and step.exam.schedule_within:
        yield from steps_in(step.requires)
    for others in (step.not_with, step.supersedes):
        yield from (step.id, *others) if others else ()
    options = step.renewal.options if step.renewal else ()
    for priced in (*step.costs, *options):
        yield from (discount.holding for discount in priced.discounts)
    if step.renewal and step.renewal.counts_from:
        yield step.renewal.counts_from


def _in_time(pathway: Pathway, step: Step, need: Requirement) -> Iterator[str]:
    """Yield a step and those that it asks for not only before, but within a time or beside it."""
    for leaf in needs_in(need):
        named = pathway.by_id.get(leaf.step)
        is_kept = named is not None and named.valid_for is not None
        if leaf.within or leaf.current or leaf.corequisite or is_kept:
            yield from (step.id, leaf.step)
