"""Among which offers of a step a plan chooses (planning rule 21).

Of a few all that are not beaten. Of many only those that are cheapest, soonest done or between
the two for this learner, looked at from four days: so a plan is found as fast among a hundred
thousand offers as among ten.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from attrs import evolve

from pathplanner.model.intakes import Intakes
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.marks import steps_named
from pathplanner.model.offer import Offer, unbeaten
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate, Unit, add
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
    steps_in,
)
from pathplanner.model.step import Attendance, Step
from pathplanner.model.sums import has_limits
from pathplanner.model.week import WEEKS, with_counted_hours

MOST = 12
"""Offers of a step of which all are looked at; of more only some."""

AHEAD = (0, 6, 12, 24)
"""Months from the plan's first day to the days from which offers are looked at."""

ALIKE = (
    "attendance", "duration", "study_hours", "contact_hours", "credits", "intakes", "paid_by",
)  # fmt: skip
"""What offers have in common that differ in their prices alone."""

OPEN = 10**12
"""Hundredths, and days, as which a price or a length counts that nobody has found."""

NEVER = 2 * OPEN
"""A day that does not come."""

Way = tuple[Offer, Step]
"""An offer, and the step as it is there."""


def begun(opens: tuple[int, ...] | None, day: int) -> int:
    """Return the first day to start from a day on; `NEVER` when there is none."""
    if opens is None:
        return day
    place = bisect_left(opens, day)
    return opens[place] if place < len(opens) else NEVER


def probes(start: date) -> tuple[int, ...]:
    """Return the days from which offers are looked at."""
    return tuple(add(start, months, Unit.MONTHS).toordinal() for months in AHEAD)


def price_of(step: Step, days: int) -> int:
    """Return what a step costs in all, in hundredths, when it lasts so many days."""
    total = 0
    for cost in step.costs:
        if not isinstance(cost.amount, Estimate):
            total += OPEN
            continue
        every = ceil(cost.every.likely * WEEKS[cost.every.unit] * 7) if cost.every else 0
        times = max(1, -(-min(days, OPEN) // every)) if every and days < OPEN else 1
        total += int(cost.amount.likely * 100) * times
    return total


def days_of(step: Step, weekly: Fraction) -> int:
    """Return how many days a step takes a learner of so many hours a week, all else aside."""
    step = with_counted_hours(step)
    hours, span = step.study_hours, step.duration
    likely = Fraction(hours.likely) if isinstance(hours, Estimate) else Fraction()
    study = OPEN if likely and not weekly else ceil(likely * 7 / weekly) if likely else 0
    if not isinstance(span, Duration) or not span.likely:
        is_open = span is not None and not isinstance(span, Duration)
        is_open = is_open or (not isinstance(hours, Estimate) and hours is not None)
        return OPEN if is_open else study
    days = ceil(span.likely * WEEKS[span.unit] * 7)
    if study <= days or step.attendance is Attendance.PART_TIME:
        return max(days, study)
    # It asks for more hours a week than there are.
    return OPEN


def opens_of(intakes: Intakes | None, days: Sequence[int]) -> tuple[int, ...] | None:
    """Return the days of intakes that are the first from one of some days on."""
    if intakes is None:
        return None
    first, last = date.fromordinal(days[0]).year, date.fromordinal(days[-1]).year
    found = {day.toordinal() for day in intakes.dates}
    found |= {
        day.in_year(year).toordinal() for day in intakes.yearly for year in range(first, last + 2)
    }
    return tuple(sorted(found))


Point = tuple[int, int, int]
"""What an offer costs, the day on which it is done, and its place."""


def three(points: Iterable[Point]) -> set[int]:
    """Return the places of the offers that count of many, looked at from one day.

    These are the cheapest, the soonest done, and the nearest to both, as plans are balanced.
    """
    front: list[Point] = []
    soonest = NEVER
    for one in sorted(points):
        if one[1] < soonest:
            soonest = one[1]
            front.append(one)
    if not front:
        return set()
    (cheap, late, first), (dear, soon, last) = front[0], front[-1]
    wide, long = max(dear - cheap, 1), max(late - soon, 1)

    def far(one: Point) -> tuple[int, int, int]:
        price, done, place = one
        return ((price - cheap) * long) ** 2 + ((done - soon) * wide) ** 2, done, place

    return {first, last, min(front, key=far)[2]}


def few(ways: Sequence[Way], learner: Learner) -> list[int]:
    """Return the places of those of many offers that count for a learner, in order."""
    days, weekly = probes(learner.start), Fraction(learner.hours_per_week)
    measured = []
    for _, step in ways:
        long = days_of(step, weekly)
        measured.append((price_of(step, long), long, opens_of(step.intakes, days)))
    found: set[int] = set()
    for fund in (None, *choosy(learner)):
        paid = [n for n, (offer, _) in enumerate(ways) if not fund or pays_for(fund, offer)]
        for day in days:
            points = []
            for place in paid:
                price, long, opens = measured[place]
                points.append((price, begun(opens, day) + long, place))
            found |= three(points)
    return sorted(found)


def pays_for(fund: Funding, offer: Offer) -> bool:
    """Tell whether a fund may pay for an offer."""
    if not fund.is_listed or not offer.paid_by:
        return True
    known = {name.casefold() for name in offer.paid_by}
    return bool(known & {fund.name.casefold(), str(fund.kind)})


def choosy(learner: Learner) -> list[Funding]:
    """Return the sure funds of a learner that pay only for offers that name them."""
    return [fund for fund in learner.funding if fund.is_sure and fund.is_listed]


def bound_steps(pathway: Pathway) -> frozenset[str]:
    """Return the steps that count in sums or limits, or on which others hang by more than order.

    Only one offer of each counts: their rules are about one step, not about any of several.
    """
    found: set[str] = set()
    for step in pathway.steps:
        asked = (step.requires, *(advice.requirement for advice in step.recommends))
        for requirement in asked:
            found.update(_bound_in(requirement))
        # What a further try asks for, and what others must hold, may be done at any offer, too.
        plain = evolve(
            step, requires=NOTHING, recommends=(), costs=(), renewal=None, supersedes=(),
            exam=None, otherwise=(),
        )  # fmt: skip
        found.update(steps_named(plain))
    for pair in pathway.sharing:
        for name in (*pair.between, *pair.parts):
            found.add(name)
            found.update(steps_in(pathway.by_id[name].requires) if name in pathway.by_id else ())
    return frozenset(found)


def _bound_in(requirement: Requirement) -> Iterator[str]:
    """Yield the steps in parts of a requirement that say more than that some must be done."""
    if isinstance(requirement, Needs):
        if requirement.corequisite is not None:
            yield requirement.step
    elif not isinstance(requirement, AllOf | AnyOf | AtLeast) or has_limits(requirement):
        yield from steps_in(requirement)
    else:
        for part in requirement.of:
            yield from _bound_in(part)


def the_one(ways: Sequence[Way], learner: Learner) -> list[Way]:
    """Return the cheapest offer of a step of which only one counts."""
    weekly, day = Fraction(learner.hours_per_week), learner.start.toordinal()

    def rank(place: int) -> tuple[int, int, int]:
        step = ways[place][1]
        long = days_of(step, weekly)
        opens = opens_of(step.intakes, (day,))
        return price_of(step, long), begun(opens, day) + long, place

    return [ways[min(range(len(ways)), key=rank)]] if ways else []


def candidates(ways: Sequence[Way], learner: Learner, *, is_bound: bool = False) -> list[Way]:
    """Return the offers of a step among which a plan chooses.

    Args:
        ways: The offers that the learner can take, in their order.
        learner: The learner.
        is_bound: Whether only one counts; see `bound_steps`.
    """
    if is_bound:
        return the_one(ways, learner)
    left = list(ways)
    if len(left) > MOST:
        left = _cheapest_alike(left)
    if len(left) > MOST:
        left = [left[place] for place in few(left, learner)]
    kept = unbeaten(left)
    return [way for way in left if way[0] in kept]


def _cheapest_alike(ways: Sequence[Way]) -> list[Way]:
    """Return the cheapest, by the prices that they name, of offers that are alike in all else."""
    kept: dict[object, tuple[Decimal, int]] = {}
    for place, (offer, _) in enumerate(ways):
        paid: list[tuple[object, object]] = [(None, offer.price)] if offer.price else []
        paid += [((cost.kind, cost.every), cost.amount) for cost in offer.costs]
        total = sum(
            (one.likely if isinstance(one, Estimate) else Decimal(OPEN) for _, one in paid),
            Decimal(0),
        )
        key = tuple(getattr(offer, name) for name in ALIKE), tuple(kind for kind, _ in paid)
        kept[key] = min((total, place), kept.get(key, (total, place)))
    return [ways[place] for _, place in sorted(kept.values(), key=lambda one: one[1])]


def opens_again(offers: Sequence[Offer]) -> date | None:
    """Return the last day of offers that are all begun on days that come once; else None.

    Later on nobody knows their days; then the step is as the pathway has it.
    """
    known = [offer.intakes for offer in offers]
    if not known or any(one is None or one.yearly for one in known):
        return None
    return max(day for one in known if one for day in one.dates)
