"""The first page: the few numbers that matter and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathplanner.document.blocks import (
    Block,
    Bullets,
    Checklist,
    Figure,
    Figures,
    Item,
    Notice,
    Paragraph,
    Section,
    Subheading,
)
from pathplanner.document.lookup import (
    PlanFacts,
    at_least,
    payment_name,
    site_of,
    unknown_prices,
)
from pathplanner.document.sections.cash_flow import first_words, to_apply_for
from pathplanner.document.sections.changes import choice
from pathplanner.document.sections.claims import (
    claims_of,
    finish_words,
    hours_open,
    sum_words,
)
from pathplanner.document.sections.exams import exam_after, is_bought
from pathplanner.document.sections.reviews import review_days
from pathplanner.document.sections.route import is_long
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.week import hours_at_most
from pathplanner.document.words.wording import format_date, format_hours, sentence
from pathplanner.model.plan import Bound, Plan, Status
from pathplanner.model.planned import PlannedStep
from pathplanner.model.price import CostKind
from pathplanner.model.quantity import Estimate, Grade, Unknown
from pathplanner.model.step import Kind

WEEK = 7
_LEARNED = frozenset((Kind.DIPLOMA, Kind.PROGRAM, Kind.COURSE))


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
    figures = [_finish(facts), _study(facts), *_review(facts)]
    if facts.tells_prices:
        figures.insert(1, _pay(facts))
    yield Figures(tuple(figures))
    if plan.bound:
        yield Notice(_("A good plan, perhaps not the best"), bound_words(facts, plan.bound))
    if lines := tuple(first_words(facts)):
        yield Subheading(_("What to know first"))
        yield Bullets(lines)
    yield Subheading(_("What to do next"))
    # A route that is folded leaves room for more of them.
    yield Checklist(next_actions(facts, 5 - min(2, len(lines)) if is_long(facts) else 3))


def bound_words(facts: PlanFacts, bound: Bound) -> str:
    """Return that a plan is not proved to be the best, and what none can beat."""
    words = _(
        "This plan holds, but there was no time to prove that it is the best. "
        "No plan can finish before {finish}, and none can cost you less than {cost}."
    )
    cost = facts.money(bound.out_of_pocket)
    return words.format(finish=format_date(bound.finish), cost=cost)


def _finish(facts: PlanFacts) -> Figure:
    plan = facts.plan
    finish = finish_words(facts, facts.rough(plan.finish)) if plan.finish else _("not known")
    unknown = sum(step.length_unknown for step in plan.steps)
    note = _("Planned for {best}.").format(best=choice("prefer", plan.objective))
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
        ends = facts.rough(claims.finish_low), facts.rough(claims.finish_high)
        if ends[0] != ends[1]:
            note = f"{note} {words.format(low=ends[0], high=ends[1])}"
    if claims.finish_not_before or claims.finish_about or plan.finish is None:
        return Figure(_("You finish"), finish, note)
    on = facts.is_exact(plan.finish)
    return Figure(_("You finish on") if on else _("You finish in"), finish, note)


def _pay(facts: PlanFacts) -> Figure:
    cost = facts.plan.cost
    nothing_known = cost.unknown and not cost.high
    told = []
    if cost.funded:
        words = _("All costs are {total}; others pay {amount}.")
        told.append(words.format(total=facts.money(cost.likely), amount=facts.money(cost.funded)))
    if cost.low != cost.high:
        words = _("All costs together may be from {low} to {high}.")
        told.append(words.format(low=facts.money(cost.low), high=facts.money(cost.high)))
    if cost.unknown:
        told.append(unknown_prices(cost.unknown))
    if (budget := facts.plan.learner.budget) is not None:
        limit = _("Your limit is {limit}.")
        if claims_of(facts).cost_at_least:
            limit = _("Your limit is {limit}; with what is not known you may need more.")
        told.append(limit.format(limit=facts.money(budget)))
    if facts.plan.paid:
        words = _("You paid {amount} so far.")
        told.append(words.format(amount=facts.money(facts.plan.paid)))
    note = " ".join(told)
    value = sum_words(facts, cost.out_of_pocket)
    return Figure(
        _("Still to pay") if facts.plan.paid else _("You pay"),
        _("not known") if nothing_known else value,
        note,
    )


def _study(facts: PlanFacts) -> Figure:
    plan = facts.plan
    note = _("At most {weekly} a week.").format(weekly=format_hours(hours_at_most(plan.learner)))
    unknown = len({*hours_open(facts), *_learned_without_hours(plan)})
    if unknown:
        note += " " + plural(
            "The hours of {n}\u00a0step are not known and not in this sum.",
            "The hours of {n}\u00a0steps are not known and not in this sum.",
            unknown,
        )
    elif not plan.study_hours and any(step.exam for step in plan.steps):
        note += " " + _("What you go over before an exam is not counted here.")
    nothing_known = unknown and not plan.study_hours
    hours = format_hours(plan.study_hours)
    if any(_is_about(step) for step in plan.steps):
        hours = _("about {hours}").format(hours=hours)
    hours = at_least(hours) if claims_of(facts).hours_at_least else hours
    value = _("not known") if nothing_known else hours
    return Figure(_("You study"), value, note)


def _is_about(step: PlannedStep) -> bool:
    """Tell whether the study hours of a step are an estimate."""
    return isinstance(step.hours, Estimate) and step.hours.grade is Grade.ESTIMATED


def _learned_without_hours(plan: Plan) -> Iterator[str]:
    """Yield the steps that take time to learn, for which only that time is told."""
    for step in plan.steps:
        if step.kind in _LEARNED and step.study_hours == 0 and step.finish > step.start:
            yield step.id


def _late_words(plan: Plan) -> str:
    """Return in how many steps a delay of a week is one of the finish.

    A day or two often costs nothing, as the next thing begins on a working day; so a step that
    may be late by so little is not told to have time to spare.
    """
    count, critical = len(plan.steps), sum(step.critical for step in plan.steps)
    if critical == count:
        return plural(
            "If it is late, so is your finish.",
            "A delay in any of them delays your finish.",
            count,
        )
    tight = sum(step.slack < WEEK for step in plan.steps)
    if tight == count:
        return _("A week's delay in any of them delays your finish.")
    some = plural(
        "A week's delay in {n} of them delays your finish.",
        "A week's delay in {n} of them delays your finish.",
        tight,
    )
    return some if tight else ""


def _review(facts: PlanFacts) -> Iterator[Figure]:
    """Yield the first day on which the plan is looked at, and how late steps move the finish."""
    plan = facts.plan
    count, late = len(plan.steps), _late_words(plan)
    first = next(iter(review_days(plan)), None)
    if first is None or facts.for_employer:
        steps = plural("{n}\u00a0step", "{n}\u00a0steps", count)
        yield Figure(_("You take"), steps, late)
    else:
        words = plural("This plan has {n}\u00a0step.", "This plan has {n}\u00a0steps.", count)
        yield Figure(_("First look back"), facts.rough(first), f"{words} {late}".rstrip())


def next_actions(facts: PlanFacts, count: int = 3) -> tuple[Item, ...]:
    """Return the first `count` things to do, with their days, whom to ask and what."""
    found = [action for step in facts.plan.steps for action in _actions(step, facts)]
    found += [(day, Item(words, by, 0)) for day, words, by in to_apply_for(facts)]
    found.sort(key=lambda action: (action[0], action[1].number))
    return tuple(item for _day, item in found[:count])


def _actions(step: PlannedStep, facts: PlanFacts) -> Iterator[tuple[date, Item]]:
    if step.apply_by:
        words = _("Apply for {title}").format(title=step.title)
        by = sentence(_("by {day}").format(day=format_date(step.apply_by)))
        yield step.apply_by, Item(words, f"{by} {_ask(step, facts)}", step.number)
    if step.under_way:
        words = _("Go on with {title}").format(title=step.title)
        until = _("until {day}").format(day=facts.day(step.finish))
        yield facts.plan.start, Item(words, sentence(until), step.number)
        return
    when, done = facts.on(step.start), facts.on(step.finish)
    if step.kind in EARNED and done != when:
        when = _("{start}; yours {finish}").format(start=when, finish=done)
    if is_bought(step):
        when = facts.by(step.start)
    when = sentence(when)
    asked = "" if step.apply_by else _ask(step, facts)
    detail = f"{when} {asked}".rstrip()
    yield step.start, Item(_verb(step).format(title=step.title), detail, step.number)


def _ask(step: PlannedStep, facts: PlanFacts) -> str:
    """Return whom to ask about a step before it begins, and what."""
    who = step.provider or facts.body(step.body).partition(" (")[0]
    if not who and step.kind is Kind.OTHER and not step.payments and not step.length_unknown:
        return ""  # there is nobody to ask, and nothing that all such steps have in common
    # A school is not found at the address of the body whose course it gives.
    site = site_of(step.offer.url if step.offer else facts.site(step.body) or step.url)
    named = _("{who} ({site})").format(who=who, site=site) if who and site else who
    words = _("Ask {who}: {questions}?") if named else _("Ask: {questions}?")
    told, *more = _questions(step, facts)
    for question in more:
        # Some languages put a mark before each question.
        told = _("{question}; {more}").format(question=told, more=question)
    return words.format(who=named, questions=told)


def _questions(step: PlannedStep, facts: PlanFacts) -> Iterator[str]:
    """Yield what nobody has found about a step, then what everyone asks before it begins."""
    unknown = [payment_name(one) for one in step.payments if isinstance(one.amount, Unknown)]
    if unknown:
        words = _("what is the price ({names})")
        yield words.format(names=", ".join(dict.fromkeys(unknown)))
    elif step.payments:
        yield _("what does it cost today")
    if step.kind in (Kind.PROGRAM, Kind.COURSE) and _is_paid_alone(step, facts):
        yield _("who else may pay for it")
    if step.length_unknown:
        yield _("how long does it take")
    elif step.study_hours is None:
        yield _("how many hours of study does it take")
    if is_bought(step):
        exam = exam_after(step, facts.plan)
        words = _("which edition counts for an exam {when}")
        yield words.format(when=facts.on(exam.start)) if exam else _("which edition do I need")
        return
    yield {
        Kind.PROGRAM: _("when can I begin and what do I need to sign up"),
        Kind.COURSE: _("when can I begin and what do I need to sign up"),
        Kind.DIPLOMA: _("when can I begin and what do I need to sign up"),
        Kind.EXAM: _("which days are free and what must I send in first"),
        Kind.CREDENTIAL: _("which days are free and what must I send in first"),
        Kind.LICENSE: _("which papers do you need and how long does it take"),
        Kind.JOB: _("who hires now and what do they look for"),
    }.get(step.kind, _("what do you need from me"))


def _is_paid_alone(step: PlannedStep, facts: PlanFacts) -> bool:
    """Tell whether the tuition of a step is paid by a learner who told of no money from others."""
    if facts.plan.learner.funding or not facts.tells_prices:
        return False
    return any(
        one.kind is CostKind.TUITION and (one.out_of_pocket or isinstance(one.amount, Unknown))
        for one in step.payments
    )


EARNED = (Kind.CREDENTIAL, Kind.LICENSE, Kind.MEMBERSHIP)
"""Kinds of steps that are begun on one day and yours on another."""


def _verb(step: PlannedStep) -> str:
    """Return what one does on the day on which a step starts."""
    if step.finish > step.start and step.kind in (Kind.CREDENTIAL, Kind.LICENSE):
        if step.exam or step.kind is Kind.CREDENTIAL:
            return _("Take the exam for {title}") if step.exam else _("Begin: {title}")
        return _("Apply for {title}")
    if is_bought(step):
        return _("Get {title}")
    return {
        Kind.EXAM: _("Take {title}"),
        Kind.CREDENTIAL: _("Earn {title}"),
        Kind.LICENSE: _("Get {title}"),
        Kind.MEMBERSHIP: _("Join: {title}"),
        # Such titles tell what is done, or name a thing that cannot be started.
        Kind.JOB: "{title}",
        Kind.OTHER: "{title}",
    }.get(step.kind, _("Start {title}"))
