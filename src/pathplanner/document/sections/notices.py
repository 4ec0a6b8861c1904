"""What everyone who holds the page should know."""

from __future__ import annotations

from pathplanner.document.blocks import Bullets, Section
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.view import Audience
from pathplanner.document.words.messages import _


def notices(facts: PlanFacts) -> Section | None:
    """Return what is not promised, what to check, and who may read it."""
    lines = [
        _("This plan is no guarantee: of a place, of passing, of a job or of pay."),
        _("Check each price, date and rule with the school or body before you pay."),
        _(
            "You may ask for this plan in another form: large print, read aloud, another "
            "language, or as a file."
        ),
        _privacy(facts.view.audience),
    ]
    return Section("notices", _("Please note"), (Bullets(tuple(lines)),))


def _privacy(audience: Audience) -> str:
    return {
        Audience.PARTICIPANT: _(
            "It holds facts about you. You decide who sees it. Copies for a funder and for an "
            "employer can be made that leave out what they have no need to know."
        ),
        Audience.FUNDER: _(
            "This is a copy for a funder. It leaves out the birth date, savings, limits, times "
            "without study, and the reasons why something was set aside."
        ),
        Audience.EMPLOYER: _(
            "This is a copy for an employer. It leaves out all that is about money except pay, "
            "and the birth date, deadline, state, limits and wishes."
        ),
    }[audience]
