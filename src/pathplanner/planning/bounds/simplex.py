"""Linear programs in whole numbers: the least of a sum under rules that some steps keep.

Every number is exact, so a bound is a proof, and the same on every machine. The method is
the dual simplex with bounds on the variables (Lemke 1954; the long step of Maros 2003, which
takes the k cheapest of n at once). The table is kept without fractions: each row is whole
numbers over a divisor of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd, lcm

MOST_TURNS = 400
"""Turns after which the bound found so far must do; it holds, but may be lower than it could."""


class Program:
    """Minimise a sum of variables from 0 to 1, under rows that must not be negative.

    Each variable that is not at an end of its range stands for a row: it equals the row's
    constant and multiples of the other variables, which are all 0. One that is at its
    upper end stands turned around, as what is missing to that.

    Args:
        costs: What each variable costs, which is not negative.
        rows: Each a constant and the factors of some variables; their sum must be at
            least 0.
    """

    def __init__(self, costs: Sequence[int], rows: Sequence[tuple[int, Mapping[int, int]]]) -> None:
        size = len(costs)
        self.feasible = True
        self.divisors = [1] * len(rows)
        self.divisor = 1
        self.columns = [-1, *range(size)]
        self.top = [0, *costs]
        self.rows = []
        for constant, factors in rows:
            row = [constant] + [0] * size
            for variable, factor in factors.items():
                row[variable + 1] = factor
            self.rows.append(row)
        self.basic = list(range(size, size + len(rows)))
        self.upper: list[int | None] = [1] * size + [None] * len(rows)
        self.turned = [False] * (size + len(rows))
        self.size = size

    def copy(self) -> Program:
        """Return the same program, to go on from it in another way."""
        new = Program.__new__(Program)
        new.divisor, new.feasible, new.size = self.divisor, self.feasible, self.size
        new.divisors = self.divisors[:]
        new.columns, new.top = self.columns[:], self.top[:]
        new.rows = [row[:] for row in self.rows]
        new.basic, new.upper, new.turned = self.basic[:], self.upper[:], self.turned[:]
        return new

    @property
    def least(self) -> int:
        """The least that the sum can be, rounded up, as far as is known."""
        return -(-self.top[0] // self.divisor)

    def values(self) -> list[float]:
        """Return the values of all variables; 0 and 1 are exact."""
        found = [0.0] * self.size
        for variable, row, divisor in zip(self.basic, self.rows, self.divisors, strict=True):
            if variable < self.size:
                found[variable] = row[0] / divisor
        return [
            1 - value if turned else value
            for value, turned in zip(found, self.turned, strict=False)
        ]

    def excess(self, limit: int) -> list[tuple[int, bool]]:
        """Return the variables that stay at an end if the sum is less than a limit.

        Returns:
            Each with whether that is the upper end.
        """
        room = (limit - 1) * self.divisor - self.top[0]
        return [
            (variable, self.turned[variable])
            for variable, cost in zip(self.columns, self.top, strict=True)
            if 0 <= variable < self.size and cost > room
        ]

    def price(self, variable: int) -> int:
        """Return by how much the sum grows at least if a variable leaves its end, rounded up."""
        if variable not in self.columns:
            return 0
        return -(-self.top[self.columns.index(variable)] // self.divisor)

    def fix(self, variable: int, *, at_one: bool) -> None:
        """Keep a variable at an end from now on."""
        if self.upper[variable] == 0:
            if self.turned[variable] != at_one:
                self.feasible = False
            return
        if variable in self.basic:
            place = self.basic.index(variable)
            if self.turned[variable] != at_one:
                self._turn_row(place)
            self.upper[variable] = 0
            return
        column = self.columns.index(variable)
        if self.turned[variable] != at_one:
            self._turn_column(column)
        self.upper[variable] = 0
        self._drop(column)

    def solve(self, limit: int | None = None) -> bool:
        """Find the least sum.

        Args:
            limit: A sum of so much or more is of no use.

        Returns:
            Whether there is one below the limit, as far as could be found.
        """
        for _ in range(MOST_TURNS):
            if not self.feasible:
                return False
            if limit is not None and self.top[0] > (limit - 1) * self.divisor:
                return False
            place = self._worst()
            if place is None:
                return True
            if not self._mend(place):
                self.feasible = False
                return False
        return True

    def _worst(self) -> int | None:
        """Return the row that is farthest out of its range, turned so that it is below 0."""
        worst, found, turn = 0.0, None, False
        upper, basic, divisors = self.upper, self.basic, self.divisors
        for place, row in enumerate(self.rows):
            value = row[0]
            if value < 0:
                out = -value / divisors[place]
                if out > worst:
                    worst, found, turn = out, place, False
            elif value:
                most = upper[basic[place]]
                if most is not None and value > most * divisors[place]:
                    out = value / divisors[place] - most
                    if out > worst:
                        worst, found, turn = out, place, True
        if found is not None and turn:
            self._turn_row(found)
        return found

    def _turn_row(self, place: int) -> None:
        variable = self.basic[place]
        most = self.upper[variable] or 0
        row = [-value for value in self.rows[place]]
        row[0] += most * self.divisors[place]
        self.rows[place] = row
        self.turned[variable] = not self.turned[variable]

    def _turn_column(self, column: int) -> None:
        variable = self.columns[column]
        for line in (self.top, *self.rows):
            factor = line[column]
            if factor:
                line[0] += factor
                line[column] = -factor
        self.turned[variable] = not self.turned[variable]

    def _mend(self, place: int) -> bool:
        """Bring a row back to 0; tell whether that can be done."""
        row, top, upper, columns = self.rows[place], self.top, self.upper, self.columns
        ways = [column for column, factor in enumerate(row) if factor > 0 and column]
        if not ways:
            return False
        scale = 1
        if any(row[column] != 1 for column in ways):
            scale = lcm(*{row[column] for column in ways})
        if len(ways) > 1:
            ways.sort(key=lambda column: (top[column] * (scale // row[column]), columns[column]))
        for column in ways:
            most = upper[columns[column]]
            if most is None or row[0] + row[column] * most >= 0:
                self._pivot(place, column)
                return True
            self._turn_column(column)
        return False

    def _pivot(self, place: int, column: int) -> None:
        """Let a row's variable and a column's change places."""
        row, own = self.rows[place], self.divisors[place]
        pivot = row[column]
        used = [(c, value) for c, value in enumerate(row) if value and c != column]
        rows, divisors = self.rows, self.divisors
        self.divisor = self._clear(self.top, self.divisor, row, used, column, own)
        for other, line in enumerate(rows):
            if line[column] and other != place:
                divisors[other] = self._clear(line, divisors[other], row, used, column, own)
        sign = 1 if pivot > 0 else -1
        swapped = [-sign * value for value in row]
        swapped[column] = sign * own
        rows[place], divisors[place] = swapped, abs(pivot)
        if abs(pivot) > 1:
            divisors[place] = _reduce(swapped, abs(pivot))
        self.basic[place], self.columns[column] = self.columns[column], self.basic[place]
        if self.upper[self.columns[column]] == 0:
            self._drop(column)

    @staticmethod
    def _clear(
        line: list[int],
        divisor: int,
        row: list[int],
        used: list[tuple[int, int]],
        column: int,
        own: int,
    ) -> int:
        """Put into a line what the row's pivot variable equals; return the line's divisor."""
        factor, pivot = line[column], row[column]
        if not factor:
            return divisor
        if factor % pivot == 0:
            times = factor // pivot
            for c, value in used:
                line[c] -= times * value
            line[column] = times * own
            return divisor
        common = gcd(factor, pivot)
        times, scale = factor // common, pivot // common
        if scale < 0:
            times, scale = -times, -scale
        for c, value in enumerate(line):
            if value:
                line[c] = value * scale
        for c, value in used:
            line[c] -= times * value
        line[column] = times * own
        return _reduce(line, divisor * scale)

    def _drop(self, column: int) -> None:
        """Leave out a variable that stays where it is."""
        for line in (self.top, *self.rows):
            del line[column]
        del self.columns[column]


def _reduce(line: list[int], divisor: int) -> int:
    """Divide a line and its divisor by what is common to both; return the divisor."""
    common = gcd(divisor, *line)
    if common > 1:
        line[:] = [value // common for value in line]
    return divisor // common
