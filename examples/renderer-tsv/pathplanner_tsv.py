"""The steps of a plan as a table whose cells stand between tabs."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from pathplanner.document import format_date, visible
from pathplanner.model.plan import Plan
from pathplanner.renderers import DataRenderer


class Dates(StrEnum):
    """How a day is written."""

    ISO = "iso"
    WORDS = "words"


@frozen
class TsvOptions:
    """How the table is written.

    Attributes:
        dates: How a day is written: 2027-01-04, or in words.
        heading: Whether the first line names the columns.
    """

    dates: Dates = Dates.ISO
    heading: bool = True


class TsvRenderer(DataRenderer):
    """Writes one row per step."""

    name = "tsv"
    media_type = "text/tab-separated-values"
    suffixes = (".tsv", ".tab")
    options = TsvOptions

    def render(self, plan: Plan, options: TsvOptions, /) -> bytes:
        """Return the table in UTF-8."""
        rows = [["number", "step", "start", "finish", "cost"]] if options.heading else []
        for step in plan.steps:
            days = (step.start, step.finish)
            # An unknown price is not zero, and a part of a price is not the price.
            cost = "unknown" if step.cost.unknown else f"{step.cost.likely:f}"
            said = [format_date(day) if options.dates is Dates.WORDS else str(day) for day in days]
            rows.append([str(step.number), _cell(step.title), *said, cost])
        return "".join("\t".join(row) + "\n" for row in rows).encode()


def _cell(text: str) -> str:
    """Return a text that stays in its cell, and that no spreadsheet takes for a formula."""
    # `visible` makes control characters harmless; a tab or a new line becomes a space.
    text = visible(text).replace('"', "'")
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


renderer = TsvRenderer()
