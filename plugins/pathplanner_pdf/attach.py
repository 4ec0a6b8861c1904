"""The plan itself inside the PDF, so that the page can be opened again as a plan."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from pathplanner.document import Document
from pathplanner.formats import ATTACHED_PLAN, plan_to_json
from pathplanner.model.plan import Plan


@frozen
class Attached:
    """A file to put inside the PDF.

    Attributes:
        name: Its name.
        data: What it holds.
        on: The day that it says it was changed; never that of the clock, so that the
            same plan gives the same bytes.
        about: What it is, in words.
    """

    name: str
    data: bytes
    on: date
    about: str


def attached_plan(plan: Plan, document: Document) -> Attached:
    """Return the plan as the JSON renderer writes it, dated by its facts or its start."""
    data = plan_to_json(plan).encode()
    day = plan.pathway.updated or plan.start
    return Attached(ATTACHED_PLAN, data, day, document.phrases.attached)
