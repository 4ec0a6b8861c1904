"""The only module that imports WeasyPrint: HTML to PDF, with bundled files alone.

Why a fetcher of our own: WeasyPrint opens every address that a page names. The page
holds texts from pathway files, so nothing but the files beside this module may be
opened, whatever the page says.
"""

from __future__ import annotations

import atexit
import gc
import re
import warnings
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import Any
from weakref import WeakSet

from attrs import frozen
from weasyprint import CSS, HTML, Attachment  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from pathplanner.document import Document
from pathplanner.formats import ATTACHED_PLAN, plan_to_json
from pathplanner.model.support import LOGO_START
from pathplanner.renderers.scripts import Face
from pathplanner.renderers.typefaces import FACES, FONTS
from pathplanner_pdf.finish import complete

VARIANT = "pdf/a-3a"
SIZES = {"letter": (612, 792), "a4": (595.276, 841.89)}
"""Width and height of each paper in points."""

BODY = 11
"""The size of the body of the page in points."""

LARGER = 18 / BODY
"""How much larger large print is: 18 points, the size that is usual for it."""

_FAMILIES = re.compile('"Roadmap Sans", "More Letters"')
_FONT_SIZE = re.compile(r"(font(?:-size)?:[^;}]*?)(\d+(?:\.\d+)?)pt")
SCHEME = "pathplanner-pdf:"
BUNDLED = {f"{SCHEME}fonts/{name}": name for names in FACES for name in names}


def _address(face: Face, weight: int) -> str:
    """Return the address of one of a document's own fonts; other bytes are elsewhere."""
    data = face.regular if weight == 400 else face.bold
    return f"{SCHEME}cut/{sha256(data).hexdigest()}.ttf"


class BundledOnly(URLFetcher):  # type: ignore[misc]
    """Hands out the bundled fonts, those of a document and a logo; refuses every other address."""

    def __init__(self, faces: Sequence[Face] = ()) -> None:
        super().__init__()
        self.more = {
            _address(face, weight): data
            for face in faces
            for weight, data in ((400, face.regular), (700, face.bold))
        }

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """Return the bundled file that `url` names.

        Raises:
            ValueError: It names anything else.
        """
        if url.startswith(LOGO_START):
            data = b64decode(url.removeprefix(LOGO_START))
            return URLFetcherResponse(url, data, {"Content-Type": "image/png"})
        if url in self.more:
            data = self.more[url]
        elif url in BUNDLED:
            data = FONTS.joinpath(BUNDLED[url]).read_bytes()
        else:
            raise ValueError(f"only bundled files are read, not {url[:200]}")
        return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})


@frozen
class Look:
    """How a page is laid out.

    Attributes:
        paper: `letter` or `a4`.
        large: Whether it is drawn `LARGER` times as large, with no text below 18 pt.
        form: Whether what the page marks as a field is one.
        faces: Typefaces for letters that the bundled ones lack.
    """

    paper: str = "letter"
    large: bool = False
    form: bool = False
    faces: tuple[Face, ...] = ()

    @property
    def zoom(self) -> float:
        """How many times as large as laid out the page is drawn."""
        return LARGER if self.large else 1


def _sheet(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _raised(sheet: str) -> str:
    """Return a style sheet with no text smaller than the body of the page."""
    return _FONT_SIZE.sub(lambda found: f"{found[1]}{max(BODY, float(found[2])):g}pt", sheet)


_FONTS: WeakSet[FontConfiguration] = WeakSet()


# A style sheet tells its typefaces to these fonts alone, so both are kept or forgotten together.
@lru_cache(maxsize=16)
def _style(look: Look) -> tuple[CSS, FontConfiguration]:
    """Return the style sheet for a look and its fonts; parsed once for all documents."""
    fonts = FontConfiguration()
    _FONTS.add(fonts)
    width, height = (f"{length / look.zoom:.3f}pt" for length in SIZES[look.paper])
    sizes = f"@page {{ size: {width} {height} }} @page wide {{ size: {height} {width} }}\n"
    text = sizes + _sheet("style.css")
    text += _sheet("form.css") if look.form else ""
    if look.large:
        text = _raised(text) + _sheet("large.css")
    text, fetcher = _with_faces(text, look.faces), BundledOnly(look.faces)
    return CSS(string=text, url_fetcher=fetcher, font_config=fonts), fonts


@atexit.register
def _remove_font_folders() -> None:
    """Remove the temporary folders of fonts that live as long as the process."""
    for fonts in tuple(_FONTS):
        # What WeasyPrint does at the end of a process comes too late to remove anything.
        fonts.__del__()


def _with_faces(sheet: str, faces: Sequence[Face]) -> str:
    """Return a style sheet in which letters that no bundled typeface has come from others."""
    rules = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {weight};'
        f' src: url("{_address(face, weight)}") }}\n'
        for face in faces
        for weight in (400, 700)
    )
    names = "".join(f', "{face.family}"' for face in faces)
    return rules + _FAMILIES.sub(rf"\g<0>{names}", sheet)


@cache
def _usual() -> CSS:
    return CSS(string=_sheet("usual.css"), url_fetcher=BundledOnly())


class _Page(HTML):  # type: ignore[misc]
    """A page of HTML with a sheet of what its few elements are."""

    def _ua_stylesheets(self, *_args: object) -> list[CSS]:
        # WeasyPrint asks for its sheet here; a version that does not only takes longer.
        return [_usual()]


def lay_out(page: str, look: Look | str) -> Any:
    """Return the pages, laid out but not yet written; tests look at their boxes."""
    look = Look(look) if isinstance(look, str) else look
    html = _Page(string=page, url_fetcher=BundledOnly(), base_url=None)
    style, fonts = _style(look)
    return html.render(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant=VARIANT,
        pdf_forms=look.form,
    )


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Let Python search for garbage afterwards, which takes a sixth of the time of a page."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def print_pdf(page: str, look: Look | str, inside: Sequence[Attachment] = ()) -> bytes:
    """Return the page as a tagged PDF; it holds no clock time, so its bytes repeat."""
    look = Look(look) if isinstance(look, str) else look
    with _no_search_for_garbage(), warnings.catch_warnings():
        # WeasyPrint leaves its colour profile open until it is thrown away.
        warnings.simplefilter("ignore", ResourceWarning)
        document = lay_out(page, look)
        data = document.write_pdf(
            zoom=look.zoom,
            pdf_variant=VARIANT,
            pdf_forms=look.form,
            finisher=complete,
            attachments=inside,
        )
    if not isinstance(data, bytes):
        raise TypeError("WeasyPrint wrote no bytes")
    return data


def plan_inside(document: Document) -> tuple[Attachment, ...]:
    """Return the plan as JSON, to be put inside, so that the PDF can be opened again."""
    if not document.plan:
        return ()
    # Dated by the facts or the start and never by the clock, so that the bytes repeat.
    day = datetime.combine(document.plan.pathway.updated or document.start, time())
    file = Attachment(
        file_obj=BytesIO(plan_to_json(document.plan).encode()),
        name=ATTACHED_PLAN,
        description=document.phrases.attached,
        created=day,
        modified=day,
        # The page is made from it: ISO 32000-2, 7.11.3.
        relationship="Source",
    )
    return (file,)
