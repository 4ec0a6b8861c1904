"""What is printed of a plan, made once for all tests that look at it.

With several workers each looks first whether another has made it: `pytest` hands them a
folder for that in the setting `PATHPLANNER_PRINTED`, see `tests/conftest.py`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
from tests.output import plans

from pathplanner.document import View, compose
from pathplanner.formats import plan_to_json
from pathplanner.model.plan import Plan
from pathplanner.renderers import render
from pathplanner_pdf.engine import Look, lay_out
from pathplanner_pdf.html import to_html

PLANS: dict[str, Callable[[], Plan]] = {
    "coder": plans.coder,
    "one": plans.one_step,
    "held": plans.held_goal,
    "impossible": plans.impossible,
    "long": plans.long,
}
BETWEEN = "\f"


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what is in the common folder under a name; it is made if it is not there."""
    if "PATHPLANNER_PRINTED" not in os.environ:
        return make()
    file = Path(os.environ["PATHPLANNER_PRINTED"]) / name
    if not file.exists():
        own = file.with_suffix(f".{os.getpid()}")
        own.write_bytes(make())
        own.replace(file)
    return file.read_bytes()


@cache
def printed(plan: Plan, renderer: str = "pdf", **options: str) -> bytes:
    """Return what a renderer makes of a plan."""
    asked = repr((plan_to_json(plan), renderer, sorted(options.items())))
    name = sha256(asked.encode()).hexdigest()
    return _kept(name, lambda: render(plan, renderer, **options))


@cache
def pages(data: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF."""
    name = f"{sha256(data).hexdigest()}-text"
    read = lambda: BETWEEN.join(  # noqa: E731
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages
    )
    return tuple(_kept(name, lambda: read().encode()).decode().split(BETWEEN))


def words(data: bytes) -> str:
    """Return the text of a PDF with ordinary spaces."""
    return " ".join(" ".join(pages(data)).split())


def opened(data: bytes) -> Any:
    """Return a PDF as pikepdf reads it."""
    return pikepdf.open(io.BytesIO(data))


@cache
def laid_out(plan: Plan, look: Look, language: str = "") -> list[Any]:
    """Return the pages of a plan as WeasyPrint lays them out, with their boxes."""
    return list(lay_out(to_html(compose(plan, View(language))), look).pages)
