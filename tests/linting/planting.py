"""Small pathways in which faults are planted."""

from __future__ import annotations

from datetime import date

from pathplanner.formats import read_pathway
from pathplanner.linting import Finding, lint

TODAY = date(2026, 11, 24)
HEAD = """\
format: pathplanner/pathway/1
id: barber
title: Barber
sources:
  board: {publisher: Board, title: Fees, date: 2026-07, authority: primary}
"""


def findings(text: str, today: date = TODAY) -> tuple[Finding, ...]:
    """Return what the linter finds in steps and more, behind a common head."""
    return lint(read_pathway(HEAD + text), today)


def places(text: str, code: str, today: date = TODAY) -> list[str]:
    """Return where the linter finds breaches of one rule."""
    return [one.path for one in findings(text, today) if one.code == code]
