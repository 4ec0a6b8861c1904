"""What the plan takes for granted, and what everyone who holds the page should know."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.blocks import (
    Bullets,
    Section,
)
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.counting import grades_taken_for_granted
from pathplanner.document.view import Audience
from pathplanner.document.words.language import find_language
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.numbers import format_number, language_name
from pathplanner.document.words.week import hours_now, other_hours
from pathplanner.document.words.wording import format_hours, join_words
from pathplanner.model.learner import DEFAULT_HOURS
from pathplanner.model.places import state_name
from pathplanner.model.plan import Plan
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.step import Kind
from pathplanner.model.waits import AssumptionKind


def assumptions_section(facts: PlanFacts) -> Section | None:
    """Return what the plan takes for granted."""
    if not facts.plan.steps:
        return None
    items = Bullets(tuple(_assumptions(facts)))
    return Section("assumptions", _("What this plan takes for granted"), (items,))


def _assumptions(facts: PlanFacts) -> Iterator[str]:
    plan = facts.plan
    yield _("This is a plan, not a promise. Ask before you pay: prices and rules change.")
    yield _("It is made on the likely values; the low and high ones stand beside them.")
    if middles := [step for step in plan.steps if _is_middle(step)]:
        yield _("Where a source gives only a range, the middle was planned: {steps}.").format(
            steps=facts.numbered([step.id for step in middles])
        )
    if unknown := plan.cost.unknown:
        yield plural(
            "{n}\u00a0price was not found. It counts as nothing in the sums.",
            "{n}\u00a0prices were not found. They count as nothing in the sums.",
            unknown,
        )
    if lengths := [step.id for step in plan.steps if step.length_unknown]:
        yield _("How long this takes was not found, so it counts as no time: {steps}.").format(
            steps=facts.numbered(lengths)
        )
    hours = hours_now(plan.learner)
    if hours == DEFAULT_HOURS:
        words = _("You study up to {hours} a week (also the usual assumption).")
        yield words.format(hours=format_hours(hours))
    else:
        yield _("You study up to {hours} a week, as you told us.").format(hours=format_hours(hours))
    yield from other_hours(plan.learner, facts.title)
    if (most := plan.learner.credits_per_term) is not None:
        words = _("You begin no more than {n} credits in one term, as you told us.")
        yield words.format(n=format_number(most))
    if ages := [step.id for step in plan.steps if step.age_assumed]:
        yield _("You gave no birth date; we took it that you are old enough for {steps}.").format(
            steps=facts.numbered(ages)
        )
    if states := [step.id for step in plan.steps if step.state_assumed]:
        words = _("You named no state; we took it that these count where you live: {steps}.")
        yield facts.of_state(words).format(steps=facts.numbered(states))
    yield from map(facts.of_state, _places(plan))
    yield from grades_taken_for_granted(facts)
    searched = any(one.what is AssumptionKind.HIRING for one in plan.assumptions)
    if searched or not any(step.kind is Kind.JOB for step in plan.steps):
        yield _("Exams are planned as passed at the first try.")
    else:
        yield _("Exams are planned as passed at the first try, and jobs as found on the day.")


def _places(plan: Plan) -> Iterator[str]:
    """Yield what is not known of the state that a person lives in, and how to mend it."""
    known = plan.pathway.states
    lived = [one.state for one in plan.learner.moves if plan.finish and one.on <= plan.finish]
    for state in dict.fromkeys((plan.learner.state, *lived)) if known else ():
        if state not in known:
            yield _place_unknown(state, join_words([state_name(one) for one in known]))


def _place_unknown(state: str, told: str) -> str:
    """Return that nobody looked a state up, or that none is told, and how to mend it."""
    if not state:
        return _(
            "You named no state. What licenses cost and ask for is estimated here; it is told for "
            "{states}. Tell us where you will work."
        ).format(states=told)
    return _(
        "What licenses cost and ask for in {state} was not looked up, so it is estimated here. Ask "
        "the office that gives them. It is told for {states}; whoever keeps the pathway's file can "
        "add {state} in one short block."
    ).format(state=state_name(state), states=told)


def _is_middle(step: PlannedStep) -> bool:
    prices = [payment.amount for payment in step.payments]
    ranges = (step.duration, step.hours, *prices)
    return any(isinstance(part, Duration | Estimate) and part.middle for part in ranges)


def notices_section(facts: PlanFacts) -> Section | None:
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
    lines = [*facts.plan.learner.support.notices, *lines]
    if facts.foreign:
        known = find_language(facts.foreign)
        words = (
            _(
                "The names and notes of this pathway are in {language}; "
                "nobody has put them in {own} yet."
            )
            if known
            else _(
                "This pathway is in {language}. Its other words and the dates are in {own}, "
                "as there are none in {language} yet."
            )
        )
        lines.append(words.format(language=language_name(facts.foreign), own=language_name()))
    if facts.left:
        words = _(
            "Some names and notes of this pathway are in {language}; nobody has put them in "
            "{own} yet."
        )
        told = join_words([language_name(tag) for tag in facts.left])
        lines.append(words.format(language=told, own=language_name()))
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
