"""The plan as a workbook: steps, money by month, renewals and a log of units, with formulas."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Audience, compose_workbook
from pathplanner.errors import needs_extra
from pathplanner.model.plan import Plan


@frozen
class XlsxOptions:
    """What is written, and for whom.

    Attributes:
        audience: Who reads it; each but the participant is told less.
        language: BCP 47 tag of the words; that of the pathway when empty.
    """

    audience: Audience = Audience.PARTICIPANT
    language: str = ""


@frozen
class XlsxRenderer:
    """Writes a plan as an Excel workbook."""

    name: str = "xlsx"
    media_type: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffixes: tuple[str, ...] = (".xlsx",)
    options: type[XlsxOptions] = XlsxOptions

    def render(self, plan: Plan, options: XlsxOptions, /) -> bytes:
        """Return the workbook; the same plan always gives the same bytes.

        Raises:
            MissingComponent: The library for workbooks is not installed.
        """
        try:
            from pathplanner_xlsx.book import to_xlsx
        except ImportError as error:
            raise needs_extra("xlsx", error) from error
        return to_xlsx(compose_workbook(plan, options.language, options.audience), plan.start)


renderer = XlsxRenderer()
