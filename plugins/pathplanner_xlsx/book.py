"""Sheets of a plan as an Excel workbook that goes on counting."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook as Book
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pathplanner.document import Sheet, Workbook
from pathplanner.formats import with_one_day

HEAD = 4
"""The row of the headings; the title and for whom it is stand above."""

BLANK = 40
"""Rows for writing in what was learned."""

TICKS = 30
"""Rows below the last one that can be ticked or counted too."""

MONEY, DAY, MONTH = "#,##0.00", "yyyy-mm-dd", "mmmm yyyy"

TYPEFACE = "Calibri"
DARK, PALE = "0B4A5A", "E3F0F1"
LEAST, NUMBER, WIDEST = 6, 12, 60
"""Widths of columns, in letters."""

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def to_xlsx(workbook: Workbook, day: date) -> bytes:
    """Return the workbook.

    Args:
        workbook: The sheets.
        day: The day that the file gives as that of its making.
    """
    book = Book()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = workbook.title, "pathplanner"
    book.properties.language = workbook.language
    maker = _Maker(book, workbook)
    maker.steps()
    maker.payments()
    maker.months()
    if workbook.renewals.rows:
        maker.renewals()
        maker.learned()
    file = io.BytesIO()
    book.save(file)
    return _dated(file.getvalue(), day)


def _dated(data: bytes, day: date) -> bytes:
    """Return the file with the day of the plan in it; the library always writes that of today."""
    name = "docProps/core.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read(name)
    return with_one_day(data, {name: _STAMP.sub(rb"\g<1>%sT00:00:00Z" % f"{day}".encode(), core)})


class _Maker:
    """Adds the sheets, one after the other."""

    def __init__(self, book: Book, workbook: Workbook) -> None:
        self.book = book
        self.workbook = workbook

    def steps(self) -> None:
        """Add the steps with their sums and a column to tick."""
        source = self.workbook.steps
        sheet, last = self._sheet(source)
        self._money(sheet, (7, 8), last + 1)
        self._tick(sheet, 2, last)
        if source.rows:
            self._sums(sheet, (6, 7, 8, 9), last)

    def payments(self) -> None:
        """Add each payment with its sums."""
        source = self.workbook.payments
        sheet, last = self._sheet(source)
        self._money(sheet, (4, 5, 6), last + 1)
        if source.rows:
            self._sums(sheet, (4, 5, 6), last)

    def months(self) -> None:
        """Add the months; what is paid in each is counted from the payments."""
        source = self.workbook.months
        knows = len(source.heads) == 5
        sheet, last = self._sheet(source)
        paid = quote_sheetname(_named(self.workbook.payments.title))
        end = max(HEAD + 1, HEAD + len(self.workbook.payments.rows))
        days = f"{paid}!$A${HEAD + 1}:$A${end}"
        others, own = (3, 4) if knows else (2, 3)
        for row in range(HEAD + 1, last + 1):
            sheet.cell(row, 1).number_format = MONTH
            for column, letter in ((others, "E"), (own, "F")):
                sums = f"{paid}!${letter}${HEAD + 1}:${letter}${end}"
                sheet.cell(
                    row, column
                ).value = f'=SUMIFS({sums},{days},">="&$A{row},{days},"<"&EDATE($A{row},1))'
            if knows:
                before = f"E{row - 1}+" if row > HEAD + 1 else ""
                sheet.cell(row, 5).value = f"={before}B{row}-D{row}"
        self._money(sheet, range(2, len(source.heads) + 1), last + 1)
        self._sums(sheet, range(2, 5 if knows else 4), last)

    def renewals(self) -> None:
        """Add what falls due; the units earned are counted from the log."""
        sheet, last = self._sheet(self.workbook.renewals)
        log = quote_sheetname(_named(self.workbook.learned.title))
        first, end = HEAD + 1, HEAD + BLANK
        days, units, names = (f"{log}!${c}${first}:${c}${end}" for c in "ADE")
        for row in range(HEAD + 1, last + 1):
            if sheet.cell(row, 4).value is None:
                continue
            sheet.cell(
                row, 5
            ).value = f'=SUMIFS({units},{names},$C{row},{days},">="&$A{row},{days},"<="&$B{row})'
            sheet.cell(row, 6).value = f"=MAX(0,D{row}-E{row})"
        self._money(sheet, (7,), last)
        self._tick(sheet, 8, last)

    def learned(self) -> None:
        """Add the log to fill in; the credential is chosen from those that are kept."""
        sheet, _last = self._sheet(self.workbook.learned)
        rows = self.workbook.renewals.rows
        kept = quote_sheetname(_named(self.workbook.renewals.title))
        choice = DataValidation("list", formula1=f"{kept}!$C${HEAD + 1}:$C${HEAD + len(rows)}")
        choice.showErrorMessage = False
        sheet.add_data_validation(choice)
        choice.add(f"E{HEAD + 1}:E{HEAD + BLANK}")
        for row in range(HEAD + 1, HEAD + BLANK + 1):
            sheet.cell(row, 1).number_format = DAY
            for column in range(1, 6):
                _line(sheet.cell(row, column))
        for column, width in enumerate((14, 44, 28, 12, 44), 1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def _sheet(self, source: Sheet) -> tuple[Worksheet, int]:
        """Add a sheet with its headings and rows; return it and its last row."""
        sheet = self.book.create_sheet(_named(source.title))
        told = f"{source.title} · {self.workbook.meta} · {self.workbook.currency}"
        for row, text in enumerate((self.workbook.title, told), 1):
            _put(sheet.cell(row, 1), text)
            sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
        sheet.cell(1, 1).font = Font(TYPEFACE, bold=True, size=16, color=DARK)
        for column, head in enumerate(source.heads, 1):
            cell = sheet.cell(HEAD, column)
            _put(cell, head)
            cell.font = Font(TYPEFACE, bold=True, color=DARK)
            cell.fill = PatternFill("solid", PALE)
            cell.alignment = Alignment(wrap_text=True, vertical="top", indent=1)
        sheet.row_dimensions[HEAD].height = 32
        for row, values in enumerate(source.rows, HEAD + 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                _put(cell, value)
                _line(cell)
        last = HEAD + len(source.rows)
        _fit(sheet, source)
        sheet.freeze_panes = f"A{HEAD + 1}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if source.rows:
            sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(source.heads))}{last}"
        return sheet, last

    @staticmethod
    def _money(sheet: Worksheet, columns: Sequence[int], last: int) -> None:
        for column in columns:
            head = sheet.cell(HEAD, column)
            head.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right")
            for row in range(HEAD + 1, last + 1):
                sheet.cell(row, column).number_format = MONEY

    def _sums(self, sheet: Worksheet, columns: Sequence[int], last: int) -> None:
        """Add a row with the sums of some columns."""
        _put(sheet.cell(last + 1, 1), self.workbook.total)
        for column in columns:
            letter = get_column_letter(column)
            sheet.cell(last + 1, column).value = f"=SUM({letter}{HEAD + 1}:{letter}{last})"
        for column in range(1, max(columns) + 1):
            sheet.cell(last + 1, column).font = Font(TYPEFACE, bold=True)
            sheet.cell(last + 1, column).border = Border(top=Side("medium", color=DARK))

    @staticmethod
    def _tick(sheet: Worksheet, column: int, last: int) -> None:
        choice = DataValidation("list", formula1='"\u2713"', allow_blank=True)
        sheet.add_data_validation(choice)
        letter = get_column_letter(column)
        choice.add(f"{letter}{HEAD + 1}:{letter}{last + TICKS}")


def _named(title: str) -> str:
    """Return a title as the name of a sheet: at most 31 letters, none of them forbidden."""
    return re.sub(r"[][:*?/\\']", " ", title)[:31].strip() or "-"


def _put(cell: Cell | MergedCell, value: str | int | Decimal | date | None) -> None:
    """Set a value; a text is never taken for a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top", indent=1)
        if value.startswith(RUNS):
            cell.quotePrefix = True
    else:
        cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        cell.number_format = DAY


def _line(cell: Cell | MergedCell) -> None:
    cell.border = Border(bottom=Side("thin", color="C9D6D6"))


def _fit(sheet: Worksheet, source: Sheet) -> None:
    """Make columns as wide as what stands in them, up to a limit; heads stand as values do."""
    for column, head in enumerate(source.heads):
        values = [row[column] for row in source.rows if column < len(row)]
        texts = [len(value) for value in values if isinstance(value, str)]
        widths = [NUMBER if isinstance(value, (Decimal, date)) else LEAST for value in values]
        longest = max([len(word) for word in head.split()])
        width = max([NUMBER if not values else LEAST, longest, *widths, *texts])
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(width + 4, WIDEST)
        if not texts and any(value is not None for value in values):
            cell = sheet.cell(HEAD, column + 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right")
