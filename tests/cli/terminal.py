"""Runs the real command line in a terminal of so many columns."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

from tests.cli.running import environment

CODE = "import sys; from pathplanner.cli import main; sys.argv[0] = 'pathplanner'; main()"

LONGEST = 60
"""Seconds after which a command that goes on and on is stopped."""


def on_terminal(columns: int, *args: str, **more: str) -> str:
    """Return what a person sees of a command, with the marks for colors in it."""
    return session(columns, *args, **more)[1]


def session(
    columns: int,
    *args: str,
    first: str = "",
    stop_at: str = "",
    stop_by: int = signal.SIGINT,
    **more: str,
) -> tuple[int, str]:
    """Return the exit status too.

    Args:
        columns: How wide the terminal is.
        args: The words of the command.
        first: Code to run before the command.
        stop_at: Stop the command when this is seen.
        stop_by: The signal for that; that of Ctrl-C when left out.
        more: Settings of the environment.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    settings = {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **more}
    process = subprocess.Popen(
        [sys.executable, "-c", first + CODE, *args],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**environment(), **settings},
    )  # fmt: skip
    os.close(theirs)
    seen, end, pressed = b"", time.monotonic() + LONGEST, False
    while True:
        if time.monotonic() > end:
            process.kill()
        if not select.select([ours], [], [], 1)[0]:
            if pressed:  # too early, between the question and the wait for an answer
                process.send_signal(stop_by)
            continue
        try:
            part = os.read(ours, 4096)
        except OSError:  # so Linux says that the other end is closed
            break
        if not part:
            break
        seen += part
        if stop_at and not pressed and stop_at.encode() in seen:
            process.send_signal(stop_by)
            pressed = True
    os.close(ours)
    return process.wait(60), seen.decode()


def what_stays(seen: str) -> str:
    """Return what is on the screen in the end, as far as the marks of pathplanner move it."""
    lines, place = [""], 0
    for mark in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", seen):
        if mark == "\n":
            place += 1
            lines += [""] * (place + 1 - len(lines))
        elif mark == "\x1b[2K":
            lines[place] = ""
        elif mark == "\x1b[1A":
            place -= 1
        elif mark[0] not in "\x1b\r":
            lines[place] += mark
    return "\n".join(lines)
