"""Steps of which only the hour matters at which they end, and so may share a day (rule 18)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import Requirement, needs_in, steps_in
from pathplanner.model.step import Kind, Step

ENDING_OPEN = (Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP, Kind.JOB)
"""Kinds of steps that end on a working day."""


def untied_steps(pathway: Pathway, weekly: Fraction) -> frozenset[str]:
    """Return the steps on whose days nothing hangs but when they and what asks for them begin.

    Args:
        pathway: The pathway.
        weekly: The hours of a week; those that are known to take as many or more are left out.
    """
    steps = pathway.steps
    found = {step.id for step in steps if _may_be_short(step, weekly) and _is_plain(step)}
    if not found or pathway.offers or pathway.terms or any(step.open_ended for step in steps):
        return frozenset()
    return frozenset(found.difference(*(_tied(pathway, step) for step in steps)))


def _may_be_short(step: Step, weekly: Fraction) -> bool:
    """Tell whether the study hours of a step, stated or counted, may be fewer than a week's."""
    hours = step.study_hours
    if isinstance(hours, Estimate):
        return hours.likely < weekly
    return step.credits is not None or step.contact_hours is not None


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
        for need in (step.requires, *(advice.requirement for advice in step.recommends)):
            yield from steps_in(need)
    for others in (step.not_with, step.supersedes):
        yield from (step.id, *others) if others else ()
    priced = [cost.discounts for cost in step.costs]
    priced += [option.discounts for option in step.renewal.options] if step.renewal else []
    yield from (discount.holding for discounts in priced for discount in discounts)
    if step.renewal and step.renewal.counts_from:
        yield step.renewal.counts_from


def _in_time(pathway: Pathway, step: Step, need: Requirement) -> Iterator[str]:
    """Yield a step and those that it asks for not only before, but within a time or beside it."""
    for leaf in needs_in(need):
        named = pathway.by_id.get(leaf.step)
        is_kept = named is not None and named.valid_for is not None
        if leaf.within or leaf.current or leaf.corequisite or is_kept:
            yield from (step.id, leaf.step)
