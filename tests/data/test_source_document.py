"""`docs/explanation/source-document.md`: every statement of the article has its place."""

import re
from pathlib import Path

import pytest
from tests.data.reading import parts

from pathplanner.formats.source import bundled_pathways

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "source-document.md"
MAIN = "medical-biller-and-coder"
HEADS = ("the article says", "the article cites")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(tuple(f"| {head}" for head in HEADS))
]


def places(row):
    """Return pathway and path of every place that a row names."""
    for path in re.findall(r"`([^`]+)`", " ".join(row)):
        first, _, rest = path.partition("/")
        yield (first, rest) if first in bundled_pathways() else (MAIN, path)


def test_the_page_holds_all_statements():
    """The article makes 62 statements and cites 7 pages."""
    assert len(ROWS) == 69
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_place_exists(row):
    """Each path leads to something in its pathway."""
    found = list(places(row))
    assert found
    assert [place for place in found if place[1] not in parts(place[0])] == []


def test_the_changes_are_those_that_the_page_means():
    """The places under `news` hold the words that the page gives for them."""
    words = (
        "No free retake", "self-reviews", "40 percent", "107 questions", "100 in 2022",
        "135 questions", "split after 2018", "28 percent", "$50,250", "five skills",
        "transcriptionist in as little", "Medical records technician, the other",
    )  # fmt: skip
    for place, said in enumerate(words):
        assert said in parts(MAIN)[f"news/{place}/text"][0]
