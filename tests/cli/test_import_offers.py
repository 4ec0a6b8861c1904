"""`pathplanner import scorecard|etpl|csv`: offers from lists of others, with their quirks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.running import invoke

ETPL = """\
Name of Eligible Training Provider,Program Name,CIP Code,Total Cost,Tuition,Books and Materials,\
Program Length Weeks,Program Length Hours,\
Address City,Address State,Program Status,Program URL,Seats
AUSTIN COMMUNITY COLLEGE,Medical Coding Certificate,51.0713,"$2,350.00","$2,000.00",350,36,480,Austin,TX,Approved,https://example.org/a,20
Dallas Trade School,MEDICAL BILLING DIPLOMA,510714,0,1500,0,24,,Dallas,Texas,Approved,,
Dallas Trade School,MEDICAL BILLING DIPLOMA,510714,0,1500,0,24,,Dallas,Texas,Approved,,
Old School,Medical Coding,51.0713,900,,,12,,Waco,TX,Inactive,,
Truck Academy,CDL A,49.0205,"4,500",,,4,160,Houston,TX,Approved,,
Cook School,Culinary Arts,12.0503,5000,,,20,,Houston,TX,Approved,,
Far School,Medical Coding,51.0713,call us,,,12,,Waco,TX,Approved,,
Odd School,Medical Coding,51.0713,1000,,,12,,Waco,TQ,Approved,,
Health College,Associate Degree in Health Information,51.0707,9000,,,80,,El Paso,TX,Approved,,
Sum School,Medical Coding Certificate,51.0713,3000,1000,500,30,,Waco,TX,Approved,,
"""
FIELD = """\
UNITID,OPEID6,INSTNM,CONTROL,MAIN,CIPCODE,CIPDESC,CREDLEV,CREDDESC,IPEDSCOUNT1,IPEDSCOUNT2,EARN_MDN_HI_1YR,EARN_MDN_1YR,EARN_MDN_4YR
100001,1001,Main College,Public,1,5138,Nursing.,3,Bachelor's Degree,40,38,62000,61000,75000
100002,1001,Main College-North,Public,0,5138,Nursing.,3,Bachelor's Degree,12,,62000,61000,75000
100003,1003,Small College,Public,1,5138,Nursing.,2,Associate's Degree,3,,PS,PrivacySuppressed,PS
100004,1004,Same College,Public,1,5138,Nursing.,2,Associate's Degree,30,,,52000,52000
100005,1005,Empty College,Public,1,5138,Nursing.,2,Associate's Degree,0,,,50000,58000
100006,1006,Farm College,Public,1,101,Agriculture.,1,Certificate,5,,,30000,31000
100007,1007,Coding College,Public,1,5107,Health Admin.,1,Certificate,9,,,33000,38000
100008,1008,HIT College,Public,1,5107,Health Admin.,3,Bachelor's Degree,9,,,43000,48000
"""
SCHOOLS = """\
UNITID,INSTNM,CITY,STABBR,INSTURL
100001,Main College,Austin,TX,www.example.org
100003,Small College,Columbus,OH,
"""


def made(folder: Path, form: str, text: str, *flags: str) -> tuple[list[dict], dict]:
    """Return the offers that an import makes, and its report by code."""
    file, out = folder / "list.csv", folder / "offers.csv"
    file.write_text(text, "utf-8")
    result = invoke(
        "import", form, str(file), *flags, "-o", str(out), "--on", "2026-10-01", "--json"
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    losses = json.loads(result.stdout)["losses"]
    report: dict = {}
    for one in losses:
        lines = [place["line"] for place in one["places"]]
        report.setdefault(one["code"], []).extend(lines)
    return rows, report


def test_a_state_list_becomes_offers(tmp_path: Path) -> None:
    """Codes find the steps; prices, lengths and places are those of the rows."""
    rows, report = made(tmp_path, "etpl", ETPL)
    by_id = {row["provider"]: row for row in rows}
    first = by_id["AUSTIN COMMUNITY COLLEGE"]
    assert (first["step"], first["tuition"], first["books"]) == (
        "coding-certificate",
        "2000",
        "350",
    )
    assert (first["duration"], first["contact_hours"]) == ("36 weeks", "480")
    assert (first["place"], first["states"]) == ("Austin, TX", "TX")
    assert (first["paid_by"], first["on"]) == ("workforce", "2026-10-01")
    assert by_id["Dallas Trade School"]["step"] == "coding-diploma"
    assert by_id["Truck Academy"]["step"] == "truck-driving-school"
    assert by_id["Health College"]["step"] == "hit-associate-degree"
    assert sorted(report["OF001"]) == [2, 3, 6, 10, 11]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("OF101", [7]),  # no step has the code
        ("OF103", [5]),  # not open any more
        ("OF105", [8]),  # "call us" is no price
        ("OF107", [9]),  # no such state
        ("OF108", [4]),  # told twice
        ("OF202", [3, 4]),  # a code without its point
        ("OF203", [3, 3, 4, 4]),  # a price of nothing
        ("OF205", [11]),  # the parts are not the whole
    ],
)
def test_each_quirk_of_a_state_list_is_reported(
    tmp_path: Path, code: str, lines: list[int]
) -> None:
    """What was guessed and left out is told with its lines."""
    _, report = made(tmp_path, "etpl", ETPL)
    assert sorted(report[code]) == lines


def test_what_does_not_add_up_counts_as_the_whole(tmp_path: Path) -> None:
    """Where parts and whole differ, the price in all is taken."""
    rows, _ = made(tmp_path, "etpl", ETPL)
    row = next(one for one in rows if one["provider"] == "Sum School")
    assert (row["price"], row["tuition"]) == ("3000", "")


def test_scorecard_tells_schools_and_no_prices(tmp_path: Path) -> None:
    """A field of study and a level find the step; the file of institutions gives the place."""
    (tmp_path / "schools.csv").write_text(SCHOOLS, "utf-8")
    rows, report = made(tmp_path, "scorecard", FIELD, str(tmp_path / "schools.csv"))
    by_id = {row["provider"]: row for row in rows}
    main = by_id["Main College"]
    assert (main["step"], main["place"], main["states"]) == ("bsn-program", "Austin, TX", "TX")
    assert "$75,000 in the middle, 4 years later" in main["note"]
    assert "price" not in main
    assert by_id["HIT College"]["step"] == "him-bachelor-degree"
    assert "Farm College" not in by_id
    assert report["OF101"] == [7]


@pytest.mark.parametrize(
    ("school", "code", "note"),
    [
        ("Main College-North", "OF302", ""),  # the parent's figures, repeated on a branch
        ("Small College", "OF301", ""),  # withheld
        ("Same College", "OF303", "$52,000 in the middle, 1 year later"),  # 4 years are 1
        ("Empty College", "OF304", ""),  # nobody completed it
    ],
)
def test_earnings_of_scorecard_are_told_only_where_they_hold(
    tmp_path: Path, school: str, code: str, note: str
) -> None:
    """Each measured quirk of the published data is seen, and each figure says its year."""
    rows, report = made(tmp_path, "scorecard", FIELD)
    row = next(one for one in rows if one["provider"] == school)
    assert note in row["note"]
    assert bool(note) == bool(row["note"])
    assert len(report[code]) == 1


def test_a_family_of_codes_that_fits_several_steps_is_asked_for(tmp_path: Path) -> None:
    """Four digits fit coding and transcription; --match says which is meant."""
    rows, report = made(tmp_path, "scorecard", FIELD)
    assert "Coding College" not in {row["provider"] for row in rows}
    assert report["OF102"] == [8]
    told, _ = made(tmp_path, "scorecard", FIELD.replace("5138", "0101"), "--match",
                   "51.07=coding-certificate")  # fmt: skip
    assert [row["provider"] for row in told] == ["Coding College"]


def test_any_sheet_with_steps_and_schools_becomes_offers(tmp_path: Path) -> None:
    """Headings as people write them are understood, and what is guessed is told."""
    text = (
        "School,Step,Total price,Length,Start dates,City,State\n"
        'City College,Billing and coding certificate,"$1,900",9 months,1/19/2027; 8/23/2027,'
        "Austin,Texas\n"
        "City College,medical-coder-job,10,1 week,,Austin,TX\n"
        "City College,coding-certificate,1900,long,,Austin,TX\n"
    )  # fmt: skip
    rows, report = made(tmp_path, "csv", text)
    assert [(row["step"], row["price"], row["intakes"]) for row in rows] == [
        ("coding-certificate", "1900", "2027-01-19;2027-08-23")
    ]
    assert (report["OF111"], report["OF106"]) == ([3], [4])


def test_the_list_is_used_by_an_office_file(tmp_path: Path) -> None:
    """What the import writes is read by the plan."""
    made(tmp_path, "etpl", ETPL)
    (tmp_path / "office.yaml").write_text(
        "format: pathplanner/office/1\noffers_from: [offers.csv]\n", "utf-8"
    )
    result = invoke(
        "plan", "truck-driver-cdl-a", "--state", "TX", "--start", "2027-01-04",
        "--office", str(tmp_path / "office.yaml"), "-t", "json",
    )  # fmt: skip
    steps = json.loads(result.stdout)["steps"]
    school = next(one for one in steps if one["id"] == "truck-driving-school")
    assert school["offer"]["provider"] == "Truck Academy"


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("etpl", "Foo,Bar\n1,2\n", "no column for provider"),
        ("scorecard", ETPL, "no column for UNITID, INSTNM, CIPCODE, CREDLEV"),
        ("csv", "Provider\nA\n", "no column for cip or step or program"),
        ("csv", "Provider,Step\nA,nothing\n", "No offer was made"),
    ],
)
def test_a_list_of_another_kind_is_refused(tmp_path: Path, form: str, text: str, said: str) -> None:
    """Other columns, or no row that fits: a clear word, and no file is written."""
    (tmp_path / "list.csv").write_text(text, "utf-8")
    out = tmp_path / "offers.csv"
    result = invoke("import", form, str(tmp_path / "list.csv"), "-o", str(out))
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert not out.exists()
