"""The plan as JSON, for other programs; the public format of plans."""

from __future__ import annotations

from attrs import frozen

from pathplanner.model.plan import Plan


@frozen
class JsonOptions:
    """The format has no options."""


@frozen
class JsonRenderer:
    """Writes a plan as JSON."""

    name: str = "json"
    media_type: str = "application/json"
    suffixes: tuple[str, ...] = (".json",)
    options: type[JsonOptions] = JsonOptions

    def render(self, plan: Plan, _options: JsonOptions, /) -> bytes:
        """Return the plan as JSON in UTF-8, with a line feed at the end."""
        from pathplanner import plan_to_json

        return plan_to_json(plan).encode()


renderer = JsonRenderer()
