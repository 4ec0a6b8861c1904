"""docs/reference/lint.md: every rule, with a file that breaks it and one that does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import frozen
from tests.linting.planting import TODAY

from pathplanner.desk.checking import check_file
from pathplanner.linting import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lint.md"
SECTION = re.compile(r"^### (PP\d{3}) (\S+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Example:
    """What the page says of one rule."""

    code: str
    name: str
    words: str
    found: dict[str, str]
    mended: dict[str, str]


def examples() -> dict[str, Example]:
    """Return what the page says of each rule, by code."""
    read = {}
    for code, name, text in SECTION.findall(PAGE.read_text("utf-8")):
        before, after = text.split("Mended:")
        found = {kind.replace("text", "yaml"): block for kind, block in BLOCK.findall(before)}
        mended = {**found, **dict(BLOCK.findall(after))}
        read[code] = Example(code, name, " ".join(text.split()), found, mended)
    return read


def codes_in(files: dict[str, str], folder: Path) -> set[str]:
    """Return the codes of what is found in a file, beside its translation if there is one."""
    (folder / "barber.yaml").write_text(files["yaml"], "utf-8")
    if "po" in files:
        (folder / "barber.es.po").write_text(files["po"], "utf-8")
    return {one.code for one in check_file(str(folder / "barber.yaml"), TODAY).findings}


@pytest.mark.parametrize("code", RULES)
def test_the_example_breaks_just_this_rule_and_the_mended_one_none(
    code: str, tmp_path: Path
) -> None:
    """The planted fault of each code is found, nothing else is, and mending it helps."""
    example = examples()[code]
    assert codes_in(example.found, tmp_path) == {code}
    assert codes_in(example.mended, tmp_path) == set()


@pytest.mark.parametrize("code", RULES)
def test_the_page_says_what_the_rule_says(code: str) -> None:
    """Name, severity and the rule's own sentence stand on the page."""
    rule, example = RULES[code], examples()[code]
    assert example.name == rule.name
    assert f"**{rule.severity.value.capitalize()}.** {rule.about}" in example.words


def test_the_page_has_no_rule_that_is_not_there() -> None:
    """A rule that is given up leaves the page."""
    assert list(examples()) == list(RULES)
