"""Notes what a renderer does that it may not, by Python's audit events."""

from __future__ import annotations

import mimetypes
import os
import sys
from pathlib import Path
from typing import Any

_NETWORK = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
    "socket.gethostbyname", "webbrowser.open",
)  # fmt: skip
_PROGRAMS = (
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn",
    "os.spawn", "os.startfile",
)  # fmt: skip
_CHANGES = (
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link",
    "os.symlink", "os.truncate",
)  # fmt: skip
_SHARED = ("/usr/share", "/usr/local/share", "/etc/fonts", "/dev/null", "/dev/urandom")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """Stops and notes what is not allowed between `begin` and `end`.

    An audit hook cannot be taken away, so a watch lasts as long as its process.
    """

    def __init__(self, folder: Path) -> None:
        """Allow writing in `folder`, and reading there and where Python has its modules."""
        self._own = str(folder.resolve())
        homes = [sys.prefix, sys.base_prefix, *filter(None, sys.path), *_SHARED]
        self._readable = (self._own, *(os.path.realpath(home) for home in homes))
        self._known = frozenset(mimetypes.knownfiles) | {"/etc/localtime", "/etc/os-release"}
        self._did: list[str] = []
        self._on = self._all = False
        sys.addaudithook(self._hear)

    def begin(self, *, everything: bool = True) -> None:
        """Start to watch; without `everything` only for the network.

        Why: a library that is loaded for the first time may look for others on the disk,
        even by starting a program. That is not the renderer's doing.
        """
        self._did, self._on, self._all = [], True, everything

    def end(self) -> list[str]:
        """Stop, and return what was done."""
        self._on = False
        return list(dict.fromkeys(self._did))

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event in _NETWORK or (self._all and event in _PROGRAMS):
            self._stop(f"it used {event}: {args!r}"[:200])
        elif not self._all:
            return
        elif event in _CHANGES and not self._is_in((self._own,), args[0]):
            self._stop(f"it used {event} on {args[0]}")
        elif event == "open":
            self._opened(*args)

    def _opened(self, path: Any, mode: str | None, flags: int) -> None:
        if isinstance(path, int):
            return  # opened before
        writes = bool(flags & _WRITING) or any(letter in (mode or "") for letter in "wax+")
        if writes and os.fspath(path) != os.devnull and not self._is_in((self._own,), path):
            self._stop(f"it wrote to {path}")
        readable = os.fspath(path) in self._known or self._is_in(self._readable, path)
        if not writes and not readable:
            self._stop(f"it read {path}")

    def _is_in(self, folders: tuple[str, ...], path: Any) -> bool:
        place = os.path.realpath(os.fsdecode(path))
        return any(place == folder or place.startswith(folder + os.sep) for folder in folders)

    def _stop(self, what: str) -> None:
        self._did.append(what)
        raise PermissionError(f"The checks stop this: {what}.")
