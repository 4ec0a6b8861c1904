"""Money as it comes and goes, in words: what was paid, when pay comes, what others may yet pay.

And what a person must know before all else: that a plan waits, and why; that a license
of one state is planned for one who told no state.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.sections.claims import claims_of, way_words
from pathplanner.document.sections.moving import first_words_of_moves
from pathplanner.document.sections.personal_rules import first_words_of_rules
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date
from pathplanner.model.places import state_name
from pathplanner.model.planned import PlannedStep
from pathplanner.model.quantity import Unknown
from pathplanner.model.step import Kind


def first_words(facts: PlanFacts) -> Iterator[str]:
    """Yield what must be known before the plan is read."""
    if facts.tells_prices:
        yield from waiting_words(facts)
    yield from chosen_words(facts)
    yield from state_words(facts)
    yield from map(facts.of_state, first_words_of_moves(facts))
    yield from first_words_of_rules(facts)
    if facts.tells_prices:
        yield from may_pay_words(facts)
        yield from unsure_words(facts)
        yield from first_pay_words(facts)


def waiting_words(facts: PlanFacts) -> Iterator[str]:
    """Yield that a plan begins late for want of money, and what would let it begin now."""
    waits = facts.plan.waiting
    if waits is None:
        return
    words = _(
        "This plan waits until {until}, as the money for it is not there before. With {savings} "
        "at the start it could begin on {start} and finish on {finish}."
    )
    learner = facts.plan.learner
    yield words.format(
        until=format_date(waits.until),
        savings=facts.money(waits.savings),
        start=format_date(waits.start),
        finish=format_date(waits.finish),
    )
    if waits.monthly is not None:
        words = _("So it could with {monthly} each month in place of {now}.")
        yield words.format(monthly=facts.money(waits.monthly), now=facts.money(learner.monthly))
    if waits.funded_start and waits.funded_finish:
        words = _(
            "If the money from others that is not sure yet comes, it could begin on {start} and "
            "finish on {finish}. Ask for a new plan then."
        )
        start, finish = format_date(waits.funded_start), format_date(waits.funded_finish)
        yield words.format(start=start, finish=finish)
    if not learner.funding:
        yield _("Before you wait, ask the school who else may pay: grants, loans or an employer.")


def chosen_words(facts: PlanFacts) -> Iterator[str]:
    """Yield that a plan counts on being chosen by others, and the next best way if one is not."""
    plan = facts.plan
    if facts.for_employer:
        return  # who chooses need not be told
    unsure = [step for step in plan.steps if step.chosen_by and not step.under_way]
    told = []
    for step in unsure:
        words = _("This plan counts on it that {who} chooses you: {step}. Nobody can promise that.")
        told.append(words.format(who=step.chosen_by, step=facts.name(step.id)))
    if plan.fallback:
        words = _("If that does not happen, the next best way is this: {way}.")
        told.append(words.format(way=way_words(facts, plan.fallback)))
    elif unsure:
        told.append(_("Without it no other way that fits was found. Ask several, and ask early."))
    if told:
        yield " ".join(told)


def state_words(facts: PlanFacts) -> Iterator[str]:
    """Yield that a step counts in some states only, to one who told no state."""
    found: dict[str, list[PlannedStep]] = {}
    for step in facts.plan.steps:
        if step.state_assumed:
            states = ", ".join(state_name(one) for one in step.states)
            found.setdefault(states, []).append(step)
    for states, steps in found.items():
        title = steps[0].title
        words = _("{title} counts in {states} only. Do you live there? Tell your state.")
        if len(steps) > 1:
            title = facts.numbered([step.id for step in steps])
            words = _("Only in {states} these count: {title}. Do you live there? Tell your state.")
        yield facts.of_state(words).format(title=title, states=states)


def may_pay_words(facts: PlanFacts) -> Iterator[str]:
    """Yield up to what sum others may pay the prices that nobody has found."""
    for one in facts.plan.may_pay:
        if one.amount is None:
            words = plural(
                "{name} may pay {n} of the prices that are not known.",
                "{name} may pay {n} of the prices that are not known.",
                one.prices,
            )
            yield words.format(name=one.name)
            continue
        words = plural(
            "Up to {amount} of {n}\u00a0price that is not known may be paid by {name}.",
            "Up to {amount} of {n}\u00a0prices that are not known may be paid by {name}.",
            one.prices,
        )
        yield words.format(amount=facts.money(one.amount), name=one.name)


def unsure_words(facts: PlanFacts) -> Iterator[str]:
    """Yield the money from others that is not sure, and so not counted on."""
    for one in facts.plan.learner.funding:
        if one.is_sure:
            continue
        if one.amount is None:
            words = _("{name} is not sure yet ({status}), and this plan does not count on it.")
        else:
            words = _(
                "{name} is not sure yet ({status}): up to {amount}. This plan does not count on it."
            )
        amount = "" if one.amount is None else facts.money(one.amount)
        yield words.format(name=one.name, status=one.status or _("ask"), amount=amount)


def first_pay_words(facts: PlanFacts) -> Iterator[str]:
    """Yield when the first pay comes, and after how many months what was paid is earned back."""
    told = facts.plan.first_pay
    if told is None:
        return
    title, day = facts.title(told.step), format_date(told.on)
    if earlier := [step.id for step in facts.plan.steps if _is_work(step, told.on)]:
        words = _("Ask what you are paid in {steps}: it is time at work.")
        yield words.format(steps=facts.names(earlier))
    if told.pay is None or told.months is None:
        words = _("Your first pay comes after {day}: {title}. What it is at first is not known.")
        yield words.format(day=day, title=title)
        return
    pay = facts.price(told.pay)
    if not told.months:
        words = _("Your first pay comes after {day}: {title}, {pay} a year at first.")
    elif claims_of(facts).cost_at_least:
        words = plural(
            "Your first pay comes after {day}: {title}, {pay} a year at first. What you pay comes "
            "back, before taxes, in {n}\u00a0month of it at the earliest.",
            "Your first pay comes after {day}: {title}, {pay} a year at first. What you pay comes "
            "back, before taxes, in {n}\u00a0months of it at the earliest.",
            told.months,
        )
    else:
        words = plural(
            "Your first pay comes after {day}: {title}, {pay} a year at first. What you pay comes "
            "back, before taxes, in {n}\u00a0month of it.",
            "Your first pay comes after {day}: {title}, {pay} a year at first. What you pay comes "
            "back, before taxes, in {n}\u00a0months of it.",
            told.months,
        )
    yield words.format(day=day, title=title, pay=pay)


def _is_work(step: PlannedStep, before: date) -> bool:
    """Tell whether a step that is no job is time at work, and ends before a day."""
    hours = step.work_hours
    is_work = isinstance(hours, Unknown) or (hours is not None and hours.likely > 0)
    return is_work and step.kind is not Kind.JOB and step.finish <= before


def to_apply_for(facts: PlanFacts) -> Iterator[tuple[date, str, str]]:
    """Yield the money from others to apply for: by when, what to do, and when in words."""
    plan = facts.plan
    if not facts.tells_prices:
        return
    for one in plan.learner.funding:
        if one.apply_by and one.apply_by >= plan.start and not one.status:
            words = _("Apply for {title}").format(title=one.name)
            yield one.apply_by, words, _("by {day}").format(day=format_date(one.apply_by))
