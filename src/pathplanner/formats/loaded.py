"""A value that was read from a file, with the places of all that stands there.

Why: some faults show only when a file is used beside others, as a learner beside a pathway.
Whoever finds one then asks the loaded value for its line, and no file is read again for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

from attrs import define, field, frozen

from pathplanner.errors import Fault
from pathplanner.formats.syntax.nodes import Place
from pathplanner.model.merging import merge
from pathplanner.model.pathway import Pathway

T = TypeVar("T")

_IDS = re.compile(r"[\w-]*\w")
_PARTS = re.compile(r"\[[0-9]+\]|[^.\[]+|\[")


@define(eq=False)
class Places:
    """Where everything in a file stands; written while it is read, and only read after that.

    Attributes:
        file: The file's name as the user gave it.
        at: Path in the file to where it stands.
        texts: Path in the file to the text that stands there.
        aliases: Path in the model to path in the file, where a short form makes
            them differ, such as `costs[0]` for `costs.exam`.
        shared: Ids of steps that come from other files, with the files' names.
    """

    file: str = ""
    at: dict[str, Place] = field(factory=dict)
    texts: dict[str, str] = field(factory=dict)
    aliases: dict[str, str] = field(factory=dict)
    shared: dict[str, str] = field(factory=dict)

    def locate(self, fault: Fault) -> Fault:
        """Return a fault of the model with its path and place in the file."""
        path = self.file_path(fault.path)
        # A check names the id it is about in quotes; its own line is the best place.
        for inner, text in self.texts.items():
            if text and is_in(inner, path) and repr(text) in fault.message:
                path = inner
                break
        place = self.place_of(path)
        said = self._with_origin(fault.message)
        return Fault(said, path, fault.hint, self.file, place.line, place.column)

    def _with_origin(self, message: str) -> str:
        """Return a message that says where the steps in it come from, if from elsewhere."""
        words = set(_IDS.findall(message))
        homes = [f"{name} comes from {file}" for name, file in self.shared.items() if name in words]
        return f"{message} {', '.join(homes)}." if homes else message

    def where(self, path: str) -> str:
        """Return the file, line and column of a path of the model, as in `me.yaml:3:1`."""
        place = self.place_of(self.file_path(path))
        return f"{self.file}:{place.line}:{place.column}"

    def is_own(self, path: str) -> bool:
        """Tell whether a path of the model stands in this file and is not shared by another."""
        part, _, rest = path.partition(".")
        if part == "steps" and re.split(r"[.\[]", rest)[0] in self.shared:
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
        return self.at.get(self._known(path), Place(1, 1))

    def _known(self, path: str) -> str:
        """Return a path, or the nearest one around it, of which the place is known."""
        while path and path not in self.at:
            cut = max(path.rfind("."), path.rfind("["), 0)
            path = path[:cut]
        return path


def is_in(path: str, outer: str) -> bool:
    """Tell whether a path is `outer` or in it."""
    return bool(outer) and path.startswith(outer) and path[len(outer) :][:1] in ("", ".", "[")


@frozen(eq=False)
class Loaded(Generic[T]):
    """What a file says, and where it says it.

    Attributes:
        value: The pathway or the learner.
        places: Where everything of it stands. A path of the value goes in, such as
            `steps.cpc.costs[0]`; the one that the file shows comes out, with its line.
    """

    value: T
    places: Places


def join(parts: Iterable[Loaded[Pathway]]) -> Pathway:
    """Return the pathways of several files as one; see `merge`.

    Raises:
        InputError: Two of them define one id differently, or wait for each other in a
            circle; the files and lines are named.
    """
    known = tuple(parts)

    def where(part: Pathway, path: str) -> str:
        return next(one.places.where(path) for one in known if one.value is part)

    return merge(*(one.value for one in known), where=where)
