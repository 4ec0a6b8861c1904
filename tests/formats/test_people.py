"""People from the rows of a spreadsheet, as people write them there."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from pathplanner.errors import InputError
from pathplanner.formats import tables
from pathplanner.formats.people import (
    Person,
    example,
    fault_in_words,
    file_name,
    open_people,
)
from pathplanner.model.learner import Prefer
from pathplanner.model.moves import Move
from pathplanner.model.offer import Choice

TODAY = date(2027, 1, 4)


def read(folder: Path, text: str | bytes, **given: Any) -> list[Person]:
    """Return the people of a CSV file with that text."""
    file = folder / "people.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(open_people(str(file), **given).read(TODAY))


def sheet(folder: Path, *rows: list[Any]) -> Path:
    """Return a workbook with those rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = folder / "people.xlsx"
    book.save(file)
    return file


def said(person: Person) -> list[str]:
    """Return the faults of a person with their places."""
    return [fault_in_words(fault, person).partition("people.")[2] for fault in person.faults]


def test_the_example_is_right(tmp_path: Path) -> None:
    """The sheet to begin with has people without faults, and all that it tells is taken."""
    ana, ben = read(tmp_path, example())
    assert (ana.faults, ben.faults) == ((), ())
    assert (ana.key, ana.name, ana.language, ana.variant) == ("c-001", "Ana Alvarez", "es", "full")
    assert ana.learner
    assert (ana.learner.savings, ana.learner.state) == (Decimal(1500), "US-TX")
    assert ben.learner
    assert ben.learner.prefer is Prefer.CHEAPEST
    assert [(one.step, one.since) for one in ben.learner.holds] == [
        ("high-school-diploma", date(2020, 6, 1))
    ]
    assert [(one.name, one.amount) for one in ben.learner.funding] == [
        ("Workforce grant", Decimal(1000))
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Start Date (MM/DD/YYYY)", "1/4/2027", "start", date(2027, 1, 4)),
        ("Start (DD.MM.YYYY)", "1/4/2027", "start", date(2027, 4, 1)),
        ("Start", "13/4/2027", "start", date(2027, 4, 13)),
        ("start", "2027-01-04 00:00:00", "start", date(2027, 1, 4)),
        ("DOB (US)", "12/31/1999", "birth_date", date(1999, 12, 31)),
        ("Savings", "$1,500.00", "savings", Decimal(1500)),
        ("Monthly money", "1500 USD", "monthly", Decimal(1500)),
        ("Budget", "n/a", "budget", None),
        ("Hours a week", "12 hrs/week", "hours_per_week", Decimal(12)),
        ("Recommended", "Yes", "recommended", True),
        ("Take recommended", "x", "recommended", True),
        ("recommended", "N", "recommended", False),
        ("Prefer", "Fewest hours", "prefer", Prefer.FEWEST_HOURS),
        ("State", "tx", "state", "US-TX"),
        ("Lives in (residence)", "", "state", ""),
        ("Goal", "cpc; ccs", "goal", ("cpc", "ccs")),
        ("Goals", "cpc, ccs", "goal", ("cpc", "ccs")),
        ("Deadline", "-", "deadline", None),
        ("Work hours", "20 h", "work_hours", Decimal(20)),
        ("Household income", "$31,000", "income", Decimal(31000)),
        ("Set aside", "10%", "set_aside", Decimal(10)),
        ("Area", "Dallas", "area", "Dallas"),
        ("Offers", "course = night; b=c", "offers", (Choice("course", "night"), Choice("b", "c"))),
        ("Moves", "TX=2027-06-01", "moves", (Move("2027-06-01", "TX"),)),
        (
            "Moves to",
            "New York on 2027-06-01; OH 2028-01-01",
            "moves",
            (Move("2027-06-01", "NY"), Move("2028-01-01", "OH")),
        ),
        ("Moves (MM/DD/YYYY)", "Ohio (6/1/2027)", "moves", (Move("2027-06-01", "OH"),)),
    ],
)
def test_cells_as_people_write_them(
    tmp_path: Path, heading: str, cell: str, field: str, value: object
) -> None:
    """Dates, sums, hours, yes and no, states and lists are read in the ways of spreadsheets."""
    [person] = read(tmp_path, f'Name,"{heading}"\nAna,"{cell}"\n')
    assert person.learner, said(person)
    assert getattr(person.learner, field) == value


def test_moves_and_offers_that_say_too_little(tmp_path: Path) -> None:
    """Each is told with its place and how to write it."""
    [person] = read(tmp_path, "Name,Moves,Offers\nAna,in June,course\n")
    assert said(person) == [
        "csv, row 2, column B (Moves): 'in June' does not say where somebody moves and when. "
        "Write such as TX=2027-06-01; the state comes first.",
        "csv, row 2, column C (Offers): 'course' does not say where a step is taken. "
        "Write such as coding-certificate=fast: the step, and the id of the offer.",
    ]


def test_steps_with_days(tmp_path: Path) -> None:
    """What is held, begun and failed stands in one cell, each with its day."""
    text = "Name,Has,In progress (MM/DD/YYYY),Failed,Time off\n"
    text += "Ana,hs on 2020-06-01; ged,course (1/5/2027),exam=2026-05-01,2027-06-01 to 2027-06-14\n"
    [person] = read(tmp_path, text)
    assert person.learner, said(person)
    assert [one.step for one in person.learner.holds] == ["hs", "ged"]
    assert person.learner.under_way[0].begun == date(2027, 1, 5)
    assert person.learner.failed[0].on == date(2026, 5, 1)
    assert person.learner.breaks[0].finish == date(2027, 6, 14)


def test_every_fault_has_its_cell(tmp_path: Path) -> None:
    """Each names row, column and heading, says what is wrong and what to do; others go on."""
    text = "Client,Start,Hours,Under way,Savings\nAna,1/4/2027,abc,cpc,1.5.0\nBen,,,,\n"
    ana, ben = read(tmp_path, text)
    assert sorted(said(ana)) == [
        "csv, row 2, column B (Start): The date '1/4/2027' may be written month first or day "
        "first. Write the year first, or say it in the heading: Start (MM/DD/YYYY).",
        "csv, row 2, column C (Hours): 'abc' is not a number. Write a number such as 250 or 12.50.",
        "csv, row 2, column D (Under way): 'cpc' has no day. Write it as in cpc=2027-01-04.",
        "csv, row 2, column E (Savings): '1.5.0' is not a number. "
        "Write a number such as 250 or 12.50.",
    ]
    assert ben.learner


def test_a_title_and_empty_rows(tmp_path: Path) -> None:
    """A title, rows of nothing and a byte order mark are no faults; rows keep their number."""
    text = "\ufeffCaseload of the north,,\n,,\nName,Hours,Phone\n,,\nAna,12,555\n,,\n\nBen,10,556\n"
    ana, ben = read(tmp_path, text)
    assert [(one.row, one.name) for one in (ana, ben)] == [(5, "Ana"), (8, "Ben")]
    assert open_people(str(tmp_path / "people.csv")).notes == ("Not used: Phone.",)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_columns(tmp_path: Path, mark: str) -> None:
    """Columns may be parted by semicolons and tabs, with lists in quotes."""
    [ana] = read(tmp_path, f'Name{mark}Goal\nAna{mark}"a; b"\n')
    assert ana.learner
    assert ana.learner.goal == ("a", "b")


def test_windows_text(tmp_path: Path) -> None:
    """A sheet that is not UTF-8 is read as Windows text, and the user is told."""
    [ana] = read(tmp_path, "Name,Goal\nZoë € A,cpc\n".encode("cp1252"))
    assert ana.name == "Zoë € A"
    assert "cp1252" in open_people(str(tmp_path / "people.csv")).notes[0]


def test_first_and_last_name(tmp_path: Path) -> None:
    """Two columns of names are one name."""
    [ana] = read(tmp_path, "First name,Last name,Goal\nAna,Alvarez,cpc\n")
    assert (ana.name, ana.key) == ("Ana Alvarez", "ana-alvarez")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name,Hours,Weekly hours\nA,1,2\n", "B (Hours) and C (Weekly hours) both mean hours"),
        ("Name,Deadlin\nA,1\n", "There is no column 'Deadlin'. Did you mean deadline?"),
        ("Who,What\nA,1\n", "No row has headings that are known."),
        ("", "No row has headings that are known."),
    ],
)
def test_wrong_headings(tmp_path: Path, text: str, words: str) -> None:
    """A heading twice, one that is nearly right, and none at all are faults of the sheet."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)


def test_headings_that_the_user_explains(tmp_path: Path) -> None:
    """`--map` says what a heading means, how its dates are written, and what not to read."""
    meant = {"Kunde": "name", "Anfang": "start (MM/DD/YYYY)", "Hours": "-"}
    [ana] = read(tmp_path, "Kunde,Anfang,Hours\nAna,2/3/2027,abc\n", meant=meant)
    assert ana.learner, said(ana)
    assert ana.learner.start == date(2027, 2, 3)
    with pytest.raises(InputError, match="No column has the heading 'Nix'"):
        read(tmp_path, "Name,Goal\nA,b\n", meant={"Nix": "name"})
    with pytest.raises(InputError, match="No column can mean 'nothing'"):
        read(tmp_path, "Name,Goal\nA,b\n", meant={"Goal": "nothing"})


def test_an_excel_sheet(tmp_path: Path) -> None:
    """Days, numbers, yes and no may be cells of those kinds, below a title of merged cells."""
    file = sheet(
        tmp_path,
        ["Caseload"],
        ["Id", "Name", "Start", "DOB", "Hours", "Savings", "Recommended"],
        [7, "Ana", datetime(2027, 1, 4), 36526, 12.0, 1500.5, True],  # noqa: DTZ001
        [],
    )
    [ana] = open_people(str(file)).read(TODAY)
    assert ana.learner, said(ana)
    assert (ana.key, ana.row) == ("7", 3)
    assert (ana.learner.start, ana.learner.birth_date) == (date(2027, 1, 4), date(2000, 1, 1))
    assert (ana.learner.hours_per_week, ana.learner.savings) == (12, Decimal("1500.5"))
    assert ana.learner.recommended


def test_a_formula_that_was_never_worked_out(tmp_path: Path) -> None:
    """It is a fault of its cell and no empty cell."""
    file = sheet(tmp_path, ["Name", "Hours"], ["Ana", "=5+5"], ["Ben", 5])
    ana, ben = open_people(str(file)).read(TODAY)
    assert said(ana)[0].startswith("xlsx, row 2, column B (Hours): This cell holds a formula")
    assert ben.learner


def test_files_that_are_no_sheets(tmp_path: Path) -> None:
    """A broken workbook, an old one, a picture, nothing and a wrong sheet are told in words."""
    for name, data, words in (
        ("a.xlsx", b"PK\x03\x04nothing", "cannot be read as an Excel workbook"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked Excel file"),
        ("a.pdf", b"%PDF", "no spreadsheet that can be read"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=words):
            open_people(str(tmp_path / name))
    with pytest.raises(InputError, match="There is no such file"):
        open_people(str(tmp_path / "none.csv"))
    file = sheet(tmp_path, ["Name", "Goal"], ["Ana", "cpc"])
    with pytest.raises(InputError, match="There is no sheet 'People'"):
        open_people(str(file), "People")


def test_a_workbook_that_breaks_off_in_the_middle(tmp_path: Path) -> None:
    """What is broken below the first rows is told in words, too, whatever openpyxl makes of it."""
    file = sheet(tmp_path, ["Name", "Hours"], *(["Ana", 5] for _ in range(3)))
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    for broken in (
        page.replace(b'r="3"', b'r="3" <'),
        page.replace(b"pageMargins l", b"pageMargins x"),
    ):
        assert broken != page
        with zipfile.ZipFile(file, "w") as new:
            for name, data in {**parts, "xl/worksheets/sheet1.xml": broken}.items():
                new.writestr(name, data)
        with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
            list(open_people(str(file)).read(TODAY))


def test_a_workbook_that_grows_is_refused_before_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is that of its parts when they are unpacked; none is unpacked to tell."""
    file = sheet(tmp_path, ["Name", "Hours"], ["Ana", 5])
    assert len(list(open_people(str(file)).read(TODAY))) == 1
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/more.xml", b" " * 3_000_000)
    monkeypatch.setattr(tables, "LARGEST_BOOK", 2_000_000)
    with pytest.raises(InputError, match="more than 2 MB when it is unpacked"):
        open_people(str(file))


def test_two_people_of_one_name(tmp_path: Path) -> None:
    """Of one name both are kept under different names of files; of one id the second is wrong."""
    found = read(tmp_path, "Name,Goal\nAna B,x\nANA b,y\n")
    assert [one.key for one in found] == ["ana-b", "ana-b-2"]
    first, second = read(tmp_path, "Id,Name\n1,Ana\n1,Ben\n")
    assert first.learner
    assert said(second) == [
        "csv, row 3, column A (Id): The id of this row is that of row 2, too. "
        "Give each person an id of their own."
    ]


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "..", "C:\\x", "a\0b", "CON", "x" * 999, "\u202eabc", "~/.x"]
)
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    """The name of a file has letters, digits and hyphens, and is not one that Windows keeps."""
    made = file_name(name)
    assert made == "" or (made.replace("-", "").isalnum() and len(made) <= 80)
    assert made.upper() != "CON"
    assert (tmp_path / f"{made}.pdf").resolve().parent == tmp_path.resolve()


def test_a_row_without_a_name(tmp_path: Path) -> None:
    """A row that says something and nobody's name is a fault, such as a line of sums."""
    _, sums = read(tmp_path, "Name,Savings\nAna,1\n,100\n")
    assert said(sums)[0].startswith("csv, row 3, column A (Name): This row has no name.")


def test_fifty_thousand_rows_of_nothing(tmp_path: Path) -> None:
    """Rows that only have a format, or blanks, are nobody, and take seconds and no more."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["Name", "Goal", "Hours"])
    page.append(["Ana", "cpc", 10])
    for _ in range(50_000):
        empty = WriteOnlyCell(page, value=None)
        empty.font = Font(bold=True)
        page.append([empty, " ", None])
    page.append(["Ben", "cpc", 10])
    book.save(tmp_path / "people.xlsx")
    found = open_people(str(tmp_path / "people.xlsx"))
    begun = process_time()
    assert [(one.key, one.row) for one in found.read(TODAY)] == [("ana", 2), ("ben", 50_003)]
    assert process_time() - begun < 20
    people = read(tmp_path, "Name,Hours\nAna,10\n" + ",\n \n" * 25_000 + "Ben,10\n")
    assert [(one.key, one.row) for one in people] == [("ana", 2), ("ben", 50_003)]


def test_merged_cells(tmp_path: Path) -> None:
    """A value that is merged over two rows is that of the first; in the second it is told."""
    book = Workbook()
    book.create_sheet("Notes")
    page = book.create_sheet("R & D")
    page.append(["Everybody", None])
    for row in (["Name", "Goal"], ["Ana", "cpc"], [None, "ccs"], ["Ben", "cpb"], ["Cy", None]):
        page.append(row)
    for merged in ("A1:B1", "A3:A4", "B5:B9"):
        page.merge_cells(merged)
    book.save(tmp_path / "people.xlsx")
    ana, second, ben, cy = open_people(str(tmp_path / "people.xlsx"), "R & D").read(TODAY)
    assert (ana.name, ben.name) == ("Ana", "Ben")
    assert ana.learner
    assert ben.learner
    words = "Merged cells count once. Split them and fill in each."
    assert f"xlsx, row 4, column A (Name): This cell is merged with A3. {words}" in said(second)
    assert said(cy) == [f"xlsx, row 6, column B (Goal): This cell is merged with B5. {words}"]


def test_a_sheet_that_is_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program keeps a sheet to itself, the user is told to close it there."""
    (tmp_path / "people.csv").write_text("Name,Goal\nAna,cpc\n")
    opened = Path.open

    def locked(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "people.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(InputError, match="Is it open in another program"):
        open_people(str(tmp_path / "people.csv"))


@pytest.mark.parametrize(
    ("cell", "name", "amount", "is_sure"),
    [
        ("Pell=7395 applied", "Pell", 7395, False),
        ('"Pell: $7,395, awarded"', "Pell", 7395, True),
        ("WIOA 3000", "WIOA", 3000, True),
        ('"WIOA $3,000 pending"', "WIOA", 3000, False),
        ("GI Bill chapter 33", "GI Bill chapter 33", None, True),
    ],
)
def test_money_from_others_has_its_limit_and_how_sure_it_is(
    tmp_path: Path, cell: str, name: str, amount: int | None, *, is_sure: bool
) -> None:
    """A sum behind a name is never a part of the name: that would be money without end."""
    [person] = read(tmp_path, f"Name,Start,Funding\nAna,2027-01-04,{cell}\n")
    assert person.learner, said(person)
    [fund] = person.learner.funding
    assert (fund.name, fund.amount, fund.is_sure) == (name, amount, is_sure)


@pytest.mark.parametrize("cell", ["Pell=lots", "Pell=2500 perhaps", "WIOA $"])
def test_money_from_others_that_cannot_be_read_is_told(tmp_path: Path, cell: str) -> None:
    """What looks like a sum and is none is refused with its cell."""
    [person] = read(tmp_path, f"Name,Start,Funding\nAna,2027-01-04,{cell}\n")
    assert "column C (Funding)" in said(person)[0]
    assert "Pell=2500 applied" in said(person)[0]
