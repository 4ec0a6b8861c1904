"""Findings for machines: JSON, and SARIF 2.1.0 for code hosts and editors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import attrs

from pathplanner.linting.rules import RULES, Finding

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def to_json(findings: Sequence[Finding], today: date) -> dict[str, Any]:
    """Return findings as a tree that JSON can hold, with every field."""
    return {
        "schema": "pathplanner/check/1",
        "today": today.isoformat(),
        "findings": [attrs.asdict(one) for one in findings],
    }


def to_sarif(findings: Sequence[Finding], version: str) -> dict[str, Any]:
    """Return findings as a log in the Static Analysis Results Interchange Format.

    Args:
        findings: What to write down.
        version: That of pathplanner.
    """
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.about},
            "help": {"text": rule.help},
            "defaultConfiguration": {"level": rule.severity.value},
        }
        for rule in RULES.values()
    ]
    driver = {"name": "pathplanner", "semanticVersion": version, "rules": rules}
    places = {code: place for place, code in enumerate(RULES)}
    results = [_result(one, places[one.code]) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _result(one: Finding, place: int) -> dict[str, Any]:
    region = {"startLine": max(1, one.line), "startColumn": max(1, one.column)}
    artifact = {"uri": quote(one.file.replace("\\", "/"))}
    return {
        "ruleId": one.code,
        "ruleIndex": place,
        "level": one.severity.value,
        "message": {"text": f"{one.message} {one.help}".strip()},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": artifact, "region": region},
                "logicalLocations": [{"fullyQualifiedName": one.path}],
            }
        ],
    }
