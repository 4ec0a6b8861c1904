"""What a person who moves should know: where each step counts, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.places import state_name
from pathplanner.model.step import Kind


def first_words_of_moves(facts: PlanFacts) -> Iterator[str]:
    """Yield when the person moves, and what of what they have may not count there."""
    plan = facts.plan
    moves = plan.learner.moves
    for one in moves:
        words = _("You move to {state} on {day}.")
        yield words.format(state=state_name(one.state), day=format_date(one.on))
    if moves and plan.finish and plan.finish < moves[0].on:
        words = _(
            "This plan ends before that. It is made for {state}; ask which of it counts where you "
            "move to."
        )
        yield words.format(state=state_name(plan.learner.state))
    elif moves:
        yield _("What hangs on the state is planned by where you live when a step begins.")
    old = [one.title for one in plan.held if moves and one.kind is Kind.LICENSE]
    if old:
        words = _(
            "We took it that this counts where you move to: {steps}. Licenses are given by a "
            "state, so ask the office there."
        )
        yield words.format(steps=join_words(old))
