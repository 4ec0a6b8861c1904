"""The plan as one page for a browser: a map to walk through, boxes that stay ticked, no network."""

from __future__ import annotations

from pathplanner.document import Document
from pathplanner.formats import plan_hash
from pathplanner.renderers import DocumentRenderer, NoOptions
from pathplanner_web.page import to_page


class WebRenderer(DocumentRenderer):
    """Writes a plan as one HTML file that needs no network."""

    name = "web"
    media_type = "text/html"
    suffixes = (".html", ".htm")

    def render(self, document: Document, _options: NoOptions, /) -> bytes:
        """Return the page in UTF-8; what is ticked in it is kept under the plan's hash."""
        plan = document.plan
        # Boxes are counted in the order in which they stand, which differs by variant.
        name = f"{plan_hash(plan)}-{document.variant}" if plan else "compared"
        return to_page(document, name).encode()


renderer = WebRenderer()
