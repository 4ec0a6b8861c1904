"""`pathplanner why` and `why-not`: the planner's reasons as answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import click

from pathplanner import desk
from pathplanner.cli import terminal
from pathplanner.cli.options import (
    JSON,
    QUESTION,
    STEP,
    Asked,
    asks,
    complete_steps,
    typed_again,
)
from pathplanner.cli.terminal.guard import DONE


@click.command()
@STEP
@asks(*QUESTION)
@JSON
@click.pass_context
def why(context: click.Context, /, step: str, asked: Asked, *, as_json: bool) -> None:
    """Say why STEP is in the best plan, and what was set aside for it.

    STEP is an id, a title, or the number that the step has in the plan.

    If it is not in the plan, say why not, and what the best plan with it would change.
    PATHWAY may be left out with --from, or when the goal of the learner file names it.
    """
    answer = desk.why(terminal.prepare_case(asked, partial(desk.open_case, about=step)), step)
    _print(answer, {"step": answer.step, "planned": answer.holds}, as_json=as_json)
    for name in () if as_json else _of_no_use(answer):
        terminal.say(f"pathplanner why {name}{typed_again(asked.request)}", indent=2)
    context.exit(DONE)


def _of_no_use(answer: desk.Answer) -> Iterator[str]:
    """Yield what was set aside for a planned step as no plan can use it: the next to ask about."""
    for step in answer.plan.steps:
        if step.id == answer.step:
            ways = [one for one in step.why.instead_of if one.days is None and one.cost is None]
            yield from (one.steps[0] for one in ways if one.steps)


@click.command("why-not")
@click.argument("goal_asked", metavar="GOAL", shell_complete=complete_steps)
@asks(*QUESTION)
@JSON
@click.pass_context
def why_not(context: click.Context, /, goal_asked: str, asked: Asked, *, as_json: bool) -> None:
    """Say what stands in the way of GOAL, and which one change would be enough.

    Exit status 1: it cannot be reached with what was told; 4: the search stopped before
    that was clear. If nothing stands in the way, that is said, with the day and the cost.
    """
    answer = desk.why_not(
        terminal.prepare_case(asked, partial(desk.open_case, about=goal_asked)), goal_asked
    )
    _print(answer, {"step": answer.step, "possible": answer.holds}, as_json=as_json)
    context.exit(terminal.status_of(answer.plan))


def _print(answer: desk.Answer, facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        told = {"title": answer.title, "answer": answer.sentences}
        whole = {**facts, **told, "plan": terminal.plan_in_short(answer.plan)}
        terminal.print_json("answer", {"pathway": answer.plan.pathway.id, **whole})
        return
    terminal.head(answer.title)
    for line in answer.sentences:
        terminal.say(line, indent=2)
