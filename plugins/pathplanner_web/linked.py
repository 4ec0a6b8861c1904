"""What search engines and other programs read of the page: programs and courses, in schema.org.

Only facts of the pathway, which anybody may know: no day, no price and nothing that the person
has, for the prices of a plan are the person's own.
"""

from __future__ import annotations

import json
from typing import Any

from pathplanner.document import visible
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Unit
from pathplanner.model.step import Kind
from pathplanner.renderers.html import EMPTY, Markup

_TYPES = {Kind.PROGRAM: "EducationalOccupationalProgram", Kind.COURSE: "Course"}
_LENGTH = {Kind.PROGRAM: "timeToComplete", Kind.COURSE: "timeRequired"}
_LETTERS = {Unit.DAYS: "D", Unit.WEEKS: "W", Unit.MONTHS: "M", Unit.YEARS: "Y"}
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
"""What could end the block or start another, as JSON may write it."""


def linked_data(plan: Plan | None) -> Markup:
    """Return a block of JSON-LD; it is data, which no browser runs. Nothing without programs."""
    nodes = [_node(step, plan) for step in plan.steps if step.kind in _TYPES] if plan else []
    if not nodes:
        return EMPTY
    tree = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(tree, ensure_ascii=False).translate(_ESCAPED)
    text = text.encode("utf-8", "replace").decode()
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _node(step: PlannedStep, plan: Plan) -> dict[str, Any]:
    # A body may have accredited a program, and not teach it.
    provider = step.provider
    node: dict[str, Any] = {
        "@type": _TYPES[step.kind],
        "name": visible(step.title),
        "description": visible(step.summary),
        "url": visible(step.url),
        "inLanguage": plan.pathway.language,
        "provider": {"@type": "Organization", "name": visible(provider)} if provider else None,
        _LENGTH[step.kind]: _length(step.duration),
    }
    if step.kind is Kind.PROGRAM:
        node["occupationalCategory"] = [
            {
                "@type": "CategoryCode",
                "inCodeSet": "https://www.bls.gov/soc/2018/",
                "codeValue": one.id,
                "name": visible(one.title),
            }
            for one in plan.pathway.occupations
        ]
    return {key: value for key, value in node.items() if value}


def _length(span: Any) -> str:
    """Return a length that a source states exactly; schema.org has no word for a range."""
    if not isinstance(span, Duration) or span.low != span.high or span.basis or span.said:
        return ""
    return f"P{span.likely}{_LETTERS[span.unit]}"
