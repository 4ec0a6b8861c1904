"""The few questions worth a phone call: whom to ask, what, and the value at which it matters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathplanner.document.blocks import Block, Bullets, Section, Subheading
from pathplanner.document.lookup import PlanFacts, cost_kind
from pathplanner.document.sections.claims import open_lines
from pathplanner.document.sections.running_out import to_tell
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_count, format_hours, join_words
from pathplanner.model.claims import FactQuestion, Tip
from pathplanner.model.learner import Prefer
from pathplanner.model.price import CostKind

MOST_STEPS = 3

CENT = Decimal("0.01")


def open_section(facts: PlanFacts) -> Section | None:
    """Return what a plan leaves open, and what to ask besides what stands with the actions."""
    blocks: list[Block] = []
    if lines := (*to_tell(facts), *open_lines(facts)):
        blocks.append(Bullets(lines))
    if lines := tuple(question_lines(facts)):
        blocks += [Subheading(_("What to ask first")), Bullets(lines)]
    return Section("open", _("What is still open"), tuple(blocks)) if blocks else None


def question_lines(facts: PlanFacts) -> Iterator[str]:
    """Yield each question of a plan: whom to ask, what, and what it changes."""
    for one in facts.plan.questions:
        yield f"{_question(one, facts)} {tip_words(one, facts)}"


def _question(one: FactQuestion, facts: PlanFacts) -> str:
    whom = one.provider or (facts.body(one.body) if one.body else "")
    words = _("Ask {whom}: {what}") if whom else _("Find out: {what}")
    return words.format(whom=whom, what=_what(one, facts.name(one.step)))


def _what(one: FactQuestion, step: str) -> str:
    """Return what to ask of a step."""
    kind = one.fact.removeprefix("costs.")
    if kind in set(CostKind):
        words = _("what does {step} cost ({kind})?")
        return words.format(step=step, kind=cost_kind(CostKind(kind)).lower())
    words = {
        "duration": _("how long does {step} take?"),
        "study_hours": _("how many hours of study does {step} take?"),
        "dues": _("what are the dues of {step}?"),
        "renewal": _("what does it cost to renew {step}?"),
        "exam": _("what does another try at {step} cost?"),
    }.get(one.fact.partition(".")[0], _("what does {step} cost?"))
    return words.format(step=step)


def tip_words(one: FactQuestion, facts: PlanFacts) -> str:
    """Return at which value of a fact what changes."""
    if one.above:
        words = _("If it is more than {value}, {outcome}.")
        return words.format(value=_value(one, one.tips_at, facts), outcome=_outcome(one, facts))
    is_money = one.unit is None and one.fact != "study_hours"
    below = one.tips_at - (CENT if is_money else 1)
    words = _("If it is {value} or less, {outcome}.")
    return words.format(value=_value(one, below, facts), outcome=_outcome(one, facts))


def _value(one: FactQuestion, value: Decimal, facts: PlanFacts) -> str:
    if one.unit is not None:
        return format_count(int(value), one.unit)
    return format_hours(value) if one.fact == "study_hours" else facts.money(value)


def _outcome(one: FactQuestion, facts: PlanFacts) -> str:
    if one.tip is Tip.NONE:
        return _("no way fits that we know of")
    if one.tip is Tip.LATER:
        return _("you cannot pay it in time, and you finish later")
    better = {
        Prefer.FASTEST: _("another way is sooner"),
        Prefer.CHEAPEST: _("another way costs less"),
        Prefer.BALANCED: _("another way is better"),
        Prefer.FEWEST_HOURS: _("another way takes less study"),
        Prefer.FIRST_PAY: _("another way pays you sooner"),
    }[facts.plan.objective]
    own = {step.id for step in facts.plan.steps}
    new = [facts.title(step) for step in one.instead if step not in own]
    if not new:
        return better
    return _("{better}, with {steps}").format(better=better, steps=join_words(new[:MOST_STEPS]))
