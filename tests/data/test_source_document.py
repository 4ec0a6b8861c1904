"""`docs/explanation/source-document.md`: every statement of the article has its place."""

import re
from functools import cache
from pathlib import Path

import pytest
from tests.cli.running import invoke
from tests.data.reading import NAMES, is_number, parts, plain

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "source-document.md"
MAIN = "medical-biller-and-coder"
HEADS = ("the article says", "the article cites")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(tuple(f"| {head}" for head in HEADS))
]
rows = pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COMMON = {"with", "from", "they", "that", "them", "work", "being", "when", "into", "most"}


def places(row):
    """Return pathway and path of every place that a row names."""
    for path in re.findall(r"`([^`]+)`", " ".join(row)):
        first, _, rest = path.partition("/")
        yield (first, rest) if first in NAMES else (MAIN, path)


def stands_at(row):
    """Return all words and numbers at the places of a row, and below them."""
    found = []
    for name, place in places(row):
        for path, (value, _) in parts(name).items():
            if path == place or path.startswith(f"{place}/"):
                found += [plain(value)] if isinstance(value, str) or is_number(value) else []
                found += [f"{value // 60} hours"] if value and path.endswith("/minutes") else []
    return " ".join(found).lower()


def numbers(text):
    """Return the numbers of a text, those in words from two on too."""
    for count, word in enumerate(COUNTS[2:], start=2):
        text = re.sub(rf"\b{word}\b", str(count), text)
    return {one.replace(",", "") for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def test_the_page_holds_all_statements():
    """The article makes 62 statements and cites 7 pages."""
    assert len(ROWS) == 69
    assert len({row[0] for row in ROWS}) == len(ROWS)


@rows
def test_every_place_exists(row):
    """Each path leads to something in its pathway."""
    found = list(places(row))
    assert found
    assert [place for place in found if place[1] not in parts(place[0])] == []


@cache
def printed(*arguments):
    """Return what `pathplanner show` prints, with one space between words."""
    return " ".join(invoke("show", *arguments).stdout.split())


def printed_at(name, place):
    """Return the printed text in which a place is found: of its step, or of the whole pathway."""
    first, _, rest = place.partition("/")
    return printed(name, rest.partition("/")[0]) if first == "steps" else printed(name)


@rows
def test_what_stands_at_a_place_is_printed(row):
    """Whoever looks up the row finds its texts and its numbers on the screen."""
    whole = " ".join(printed_at(*place) for place in places(row))
    for name, place in places(row):
        page = printed_at(name, place)
        for path, (value, _) in parts(name).items():
            if (path == place or path.startswith(f"{place}/")) and isinstance(value, str):
                words = " ".join(value.split()).rstrip(".")
                assert " " not in words or words in page, path
    now = re.sub(r"`[^`]*`|\d\d-\d{4}", "", row[2]) if len(row) > 2 else ""
    assert numbers(now) - numbers(whole.lower()) == set()


@rows
def test_what_the_page_says_stands_there(row):
    """The numbers of a row, and some of its words, stand at the places that it names."""
    said, there = re.sub(r"^Step \d", "", row[0]), stands_at(row)
    now = re.sub(r"`[^`]*`|\d\d-\d{4}", "", row[2]) if len(row) > 2 else said
    told = said if now.startswith(("as it was", "nothing newer")) else now
    assert numbers(told.lower()) - numbers(there) == set()
    words = {word[:5] for word in re.findall(r"[a-z*]{4,}", f"{said} {now}".lower())} - COMMON
    assert any(word in there for word in words)
