"""Where things stand in a file, and the faults found there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.forms.synonyms import meant_by
from pathplanner.formats.syntax.tree import MOST_FAULTS

_IDS = re.compile(r"[\w-]*\w")
_PARTS = re.compile(r"\[[0-9]+\]|[^.\[]+|\[")


@frozen
class Place:
    """A line and a column, counted from 1."""

    line: int
    column: int


class Notebook:
    """Everything one reading writes down besides the value itself.

    Attributes:
        file: The file's name as the user gave it.
        faults: What is wrong.
        places: Path in the file to where it stands.
        texts: Path in the file to the text that stands there.
        aliases: Path in the model to path in the file, where a short form makes
            them differ, such as `costs[0]` for `costs.exam`.
        cited: Paths in the file at which the id of a source stands.
        lent: Ids of steps that come from other files, with the files' names.
    """

    def __init__(self, file: str = "", faults: Iterable[Fault] = ()) -> None:
        self.file = file
        self.faults: list[Fault] = list(faults)
        self._of_syntax = len(self.faults)
        self.places: dict[str, Place] = {}
        self.texts: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.cited: list[str] = []
        self.lent: dict[str, str] = {}

    @property
    def is_full(self) -> bool:
        """True when so much is wrong that no more is written down."""
        return len(self.faults) >= MOST_FAULTS

    def fault(self, message: str, path: str, hint: str, place: Place) -> None:
        """Write down what is wrong at a place."""
        if not self.is_full:
            self.faults.append(Fault(message, path, hint, self.file, place.line, place.column))

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """Return a hint that names the nearest known words."""
        # Comparing words is slow, so a file with thousands of faults gets no hints.
        if self.is_full:
            return ""
        names = tuple(known)
        return meant_by(word[:80], names) or did_you_mean(word[:80], names)

    def locate(self, fault: Fault) -> Fault:
        """Return a fault of the model with its path and place in the file."""
        path = self.file_path(fault.path)
        # A check names the id it is about in quotes; its own line is the best place.
        for inner, text in self.texts.items():
            if text and _is_in(inner, path) and repr(text) in fault.message:
                path = inner
                break
        place = self.place_of(path)
        said = self._with_origin(fault.message)
        return Fault(said, path, fault.hint, self.file, place.line, place.column)

    def _with_origin(self, message: str) -> str:
        """Return a message that says where the steps in it come from, if from elsewhere."""
        words = set(_IDS.findall(message))
        homes = [f"{name} comes from {file}" for name, file in self.lent.items() if name in words]
        return f"{message} {', '.join(homes)}." if homes else message

    def is_broken(self, path: str) -> bool:
        """Tell whether a fault is known at a path or around it."""
        path = self.file_path(path)
        return any(_is_in(path, fault.path) for fault in self.faults[self._of_syntax :])

    def is_own(self, path: str) -> bool:
        """Tell whether a path of the model stands in this file and was not lent to it."""
        part, _, rest = path.partition(".")
        if part == "steps" and re.split(r"[.\[]", rest)[0] in self.lent:
            return False
        return not rest or self._known(self.file_path(path)) not in ("", part)

    def file_path(self, path: str) -> str:
        """Return the path in the file for a path in the model."""
        found, end = "", 0
        for part in _PARTS.finditer(path):
            found += path[end : part.end()]
            end = part.end()
            found = self.aliases.get(found, found)
        return found + path[end:]

    def place_of(self, path: str) -> Place:
        """Return where a path of the file stands, or else the nearest thing around it."""
        return self.places.get(self._known(path), Place(1, 1))

    def _known(self, path: str) -> str:
        """Return a path, or the nearest one around it, of which the place is known."""
        while path and path not in self.places:
            cut = max(path.rfind("."), path.rfind("["), 0)
            path = path[:cut]
        return path


def _is_in(path: str, outer: str) -> bool:
    """Tell whether a path is `outer` or in it."""
    return bool(outer) and path.startswith(outer) and path[len(outer) :][:1] in ("", ".", "[")


def stop_on(faults: Iterable[Fault]) -> None:
    """Raise all faults together, in the order of the file, each once.

    Raises:
        InputError: There is at least one fault.
    """
    # Two checks may find the same thing in one place under two paths.
    unique = {(fault.line, fault.column, fault.message): fault for fault in faults}
    found = sorted(unique.values(), key=lambda fault: (fault.line, fault.column))
    if len(found) >= MOST_FAULTS:
        del found[MOST_FAULTS:]
        found.append(Fault("There are more faults.", hint="Mend these first."))
    if found:
        raise InputError(found)
