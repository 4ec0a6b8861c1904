"""The plan as a printed roadmap: a tagged PDF (PDF/UA-1); Latin letters need no fonts installed."""

from __future__ import annotations

import ctypes.util
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

from attrs import evolve, frozen

from pathplanner.document import Document
from pathplanner.errors import MissingComponent
from pathplanner.formats import plan_hash
from pathplanner.renderers import DocumentRenderer, PaperOptions
from pathplanner.renderers.scripts import Face
from pathplanner.renderers.typefaces import faces_of
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

_ONE_AT_A_TIME = Lock()
"""Pango's fonts, which all documents share, may not be used by two threads at once; and what
Python warns of is one setting for all of them."""


@frozen
class PdfOptions(PaperOptions):
    """How the roadmap is printed.

    Attributes:
        paper: The size of the page.
        large_print: Whether no text is smaller than 18 pt.
        form: Whether boxes and empty lines can be filled in on the screen.
        qr: Whether a step with a link has a code for the camera of a phone beside it.
        attach: Whether the plan is put inside, so that the PDF can be opened again.
    """

    large_print: bool = False
    form: bool = False
    qr: bool = True
    attach: bool = True


class PdfRenderer(DocumentRenderer):
    """Writes a plan as a PDF roadmap."""

    name = "pdf"
    media_type = "application/pdf"
    suffixes = (".pdf",)
    options = PdfOptions

    def render(self, document: Document, options: PdfOptions, /) -> bytes:
        """Return the roadmap as a PDF.

        Raises:
            InputError: It holds letters that no installed typeface has.
            MissingComponent: What draws the pages is not installed.
        """
        faces = faces_of(document)
        page = to_html(_with_hash(document), form=options.form, codes=options.qr)
        with _ONE_AT_A_TIME:
            return _print(document, page, faces, options)


def _print(document: Document, page: str, faces: tuple[Face, ...], options: PdfOptions) -> bytes:
    try:
        with warnings.catch_warnings(), _libraries_by_name():
            # WeasyPrint asks for HarfBuzz-Subset; without it PDFs are made more slowly.
            warnings.simplefilter("ignore", DeprecationWarning)
            from pathplanner_pdf.engine import Look, plan_inside, print_pdf
    except OSError as error:  # cffi's way to say that a system library is missing
        raise MissingComponent(_PANGO.format(cause=error)) from error
    except ImportError as error:
        raise MissingComponent(_WEASYPRINT.format(cause=error)) from error
    look = Look(options.paper, options.large_print, options.form, faces)
    return print_pdf(page, look, plan_inside(document) if options.attach else ())


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Let libraries be found by their whole names alone while WeasyPrint is loaded.

    It tries the names of other systems, too, and for each that is not there `find_library`
    starts ldconfig, a compiler and a linker: a fifth of a second in all. On Linux the
    name that works is always among those that it tries.
    """
    search, own = ctypes.util.find_library, get_ident()
    if sys.platform != "linux":
        yield
        return
    ctypes.util.find_library = lambda name: None if get_ident() == own else search(name)
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _with_hash(document: Document) -> Document:
    """Return the document with its plan's short name at the foot of each page."""
    if not document.plan:
        return document
    words = document.phrases.plan.format(hash=plan_hash(document.plan))
    name = words.replace(" ", "\u00a0")
    return evolve(document, footer=" · ".join(filter(None, (document.footer, name))))


renderer = PdfRenderer()
