"""`plan --watch`: print again whenever a file that was read has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from pathplanner.cli.terminal.guard import READER_GONE, STOPPED, guarded
from pathplanner.cli.terminal.screen import note

PAUSE = 0.5
"""Seconds between two looks at the files."""


def watch_files(run: Callable[[], object], files: Callable[[], Iterable[str]]) -> None:
    """Run once, and again after each change of a file, until Ctrl-C.

    What is wrong is said, and the watching goes on: the next change may fix it.

    Args:
        run: What to do.
        files: Returns the files; asked again after each change, as a file may name others.
    """
    watched = [Path(file) for file in dict.fromkeys(files())]
    names = ", ".join(str(path) for path in watched)
    before = _state(watched)
    _run(run)
    note(f"Watching {names}. Ctrl-C stops.")
    while True:
        time.sleep(PAUSE)
        if _state(watched) != before:
            # What is gone for a moment, as an editor saves it, is not forgotten.
            watched = list(dict.fromkeys([*watched, *map(Path, files())]))
            before = _state(watched)
            click.echo(err=True)
            _run(run)


def _run(run: Callable[[], object]) -> None:
    """Run as a command runs, with its messages; Ctrl-C stops the watching too.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed meanwhile.
    """
    if guarded(run) in (STOPPED, READER_GONE):
        raise KeyboardInterrupt


def _state(files: Iterable[Path]) -> list[tuple[int, int, int] | None]:
    """Return what tells whether a file is another: its time, its size, its place on disk."""
    found: list[tuple[int, int, int] | None] = []
    for path in files:
        try:
            stat = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return found
