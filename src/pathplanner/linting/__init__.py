"""The linter: what a pathway's author should fix or explain, though it can be planned."""

from pathplanner.linting.facts import Coverage, coverage
from pathplanner.linting.refreshing import Due, due
from pathplanner.linting.report import to_json, to_sarif
from pathplanner.linting.rules import RULES, Finding, Rule, Severity
from pathplanner.linting.runner import lint

__all__ = [
    "RULES",
    "Coverage",
    "Due",
    "Finding",
    "Rule",
    "Severity",
    "coverage",
    "due",
    "lint",
    "to_json",
    "to_sarif",
]
