"""How the command line speaks: plain text, and headings in bold where a person reads."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TextIO

import click

from pathplanner.document.safe_text import visible

_WIDEST, _NARROWEST = 88, 40
_ROOM = 20
"""On a screen, lines after the first stand under its text if so much room is left for them."""


def plain(text: str) -> str:
    """Return a text on one line, harmless to a terminal and with ordinary spaces."""
    return visible(text).replace("\u00a0", " ")


def say(
    text: str = "", *, indent: int = 0, first: str = "", bold: bool = False, err: bool = False
) -> None:
    """Print a text, wrapped; `first` stands before its first line."""
    for line in _wrapped(text, indent, first, sys.stderr if err else sys.stdout) or [""]:
        click.echo(click.style(line, bold=True) if bold else line, err=err)


def ask(question: str, usual: str = "") -> str:
    """Return what a person answers; `usual` is shown as the answer that Enter gives.

    Raises:
        click.Abort: The person stops.
    """
    text = f"{question} [{usual}]" if usual else question
    text = text if question.endswith("?") else f"{text}:"
    *lines, last = _wrapped(text, 0, "", sys.stderr)
    for line in lines:
        click.echo(line, err=True)
    told = click.prompt(last, default="", show_default=False, prompt_suffix=" ", err=True)
    return str(told).strip()


def _wrapped(text: str, indent: int, first: str, stream: TextIO) -> list[str]:
    """Return the lines of a text, no wider than the terminal."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    text = visible(text)
    lead, margin = " " * indent + first, " " * (indent + len(first))
    longest = max(map(len, (first + text).split(" ")))
    if stream.isatty() and len(margin) + max(longest, _ROOM) > width:
        # A narrow screen: it would break a word, and people copy ids and commands.
        text, room = first + text, max(0, width - longest)
        lead, margin = " " * min(indent, room), " " * min(indent + 2, room)
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [_encodable(line.replace("\u00a0", " "), stream) for line in lines]


def head(text: str) -> None:
    """Print a heading; a terminal would break it in the middle of a word."""
    if sys.stdout.isatty():
        say(text, bold=True)
        return
    click.echo(click.style(_encodable(plain(text), sys.stdout), bold=True))


def note(text: str) -> None:
    """Print a line for the person at the terminal, not for the reader of the output."""
    click.echo(plain(text), err=True)


def complain(*messages: str) -> None:
    """Print what is wrong; several things as a list."""
    if len(messages) == 1:
        note(f"Error: {messages[0]}")
        return
    note(f"Error: {len(messages)} things are wrong.")
    for message in messages:
        click.echo(f"  - {plain(message)}", err=True)


def _encodable(text: str, stream: TextIO) -> str:
    """Return `text` with a question mark for what the stream's encoding does not have."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)
