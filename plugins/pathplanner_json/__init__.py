"""The plan as JSON, for other programs; the public format of plans."""

from __future__ import annotations

from attrs import frozen

from pathplanner.document import Audience, redact
from pathplanner.model.plan import Plan


@frozen
class JsonOptions:
    """Who reads it; each but the person themself is told less.

    Attributes:
        audience: Who reads it.
    """

    audience: Audience = Audience.PARTICIPANT


@frozen
class JsonRenderer:
    """Writes a plan as JSON."""

    name: str = "json"
    media_type: str = "application/json"
    suffixes: tuple[str, ...] = (".json",)
    options: type[JsonOptions] = JsonOptions

    def render(self, plan: Plan, options: JsonOptions, /) -> bytes:
        """Return the plan as JSON in UTF-8, with a line feed at the end."""
        from pathplanner import plan_to_json

        return plan_to_json(redact(plan, options.audience)).encode()


renderer = JsonRenderer()
