"""The plan as a Markdown checklist: every step with a box to tick."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Audience, Variant, View, compose
from pathplanner.model.plan import Plan
from pathplanner_checklist.markdown import checklist


@frozen
class ChecklistOptions:
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
class ChecklistRenderer:
    """Writes a plan as a Markdown checklist."""

    name: str = "checklist"
    media_type: str = "text/markdown"
    suffixes: tuple[str, ...] = (".md",)
    options: type[ChecklistOptions] = ChecklistOptions

    def render(self, plan: Plan, options: ChecklistOptions, /) -> bytes:
        """Return the checklist in UTF-8."""
        view = View(options.language, options.variant, options.audience)
        return checklist(compose(plan, view)).encode()

    def render_comparison(
        self, plans: tuple[tuple[str, Plan], ...], options: ChecklistOptions, /
    ) -> bytes:
        """Return plans beside each other; one row tells of each."""
        from pathplanner.document import compose_comparison

        view = View(options.language, audience=options.audience)
        document = compose_comparison(plans, view)
        return checklist(document).encode()


renderer = ChecklistRenderer()
