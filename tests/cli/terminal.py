"""Runs the real command line in a terminal of so many columns."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

from tests.cli.running import environment

CODE = "import sys; from pathplanner.cli import main; sys.argv[0] = 'pathplanner'; main()"


def on_terminal(columns: int, *args: str, **more: str) -> str:
    """Return what a person sees of a command, with the marks for colors in it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    settings = {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **more}
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, *args],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**environment(), **settings},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # so Linux says that the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    process.wait(60)
    return seen.decode()
