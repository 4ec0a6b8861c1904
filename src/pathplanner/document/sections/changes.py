"""What changed since the plan before this one."""

from __future__ import annotations

from decimal import Decimal

from pathplanner.document.blocks import Bullets, Section
from pathplanner.document.lookup import PlanFacts, with_unknown
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import (
    capitalized,
    format_about,
    format_date,
    format_hours,
)
from pathplanner.model.difference import Cause, Difference, DifferenceKind
from pathplanner.model.learner import Prefer
from pathplanner.model.places import state_name


def changes_section(facts: PlanFacts) -> Section | None:
    """Return what changed, if this plan was made from an older one."""
    if not facts.plan.differences:
        return None
    lines = Bullets(change_lines(facts))
    return Section("revision", _("What changed since your last plan"), (lines,))


def change_lines(facts: PlanFacts) -> tuple[str, ...]:
    """Return what changed, a sentence or two for each."""
    return tuple(_line(one, facts) for one in facts.plan.differences)


def _line(one: Difference, facts: PlanFacts) -> str:
    name = facts.name(one.step)
    words = {
        DifferenceKind.POSSIBLE: _("There is a plan now. Before there was none."),
        DifferenceKind.IMPOSSIBLE: _("There is no plan that fits any more."),
        DifferenceKind.GOAL: _("Your goal: before {before}, now {after}."),
        DifferenceKind.FINISH: _("You finish {moved}: before {before}, now {after}."),
        DifferenceKind.COST: _("What you pay: before {before}, now {after}."),
        DifferenceKind.CIRCUMSTANCE: _("{name}: before {before}, now {after}."),
        DifferenceKind.DATA: _("The facts of the pathway are of {after}; before of {before}."),
        DifferenceKind.DONE: _("Done: {name}."),
        DifferenceKind.BEGUN: _("Begun: {name}."),
        DifferenceKind.FAILED: _("Not passed on {after}: {name}."),
        DifferenceKind.DROPPED: _("Dropped on {after}: {name}."),
        DifferenceKind.APPLIED: _("Applied for on {after}: {name}."),
        DifferenceKind.FOUND: _found_out(one),
        DifferenceKind.TAKEN_UP: _("No longer dropped: {name}."),
        DifferenceKind.ADDED: _("New in the plan: {name}, done by {after}."),
        DifferenceKind.REMOVED: _("No longer in the plan: {name}."),
        DifferenceKind.EARLIER: _("{moved}: {name}, done by {after}, before {before}."),
        DifferenceKind.LATER: _("{moved}: {name}, done by {after}, before {before}."),
        DifferenceKind.CHEAPER: _("Costs less: {name}, now {after}, before {before}."),
        DifferenceKind.DEARER: _("Costs more: {name}, now {after}, before {before}."),
    }[one.kind]
    before, after = _values(one, facts)
    if one.kind is DifferenceKind.CIRCUMSTANCE:
        name = circumstance(one.field)
        before, after = (choice(one.field, value) for value in (before, after))
    if one.kind is DifferenceKind.FOUND:
        before, after = (_found_value(one, value, facts) for value in (before, after))
    text = words.format(name=name, before=before, after=after, moved=_moved(one))
    text = capitalized(text)
    return " ".join((text, *(_cause(why, one, facts) for why in one.why)))


def _found_out(one: Difference) -> str:
    """Return what was found out of a step, with a place for its name."""
    what = {
        "duration": _("the length of {name}"),
        "study_hours": _("the study hours of {name}"),
        "dues": _("the dues of {name}"),
        "renewal": _("the renewal of {name}"),
        "exam": _("the exam of {name}"),
    }.get(one.field.partition(".")[0], _("the price of {name}"))
    if not one.text_after:
        return _("Taken back: {what}, before {before}.").replace("{what}", what)
    if not one.text_before:
        return _("Found out: {what}: {after}.").replace("{what}", what)
    return _("Found out: {what}: {after}, before {before}.").replace("{what}", what)


def _found_value(one: Difference, text: str, facts: PlanFacts) -> str:
    """Return what was found out with its unit: `$430`, `60 to 80 hours`, `9 months`."""
    ends = text.split("-")
    if not all(end.replace(".", "", 1).isdigit() for end in ends):
        return text
    words = format_hours if one.field == "study_hours" else facts.money
    told = [words(Decimal(end)) for end in ends]
    return told[0] if len(told) == 1 else _("{low} to {high}").format(low=told[0], high=told[-1])


def _values(one: Difference, facts: PlanFacts) -> tuple[str, str]:
    """Return what was before and what is now, in words."""
    amounts = (
        (one.amount_before, one.unknown_before, one.on_before, one.text_before),
        (one.amount_after, one.unknown_after, one.on_after, one.text_after),
    )
    before, after = (
        with_unknown(facts.money(amount), unknown)
        if amount is not None
        else format_date(day)
        if day
        else text or _("none")
        for amount, unknown, day, text in amounts
    )
    return before, after


def _moved(one: Difference) -> str:
    words = _("{days} later") if one.days > 0 else _("{days} earlier")
    return words.format(days=format_about(abs(one.days)))


def _cause(why: Cause, one: Difference, facts: PlanFacts) -> str:
    steps = sorted(one.steps, key=lambda step: facts.numbers.get(step, 0))
    return {
        Cause.WAITS: _("It needs {steps}, and that moved.").format(steps=facts.names(steps)),
        Cause.HOURS: _("Your study hours per week changed."),
        Cause.START: _("The start of the plan moved by as much."),
        Cause.PRICE: _("Its price in the pathway changed."),
        Cause.FACT: _("What was found out about it changed."),
        Cause.AVOIDED: _("You want to avoid it."),
        Cause.INSISTED: _("You asked for it."),
    }[why]


def circumstance(field: str) -> str:
    """Return a field of the learner in words."""
    return {
        "start": _("The start of the plan"),
        "name": _("Name"),
        "hours_per_week": _("Study hours per week"),
        "work_hours": _("Work hours per week"),
        "hours": _("Hours of study in other weeks, or for one step"),
        "credits_per_term": _("The most credits to begin in one term"),
        "worked": _("Hours of work so far"),
        "assumptions": _("What is assumed"),
        "savings": _("Savings"),
        "monthly": _("Money added each month"),
        "budget": _("The most you want to pay"),
        "deadline": _("Finish by"),
        "prefer": _("What matters most to you"),
        "offers": _("Where you take steps"),
        "avoid": _("What you want to avoid"),
        "insist": _("What you ask for"),
        "funding": _("Money from others"),
        "birth_date": _("Birth date"),
        "breaks": _("No study"),
        "seats": _("Seats that you have"),
        "state": _("State"),
        "moves": _("Where you move to"),
        "area": _("Area"),
        "residence": _("Where you live, for prices"),
        "income": _("Income a year of your household"),
        "support": _("Who helps you"),
        "proofs": _("What shows that you have it"),
        "recommended": _("Take what is recommended"),
        "overrides": _("Set aside for you"),
        "horizon_years": _("Years of renewals listed"),
        "facts": _("What was found out"),
        "set_aside": _("Part of new pay that you put aside, in percent"),
    }.get(field, field)


def choice(field: str, value: str) -> str:
    """Return what was chosen in words, where it is one of a few words of the files, or a state."""
    if field == "state":
        return state_name(value)
    words: dict[str, dict[str, str]] = {
        "prefer": {
            Prefer.FASTEST: _("the soonest finish"),
            Prefer.CHEAPEST: _("the lowest cost"),
            Prefer.BALANCED: _("a balance of time and cost"),
            Prefer.FEWEST_HOURS: _("the fewest hours of study"),
            Prefer.FIRST_PAY: _("the soonest first job"),
        },
        "recommended": {"True": _("yes"), "False": _("no")},
    }
    return words.get(field, {}).get(value, value)
