"""A code beside an address, so that a phone opens from paper what a click opens on screen."""

from __future__ import annotations

import re
from functools import cache

from pathplanner.renderers.html import EMPTY, Markup, tag

LEAST = 20.0
"""Width of a code in millimetres, without the quiet zone, below which phones miss it."""

_MODULE = 0.6
"""Least width of one square in millimetres: larger codes hold more of them."""

_QUIET = 4
"""Empty squares around a code, as ISO/IEC 18004 asks for."""

_LONGEST = 600
"""An address with more letters gets no code: it would fill the page."""

_WEB = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)


@cache
def qr_svg(url: str, title: str) -> Markup:
    """Return a code that leads to `url`, as a drawing; nothing when it is not a web address.

    Args:
        url: What it leads to; only addresses of the web get a code.
        title: What the drawing says to those who cannot see it.
    """
    if not _WEB.fullmatch(url) or len(url) > _LONGEST:
        return EMPTY
    from segno import make_qr

    rows = [*make_qr(url, error="m").matrix]
    size = len(rows) + 2 * _QUIET
    width = size * max(LEAST / len(rows), _MODULE)
    # One path of lines as thick as a module, not a square for each, so that it is drawn fast.
    path = "".join(
        f"M{run.start() + _QUIET} {y + _QUIET}h{len(run[0])}"
        for y, row in enumerate(rows)
        for run in re.finditer(b"\x01+", bytes(row))
    )
    return tag(
        "svg",
        tag("title", title),
        tag("path", d=path, stroke="#000"),
        class_="qr",
        role="img",
        # A line is drawn half above and half below its place.
        viewBox=f"0 -0.5 {size} {size}",
        width=f"{width:.1f}mm",
        height=f"{width:.1f}mm",
    )
