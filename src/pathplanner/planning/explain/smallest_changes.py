"""The smallest changes that would make a plan possible, alone or two together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from attrs import evolve, frozen

from pathplanner.model.learner import HOURS_IN_A_WEEK, Learner, Prefer
from pathplanner.model.quantity import LARGEST
from pathplanner.model.refusal import Change, ChangeKind, ChangePair
from pathplanner.model.week import HOURS_OF_LIFE
from pathplanner.planning.explain.what_if import Circumstances, WhatIf
from pathplanner.planning.money.funding import Purse
from pathplanner.planning.problem.problem import Problem, cents, money
from pathplanner.planning.schedule.placing import Schedule
from pathplanner.planning.search.front import Candidate

EARLIEST = 3 * 365
"""How many days earlier a start is tried."""

EAGER = 3
"""How often the next smaller number is tried before it is done by halves."""

MOST_CREDITS = 500
"""More credits than anybody begins in one term."""

MOST_PAIRS = 3
"""How many pairs of changes are offered, where no change alone is enough."""


NOTHING_ELSE: Circumstances = {}


def together(one: Circumstances, other: Circumstances) -> Circumstances:
    """Return circumstances that are changed twice; of two lists of steps what both have is left."""
    both = {**one, **other}
    for name in one.keys() & other.keys():
        both[name] = tuple(item for item in one[name] if item in other[name])
    return both


@frozen
class Lever:
    """A circumstance that can be changed, by a whole number of which more allows more.

    Attributes:
        kind: What changes.
        least, most: The smallest change and the largest.
        circumstances: From a number to the circumstances that it stands for.
        told: From a number to what is told of the change.
        enough: From a plan to a number that does for that plan, if that is easily said.
        hopeful: Returns a plan that is likely to need the least.
    """

    kind: ChangeKind
    least: int
    most: int
    circumstances: Callable[[int], Circumstances]
    told: Callable[[int], dict[str, Any]]
    enough: Callable[[Schedule], int] | None = None
    hopeful: Callable[[WhatIf, Circumstances], Schedule | None] | None = None

    def find_smallest(self, what_if: WhatIf, others: Circumstances = NOTHING_ELSE) -> int | None:
        """Return the least number for which a plan exists, or None.

        It is taken that if a plan exists for one number, one exists for every larger one;
        for the answer itself there is one.

        Args:
            what_if: The question.
            others: What else is changed.
        """
        low, high = self.least, self.most
        if low > high:
            return None
        most = together(others, self.circumstances(high))
        made = self.hopeful(what_if, most) if self.hopeful else None
        made = made or what_if.find_any(**most)
        if made is None:
            return None
        turns = 0
        while True:
            if self.enough is not None:
                high = min(high, max(low, self.enough(made)))
            if low >= high:
                return high
            # Where a plan says what it needs, that is seldom more than the least there is.
            is_eager = self.enough is not None and turns < EAGER
            number = high - 1 if is_eager else (low + high) // 2
            turns += 1
            closer = what_if.find_any(**together(others, self.circumstances(number)))
            if closer is None:
                low = number + 1
            else:
                high, made = number, closer


def find_changes(what_if: WhatIf) -> list[Change]:
    """Return the smallest single change of each kind that makes a plan possible."""
    found = []
    for lever in levers(what_if):
        number = lever.find_smallest(what_if)
        if number is not None and (best := what_if.find_best(**lever.circumstances(number))):
            found.append(_change(lever, number, best, what_if))
    return found


def find_pairs(what_if: WhatIf) -> Iterator[ChangePair]:
    """Yield the smallest pairs of changes that make a plan possible.

    The first change is as small as any plan allows, the second as small as that leaves.
    """
    found = 0
    for one, other in combinations(levers(what_if), 2):
        if found == MOST_PAIRS:
            return
        first = one.find_smallest(what_if, other.circumstances(other.most))
        if first is None:
            continue
        second = other.find_smallest(what_if, one.circumstances(first))
        if second is None:
            continue
        both = together(one.circumstances(first), other.circumstances(second))
        if best := what_if.find_best(**both):
            found += 1
            yield ChangePair(
                _change(one, first, best, what_if), _change(other, second, best, what_if)
            )


def _change(lever: Lever, number: int, best: Candidate, what_if: WhatIf) -> Change:
    return Change(
        proved=what_if.is_sure,
        kind=lever.kind,
        finish=date.fromordinal(best.schedule.finish),
        out_of_pocket=money(best.schedule.cost),
        **lever.told(number),
    )


def levers(what_if: WhatIf) -> Sequence[Lever]:
    """Return what could be changed, in the order in which it is told."""
    learner = what_if.problem.learner
    found = [_hours(learner)]
    if any(task.pace.work for task in what_if.problem.tasks.values()):
        found.append(_work(learner))
    if learner.credits_per_term is not None and what_if.problem.terms is not None:
        found.append(_credits(learner.credits_per_term))
    if learner.savings is not None:
        kinds = ChangeKind.SAVINGS, ChangeKind.MONTHLY
        found += [_amount(what_if.problem, kind) for kind in kinds]
    if learner.budget is not None:
        found.append(_budget(learner))
    if learner.deadline is not None:
        found.append(_deadline(what_if))
    found.append(_start(learner))
    return [*found, *_steps_allowed(what_if)]


def _hours(learner: Learner) -> Lever:
    return Lever(
        ChangeKind.HOURS,
        int(min([learner.hours_per_week, *(one.per_week for one in learner.hours)])) + 1,
        HOURS_IN_A_WEEK,
        lambda hours: with_hours(learner, hours),
        lambda hours: {"amount": Decimal(hours)},
    )


def with_hours(learner: Learner, hours: int) -> Circumstances:
    """Return at least so many hours of study in every week, and for every step alone."""
    found: Circumstances = {"hours_per_week": Decimal(hours)}
    if learner.hours:
        more = [evolve(one, per_week=max(one.per_week, Decimal(hours))) for one in learner.hours]
        found["hours"] = tuple(more)
    return found


def _work(learner: Learner) -> Lever:
    have = HOURS_OF_LIFE if learner.work_hours is None else learner.work_hours
    return Lever(
        ChangeKind.WORK_HOURS,
        int(have) + 1,
        HOURS_IN_A_WEEK,
        lambda hours: {"work_hours": Decimal(hours)},
        lambda hours: {"amount": Decimal(hours)},
    )


def _credits(most: Decimal) -> Lever:
    return Lever(
        ChangeKind.CREDITS,
        int(most) + 1,
        MOST_CREDITS,
        lambda count: {"credits_per_term": Decimal(count)},
        lambda count: {"amount": Decimal(count)},
    )


def _amount(problem: Problem, kind: ChangeKind) -> Lever:
    """Return whole amounts of savings or of monthly money."""
    have, own = int(getattr(problem.learner, kind.value)), Purse.of(problem)

    def enough(made: Schedule) -> int:
        assert own is not None  # noqa: S101 - else it could not be raised
        purse = own.earning(made.starts, made.finishes)
        needs = purse.savings_for if kind is ChangeKind.SAVINGS else purse.monthly_for
        return -(-needs(made.bills, made.shares) // 100)

    return Lever(
        kind,
        have + 1,
        int(LARGEST),
        lambda amount: {kind.value: Decimal(amount)},
        lambda amount: {"amount": Decimal(amount)},
        enough,
    )


def _budget(learner: Learner) -> Lever:
    """Return budgets in hundredths; unknown prices count as nothing."""
    assert learner.budget is not None  # noqa: S101 - else it could not be raised
    return Lever(
        ChangeKind.BUDGET,
        cents(learner.budget) + 1,
        int(LARGEST) * 100,
        lambda hundredths: {"budget": money(hundredths)},
        lambda hundredths: {"amount": money(hundredths)},
        lambda made: made.cost,
        lambda what_if, others: _schedule(what_if.find_best(Prefer.CHEAPEST, **others)),
    )


def _schedule(best: Candidate | None) -> Schedule | None:
    return best.schedule if best else None


def _deadline(what_if: WhatIf) -> Lever:
    learner = what_if.problem.learner
    assert learner.deadline is not None  # noqa: S101 - else it could not be later
    last = what_if.last_day()
    return Lever(
        ChangeKind.DEADLINE,
        learner.deadline.toordinal() + 1,
        last,
        lambda day: {"deadline": date.fromordinal(day)},
        lambda day: {"on": date.fromordinal(day)},
        lambda made: made.finish,
        lambda what_if, others: what_if.find_soonest(**others),
    )


def _start(learner: Learner) -> Lever:
    """Return how many days earlier one starts, no earlier than anything that was told."""
    told = [item.begun for item in learner.under_way]
    told += [held.since for held in learner.holds if held.since]
    told += [item.on for item in learner.failed]
    told += [item.on for item in learner.dropped]
    told += [item.on for item in learner.applied]
    told += [override.on for override in learner.overrides if override.on]
    told += [one.on for one in learner.paid if one.on]
    told += [learner.savings_on] if learner.savings_on else []
    last = max((day for day in told if day <= learner.start), default=date.min)
    return Lever(
        ChangeKind.START,
        1,
        min(EARLIEST, (learner.start - last).days),
        lambda days: {"start": learner.start - timedelta(days=days)},
        lambda days: {"on": learner.start - timedelta(days=days)},
    )


def _steps_allowed(what_if: WhatIf) -> Iterator[Lever]:
    """Yield each step that is no longer avoided, and each that is taken up again."""
    learner, barred = what_if.problem.learner, what_if.problem.barred
    for name in (name for name in learner.avoid if name in barred):
        allowed = tuple(other for other in learner.avoid if other != name)
        yield _allowing(ChangeKind.AVOID, name, {"avoid": allowed})
    for item in (item for item in learner.dropped if item.step in barred):
        left = tuple(other for other in learner.dropped if other != item)
        yield _allowing(ChangeKind.TAKE_UP, item.step, {"dropped": left})


def _allowing(kind: ChangeKind, step: str, circumstances: Circumstances) -> Lever:
    return Lever(kind, 1, 1, lambda _: circumstances, lambda _: {"step": step})
