"""`pathplanner ask`: the few questions worth a phone call."""

from __future__ import annotations

from functools import partial

import click

from pathplanner import desk
from pathplanner.cli import terminal
from pathplanner.cli.options import JSON, QUESTION, Asked, asks, typed_again


@click.command()
@asks(*QUESTION)
@JSON
@click.pass_context
def ask(context: click.Context, /, asked: Asked, *, as_json: bool) -> None:
    """Say what to ask first: the few facts that could change the plan.

    Each comes with whom to ask and the value at which another way is best or a limit breaks.
    Answers go in with `pathplanner found`, for example:
    pathplanner found cpc.costs.exam 425 --from "school, phone"

    PATHWAY may be left out with --from, or when the goal of the learner file names it.
    """
    answer = desk.ask(terminal.prepare_case(asked, partial(desk.open_case, about="")))
    plan = answer.plan
    if as_json:
        told = {"questions": plan.questions, "claims": plan.claims, "answer": answer.sentences}
        whole = {"pathway": plan.pathway.id, **told, "plan": terminal.plan_in_short(plan)}
        terminal.print_json("questions", whole)
    else:
        terminal.head(answer.title)
        whose = typed_again(asked.request)
        for place, line in enumerate(answer.sentences):
            path = plan.questions[place].path if place < len(plan.questions) else ""
            terminal.say(line, indent=2, first="- ")
            if path:
                terminal.say(f"pathplanner found {path} ANSWER{whose}", indent=4)
    context.exit(terminal.status_of(plan))
