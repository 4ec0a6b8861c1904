"""A document as HTML: for print as it is, and for others to change a part of it.

Read `tags` for how text becomes HTML, then `writer`, and `route` and `timeline` for drawings.
"""

from pathplanner.renderers.html.route import LEGEND, OWN_PAGE, Lanes, stop_words
from pathplanner.renderers.html.tags import EMPTY, Markup, address, join, logo_of, tag, with_marks
from pathplanner.renderers.html.writer import HtmlWriter

__all__ = [
    "EMPTY",
    "LEGEND",
    "OWN_PAGE",
    "HtmlWriter",
    "Lanes",
    "Markup",
    "address",
    "join",
    "logo_of",
    "stop_words",
    "tag",
    "with_marks",
]
