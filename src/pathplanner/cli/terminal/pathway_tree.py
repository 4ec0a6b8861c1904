"""A pathway as a readable tree of stages and steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathplanner.cli.terminal.screen import head, plain, say
from pathplanner.cli.terminal.table import is_rich
from pathplanner.document.lookup import cost_kind, step_kind
from pathplanner.document.words.wording import (
    format_duration,
    format_effort,
    format_price,
    requirement_in_words,
)
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Unknown
from pathplanner.model.step import Step

_WIDEST, _GUIDES = 100, 4
"""The widest a line is, and how much of it the lines of the tree take."""


def print_tree(pathway: Pathway) -> None:
    """Print the pathway's stages, steps and what each step needs."""
    head(f"{pathway.title} ({pathway.id})")
    if pathway.summary:
        say(pathway.summary)
    say("Goals: " + ", ".join(pathway.destinations))
    stages = _stages(pathway)
    if is_rich() and _print_lined(pathway, stages):
        return
    for stage, steps in stages:
        say()
        head(stage)
        for step in steps:
            say(f"{step.title} ({step.id})", indent=2)
            for first, text in _facts(step, pathway.currency):
                say(text, indent=4, first=first)


def _stages(pathway: Pathway) -> list[tuple[str, list[Step]]]:
    """Return the stages that have steps, each with its steps."""
    other = [step.stage for step in pathway.steps if step.stage not in pathway.stages]
    found = []
    for stage in dict.fromkeys((*pathway.stages, *other)):
        steps = [step for step in pathway.steps if step.stage == stage]
        if steps:
            found.append((stage or "Other steps", steps))
    return found


def _print_lined(pathway: Pathway, stages: Sequence[tuple[str, Sequence[Step]]]) -> bool:
    """Print the stages with lines; return whether the screen is so wide that no word breaks."""
    from rich.cells import cell_len
    from rich.console import Console, Group, RenderableType
    from rich.text import Text
    from rich.tree import Tree

    console = Console(highlight=False)
    room = min(_WIDEST, console.width) - _GUIDES
    groups: list[RenderableType] = []
    for stage, steps in stages:
        tree = Tree(Text(plain(stage), style="bold"), guide_style="dim")
        for step in steps:
            label = Text.assemble((plain(step.title), "bold"), " ", (f"({step.id})", "cyan"))
            for first, text in _facts(step, pathway.currency):
                label.append("\n").append(first, "bold").append(plain(text))
            if any(cell_len(word) > room for word in label.plain.split()):
                return False
            tree.add(label)
        groups += [Text(), tree]
    console.print(Group(*groups), width=room + _GUIDES)
    return True


def _facts(step: Step, currency: str) -> Iterator[tuple[str, str]]:
    """Yield the lines about a step, each with what stands before it."""
    yield "", " \u00b7 ".join((step_kind(step.kind), _time(step), _price(step, currency)))
    if step.codes:
        yield "Codes: ", ", ".join(step.codes)
    if needs := requirement_in_words(step.requires):
        yield "Needs: ", needs
    for advice in step.recommends:
        yield "Advised: ", requirement_in_words(advice.requirement)


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
