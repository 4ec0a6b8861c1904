"""The timeline of a plan as bars in the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import click

from pathplanner.cli.terminal.screen import head, plain, say
from pathplanner.document import Bar, Document, Timeline

WIDEST = 100
MOST_TITLE = 30
NO_SPACE = 1
"""A bar of a step that takes no time is one mark wide."""

SURE, SLACK = "\u2588", "\u2592"


def print_timeline(document: Document) -> None:
    """Print the steps as bars on a scale of time; nothing when there is no timeline."""
    section = document.section("timeline")
    for block in section.blocks if section else ():
        if isinstance(block, Timeline):
            click.echo()
            head(section.title if section else "")
            for line in lines_of(block, min(WIDEST, shutil.get_terminal_size().columns)):
                click.echo(line)
            for mark, words in zip((SURE, SLACK), block.legend, strict=False):
                say(words, indent=2, first=f"{mark} ")


def lines_of(block: Timeline, width: int) -> list[str]:
    """Return a timeline as lines of at most `width` characters: the scale, then the bars."""
    titles = min(MOST_TITLE, max(len(plain(bar.title)) for bar in block.bars), width // 3)
    margin = 2 + 2 + 2 + titles + 1
    room = max(8, width - margin - 1)
    return [
        " " * margin + _scale(block.ticks, room),
        *(_line(bar, titles, room) for bar in block.bars),
    ]


def _line(bar: Bar, titles: int, room: int) -> str:
    title = plain(bar.title)
    if len(title) > titles:
        title = title[: titles - 1].rstrip() + "\u2026"
    left = min(room - 1, round(bar.left * room / 100))
    wide = max(NO_SPACE, min(room - left, round(bar.width * room / 100)))
    mark = SURE if bar.critical else SLACK
    color = "cyan" if bar.critical else "blue"
    return f"  {bar.number:>2}  {title:<{titles}} " + " " * left + click.style(mark * wide, color)


def _scale(ticks: Sequence[tuple[str, float]], room: int) -> str:
    """Return the names of the scale, each where it stands, as far as they have room."""
    line = ""
    for name, percent in ticks:
        text = plain(name)
        place = min(round(percent * room / 100), room - len(text))
        if text and place >= len(line) + bool(line):
            line = line.ljust(place) + text
    return line
