"""The plan as a Markdown checklist: every step with a box to tick."""

from __future__ import annotations

from pathplanner.document import Document
from pathplanner.renderers import DocumentRenderer, NoOptions
from pathplanner_checklist.markdown import checklist


class ChecklistRenderer(DocumentRenderer):
    """Writes a plan as a Markdown checklist."""

    name = "checklist"
    media_type = "text/markdown"
    suffixes = (".md",)

    def render(self, document: Document, _options: NoOptions, /) -> bytes:
        """Return the checklist in UTF-8."""
        return checklist(document).encode()


renderer = ChecklistRenderer()
