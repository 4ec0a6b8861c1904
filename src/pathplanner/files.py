"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pathplanner.errors import OutputError


def write_bytes_safely(path: str | Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader finds the old file or the new, never a part.

    The bytes go to a new file in the same folder, which then takes the old one's place
    and its permissions. A link is followed. A device or pipe is written to directly.

    Raises:
        OutputError: It cannot be written; what was there before is untouched.
    """
    with written_together([(path, data)]):
        pass


@contextmanager
def written_together(files: Iterable[tuple[str | Path, bytes]]) -> Iterator[None]:
    """Have new files ready, which take their places when the block has ended well.

    A disk that fills is noticed before the block, and before any file is touched.

    Raises:
        OutputError: One cannot be written; none is, as far as one can see before.
    """
    with ExitStack() as stack:
        ready = []
        for name, data in files:
            with _named(name):
                path = Path(os.path.realpath(name))
                part = _ready(path, data)
                ready.append((name, path, part, data))
            if part:
                stack.callback(_drop, part)
        yield
        for name, path, part, data in ready:
            with _named(name):
                if part:
                    part.replace(path)
                else:
                    path.write_bytes(data)


def write_new_safely(path: str | Path, data: bytes) -> bool:
    """Write a new file whole or not at all; return False where there is one already.

    What is there, even a link that leads nowhere, is never written over.

    Raises:
        OutputError: It cannot be written.
    """
    target = Path(path)
    with _named(path):
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
    return True


def replace_safely(path: str | Path, old: bytes, new: bytes) -> bool:
    """Write `new` over a file that still holds `old`; return False where it does not.

    Of two who do this at once, one finds that the other was faster.

    Raises:
        OutputError: It cannot be written; what was there before is untouched.
    """
    with _named(path), Path(path).open("rb") as file:
        _lock(file.fileno())
        # Read by its name: the file that was opened may have been replaced meanwhile.
        if Path(path).read_bytes() != old:
            return False
        write_bytes_safely(path, new)
    return True


@contextmanager
def only_one(folder: str | Path, name: str = ".lock") -> Iterator[None]:
    """Be the only program that writes in a folder, until the block ends or this program does.

    Raises:
        OutputError: Another one is at work there.
    """
    path = Path(folder) / name
    with _named(path):
        file = path.open("ab")
    with file:
        try:
            _lock_now(file.fileno())
        except OSError:
            said = f"Another run is at work in {folder}. Wait for it, or choose another folder."
            raise OutputError(said) from None
        yield


def _lock_now(number: int) -> None:
    """Lock an open file, which its end unlocks.

    Raises:
        OSError: Another program holds it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock(number: int) -> None:
    """Wait until no other program of ours changes an open file."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return
    with suppress(OSError):  # nor have some network drives
        fcntl.flock(number, fcntl.LOCK_EX)


@contextmanager
def _named(path: str | Path) -> Iterator[None]:
    """Turn what the system says into an error that names the file."""
    try:
        yield
    except OutputError:
        raise  # it names one already
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, FileNotFoundError):
            reason = f"there is no folder {Path(path).parent}"
        raise OutputError(f"Cannot write {path}: {reason}.") from error


def _ready(path: Path, data: bytes) -> Path | None:
    """Return a new file that can take the place of another; None for a device or pipe."""
    mode = path.stat().st_mode if path.exists() else None
    if mode is None:
        return _part(path, data)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError("the file is write-protected")
    new = _part(path, data)
    try:
        new.chmod(stat.S_IMODE(mode))
    except BaseException:
        _drop(new)
        raise
    return new


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
        _drop(new)
        raise
    return new


def _drop(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
