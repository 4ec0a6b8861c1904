"""What is in a file of files: the plan inside a PDF roadmap, the parts of an archive.

Any PDF may come, so everything is bounded: what a stream may grow to and how far a broken file
is repaired by pypdf, here with lower limits than its own; the size of the tree of attached files
and the time in all by this module. The pages are never looked at.
"""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Lock, Thread, get_ident
from typing import TYPE_CHECKING, Any

from pathplanner.errors import Fault, InputError

if TYPE_CHECKING:
    from pypdf import PdfReader

ATTACHED_PLAN = "plan.json"
"""The name of the plan inside a PDF roadmap."""

LARGEST_PDF = 50_000_000
"""The most bytes of a PDF that are read."""

LARGEST_PART = 8_000_000
"""The most bytes that a stream in a PDF may grow to."""

LONGEST = 8.0
"""The most seconds that looking into a PDF may take."""

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a part of an archive can have."""

_MOST_NODES = 1000
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
        with _silence(), _no_longer_than(LONGEST):
            found = _find(data, file)
    except InputError:
        raise
    except _TooLong:
        raise _refusal(file, "It takes too long to look into this PDF.") from None
    # A hostile file makes the reader fail in any way there is.
    except Exception as error:
        raise _refusal(file, f"The PDF cannot be read ({type(error).__name__}).") from error
    if found is None:
        hint = "Only a PDF with its plan attached (attach=yes) can be opened again."
        raise InputError([Fault("No plan is inside this PDF.", file=file, hint=hint)])
    return found


def _find(data: bytes, file: str) -> bytes | None:
    from pypdf import Configuration, PdfReader, apply_configuration
    from pypdf.errors import DependencyError

    locked = _refusal(file, "The PDF is locked with a password.", "Save it without one.")
    limits = Configuration(
        array_based_stream_maximum_output_length=LARGEST_PART,
        lzw_maximum_output_length=LARGEST_PART,
        run_length_maximum_output_length=LARGEST_PART,
        zlib_maximum_output_length=LARGEST_PART,
        brotli_maximum_output_length=LARGEST_PART,
    )
    with apply_configuration(limits):
        try:
            reader = PdfReader(io.BytesIO(data))
        except DependencyError:  # to open most locks, pypdf needs another library
            raise locked from None
        if reader.is_encrypted:
            raise locked
        for name, entry in _attached(reader):
            if name == ATTACHED_PLAN:
                inside = entry["/EF"]
                content = (inside.get("/F") or inside["/UF"]).get_object().get_data()
                return content if isinstance(content, bytes) else None
    return None


def _attached(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """Yield each attached file with its name, from a tree that may be a circle."""
    catalog: Any = reader.trailer["/Root"]
    names = catalog.get("/Names")
    top = names.get_object().get("/EmbeddedFiles") if names is not None else None
    nodes = [top] if top is not None else []
    for _ in range(_MOST_NODES):
        if not nodes:
            return
        node = nodes.pop().get_object()
        nodes += list(reversed(node.get("/Kids", ())[:_MOST_NODES]))
        # Names and files take turns; the name that counts stands in the file's own entry.
        for entry in node.get("/Names", ())[1 : 2 * _MOST_NODES : 2]:
            found = entry.get_object()
            yield str(found.get("/UF") or found.get("/F") or ""), found


class _TooLong(BaseException):
    """The time is over."""


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what runs in the block, in pure Python, when it has taken so long.

    A small file can keep pypdf busy for hours, within one call of it. The stop may be caught
    there by chance, so it comes again.

    Raises:
        _TooLong: The time is over.
    """
    done, lock, thread = Event(), Lock(), ctypes.c_ulong(get_ident())
    stop = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    stop(thread, ctypes.py_object(_TooLong))
            wait = min(seconds, 1.0)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            done.set()
            # One that is on its way would come after the block.
            stop(thread, None)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep pypdf from telling of each fault it repairs; the user gets one message instead."""
    import logging

    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


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
