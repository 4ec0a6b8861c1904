"""Everything that can go wrong for a reason the user can fix.

Why: a user error is a message, a bug is a traceback. The command line catches
`PathplannerError` and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from attrs import frozen

T = TypeVar("T")


@frozen
class Fault:
    """One thing wrong with the input: where, what, and how to fix it.

    Attributes:
        message: What is wrong, in one plain sentence.
        path: Where in the data, such as `steps.cpc.costs[0].amount`.
        hint: What to do about it, or an empty text.
        file: The file's name as the user gave it, or an empty text.
        line: Line in the file, counted from 1; 0 when there is no file.
        column: Column in the line, counted from 1; 0 when there is no file.
    """

    message: str
    path: str = ""
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        parts = [f"{place}:" if place else "", f"{self.path}:" if self.path else "", self.message]
        text = " ".join(part for part in parts if part)
        return f"{text} {self.hint}" if self.hint else text


class PathplannerError(Exception):
    """Base of every error that the user can do something about."""


class InputError(PathplannerError, ValueError):
    """A value or a file is wrong; holds every fault found, in the order of the input.

    Args:
        faults: What is wrong. A text alone is the message of one fault.
    """

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        found = [Fault(faults)] if isinstance(faults, str) else faults
        self.faults: tuple[Fault, ...] = tuple(found)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownStep(InputError, KeyError):
    """A pathway has no step of that id."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        hint = did_you_mean(str(name), known)
        super().__init__([Fault(f"There is no step {name!r}.", hint=hint)])


class Faults:
    """Gathers faults from several sources, so that a user sees them all at once.

    Attributes:
        found: What is wrong.
        notes: What is not wrong, and yet a user should know.
    """

    def __init__(self, found: Iterable[Fault] = ()) -> None:
        self.found: list[Fault] = list(found)
        self.notes: list[str] = []

    def add(self, message: str, path: str = "", hint: str = "") -> None:
        """Write a fault down."""
        self.found.append(Fault(message, path, hint))

    def of(self, work: Callable[[], T]) -> T | None:
        """Return what the work returns; its faults are written down."""
        try:
            return work()
        except InputError as error:
            self.found.extend(error.faults)
            return None

    def stop(self) -> None:
        """Raise all faults together.

        Raises:
            InputError: There is at least one.
        """
        if self.found:
            raise InputError(self.found)


class UnknownRenderer(PathplannerError, LookupError):
    """No renderer has that name or file suffix."""


class BrokenRenderer(PathplannerError, RuntimeError):
    """A renderer could not be loaded, or failed while it rendered."""


class MissingComponent(PathplannerError, ImportError):
    """Something that must be installed is not; the message says how to get it."""


def needs_extra(
    extra: str, error: ImportError, distribution: str = "pathplanner"
) -> MissingComponent:
    """Return the error of a renderer whose library is missing, with the command that installs it.

    A renderer imports its library inside `render` and says what to do when that fails::

        try:
            import icalendar
        except ImportError as error:
            raise needs_extra("ics", error) from error

    Args:
        extra: The extra of the distribution that brings the library, such as `docx`.
        error: What the import said.
        distribution: What the user installs; the renderer's own package.
    """
    missing = getattr(error, "name", None) or str(error)
    return MissingComponent(
        f"This format needs {missing}, which is not installed. "
        f'Install it: pip install "{distribution}[{extra}]"'
    )


class OutputError(PathplannerError, OSError):
    """The result could not be written; what was there before is untouched."""


MANY = 2_000
"""Above so many known words, none is suggested: to compare them all takes too long."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known words, or all of them if they are few.

    Where `known` maps each word to its meaning, a word that is in a meaning is near, too.
    """
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(word, names, n=3, cutoff=0.6) if len(names) <= MANY else []
    inside = [name for name in names if len(word) > 2 and word in name]
    if 0 < len(inside) <= 3:
        near = [*inside, *(name for name in near if name not in inside)][:3]
    if not near and isinstance(known, Mapping) and len(word) > 2:
        texts = {name: text for name, text in known.items() if isinstance(text, str)}
        meant = [name for name in names if word.casefold() in texts.get(name, "").casefold()]
        near = meant if len(meant) <= 3 else []
    if near:
        return f"Did you mean {' or '.join(near)}?"
    if names and len(names) <= 12:
        return f"Known: {', '.join(names)}."
    return ""
