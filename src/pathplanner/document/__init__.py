"""A plan in words: everything that a text-like renderer prints, and in which order.

`compose` turns a `Plan` into a `Document` of plain blocks. All wording lives here,
so that every renderer says the same thing.
"""

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
    Link,
    Links,
    Notice,
    Paragraph,
    Reference,
    References,
    Section,
    StepCard,
    Subheading,
    Table,
    Text,
    Timeline,
)
from pathplanner.document.compose import compose
from pathplanner.document.view import Audience, Variant, View
from pathplanner.document.visible import visible
from pathplanner.document.wording import (
    format_date,
    format_duration,
    format_hours,
    format_marks,
    format_money,
    format_span,
)

__all__ = [
    "Audience",
    "Bar",
    "Block",
    "Bullets",
    "Checklist",
    "Column",
    "Document",
    "Fact",
    "Facts",
    "Figure",
    "Figures",
    "Item",
    "Link",
    "Links",
    "Notice",
    "Paragraph",
    "Reference",
    "References",
    "Section",
    "StepCard",
    "Subheading",
    "Table",
    "Text",
    "Timeline",
    "Variant",
    "View",
    "compose",
    "format_date",
    "format_duration",
    "format_hours",
    "format_marks",
    "format_money",
    "format_span",
    "visible",
]
