"""Archives that are the same for the same contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a part of an archive can have."""


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
