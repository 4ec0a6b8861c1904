"""Which offers a plan may take, and the steps as these have them (rule 21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil

from attrs import evolve, frozen

from pathplanner.model.learner import Funding, Learner
from pathplanner.model.offer import Offer, Taken
from pathplanner.model.own_facts import with_facts_that_fit, with_own_facts
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit, Unknown, add
from pathplanner.model.requirement import Needs, Requirement, steps_in
from pathplanner.model.step import Step
from pathplanner.model.week import WEEKS, with_counted_hours
from pathplanner.verification.personal_rules import as_it_is_for

MOST = 12
"""Offers of a step of which all count."""

NOBODY_KNOWS = 10**12
"""What counts for a price in hundredths, and a length in days, that nobody has found."""

_LEAST = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}
_MOST = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}


def told_steps(given: Pathway, learner: Learner, taken: Mapping[str, Offer]) -> Pathway:
    """Return the pathway as it is in the learner's state, with what was found out and offered."""
    office = [fact for fact in learner.facts if fact.of_office]
    own = [fact for fact in learner.facts if not fact.of_office]
    there = with_own_facts(as_it_is_for(given, learner), office)
    told = with_own_facts(there, own)
    steps = [
        with_facts_that_fit(taken[step.id].of(there.by_id[step.id]), own)
        if step.id in taken
        else step
        for step in told.steps
    ]
    return evolve(told, steps=tuple(steps)) if taken else told


def offers_by_id(given: Pathway, taken: Sequence[Taken]) -> dict[str, Offer]:
    """Return the offers that are named, by their steps; one that there is not is left out."""
    known = {(offer.step, offer.id): offer for offer in given.offers}
    pairs = [(one.step, one.offer) for one in taken]
    return {step: known[step, offer] for step, offer in pairs if (step, offer) in known}


def pays_there(fund: Funding, offer: Offer | None) -> bool:
    """Tell whether a fund may pay for a step at an offer."""
    is_choosy = fund.listed or fund.kind == "workforce"
    if offer is None or not offer.paid_by or not is_choosy:
        return True
    return any(name.casefold() in (fund.name.casefold(), fund.kind) for name in offer.paid_by)


@frozen(slots=False)
class Open:
    """The offers that a plan may take."""

    given: Pathway
    learner: Learner

    @cached_property
    def there(self) -> Pathway:
        """The pathway in the learner's state, with what the office found out."""
        office = [fact for fact in self.learner.facts if fact.of_office]
        return with_own_facts(as_it_is_for(self.given, self.learner), office)

    @cached_property
    def begun(self) -> set[str]:
        """The steps that go on where they were begun."""
        begun = {one.step for one in self.learner.under_way}
        begun |= {one.step for one in self.learner.holds}
        return begun | {one.step for one in self.learner.failed}

    @cached_property
    def bound(self) -> set[str]:
        """The steps of which only one offer counts."""
        found = {one.step for one in self.learner.hours} - {""}
        for step in self.given.steps:
            found |= {*step.stops, *step.not_with}
            for requirement in (step.requires, *(one.requirement for one in step.recommends)):
                found |= set(_bound_in(requirement))
        for pair in self.given.sharing:
            for name in {*pair.between, *pair.parts} & self.given.by_id.keys():
                found |= {name, *steps_in(self.given.by_id[name].requires)}
        return found

    def to(self, name: str) -> list[Offer]:
        """Return the offers at which a step may be planned."""
        offers = [offer for offer in self.given.offers if offer.step == name]
        chosen = {one.step: one.offer for one in self.learner.offers}
        if name in chosen:
            return [offer for offer in offers if offer.id == chosen[name]]
        if name in self.begun:
            return []
        usable = [o for o in offers if _is_usable(o, self.learner.state, self.learner.start)]
        steps = [(offer, self._step(offer)) for offer in usable]
        if name in self.bound and steps:
            weekly, start = Fraction(self.learner.hours_per_week), self.learner.start
            costs = [(_price(s, weekly), _done(s, weekly, start)) for _, s in steps]
            return [steps[costs.index(min(costs))][0]]
        ways = _few(steps, self.learner)
        return [offer for place, (offer, _) in enumerate(ways) if not _is_beaten(ways, place)]

    def last_day(self, name: str) -> date | None:
        """Return the last day of the offers of a step, when all their days come once only."""
        if name in {one.step for one in self.learner.offers}:
            return None
        days = [offer.intakes for offer in self.to(name)]
        if not days or any(one is None or one.yearly for one in days):
            return None
        return max(day for one in days if one for day in one.dates)

    def _step(self, offer: Offer) -> Step:
        own = [fact for fact in self.learner.facts if not fact.of_office]
        step = offer.of(self.there.by_id[offer.step])
        return with_counted_hours(with_facts_that_fit(step, own))


def _is_beaten(ways: Sequence[tuple[Offer, Step]], place: int) -> bool:
    """Tell whether another offer is as good in all, and better in something or named before."""
    this = ways[place]
    return any(
        _beats(*other, *this) and (number < place or not _beats(*this, *other))
        for number, other in enumerate(ways)
        if number != place
    )


def _bound_in(requirement: Requirement) -> Iterator[str]:
    """Yield the steps that count in a sum or a limit, or are asked for in more than one way."""
    if isinstance(requirement, Needs):
        if requirement.corequisite is not None:
            yield requirement.step
        return
    limits = ("counting", "apart", "share_at_most", "amount", "hours")
    if any(getattr(requirement, name, None) not in (None, (), False) for name in limits):
        yield from steps_in(requirement)
    for part in requirement.of:
        yield from _bound_in(part)


def _few(ways: list[tuple[Offer, Step]], learner: Learner) -> list[tuple[Offer, Step]]:
    """Return the offers that count among many: rule 21, word for word."""
    if len(ways) > MOST:
        ways = [
            way
            for place, way in enumerate(ways)
            if not any(
                _is_like_and_no_dearer(other, way)
                and (number < place or not _is_like_and_no_dearer(way, other))
                for number, other in enumerate(ways)
                if number != place
            )
        ]
    if len(ways) <= MOST:
        return ways
    weekly, found = Fraction(learner.hours_per_week), set[int]()
    funds = [f for f in learner.funding if f.is_sure and (f.listed or f.kind == "workforce")]
    for months in (0, 6, 12, 24):
        day = add(learner.start, months, Unit.MONTHS)
        for fund in (None, *funds):
            points = {
                place: (_price(step, weekly), _done(step, weekly, day))
                for place, (offer, step) in enumerate(ways)
                if (fund is None or pays_there(fund, offer)) and _done(step, weekly, day)
            }
            found |= _best_three(points)
    return [ways[place] for place in sorted(found)]


def _best_three(points: Mapping[int, tuple[int, int]]) -> set[int]:
    if not points:
        return set()
    cheap = min(points, key=lambda n: (*points[n], n))
    soon = min(points, key=lambda n: (points[n][1], points[n][0], n))
    (low, late), (high, early) = points[cheap], points[soon]
    inside = [n for n, (price, done) in points.items() if price <= high and done <= late]

    def far(n: int) -> tuple[Fraction, int, int]:
        price, done = points[n]
        dear = Fraction(price - low, max(high - low, 1))
        slow = Fraction(done - early, max(late - early, 1))
        return dear**2 + slow**2, done, n

    return {cheap, soon, min(inside, key=far)}


def _is_like_and_no_dearer(one: tuple[Offer, Step], other: tuple[Offer, Step]) -> bool:
    cheap, dear = one[0], other[0]
    names = ("attendance", "duration", "study_hours", "contact_hours", "credits", "intakes")
    if any(getattr(cheap, name) != getattr(dear, name) for name in (*names, "paid_by")):
        return False
    ours = [(c.kind, c.every) for c in cheap.costs], cheap.price is None
    theirs = [(c.kind, c.every) for c in dear.costs], dear.price is None
    if ours != theirs:
        return False
    return _total(cheap) <= _total(dear)


def _total(offer: Offer) -> Fraction:
    named = [cost.amount for cost in offer.costs]
    own = _likely(offer.price) if offer.price is not None else Fraction(0)
    return own + sum(map(_likely, named), Fraction(0))


def _likely(amount: Estimate | Unknown | None) -> Fraction:
    return Fraction(amount.likely) if isinstance(amount, Estimate) else Fraction(NOBODY_KNOWS)


def _price(step: Step, weekly: Fraction) -> int:
    """Return what a step costs in all, in hundredths."""
    total, days = 0, _days(step, weekly)
    for cost in step.costs:
        if not isinstance(cost.amount, Estimate):
            total += NOBODY_KNOWS
            continue
        again = ceil(cost.every.likely * WEEKS[cost.every.unit] * 7) if cost.every else 0
        times = max(1, ceil(Fraction(days, again))) if again and days < NOBODY_KNOWS else 1
        total += int(cost.amount.likely * 100) * times
    return total


def _days(step: Step, weekly: Fraction) -> int:
    """Return how many days a step takes in the learner's week."""
    span, hours = step.duration, step.study_hours
    known = Fraction(hours.likely) if isinstance(hours, Estimate) else Fraction(0)
    by_hours = 0 if not known else ceil(known * 7 / weekly) if weekly else NOBODY_KNOWS
    if isinstance(span, Duration) and span.likely:
        by_span = ceil(span.likely * WEEKS[span.unit] * 7)
        if by_hours > by_span:
            return by_hours if step.attendance == "part-time" else NOBODY_KNOWS
        return by_span
    if span is UNKNOWN or hours is UNKNOWN:
        return NOBODY_KNOWS
    return by_hours


def _done(step: Step, weekly: Fraction, day: date) -> int:
    """Return the day on which a step is done when it is begun from a day on; 0 if never."""
    days = step.intakes
    if days is None:
        return day.toordinal() + _days(step, weekly)
    opens = [one for one in days.dates if one >= day]
    opens += [
        one.in_year(year)
        for one in days.yearly
        for year in (day.year, day.year + 1)
        if one.in_year(year) >= day
    ]
    return min(opens).toordinal() + _days(step, weekly) if opens else 0


def _is_usable(offer: Offer, state: str, start: date) -> bool:
    if offer.states and state and state not in offer.states:
        return False
    days = offer.intakes
    return days is None or bool(days.yearly) or max(days.dates) >= start


def _beats(offer: Offer, step: Step, other: Offer, there: Step) -> bool:
    """Tell whether an offer is at least as good as another in all that a plan counts."""
    if step.attendance != there.attendance or not _cheaper(step.costs, there.costs):
        return False
    if step.intakes is not None:
        if there.intakes is None:
            return False
        days = set(step.intakes.dates) >= set(there.intakes.dates)
        if not (days and set(step.intakes.yearly) >= set(there.intakes.yearly)):
            return False
        if not _in_time(step.intakes.apply_before, there.intakes.apply_before):
            return False
    if offer.paid_by and not (other.paid_by and set(other.paid_by) <= set(offer.paid_by)):
        return False
    same = (step.duration, step.study_hours) == (there.duration, there.study_hours)
    return same or _shorter(step, there)


def _in_time(ahead: Duration | None, theirs: Duration | None) -> bool:
    if ahead is None or ahead == theirs:
        return True
    return theirs is not None and ahead.unit is theirs.unit and ahead.likely <= theirs.likely


def _cheaper(costs: Sequence[Cost], others: Sequence[Cost]) -> bool:
    def kinds(some: Sequence[Cost]) -> list[tuple[object, ...]]:
        return sorted(((c.kind, str(c.every), str(c.discounts)) for c in some), key=str)

    if kinds(costs) != kinds(others):
        return False
    pairs = zip(*(sorted(some, key=lambda c: c.kind) for some in (costs, others)), strict=True)
    return all(_no_more(cost.amount, dear.amount) for cost, dear in pairs)


def _no_more(one: Estimate | Unknown | None, other: Estimate | Unknown | None) -> bool:
    if isinstance(one, Estimate) and isinstance(other, Estimate):
        return one.likely <= other.likely
    return one == other or (isinstance(one, Estimate) and other is not None)


def _shorter(step: Step, there: Step) -> bool:
    """Tell whether a step is no longer than it is there, with no more hours, in all or a week."""
    span, longer = step.duration, there.duration
    if not _no_more(step.study_hours, there.study_hours):
        return False
    if not (isinstance(span, Duration) and isinstance(longer, Duration)):
        return span == longer
    if not span.likely or not longer.likely:
        return span.likely == longer.likely
    is_same = span.unit is longer.unit
    most = span.likely * (1 if is_same else _MOST[span.unit])
    least = longer.likely * (1 if is_same else _LEAST[longer.unit])
    return most <= least and _thinner(step, there, span, longer)


def _thinner(step: Step, there: Step, span: Duration, longer: Duration) -> bool:
    """Tell whether a step asks for no more hours a week than it does there."""
    hours, more = step.study_hours, there.study_hours
    if not (isinstance(hours, Estimate) and isinstance(more, Estimate)):
        return True
    if span.unit is longer.unit:
        return Fraction(hours.likely) / span.likely <= Fraction(more.likely) / longer.likely
    dense = Fraction(hours.likely) / (span.likely * _LEAST[span.unit])
    return dense <= Fraction(more.likely) / (longer.likely * _MOST[longer.unit])
