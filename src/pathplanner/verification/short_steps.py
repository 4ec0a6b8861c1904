"""Rule 18: short steps, which may share a day, and the hours at which they begin and end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from pathplanner.model.learner import Learner
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Estimate
from pathplanner.model.requirement import needs_in, steps_in
from pathplanner.model.step import Step

if TYPE_CHECKING:
    from pathplanner.verification.case import Case, Times

OTHERWISE = ("exam", "credential", "license", "membership", "job")
"""Kinds of which no step is short."""

Hours = tuple[Fraction, Fraction]
"""When a step begins and ends, in days and parts of days."""


def which_are_short(
    told: Pathway, pathway: Pathway, learner: Learner, begun: Collection[str]
) -> Iterator[str]:
    """Yield the steps of a pathway that are short for a learner.

    Args:
        told: The pathway as it is for the learner.
        pathway: The same with what is left of failed steps, and with all that is assumed.
        learner: The learner.
        begun: What is under way.
    """
    steps, weekly = pathway.steps, learner.hours_per_week
    if not any(step.shares_days for step in told.steps) or weekly <= 0:
        return
    if told.offers or told.terms or any(step.open_ended for step in steps):
        return
    if learner.moves or any(one.from_ for one in learner.hours):
        return
    named = {name for step in told.steps for name in _named(told, step)}
    own = {one.step for one in learner.hours}
    for step in steps:
        is_tied = step.id in named | own | set(begun)
        if not is_tied and is_plain(step) and step.shares_days and _sum_of(step) > 0:
            yield step.id


def _sum_of(step: Step) -> Fraction:
    hours = step.study_hours
    return Fraction(hours.likely) if isinstance(hours, Estimate) else Fraction()


def is_plain(step: Step) -> bool:
    """Tell whether a step says nothing but what it costs, requires and how many hours it has."""
    never = (
        step.duration is not None or step.waiting is not None or step.before or step.after,
        step.intakes or step.exam or step.dues or step.renewal or step.valid_for,
        step.weekly_hours is not None or step.work_hours is not None,
        step.kind in OTHERWISE or step.latest_term is not None,
        step.not_with or step.supersedes or step.stops or step.open_ended,
        any(cost.every is not None or cost.discounts for cost in step.costs),
    )
    return not any(never)


def _named(pathway: Pathway, step: Step) -> Iterator[str]:
    """Yield the steps that hang on each other's days by more than what is done first."""
    advised = [advice.requirement for advice in step.recommends]
    for leaf in (leaf for need in (step.requires, *advised) for leaf in needs_in(need)):
        other = pathway.by_id.get(leaf.step)
        if leaf.within or leaf.current or leaf.corequisite or (other and other.valid_for):
            yield step.id
            yield leaf.step
    if step.exam and step.exam.schedule_within:
        for need in (step.requires, *advised):
            yield from steps_in(need)
    if step.not_with or step.supersedes:
        yield from (step.id, *step.not_with, *step.supersedes)
    for cost in step.costs:
        yield from (discount.holding for discount in cost.discounts)
    if step.renewal:
        yield step.renewal.counts_from
        for option in step.renewal.options:
            yield from (discount.holding for discount in option.discounts)


def hours_of(case: Case, times: Times) -> dict[str, Hours]:
    """Return when each short step begins and ends, each as soon as it can on its first day."""
    if not case.short:
        return {}
    # On one day they come in the plan's order, which sorting keeps.
    names = sorted((name for name in times if name in case.short), key=lambda name: times[name])
    found: dict[str, Hours] = {}
    end = Fraction()
    for name in names:
        start = max(Fraction(times[name][0].toordinal()), end)
        end = _after(case, start, _sum_of(case.step(name)))
        found[name] = start, end
    return found


def _after(case: Case, start: Fraction, hours: Fraction) -> Fraction:
    """Return when so many hours are studied from a time on; nobody studies in breaks."""
    left = hours * 7 / Fraction(case.learner.hours_per_week)
    for pause in case.breaks:
        first, end = (Fraction(day.toordinal()) for day in pause)
        if first < start + left and start < end:
            left -= max(Fraction(), first - start)
            start = end
    return start + left


def finish_of(case: Case, name: str, times: Times) -> date:
    """Return the first day on which nothing is left of the hours of a short step."""
    return date.fromordinal(ceil(hours_of(case, times)[name][1]))


def done_for(case: Case, name: str, times: Times, done: Mapping[str, date]) -> dict[str, date]:
    """Return when steps are done for a step: short ones that end before a short one on that day.

    Args:
        case: The case.
        name: The step.
        times: The days of all planned steps.
        done: The days on which they are done for others.
    """
    hours = hours_of(case, times)
    if name not in hours:
        return dict(done)
    begins = hours[name][0]
    sooner = {n: date.fromordinal(floor(end)) for n, (_, end) in hours.items() if end <= begins}
    return {n: sooner.get(n, day) for n, day in done.items()}


def crowded(case: Case, times: Times) -> Iterator[date]:
    """Yield the days on which short steps start and no hours are left for them."""
    for name, (begins, _) in hours_of(case, times).items():
        if begins >= times[name][0].toordinal() + 1:
            yield times[name][0]
