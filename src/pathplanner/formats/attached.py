"""What is in a file of files: the plan inside a PDF roadmap, the parts of an archive.

Any PDF may come, so it is looked into by a process of its own (`pdf_reader`), which is ended when
it takes too long.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping

from pathplanner.errors import Fault, InputError
from pathplanner.formats import pdf_reader

ATTACHED_PLAN = "plan.json"
"""The name of the plan inside a PDF roadmap."""

LARGEST_PDF = 50_000_000
"""The most bytes of a PDF that are read."""

LONGEST = 8.0
"""The most seconds that looking into a PDF may take."""

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a part of an archive can have."""

_START = b"%PDF-"
_AGAIN = "Use a roadmap that pathplanner wrote, or the plan's JSON."


def is_pdf(data: bytes) -> bool:
    """Tell whether this is a PDF, by its first bytes."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(_START)


def plan_inside(data: bytes, file: str = "") -> bytes:
    """Return the JSON of the plan that is attached to a PDF.

    Raises:
        InputError: The PDF is damaged, locked or too large, or no plan is in it.
    """
    if len(data) > LARGEST_PDF:
        raise _refusal(file, f"The PDF is larger than {LARGEST_PDF // 1_000_000} MB.")
    try:
        answer, _, content = _answer(data).partition(b"\n")
    except subprocess.TimeoutExpired:
        raise _refusal(file, "It takes too long to look into this PDF.") from None
    except OSError as error:
        raise _refusal(file, f"The PDF cannot be read ({type(error).__name__}).") from error
    match answer + b"\n":
        case pdf_reader.FOUND:
            return content
        case pdf_reader.NONE:
            hint = "Only a PDF with its plan attached (attach=yes) can be opened again."
            raise InputError([Fault("No plan is inside this PDF.", file=file, hint=hint)])
        case pdf_reader.LOCKED:
            raise _refusal(file, "The PDF is locked with a password.", "Save it without one.")
        case _:  # without an answer, the process ended by itself
            kind = content.decode() or "the reader ended"
            raise _refusal(file, f"The PDF cannot be read ({kind}).")


def _answer(data: bytes) -> bytes:
    """Return what `pdf_reader` says; it finds its libraries where this process does."""
    where = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(  # noqa: S603 (our own program, and no word of a user's)
        [sys.executable, "-S", "-P", pdf_reader.__file__, ATTACHED_PLAN],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": where},
        timeout=LONGEST,
        check=False,
    )
    return done.stdout


def _refusal(file: str, message: str, hint: str = _AGAIN) -> InputError:
    return InputError([Fault(message, file=file, hint=hint)])


def with_one_day(data: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """Return a zip archive whose bytes do not say when it was made.

    Args:
        data: The archive.
        instead: Contents for some parts, by name, in place of their own.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = (instead or {}).get(name)
            part = zipfile.ZipInfo(name, ZIP_DAY)
            new.writestr(part, old.read(name) if content is None else content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
