"""At which value of a fact the choice tips.

It is found by planning, and is exact on the scale of its fact (hundredths of money, hours,
whole months): the plan is the same at it, and another one step further on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from math import ceil, floor

from attrs import frozen

from pathplanner.model.claims import FactQuestion, Tip
from pathplanner.model.learner import Prefer
from pathplanner.model.own_facts import split_path
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Step
from pathplanner.planning.assembly.planned_steps import in_order
from pathplanner.planning.explain.asking import Asking
from pathplanner.planning.money.funding import Purse, room_from
from pathplanner.planning.problem.changed_facts import Facts, path_of_cost
from pathplanner.planning.problem.problem import cents, money
from pathplanner.planning.schedule.placing import Axis
from pathplanner.planning.search.front import Candidate, Scale

LONGEST = 120
"""Months that an unknown length is tried up to; longer, nobody would wait."""

MOST_HOURS = 5_000
"""Study hours that are tried where they are not known."""

MOST_GUESSES = 3
"""How often it is guessed where a choice tips before it is found by halves."""

MOST_MONEY = 1_000_000_00
"""Hundredths that are tried where a price is not known."""


@frozen(eq=False)
class FactScale:
    """The values of a fact as whole numbers: hundredths of money, hours, or units of time.

    Attributes:
        path: The fact.
        unit: The unit of a length.
        is_money: Whether it is money.
    """

    path: str
    unit: Unit | None = None
    is_money: bool = False

    @classmethod
    def of(cls, path: str, value: object) -> FactScale:
        """Return the scale of a fact."""
        if path.endswith(".duration"):
            return cls(path, value.unit if isinstance(value, Duration) else Unit.MONTHS)
        return cls(path, None, not path.endswith(".study_hours"))

    def at(self, count: int) -> Estimate | Duration:
        """Return the value that a whole number stands for."""
        if self.unit is not None:
            return Duration.exactly(count, self.unit)
        return Estimate.exactly(money(count) if self.is_money else count)

    def count(self, value: Decimal | int) -> int:
        """Return the whole number for a value."""
        return cents(Decimal(value)) if self.is_money else int(value)

    def told(self, count: int) -> Decimal:
        """Return a whole number as the value of a question."""
        return money(count) if self.is_money else Decimal(count)

    @property
    def most(self) -> int:
        """The largest number that is tried where nothing is known."""
        if self.unit is not None:
            return LONGEST
        return MOST_MONEY if self.is_money else MOST_HOURS

    @property
    def step(self) -> str:
        """The step that it is a fact of."""
        return split_path(self.path)[0]


@frozen(eq=False)
class Change:
    """What is best as one fact changes and all else stays.

    Attributes:
        asking: Makes the plans.
        scale: The values of the fact.
        rest: What else is taken to be so.
    """

    asking: Asking
    scale: FactScale
    rest: Facts

    def best(self, count: int) -> Candidate | None:
        """Return the best plan at a value of the fact."""
        return self.asking.best({**self.rest, self.scale.path: self.scale.at(count)})

    def _first(self, start: int) -> Candidate | None:
        """Return the best plan at the start: that of the question where nothing is otherwise."""
        value = dict(estimates_of(self.asking.step_of(self.scale.path))).get(self.scale.path)
        is_same = value is not None and self.scale.at(start).likely == value.likely
        if is_same and not self.rest and self.asking.is_proved:
            return self.asking.chosen
        return self.best(start)

    def question(
        self, start: int, end: int, value: object, *, is_rival: bool = False
    ) -> FactQuestion | None:
        """Return what to ask: at which value the choice tips between two.

        Args:
            start: A value at which the plan is best.
            end: The last value that is looked at.
            value: What is known of the fact.
            is_rival: Whether the fact is one of another way.
        """
        first, last = self._first(start), self.best(end)
        about = self.scale.step
        if first is None or (about in first.steps) == is_rival or self._keeps(last, first):
            return None
        step = 1 if end > start else -1
        kept, lost, turns = start, end, 0
        hints, tries = self._hints(start, first, last), list[int]()
        while abs(lost - kept) > 1:
            if not tries and turns < MOST_GUESSES:
                turns += 1
                tries = self._guessed(kept, lost, first)
            elif not tries and (hint := next(hints, None)) is not None:
                tries = [hint, hint - step, hint + step]
            count = tries.pop(0) if tries else (kept + lost) // 2
            if not min(kept, lost) < count < max(kept, lost):
                continue
            if self._keeps(self.best(count), first):
                kept = count
            else:
                lost = count
        return self._told((kept, lost), (first, last), value, is_rival=is_rival)

    def _guessed(self, kept: int, lost: int, first: Candidate) -> list[int]:
        """Return the two values between which the choice seems to tip, if it does."""
        is_balanced = self.asking.problem.prefer is Prefer.BALANCED
        if is_balanced and self.scale.is_money and not self._is_waiting:
            # Of a start that was planned before, and an end without a plan, none came up.
            return self._between(kept, lost, self._by_points(kept, first)) if self._seen() else []
        best = self._by_routes(lost, first, is_balanced=is_balanced)

        def keeps(count: int) -> bool:
            return self._keeps(best(count), first)

        def room(count: int) -> int:
            """Return how much more the plan that is best at a price leaves room for."""
            purse, name, plan = Purse.of(self.asking.problem), self.scale.step, best(count)
            if purse is None or plan is None or name not in plan.schedule.starts:
                return 0
            made = plan.schedule
            return max(0, room_from(purse, made.bills, made.shares, floor(made.starts[name])))

        return self._between(kept, lost, keeps, room if self._is_waiting else None)

    @staticmethod
    def _between(
        kept: int,
        lost: int,
        keeps: Callable[[int], bool],
        room: Callable[[int], int] | None = None,
    ) -> list[int]:
        """Return the two values between which it seems to tip; none where it does not.

        Args:
            kept: A value at which the choice stays.
            lost: One at which it does not.
            keeps: Tells of a value whether it stays.
            room: Returns how much more than a value changes nothing, if that can be told.
        """
        if not keeps(kept) or keeps(lost):
            return []
        is_halved = room is None
        while abs(lost - kept) > 1:
            low, high = sorted((kept, lost))
            middle = (low + high) // 2
            if room is not None and not is_halved:
                middle = min(low + room(low) + 1, high - 1)
            is_halved = not is_halved if room is not None else True
            kept, lost = (middle, lost) if keeps(middle) else (kept, middle)
        return [kept, lost]

    def _by_points(self, kept: int, first: Candidate) -> Callable[[int], bool]:
        """Return what tells of a price whether a balanced choice stays, by the plans seen.

        A price that one of them pays makes that one as much dearer as it is more.
        """
        name = self.scale.step
        plans: dict[frozenset[str], tuple[Axis, Axis, int]] = {}
        for facts, seen in self._seen():
            value = facts.get(self.scale.path)
            at = self.scale.count(value.likely) if value is not None else kept
            slope = int(name in seen.steps)
            plans[seen.steps] = seen.time, (seen.cost[0], seen.cost[1] - slope * at), slope

        def keeps(count: int) -> bool:
            points = [(t, (c[0], c[1] + s * count), n) for n, (t, c, s) in plans.items()]
            scale = Scale.of_points([(time, cost) for time, cost, _ in points])
            best = min(points, key=lambda point: (scale.far(*point[:2]), point[0]))
            return best[2] == first.steps

        return keeps

    def _by_routes(
        self, lost: int, first: Candidate, *, is_balanced: bool
    ) -> Callable[[int], Candidate | None]:
        """Return what tells which of a few ways is best at a value."""
        other = self.best(lost)
        ways = {first.steps: None, **({other.steps: None} if other else {})}
        # What is between two ends hangs on all of them.
        ways |= {one.steps: None for _, one in self._seen()} if is_balanced else {}

        @cache
        def best(count: int) -> Candidate | None:
            facts = {**self.rest, self.scale.path: self.scale.at(count)}
            return self.asking.best_of(facts, ways)

        return best

    def _seen(self) -> list[tuple[Facts, Candidate]]:
        """Return the plans that came up while all else was as here."""
        path, rest = self.scale.path, self.rest
        return [
            (facts, one)
            for facts, one in self.asking.seen
            if {p: v for p, v in facts.items() if p != path} == rest
        ]

    @property
    def _is_waiting(self) -> bool:
        """Whether more to pay may make others wait."""
        return self.scale.is_money and self.asking.problem.learner.savings is not None

    def _keeps(self, best: Candidate | None, first: Candidate) -> bool:
        """Tell whether the best plan is the same way, and no later for want of money."""
        if best is None or best.steps != first.steps:
            return False
        return not self._is_waiting or best.schedule.finish <= first.schedule.finish

    def _hints(self, start: int, first: Candidate, last: Candidate | None) -> Iterator[int]:
        """Yield values near which the choice may tip."""
        learner, made = self.asking.problem.learner, first.schedule
        if self.scale.is_money:
            if last is not None:
                # Where the fact is in one of the two only, they cost as much there.
                yield start + (last.schedule.cost - made.cost if start == 0 else 0)
                yield made.cost - last.schedule.cost
            if learner.budget is not None:
                yield start + cents(learner.budget) - made.cost
            purse, name = Purse.of(self.asking.problem), self.scale.step
            if purse is not None and name in made.starts:
                day = floor(made.starts[name])
                yield start + room_from(purse, made.bills, made.shares, day)
        elif self.scale.unit is None:
            name = self.scale.step
            if name in made.starts:
                weeks = Decimal(ceil(made.finishes[name] - made.starts[name])) / 7
                yield int(weeks * learner.hours_per_week)
        elif last is not None:
            days = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30.44, Unit.YEARS: 365.25}
            yield int(abs(last.schedule.finish - made.finish) / days[self.scale.unit])

    def _told(
        self,
        tips: tuple[int, int],
        ends: tuple[Candidate, Candidate | None],
        value: object,
        *,
        is_rival: bool,
    ) -> FactQuestion:
        kept, lost = tips
        scale, other = self.scale, self.best(lost)
        step, fact = split_path(scale.path)
        about = self.asking.problem.pathway.by_id[step]
        first, last = ends
        tip = Tip.NONE
        if other is not None:
            tip = Tip.LATER if other.steps == first.steps else Tip.OTHER
        known = value if isinstance(value, Estimate | Duration) else None
        far = last if is_rival or known else other
        return FactQuestion(
            step=step,
            fact=fact,
            tips_at=scale.told(kept),
            above=lost > kept,
            tip=tip,
            instead=tuple(in_order(other.schedule)) if other else (),
            rival=is_rival,
            unit=scale.unit,
            low=Decimal(known.low) if known else None,
            high=Decimal(known.high) if known else None,
            days=far.schedule.finish - first.schedule.finish if far else 0,
            money=money(far.schedule.cost - first.schedule.cost) if far else Decimal(0),
            body=about.body,
            provider=about.provider,
            url=about.url,
        )


def estimates_of(step: Step) -> Iterator[tuple[str, Estimate | Duration]]:
    """Yield the estimates of a step that are ranges, by their paths."""
    values: list[tuple[str, object]] = [
        (f"{step.id}.duration", step.duration),
        (f"{step.id}.study_hours", step.study_hours),
    ]
    values += [(path_of_cost(step, n), cost.amount) for n, cost in enumerate(step.costs)]
    values += [(f"{step.id}.dues.amount", step.dues.amount)] if step.dues else []
    for path, value in values:
        if isinstance(value, Estimate | Duration) and value.basis and value.low < value.high:
            yield path, value
