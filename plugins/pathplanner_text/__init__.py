"""The plan as plain text in the order of reading, for screen readers and e-mail."""

from __future__ import annotations

from pathplanner.document import Document
from pathplanner.renderers import DocumentRenderer, NoOptions
from pathplanner_text.lines import to_lines


class TextRenderer(DocumentRenderer):
    """Writes a plan as plain text."""

    name = "text"
    media_type = "text/plain"
    suffixes = (".txt",)

    def render(self, document: Document, _options: NoOptions, /) -> bytes:
        """Return the text in UTF-8, with short lines."""
        return "\n".join(to_lines(document)).encode() + b"\n"


renderer = TextRenderer()
