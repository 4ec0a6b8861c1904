"""What a renderer is: a data renderer gets a plan, a document renderer gets a document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import Any, ClassVar

from attrs import frozen

from pathplanner.document.blocks import Document
from pathplanner.model.plan import Plan


@frozen
class NoOptions:
    """The options of a renderer that has none of its own."""


class Renderer(ABC):
    """What every renderer says of itself.

    Derive from `DataRenderer` or from `DocumentRenderer`, not from this.

    Attributes:
        name: The name of its entry point.
        media_type: Such as `application/pdf`.
        suffixes: How its files end, such as `.pdf`; the usual one first.
        options: An attrs class with the options that no other renderer has, each with a
            default. Each is a `str`, `int`, `bool` or `StrEnum`. What it means stands in the
            docstring of the class under `Attributes:`, which users are shown.
    """

    name: ClassVar[str]
    media_type: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    options: ClassVar[type[Any]] = NoOptions


class DataRenderer(Renderer):
    """Writes the facts of a plan, for other programs. Users can choose the audience, too."""

    @abstractmethod
    def render(self, plan: Plan, options: Any, /) -> bytes:
        """Return the plan in this format; the same plan always gives the same bytes.

        Args:
            plan: The plan, without what its reader has no need to know.
            options: An object of the class `options`.
        """


class DocumentRenderer(Renderer):
    """Lays out the words about a plan, or about plans beside each other.

    Users can choose variant, audience and language, too; the document is made for them.

    Attributes:
        shows_pages: Whether it writes all sections. One that draws a part of a document
            has no variants and cannot show plans beside each other.
    """

    shows_pages: ClassVar[bool] = True

    @abstractmethod
    def render(self, document: Document, options: Any, /) -> bytes:
        """Return the document in this format; the same document always gives the same bytes.

        Args:
            document: All that its reader is told, in their language.
            options: An object of the class `options`.
        """


class Paper(StrEnum):
    """The size of the page."""

    LETTER = "letter"
    A4 = "a4"


@frozen
class PaperOptions:
    """How the pages are printed.

    Attributes:
        paper: The size of the page.
    """

    paper: Paper = Paper.LETTER
