"""Where bytes come from: a bundled pathway by its name, a file by its path, what lies beside it."""

from __future__ import annotations

import os
import stat
from importlib import resources
from pathlib import Path

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.attached import LARGEST_PDF, is_pdf
from pathplanner.formats.syntax.text import LARGEST_FILE

SUFFIX, KEPT = ".yaml", ".ctdl.json"
BUNDLED = "data"
FORMER = {"electrician-texas": "electrician"}
"""The names that bundled pathways had before, each with the one that it has now."""


def bundled_pathways() -> tuple[str, ...]:
    """Return the names of the pathways that come with pathplanner."""
    folder = resources.files("pathplanner").joinpath(BUNDLED)
    if not folder.is_dir():
        return ()
    names = (item.name for item in folder.iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def new_name(name: str) -> str:
    """Return the name that a bundled pathway has now; what is none stays as it is."""
    return FORMER.get(name, name)


def is_bundled(name: object) -> bool:
    """Tell whether a pathway that comes with pathplanner has a name, or had it before."""
    return isinstance(name, str) and new_name(name) in bundled_pathways()


def bytes_and_name(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    """Return what a pathway's file holds, and its name.

    Raises:
        InputError: There is no such pathway, or it cannot be read.
    """
    known = bundled_pathways()
    if isinstance(source, str) and is_bundled(source):
        name = new_name(source)
        data = resources.files("pathplanner").joinpath(BUNDLED, name + SUFFIX).read_bytes()
        return data, name
    name = os.fspath(source)
    if isinstance(source, str) and not is_file_name(name):
        hint = did_you_mean(name, known)
        if known and not hint.startswith("Known"):
            hint = f"{hint} Known: {', '.join(known)}.".strip()
        raise InputError([Fault(f"There is no bundled pathway {name!r}.", hint=hint)])
    return bytes_of(name), name


def is_file_name(name: str) -> bool:
    """Tell whether a name that is not a bundled one can only be a file's."""
    if not name:
        return False
    has_mark = any(mark in name for mark in "/\\")
    return bool(Path(name).suffix) or has_mark or is_file(name) or is_folder(name)


def is_file(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is a file; no file has a name that is too long, which pathlib fails on."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is a folder, whatever the name."""
    return os.path.isdir(path)  # noqa: PTH112


def bytes_of(name: str) -> bytes:
    """Return what a file holds, but never much more than the limit."""
    try:
        # Looking first matters: to open a pipe would wait for its other end.
        mode = Path(name).stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError([Fault("This is a folder, not a file.", file=name)])
        if not stat.S_ISREG(mode):
            raise InputError([Fault("This is not a regular file.", file=name)])
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
            more = file.read(LARGEST_PDF - LARGEST_FILE) if is_pdf(data) else b""
            return data + more
    except FileNotFoundError:
        raise InputError([Fault("There is no such file.", file=name)]) from None
    except OSError as error:
        raise InputError([Fault(f"Cannot be read: {error.strerror}.", file=name)]) from None
    except ValueError:
        # A NUL character in the name.
        if isinstance(name, str) and "\0" not in name:
            raise
        raise InputError([Fault("This cannot be the name of a file.")]) from None


def kept_beside(path: str | os.PathLike[str]) -> Path:
    """Return the file beside a pathway file: `nurse.ctdl.json` for `nurse.yaml`."""
    return Path(path).with_suffix(KEPT)


def load_kept(pathway: str | os.PathLike[str]) -> str:
    """Return what came with a pathway and has no place in its file; empty where nothing did."""
    if is_bundled(pathway):
        return ""
    beside = kept_beside(pathway)
    return beside.read_text("utf-8") if beside.is_file() else ""
