"""The first page: the few numbers that matter and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Checklist,
    Fact,
    Facts,
    Figure,
    Figures,
    Item,
    Notice,
    Paragraph,
    Section,
    Subheading,
)
from pathplanner.document.lookup import PlanFacts, at_least, cost_in_words, unknown_prices
from pathplanner.document.sections.changes import choice
from pathplanner.document.sections.claims import (
    claims_of,
    finish_words,
    hours_open,
    open_lines,
    sum_words,
)
from pathplanner.document.sections.lived import first_words, paid_facts, to_apply_for
from pathplanner.document.view import Variant
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, format_hours
from pathplanner.model.plan import Status
from pathplanner.model.planned import PlannedStep
from pathplanner.model.step import Kind


def summary_section(facts: PlanFacts) -> Section | None:
    """Return the summary of a plan that has steps, or of a goal that is held."""
    plan = facts.plan
    if plan.status is Status.IMPOSSIBLE:
        return None
    if not plan.steps:
        return nothing_to_do(facts)
    return Section("summary", _("Your plan on one page"), tuple(_blocks(facts)))


def nothing_to_do(facts: PlanFacts) -> Section:
    """Return that the goal is held already."""
    words = _("You hold {goal} now. There is nothing left to do to reach this goal.")
    text = Paragraph(words.format(goal=facts.goal))
    return Section("summary", _("You are there already"), (text,))


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    plan = facts.plan
    figures = [_finish(facts), _study(facts), _steps(facts)]
    if facts.tells_prices:
        figures.insert(1, _pay(facts))
    yield Figures(tuple(figures))
    if plan.bound:
        words = _(
            "This plan holds, but there was no time to prove that it is the best. "
            "No plan can finish before {finish}, and none can cost you less than {cost}."
        )
        bound = words.format(
            finish=format_date(plan.bound.finish), cost=facts.money(plan.bound.out_of_pocket)
        )
        yield Notice(_("A good plan, perhaps not the best"), bound)
    if lines := tuple(first_words(facts)):
        yield Subheading(_("What to know first"))
        yield Bullets(lines)
    if lines := tuple(open_lines(facts)):
        yield Subheading(_("What is still open"))
        yield Bullets(lines)
    yield Subheading(_("What to do next"))
    yield Checklist(next_actions(facts))
    # The figures above say it all where no sum has a range and nobody else pays.
    cost = plan.cost
    more = cost.low != cost.high or cost.funded or cost.unknown or plan.learner.budget is not None
    more = more or bool(plan.paid)
    if more and facts.tells_prices and facts.view.variant is not Variant.BRIEF:
        yield Subheading(_("The money in short"))
        yield Facts(tuple(money_facts(facts)))


def money_facts(facts: PlanFacts) -> Iterator[Fact]:
    """Yield the totals of the plan, as they stand in the summary and in the money section."""
    cost = facts.plan.cost
    likely = facts.money(cost.likely) if cost.high or not cost.unknown else _("not known")
    claims = claims_of(facts)
    if cost.low != cost.high:
        words = (
            _("{likely} is likely; it may be from {low} to {high}, and more for what is not known")
            if claims.cost_at_least
            else _("{likely} is likely; it may be from {low} to {high}")
        )
        likely = words.format(likely=likely, low=facts.money(cost.low), high=facts.money(cost.high))
    elif cost.high:
        likely = sum_words(facts, cost.likely)
    yield Fact(_("Total cost"), likely)
    if cost.funded:
        yield Fact(_("Paid by others"), facts.money(cost.funded))
    yield from paid_facts(facts)
    if cost.unknown:
        yield Fact(_("Not known"), unknown_prices(cost.unknown))
    if (budget := facts.plan.learner.budget) is not None:
        limit = facts.money(budget)
        if claims.cost_at_least:
            limit = _("{limit}; with what is not known you may need more").format(limit=limit)
        yield Fact(_("Your limit"), limit)


def _finish(facts: PlanFacts) -> Figure:
    plan = facts.plan
    finish = finish_words(facts, plan.finish) if plan.finish else _("not known")
    unknown = sum(step.length_unknown for step in plan.steps)
    note = _("Start on {start}. Planned for {best}.").format(
        start=format_date(plan.start), best=choice("prefer", plan.objective)
    )
    if unknown:
        more = plural(
            "At the earliest: the length of {n}\u00a0step is not known and not counted.",
            "At the earliest: the lengths of {n}\u00a0steps are not known and not counted.",
            unknown,
        )
        note = f"{note} {more}"
    claims = claims_of(facts)
    if claims.finish_low and claims.finish_high:
        words = _("As the times are known, it may be from {low} to {high}.")
        ends = format_date(claims.finish_low), format_date(claims.finish_high)
        note = f"{note} {words.format(low=ends[0], high=ends[1])}"
    is_day = not (claims.finish_not_before or claims.finish_about)
    return Figure(_("You finish on") if is_day else _("You finish"), finish, note)


def _pay(facts: PlanFacts) -> Figure:
    cost = facts.plan.cost
    nothing_known = cost.unknown and not cost.high
    note = "" if nothing_known else _("In all {total}.").format(total=sum_words(facts, cost.likely))
    if cost.funded:
        note += " " + _("Others pay {amount}.").format(amount=facts.money(cost.funded))
    if cost.unknown:
        note = f"{note} {unknown_prices(cost.unknown)}".lstrip()
    if facts.plan.paid:
        note += " " + _("You paid {amount} so far.").format(amount=facts.money(facts.plan.paid))
    value = sum_words(facts, cost.out_of_pocket)
    return Figure(
        _("Still to pay") if facts.plan.paid else _("You pay"),
        _("not known") if nothing_known else value,
        note,
    )


def _study(facts: PlanFacts) -> Figure:
    plan = facts.plan
    note = _("At most {weekly} a week.").format(weekly=format_hours(plan.learner.hours_per_week))
    unknown = len(hours_open(facts))
    if unknown:
        note += " " + plural(
            "The hours of {n}\u00a0step are not known and not in this sum.",
            "The hours of {n}\u00a0steps are not known and not in this sum.",
            unknown,
        )
    nothing_known = unknown and not plan.study_hours
    hours = format_hours(plan.study_hours)
    hours = at_least(hours) if claims_of(facts).hours_at_least else hours
    value = _("not known") if nothing_known else hours
    return Figure(_("You study"), value, note)


def _steps(facts: PlanFacts) -> Figure:
    plan = facts.plan
    count = len(plan.steps)
    value = plural("{n}\u00a0step", "{n}\u00a0steps", count)
    critical = sum(step.critical for step in plan.steps)
    note = ""
    if critical:
        some = plural(
            "A delay in {n} of them delays your finish.",
            "A delay in {n} of them delays your finish.",
            critical,
        )
        every = plural(
            "If it is late, so is your finish.",
            "A delay in any of them delays your finish.",
            critical,
        )
        note = every if critical == count else some
    if plan.held:
        more = plural("You have {n} more already.", "You have {n} more already.", len(plan.held))
        note = f"{note} {more}".lstrip()
    return Figure(_("You take"), value, note)


def next_actions(facts: PlanFacts, count: int = 3) -> tuple[Item, ...]:
    """Return the first `count` things to do, with their dates."""
    found = [action for step in facts.plan.steps for action in _actions(step, facts)]
    found += [(day, Item(words, by, 0)) for day, words, by in to_apply_for(facts)]
    found.sort(key=lambda action: (action[0], action[1].number))
    return tuple(item for _day, item in found[:count])


def _actions(step: PlannedStep, facts: PlanFacts) -> Iterator[tuple[date, Item]]:
    if step.apply_by:
        words = _("Apply for {title}").format(title=step.title)
        by = _("by {day}").format(day=format_date(step.apply_by))
        yield step.apply_by, Item(words, by, step.number)
    if step.under_way:
        words = _("Go on with {title}").format(title=step.title)
        until = _("until {day}").format(day=format_date(step.finish))
        yield facts.plan.start, Item(words, until, step.number)
        return
    # What is earned is earned when it is done, and not when the waiting for it begins.
    on = step.finish if step.kind in _EARNED else step.start
    detail = _("on {day}").format(day=format_date(on))
    if step.payments and facts.tells_prices:
        detail = _("{when}. {cost}").format(when=detail, cost=cost_in_words(step, facts))
    yield on, Item(_verb(step.kind).format(title=step.title), detail, step.number)


_EARNED = (Kind.EXAM, Kind.CREDENTIAL, Kind.LICENSE)
"""Kinds of steps that are told by the day on which they are done."""


def _verb(kind: Kind) -> str:
    return {
        Kind.EXAM: _("Take {title}"),
        Kind.CREDENTIAL: _("Earn {title}"),
        Kind.LICENSE: _("Get {title}"),
        Kind.MEMBERSHIP: _("Join: {title}"),
    }.get(kind, _("Start {title}"))
