"""The linter: what a pathway's author should mend or explain, though it can be planned."""

from pathplanner.linting.coverage import Coverage, coverage
from pathplanner.linting.findings import Finding, Severity
from pathplanner.linting.report import to_json, to_sarif
from pathplanner.linting.rules import RULES, Rule
from pathplanner.linting.runner import lint

__all__ = [
    "RULES",
    "Coverage",
    "Finding",
    "Rule",
    "Severity",
    "coverage",
    "lint",
    "to_json",
    "to_sarif",
]
