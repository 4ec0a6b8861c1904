"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from pathplanner.errors import OutputError


def write_bytes_safely(path: str | Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader finds the old file or the new, never a part.

    The bytes go to a new file in the same folder, which then takes the old one's place
    and its permissions. A link is followed. A device or pipe is written to directly.

    Raises:
        OutputError: It cannot be written; what was there before is untouched.
    """
    try:
        _write(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, FileNotFoundError):
            reason = f"there is no folder {Path(path).parent}"
        raise OutputError(f"Cannot write {path}: {reason}.") from error


def _write(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        path.write_bytes(data)  # a folder says so; a device takes the bytes
        return
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError("the file is write-protected")
    new = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        # Made by open and not by tempfile, so that the umask gives the usual permissions.
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            new.chmod(stat.S_IMODE(mode))
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
