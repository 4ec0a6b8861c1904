"""Typst's compiler, kept warm: a plan is data for one template, so no text is ever markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from enum import Enum
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import attrs
import typst

from pathplanner.document import Document, Text, format_marks
from pathplanner.renderers.typefaces import FONTS

HOME = Path(__file__).parent
PRINTED = ("kicker", "title", "subtitle", "language", "meta", "footer", "page", "sections")

_ONE_AT_A_TIME = Lock()
"""A compiler can be used by one thread at a time, and to make one more for each is no faster."""


@cache
def _compiler() -> typst.Compiler:
    """Return a compiler that sees nothing but the template and our own typefaces."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(str(HOME / "roadmap.typ"), root=str(HOME), font_paths=fonts)


def to_pdf(document: Document, paper: str) -> bytes:
    """Return a document as a tagged PDF (PDF/UA-1); its day is the first of the plan.

    Args:
        document: What is printed.
        paper: `letter` or `a4`.
    """
    document = document.printed()
    told = {name: _plain(getattr(document, name)) for name in PRINTED}
    told["paper"] = "us-letter" if paper == "letter" else "a4"
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"plan": json.dumps(told)},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(document.start, time(), UTC),
        )
    return cast("bytes", made)


def _plain(value: Any) -> Any:
    """Return blocks as lists and dictionaries; each says what it is under `kind`."""
    if isinstance(value, Text):
        return {"text": value.text, "marks": format_marks(value.marks)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if attrs.has(type(value)):
        found = {one.name: _plain(getattr(value, one.name)) for one in attrs.fields(type(value))}
        return {"kind": type(value).__name__, **found}
    return value
