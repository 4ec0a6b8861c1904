"""The plan as a printed roadmap: a tagged PDF (PDF/UA-1) that needs no fonts installed."""

from __future__ import annotations

import warnings
from enum import StrEnum

from attrs import frozen

from pathplanner.document import compose
from pathplanner.errors import MissingComponent
from pathplanner.model.plan import Plan
from pathplanner_pdf.html import to_html

_PANGO = (
    "Making a PDF needs the Pango library, which is not installed or cannot be loaded ({cause}). "
    "On Debian or Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. On macOS: brew install pango. Every other format works without it."
)
_WEASYPRINT = (
    "Making a PDF needs WeasyPrint, which cannot be imported ({cause}). "
    "Install it: pip install weasyprint."
)


class Paper(StrEnum):
    """The size of the page."""

    LETTER = "letter"
    A4 = "a4"


@frozen
class PdfOptions:
    """How the roadmap is printed."""

    paper: Paper = Paper.LETTER


@frozen
class PdfRenderer:
    """Writes a plan as a PDF roadmap."""

    name: str = "pdf"
    media_type: str = "application/pdf"
    suffixes: tuple[str, ...] = (".pdf",)
    options: type[PdfOptions] = PdfOptions

    def render(self, plan: Plan, options: PdfOptions, /) -> bytes:
        """Return the roadmap as a PDF."""
        page = to_html(compose(plan))
        try:
            with warnings.catch_warnings():
                # WeasyPrint asks for HarfBuzz-Subset; without it PDFs are made more slowly.
                warnings.simplefilter("ignore", DeprecationWarning)
                from pathplanner_pdf.engine import print_pdf
        except OSError as error:  # cffi's way to say that a system library is missing
            raise MissingComponent(_PANGO.format(cause=error)) from error
        except ImportError as error:
            raise MissingComponent(_WEASYPRINT.format(cause=error)) from error
        return print_pdf(page, options.paper)


renderer = PdfRenderer()
