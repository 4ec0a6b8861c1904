"""For whom a rule of a pathway holds: by age, state, residence, income, or what is held."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import Attribute, field, frozen
from attrs.converters import optional

from pathplanner.errors import InputError
from pathplanner.model.coerce import refused, to_decimal, to_texts, whole_from
from pathplanner.model.marks import StepId
from pathplanner.model.places import STATE

OLDEST = 130
"""Years that nobody is older than."""

_AGES = (
    (re.compile(r"(\d{1,3}) or (?:more|older|over)"), lambda a: (a, None)),
    (re.compile(r"(?:under|below|younger than) (\d{1,3})"), lambda a: (0, a - 1)),
    (re.compile(r"(\d{1,3}) or (?:less|younger|under)"), lambda a: (0, a)),
    (re.compile(r"(\d{1,3}) ?(?:-|to|\u2013) ?(\d{1,3})"), lambda a, b: (a, b)),
    (re.compile(r"(\d{1,3})"), lambda a: (a, a)),
)


@frozen
class Ages:
    """Ages in whole years, from `least` to `most`, both included; None for no end."""

    least: int = field(default=0, validator=whole_from(0, OLDEST))
    most: int | None = field(default=None, validator=whole_from(0, OLDEST))

    def __attrs_post_init__(self) -> None:
        if self.most is not None and self.most < self.least:
            raise InputError(f"nobody is {self.least} or more and {self.most} or less")
        if not self.least and self.most is None:
            raise InputError("everybody has such an age")

    @classmethod
    def of(cls, text: str) -> Ages:
        """Return the ages that a text such as `21 or more`, `under 19` or `16-18` names.

        Raises:
            InputError: It names none.
        """
        for form, ends in _AGES:
            if found := form.fullmatch(" ".join(text.lower().split())):
                return cls(*ends(*map(int, found.groups())))
        raise InputError(f"{text!r} is no age; write such as 21 or more, under 19 or 16-18")

    def __str__(self) -> str:
        if self.most is None:
            return f"{self.least} or more"
        return f"{self.least}-{self.most}" if self.least else f"under {self.most + 1}"

    def __contains__(self, age: int) -> bool:
        return self.least <= age and (self.most is None or age <= self.most)


def _to_ages(value: Ages | str | int) -> Ages:
    return value if isinstance(value, Ages) else Ages.of(str(value))


def _are_states(_: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    for one in value:
        if not STATE.fullmatch(one):
            raise refused(attribute, f"must be country and state such as US-TX, not {one}")


@frozen
class When:
    """For whom a rule holds: for those of whom all that is given here is so.

    Attributes:
        age: Ages in whole years.
        states: States that they live in, such as `US-TX`; one of them.
        residence: Words for where they live, such as `in-district`; one of them.
        holds: Ids of steps that they hold; all of them.
        income_below: They have less income a year than this.
        income_from: They have this much income a year or more.
    """

    age: Ages | None = field(default=None, converter=optional(_to_ages))
    states: tuple[str, ...] = field(default=(), converter=to_texts, validator=_are_states)
    residence: tuple[str, ...] = field(default=(), converter=to_texts)
    holds: tuple[StepId, ...] = field(default=(), converter=to_texts)
    income_below: Decimal | None = field(default=None, converter=optional(to_decimal))
    income_from: Decimal | None = field(default=None, converter=optional(to_decimal))

    def __attrs_post_init__(self) -> None:
        given = (self.age, self.income_below, self.income_from)
        if not (self.states or self.residence or self.holds) and given == (None, None, None):
            raise InputError("say for whom: by age, states, residence, holds or income")
        low, high = self.income_from, self.income_below
        if low is not None and high is not None and low >= high:
            raise InputError(f"nobody has {low} or more and less than {high}")

    @property
    def sorts(self) -> tuple[bool, ...]:
        """By which of its fields it tells people apart, and what they hold."""
        return (
            self.age is not None,
            bool(self.states),
            bool(self.residence),
            (self.income_below, self.income_from) != (None, None),
        )

    def may_meet(self, other: When) -> bool:
        """Tell whether one person can be of both sorts, as far as it shows."""
        if self.age and other.age:
            low = max(self.age.least, other.age.least)
            high = min(OLDEST if a.most is None else a.most for a in (self.age, other.age))
            if low > high:
                return False
        for mine, theirs in ((self.states, other.states), (self.residence, other.residence)):
            if mine and theirs and not set(mine) & set(theirs):
                return False
        lows = [one.income_from for one in (self, other) if one.income_from is not None]
        highs = [one.income_below for one in (self, other) if one.income_below is not None]
        return not (lows and highs and max(lows) >= min(highs))
