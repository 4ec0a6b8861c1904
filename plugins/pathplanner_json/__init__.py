"""The plan as JSON, for other programs; the public format of plans."""

from __future__ import annotations

from pathplanner.formats import plan_to_json
from pathplanner.model.plan import Plan
from pathplanner.renderers import DataRenderer, NoOptions


class JsonRenderer(DataRenderer):
    """Writes a plan as JSON."""

    name = "json"
    media_type = "application/json"
    suffixes = (".json",)

    def render(self, plan: Plan, _options: NoOptions, /) -> bytes:
        """Return the plan as JSON in UTF-8, with a line feed at the end."""
        return plan_to_json(plan).encode()


renderer = JsonRenderer()
