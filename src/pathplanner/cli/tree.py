"""A pathway as a readable tree of stages and steps."""

from __future__ import annotations

from pathplanner.cli.say import head, say
from pathplanner.document.facts import cost_kind, step_kind
from pathplanner.document.wording import format_duration, format_effort, format_price, join_words
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unknown
from pathplanner.model.requirement import AtLeast, Needs, Requirement
from pathplanner.model.step import Step


def print_tree(pathway: Pathway) -> None:
    """Print the pathway's stages, steps and what each step needs."""
    head(f"{pathway.title} ({pathway.id})")
    if pathway.summary:
        say(pathway.summary)
    say("Goals: " + ", ".join(pathway.destinations))
    other = [step.stage for step in pathway.steps if step.stage not in pathway.stages]
    for stage in dict.fromkeys((*pathway.stages, *other)):
        steps = [step for step in pathway.steps if step.stage == stage]
        if steps:
            say()
            head(stage or "Other steps")
            for step in steps:
                _step(step, pathway.currency)


def _step(step: Step, currency: str) -> None:
    say(f"{step.title} ({step.id})", indent=2)
    say(" · ".join((step_kind(step.kind), _time(step), _price(step, currency))), indent=4)
    if needs := in_words(step.requires):
        say(needs, indent=4, first="Needs: ")
    for advice in step.recommends:
        say(in_words(advice.requirement), indent=4, first="Advised: ")


def in_words(requirement: Requirement, *, inner: bool = False) -> str:
    """Return a requirement in words, with step ids; empty when it asks for nothing."""
    if isinstance(requirement, Needs):
        return requirement.step
    parts = [in_words(part, inner=len(requirement.of) > 1) for part in requirement.of]
    if len(parts) < 2:
        return "".join(parts)
    if isinstance(requirement, AtLeast):
        words = f"at least {requirement.count} of: {', '.join(parts)}"
    elif requirement.count == 1:
        words = " or ".join(parts)
    else:
        words = join_words(parts)
    return f"({words})" if inner else words


def _time(step: Step) -> str:
    if isinstance(step.duration, Unknown) or isinstance(step.study_hours, Unknown):
        return "time not known"
    parts = [format_duration(step.duration)] if step.duration else []
    if step.study_hours:
        parts.append(f"{format_effort(step.study_hours)} of study")
    return ", ".join(parts) or "no time of its own"


def _price(step: Step, currency: str) -> str:
    prices = [
        f"{cost.label or cost_kind(cost.kind)}: {format_price(cost.amount, currency)}"
        for cost in step.costs
    ]
    return "; ".join(prices) or "no price"
