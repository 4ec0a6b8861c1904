"""Answers in sentences: what is next, what was recorded, why a step is in a plan or not."""

from __future__ import annotations

from pathplanner.document.blocks import Bullets, Item, Paragraph, Text
from pathplanner.document.composer import speaking_for
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.sections.changes import change_lines
from pathplanner.document.sections.claims import (
    claims_of,
    finish_words,
    open_lines,
    sum_words,
)
from pathplanner.document.sections.questions import question_lines
from pathplanner.document.sections.refusal import refusal_sections
from pathplanner.document.sections.summary import bound_words, next_actions
from pathplanner.document.sections.why import dearer_words, later_words, why_sentences
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import capitalized, format_date, join_words
from pathplanner.model.own_facts import OwnFact
from pathplanner.model.plan import Plan, Status
from pathplanner.model.progress import Progress, ProgressKind


def what_is_next(plan: Plan) -> tuple[Item, ...]:
    """Return the first things to do in a plan, with their dates."""
    with speaking_for(plan):
        return next_actions(PlanFacts(plan))


def what_changed(plan: Plan) -> tuple[str, ...]:
    """Return what changed since the plan before, in sentences."""
    with speaking_for(plan):
        return tuple(line.text for line in Bullets(change_lines(PlanFacts(plan))).items)


def why_step(plan: Plan, step: str, title: str, other: Plan | None = None) -> tuple[str, ...]:
    """Return why a step is in a plan, or why it is not.

    Args:
        plan: The plan.
        step: Id of the step.
        title: Its title.
        other: The best plan that has the step, if this one has not.
    """
    with speaking_for(plan):
        facts = PlanFacts(plan)
        if planned := next((one for one in plan.steps if one.id == step), None):
            words = (
                _("{name}: on {start}.")
                if planned.start == planned.finish
                else _("{name}: from {start} to {finish}.")
            )
            when = words.format(
                name=facts.name(step),
                start=format_date(planned.start),
                finish=format_date(planned.finish),
            )
            return (capitalized(when), *why_sentences(planned, facts))
        return _not_planned(facts, step, title, other)


def _not_planned(facts: PlanFacts, step: str, title: str, other: Plan | None) -> tuple[str, ...]:
    plan = facts.plan
    if step in {one.step for one in plan.learner.holds} | {one.id for one in plan.held}:
        return (_held(facts, step, title),)
    dropped = {item.step: item.on for item in plan.learner.dropped}
    if step in dropped:
        words = _("You dropped it on {day}, so no plan takes it: {title}.")
        return (words.format(day=format_date(dropped[step]), title=title),)
    if step in plan.learner.avoid:
        return (_("You want to avoid it: {title}.").format(title=title),)
    if plan.status is Status.IMPOSSIBLE:
        return (_("There is no plan that fits, so no step is in it."), *_reasons(facts))
    return (_("Your plan does not need it: {title}.").format(title=title), *_with(facts, other))


def _held(facts: PlanFacts, step: str, title: str) -> str:
    held = next((one for one in facts.plan.held if one.id == step), None)
    if held is None:
        words = _("You have it already, and your plan does not need it: {title}.")
        return words.format(title=title)
    if not held.opens:
        return _("You have it already: {title}.").format(title=title)
    words = _("You have it already: {title}. It counts for {steps}.")
    return words.format(title=title, steps=facts.names(held.opens))


def _with(facts: PlanFacts, other: Plan | None) -> tuple[str, ...]:
    if other is None:
        return ()
    if other.status is Status.IMPOSSIBLE:
        return (_("No plan that fits can take it."), *_reasons(PlanFacts(other)))
    told = _("With it you would {difference}.").format(difference=difference_words(facts, other))
    return (told, bound_words(facts, other.bound)) if other.bound else (told,)


def difference_words(facts: PlanFacts, other: Plan) -> str:
    """Return by how much another plan is later and dearer, as the rest of a sentence.

    Who is told no prices is told of the days alone.
    """
    plan = facts.plan
    assert plan.finish is not None  # noqa: S101 - both are possible
    assert other.finish is not None  # noqa: S101 - the same
    days = (other.finish - plan.finish).days
    parts = [later_words(days)]
    if not facts.tells_prices:
        return parts[0] or _("finish on the same day")
    if plan.cost.unknown == other.cost.unknown:
        parts.append(dearer_words(other.cost.out_of_pocket - plan.cost.out_of_pocket, facts))
    else:
        paid = with_unknown(facts.money(other.cost.out_of_pocket), other.cost.unknown)
        words = _("pay {amount} instead of {before}")
        before = with_unknown(facts.money(plan.cost.out_of_pocket), plan.cost.unknown)
        parts.append(words.format(amount=paid, before=before))
    return join_words([*filter(None, parts)]) or _("finish on the same day and pay the same")


def why_not(plan: Plan) -> tuple[str, ...]:
    """Return why a goal cannot be reached and what would help, or that it can be."""
    with speaking_for(plan):
        facts = PlanFacts(plan)
        if plan.status is Status.IMPOSSIBLE:
            return _reasons(facts)
        if not plan.steps:
            return (_("You have it already: {title}.").format(title=facts.goal),)
        assert plan.finish is not None  # noqa: S101 - it is possible
        words = _("Nothing stands in the way: you can reach {goal} on {finish} and pay {amount}.")
        if claims_of(facts).finish_not_before or claims_of(facts).finish_about:
            words = _(
                "Nothing known stands in the way of {goal}: you finish {finish}, for {amount}."
            )
        told = words.format(
            goal=facts.goal,
            finish=finish_words(facts, format_date(plan.finish)),
            amount=sum_words(facts, plan.cost.out_of_pocket),
        )
        unproved = (bound_words(facts, plan.bound),) if plan.bound else ()
        return (told, *unproved, *open_lines(facts))


def what_to_ask(plan: Plan) -> tuple[str, ...]:
    """Return the questions of a plan in sentences, or that there are none."""
    with speaking_for(plan):
        facts = PlanFacts(plan)
        if plan.status is Status.IMPOSSIBLE:
            return _reasons(facts)
        if lines := tuple(question_lines(facts)):
            rest = _("What else is not known counts as nothing in these numbers.")
            return (*lines, rest) if claims_of(facts).unknown else lines
        if not claims_of(facts).hold:
            nothing = _("Nothing was found that one could ask to change this plan.")
            return (nothing, *open_lines(facts))
        return (_("There is nothing to ask: no fact that is not known could change this plan."),)


def _reasons(facts: PlanFacts) -> tuple[str, ...]:
    """Return what stands in the way and what would make a plan possible."""
    sections = tuple(refusal_sections(facts))
    lines: list[str] = []
    # The first section says only that there is no plan, unless it is all there is to say.
    for section in sections[1:] or sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text.text)
            elif isinstance(block, Bullets):
                lines += [item.text for item in block.items if isinstance(item, Text)]
    return tuple(lines)


def recorded(entry: Progress | OwnFact, name: str) -> str:
    """Return what was recorded."""
    if isinstance(entry, OwnFact):
        return _("Found out: {fact} of {name}.").format(fact=entry.fact, name=name)
    words = {
        ProgressKind.DONE: _("Done on {day}: {name}."),
        ProgressKind.BEGUN: _("Begun on {day}: {name}."),
        ProgressKind.FAILED: _("Not passed on {day}: {name}."),
        ProgressKind.DROPPED: _("Dropped on {day}: {name}."),
        ProgressKind.APPLIED: _("Applied for on {day}: {name}."),
    }[entry.kind]
    return words.format(day=_day(entry), name=name)


def taken_back(entry: Progress | OwnFact, name: str) -> str:
    """Return what was taken back."""
    if isinstance(entry, OwnFact):
        return _("Taken back: {fact} of {name}.").format(fact=entry.fact, name=name)
    words = {
        ProgressKind.DONE: _("Taken back: done on {day}: {name}."),
        ProgressKind.BEGUN: _("Taken back: begun on {day}: {name}."),
        ProgressKind.FAILED: _("Taken back: not passed on {day}: {name}."),
        ProgressKind.DROPPED: _("Taken back: dropped on {day}: {name}."),
        ProgressKind.APPLIED: _("Taken back: applied for on {day}: {name}."),
    }[entry.kind]
    return words.format(day=_day(entry), name=name)


def step_name(step: str, title: str, plan: Plan) -> str:
    """Return a step by its number on the page, if it has one, its title and its id."""
    number = next((one.number for one in plan.steps if one.id == step), None)
    if number is None:
        return _("“{title}” ({step})").format(title=title, step=step)
    return _("step {number}, “{title}” ({step})").format(number=number, title=title, step=step)


def _day(entry: Progress) -> str:
    return format_date(entry.on) if entry.on else _("an unknown day")
