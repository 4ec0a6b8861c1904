"""A plan in words: everything that a text-like renderer prints, and in which order.

`compose` turns a `Plan` into a `Document` of plain blocks. All wording lives here,
so that every renderer says the same thing. What only some renderers ask for is loaded when
they do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pathplanner.document.blocks import (
    Bar,
    Block,
    Bullets,
    Checklist,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Figures,
    Item,
    Lines,
    Link,
    Links,
    Mark,
    Notice,
    Paragraph,
    Reference,
    References,
    RouteMap,
    Section,
    Series,
    Signature,
    Signatures,
    StepCard,
    Stop,
    Subheading,
    Table,
    Text,
    Timeline,
)
from pathplanner.document.composer import compose
from pathplanner.document.redaction import redact
from pathplanner.document.safe_text import visible
from pathplanner.document.view import Audience, Variant, View
from pathplanner.document.words.language import languages, speaking
from pathplanner.document.words.wording import (
    format_date,
    format_duration,
    format_hours,
    format_marks,
    format_money,
    format_span,
)

if TYPE_CHECKING:
    from pathplanner.document.calendar import Calendar, Entry, compose_calendar
    from pathplanner.document.comparison.page import compose_comparison
    from pathplanner.document.workbook import Sheet, Workbook, compose_workbook

__all__ = [
    "Audience",
    "Bar",
    "Block",
    "Bullets",
    "Calendar",
    "Checklist",
    "Column",
    "Document",
    "Entry",
    "Fact",
    "Facts",
    "Figure",
    "Figures",
    "Item",
    "Lines",
    "Link",
    "Links",
    "Mark",
    "Notice",
    "Paragraph",
    "Reference",
    "References",
    "RouteMap",
    "Section",
    "Series",
    "Sheet",
    "Signature",
    "Signatures",
    "StepCard",
    "Stop",
    "Subheading",
    "Table",
    "Text",
    "Timeline",
    "Variant",
    "View",
    "Workbook",
    "compose",
    "compose_calendar",
    "compose_comparison",
    "compose_workbook",
    "format_date",
    "format_duration",
    "format_hours",
    "format_marks",
    "format_money",
    "format_span",
    "languages",
    "redact",
    "speaking",
    "visible",
]

_HOMES = {
    "comparison.page": "compose_comparison",
    "calendar": "Calendar Entry compose_calendar",
    "workbook": "Sheet Workbook compose_workbook",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a name from its home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
