"""Asks CP-SAT for the best points of the model of a question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import define
from cpsat import Model
from cpsat_parts import (
    SEED,
    Axis,
    NotProvedError,
    Point,
    cents,
)
from ortools.sat.python import cp_model


@define
class Solver:
    """Asks CP-SAT for the best points of a model: one worker, a fixed seed.

    Attributes:
        model: The model.
        limit: Seconds for each question to CP-SAT.
        solves: How many questions were asked.
    """

    model: Model
    limit: float = 30.0
    solves: int = 0
    least: int = 0

    def fastest(self) -> Point | None:
        """Return the earliest finish and the lowest cost with it, or None: impossible."""
        return self._best(self.model.time, self.model.cost)

    def cheapest(self) -> Point | None:
        """Return the lowest cost and the earliest finish with it, or None: impossible."""
        return self._best(self.model.cost, self.model.time)

    def wished(self, wish: str) -> tuple[int, Point] | None:
        """Return the least of what is wished, and the fastest plan that has no more of it."""
        wanted = self.model.study() if wish == "fewest-hours" else self.model.first_pay()
        found = self._best(wanted, self.model.time, self.model.cost)
        return found and (self.least, found)

    def front(self) -> list[Point]:
        """Return the trade-off front, earliest finish first."""
        point, found, last = self.fastest(), [], None
        if point is not None:
            found.append(point)
            last = self.cheapest()
        while last is not None and found[-1].place != last.place:
            model, before = self.model, self._raw(found[-1])
            floor = self._raw(last)
            if before[1] == floor[1]:
                break
            self._bound(model.time, before[0] + 1, floor[0])
            self._bound(model.cost, floor[1], before[1] - 1)
            point = self._best(model.time, model.cost)
            assert point is not None
            found.append(point)
            self._bound(model.time)
            self._bound(model.cost)
        return found

    def balanced(self) -> Point | None:
        """Return the point nearest to the best of both ends, or None: impossible.

        Both axes are scaled by the ends; of points equally near, the fastest.
        """
        ends = self.fastest(), self.cheapest()
        if ends[0] is None or ends[1] is None:
            return None
        model = self.model
        low, high = self._raw(ends[0]), self._raw(ends[1])
        wide, tall = high[0] - low[0], low[1] - high[1]
        if not wide or not tall:
            return ends[0]
        days = model.model.new_int_var(0, wide, "")
        money = model.model.new_int_var(0, tall, "")
        model.model.add(days >= model.time - low[0])
        model.model.add(money >= model.cost - high[1])
        self._bound(model.time, low[0], high[0])
        self._bound(model.cost, high[1], low[1])
        squares = []
        for part, most in ((days, wide), (money, tall)):
            square = model.model.new_int_var(0, most * most, "")
            model.model.add_multiplication_equality(square, [part, part])
            squares.append(square)
        far = model.model.new_int_var(0, 2 * (wide * tall) ** 2, "")
        model.model.add(far == squares[0] * tall**2 + squares[1] * wide**2)
        return self._best(far, model.time, model.cost)

    def fewest(self, place: tuple[int, date, int, Decimal]) -> tuple[int, int]:
        """Return the fewest study hours of a plan at a place on the front, and then steps."""
        model = self.model
        time, cost = self._raw(Point(place[:2], place[2:], {}))
        self._bound(model.time, time, time)
        self._bound(model.cost, cost, cost)
        solver = self._minimise(model.ties)
        self._bound(model.time)
        self._bound(model.cost)
        assert solver is not None
        return divmod(solver.value(model.ties), model.tie_weight)

    def _raw(self, point: Point) -> Axis:
        model = self.model
        days = (point.time[1] - model.first).days
        return (
            point.time[0] * model.day_weight + days,
            point.cost[0] * model.money_weight + cents(point.cost[1]),
        )

    def _bound(self, variable: cp_model.IntVar, low: int = 0, high: int = 2**60) -> None:
        domain = self.model.model.proto.variables[variable.index].domain
        domain[0], domain[1] = low, high

    def _best(self, *wanted: cp_model.IntVar) -> Point | None:
        """Return the point with the least of the first, of those the least of the next."""
        before = [(one, list(self.model.model.proto.variables[one.index].domain)) for one in wanted]
        solver = None
        for one in wanted:
            solver = self._minimise(one)
            if solver is None:
                return None
            value = solver.value(one)
            self.least = value if one is wanted[0] else self.least
            self._bound(one, self.model.model.proto.variables[one.index].domain[0], value)
            self._hint(solver)
        for one, domain in before:
            self._bound(one, *domain)
        self.model.model.clear_hints()
        assert solver is not None
        return self._point(solver)

    def _minimise(self, variable: cp_model.IntVar) -> cp_model.CpSolver | None:
        self.model.model.minimize(variable)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        # Of these models probing finds nothing, and takes two thirds of the time.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_time_in_seconds = self.limit
        self.solves += 1
        status = solver.solve(self.model.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise NotProvedError(solver.status_name(status))
        return solver

    def _hint(self, solver: cp_model.CpSolver) -> None:
        model = self.model.model
        model.clear_hints()
        for place, value in enumerate(solver.response_proto.solution):
            model.add_hint(model.get_int_var_from_proto_index(place), value)

    def _point(self, solver: cp_model.CpSolver) -> Point:
        model = self.model
        lengths, days = divmod(solver.value(model.time), model.day_weight)
        prices, money = divmod(solver.value(model.cost), model.money_weight)
        return Point(
            time=(lengths, model.day(days)),
            cost=(prices, Decimal(money) / 100),
            times={
                name: (model.day(solver.value(item.start)), model.day(solver.value(item.finish)))
                for name, item in model.items.items()
                if solver.value(item.planned)
            },
        )
