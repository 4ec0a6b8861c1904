"""The plan as a printed roadmap through Typst: fast enough for thousands (PDF/UA-1, PDF/A-3a)."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Document
from pathplanner.errors import needs_extra
from pathplanner.renderers import DocumentRenderer, PaperOptions
from pathplanner.renderers.typefaces import faces_of


@frozen
class TypstOptions(PaperOptions):
    """How the roadmap is printed.

    Attributes:
        paper: The size of the page.
        large_print: Whether no text is smaller than 18 pt.
        form: Whether boxes and empty lines can be filled in on the screen.
        attach: Whether the plan is put inside, so that the PDF can be opened again.
    """

    large_print: bool = False
    form: bool = False
    attach: bool = True


class TypstRenderer(DocumentRenderer):
    """Writes a plan as a PDF roadmap, many times as fast as the renderer `pdf`."""

    name = "typst"
    media_type = "application/pdf"
    suffixes = (".typst",)
    options = TypstOptions

    def render(self, document: Document, options: TypstOptions, /) -> bytes:
        """Return the roadmap as a PDF.

        Raises:
            InputError: It holds letters that no installed typeface has.
            MissingComponent: Typst is not installed.
        """
        try:
            from pathplanner_typst.engine import Look, to_pdf
        except ImportError as error:
            raise needs_extra("typst", error) from error
        faces = faces_of(document)
        look = Look(options.paper, options.large_print, options.form, faces)
        return to_pdf(document, look, attach=options.attach)


renderer = TypstRenderer()
