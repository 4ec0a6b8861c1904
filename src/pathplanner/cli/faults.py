"""Gathers faults from several sources, so that a user sees them all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pathplanner.errors import Fault, InputError

T = TypeVar("T")


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

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
