"""The steps of a plan as a table (CSV, RFC 4180) for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from pathplanner.document import visible
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Estimate, Grade, Unknown
from pathplanner.renderers import DataRenderer

COLUMNS = (
    "number", "id", "title", "kind", "stage", "start", "finish", "study_hours", "cost_low",
    "cost_likely", "cost_high", "out_of_pocket", "currency", "unknown_prices", "source_ids",
    "source_urls", "cost_grade", "study_hours_grade", "offer", "provider",
)  # fmt: skip
"""The same in every language: programs read them."""

UNKNOWN = "unknown"
_RUNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, also in its wide form."""


@frozen
class CsvOptions:
    """How the table is written.

    Attributes:
        bom: Whether it begins with a byte order mark, by which older spreadsheets see
            that the text is UTF-8.
    """

    bom: bool = False


class CsvRenderer(DataRenderer):
    """Writes one row per step."""

    name = "csv"
    media_type = "text/csv"
    suffixes = (".csv",)
    options = CsvOptions

    def render(self, plan: Plan, options: CsvOptions, /) -> bytes:
        """Return the table in UTF-8."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows(_rows(plan))
        return text.getvalue().encode("utf-8-sig" if options.bom else "utf-8")


def _rows(plan: Plan) -> Iterator[list[object]]:
    urls = {source.id: source.url for source in plan.pathway.sources}
    for step in plan.steps:
        sources = sources_of(step)
        yield [
            step.number,
            inert(step.id),
            inert(step.title),
            step.kind.value,
            inert(step.stage),
            step.start.isoformat(),
            step.finish.isoformat(),
            UNKNOWN if step.study_hours is None else step.study_hours,
            *_money(step),
            plan.cost.currency,
            step.cost.unknown,
            inert(" ".join(sources)),
            inert(" ".join(filter(None, (urls.get(name, "") for name in sources)))),
            _grade(*(payment.amount for payment in step.payments)),
            _grade(step.hours),
            inert(step.offer.id if step.offer else ""),
            inert(step.offer.where if step.offer else step.provider),
        ]


def _grade(*values: Estimate | Unknown | None) -> str:
    """Return how surely values are known: the least sure of them speaks for all."""
    grades = {UNKNOWN if isinstance(one, Unknown) else one.grade.value for one in values if one}
    least = (UNKNOWN, Grade.ESTIMATED, Grade.YOURS, Grade.STATED)
    return next((str(grade) for grade in least if grade in grades), "")


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs: a quote stands before what begins a formula."""
    text = visible(text)
    return f"'{text}" if text.startswith(_RUNS) else text


def sources_of(step: PlannedStep) -> tuple[str, ...]:
    """Return the ids of the sources of a step and of its prices, each once."""
    found = list(step.source)
    for payment in step.payments:
        found += [*payment.source, *getattr(payment.amount, "source", ())]
    return tuple(dict.fromkeys(found))


def _money(step: PlannedStep) -> Iterator[str]:
    """Yield low, likely, high and out of pocket; `unknown` when no price is known."""
    if step.payments and step.cost.unknown and not step.cost.high:
        yield from (UNKNOWN,) * 4
        return
    paid = sum((payment.out_of_pocket for payment in step.payments), Decimal(0))
    yield from (f"{sum_:f}" for sum_ in (step.cost.low, step.cost.likely, step.cost.high, paid))


renderer = CsvRenderer()
