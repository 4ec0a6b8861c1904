"""Writes a file whole or not at all."""

from __future__ import annotations

import os
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
        raise OutputError(f"Cannot write {path}: {_reason(error, path)}.") from error


def write_new_safely(path: str | Path, data: bytes) -> bool:
    """Write a new file whole or not at all; return False where there is one already.

    What is there, even a link that leads nowhere, is never written over.

    Raises:
        OutputError: It cannot be written.
    """
    target = Path(path)
    try:
        if os.path.lexists(target):
            return False
        part = _part(target, data)
        try:
            # Unlike a rename, a link fails where somebody else has been faster.
            os.link(part, target)
        except FileExistsError:
            return False
        except OSError:
            part.replace(target)  # a file system without links, such as that of a USB stick
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"Cannot write {path}: {_reason(error, path)}.") from error
    return True


def replace_safely(path: str | Path, old: bytes, new: bytes) -> bool:
    """Write `new` over a file that still holds `old`; return False where it does not.

    Of two who do this at once, one finds that the other was faster.

    Raises:
        OutputError: It cannot be written; what was there before is untouched.
    """
    try:
        with Path(path).open("rb") as file:
            _lock(file.fileno())
            # Read by its name: the file that was opened may have been replaced meanwhile.
            if Path(path).read_bytes() != old:
                return False
            _write(Path(os.path.realpath(path)), new)
    except (OSError, ValueError) as error:
        raise OutputError(f"Cannot write {path}: {_reason(error, path)}.") from error
    return True


def _lock(number: int) -> None:
    """Wait until no other program of ours changes an open file."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return
    with suppress(OSError):  # nor have some network drives
        fcntl.flock(number, fcntl.LOCK_EX)


def _reason(error: Exception, path: str | Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {Path(path).parent}"
    return getattr(error, "strerror", None) or str(error)


def _write(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        path.write_bytes(data)  # a folder says so; a device takes the bytes
        return
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError("the file is write-protected")
    new = _part(path, data)
    try:
        if mode is not None:
            new.chmod(stat.S_IMODE(mode))
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _part(path: Path, data: bytes) -> Path:
    """Write `data` to a new file in the same folder and return its path."""
    new = path.parent / f".{os.urandom(8).hex()}.part"
    try:
        # Made by open and not by tempfile, so that the umask gives the usual permissions.
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    return new
