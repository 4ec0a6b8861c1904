"""The steps of a plan as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from enum import StrEnum

from attrs import frozen

from pathplanner.model.plan import Plan


class Separator(StrEnum):
    """What stands between two cells."""

    COMMA = "comma"
    TAB = "tab"


@frozen
class CsvOptions:
    """How the table is written."""

    separator: Separator = Separator.COMMA


@frozen
class CsvRenderer:
    """Writes one row per step."""

    name: str = "csv"
    media_type: str = "text/csv"
    suffixes: tuple[str, ...] = (".csv",)
    options: type[CsvOptions] = CsvOptions

    def render(self, plan: Plan, options: CsvOptions, /) -> bytes:
        """Return the table in UTF-8."""
        text = io.StringIO()
        delimiter = "\t" if options.separator is Separator.TAB else ","
        table = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        table.writerow(["number", "step", "start", "finish", "cost", "currency"])
        for step in plan.steps:
            # A spreadsheet would run a cell that starts with one of these.
            title = f"'{step.title}" if step.title[:1] in "=+-@" else step.title
            # An unknown price is not zero, and a part of a price is not the price.
            cost = "unknown" if step.cost.unknown else f"{step.cost.likely:f}"
            row = [step.number, title, step.start, step.finish, cost, plan.cost.currency]
            table.writerow(row)
        return text.getvalue().encode()


renderer = CsvRenderer()
