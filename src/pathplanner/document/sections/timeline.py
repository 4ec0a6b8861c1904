"""The steps on a scale of time, and under them the study load and the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from pathplanner.document.blocks import Bar, Points, Section, Series, Timeline
from pathplanner.document.lookup import PlanFacts, cost_in_short, payments_of
from pathplanner.document.sections.reviews import review_days
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, format_hours, format_short_month
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep

ZERO = Decimal(0)
MONTHS_APART = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
MOST_MONTHS, MOST_YEARS = 5, 8
"""How many names of months, and of years, have room beside each other."""

LAST_MONTH, LAST_YEAR = 86, 93
"""A name that stands later than this, in percent of the scale, has no room."""


@frozen
class Scale:
    """The days that a timeline covers."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day stands, in percent of the whole."""
        days = max(1, (self.last - self.first).days)
        return round((day - self.first).days / days * 100, 2)


def timeline_section(facts: PlanFacts) -> Section | None:
    """Return the timeline; nothing for a single step."""
    plan = facts.plan
    if len(plan.steps) < 2:
        return None
    first = min(step.start for step in plan.steps)
    scale = Scale(first, max(step.finish for step in plan.steps))
    bars = tuple(_bar(step, scale, facts) for step in plan.steps)
    legend = (_("A late start moves your finish"), _("There is time to spare"))
    heads = (_("Step"), _("When")) + ((_("Cost"),) if facts.tells_prices else ())
    series = tuple(filter(None, (_load(plan, scale), _money(facts, scale))))
    points = tuple(filter(None, (_reviews(facts, scale), _deadline(plan, scale))))
    block = Timeline(heads, _ticks(scale), bars, legend, series, points)
    return Section("timeline", _("Your time and money"), (block,))


def _reviews(facts: PlanFacts, scale: Scale) -> Points | None:
    """Return the days on which the plan is looked at."""
    days = [day for day in review_days(facts.plan) if scale.first <= day <= scale.last]
    if not days or facts.for_employer:
        return None
    places = tuple(scale.place(day) for day in days)
    return Points(_("Look at the plan"), _("at each mark"), places)


def _deadline(plan: Plan, scale: Scale) -> Points | None:
    day = plan.learner.deadline
    if day is None:
        return None
    words = _("Your deadline: {day}").format(day=format_date(day))
    place = scale.place(min(max(day, scale.first), scale.last))
    return Points(_("Deadline"), words, (place,))


def _bar(step: PlannedStep, scale: Scale, facts: PlanFacts) -> Bar:
    left = scale.place(step.start)
    return Bar(
        step.number,
        step.title,
        facts.span(step.start, step.finish),
        left,
        round(scale.place(step.finish) - left, 2),
        step.critical,
        cost_in_short((step,), facts) if facts.tells_prices else "",
        facts.lang(step.title),
    )


def _load(plan: Plan, scale: Scale) -> Series | None:
    """Return the hours of study a week over time."""
    loads = study_loads(plan)
    if not loads:
        return None
    _day, most = busiest(loads)
    is_least = any(step.study_hours is None for step in plan.steps)
    words = (_("{hours} or more") if is_least else _("up to {hours}")).format(
        hours=format_hours(most)
    )
    return Series(_("Study hours a week"), words, tuple(_heights(loads, most, scale)))


def study_loads(plan: Plan) -> list[tuple[date, Decimal]]:
    """Return the days on which the hours of study a week change, and the hours from then on."""
    busy = [step for step in plan.steps if step.hours_per_week]
    days = sorted({day for step in busy for day in (step.start, step.finish)})
    return [(day, _load_on(day, busy)) for day in days]


def _load_on(day: date, steps: Sequence[PlannedStep]) -> Decimal:
    here = [step for step in steps if step.start <= day < step.finish]
    # Those that share a day take its hours one after another.
    shared = max((step.hours_per_week for step in here if step.shares_days), default=ZERO)
    return sum((step.hours_per_week for step in here if not step.shares_days), shared)


def busiest(loads: Sequence[tuple[date, Decimal]]) -> tuple[date, Decimal]:
    """Return the first day with the most hours of study a week, and the hours."""
    return max(loads, key=lambda load: load[1])


def _money(facts: PlanFacts, scale: Scale) -> Series | None:
    """Return what the learner has paid so far, over time."""
    plan = facts.plan
    payments = [payment for _step, payment in payments_of(plan)]
    days = sorted({payment.on for payment in payments if payment.out_of_pocket})
    if not days or not facts.tells_prices:
        return None
    sums = [
        (day, sum((one.out_of_pocket for one in payments if one.on <= day), ZERO)) for day in days
    ]
    total = sums[-1][1]
    words = _("the whole sum at the end")
    return Series(_("What you have paid by then"), words, tuple(_heights(sums, total, scale)))


def _heights(
    values: Sequence[tuple[date, Decimal]], most: Decimal, scale: Scale
) -> Iterator[tuple[float, float]]:
    """Yield places in percent, and from there on heights in percent of the highest."""
    for day, value in values:
        yield min(100.0, max(0.0, scale.place(day))), round(float(value / most * 100), 2)


def _ticks(scale: Scale) -> tuple[tuple[str, float], ...]:
    """Return the months or years that mark the scale; its ends when it is too short."""
    first, last = scale.first, scale.last
    span = (last.year - first.year) * 12 + last.month - first.month
    apart = next((step for step in MONTHS_APART if _fit(span, step)), MONTHS_APART[-1])
    years = apart >= 12
    count = first.year * 12 + first.month  # the month after the first, counted from year 0
    count += -count % apart
    days = []
    while (day := date(count // 12, count % 12 + 1, 1)) <= last:
        days.append(day)
        count += apart
    latest = LAST_YEAR if years else LAST_MONTH
    ticks = tuple((_tick(day, years=years), scale.place(day)) for day in days)
    named = tuple((name if place <= latest else "", place) for name, place in ticks)
    if sum(bool(name) for name, _place in named) >= 2:
        return named
    return ((_tick(first, years=False), 0.0), (_tick(last, years=False), 100.0))


def _fit(months: int, apart: int) -> bool:
    return months // apart <= (MOST_YEARS if apart >= 12 else MOST_MONTHS)


def _tick(day: date, *, years: bool) -> str:
    if years:
        return str(day.year)
    return format_short_month(day)
