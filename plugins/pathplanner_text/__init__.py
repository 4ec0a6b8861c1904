"""The plan as plain text in the order of reading, for screen readers and e-mail."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Audience, Variant, View, compose, compose_comparison
from pathplanner.model.plan import Plan
from pathplanner_text.lines import to_lines


@frozen
class TextOptions:
    """What is said, and to whom.

    Attributes:
        language: BCP 47 tag of the words; that of the pathway when empty.
        variant: How much is said.
        audience: Who reads it.
    """

    language: str = ""
    variant: Variant = Variant.FULL
    audience: Audience = Audience.PARTICIPANT


@frozen
class TextRenderer:
    """Writes a plan as plain text."""

    name: str = "text"
    media_type: str = "text/plain"
    suffixes: tuple[str, ...] = (".txt",)
    options: type[TextOptions] = TextOptions

    def render(self, plan: Plan, options: TextOptions, /) -> bytes:
        """Return the text in UTF-8, with short lines."""
        view = View(options.language, options.variant, options.audience)
        return "\n".join(to_lines(compose(plan, view))).encode() + b"\n"

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: TextOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each."""
        view = View(options.language, audience=options.audience)
        document = compose_comparison(plans, view)
        return "\n".join(to_lines(document)).encode() + b"\n"


renderer = TextRenderer()
