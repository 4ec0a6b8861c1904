"""What only the brief roadmap says: who to ask."""

from __future__ import annotations

from pathplanner.document.blocks import Block, Lines, Link, Links, Section
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _

MOST_LINKS = 3
"""More addresses than this do not fit on two pages."""


def contacts(facts: PlanFacts) -> Section | None:
    """Return who can be asked: the bodies of the steps, and room for the counselor."""
    plan = facts.plan
    if not plan.steps:
        return None
    named = {step.body for step in plan.steps}
    found = [Link(body.name, body.url) for body in plan.pathway.bodies if body.id in named]
    found += [Link(step.title, step.url) for step in plan.steps]
    links = {link.url: link for link in reversed(found) if link.url}
    blocks: list[Block] = []
    if links:
        blocks.append(Links(tuple(reversed(links.values()))[:MOST_LINKS]))
    blocks.append(Lines(_("Counselor or other contact: name, phone, mail"), 1))
    return Section("contacts", _("Who to ask"), tuple(blocks))
