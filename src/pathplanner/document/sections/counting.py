"""What counts for a step that asks for a total, or limits what counts, and which grades."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.counting import amount_in_words, at_most_in_words, shared_in_words
from pathplanner.document.words.messages import _
from pathplanner.document.words.numbers import format_number
from pathplanner.document.words.wording import join_words
from pathplanner.model.planned import PlannedStep, Tally


def counting_notes(step: PlannedStep, facts: PlanFacts) -> Iterator[str]:
    """Yield sentences on what counts for a step's requirement, and on its grade."""
    for tally in step.tallies:
        yield " ".join(tally_in_words(tally, facts))
    if step.grade:
        yield _(
            "You have it with {grade}. A step of this plan asks for at least {least}, so you take "
            "it again."
        ).format(grade=step.grade, least=step.minimum)
    if step.minimum:
        yield _("Reach at least {grade}: a step of this plan asks for it.").format(
            grade=step.minimum
        )


def tally_in_words(tally: Tally, facts: PlanFacts) -> Iterator[str]:
    """Yield sentences on what is asked for, what the plan has of it, and what limits it."""
    names = [facts.title(name) for name in tally.steps]
    if tally.unit:
        both = zip(names, tally.gives, strict=True)
        names = [f"{name} ({format_number(given)})" for name, given in both]
        asked, has = (amount_in_words(n, tally.unit) for n in (tally.asked, tally.counts))
        words = _("This asks for {asked} in all. Your plan has {has}: {steps}.")
        if tally.title:
            words = _("This asks for {asked} from {list}. Your plan has {has}: {steps}.")
        yield words.format(asked=asked, list=tally.title, has=has, steps=join_words(names))
    elif tally.limits:
        words = _("This asks for {asked} out of {all}. Your plan has {has}: {steps}.")
        asked, every, has = (format_number(n) for n in (tally.asked, tally.of, tally.counts))
        yield words.format(asked=asked, all=every, has=has, steps=join_words(names))
    for limit in tally.limits:
        of = [limit.title] if limit.title else [facts.title(name) for name in limit.steps]
        clause = at_most_in_words(limit.at_most, tally.unit, of)
        yield f"{clause[:1].upper()}{clause[1:]}."
    if tally.shared is not None:
        clause = shared_in_words(tally.shared)
        words = _("What counts for one part here may count for another: {how}.")
        if not tally.shared:
            words = _("What counts for one part here does not count for another.")
        yield words.format(how=clause)


def grades_taken_for_granted(facts: PlanFacts) -> Iterator[str]:
    """Yield which grades the plan counts on."""
    held = [one for one in facts.plan.held if one.minimum and not one.grade and not one.override]
    if held:
        names = join_words([f"{one.title} ({one.minimum})" for one in held])
        yield _(
            "You told no grade; we took it that yours is as good as what is asked for: {steps}."
        ).format(steps=names)
    if planned := [step for step in facts.plan.steps if step.minimum]:
        names = join_words([f"{facts.name(step.id)} ({step.minimum})" for step in planned])
        yield _("We took it that you reach the grades that later steps ask for: {steps}.").format(
            steps=names
        )
