"""The timeline that `plan` draws in a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, START, invoke
from tests.cli.terminal import on_terminal

PLAN = ("plan", PATHWAY, "--goal", "cpc", "--have", "high-school-diploma", *START)
COLORS = re.compile(r"\x1b\[[0-9;]*m")


def bars(seen: str) -> list[str]:
    """Return the lines that hold a bar, without colors."""
    lines = COLORS.sub("", seen).splitlines()
    return [line for line in lines if re.search("[█▒]", line) and re.match(r" +\d", line)]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_each_step_has_a_bar_that_fits(place: Path, columns: int) -> None:
    """No line is wider than the terminal, and a later step stands further right."""
    lines = bars(on_terminal(columns, *PLAN))
    assert [int(line.split()[0]) for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert max(map(len, lines)) <= min(columns, 100)
    places = [re.search("[█▒]", line).start() for line in lines]  # type: ignore[union-attr]
    assert places == sorted(places)
    assert places[0] < places[-1]
    assert len(lines[-1]) == max(map(len, lines))


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_plain_text_gets_no_bars(place: Path, setting: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal ask for plain text."""
    seen = on_terminal(80, *PLAN, **setting)
    assert "Your steps" in seen
    assert not bars(seen)


def test_a_pipe_gets_no_bars() -> None:
    """What another program reads stays as it was."""
    done = invoke(*PLAN)
    assert "Your steps" in done.stdout
    assert not bars(done.stdout)
