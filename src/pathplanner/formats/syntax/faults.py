"""Where things stand in a file, and the faults found there."""

from __future__ import annotations

from collections.abc import Iterable

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.forms.synonyms import meant_by
from pathplanner.formats.loaded import Places, is_in
from pathplanner.formats.syntax.nodes import Place
from pathplanner.formats.syntax.tree import MOST_FAULTS


class Notebook(Places):
    """The places of a file that is being read, and what is wrong with it.

    Attributes:
        faults: What is wrong.
        cited: Paths in the file at which the id of a source stands.
    """

    def __init__(self, file: str = "", faults: Iterable[Fault] = ()) -> None:
        super().__init__(file)
        self.faults: list[Fault] = list(faults)
        self._of_syntax = len(self.faults)
        self.cited: list[str] = []

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

    def is_broken(self, path: str) -> bool:
        """Tell whether a fault is known at a path or around it."""
        path = self.file_path(path)
        return any(is_in(path, fault.path) for fault in self.faults[self._of_syntax :])


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
