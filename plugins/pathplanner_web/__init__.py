"""The plan as one page for a browser: a map to walk through, boxes that stay ticked, no network."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Audience, Variant, View, compose, compose_comparison, redact
from pathplanner.formats import plan_hash
from pathplanner.model.plan import Plan
from pathplanner_web.page import to_page


@frozen
class WebOptions:
    """What is shown, and to whom.

    Attributes:
        variant: How much of the plan is shown.
        audience: Who reads it; each but the participant is told less.
        language: BCP 47 tag of the words; that of the pathway when empty.
    """

    variant: Variant = Variant.FULL
    audience: Audience = Audience.PARTICIPANT
    language: str = ""


@frozen
class WebRenderer:
    """Writes a plan as one HTML file that needs no network."""

    name: str = "web"
    media_type: str = "text/html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    options: type[WebOptions] = WebOptions

    def render(self, plan: Plan, options: WebOptions, /) -> bytes:
        """Return the page in UTF-8; what is ticked in it is kept under the plan's hash."""
        view = View(options.language, options.variant, options.audience)
        # Boxes are counted in the order in which they stand, which differs by variant.
        name = f"{plan_hash(redact(plan, options.audience))}-{options.variant}"
        return to_page(compose(plan, view), name).encode()

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: WebOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each."""
        view = View(options.language, audience=options.audience)
        document = compose_comparison(plans, view)
        return to_page(document, "compared").encode()


renderer = WebRenderer()
