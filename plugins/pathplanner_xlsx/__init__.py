"""The plan as a workbook: steps, money by month, renewals and a log of units, with formulas."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import compose_workbook
from pathplanner.errors import needs_extra
from pathplanner.model.plan import Plan
from pathplanner.renderers import DataRenderer


@frozen
class XlsxOptions:
    """What is written.

    Attributes:
        language: BCP 47 tag of the words; that of the pathway when empty.
    """

    language: str = ""


class XlsxRenderer(DataRenderer):
    """Writes a plan as an Excel workbook."""

    name = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffixes = (".xlsx",)
    options = XlsxOptions

    def render(self, plan: Plan, options: XlsxOptions, /) -> bytes:
        """Return the workbook.

        Raises:
            MissingComponent: The library for workbooks is not installed.
        """
        try:
            from pathplanner_xlsx.book import to_xlsx
        except ImportError as error:
            raise needs_extra("xlsx", error) from error
        return to_xlsx(compose_workbook(plan, options.language), plan.start)


renderer = XlsxRenderer()
