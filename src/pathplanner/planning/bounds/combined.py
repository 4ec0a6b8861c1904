"""What no plan with certain steps can beat: bounds that let the search stop early."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from operator import is_

from attrs import evolve

from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import (
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
    Total,
    Worked,
    steps_in,
)
from pathplanner.planning.bounds.cover import Study
from pathplanner.planning.bounds.landmarks import Landmarks, Partial
from pathplanner.planning.bounds.network import CLOSED, NO_WAY, Network
from pathplanner.planning.bounds.prices import (
    UNKNOWN_PRICE,
    Price,
    prices_of,
    savings,
    weight_of,
)
from pathplanner.planning.bounds.soonest import Earliest, in_time
from pathplanner.planning.money.bills import Bill
from pathplanner.planning.money.funding import share_out
from pathplanner.planning.problem.problem import Problem, cents
from pathplanner.planning.schedule.placing import Axis, Node
from pathplanner.planning.schedule.remaining import Remaining, chain_of
from pathplanner.planning.schedule.timing import NEVER

NO_STEP = AnyOf(())
"""A requirement that nothing meets."""


class Bounds:
    """Lower bounds on the finish and the cost of every plan that has certain steps.

    Money is in hundredths, what is paid out of pocket, unless something else is said.

    Attributes:
        time: The bounds on the finish.
        needs: What each step requires, without what cannot be done in time.
        prices: The prices of each step.
        lowered: Those of them that a discount may lower, of the steps that have any.
        plain: What the others of each step come to.
        known_prices: Those of them whose full price is known.
        funding: The sum of all funding that has a limit.
        is_funding_restricted: Whether some funding is for some steps or some prices only.
        landmarks: What must be added to a set of steps, by what it costs.
        known_landmarks: The same, by what has a known price.
        givers: The planned steps whose discounts can be had in time.
        owned: These and the steps that are held.
        lowest: What each step costs at least, with every discount that can be had.

    Args:
        problem: The problem.
        time: The bounds on the finish, if they are known: those of a problem that differs in
            prices alone.
    """

    def __init__(self, problem: Problem, time: Earliest | None = None) -> None:
        self.problem = problem
        self.time = time or Earliest(problem)
        self.needs = {name: task.requires for name, task in problem.tasks.items()}
        after = self.time.after
        self.prices = {n: prices_of(problem, task, after[n]) for n, task in problem.tasks.items()}
        self.known_prices = {
            name: [price for price in found if price.full < UNKNOWN_PRICE]
            for name, found in self.prices.items()
        }
        # What costs the same whatever else is in the plan is added up once.
        self.lowered = {
            name: lowered
            for name, found in self.prices.items()
            if (lowered := [price for price in found if price.lower])
        }
        self.plain = {
            name: weight_of([price for price in found if not price.lower], ())
            for name, found in self.prices.items()
        }
        several = len(problem.funding) > 1
        self.ends = several and any(fund.until for fund in problem.funding)
        self.is_funding_restricted = any(f.covers or f.steps for f in problem.funding)
        self.funding = sum(cents(f.amount) for f in problem.funding if f.amount is not None)
        self.landmarks = Landmarks()
        # Where all prices are known, one count serves for both.
        self.known_landmarks = self.landmarks if self.known_prices == self.prices else Landmarks()
        self._leaves: dict[str, frozenset[str]] = {}
        # The sweep asks about the same sets again for every point of the front.
        self._costs: dict[frozenset[str], Axis] = {}
        self._routes: dict[frozenset[str], tuple[Axis, int]] = {}
        self._dearer: dict[frozenset[str], frozenset[str]] = {}
        self.day = NEVER
        self.owned: set[str] = set()
        self.lowest: dict[str, int] = {}
        self._bills: dict[str, list[Bill]] = {}
        self._known_bills: dict[str, list[Bill]] = {}
        # No step has this name, so the first day of all differs from it.
        self._in_time: tuple[dict[str, list[str]], set[str]] = {}, {""}
        every = (price for found in self.prices.values() for price in found)
        self._givers = {giver for price in every for giver, _ in price.lower}
        self.by(problem.last)

    def asking_more(self, problem: Problem) -> Bounds:
        """Return bounds for a problem in which steps require more than in this one.

        Nothing in it is done sooner or paid less, so the first days and the prices stand.
        """
        self.by(problem.last)
        other = copy(self)
        other.problem, other._costs, other._routes, other._dearer = problem, {}, {}, {}
        other.landmarks = Landmarks()
        is_one = self.known_landmarks is self.landmarks
        other.known_landmarks = other.landmarks if is_one else Landmarks()
        other.needs = dict(self.needs)
        done, givers = self._in_time
        for name, task in problem.tasks.items():
            if task is not self.problem.tasks[name] and task.begun is None:
                other.needs[name] = only(task.requires, done[name])
        other._weigh(givers)
        return other

    @cached_property
    def study(self) -> Study:
        """What study must fit in; only where k of n are to be chosen is it asked for."""
        return Study(self.problem, self.time)

    def by(self, day: int) -> None:
        """Count from now on only what can lead to the goal by a day.

        A step that cannot be done in time for the steps after it is no way to meet what
        they require.
        """
        # The first days may be asked for by others, too, and by other days.
        self.time.by(day)
        if day == self.day:
            return
        self.day = day
        soonest = self.time.always.finishes
        done = {name: in_time(self.time, name, day) for name in self.problem.tasks}
        givers = {giver for giver in self._givers if soonest.get(giver, NEVER) <= day}
        if (done, givers) == self._in_time:
            return
        self._in_time = done, givers
        for name, task in self.problem.tasks.items():
            if task.begun is None:
                self.needs[name] = only(task.requires, done[name])
        self._weigh(givers)

    def _weigh(self, givers: Collection[str]) -> None:
        """Find what steps cost at least with the discounts that can be had."""
        self._leaves = {}
        network = self.network = Network(self.problem, self.needs)
        held, step = self.problem.held, network.step
        self.givers = {giver for giver in givers if step.get(giver, CLOSED) > CLOSED}
        owned, self.owned = self.owned, {*held, *self.givers}
        if owned != self.owned or not self.lowest:
            self.lowest = {name: weight_of(p, self.owned) for name, p in self.prices.items()}
            if self.is_funding_restricted:
                self._bills, self._known_bills = (
                    {name: [price.bill(self.owned) for price in p] for name, p in found.items()}
                    for found in (self.prices, self.known_prices)
                )
        self._costs.clear()
        self.landmarks.use(network, self.lowest)
        if self.known_landmarks is not self.landmarks:
            known = {name: weight_of(p, self.owned) for name, p in self.known_prices.items()}
            self.known_landmarks.use(network, known)

    def cost(self, steps: frozenset[str]) -> Axis:
        """Return the least that any plan with these steps, and perhaps others, costs."""
        if steps not in self._costs:
            self._costs[steps] = self._cost(steps)
        return self._costs[steps]

    def _cost(self, steps: frozenset[str]) -> Axis:
        total = sum([self.plain[name] for name in steps])
        if lowered := [price for name in steps for price in self.lowered.get(name, ())]:
            total += self._lowered(lowered, steps)
        least = self._less_funding(total)
        if not self.is_funding_restricted:
            return least
        # What is for some prices only may not be used up.
        return max(least, self._after_funding(self._bills, steps))

    def _lowered(self, prices: Sequence[Price], steps: frozenset[str]) -> int:
        """Return what prices with discounts come to at least if some steps are in the plan."""
        owned = self.problem.held.keys() | steps
        total = weight_of(prices, owned)
        if others := self.givers - steps:
            most = weight_of(prices, owned | others)
            # A discount of a step that is not among these comes with the price of that step.
            for giver, saved in savings(prices, owned, others).items():
                total += min(0, self.lowest[giver] - saved)
            # Several may lower the same price, but of them only one is used.
            total = max(total, most)
        return total

    def _less_funding(self, weight: int) -> Axis:
        """Return what is left to pay of a weight if all funding that has a limit is used."""
        unknown, known = divmod(weight, UNKNOWN_PRICE)
        return unknown, max(0, known - self.funding)

    def cost_of(self, route: frozenset[str]) -> Axis:
        """Return the least that the plan with just these steps costs."""
        return self._of_route(route)[0]

    def money_of(self, route: frozenset[str]) -> int:
        """Return the least sum of known prices of the plan with just these steps."""
        return self._of_route(route)[1]

    def _of_route(self, route: frozenset[str]) -> tuple[Axis, int]:
        """Return the least cost and the least sum of known prices of a route."""
        if route not in self._routes:
            prices = self._prices_on(route)
            owned = self.problem.held.keys() | route
            cost = self._out_of_pocket(prices, owned)
            # A discount may make a price known that is not counted without it.
            known = [price for price in prices if price.full < UNKNOWN_PRICE]
            is_known = len(known) == len(prices)
            money = cost[1] if is_known else self._out_of_pocket(known, owned)[1]
            self._routes[route] = cost, money
        return self._routes[route]

    def _prices_on(self, route: frozenset[str]) -> list[Price]:
        """Return the prices of a route, with all that falls due until its other steps are done."""
        tasks = self.problem.tasks
        prices = [price for name in route for price in self.prices[name]]
        # What goes on until its hours are worked is counted from its start there.
        kept = [n for n in route if tasks[n].is_kept_up and not tasks[n].step.open_ended]
        if not kept:
            return prices
        in_order = [task for name, task in tasks.items() if name in route]
        after, following = Remaining.of(self.problem, in_order).tails(Node())
        dearer: set[str] = set()
        for name in kept:
            if after[name] > self.time.after[name]:
                more = prices_of(self.problem, tasks[name], after[name])
                if [price.full for price in more] != [price.full for price in self.prices[name]]:
                    prices = [price for price in prices if price.step != name]
                    prices += more
                    dearer.add(name)
        if dearer:
            self._dearer[route] = frozenset(chain_of(dearer, following))
        return prices

    def dearer(self, route: frozenset[str]) -> frozenset[str]:
        """Return the steps of which one must be met by something else for less upkeep.

        That is less than what `cost_of` counts for the plan with just these steps.
        """
        self._of_route(route)
        return self.named(self._dearer.get(route, ()))

    def named(self, steps: Iterable[str]) -> frozenset[str]:
        """Return what some steps require that can be done in time."""
        leaves = self._leaves
        for name in steps:
            if name not in leaves:
                leaves[name] = frozenset(steps_in(self.needs[name]))
        return frozenset[str]().union(*[leaves[name] for name in steps])

    def _out_of_pocket(self, prices: Iterable[Price], owned: Collection[str]) -> Axis:
        """Return what those who own some steps pay for prices, after their funding."""
        if not self.problem.funding:
            return divmod(weight_of(prices, owned), UNKNOWN_PRICE)
        return self._shared([price.bill(owned) for price in prices])

    def _after_funding(self, bills: Mapping[str, Sequence[Bill]], steps: Iterable[str]) -> Axis:
        return self._shared([bill for name in steps for bill in bills[name]])

    def _shared(self, paid: list[Bill]) -> Axis:
        """Return what is left to pay of bills after all funding."""
        paid.sort(key=lambda bill: bill.order)
        if self.ends:
            # Money that ends may pay for less, and then another source may pay for more.
            known = sum([bill.cost for bill in paid])
            endless = any(fund.amount is None for fund in self.problem.funding)
            left = 0 if endless else max(0, known - self.funding)
            return sum([bill.price is UNKNOWN for bill in paid]), left
        left, _ = share_out(self.problem.funding, paid)
        return sum([bill.price is UNKNOWN for bill in paid]), left

    def full_cost(self, partial: Partial) -> Axis:
        """Return the same as `cost`, with what must yet be added to the steps counted too.

        It is more than any plan costs when the goal cannot be reached.
        """
        more = self.landmarks.least(partial)
        if more >= NO_WAY:
            return NEVER, NEVER
        if not more:
            return self.cost(partial.steps)
        own = sum([self.landmarks.weights[name] for name in partial.steps])
        return max(self.cost(partial.steps), self._less_funding(own + more))

    def money(self, steps: Iterable[str]) -> int:
        """Return the least sum of known prices, which is what a budget is held against.

        It is less than the sum in `cost` where a discount makes an unknown price known.
        """
        if self.is_funding_restricted:
            return self._after_funding(self._known_bills, steps)[1]
        weights = self.known_landmarks.weights
        return max(0, sum([weights[name] for name in steps]) - self.funding)


def only(need: Requirement, done: Collection[str]) -> Requirement:
    """Return a requirement that only the steps in `done` can meet."""
    if isinstance(need, Needs):
        return need if need.step in done else NO_STEP
    if isinstance(need, Worked):
        return need if any(part.step in done for part in need.of) else NO_STEP
    parts = tuple([only(part, done) for part in need.of])
    if all(map(is_, parts, need.of)):
        return need
    if isinstance(need, Total):
        both = zip(parts, need.gives, strict=True)
        left = [(part, given) for part, given in both if part is not NO_STEP]
        return evolve(need, of=[part for part, _ in left], gives=tuple(g for _, g in left))
    return AtLeast(need.count, parts)
