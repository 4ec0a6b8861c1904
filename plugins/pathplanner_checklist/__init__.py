"""The plan as a Markdown checklist: every step with a box to tick."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import compose
from pathplanner.model.plan import Plan
from pathplanner_checklist.markdown import checklist


@frozen
class ChecklistOptions:
    """The format has no options."""


@frozen
class ChecklistRenderer:
    """Writes a plan as a Markdown checklist."""

    name: str = "checklist"
    media_type: str = "text/markdown"
    suffixes: tuple[str, ...] = (".md",)
    options: type[ChecklistOptions] = ChecklistOptions

    def render(self, plan: Plan, _options: ChecklistOptions, /) -> bytes:
        """Return the checklist in UTF-8."""
        return checklist(compose(plan)).encode()


renderer = ChecklistRenderer()
