"""What steps cost at least, whatever else is in the plan.

A discount lowers the price of one step, but whoever wants it pays for the step that gives
it; so for the steps of a set each discount is counted less that price.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import evolve, frozen

from pathplanner.model.price import CostKind
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unknown
from pathplanner.planning.money.bills import DUES, RENEWAL, Bill
from pathplanner.planning.money.funding import pays
from pathplanner.planning.problem.problem import ENDLESS, Problem, Task, cents
from pathplanner.planning.schedule.remaining import least_times
from pathplanner.planning.schedule.timing import most_days_of

UNKNOWN_PRICE = ENDLESS
"""What an unknown price weighs against known hundredths: more than all of them."""

KNOWN = Estimate.exactly(0)
"""Stands in a bill for any price that is known; how much it is, the bill's cost says."""


@frozen(eq=False)
class Price:
    """One price of a step, with all that is paid for it while the step lasts.

    Money is in hundredths; `UNKNOWN_PRICE` where nobody has found it.

    Attributes:
        step: Id of the step.
        order: The order in which funding takes it, among the prices of a plan.
        kind: What is bought.
        full: What is paid at least without a discount.
        lower: The steps that give discounts, each with what is paid then.
        free: Whether someone pays all of it, if it is known.
    """

    step: str
    order: tuple[int, int, int]
    kind: CostKind
    full: int
    lower: tuple[tuple[str, int], ...] = ()
    free: bool = False

    def paid(self, owned: Collection[str]) -> int:
        """Return the price for those who have some steps, before funding."""
        return min([self.full, *(less for giver, less in self.lower if giver in owned)])

    def weight(self, owned: Collection[str]) -> int:
        """Return what those who have some steps pay out of pocket at least."""
        paid = self.paid(owned) if self.lower else self.full
        return 0 if self.free and paid < UNKNOWN_PRICE else paid

    def bill(self, owned: Collection[str]) -> Bill:
        """Return the price for those who have some steps, as something to be paid."""
        paid = self.paid(owned)
        known = paid < UNKNOWN_PRICE
        price = KNOWN if known else UNKNOWN
        return Bill(self.step, self.order, 0, self.kind, "", price, paid if known else 0)


def prices_of(problem: Problem, task: Task, after: int) -> list[Price]:
    """Return the prices of a step, each as low as it can be.

    A step that was begun is paid for but for its dues and renewals.

    Args:
        problem: The problem.
        task: The step.
        after: The least days from its finish to the goal.
    """
    found = []
    for nth, cost in enumerate(() if task.begun is not None else task.step.costs):
        times = least_times(cost.every, task) if cost.every else 1
        lower = tuple((d.holding, _in_hundredths(d.price, times)) for d in cost.discounts)
        order = (task.place, nth, 0)
        found.append(Price(task.id, order, cost.kind, _in_hundredths(cost.amount, times), lower))
    if dues := task.step.dues:
        order = (task.place, DUES, 0)
        full = _in_hundredths(dues.amount, 1 + turns_before(after, dues.every))
        found.append(Price(task.id, order, CostKind.MEMBERSHIP, full))
    found += _renewals(problem, task, after)
    unlimited = [fund for fund in problem.funding if fund.amount is None]
    if not unlimited:
        return found
    return [evolve(p, free=any(pays(fund, p.bill(())) for fund in unlimited)) for p in found]


def turns_before(after: int, every: Duration, first: Duration | None = None) -> int:
    """Return how often at least something falls due in fewer days than come after a step."""
    period, begun = most_days_of(every), most_days_of(first or every)
    return max(0, -(-(after - begun) // period)) if period and begun else 0


def _renewals(problem: Problem, task: Task, after: int) -> Iterator[Price]:
    """Yield the fees of all renewals that fall due before the goal, whatever the plan."""
    renewal = task.step.renewal
    # What supersedes it may end them, and what they are counted from may be far off.
    if renewal is None or renewal.counts_from or task.id in problem.superseders:
        return
    times = turns_before(after, renewal.every, renewal.first)
    fees = [option.fee for option in renewal.options if option.fee is not None]
    if not times or len(fees) < len(renewal.options):
        return
    # A price that nobody has found is one, however often it is paid.
    full = min([UNKNOWN_PRICE, *(_in_hundredths(fee, times) for fee in fees)])
    lower = tuple(
        (discount.holding, _in_hundredths(discount.price, times))
        for option in renewal.options
        for discount in option.discounts
    )
    yield Price(task.id, (task.place, RENEWAL, 0), CostKind.RENEWAL, full, lower)


def _in_hundredths(price: Estimate | Unknown, times: int) -> int:
    return UNKNOWN_PRICE if price is UNKNOWN else cents(price.likely) * times


def weight_of(prices: Iterable[Price], owned: Collection[str]) -> int:
    """Return what those who have some steps pay out of pocket at least for prices together."""
    return sum([price.weight(owned) for price in prices])


def savings(
    prices: Iterable[Price], owned: Collection[str], givers: Collection[str]
) -> dict[str, int]:
    """Return for each step that gives discounts what they save at most, in hundredths.

    Args:
        prices: The prices that may be lowered.
        owned: The steps whose discounts are had already.
        givers: The other steps whose discounts can be had.
    """
    found: dict[str, int] = {}
    for price in prices:
        for giver in {giver for giver, _ in price.lower if giver in givers}:
            less = price.weight(owned) - price.weight((*owned, giver))
            if less:
                found[giver] = found.get(giver, 0) + less
    return found
