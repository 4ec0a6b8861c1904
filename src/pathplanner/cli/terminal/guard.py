"""Turns every error that a user can cause into a message and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

import click
from attrs import evolve

from pathplanner.cli.terminal.screen import complain
from pathplanner.errors import Fault, InputError, MissingComponent, PathplannerError

DONE, NO_PLAN, BAD_INPUT, MISSING, UNDECIDED = 0, 1, 2, 3, 4
STOPPED = 130
"""What a shell says of a program that Ctrl-C ended."""
READER_GONE = 141
"""What a shell says of a program whose output nobody reads any more, as in `| head`."""


_OPTIONS = {
    "pathways": "PATHWAY",
    "step": "STEP",
    "from_plan": "--from",
    "hours_per_week": "--hours",
    "holds": "--have",
    "path": "PATH",
    "value": "VALUE",
    "facts": "--fact",
    "assumptions": "--assume",
    "offers": "--offer",
    "moves": "--move",
} | {
    name: f"--{name.replace('_', '-')}"
    for name in (
        "learner", "previous", "language", "on", "paid", "funding", "set_aside", "name", "start",
        "savings", "monthly", "budget", "deadline", "state", "birth_date", "area", "work_hours",
        "prefer", "goal", "avoid", "insist", "under_way", "failed", "dropped", "applied",
        "recommended", "office", "renewed",
    )
}  # fmt: skip
"""The option that says each field of a request."""


def with_option(fault: Fault) -> Fault:
    """Return a fault of a request with the option that said it."""
    name, _, rest = fault.path.partition(".")
    if not fault.file:
        name = name.partition("[")[0]
    # What stands in a file has the name that it has there; no file has a STEP of a command.
    if name not in _OPTIONS or (fault.file and name != "step"):
        return fault
    return evolve(fault, path=f"{_OPTIONS[name]} {rest}".rstrip())


def guarded(run: Callable[[], Any]) -> int:
    """Return the exit status of a command; errors of the user become messages."""
    if sys.stdout is None:
        return _said("Cannot write the output: standard output is closed.")
    try:
        status = _status(run)
        sys.stdout.flush()
    except BrokenPipeError:
        status = READER_GONE
    except OSError as error:
        where = error.filename or "the output"
        status = _said(f"Cannot read or write {where}: {error.strerror or error}.")
    if status in (READER_GONE, BAD_INPUT):
        _silence(sys.stdout)
    return status


def _status(run: Callable[[], Any]) -> int:
    try:
        found = run()
    except PathplannerError as error:
        faults = map(with_option, error.faults if isinstance(error, InputError) else ())
        missing = isinstance(error, MissingComponent)
        messages = [str(fault) for fault in faults] or str(error).splitlines()
        return _said(*messages, status=MISSING if missing else BAD_INPUT)
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        if sys.stderr.isatty():  # what comes next starts on a line of its own
            click.echo(err=True)
        return STOPPED
    except SystemExit as end:
        # click leaves this way when it completes a word, and when a pipe breaks.
        return READER_GONE if "_PATHPLANNER_COMPLETE" not in os.environ else int(end.code or 0)
    return found if isinstance(found, int) else DONE


def _said(*messages: str, status: int = BAD_INPUT) -> int:
    with suppress(OSError):
        complain(*messages)
    return status


def _silence(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that Python does not fail as it ends."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
