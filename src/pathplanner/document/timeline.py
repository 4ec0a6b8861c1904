"""The steps on a scale of time."""

from __future__ import annotations

from datetime import date

from pathplanner.document.blocks import Bar, Section, Timeline
from pathplanner.document.facts import PlanFacts
from pathplanner.document.wording import format_month, format_span
from pathplanner.document.words import _
from pathplanner.model.plan import PlannedStep


def timeline(facts: PlanFacts) -> Section | None:
    """Return the timeline; nothing for a single step."""
    plan = facts.plan
    if len(plan.steps) < 2:
        return None
    first = min(step.start for step in plan.steps)
    last = max(step.finish for step in plan.steps)
    days = max(1, (last - first).days)
    bars = tuple(_bar(step, first, days) for step in plan.steps)
    legend = (_("A late start moves your finish"), _("There is time to spare"))
    heads = (_("Step"), _("Start and finish"))
    block = Timeline(heads, _ticks(first, last, days), bars, legend)
    return Section("timeline", _("Your road at a glance"), (block,))


def _bar(step: PlannedStep, first: date, days: int) -> Bar:
    left = (step.start - first).days / days * 100
    width = (step.finish - step.start).days / days * 100
    return Bar(
        step.number,
        step.title,
        format_span(step.start, step.finish),
        round(left, 2),
        round(width, 2),
        step.critical,
    )


LAST_YEAR = 88
"""A year that begins later than this, in percent of the scale, has no room for its name."""


def _ticks(first: date, last: date, days: int) -> tuple[tuple[str, float], ...]:
    """Return the years that begin within the span; its ends when there are too few."""
    step = max(1, (last.year - first.year) // 4)
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
    ticks = [(str(day.year), round((day - first).days / days * 100, 2)) for day in years]
    ticks = [tick for tick in ticks if tick[1] <= LAST_YEAR]
    if len(ticks) >= 2:
        return tuple(ticks)
    names = [format_month(day) for day in (first, last)]
    return ((names[0], 0.0), (names[1], 100.0))
