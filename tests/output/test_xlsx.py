"""The workbook: numbers that are numbers, formulas that another program computes."""

import io
import shutil
import subprocess
from datetime import date, timedelta

import openpyxl
import pytest
from tests.output import plans

import pathplanner as pp


@pytest.fixture
def plan():
    """A plan with savings, a grant that comes late, unknown prices and renewals."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    pathway = pathway.with_({"code-books.costs.books": pp.UNKNOWN})
    return pp.plan(pathway, plans.maria().learner, "cpc")


def opened(data, *, values=False):
    """Return the workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rows_of(sheet):
    """Return the rows below the headings, up to the first that is empty."""
    rows = [list(row) for row in sheet.iter_rows(min_row=5, values_only=True)]
    return rows[: next((place for place, row in enumerate(rows) if not any(row)), len(rows))]


def computed(data, folder):
    """Return the workbook with what LibreOffice computes for its formulas."""
    (folder / "plan.xlsx").write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", "out"]
    run = subprocess.run(
        [*command, "plan.xlsx"], cwd=folder, check=True, capture_output=True, timeout=120
    )
    if b"source file could not be loaded" in run.stderr:
        pytest.skip("LibreOffice is installed without Calc")
    return opened((folder / "out" / "plan.xlsx").read_bytes(), values=True)


def test_days_are_days_and_amounts_are_numbers(plan):
    """A spreadsheet can count with them; what nobody knows is said and is not zero."""
    book = opened(pp.render(plan, "xlsx"))
    steps = rows_of(book.worksheets[0])[:-1]
    assert [row[0] for row in steps] == [step.number for step in plan.steps]
    assert [row[3].date() for row in steps] == [step.start for step in plan.steps]
    money = rows_of(book.worksheets[1])[:-1]
    likely = [row[3] for row in money]
    assert likely.count("not known") == plan.cost.unknown > 0
    assert sum(amount for amount in likely if amount != "not known") == plan.cost.likely


def test_each_table_has_a_head_that_stays(plan):
    """Headings stay in sight, come again on paper and filter the rows."""
    for sheet in opened(pp.render(plan, "xlsx")).worksheets:
        assert sheet.freeze_panes == "A5"
        assert sheet.print_title_rows == "$4:$4"
        assert all(cell.value for cell in sheet[4])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula(text):
    """A title that begins like a formula is a text, also after it was edited."""
    step = pp.Step("one", text, pp.Kind.COURSE, study_hours=1)
    pathway = pp.Pathway("some", text, (step,), ("one",))
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04", name=text))
    cell = opened(pp.render(plan, "xlsx")).worksheets[0]["C5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_others_are_told_less(plan):
    """The copy for an employer does not name the grant's effect on savings."""
    full = opened(pp.render(plan, "xlsx")).worksheets[2]
    told = opened(pp.render(plan, "xlsx", audience="employer")).worksheets[2]
    assert "Comes in" in [cell.value for cell in full[4]]
    assert "Comes in" not in [cell.value for cell in told[4]]


needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)


@needs_libreoffice
def test_the_formulas_give_the_sums_of_the_plan(plan, tmp_path):
    """Totals, months and what is left are what the plan says."""
    book = computed(pp.render(plan, "xlsx"), tmp_path)
    steps, money, months = (rows_of(sheet) for sheet in book.worksheets[:3])
    assert steps[-1][6] == pytest.approx(float(plan.cost.likely))
    assert steps[-1][7] == pytest.approx(float(plan.cost.out_of_pocket))
    assert money[-1][3] == pytest.approx(float(plan.cost.likely))
    january, february, *_ = months
    assert january[0].date() == date(2027, 1, 1)
    # What is paid in January; the grant gives it back in April.
    assert january[1:] == [900, 0, 114, 786]
    assert february[4] == january[4] + 100 - february[3]
    assert months[3][1] == 100 + 114
    assert months[-1][3] == money[-1][5] > 0


@needs_libreoffice
def test_what_was_learned_is_counted_for_the_right_period(plan, tmp_path):
    """Units in the log count for their credential, in the period in which they were earned."""
    data = pp.render(plan, "xlsx")
    book = opened(data)
    renewals, log = book.worksheets[3:5]
    place = next(r for r in range(5, 30) if renewals.cell(r, 4).value)
    begins, title = renewals.cell(place, 1).value, renewals.cell(place, 3).value
    needed, later = renewals.cell(place, 4).value, begins + timedelta(30)
    for row, (day, units, name) in enumerate(
        [(later, 5, title), (later, 3, "Another"), (date(2020, 1, 1), 7, title)], 5
    ):
        log.cell(row, 1).value, log.cell(row, 4).value, log.cell(row, 5).value = day, units, name
    file = io.BytesIO()
    book.save(file)
    counted = computed(file.getvalue(), tmp_path).worksheets[3]
    assert counted.cell(place, 5).value == 5
    assert counted.cell(place, 6).value == needed - 5
