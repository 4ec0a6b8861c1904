"""What a plan claims, what it leaves open, and the ways that could be better than it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pathplanner.document.lookup import PlanFacts, at_least, not_before, with_unknown
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_date, join_words
from pathplanner.model.claims import Alternative, Claims
from pathplanner.model.learner import Prefer
from pathplanner.model.own_facts import split_path

MOST_STEPS = 3
"""More steps than this are only counted where it is told what is not known of them."""


def claims_of(facts: PlanFacts) -> Claims:
    """Return what a plan claims; a plan of an older version claims by what it counts."""
    plan = facts.plan
    if plan.claims:
        return plan.claims
    learner = plan.learner
    is_late = any(step.length_unknown for step in plan.steps)
    is_more = bool(plan.cost.unknown)
    return Claims(
        best=not is_late and not is_more,
        in_time=None if learner.deadline is None else not is_late,
        within_budget=None if learner.budget is None else not is_more,
        affordable=None if learner.savings is None else not is_more,
        finish_not_before=is_late,
        cost_at_least=is_more,
        hours_at_least=any(step.study_hours is None for step in plan.steps),
    )


def hours_open(facts: PlanFacts) -> tuple[str, ...]:
    """Return the steps of a plan of which nobody has found the study hours."""
    plan = facts.plan
    if plan.claims:
        paths = map(split_path, plan.claims.unknown)
        return tuple(step for step, fact in paths if fact == "study_hours")
    return tuple(step.id for step in plan.steps if step.study_hours is None)


def finish_words(facts: PlanFacts, told: str) -> str:
    """Return the finish, a day or a month in words: itself, not before it, or about it."""
    claims = claims_of(facts)
    if claims.finish_not_before:
        return not_before(told)
    if not claims.finish_about:
        return told
    # Other languages say it otherwise before a day than before a month.
    finish = facts.plan.finish
    is_day = finish is not None and told == format_date(finish)
    return _("about {day}").format(day=told) if is_day else _("about {month}").format(month=told)


def sum_words(facts: PlanFacts, amount: Decimal) -> str:
    """Return a sum of the whole plan: an amount, at least an amount, or about an amount."""
    claims, told = claims_of(facts), facts.money(amount)
    if claims.cost_about:
        told = _("about {price}").format(price=told)
    return at_least(told) if claims.cost_at_least else told


def paid_words(facts: PlanFacts, amount: Decimal) -> str:
    """Return a sum of the whole plan, with how many prices are not in it."""
    told, count = sum_words(facts, amount), facts.plan.cost.unknown
    if not count:
        return told
    more = plural("{n}\u00a0price not known", "{n}\u00a0prices not known", count)
    return _("{amount} ({more})").format(amount=told, more=more)


def open_lines(facts: PlanFacts) -> Iterator[str]:
    """Yield what a plan leaves open, and which ways could be better, a sentence each."""
    plan, claims = facts.plan, claims_of(facts)
    # An older plan does not tell which facts are open, only how many.
    if not plan.steps or facts.for_employer or plan.claims is None:
        return
    unknown = _unknown(facts, claims)
    if claims.in_time is False and plan.learner.deadline:
        words = _("Whether you finish by {day} is open: {unknown}.")
        yield words.format(day=format_date(plan.learner.deadline), unknown=unknown)
    if claims.within_budget is False and plan.learner.budget is not None:
        words = _("Whether {amount} is enough is open: {unknown}.")
        yield words.format(amount=facts.money(plan.learner.budget), unknown=unknown)
    if claims.affordable is False:
        words = _("Whether your savings pay for it in time is open: {unknown}.")
        yield words.format(unknown=unknown)
    if not claims.best and plan.bound is None:
        yield from _not_best(facts, claims, unknown)


def _not_best(facts: PlanFacts, claims: Claims, unknown: str) -> Iterator[str]:
    wish = facts.plan.objective
    if unknown:
        words = {
            Prefer.FASTEST: _("Whether another way is sooner is open: {unknown}."),
            Prefer.CHEAPEST: _("Whether another way costs less is open: {unknown}."),
            Prefer.BALANCED: _("Whether another way is better is open: {unknown}."),
            Prefer.FEWEST_HOURS: _("Whether another way takes less study is open: {unknown}."),
            Prefer.FIRST_PAY: _("Whether another way pays you sooner is open: {unknown}."),
        }[wish]
        yield words.format(unknown=unknown)
    for way in claims.could_be_better:
        yield rival_line(facts, way)


def rival_line(facts: PlanFacts, way: Alternative) -> str:
    """Return in what a way that could be better is better, and what is not known of it."""
    words = {
        Prefer.FASTEST: _("Another way could be sooner: {way}."),
        Prefer.CHEAPEST: _("Another way could cost less: {way}."),
        Prefer.BALANCED: _("Another way could be better: {way}."),
        Prefer.FEWEST_HOURS: _("Another way could take less study: {way}."),
        Prefer.FIRST_PAY: _("Another way could pay you sooner: {way}."),
    }[facts.plan.objective]
    return words.format(way=way_words(facts, way))


def way_words(facts: PlanFacts, way: Alternative) -> str:
    """Return when another way ends, what it costs and what it has that the plan has not."""
    own = {step.id for step in facts.plan.steps}
    new = [facts.title(step) for step in way.steps if step not in own]
    day = facts.rough(way.finish)
    words = _("on {day}") if facts.is_exact(way.finish) else _("in {day}")
    finish = not_before(day) if way.unknown_lengths else words.format(day=day)
    if not facts.tells_prices:
        told = _("you finish {finish}").format(finish=finish)
    else:
        told = _("you finish {finish} and pay {money}").format(
            finish=finish,
            money=with_unknown(facts.money(way.out_of_pocket), way.unknown_prices),
        )
    if way.unknown_lengths:
        lengths = plural("{n}\u00a0length", "{n}\u00a0lengths", way.unknown_lengths)
        told = _("{told} ({lengths} not known)").format(told=told, lengths=lengths)
    if not new:
        return told
    return _("{told}, with {steps}").format(told=told, steps=join_words(new[:MOST_STEPS]))


def _unknown(facts: PlanFacts, claims: Claims) -> str:
    """Return what is not known of a plan, as the rest of a sentence; empty for nothing."""
    kinds: dict[str, list[str]] = {}
    for path in claims.unknown:
        step, fact = split_path(path)
        named = kinds.setdefault(fact if fact in _NAMED else "price", [])
        if step not in named:
            named.append(step)
    words = {
        "price": _("the price of {steps} is not known"),
        "duration": _("the length of {steps} is not known"),
        "study_hours": _("the study hours of {steps} are not known"),
    }
    if not facts.tells_prices:
        kinds.pop("price", None)
    return "; ".join(
        words[kind].format(steps=_steps(facts, kinds[kind])) for kind in words if kind in kinds
    )


_NAMED = ("duration", "study_hours")


def _steps(facts: PlanFacts, names: Sequence[str]) -> str:
    if len(names) > MOST_STEPS:
        return plural("{n} step", "{n} steps", len(names))
    return facts.names(names)
