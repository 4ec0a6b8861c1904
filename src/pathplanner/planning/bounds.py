"""What no plan with certain steps can beat: bounds that let the search stop early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from pathplanner.model.quantity import UNKNOWN, Estimate, Unknown
from pathplanner.model.step import CostKind, Discount
from pathplanner.planning.money import DUES, Bill, share_out
from pathplanner.planning.placing import Axis, ready_on
from pathplanner.planning.problem import Problem, Task, cents
from pathplanner.planning.timing import NEVER


class Bounds:
    """Lower bounds on the finish and the cost of every plan that has certain steps."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.soonest = self._soonest()
        self.last = max(self.soonest.get(name, NEVER) for name in problem.targets)
        self.lowest = {name: list(self._lowest(task)) for name, task in problem.tasks.items()}
        self.known = {
            name: [bill for bill in found if not self._may_be_unknown(bill)]
            for name, found in self.lowest.items()
        }

    def _soonest(self) -> dict[str, int]:
        """Return for each step the earliest finish if hours and money were no matter."""
        done = dict(self.problem.held_since)
        for name, task in self.problem.tasks.items():
            done[name] = self._finish(task, done)
        return done

    def _finish(self, task: Task, done: Mapping[str, int]) -> int:
        if task.begun is not None:
            return max(task.pace.finish(task.begun), self.problem.start)
        ready = ready_on(self.problem, task, done)
        start = task.pace.start(ready, task.doors) if ready < NEVER else NEVER
        return task.pace.finish(start) if start < NEVER else NEVER

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

    def cost(self, steps: Iterable[str]) -> Axis:
        """Return the least that any plan with these steps costs out of pocket."""
        paid = [bill for name in steps for bill in self.lowest[name]]
        paid.sort(key=lambda bill: bill.order)
        left, _ = share_out(self.problem.learner.funding, paid)
        return sum(bill.price is UNKNOWN for bill in paid), left

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

    def finish(self, steps: Iterable[str]) -> Axis:
        """Return the soonest that any plan with these steps can finish."""
        tasks = [self.problem.tasks[name] for name in steps]
        work = sum((t.pace.hours for t in tasks if t.pace.hours and t.begun is None), Fraction(0))
        unknown = sum(task.length_unknown for task in tasks)
        return unknown, max(self.last, self._worked_off(work))

    def finish_of(self, route: frozenset[str]) -> Axis:
        """Return the soonest that the plan with just these steps can finish."""
        done = dict(self.problem.held_since)
        for name, task in self.problem.tasks.items():
            if name in route:
                done[name] = self._finish(task, done)
        unknown, worked_off = self.finish(route)
        return unknown, max(worked_off, *(done[name] for name in self.problem.targets))

    def _worked_off(self, work: Fraction) -> int:
        weekly = Fraction(self.problem.learner.hours_per_week)
        if not work:
            return self.problem.start
        if not weekly:
            return NEVER
        pauses = next(iter(self.problem.tasks.values())).pace.pauses
        return pauses.finish(self.problem.start, int(work * 7 / weekly))
