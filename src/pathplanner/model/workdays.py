"""The days on which schools, offices and employers of a country are open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

SATURDAY, SUNDAY = 5, 6


class WorkDays:
    """The working days of a country, and of a state in it.

    A country that the `holidays` library does not know has its weekends only.

    Args:
        country: ISO 3166 code.
        state: ISO 3166-2 code, such as `US-TX`; one of another country is no matter.
    """

    def __init__(self, country: str, state: str = "") -> None:
        self.country = country
        self.state = state.partition("-")[2] if state.startswith(f"{country}-") else ""
        self.weekend = {SATURDAY, SUNDAY}
        self._off: dict[int, frozenset[int]] = {}
        self._next: dict[int, int] = {}

    def is_off(self, day: int) -> bool:
        """Tell whether a day, as an ordinal, is a holiday or in a weekend."""
        on = date.fromordinal(day)
        if on.year not in self._off:
            self._off[on.year] = self._holidays(on.year)
        return on.weekday() in self.weekend or day in self._off[on.year]

    def next(self, day: int) -> int:
        """Return the first working day from `day` on, as ordinals."""
        # The same few days are asked for again and again.
        found = self._next.get(day)
        if found is None:
            found = day
            while self.is_off(found):
                found += 1
            self._next[day] = found
        return found

    def last(self, day: int) -> int:
        """Return the last working day up to `day`, as ordinals."""
        while self.is_off(day):
            day -= 1
        return day

    def _holidays(self, year: int) -> frozenset[int]:
        try:
            found = _country(self.country)(subdiv=self.state or None, years=year)
        except NotImplementedError:
            if self.state:
                self.state = ""
                return self._holidays(year)
            return frozenset()
        self.weekend = set(found.weekend)
        return frozenset(day.toordinal() for day in found)


class WorkDaysOfMoves(WorkDays):
    """The working days of a person who moves: each day those of where they live on it.

    Args:
        country: ISO 3166 code.
        places: From which days on, as ordinals and in order, they live in which states; the
            first from ever on.
    """

    def __init__(self, country: str, places: Sequence[tuple[int, str]]) -> None:
        super().__init__(country, places[0][1])
        self._turns = [day for day, _ in places[1:]]
        self._there = [work_days(country, state) for _, state in places]

    def is_off(self, day: int) -> bool:
        """Tell whether a day, as an ordinal, is a holiday or in a weekend."""
        return self._there[bisect_right(self._turns, day)].is_off(day)


@cache
def _country(code: str) -> Any:
    """Return the `holidays` class of a country; one that takes nothing where it has none.

    `holidays.country_holidays` imports all its 250 countries to give one, which takes longer than
    most plans, so the country's file is loaded by itself.
    """
    import holidays  # heavy, and not every plan is for a country that is known

    known = holidays.registry.COUNTRIES.items()
    if module := next((module for module, names in known if code in names), None):
        file = Path(holidays.__file__).with_name("countries") / f"{module}.py"
        spec = spec_from_file_location(f"{__name__}.{module}", file)
        if file.exists() and spec and spec.loader:
            loaded = module_from_spec(spec)
            spec.loader.exec_module(loaded)
            return getattr(loaded, code)
    return lambda **asked: holidays.country_holidays(code, **asked)


@lru_cache(maxsize=64)
def work_days(country: str, state: str = "") -> WorkDays:
    """Return the working days of a country and a state in it; the same ones each time."""
    return WorkDays(country, state)


@lru_cache(maxsize=64)
def work_days_of_moves(country: str, places: tuple[tuple[int, str], ...]) -> WorkDays:
    """Return the working days of a person who lives in some states, one after another."""
    return WorkDaysOfMoves(country, places)
