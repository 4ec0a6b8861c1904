"""What the card of a step says when it was tried before and not passed."""

from __future__ import annotations

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.planned import PlannedStep
from pathplanner.model.step import CostKind


def tried_again(step: PlannedStep, facts: PlanFacts) -> str:
    """Return when the step was not passed, what is done again and what is paid again."""
    days = join_words([format_date(day) for day in step.failed])
    words = [_("You did not pass on {days}.").format(days=days)]
    if step.under_way:
        words.append(_("You have begun it again."))
    elif step.exam is None:
        words.append(_("All of it is done and paid again."))
    else:
        words.append(_("Only the exam is taken again; time to study for it is not counted."))
        prices = [paid.amount for paid in step.payments if paid.kind is CostKind.EXAM]
        paid_words = _("You pay for this try: {price}.")
        words += [paid_words.format(price=facts.price(price)) for price in prices]
        if not prices:
            words.append(_("The price that you paid includes this try."))
    return " ".join(words)
