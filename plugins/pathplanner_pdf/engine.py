"""The only module that imports WeasyPrint: HTML to PDF, with bundled files alone.

Why a fetcher of our own: WeasyPrint opens every address that a page names. The page
holds texts from pathway files, so nothing but the files beside this module may be
opened, whatever the page says.
"""

from __future__ import annotations

import warnings
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from io import BytesIO

from weasyprint import CSS, HTML, Attachment, Document  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from pathplanner_pdf.attach import Attached
from pathplanner_pdf.finish import finish
from pathplanner_pdf.glyphs import FACES

VARIANT = "pdf/a-3a"
SCHEME = "pathplanner-pdf:"
BUNDLED = {f"{SCHEME}fonts/{name}": ("fonts", name) for names in FACES for name in names}


class BundledOnly(URLFetcher):  # type: ignore[misc]
    """Hands out the bundled fonts and refuses every other address."""

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """Return the bundled file that `url` names.

        Raises:
            ValueError: It names anything else.
        """
        if url not in BUNDLED:
            raise ValueError(f"only bundled files are read, not {url[:200]}")
        data = files(__package__).joinpath(*BUNDLED[url]).read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style(paper: str) -> CSS:
    """Return the style sheet for a size of paper; parsed once for all documents."""
    text = files(__package__).joinpath("style.css").read_text("utf-8")
    size = f"@page {{ size: {paper} }}\n"
    return CSS(string=size + text, url_fetcher=BundledOnly(), font_config=_fonts())


def lay_out(page: str, paper: str) -> Document:
    """Return the pages, laid out but not yet written; tests look at their boxes."""
    html = HTML(string=page, url_fetcher=BundledOnly(), base_url=None)
    return html.render(stylesheets=[_style(paper)], font_config=_fonts(), pdf_variant=VARIANT)


def print_pdf(page: str, paper: str, attached: Attached | None = None) -> bytes:
    """Return the page as a tagged PDF; it holds no clock time, so its bytes repeat."""
    attachments = [_attachment(attached)] if attached else []
    document = lay_out(page, paper)
    with warnings.catch_warnings():
        # WeasyPrint leaves its colour profile open until it is thrown away.
        warnings.simplefilter("ignore", ResourceWarning)
        data = document.write_pdf(pdf_variant=VARIANT, finisher=finish, attachments=attachments)
    if not isinstance(data, bytes):
        raise TypeError("WeasyPrint wrote no bytes")
    return data


def _attachment(file: Attached) -> Attachment:
    day = datetime.combine(file.on, time())
    return Attachment(
        file_obj=BytesIO(file.data),
        name=file.name,
        description=file.about,
        created=day,
        modified=day,
        # The page is made from it: ISO 32000-2, 7.11.3.
        relationship="Source",
    )
