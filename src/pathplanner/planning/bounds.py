"""What no plan with certain steps can beat: bounds that let the search stop early."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.requirement import AnyOf, AtLeast, Needs, Requirement
from pathplanner.model.step import CostKind, Discount
from pathplanner.planning.earliest import Earliest, in_time
from pathplanner.planning.landmarks import Landmarks, Partial
from pathplanner.planning.money import DUES, Bill, pays, share_out
from pathplanner.planning.network import NO_WAY, Network
from pathplanner.planning.placing import Axis
from pathplanner.planning.problem import Problem, Task, cents
from pathplanner.planning.remaining import least_times
from pathplanner.planning.timing import NEVER

UNKNOWN_PRICE = NEVER * 100
"""What an unknown price weighs against known hundredths: more than all of them."""

NO_STEP = AnyOf(())
"""A requirement that nothing meets."""


class Bounds:
    """Lower bounds on the finish and the cost of every plan that has certain steps.

    Attributes:
        time: Those on the finish.
        needs: What each step requires, without what cannot be done in time.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.time = Earliest(problem)
        self.needs = {name: task.requires for name, task in problem.tasks.items()}
        possible = {*problem.held, *problem.tasks}
        self.lowest = {n: self._lowest(task, possible) for n, task in problem.tasks.items()}
        self.known = {
            name: [bill for bill in found if not self._may_be_unknown(bill)]
            for name, found in self.lowest.items()
        }
        self.funded = sum(cents(f.amount) for f in problem.learner.funding if f.amount is not None)
        prices = {name: self._weight(found) for name, found in self.lowest.items()}
        known = {
            name: self._weight(bill for bill in found if bill.price is not UNKNOWN)
            for name, found in self.known.items()
        }
        self.prices = Landmarks(prices)
        # Where all prices are known, one count serves for both.
        self.known_prices = self.prices if known == prices else Landmarks(known)
        # The sweep asks about the same sets again for every point of the front.
        self._costs: dict[frozenset[str], Axis] = {}
        self._in_time: dict[str, list[str]] | None = None

    def by(self, day: int) -> None:
        """Count from now on only what can lead to the goal by a day.

        A step that cannot be done in time for the steps after it is no way to meet what
        they require.
        """
        if day == self.time.day:
            return
        self.time.by(day)
        done = {name: in_time(self.time, name, day) for name in self.problem.tasks}
        if done == self._in_time:
            return
        self._in_time = done
        for name, task in self.problem.tasks.items():
            if task.begun is None:
                self.needs[name] = only(task.requires, done[name])
        network = Network(self.problem, self.needs)
        self.prices.use(network)
        if self.known_prices is not self.prices:
            self.known_prices.use(network)

    def _weight(self, found: Iterable[Bill]) -> int:
        free = [f for f in self.problem.learner.funding if f.amount is None]
        return sum(
            UNKNOWN_PRICE if bill.price is UNKNOWN else bill.cost
            for bill in found
            if bill.price is UNKNOWN or not any(pays(fund, bill) for fund in free)
        )

    def _lowest(self, task: Task, owned: Collection[str]) -> list[Bill]:
        """Return the prices of a step as low as they can be with what may be owned."""
        found = []
        for nth, cost in enumerate(() if task.begun is not None else task.step.costs):
            price = _lowest_price(cost.amount, cost.discounts, owned)
            times = least_times(cost.every, task) if cost.every else 1
            found.append(_bill(task, nth, cost.kind, price, times))
        if task.step.dues is not None:
            found.append(_bill(task, DUES, CostKind.MEMBERSHIP, task.step.dues.amount, 1))
        return found

    def cost(self, steps: frozenset[str]) -> Axis:
        """Return the least that any plan with these steps costs out of pocket."""
        if steps not in self._costs:
            self._costs[steps] = self._sum(bill for name in steps for bill in self.lowest[name])
        return self._costs[steps]

    def cost_of(self, route: frozenset[str]) -> Axis:
        """Return the least that the plan with just these steps costs out of pocket."""
        owned = route | self.problem.held.keys()
        tasks = (self.problem.tasks[name] for name in route)
        return self._sum(bill for task in tasks for bill in self._lowest(task, owned))

    def _sum(self, bills: Iterable[Bill]) -> Axis:
        paid = sorted(bills, key=lambda bill: bill.order)
        left, _ = share_out(self.problem.learner.funding, paid)
        return sum([bill.price is UNKNOWN for bill in paid]), left

    def full_cost(self, partial: Partial) -> Axis:
        """Return the same as `cost`, with what must yet be added to the steps counted too."""
        more = self.prices.least(partial)
        if more >= NO_WAY:
            return NEVER, NEVER
        if not more:
            return self.cost(partial.steps)
        own = sum([self.prices.weights[name] for name in partial.steps])
        return max(self.cost(partial.steps), divmod(own + more - self.funded, UNKNOWN_PRICE))

    def full_money(self, partial: Partial) -> int:
        """Return the same as `money`, with what must yet be added to the steps counted too."""
        own = sum([self.known_prices.weights[name] for name in partial.steps])
        return own + self.known_prices.least(partial) - self.funded

    def _may_be_unknown(self, bill: Bill) -> bool:
        costs, nth = self.problem.tasks[bill.step].step.costs, bill.order[1]
        return nth < DUES and costs[nth].amount is UNKNOWN

    def money(self, steps: Iterable[str]) -> int:
        """Return the least sum of known prices, which is what a budget is held against.

        It is less than the sum in `cost` where a discount makes an unknown price known.
        """
        return self._sum(bill for name in steps for bill in self.known[name])[1]


def _lowest_price(
    amount: Estimate | Unknown, discounts: Iterable[Discount], owned: Collection[str]
) -> Estimate | Unknown:
    prices = [discount.price for discount in discounts if discount.holding in owned]
    if amount is not UNKNOWN:
        prices.append(amount)
    return min(prices, key=lambda price: price.likely) if prices else UNKNOWN


def _bill(task: Task, nth: int, kind: CostKind, price: Estimate | Unknown, times: int) -> Bill:
    return Bill(
        step=task.id,
        order=(task.place, nth, 0),
        on=0,
        kind=kind,
        label="",
        price=price,
        cost=0 if price is UNKNOWN else cents(price.likely) * times,
    )


def only(need: Requirement, done: Collection[str]) -> Requirement:
    """Return a requirement that only the steps in `done` can meet."""
    if isinstance(need, Needs):
        return need if need.step in done else NO_STEP
    return AtLeast(need.count, tuple(only(part, done) for part in need.of)) if need.of else need
