"""Many offers of a step by the days on which they start, and the few that count for a learner.

Rule 21 looks at many offers from four days: what counts are the cheapest, the soonest done and
the nearest to both. Offers of one *kind* differ in their days and in the amounts of their prices
alone, so they last equally long for a learner, and of those that start on a day only the cheapest
can count. So no more is looked at than kinds times days, and much less: a kind whose cheapest
offer, begun at once, is beaten already is passed over whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, field

from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Learner
from pathplanner.model.offer import Offer
from pathplanner.model.offer_choice import (
    NEVER,
    Point,
    candidates,
    choosy,
    days_of,
    opens_of,
    pays_for,
    price_of,
    probes,
    three,
)
from pathplanner.model.own_facts import OwnFact, with_facts_that_fit
from pathplanner.model.step import Step

Kind = tuple[Any, ...]
"""What offers of one kind have in common."""

Way = tuple[int, int, date]
"""What an offer costs by the prices that it names, in hundredths; its place; its last day."""

Opens = tuple[Sequence[int], Sequence[MonthDay | None]]
"""The days on which an offer starts: those that come once, and those of every year."""

FEW = 60
"""Offers of a step that are all looked at one by one."""

_NO_WAY = (NEVER, 0, date.max)


@define(eq=False)
class Alike:
    """Offers of one kind, somewhere.

    Attributes:
        starts: The cheapest of those that start on the same days.
        once: The cheapest of those that start on a day that comes once.
        yearly: The cheapest of those that start on a day every year; None where on any day.
        least: The price of the cheapest of all.
    """

    starts: dict[str, Way] = field(factory=dict)
    once: dict[int, Way] = field(factory=dict)
    yearly: dict[MonthDay | None, Way] = field(factory=dict)
    least: int = NEVER

    def add(self, starts: str, opens: Opens, way: Way) -> None:
        """Note an offer, if none with its days is cheaper."""
        if starts in self.starts and self.starts[starts] < way:
            return
        self.starts[starts] = way
        self.least = min(self.least, way[0])
        days, yearly = opens
        for day in days:
            if day not in self.once or way < self.once[day]:
                self.once[day] = way
        for each in yearly:
            if each not in self.yearly or way < self.yearly[each]:
                self.yearly[each] = way


@define(eq=False)
class _Measured:
    """Offers of one kind as they are for a learner.

    Attributes:
        alike: The offers.
        offer: One of them.
        long: How many days each of them lasts.
        more: What each costs besides the prices that it names, in hundredths.
        fronts: Of each day from which they are looked at, the first day, price and place of
            those of which none is both cheaper and sooner; empty until they are asked for.
    """

    alike: Alike
    offer: Offer
    long: int
    more: int
    fronts: list[list[Point]] = field(factory=list)


def looked_at(
    known: Sequence[tuple[Kind, Alike]],
    step: Step,
    learner: Learner,
    offer: Callable[[int], Offer],
) -> list[int]:
    """Return the places of the offers among which `candidates` chooses; more than it, if few.

    Args:
        known: The offers of a step for the learner, by kind.
        step: The step where no offer is taken.
        learner: The learner.
        offer: Returns the offer at a place.
    """
    few = _open_if_few(known, learner.start)
    if few is not None:
        return few
    own = [fact for fact in learner.facts if not fact.of_office and fact.step == step.id]
    if any(fact.fact.startswith("costs") for fact in own):
        # The prices by which offers are sorted here are not those that count.
        return _one_by_one(known, step, learner, own, offer)
    days = probes(learner.start)
    expand = _expanding(step, days)
    measured = _measured(known, step, learner, own, offer)
    found: set[int] = set()
    for fund in (None, *choosy(learner)):
        paid = [one for one in measured if not fund or pays_for(fund, one.offer)]
        for number in range(len(days)):
            found |= three(_points(paid, days, number, expand))
    return sorted(found)


def _open_if_few(known: Iterable[tuple[Kind, Alike]], start: date) -> list[int] | None:
    """Return the places of all that can still begin but the dearer of equals; None if many."""
    best: dict[object, Way] = {}
    for kind, alike in known:
        for starts, way in alike.starts.items():
            if way[2] >= start and way < best.get((kind, starts), _NO_WAY):
                best[kind, starts] = way
                if len(best) > FEW:
                    return None
    return [place for _, place, _ in best.values()]


def _one_by_one(
    known: Iterable[tuple[Kind, Alike]],
    step: Step,
    learner: Learner,
    own: Sequence[OwnFact],
    offer: Callable[[int], Offer],
) -> list[int]:
    places = [
        place
        for _, alike in known
        for _, place, last in alike.starts.values()
        if last >= learner.start
    ]
    there = {offer(place).id: place for place in sorted(places)}
    offers = map(offer, there.values())
    ways = [(one, with_facts_that_fit(one.of(step), own)) for one in offers]
    return [there[one.id] for one, _ in candidates(ways, learner)]


def _measured(
    known: Iterable[tuple[Kind, Alike]],
    step: Step,
    learner: Learner,
    own: Sequence[OwnFact],
    offer: Callable[[int], Offer],
) -> list[_Measured]:
    """Return offers as they are for a learner: the shortest first, of these the cheapest."""
    weekly = Fraction(learner.hours_per_week)
    kinds: dict[Kind, tuple[Offer, int, int]] = {}
    found = []
    for kind, alike in known:
        if kind not in kinds:
            total, place, _ = next(iter(alike.starts.values()))
            one = offer(place)
            there = with_facts_that_fit(one.of(step), own)
            long = days_of(there, weekly)
            kinds[kind] = one, long, price_of(there, long) - total
        found.append(_Measured(alike, *kinds[kind]))
    return sorted(found, key=lambda one: (one.long, one.more + one.alike.least))


def _expanding(step: Step, days: Sequence[int]) -> Callable[[MonthDay | None], Sequence[int]]:
    """Return what tells when a day of every year comes, while offers are looked at."""
    # An offer without days starts on those of the step; without these, on any day.
    known: dict[MonthDay | None, Sequence[int]] = {None: opens_of(step.intakes, days) or days}

    def expand(day: MonthDay | None) -> Sequence[int]:
        if day is not None and day not in known:
            known[day] = opens_of(Intakes(yearly=[day]), days) or ()
        return known[day]

    return expand


def _points(
    paid: Iterable[_Measured],
    days: Sequence[int],
    number: int,
    expand: Callable[[MonthDay | None], Sequence[int]],
) -> list[Point]:
    """Return what counts of offers looked at from one day; of what is beaten, not all."""
    points: list[Point] = []
    done: list[int] = []
    prices: list[int] = []
    for one in paid:
        # Those before are as long at most, so the first of these is done no sooner than theirs.
        low, soon = one.more + one.alike.least, days[number] + one.long
        at = bisect_right(done, soon) - 1
        if at >= 0 and prices[at] <= low and (prices[at], done[at]) != (low, soon):
            continue
        one.fronts = one.fronts or _fronts(one.alike, days, expand)
        for begins, total, place in one.fronts[number]:
            points.append((one.more + total, begins + one.long, place))
            _note(done, prices, points[-1])
    return points


def _note(done: list[int], prices: list[int], point: Point) -> None:
    """Put a point among those that none beats: the later done, the cheaper."""
    price, day, _ = point
    at = bisect_right(done, day)
    if at and prices[at - 1] <= price:
        return
    first = at - 1 if at and done[at - 1] == day else at
    while at < len(done) and prices[at] >= price:
        at += 1
    done[first:at], prices[first:at] = [day], [price]


def _fronts(
    alike: Alike,
    days: Sequence[int],
    expand: Callable[[MonthDay | None], Sequence[int]],
) -> list[list[Point]]:
    """Return, of each day, first day, price and place of offers not beaten from then on."""
    first = days[0]
    timed = [(day, way[0], way[1]) for day, way in alike.once.items() if day >= first]
    for each, way in alike.yearly.items():
        timed += [(day, way[0], way[1]) for day in expand(each) if day >= first]
    front: list[Point] = []
    found: list[list[Point]] = []
    # From the last day back: what starts sooner beats all that is dearer.
    for one in sorted(timed, reverse=True):
        while len(found) < len(days) and one[0] < days[-1 - len(found)]:
            found.append(front[::-1])
        while front and front[-1][1] >= one[1]:
            front.pop()
        front.append(one)
    while len(found) < len(days):
        found.append(front[::-1])
    return found[::-1]
