"""Typst's compiler, kept warm: a plan is data for one template, so no text is ever markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, cast

import attrs
import typst
from attrs import frozen

from pathplanner.document import Document, StepCard, Text, cut_of, format_marks
from pathplanner.formats import ATTACHED_PLAN, plan_to_json
from pathplanner.model.support import Logo
from pathplanner.renderers.scripts import Face
from pathplanner.renderers.typefaces import FONTS
from pathplanner_typst.fields import with_fields

HOME = Path(__file__).parent
TEMPLATE = HOME / "roadmap.typ"
PRINTED = (
    "kicker",
    "title",
    "subtitle",
    "language",
    "foreign",
    "meta",
    "footer",
    "page",
    "sections",
)

WIDE, HIGH = 50, 17
"""A logo is as large as fits in so many millimetres."""

BODY, LARGE = 11, 18
"""The size of the body of the page in points, in usual and in large print."""

STANDARDS: Any = ["ua-1", "a-3a"]
"""PDF/UA-1 for those who cannot see it, and PDF/A-3a for those who keep it."""

_ONE_AT_A_TIME = Lock()
"""A compiler can be used by one thread at a time, and to make one more for each is no faster."""

_LENGTH = re.compile(r"\b(\d+(?:\.\d+)?)(pt|mm)\b")


@frozen
class Look:
    """How a document is laid out.

    Attributes:
        paper: `letter` or `a4`.
        large: Whether no text is smaller than 18 pt.
        form: Whether boxes and empty lines can be filled in on the screen.
        faces: Typefaces for letters that the bundled ones lack.
    """

    paper: str = "letter"
    large: bool = False
    form: bool = False
    faces: tuple[Face, ...] = ()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def _usual() -> typst.Compiler:
    return typst.Compiler(str(TEMPLATE), root=str(HOME), font_paths=_fonts())


@contextmanager
def _compiler(look: Look) -> Iterator[typst.Compiler]:
    """Make a compiler that sees nothing but the template and the typefaces of a document."""
    if not look.faces:
        yield _sized(look, _fonts())
        return
    with TemporaryDirectory(prefix="pathplanner-") as folder:
        for number, face in enumerate(look.faces):
            Path(folder, f"{number}-regular.ttf").write_bytes(face.regular)
            Path(folder, f"{number}-bold.ttf").write_bytes(face.bold)
        own = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(FONTS), folder],
        )
        yield _sized(look, own)


def _sized(look: Look, fonts: typst.Fonts) -> typst.Compiler:
    """Return a compiler for usual or large print."""
    if not look.large:
        is_usual = fonts is _fonts()
        return (
            _usual()
            if is_usual
            else typst.Compiler(str(TEMPLATE), root=str(HOME), font_paths=fonts)
        )
    # A compiler of bytes forgets them after its first page, so it is made anew each time.
    source = _LENGTH.sub(_longer, TEMPLATE.read_text("utf-8")).encode()
    return typst.Compiler(source, root=str(HOME), font_paths=fonts)


def _longer(found: re.Match[str]) -> str:
    """Return a length for large print; no letters are smaller than the body of the page."""
    length, unit = float(found[1]), found[2]
    # Strokes are thinner than two points, and letters larger than eight.
    letters = unit == "pt" and length > 8
    return f"{(max(BODY, length) if letters else length) * LARGE / BODY:g}{unit}"


def to_pdf(document: Document, look: Look, *, attach: bool = True) -> bytes:
    """Return a document as a tagged PDF (PDF/UA-1, PDF/A-3a); its day is the first of the plan.

    Args:
        document: What is printed.
        look: How it is laid out.
        attach: Whether the plan is put inside, so that the PDF can be opened again.
    """
    document = document.printed()
    told = {name: _plain(getattr(document, name)) for name in PRINTED}
    told["paper"] = "us-letter" if look.paper == "letter" else "a4"
    told["large"], told["form"] = look.large, look.form
    told["faces"] = [face.family for face in look.faces]
    told["logo"] = _logo(document.logo) if document.logo else None
    told["inside"] = plan_to_json(document.plan) if attach and document.plan else ""
    told["file"], told["attached"] = ATTACHED_PLAN, document.phrases.attached
    with _ONE_AT_A_TIME, _compiler(look) as compiler:
        made = compiler.compile(
            format="pdf",
            sys_inputs={"plan": json.dumps(told)},
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(document.start, time(), UTC),
        )
    made = cast("bytes", made)
    return with_fields(made) if look.form else made


def _logo(logo: Logo) -> dict[str, Any]:
    """Return a picture with its bytes as numbers, and its size on paper in millimetres."""
    wide, high = (int.from_bytes(logo.png[at : at + 4]) for at in (16, 20))
    smaller = min(WIDE / wide, HIGH / high)
    size = {"wide": wide * smaller, "high": high * smaller}
    return {"png": list(logo.png), "alt": logo.alt, **size}


def _plain(value: Any) -> Any:
    """Return blocks as lists and dictionaries; each says what it is under `kind`."""
    if isinstance(value, Text):
        return {"text": value.text, "marks": format_marks(value.marks), "lang": value.lang}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if attrs.has(type(value)):
        found = {one.name: _plain(getattr(value, one.name)) for one in attrs.fields(type(value))}
        if isinstance(value, StepCard):
            found["left"] = cut_of(value)[0]
        return {"kind": type(value).__name__, **found}
    return value
