"""What is asked: for whom, on which pathways, with what changed, and after which plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen
from attrs.converters import optional

from pathplanner.model.coerce import to_date, to_texts
from pathplanner.model.history import Held
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan

File = str | os.PathLike[str]
Number = Decimal | int | float | str
Day = date | str
Dated = tuple[tuple[str, Day | None], ...]
"""Steps, each with a day or without."""

Holds = tuple[tuple[str, Day | None] | Held, ...]
"""The same of what is done; a value tells a grade and a renewal, too."""

Meanwhile = Callable[[str, int], AbstractContextManager[Callable[[str], object]]]
"""Shows that work goes on: called with words for it and how many parts it has, or 0; what
the `with` gives is called with words for each part before it begins."""


@contextmanager
def quietly(_words: str, _parts: int) -> Iterator[Callable[[str], object]]:
    """Show nothing."""
    yield len


def _pathways(value: Pathway | File | Iterable[Pathway | File]) -> tuple[Pathway | File, ...]:
    return (value,) if isinstance(value, Pathway | str | os.PathLike) else tuple(value)


def _dated(value: str | Mapping[str, Any] | Iterable[Any]) -> Dated:
    """Return steps with their days from ids, from pairs, or from days by id."""
    if isinstance(value, str):
        return ((value, None),) if value else ()
    if not isinstance(value, Mapping):
        return tuple((one, None) if isinstance(one, str) else tuple(one) for one in value)
    return tuple(
        (step, day)
        for step, days in value.items()
        for day in (days if isinstance(days, list | tuple) else (days,))
    )


def _held(value: str | Held | Mapping[str, Any] | Iterable[Any]) -> Holds:
    """Return what is done, from ids, pairs, days by id or values."""
    if isinstance(value, str | Mapping):
        return _dated(value)
    values = (value,) if isinstance(value, Held) else tuple(value)
    return tuple(one if isinstance(one, Held) else _dated((one,))[0] for one in values)


def _funds(value: str | Funding | Iterable[str | Funding]) -> tuple[str | Funding, ...]:
    return (value,) if isinstance(value, str | Funding) else tuple(value)


def _pairs(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple(value.items() if isinstance(value, Mapping) else map(tuple, value))


def _assumed(
    value: str | Mapping[str, Any] | Iterable[tuple[str, Any]],
) -> tuple[tuple[str, Any], ...]:
    """Return what is assumed by what it is about; a word alone, such as `none`, has no length."""
    return ((value, None),) if isinstance(value, str) else _pairs(value)


@frozen
class Request:
    """What somebody wants to know, and of whom.

    What it says of the person wins over the learner, and over the person of `from_plan`;
    steps that are done, under way, failed, dropped, applied for, to avoid or to insist on are
    added. A
    step may be named by its id, its title, or its number in `previous` or `from_plan`.

    Attributes:
        pathways: Names, files or values; all are planned on as one. None are needed where
            the goal of the learner names its pathway, or a plan does.
        others: More pathways, next to those that are named or meant.
        learner: The person, as a value or a file.
        from_plan: A plan made before, or its JSON or PDF: its person, goal and pathway count.
        previous: The plan before this one, or its file; a new plan says what changed since.
        today: What is advised for the days before is left out; the start if none is told.
        language: BCP 47 tag of the language to plan in; else that of the plan or pathway.
        effort: How much may be tried, see `plan`; as much as usual when 0.
        futures: How many futures to simulate; none when 0.
        label: What this is called while it is worked on, such as `hours=20`.
        meanwhile: Shows that work goes on.
        name, start, hours_per_week, savings, monthly, set_aside, budget, deadline, state,
        birth_date, area, work_hours: As in `Learner`; None changes nothing.
        prefer, recommended: The same.
        goal, avoid, insist: Steps, as in `Learner`.
        holds: What is done: ids, ids with days, or values that tell a grade or a renewal, too.
        under_way, failed, dropped, applied: Ids with days; a failed step may have several.
        funding: Money from others, added to that of the learner; a text names it, with its
            amount and how sure it is: `WIOA 3000 applied`.
        facts: What was found out, by path, such as `{"cpc.costs.exam": 425}`; it wins over
            the facts of the learner, and these over those of the office.
        assumptions: What to assume in place of what plans assume, by what it is about, such
            as `{"hiring": "3 weeks", "booking": "none"}`; `"none"` assumes nothing at all.
        office: What an office found out for many learners, or its file.
        offers: The offers at which steps are taken, such as `{"coding-certificate": "acc"}`;
            they win over those of the learner.
        moves: States with the days on which the person moves there, such as
            `{"TX": "2027-06-01"}`; they take the place of all moves of the learner.
    """

    pathways: tuple[Pathway | File, ...] = field(default=(), converter=_pathways)
    others: tuple[Pathway | File, ...] = field(default=(), converter=_pathways)
    learner: Learner | File | None = None
    from_plan: Plan | File | None = None
    previous: Plan | File | None = None
    today: date | None = field(default=None, converter=optional(to_date))
    language: str = ""
    effort: int = 0
    futures: int = 0
    label: str = ""
    meanwhile: Meanwhile = field(default=quietly, eq=False, repr=False)
    name: str | None = None
    start: Day | None = None
    hours_per_week: Number | None = None
    savings: Number | None = None
    monthly: Number | None = None
    set_aside: Number | None = None
    budget: Number | None = None
    deadline: Day | None = None
    state: str | None = None
    birth_date: Day | None = None
    area: str | None = None
    work_hours: Number | None = None
    prefer: str | None = None
    recommended: bool | str | None = None
    goal: tuple[str, ...] = field(default=(), converter=to_texts)
    avoid: tuple[str, ...] = field(default=(), converter=to_texts)
    insist: tuple[str, ...] = field(default=(), converter=to_texts)
    holds: Holds = field(default=(), converter=_held)
    under_way: Dated = field(default=(), converter=_dated)
    failed: Dated = field(default=(), converter=_dated)
    dropped: Dated = field(default=(), converter=_dated)
    applied: Dated = field(default=(), converter=_dated)
    funding: tuple[str | Funding, ...] = field(default=(), converter=_funds)
    facts: tuple[tuple[str, Any], ...] = field(default=(), converter=_pairs)
    assumptions: tuple[tuple[str, Any], ...] = field(default=(), converter=_assumed)
    office: Office | File | None = None
    offers: tuple[tuple[str, Any], ...] = field(default=(), converter=_pairs)
    moves: Dated = field(default=(), converter=_dated)

    def says(self, name: str) -> bool:
        """Tell whether something is said of the person in a field of that name."""
        first, _, path = name.partition(".")
        if first == "facts":
            return path in dict(self.facts)
        return getattr(self, name, None) not in (None, ())
