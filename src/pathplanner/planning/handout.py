"""Who gets what of purses and seats that many people share (planning rule 22).

Each person has a few options; each of them takes something of what is shared, and is worth
something. One option is to be taken for each, so that nothing is overdrawn and the sum of
the worths is least. Method: prices on what is shared (Lagrange multipliers) give a bound that
nothing can beat, and a depth-first search tries options in the order of their worth at these
prices, leaving out what the bound rules out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from attrs import frozen

EFFORT = 1_000_000
"""So many options are tried before the search stops."""

_FINE = 1 << 20
"""Worths are counted in such parts, so that prices can be whole numbers."""

_ROUNDS = 150
"""So often the prices are made better."""

Uses = Mapping[str, int]
"""How much is taken of each thing that is shared, by its name."""


@frozen(eq=False)
class Option:
    """One thing that a person may get.

    Attributes:
        uses: What it takes of what is shared; of nothing for at least one option of each.
        worth: What is to be as little as possible in the sum over all people: first by the
            first number, where that is equal by the second, and so on.
    """

    uses: Uses
    worth: tuple[int, ...]


@frozen
class Choice:
    """An option for each person.

    Attributes:
        picks: The place of the option of each.
        worth: The sum of their worths.
        proved: Whether no other choice has a lower sum.
        bound: A sum that no choice goes below.
    """

    picks: tuple[int, ...]
    worth: tuple[int, ...]
    proved: bool
    bound: tuple[int, ...]


def fits(uses: Uses, left: Mapping[str, int]) -> bool:
    """Tell whether so much is left."""
    return all(amount <= left.get(name, 0) for name, amount in uses.items())


def choose(
    people: Sequence[Sequence[Option]], limits: Mapping[str, int], effort: int = EFFORT
) -> Choice:
    """Return the best option for each person together.

    Args:
        people: The options of each, in the order of the people.
        limits: How much there is of each thing.
        effort: How many options may be tried; the same effort gives the same choice.
    """
    if not people:
        return Choice((), (), proved=True, bound=())
    scale = _scale(people)
    search = _Search([[_Flat(_flat(one.worth, scale), one.uses) for one in options]
                      for options in people], limits)  # fmt: skip
    picks, bound, proved = search.run(effort)
    worths = [people[place][pick].worth for place, pick in enumerate(picks)]
    told = tuple(map(sum, zip(*worths, strict=True)))
    return Choice(tuple(picks), told, proved, told if proved else _unflat(bound, scale))


@frozen(eq=False)
class _Flat:
    worth: int
    uses: Uses


def _scale(people: Sequence[Sequence[Option]]) -> list[int]:
    """Return what one of each number of a worth counts, so that a sum keeps their order."""
    length = len(people[0][0].worth)
    scale = [1] * length
    for place in range(length - 2, -1, -1):
        most = sum(max(one.worth[place + 1] for one in options) for options in people)
        scale[place] = scale[place + 1] * (most + 1)
    return scale


def _flat(worth: tuple[int, ...], scale: Sequence[int]) -> int:
    return _FINE * sum(number * weight for number, weight in zip(worth, scale, strict=True))


def _unflat(bound: int, scale: Sequence[int]) -> tuple[int, ...]:
    """Return a bound as a worth: the least one that is not below it."""
    found, rest = [], max(0, -(-bound // _FINE))
    for weight in scale:
        number, rest = divmod(rest, weight)
        found.append(number)
    return tuple(found)


class _Search:
    """A search for the least sum."""

    def __init__(self, people: Sequence[Sequence[_Flat]], limits: Mapping[str, int]) -> None:
        self.people, self.limits = people, limits
        self.picks, self.worth = self._first()
        self.prices: dict[str, int] = dict.fromkeys(limits, 0)
        self.bound = self._priced(self.prices)[0]

    def run(self, effort: int) -> tuple[list[int], int, bool]:
        """Return the picks, a bound of the sum, and whether the picks are proved the best."""
        self._price()
        if self.bound >= self.worth:
            return self.picks, self.worth, True
        proved = self._descend(effort)
        return self.picks, self.bound, proved

    def _first(self) -> tuple[list[int], int]:
        """Return a choice to begin with: each in turn takes the best that fits."""
        return self._in_turn(dict.fromkeys(self.limits, 0))

    def _in_turn(self, prices: Mapping[str, int]) -> tuple[list[int], int]:
        """Return a choice: in turn, those first who lose most by their second best."""
        order = sorted(range(len(self.people)), key=lambda place: -self._regret(place, prices))
        left, picks, total = dict(self.limits), [0] * len(self.people), 0
        for place in order:
            options = self.people[place]
            pick = min(
                (at for at, one in enumerate(options) if fits(one.uses, left)),
                key=lambda at: (_at(options[at], prices), options[at].worth),
            )
            for name, amount in options[pick].uses.items():
                left[name] -= amount
            picks[place] = pick
            total += options[pick].worth
        return picks, total

    def _regret(self, place: int, prices: Mapping[str, int]) -> int:
        costs = sorted(_at(one, prices) for one in self.people[place])
        return costs[1] - costs[0] if len(costs) > 1 else 0

    def _priced(self, prices: Mapping[str, int]) -> tuple[int, dict[str, int]]:
        """Return the bound that prices give, and by how much each thing is overdrawn at them."""
        total = -sum(prices[name] * limit for name, limit in self.limits.items())
        over = {name: -limit for name, limit in self.limits.items()}
        for options in self.people:
            best = min(options, key=lambda one: (_at(one, prices), one.worth))
            total += _at(best, prices)
            for name, amount in best.uses.items():
                over[name] += amount
        return total, over

    def _price(self) -> None:
        """Look for prices with a high bound; each round moves them towards what is overdrawn."""
        prices, pace = dict(self.prices), 1.0
        for _ in range(_ROUNDS):
            bound, over = self._priced(prices)
            picks, worth = self._in_turn(prices)
            if worth < self.worth:
                self.picks, self.worth = picks, worth
            if bound > self.bound:
                self.bound, self.prices = bound, dict(prices)
            else:
                pace *= 0.95
            # What no price could relieve does not count.
            moved = {name: much for name, much in over.items() if much > 0 or prices[name] > 0}
            if self.bound >= self.worth or not any(moved.values()):
                return
            sizes = {name: max(1, self.limits[name]) for name in moved}
            norm = sum((moved[name] / sizes[name]) ** 2 for name in moved)
            step = pace * max(1, self.worth - bound) / norm
            for name, much in moved.items():
                prices[name] = max(0, prices[name] + int(step * much / sizes[name] ** 2))

    def _descend(self, effort: int) -> bool:
        """Try options depth first; return whether all were tried or ruled out."""
        prices, people = self.prices, self.people
        ways = [sorted(range(len(one)), key=lambda at: _at(one[at], prices)) for one in people]
        least = [_at(one[way[0]], prices) for one, way in zip(people, ways, strict=True)]
        rest = [*accumulate(reversed(least), initial=0)][::-1]
        path = _Path(self.limits, prices)
        stack = [iter(ways[0])]
        while stack:
            place = len(stack) - 1
            path.back_to(place)
            pick = next(stack[-1], None)
            if pick is None:
                stack.pop()
                continue
            effort -= 1
            if effort < 0:
                return False
            one = people[place][pick]
            # At these prices the rest takes at least so much more.
            if path.worth + _at(one, prices) + rest[place + 1] - path.paid >= self.worth:
                stack.pop()  # nor are the options that follow any better
            elif fits(one.uses, path.left):
                path.take(pick, one)
                if place + 1 < len(people):
                    stack.append(iter(ways[place + 1]))
                elif path.worth < self.worth:
                    self.picks, self.worth = list(path.picks), path.worth
        return True


class _Path:
    """The options that were taken for the first people, and what they leave."""

    def __init__(self, limits: Mapping[str, int], prices: Mapping[str, int]) -> None:
        self.left, self.prices = dict(limits), prices
        self.paid = sum(prices[name] * limit for name, limit in limits.items())
        self.worth = 0
        self.picks: list[int] = []
        self.taken: list[_Flat] = []

    def take(self, pick: int, one: _Flat) -> None:
        """Take an option for the next person."""
        self.picks.append(pick)
        self.taken.append(one)
        self._move(one, 1)

    def back_to(self, count: int) -> None:
        """Give back what was taken for all but the first people."""
        while len(self.taken) > count:
            self.picks.pop()
            self._move(self.taken.pop(), -1)

    def _move(self, one: _Flat, sign: int) -> None:
        self.worth += sign * one.worth
        for name, amount in one.uses.items():
            self.left[name] -= sign * amount
            self.paid -= sign * self.prices[name] * amount


def _at(option: _Flat, prices: Mapping[str, int]) -> int:
    return option.worth + sum(prices[name] * much for name, much in option.uses.items())
