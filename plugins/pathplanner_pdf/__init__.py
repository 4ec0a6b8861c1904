"""The plan as a printed roadmap: a tagged PDF (PDF/UA-1) that needs no fonts installed."""

from __future__ import annotations

import warnings
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from pathplanner.document import (
    Audience,
    Document,
    Variant,
    View,
    compose,
    compose_comparison,
    redact,
)
from pathplanner.errors import MissingComponent
from pathplanner.formats import plan_hash
from pathplanner.model.plan import Plan
from pathplanner_pdf.attach import attached_plan
from pathplanner_pdf.forms import fillable
from pathplanner_pdf.html import to_html
from pathplanner_pdf.qr import with_codes

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
    """How the roadmap is printed.

    Attributes:
        paper: The size of the page.
        variant: How much of the plan is printed.
        audience: Who reads it; each but the participant is told less.
        language: BCP 47 tag of the words; that of the pathway when empty.
        large_print: Whether no text is smaller than 18 pt.
        form: Whether boxes and empty lines can be filled in on the screen.
        qr: Whether a step with a link has a code for the camera of a phone beside it.
        attach: Whether the plan is put inside, so that the PDF can be opened again.
    """

    paper: Paper = Paper.LETTER
    variant: Variant = Variant.FULL
    audience: Audience = Audience.PARTICIPANT
    language: str = ""
    large_print: bool = False
    form: bool = False
    qr: bool = True
    attach: bool = True


@frozen
class PdfRenderer:
    """Writes a plan as a PDF roadmap."""

    name: str = "pdf"
    media_type: str = "application/pdf"
    suffixes: tuple[str, ...] = (".pdf",)
    options: type[PdfOptions] = PdfOptions

    def render(self, plan: Plan, options: PdfOptions, /) -> bytes:
        """Return the roadmap as a PDF.

        Raises:
            InputError: It holds letters that its typefaces do not have.
            MissingComponent: What draws the pages is not installed.
        """
        view = View(options.language, options.variant, options.audience)
        # A hash of what a reader is not told would let them guess it.
        told = redact(plan, options.audience)
        document = _with_hash(compose(plan, view), told)
        attached = attached_plan(told, document) if options.attach else None
        return _printed(document, plan.learner.name, options, attached)

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: PdfOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each, and no plan is inside."""
        view = View(options.language, audience=options.audience)
        document = compose_comparison(plans, view)
        return _printed(document, plans[0][1].learner.name, options, None)


def _printed(document: Document, name: str, options: PdfOptions, attached: Any) -> bytes:
    page = to_html(document)
    page = with_codes(page, document.phrases.code if options.qr else "")
    page = fillable(page) if options.form else page
    try:
        with warnings.catch_warnings():
            # WeasyPrint asks for HarfBuzz-Subset; without it PDFs are made more slowly.
            warnings.simplefilter("ignore", DeprecationWarning)
            from pathplanner_pdf.engine import Look, print_pdf
            from pathplanner_pdf.glyphs import check_letters
    except OSError as error:  # cffi's way to say that a system library is missing
        raise MissingComponent(_PANGO.format(cause=error)) from error
    except ImportError as error:
        raise MissingComponent(_WEASYPRINT.format(cause=error)) from error
    check_letters(document, name)
    look = Look(options.paper, options.large_print, options.form)
    return print_pdf(page, look, attached)


def _with_hash(document: Document, plan: Plan) -> Document:
    """Return the document with the plan's short name at the foot of each page."""
    name = document.phrases.plan.format(hash=plan_hash(plan)).replace(" ", "\u00a0")
    return evolve(document, footer=f"{document.footer} · {name}")


renderer = PdfRenderer()
