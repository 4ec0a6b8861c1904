"""What is written down while a file is read: places, faults, and hints for words that are meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.loaded import Places, is_in
from pathplanner.formats.syntax.nodes import Place
from pathplanner.formats.syntax.tree import MOST_FAULTS

_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "about": "summary",
        "age": "minimum_age",
        "apprenticeship": "experience program",
        "bachelor": "program",
        "birthday": "birth_date",
        "ceus": "units",
        "certificate": "program credential",
        "certification": "credential",
        "class": "course",
        "courses": "steps",
        "credits": "units",
        "degree": "program",
        "depends_on": "requires",
        "description": "summary",
        "dob": "birth_date",
        "done": "holds",
        "fees": "fee costs",
        "goal": "destinations",
        "goals": "destinations",
        "has": "holds",
        "have": "holds",
        "hours": "hours_per_week study_hours",
        "income": "monthly pay",
        "length": "duration",
        "link": "url",
        "links": "sources",
        "materials": "books supplies",
        "money": "savings budget",
        "name": "title",
        "needs": "requires",
        "occupation": "job",
        "permit": "license",
        "position": "job",
        "prereq": "requires",
        "prerequisites": "requires",
        "price": "costs amount",
        "prices": "costs",
        "references": "sources",
        "registration": "license fee",
        "renew": "renewal",
        "salary": "pay",
        "school": "program",
        "sources": "source",
        "tests": "exam",
        "test": "exam",
        "text": "summary",
        "time": "duration",
        "training": "program course",
        "type": "kind",
        "wage": "pay",
        "wait": "waiting",
        "work": "job experience",
    }
)
"""A word to what it may stand for; only what is known at its place is suggested."""


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
        return _meant_by(word[:80], names) or did_you_mean(word[:80], names)

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
        found.append(Fault("There are more faults.", hint="Fix these first."))
    if found:
        raise InputError(found)


def _meant_by(word: str, known: Collection[str]) -> str:
    """Return a hint for a word that is known under another name; else an empty text."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    if plain != word and plain in known:
        return f"Did you mean {plain}?"
    near = [name for name in _MEANT.get(plain, "").split() if name in known]
    return f"Did you mean {' or '.join(near)}?" if near else ""
