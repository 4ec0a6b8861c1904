"""What no plan with certain steps can beat: bounds that let the search stop early."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.requirement import AnyOf, AtLeast, Needs, Requirement
from pathplanner.model.step import CostKind, Discount
from pathplanner.planning.landmarks import NOBODY, Landmarks, Partial
from pathplanner.planning.money import DUES, Bill, pays, share_out
from pathplanner.planning.network import NO_WAY, Network
from pathplanner.planning.placing import Axis, ready_on
from pathplanner.planning.problem import Problem, Task, cents
from pathplanner.planning.remaining import alone_of, least_days, tails, work_of, worked_off
from pathplanner.planning.timing import NEVER, Pauses

UNKNOWN_PRICE = NEVER * 100
"""What an unknown price weighs against known hundredths: more than all of them."""

PARTS_OF_AN_HOUR = 100

NO_STEP = AnyOf(())
"""A requirement that nothing meets."""


class Bounds:
    """Lower bounds on the finish and the cost of every plan that has certain steps.

    Where a method takes `out`, the plans are those without these steps.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._soonest: dict[frozenset[str], tuple[Mapping[str, int], Mapping[str, int]]] = {}
        # The sweep asks about the same sets again for every point of the front.
        self._costs: dict[frozenset[str], Axis] = {}
        self._finishes: dict[tuple[frozenset[str], frozenset[str]], Axis] = {}
        self.tails = tails(problem)
        self.after = {n: self.tails[n] - least_days(t) for n, t in problem.tasks.items()}
        self.days = {name: work_of(task) for name, task in problem.tasks.items()}
        self.alone = {name: alone_of(task) for name, task in problem.tasks.items()}
        self.pauses = Pauses.of(problem.learner.breaks)
        self.weekly = Fraction(problem.learner.hours_per_week)
        self.needs = {name: task.requires for name, task in problem.tasks.items()}
        self.lowest = {name: list(self._lowest(task)) for name, task in problem.tasks.items()}
        self.known = {
            name: [bill for bill in found if not self._may_be_unknown(bill)]
            for name, found in self.lowest.items()
        }
        self.funded = sum(cents(f.amount) for f in problem.learner.funding if f.amount is not None)
        network = Network(problem, self.needs)
        prices = {name: self._weight(found) for name, found in self.lowest.items()}
        known = {
            name: self._weight(bill for bill in found if bill.price is not UNKNOWN)
            for name, found in self.known.items()
        }
        self.prices = Landmarks(network, prices)
        # Where all prices are known, one count serves for both.
        self.known_prices = self.prices if known == prices else Landmarks(network, known)
        self.work = Landmarks(network, {n: self._work(t) for n, t in problem.tasks.items()})

    def _weight(self, found: Iterable[Bill]) -> int:
        free = [f for f in self.problem.learner.funding if f.amount is None]
        return sum(
            UNKNOWN_PRICE if bill.price is UNKNOWN else bill.cost
            for bill in found
            if bill.price is UNKNOWN or not any(pays(fund, bill) for fund in free)
        )

    def _work(self, task: Task) -> int:
        return int((task.pace.hours or 0) * PARTS_OF_AN_HOUR) if task.begun is None else 0

    def soonest(self, out: frozenset[str] = NOBODY) -> Mapping[str, int]:
        """Return for each step the earliest finish if hours and money were no matter."""
        return self._placed(out)[1]

    def _placed(self, out: frozenset[str]) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return the starts and the finishes of `soonest`."""
        if out not in self._soonest:
            starts: dict[str, int] = {}
            done = dict(self.problem.held_since)
            for name, task in self.problem.tasks.items():
                starts[name], done[name] = (
                    (NEVER, NEVER) if name in out else self._earliest(task, done)
                )
            self._soonest[out] = starts, done
        return self._soonest[out]

    def by(self, day: int) -> None:
        """Count from now on only what can lead to the goal by a day.

        A step that cannot be done in time for the steps after it is no way to meet what
        they require.
        """
        soonest = self.soonest()
        for name, task in self.problem.tasks.items():
            latest = day - self.tails[name]
            done = {
                leaf for leaf in self.problem.leaves[name] if soonest.get(leaf, NEVER) <= latest
            }
            if task.begun is None:
                self.needs[name] = in_time(task.requires, done)
        network = Network(self.problem, self.needs)
        for bound in {self.prices, self.known_prices, self.work}:
            bound.use(network)

    def _earliest(self, task: Task, done: Mapping[str, int]) -> tuple[int, int]:
        if task.begun is not None:
            return task.begun, max(task.pace.finish(task.begun), self.problem.start)
        ready = ready_on(self.problem, task, done)
        start = task.pace.start(ready, task.doors) if ready < NEVER else NEVER
        return start, task.pace.finish(start) if start < NEVER else NEVER

    def _finish(self, task: Task, done: Mapping[str, int]) -> int:
        return self._earliest(task, done)[1]

    def _lowest(self, task: Task) -> Iterable[Bill]:
        """Yield the prices of a step as low as they can be."""
        step = task.step
        priced = [] if task.begun is not None else list(enumerate(step.costs))
        for nth, cost in priced:
            price = self._lowest_price(cost.amount, cost.discounts)
            yield self._bill(task, nth, cost.kind, price)
        if step.dues is not None:
            yield self._bill(task, DUES, CostKind.MEMBERSHIP, step.dues.amount)

    def _lowest_price(
        self, amount: Estimate | Unknown, discounts: Iterable[Discount]
    ) -> Estimate | Unknown:
        prices = [
            discount.price
            for discount in discounts
            if discount.holding in self.problem.held or discount.holding in self.problem.tasks
        ]
        if amount is not UNKNOWN:
            prices.append(amount)
        return min(prices, key=lambda price: price.likely) if prices else UNKNOWN

    def _bill(self, task: Task, nth: int, kind: CostKind, price: Estimate | Unknown) -> Bill:
        return Bill(
            step=task.id,
            order=(task.place, nth, 0),
            on=0,
            kind=kind,
            label="",
            price=price,
            cost=0 if price is UNKNOWN else cents(price.likely),
        )

    def cost(self, steps: frozenset[str]) -> Axis:
        """Return the least that any plan with these steps costs out of pocket."""
        if steps not in self._costs:
            self._costs[steps] = self._cost(steps)
        return self._costs[steps]

    def _cost(self, steps: frozenset[str]) -> Axis:
        paid = [bill for name in steps for bill in self.lowest[name]]
        paid.sort(key=lambda bill: bill.order)
        left, _ = share_out(self.problem.learner.funding, paid)
        return sum(bill.price is UNKNOWN for bill in paid), left

    def full_cost(self, partial: Partial) -> Axis:
        """Return the same as `cost`, with what must yet be added to the steps counted too."""
        more = self.prices.least(partial)
        if more >= NO_WAY:
            return NEVER, NEVER
        if not more:
            return self.cost(partial.steps)
        own = sum(self.prices.weights[name] for name in partial.steps)
        return max(self.cost(partial.steps), divmod(own + more - self.funded, UNKNOWN_PRICE))

    def full_money(self, partial: Partial) -> int:
        """Return the same as `money`, with what must yet be added to the steps counted too."""
        own = sum(self.known_prices.weights[name] for name in partial.steps)
        return own + self.known_prices.least(partial) - self.funded

    def _may_be_unknown(self, bill: Bill) -> bool:
        costs, nth = self.problem.tasks[bill.step].step.costs, bill.order[1]
        return nth < DUES and costs[nth].amount is UNKNOWN

    def money(self, steps: Iterable[str]) -> int:
        """Return the least sum of known prices, which is what a budget is held against.

        It is less than the sum in `cost` where a discount makes an unknown price known.
        """
        paid = [bill for name in steps for bill in self.known[name]]
        paid.sort(key=lambda bill: bill.order)
        return share_out(self.problem.learner.funding, paid)[0]

    def finish(self, steps: frozenset[str], out: frozenset[str] = NOBODY) -> Axis:
        """Return the soonest that any plan with these steps can finish."""
        if (steps, out) not in self._finishes:
            self._finishes[steps, out] = self._finish_with(steps, out)
        return self._finishes[steps, out]

    def _finish_with(self, steps: frozenset[str], out: frozenset[str]) -> Axis:
        starts, soonest = self._placed(out)
        unknown = sum(self.problem.tasks[name].length_unknown for name in steps)
        last = max(soonest.get(name, NEVER) for name in self.problem.targets)
        work, alone = (
            [(starts[name], found[name], self.after[name]) for name in steps if found[name]]
            for found in (self.days, self.alone)
        )
        return unknown, max(last, *(worked_off(self.pauses, found)[0] for found in (work, alone)))

    def full_finish(self, partial: Partial) -> Axis:
        """Return the same as `finish`, with the work of what must yet be added."""
        unknown, last = self.finish(partial.steps, partial.out)
        more = self.work.least(partial)
        if more >= NO_WAY:
            return unknown, NEVER
        own = sum(self.work.weights[name] for name in partial.steps)
        return unknown, max(last, self._worked_off(own + more))

    def finish_of(self, route: frozenset[str]) -> Axis:
        """Return the soonest that the plan with just these steps can finish."""
        done = dict(self.problem.held_since)
        for name, task in self.problem.tasks.items():
            if name in route:
                done[name] = self._finish(task, done)
        unknown, worked_off = self.finish(route)
        return unknown, max(worked_off, *(done[name] for name in self.problem.targets))

    def _worked_off(self, parts: int) -> int:
        """Return the day before which so many parts of an hour cannot be done."""
        if not parts:
            return self.problem.start
        if not self.weekly:
            return NEVER
        days = parts * 7 * self.weekly.denominator
        days //= PARTS_OF_AN_HOUR * self.weekly.numerator
        return self.pauses.finish(self.problem.start, days)


def in_time(need: Requirement, done: Collection[str]) -> Requirement:
    """Return a requirement that only the steps in `done` can meet."""
    if isinstance(need, Needs):
        return need if need.step in done else NO_STEP
    return AtLeast(need.count, tuple(in_time(part, done) for part in need.of)) if need.of else need
