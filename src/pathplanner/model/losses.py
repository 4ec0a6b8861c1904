"""What became of each thing in a file of another format: a loss report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from attrs import field, frozen

from pathplanner.model.coerce import Word


class Fate(Word):
    """What became of a thing that was read or written."""

    TAKEN = "taken"
    """It stands in the result and means the same."""
    KEPT = "kept"
    """The result has no place for it; it is kept beside it and comes out again."""
    GUESSED = "guessed"
    """It was unclear, or said in another way, and was read by a rule that the entry states."""
    LEFT_OUT = "left out"
    """It is in the result nowhere, and will not come out again."""


class Place(NamedTuple):
    """Where a thing stands: the file, the line of the node that it is in, and the path to it.

    Attributes:
        path: Such as `@graph[3].ceterms:hasCondition[0]`.
        file: The file's name as the user gave it, or an empty text.
        line: Line in the file, counted from 1; 0 when it is not known.
    """

    path: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        line = str(self.line) if self.line else ""
        place = ":".join(part for part in (self.file, line) if part)
        place = f"line {line}" if line and not self.file else place
        return " ".join(part for part in (place, self.path) if part)


@frozen
class Loss:
    """What became of one kind of thing, and where it stands.

    Attributes:
        code: Stable name of the rule, such as `CT205`.
        fate: What became of it.
        what: The word of the other format, such as `ceterms:requiredNumber`.
        why: What was done and why, in one plain sentence.
        places: Where it stands, in the order of the files.
    """

    code: str
    fate: Fate
    what: str
    why: str
    places: tuple[Place, ...] = ()


@frozen
class LossReport:
    """What became of everything in the files that were read, or in the values written.

    Attributes:
        losses: By code, then in the order in which they were met.
        kept: What has no place in the result, as the text of a file of its own;
            empty when nothing had to be kept.
    """

    losses: tuple[Loss, ...] = ()
    kept: str = field(default="", repr=False)

    def counts(self) -> Mapping[Fate, int]:
        """Return how many things met each fate, with zero for none."""
        found: Counter[Fate] = Counter()
        for loss in self.losses:
            found[loss.fate] += max(1, len(loss.places))
        return {fate: found[fate] for fate in Fate}

    def of(self, fate: Fate) -> tuple[Loss, ...]:
        """Return what met one fate."""
        return tuple(loss for loss in self.losses if loss.fate is fate)
