"""What the linter says of a pathway."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """It cannot be right: people would be misled."""
    WARNING = "warning"
    """It may be right, and somebody should say so or mend it."""


@frozen
class Finding:
    """One thing that a rule found.

    Attributes:
        code: The code of the rule, such as PP101; it never changes.
        severity: How bad it is.
        path: Where in the pathway, such as `steps.cpc.costs[0].amount`.
        message: What is wrong, in one plain sentence.
        help: What to do about it.
        file, line, column: Where in the files, counted from 1; empty and 0 when not known.
    """

    code: str
    severity: Severity
    path: str
    message: str
    help: str
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        start = f"{place}: " if place else ""
        where = f"{self.path}: " if self.path else ""
        return f"{start}{self.severity} {self.code}: {where}{self.message} {self.help}"
