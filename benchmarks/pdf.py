"""Time the roadmap PDF beside the same page written in the ordinary way, in one run.

    python benchmarks/pdf.py

The ordinary way is what most would write first: flex rows and grids, tables that find
their own widths, colours from `var()`, a font configuration and a style sheet made anew
for each document. The words on the page are the same. CPU time of one warm process,
the least of several turns; trust the ratio, not the milliseconds.

A second table has the page of the README's plan beside that of the release of November 2026,
`release_page.html`, in today's typeface, as both are laid out and written by this WeasyPrint.
"""

from __future__ import annotations

import re
import sys
import time
import warnings
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from weasyprint import CSS, HTML  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

import pathplanner as pp
from pathplanner.document import compose
from pathplanner_pdf import engine
from pathplanner_pdf.html import to_html

T = TypeVar("T")
TURNS = 5
RELEASED = Path(__file__).with_name("release_page.html")

ORDINARY = """
:root { --accent: #0b4a5a; --soft: #4a585c; --line: #b9c6c8; --field: #8cc5c8 }
.figures { display: flex }
.figure { display: block; flex: 1 1 auto; width: auto; border-color: var(--accent) }
.card { display: flow-root; border-color: var(--line) }
.ticks li { display: flex; padding-left: 0 }
.ticks .box { float: none; margin: 0 3mm 0 0; flex: 0 0 auto }
.facts, .rows, .timeline, .references { table-layout: auto }
.route li { display: block }
h1, h2, h3, a { color: var(--accent) }
.label, .meta, .mark, .detail { color: var(--soft) }
.rows td, .timeline td { border-color: var(--line) }
.column { background: var(--field) }
"""


def lean(page: str) -> None:
    """Lay the page out as the renderer does, and write it."""
    engine.lay_out(page, "letter").write_pdf(pdf_variant="pdf/ua-1")


def whole(plan: pp.Plan) -> bytes:
    """Make the file that people get: words, page, both standards, plan attached."""
    return pp.render(plan, "pdf")


def ordinary(page: str) -> None:
    """Make the same page the ordinary way."""
    fonts = FontConfiguration()
    text = files("pathplanner_pdf").joinpath("style.css").read_text("utf-8")
    style = CSS(
        string="@page { size: letter }\n" + re.sub(r"table-layout: fixed;?", "", text) + ORDINARY,
        url_fetcher=engine.BundledOnly(),
        font_config=fonts,
    )
    html = HTML(string=page, url_fetcher=engine.BundledOnly())
    document = html.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    document.write_pdf(pdf_variant="pdf/ua-1")


def released(page: str) -> Any:
    """Lay out and write a page of the release, which brings its style sheet."""
    html = HTML(string=page, url_fetcher=engine.BundledOnly())
    document = html.render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    document.write_pdf(pdf_variant="pdf/ua-1")
    return document


def least(make: Callable[[T], object], page: T) -> float:
    """Return the least CPU milliseconds of several turns, after one to warm up."""
    make(page)
    best = float("inf")
    for _ in range(TURNS):
        start = time.process_time()
        make(page)
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Print a table of both ways for a short and for longer plans."""
    warnings.simplefilter("ignore")
    pathway = pp.load_pathway("medical-biller-and-coder")
    print(f"Python {sys.version.split()[0]}; CPU milliseconds for a document, least of {TURNS}")
    print("goal                      pages    lean  ordinary  ratio  whole file  a page")
    for goal in (("ccs",), ("cpc", "coding-supervisor-job"), ("cpc", "cpb", "ccs", "rhia")):
        learner = pp.Learner(start="2027-01-04", goal=goal, holds=["high-school-diploma"])
        plan = pp.plan(pathway, learner)
        page = to_html(compose(plan))
        pages = len(engine.lay_out(page, "letter").pages)
        quick, slow, file = least(lean, page), least(ordinary, page), least(whole, plan)
        row = f"{'+'.join(goal):26}{pages:5}{quick:8.0f}{slow:10.0f}{slow / quick:6.1f}x"
        print(f"{row}{file:12.0f}{file / pages:8.0f}")
    beside_the_release(pathway)


def beside_the_release(pathway: pp.Pathway) -> None:
    """Print a table of the README's page and that of the release."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=12, holds=["high-school-diploma"])
    now, before = to_html(compose(pp.plan(pathway, learner, "cpc"))), RELEASED.read_text("utf-8")
    counts = len(engine.lay_out(now, "letter").pages), len(released(before).pages)
    quick, slow = least(lean, now), least(released, before)
    print("README's plan           pages  milliseconds  a page")
    for name, count, taken in zip(("now", "release"), counts, (quick, slow), strict=True):
        print(f"{name:24}{count:5}{taken:14.0f}{taken / count:8.0f}")
    print(f"now / release{quick / slow:30.2f}")


if __name__ == "__main__":
    main()
