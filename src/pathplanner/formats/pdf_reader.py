"""Look for one attached file in a PDF: a program that is run in a process of its own.

Any PDF may come, so all but the time is bounded here: what a stream may grow to, with lower limits
than pypdf's own, and the size of the tree of attached files. A small file can keep pypdf busy for
hours within one call of it, so `attached` ends the process. The pages are never looked at.

The name of the file is the argument, the PDF the input. The output is one of the answers below,
followed by the bytes of the file, or by the kind of fault.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_PART = 8_000_000
"""The most bytes that a stream in a PDF may grow to."""

FOUND, NONE, LOCKED, BROKEN = b"found\n", b"none\n", b"locked\n", b"broken\n"

_MOST_NODES = 1000


def look_for(wanted: str, data: bytes) -> bytes:
    """Return an answer about the file of this name in a PDF, as it is the output."""
    try:
        return _find(data, wanted)
    # A hostile file makes the reader fail in any way there is.
    except Exception as error:
        return BROKEN + type(error).__name__.encode()


def _find(data: bytes, wanted: str) -> bytes:
    from pypdf import Configuration, PdfReader, apply_configuration
    from pypdf.errors import DependencyError

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
            return LOCKED
        if reader.is_encrypted:
            return LOCKED
        for name, entry in _attached(reader):
            if name == wanted:
                inside = entry["/EF"]
                content = (inside.get("/F") or inside["/UF"]).get_object().get_data()
                return FOUND + content if isinstance(content, bytes) else NONE
    return NONE


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


if __name__ == "__main__":
    sys.stdout.buffer.write(look_for(sys.argv[1], sys.stdin.buffer.read()))
