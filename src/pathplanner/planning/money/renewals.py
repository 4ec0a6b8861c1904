"""What falls due again and again: dues and renewals, day by day (planning rule 9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from attrs import frozen

from pathplanner.model.price import Discount, Renewal, RenewalOption
from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.step import Step
from pathplanner.planning.problem.problem import ENDLESS, Problem, cents
from pathplanner.planning.schedule.timing import NEVER, after


@frozen(eq=False)
class Due:
    """Dues or a renewal that falls due on a day.

    Attributes:
        on: The day.
        turn: How many times it fell due before.
        fee: What is paid; None where nothing is.
        by: Id of the step that makes the fee lower, if any.
        option: The way to renew that costs least; None for dues.
    """

    on: int
    turn: int
    fee: Estimate | Unknown | None
    by: str = ""
    option: RenewalOption | None = None


def falls_due(
    problem: Problem, step: Step, reached: int, holders: Mapping[str, int], until: int
) -> Iterator[Due]:
    """Yield all that falls due to keep a step, from the plan's first day up to before a day.

    The first dues of a planned step always do: they are paid when it is reached.

    Args:
        problem: The problem.
        step: The step, held or planned.
        reached: The day on which it was or will be finished.
        holders: The finish of each step that is held or planned.
        until: The day.
    """
    is_planned = step.id not in problem.held
    if dues := step.dues:
        for turn in count():
            day = after(dues.every, reached, turn) if turn else reached
            if day >= until and (turn or not is_planned):
                break
            if day >= problem.start:
                yield Due(day, turn, dues.amount)
            if dues.every.likely < 1:
                break
    yield from _renewals(problem, step, reached, holders, until)


def _renewals(
    problem: Problem, step: Step, reached: int, holders: Mapping[str, int], until: int
) -> Iterator[Due]:
    """Yield the renewals among what falls due to keep a step; see `falls_due`."""
    renewal = step.renewal
    if renewal is None:
        return
    base = _renewal_base(renewal, reached, holders)
    end = min(until, renewals_end(problem, step.id, holders))
    # Once it was renewed, the periods are counted from then, and none is the first.
    renewed = problem.renewed.get(step.id)
    for turn in count() if renewed is None else count(1):
        if renewed is None:
            day = renewal_day(renewal, base, turn)
        else:
            day = after(renewal.every, renewed, turn)
        if day >= end:
            break
        if day > reached and day >= problem.start:
            option, fee, by = cheapest_option(renewal.options, holders, day)
            yield Due(day, turn, fee, by, option)


def renewal_day(renewal: Renewal, base: int, turn: int) -> int:
    """Return the day on which a renewal falls due for the first (0), second (1) ... time."""
    if renewal.first is None:
        return after(renewal.every, base, turn + 1)
    return after(renewal.every, after(renewal.first, base), turn)


def _renewal_base(renewal: Renewal, reached: int, holders: Mapping[str, int]) -> int:
    """Return the day from which the periods of a renewal are counted."""
    since = holders.get(renewal.counts_from, -1)
    return reached if since < 0 else since


def renewals_end(problem: Problem, step: str, holders: Mapping[str, int]) -> int:
    """Return the day on which a step that supersedes this one is finished, or NEVER."""
    later = problem.superseders.get(step, ())
    return min((holders[other] for other in later if other in holders), default=NEVER)


def best_price(
    amount: Estimate | Unknown,
    discounts: Sequence[Discount],
    holders: Mapping[str, int],
    on: int,
    too_late: Collection[str] = (),
) -> tuple[Estimate | Unknown, str]:
    """Return the lowest price on a day and the id of the step that gives it.

    Args:
        amount: The full price.
        discounts: The lower ones.
        holders: The finish of each step that is held or planned.
        on: The day of the payment.
        too_late: Steps that are done on that day, but after the purchase.
    """
    best, by = amount, ""
    for discount in discounts:
        if (
            holders.get(discount.holding, NEVER) <= on
            and (best is UNKNOWN or discount.price.likely < best.likely)
            and discount.holding not in too_late
        ):
            best, by = discount.price, discount.holding
    return best, by


def cheapest_option(
    options: Iterable[RenewalOption], holders: Mapping[str, int], on: int
) -> tuple[RenewalOption, Estimate | Unknown | None, str]:
    """Return the option with the lowest known fee, the fee, and who gives its discount."""
    ranked = []
    for place, option in enumerate(options):
        fee, by = (None, "")
        if option.fee is not None:
            fee, by = best_price(option.fee, option.discounts, holders, on)
        rank = 0 if fee is None else ENDLESS if fee is UNKNOWN else cents(fee.likely)
        ranked.append((rank, place, option, fee, by))
    _, _, option, fee, by = min(ranked, key=lambda item: item[:2])
    return option, fee, by
