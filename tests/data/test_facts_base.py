"""Every number of a bundled pathway stands in the facts base too, with the page that says it.

The facts base lies beside the checkout, as veraPDF does; where it is not, nothing is asked.
What was found later is in `found-facts.csv` beside this file.
"""

import csv
import os
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from tests.data.reading import NAMES, is_number, parts, plain, urls_of

from pathplanner.model.quantity import Duration

HERE = Path(os.environ.get("FACTS") or Path(__file__).parents[3] / "shared" / "facts")
FOUND = Path(__file__).with_name("found-facts.csv")
NUMBER = re.compile(r"(?<!\d)-?\d[\d,]*(?:\.\d+)?")

RECKONED = {
    "steps/cpc-self-study/study_hours": "weeks of study, by the hours of a week",
    "steps/cpc-exam-preparation/study_hours": "weeks of study, by the hours of a week",
    "steps/pharmacy-work-500-hours/duration": "500 hours, at 40 a week",
    "steps/practicode/costs/0/discounts/0/price": "the page says that packages include it",
    "steps/coding-apprenticeship/work_hours": "2,000 hours at work in about 50 weeks",
    "steps/coc-a/exam/attempts": "the page names one price for one exam",
    "steps/crc/exam/attempts": "the page names one price for one exam",
    "steps/electrical-apprenticeship/study_hours": "144 hours a year for four or five years",
    "steps/master-electrician/requires/of/1/hours": "12,000 hours, less 8,000 of a journeyman",
    "steps/advanced-emt-certification/renewal/every": "two years, as for the other levels",
    "steps/electrical-apprenticeship/before/0/span": "the application is a step of its own",
    "states/US-OH/steps/pharmacy-state-registration/after/0/span": "10 to 15 business days",
    "states/US-TX/steps/registered-nurse-license/after/0/span": "15 working days",
}
"""Numbers that no page says like this, and how they come about."""


def numbers_in(text):
    """Return the numbers of a text, written alike."""
    return {f"{float(one.replace(',', '')):.10g}" for one in NUMBER.findall(text)}


@cache
def said_by():
    """Return for each page the numbers that the facts base has from it."""
    found = defaultdict(set)
    for base in (HERE / "facts.csv", HERE / "new-facts.csv", FOUND):
        with base.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                words = " ".join(row[key] for key in ("fact", "value", "unit", "note"))
                url = row["source_url"].partition(" ")[0]
                found[url] |= numbers_in(words) | ({"1"} if "year" in words else set())
    for page in (HERE / "bls").glob("*.txt"):
        for url in [url for url in found if url.endswith(f"/{page.stem}.htm")]:
            found[url] |= numbers_in(page.read_text("utf-8"))
    return found


def forms(path, value):
    """Yield the numbers of a value, each in all the units that a page may write it in."""
    months = isinstance(value, Duration) and value.unit.value == "months"
    parts = 60 if path.endswith("/minutes") else 12 if months else 1
    for one in (float(found.replace(",", "")) for found in NUMBER.findall(plain(value))):
        yield {f"{one:.10g}", f"{abs(one):.10g}", f"{one / parts:g}"}


def is_asked(path, value):
    """Tell whether a value must be said by a page: numbers, and texts that count questions.

    What is estimated no page says; that it comes from facts that are said is a rule of files.
    """
    if getattr(value, "basis", None):
        return False
    return is_number(value) or (value and path.endswith(("/exam/questions", "/exam/pass_mark")))


def is_said(name, path, value):
    """Tell whether one of the pages that are cited for a number says it."""
    said = set().union(*(said_by()[url] for url in urls_of(name, path)))
    return all(form & said for form in forms(path, value))


@pytest.mark.skipif(not HERE.exists(), reason=f"there is no {HERE}")
@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_in_the_facts_base(name):
    """One of the pages that are cited for a number says it, by what was noted of them."""
    asked = {path: value for path, (value, _) in parts(name).items() if is_asked(path, value)}
    assert len(asked) > 20
    missing = {path for path, value in asked.items() if not is_said(name, path, value)}
    assert missing == RECKONED.keys() & asked.keys()
