"""Rules for some people: whether one holds for the reader, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import join_choices, join_words
from pathplanner.model.places import state_name
from pathplanner.model.planned import PlannedStep, RuleKind, ToldRule
from pathplanner.model.when import Ages, When


def first_words_of_rules(facts: PlanFacts) -> Iterator[str]:
    """Yield which way a plan took it, where it is not known whether a rule holds."""
    for step in facts.plan.steps:
        for one in step.rules:
            if one.kind is not RuleKind.HOLDS:
                yield rule_words(step, one, facts)


def rule_words(step: PlannedStep, rule: ToldRule, facts: PlanFacts) -> str:
    """Return one sentence or two on a rule for some people."""
    words = {
        RuleKind.HOLDS: _("{title} is planned by the rule for those who {who}."),
        RuleKind.NOT_KNOWN: _(
            "{title} is otherwise for those who {who}. We do not know if you are one of them, so "
            "we planned as if you were not. Tell us."
        ),
        RuleKind.LATER: _(
            "{title} is otherwise for those who {who}. You are not one of them when the plan "
            "starts, but you are when this step starts. We planned without it: ask which rule "
            "counts."
        ),
        RuleKind.NO_LONGER: _(
            "{title} is planned by the rule for those who {who}. You are one of them when the plan "
            "starts, but no longer when this step starts. Ask which rule counts."
        ),
    }[rule.kind]
    return words.format(title=step.title, who=who_in_words(rule.when, facts))


def who_in_words(when: When, facts: PlanFacts) -> str:
    """Return for whom a rule holds, as it goes on after "those who"."""
    parts = []
    if when.age is not None:
        parts.append(_ages(when.age))
    if when.states:
        states = join_choices([state_name(one) for one in when.states])
        parts.append(_("live in {place}").format(place=states))
    if when.residence:
        parts.append(_("live in {place}").format(place=join_choices(when.residence)))
    if when.holds:
        parts.append(_("have {steps}").format(steps=join_words([*map(facts.title, when.holds)])))
    if when.income_from is not None:
        money = facts.money(when.income_from)
        parts.append(_("have an income of {money} a year or more").format(money=money))
    if when.income_below is not None:
        money = facts.money(when.income_below)
        parts.append(_("have an income of less than {money} a year").format(money=money))
    return join_words(parts)


def _ages(age: Ages) -> str:
    if age.most is None:
        return _("are {age} or older").format(age=age.least)
    if not age.least:
        return _("are under {age}").format(age=age.most + 1)
    if age.least == age.most:
        return _("are {age}").format(age=age.least)
    return _("are {low} to {high}").format(low=age.least, high=age.most)
