"""What a person sees while work takes long: a bar for what can be counted, else a spinner."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Thread, current_thread, main_thread
from time import monotonic
from typing import TypeVar

from pathplanner.cli.terminal.screen import plain
from pathplanner.cli.terminal.table import is_rich

T = TypeVar("T")
R = TypeVar("R")

SOON = 0.5
"""Seconds of work before anything is shown; two pieces of work may follow each other."""

_STEP = 0.1
"""Seconds from one turn of the spinner to the next."""

_LAST = 2
"""Seconds that putting the screen in order may take once the command is told to end."""

_MARKS = 10
"""Columns that the spinner and the time take."""

_screen = Lock()
"""Held while something may be shown: work inside other work is part of that."""


@contextmanager
def working(words: str, total: int = 0) -> Iterator[Callable[[str], None]]:
    """Show that work goes on, once it has taken a while; nothing of it stays on the screen.

    It is shown on a terminal only, on standard error. Nothing may be printed meanwhile.

    Args:
        words: What is being done.
        total: How many pieces the work has; unknown when 0.

    Yields:
        What to call with the words for a piece before it begins.
    """
    shown = _Shown(words, total)
    if sys.stderr is None or not is_rich(sys.stderr) or not _screen.acquire(blocking=False):
        yield shown.begin
        return
    # One thread owns the screen from the first mark to the last, so that nothing is mixed.
    thread = Thread(target=shown.show)
    thread.start()
    with _ending(shown, thread):
        try:
            yield shown.begin
        finally:
            shown.over.set()
            thread.join()
            _screen.release()


@contextmanager
def _ending(shown: _Shown, thread: Thread) -> Iterator[None]:
    """While this lasts, `kill` still ends the command, but the screen is put in order first.

    A program that does something else when it is told to end is left alone.
    """
    import signal

    is_usual = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not is_usual or current_thread() is not main_thread():
        yield
        return

    def end(number: int, _: object) -> None:
        shown.ended = True  # no lock: this may come while one is held
        thread.join(_LAST)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def work_through(items: Sequence[T], work: Callable[[T], R], words: Callable[[T], str]) -> list[R]:
    """Return what `work` makes of each item; the bar says in words which one it is at."""
    found = []
    with working("", len(items)) as begin:
        for item in items:
            begin(words(item))
            found.append(work(item))
    return found


class _Shown:
    """What is shown of one piece of work."""

    def __init__(self, words: str, total: int) -> None:
        self.words, self.total, self.begun = words, total, 0
        self.since, self.over, self.ended = monotonic(), Event(), False

    def begin(self, words: str) -> None:
        """Note that the next piece begins."""
        self.words = words
        self.begun += 1

    def show(self) -> None:
        """Show it in this thread until it is over; nothing when that comes soon."""
        if self.over.wait(SOON) or self.ended:
            return
        # Loaded only now: quick work has no use for it.
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        console = Console(stderr=True)
        spinner = SpinnerColumn("dots" if console.encoding.startswith("utf") else "line")
        columns: list[ProgressColumn] = [spinner, TextColumn("{task.description}", markup=False)]
        room = console.width - _MARKS
        if self.total > 1:
            wide = console.width // 4
            columns += [BarColumn(wide), MofNCompleteColumn()]
            room -= wide + 2 * len(str(self.total)) + 3
        bar = Progress(
            *columns, TimeElapsedColumn(), console=console, transient=True, auto_refresh=False,
            redirect_stdout=False, redirect_stderr=False, get_time=monotonic,
        )  # fmt: skip
        with bar:
            task = bar.add_task("", total=self.total or None)  # with 0 it would be over
            bar.tasks[0].start_time = self.since
            while True:
                words = _shortened(plain(self.words), room)
                bar.update(task, description=words, completed=max(0, self.begun - 1), refresh=True)
                if self.over.wait(_STEP) or self.ended:
                    break


def _shortened(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: max(0, room - 1)]}\u2026"
