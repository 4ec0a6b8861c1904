"""An offer: who does a step where, for how much, how long and when; planning rule 21.

A pathway says what a step is anywhere. An offer says how one school, here, does it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import Attribute, evolve, field, frozen
from attrs.converters import optional

from pathplanner.errors import Fault, did_you_mean
from pathplanner.model.coerce import (
    not_blank,
    refused,
    several,
    to_date,
    to_text,
    to_texts,
)
from pathplanner.model.intakes import Intakes
from pathplanner.model.marks import StepId
from pathplanner.model.places import to_states
from pathplanner.model.price import Cost, CostKind, to_costs
from pathplanner.model.quantity import Duration, Estimate, Said, Unit, Unknown, lasting, to_estimate
from pathplanner.model.step import Attendance, Kind, Step
from pathplanner.model.week import with_counted_hours

HOURS = ("study_hours", "contact_hours", "credits")
"""What of a step tells its hours: an offer that tells one of them tells all, and the span."""

WITHOUT = (Kind.JOB, Kind.LICENSE, Kind.MEMBERSHIP)
"""Kinds of steps that nobody chooses a provider of."""

_DAYS = {Unit.DAYS: (1, 1), Unit.WEEKS: (7, 7), Unit.MONTHS: (28, 31), Unit.YEARS: (365, 366)}
"""Days in a unit, at least and at most."""


def _intakes(_: object, attribute: Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Intakes):
        raise refused(attribute, "must be days such as 2027-01-11")
    # An office's offers stand beside many pathways, each with terms of its own or with none.
    if isinstance(value, Intakes) and (value.terms or value.from_ is not None):
        raise refused(attribute, "must be days such as 2027-01-11 or 08-24, not terms or years")


@frozen
class Offer:
    """How one provider does a step.

    Attributes:
        id: Stable name, unique among the offers of a step.
        step: Id of the step.
        provider: Who offers it, such as a school.
        place: Where, such as `Austin, TX`, or `online`.
        states: Where one must live to take it, such as `TX`; anywhere when empty.
        price: What it costs in all; then the step has no other price.
        costs: What it costs by kinds; of these kinds the step has no other price.
        duration: How long it takes.
        study_hours, contact_hours, credits: As of a step; where one of these is told, neither
            the step's other hours nor its span count.
        attendance: How it is attended.
        intakes: The only days on which it can start.
        paid_by: Who pays for it: kinds of money such as `workforce`, or names of funds. When
            empty, nobody told.
        url: Where to read more or to apply.
        note: What to know about it.
        from_: Who said all this, such as `school, phone`.
        on: The day on which it was said.
        currency: ISO 4217 code, if it was given; it must be that of the pathway.
    """

    id: str = field(converter=to_text, validator=not_blank)
    step: StepId = field(converter=to_text, validator=not_blank)
    provider: str = field(converter=to_text, validator=not_blank)
    place: str = field(default="", converter=to_text)
    states: tuple[str, ...] = field(default=(), converter=to_states)
    price: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    costs: tuple[Cost, ...] = field(default=(), converter=to_costs)
    duration: Duration | Unknown | None = field(default=None, validator=lasting)
    study_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    contact_hours: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    credits: Estimate | Unknown | None = field(default=None, converter=optional(to_estimate))
    attendance: Attendance | None = field(default=None, converter=optional(Attendance))
    intakes: Intakes | None = field(default=None, validator=_intakes)
    paid_by: tuple[str, ...] = field(default=(), converter=to_texts)
    url: str = field(default="", converter=to_text)
    note: str = field(default="", converter=to_text)
    from_: str = field(default="", converter=to_text)
    on: date | None = field(default=None, converter=optional(to_date))
    currency: str = field(default="", converter=to_text)

    @property
    def said(self) -> Said:
        """Who said it, and when."""
        return Said(self.from_, self.on)

    @property
    def where(self) -> str:
        """The provider and the place in one line."""
        return ", ".join(filter(None, (self.provider, self.place)))

    def of(self, step: Step) -> Step:
        """Return the step as this provider does it."""
        changes: dict[str, Any] = {"provider": self.provider, "costs": self._prices(step)}
        if self.duration is not None or any(getattr(self, name) is not None for name in HOURS):
            changes["duration"] = self._told(self.duration)
        if any(getattr(self, name) is not None for name in HOURS):
            changes |= {name: self._told(getattr(self, name)) for name in HOURS}
        for name in ("attendance", "intakes", "url"):
            if getattr(self, name):
                changes[name] = getattr(self, name)
        return evolve(step, **changes)

    def _prices(self, step: Step) -> tuple[Cost, ...]:
        own = [evolve(cost, amount=self._told(cost.amount), source=()) for cost in self.costs]
        if self.price is not None:
            kind = step.costs[0].kind if step.costs else CostKind.TUITION
            return (Cost(kind, self._told(self.price)), *own)
        kinds = {cost.kind for cost in own}
        kept = [cost for cost in step.costs if cost.kind not in kinds]
        return (*own, *kept)

    def _told(self, value: Any) -> Any:
        """Return an amount or a length with who said it."""
        if not isinstance(value, Estimate | Duration) or value.said or value.source or value.basis:
            return value
        return evolve(value, said=self.said)

    def is_for(self, state: str) -> bool:
        """Tell whether it is for people of a state, or of one that is not told."""
        return not (self.states and state) or state in self.states

    def is_open(self, start: date) -> bool:
        """Tell whether it can be begun on some day from `start` on."""
        intakes = self.intakes
        return intakes is None or bool(intakes.yearly) or any(day >= start for day in intakes.dates)


@frozen
class Choice:
    """The offer at which a learner takes a step, because they chose or began it there.

    Attributes:
        step: Id of the step.
        offer: Id of the offer.
    """

    step: StepId = field(converter=to_text, validator=not_blank)
    offer: str = field(converter=to_text, validator=not_blank)


@frozen
class Taken:
    """The offer that a way to the goal takes for a step.

    Attributes:
        step: Id of the step.
        offer: Id of the offer.
        where: Who offers it, and where.
    """

    step: StepId
    offer: str
    where: str = ""


def to_choices(value: Mapping[str, str] | Choice | Iterable[Choice]) -> tuple[Choice, ...]:
    """Return choices from themselves, or from ids of offers by steps; the last counts."""
    if isinstance(value, Mapping):
        value = [Choice(step, offer) for step, offer in value.items()]
    return tuple({one.step: one for one in several(Choice, value)}.values())


def unbeaten(ways: Sequence[tuple[Offer, Step]]) -> list[Offer]:
    """Return the offers of a step that none is at least as good as in everything.

    Args:
        ways: Offers, each with the step as it is there; of two that are alike the first stays.
    """
    known = [(offer, with_counted_hours(step)) for offer, step in ways]
    kept: list[tuple[Offer, Step]] = []
    for one in known:
        if not any(_is_as_good(other, one) for other in kept):
            kept = [other for other in kept if not _is_as_good(one, other)]
            kept.append(one)
    return [offer for offer, _ in kept]


def _is_as_good(one: tuple[Offer, Step], other: tuple[Offer, Step]) -> bool:
    """Tell whether an offer is at least as good as another in all that a plan counts."""
    (offer, step), (beaten, there) = one, other
    return (
        step.attendance == there.attendance
        and _is_no_dearer(step.costs, there.costs)
        and _is_no_longer(step, there)
        and _opens_as_often(step.intakes, there.intakes)
        and (not offer.paid_by or (bool(beaten.paid_by) and {*offer.paid_by} >= {*beaten.paid_by}))
    )


def _is_no_dearer(costs: Sequence[Cost], others: Sequence[Cost]) -> bool:
    """Tell whether prices are of the same kinds, paid as often, and none is higher."""
    if len(costs) != len(others):
        return False
    ours, theirs = (sorted(some, key=lambda cost: cost.kind) for some in (costs, others))
    return all(
        (cost.kind, cost.every, cost.discounts) == (dear.kind, dear.every, dear.discounts)
        and _is_at_most(cost.amount, dear.amount)
        for cost, dear in zip(ours, theirs, strict=True)
    )


def _is_at_most(amount: Estimate | Unknown | None, other: Estimate | Unknown | None) -> bool:
    """Tell whether an amount is no more than another; what is not known is more than any."""
    if not isinstance(amount, Estimate) or not isinstance(other, Estimate):
        return amount == other or (isinstance(amount, Estimate) and isinstance(other, Unknown))
    return amount.likely <= other.likely


def _is_no_longer(step: Step, other: Step) -> bool:
    """Tell whether a step lasts no longer, and asks for no more hours, in all and a week."""
    if (step.duration, step.study_hours) == (other.duration, other.study_hours):
        return True
    span, longer = step.duration, other.duration
    if not _is_at_most(step.study_hours, other.study_hours):
        return False
    if not isinstance(span, Duration) or not isinstance(longer, Duration):
        return span == longer
    if not (span.likely and longer.likely):
        return span.likely == longer.likely
    if span.unit == longer.unit:
        shorter = span.likely <= longer.likely
    else:
        shorter = span.likely * _DAYS[span.unit][1] <= longer.likely * _DAYS[longer.unit][0]
    if not isinstance(step.study_hours, Estimate) or not isinstance(other.study_hours, Estimate):
        return shorter
    most = Fraction(step.study_hours.likely) / (span.likely * _DAYS[span.unit][0])
    least = Fraction(other.study_hours.likely) / (longer.likely * _DAYS[longer.unit][1])
    if span.unit == longer.unit:
        most = Fraction(step.study_hours.likely) / span.likely
        least = Fraction(other.study_hours.likely) / longer.likely
    return shorter and most <= least


def _opens_as_often(intakes: Intakes | None, others: Intakes | None) -> bool:
    """Tell whether one can start on each day on which one can start there, applying as late."""
    if intakes is None or others is None:
        return intakes is None
    if not ({*intakes.dates} >= {*others.dates} and {*intakes.yearly} >= {*others.yearly}):
        return False
    ahead, theirs = intakes.apply_before, others.apply_before
    if ahead is None or ahead == theirs:
        return True
    return theirs is not None and ahead.unit == theirs.unit and ahead.likely <= theirs.likely


def find_faults(
    steps: Mapping[str, Step],
    offers: Sequence[Offer],
    currency: str,
    bases: Collection[str],
) -> Iterator[Fault]:
    """Yield what is wrong with offers beside the steps that they are of.

    Args:
        steps: The steps by id.
        offers: The offers.
        currency: That of the pathway.
        bases: Steps from which the days of another step's renewals are counted.
    """
    seen: dict[tuple[str, str], int] = {}
    for place, offer in enumerate(offers):
        here = f"offers[{place}]"
        if offer.step not in steps:
            hint = did_you_mean(offer.step, steps)
            yield Fault(f"There is no step {offer.step!r}.", f"{here}.step", hint)
            continue
        first = seen.setdefault((offer.step, offer.id), place)
        if first != place:
            said = f"Two offers of {offer.step} have the id {offer.id!r}."
            yield Fault(said, f"{here}.id", "Give one of them another id.")
        yield from _misfits(steps[offer.step], offer, currency, here, bases)


def _misfits(
    step: Step, offer: Offer, currency: str, here: str, bases: Collection[str]
) -> Iterator[Fault]:
    if step.kind in WITHOUT or step.id in bases:
        why = "renewals of another step are counted from it"
        why = f"it is a {step.kind}" if step.kind in WITHOUT else why
        hint = "Name the program, the course or the exam that comes before it."
        yield Fault(f"{step.id} has no offers: {why}.", f"{here}.step", hint)
    if offer.currency and offer.currency != currency:
        said = f"This offer is in {offer.currency}; the pathway counts in {currency}."
        yield Fault(said, f"{here}.currency", f"Give its prices in {currency}.")
