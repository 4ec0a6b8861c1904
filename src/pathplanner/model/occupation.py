"""The work a pathway leads to, and the bodies that stand beside the road."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from pathplanner.model.coerce import several, to_texts
from pathplanner.model.marks import Prose, StepId
from pathplanner.model.quantity import Estimate


@frozen
class WorkSetting:
    """A part of a whole, such as the percent of workers in hospitals."""

    name: Prose
    percent: int | None = None
    pay: Estimate | None = None
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


@frozen
class Pay:
    """Yearly pay, in the pathway's currency.

    Attributes:
        median, low, high: The middle, the 10th and the 90th percentile.
        hourly: Median per hour.
        period: When it was measured, such as "May 2024".
        area: Where it was measured, such as "United States".
        source: Ids of sources.
        entry: What those who begin earn, where a source states it; else `low` counts as that.
    """

    median: Estimate
    low: Estimate | None = None
    high: Estimate | None = None
    hourly: Estimate | None = None
    period: Prose = ""
    area: Prose = ""
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    entry: Estimate | None = None

    @property
    def at_first(self) -> Estimate | None:
        """What to count on in a first year: never the median of all workers."""
        return self.entry or self.low


@frozen
class Outlook:
    """How many such jobs there are and will be.

    Attributes:
        growth: Projected change in percent over `period`; may be negative.
        period: Such as "2024-34".
        jobs: Jobs at the start of the period.
        change: Projected change in jobs over the period.
        openings: Projected openings per year.
        source: Ids of sources.
        area: Where it is expected, such as "Texas"; nothing for the whole country.
    """

    growth: int | None = None
    period: str = ""
    jobs: int | None = None
    change: int | None = None
    openings: int | None = None
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    area: Prose = ""


@frozen
class Topic:
    """One thing said about an occupation, such as a duty, a skill or a change of facts.

    Attributes:
        text: What is said.
        note, source: As everywhere.
        steps: Of news: ids of the steps on which it is printed.
    """

    text: Prose
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)
    steps: tuple[StepId, ...] = field(default=(), converter=to_texts)


@frozen
class Occupation:
    """A job family in the Standard Occupational Classification (SOC).

    Attributes:
        id: SOC code, such as `29-2072`.
        title: The SOC title.
        pay, outlook: Where known.
        entry_education: What the source calls typical entry-level education.
        settings: Where people work.
        duties, skills: What they do and need.
        note, source: As everywhere.
    """

    id: str
    title: Prose
    pay: Pay | None = None
    outlook: Outlook | None = None
    entry_education: Prose = ""
    settings: tuple[WorkSetting, ...] = ()
    duties: tuple[Topic, ...] = ()
    skills: tuple[Topic, ...] = ()
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)


def _totals(value: int | Iterable[int]) -> tuple[int, ...]:
    return several(int, value, "whole number")


@frozen
class Body:
    """A professional body, school or agency.

    Attributes:
        id: Short name by which steps refer to it.
        name: Its full name.
        about: What it does, in a sentence.
        url: Its web site.
        unit_totals: Total units per renewal period for someone who holds one, two,
            three ... of this body's credentials; the last number holds for more.
            Empty when each credential counts for itself.
        note, source: As everywhere.
    """

    id: str
    name: Prose
    about: Prose = ""
    url: str = ""
    unit_totals: tuple[int, ...] = field(default=(), converter=_totals)
    note: Prose = ""
    source: tuple[str, ...] = field(default=(), converter=to_texts)

    def units_for(self, credentials: int, most: int = 0) -> int | None:
        """Return the total units for holding `credentials` credentials, or None.

        Args:
            credentials: How many are held.
            most: What the most demanding of them asks for by itself. What this is above
                the total for one comes on top, up to the highest total.
        """
        if not self.unit_totals or credentials < 1:
            return None
        total = self.unit_totals[min(credentials, len(self.unit_totals)) - 1]
        more = max(0, most - self.unit_totals[0])
        return max(most, min(total + more, self.unit_totals[-1]))
