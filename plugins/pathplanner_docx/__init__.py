"""The plan as a Word document that a counsellor edits, with real styles and tables."""

from __future__ import annotations

from pathplanner.document import Document
from pathplanner.errors import needs_extra
from pathplanner.renderers import DocumentRenderer, Paper, PaperOptions


class DocxRenderer(DocumentRenderer):
    """Writes a plan as a Word document."""

    name = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffixes = (".docx",)
    options = PaperOptions

    def render(self, document: Document, options: PaperOptions, /) -> bytes:
        """Return the Word document.

        Raises:
            MissingComponent: The library for Word documents is not installed.
        """
        try:
            from pathplanner_docx.page import to_docx
        except ImportError as error:
            raise needs_extra("docx", error) from error
        return to_docx(document, a4=options.paper is Paper.A4)


renderer = DocxRenderer()
