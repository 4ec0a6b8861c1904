"""Lists, trees and tables on terminals of all widths: lines between, and no id broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.running import PATHWAY, SMALL, START, invoke
from tests.cli.terminal import on_terminal, what_stays

from pathplanner.formats import load_pathway
from pathplanner.formats.bundled import bundled_pathways

pytestmark = pytest.mark.slow

LINES = "│├└╭"
ADDRESS = re.compile(r"https?://\S+")
WIDTHS = pytest.mark.parametrize("columns", [40, 60, 80, 120])
PLAIN = pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
REACH = ("reach", PATHWAY, *START, "--hours", "10")
WAYS = ("compare", "small.yaml", *START, "--what-if", "hours=20", "--what-if", "hours=3,budget=500")


def screen(place: Path, columns: int, *args: str, **more: str) -> list[str]:
    """Return the lines of the screen; none is wider than it but a web address alone."""
    seen = on_terminal(columns, *args, **more)
    lines = what_stays(seen).splitlines()
    # A broken address is none, so one that is too long has a line of its own and stays whole.
    assert [
        line for line in lines if cell_len(line) > columns and not ADDRESS.fullmatch(line)
    ] == []
    return lines


def words(lines: list[str]) -> list[str]:
    """Return the words on a screen, without the lines and what stands around an id."""
    bare = " ".join(lines).translate({ord(sign): " " for sign in "│├└─╭╮╰╯┬┴┤┼"})
    return [word.strip("():,;.") for word in bare.split()]


@WIDTHS
def test_the_list(place: Path, columns: int) -> None:
    """Every id and every word of every title is there, whole; lines where there is room."""
    lines = screen(place, columns, "list")
    shown = words(lines)
    for name in bundled_pathways():
        pathway = load_pathway(name)
        for goal in (name, *pathway.destinations):
            assert goal in shown
        for title in (pathway.title, *(pathway.by_id[goal].title for goal in pathway.destinations)):
            assert set(words([title])) <= set(shown)
    assert any(line[:1] in LINES for line in lines if line) == (columns >= 80)


@WIDTHS
def test_the_tree(place: Path, columns: int) -> None:
    """Every step has its id, whole, and what it needs; lines where there is room."""
    lines = screen(place, columns, "show", PATHWAY)
    shown = words(lines)
    for step in load_pathway(PATHWAY).steps:
        assert step.id in shown
        assert set(words([step.title])) <= set(shown)
    assert any(line.startswith("├── ") for line in lines) == (columns >= 60)
    needs = words(invoke("show", PATHWAY).stdout.splitlines())
    assert sorted(shown) == sorted(needs)


@pytest.mark.parametrize(("args", "least"), [(REACH, 80), (WAYS, 60)], ids=["reach", "compare"])
@WIDTHS
def test_tables(place: Path, columns: int, args: tuple[str, ...], least: int) -> None:
    """A table is as wide as the screen at most and keeps every word; else it is stacked."""
    lines = screen(place, columns, *args)
    rows = invoke(*args).stdout.splitlines()[1:]
    assert set(words(rows)) <= set(words(lines))
    assert ("╭" in "".join(lines)) == (columns >= least)


@PLAIN
@pytest.mark.parametrize("args", [("list",), ("show", "small.yaml"), WAYS])
def test_plain_is_as_in_a_pipe(place: Path, args: tuple[str, ...], setting: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal get what a pipe gets."""
    lines = screen(place, 140, *args, **setting, COLUMNS="80")
    assert lines == invoke(*args).stdout.splitlines()
    assert not set("".join(lines)) & set(LINES)


def test_titles_are_only_text(place: Path) -> None:
    """What looks like markup of the screen is shown as it stands in the file."""
    title = "[red]A[/red] course \\\\[b]"
    (place / "odd.yaml").write_text(SMALL.replace("A badge", f"'{title}'"))
    for args in (("show", "odd.yaml"), ("reach", "odd.yaml", *START)):
        assert title in " ".join(screen(place, 120, *args))


def test_a_very_long_id_is_not_broken(place: Path) -> None:
    """A tree in which an id has no room gives way to lines that start further left."""
    name = "a-very-long-name-of-a-step-that-goes-on-and-on-and-on"
    (place / "long.yaml").write_text(
        SMALL.replace("  course:", f"  {name}:").replace("[course,", f"[{name},")
    )
    for columns in (len(name) + 5, len(name) + 6):
        lines = screen(place, columns, "show", "long.yaml")
        assert name in words(lines)
        assert any("├" in line for line in lines) == (columns == len(name) + 6)
