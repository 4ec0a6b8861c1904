"""Why a step is in the plan, in sentences."""

from __future__ import annotations

from decimal import Decimal

from pathplanner.document.blocks import Block, Bullets, Section, Subheading
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _, plural
from pathplanner.document.words.wording import format_about, join_words
from pathplanner.model.planned import PlannedStep, SetAside, WhyKind

MOST_SET_ASIDE = 3
"""More alternatives than this are counted and not told one by one."""

ON_A_CARD = 1
"""So many of them stand on the card of a step; the others are told on a screen."""

ALL = 1000
"""More ways than any plan sets aside."""


def why_sentences(
    step: PlannedStep, facts: PlanFacts, most: int = MOST_SET_ASIDE
) -> tuple[str, ...]:
    """Return why the step is there, then what was set aside for it.

    Args:
        step: The step.
        facts: The plan that it is in.
        most: How many of the ways that were set aside are told one by one.
    """
    why = step.why
    brief = most == ON_A_CARD and len(why.opens) > 1
    opens = facts.numbered(why.opens) if brief else facts.names(why.opens)
    first = {
        WhyKind.GOAL: _("This is your goal."),
        WhyKind.REQUIRED: "",
        WhyKind.INSISTED: _("You asked for it."),
        WhyKind.SAVES_MONEY: _("It saves you {amount} in all.").format(
            amount=facts.money(why.saved)
        )
        if facts.tells_prices
        else _("It saves money."),
        WhyKind.SAVES_TIME: _("It saves you time."),
        WhyKind.RECOMMENDED: (
            _("Advised by {who}.").format(who=why.by) if why.by else _("It is advised.")
        ),
    }[why.kind]
    second = ""
    if opens:
        words = (
            _("It lowers a price of {steps}.")
            if why.kind is WhyKind.SAVES_MONEY
            else _("With it you can start sooner: {steps}.")
            if why.kind is WhyKind.SAVES_TIME
            else _("You need it for {steps}.")
            if why.kind in (WhyKind.REQUIRED, WhyKind.GOAL)
            else _("It counts for {steps}.")
        )
        second = words.format(steps=opens)
    elif why.kind is WhyKind.REQUIRED:
        second = _("The road to your goal needs it.")
    reason = " ".join(filter(None, (first, second)))
    others = [_set_aside(other, facts) for other in why.instead_of]
    if len(others) > most + 1:
        more = len(others) - most
        words = plural("{n} more way was set aside.", "{n} more ways were set aside.", more)
        others = [*others[:most], words]
    return (reason, *others)


def _set_aside(other: SetAside, facts: PlanFacts) -> str:
    titles = join_words([facts.title(step) for step in other.steps])
    if other.days is None:
        return _("Set aside: {titles}. No plan that fits can use it.").format(titles=titles)
    words = join_words([*filter(None, (later_words(other.days), dearer_words(other.cost, facts)))])
    if other.cost is None:
        words = later_words(other.days) or _("finish on the same day")
        return _(
            "Set aside: {titles}. You would {difference}; "
            "the costs cannot be compared, as not all prices are known."
        ).format(titles=titles, difference=words)
    if not words:
        return _("Set aside: {titles}. It takes as long and costs the same.").format(titles=titles)
    return _("Set aside: {titles}. You would {difference}.").format(titles=titles, difference=words)


def later_words(days: int) -> str:
    """Return by how much a finish is later; empty for the same day."""
    if not days:
        return ""
    words = _("finish {days} later") if days > 0 else _("finish {days} sooner")
    return words.format(days=format_about(abs(days)))


def dearer_words(cost: Decimal | None, facts: PlanFacts) -> str:
    """Return how much more is paid; empty for as much."""
    if not cost:
        return ""
    words = _("pay {amount} more") if cost > 0 else _("pay {amount} less")
    return words.format(amount=facts.money(abs(cost)))


def set_aside_section(facts: PlanFacts) -> Section | None:
    """Return all that was set aside, step by step; nothing where the cards tell all of it."""
    blocks: list[Block] = []
    for step in facts.plan.steps:
        told = why_sentences(step, facts, ALL)[1:]
        if len(told) > ON_A_CARD + 1:
            blocks.append(Subheading(f"{step.number}. {step.title}"))
            blocks.append(Bullets(told))
    title = _("All ways that were set aside")
    return Section("set-aside", title, tuple(blocks), on_paper=False) if blocks else None
