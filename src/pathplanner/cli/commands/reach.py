"""`pathplanner reach`: every goal within a person's time and money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from pathplanner import desk, document, formats
from pathplanner.cli import terminal
from pathplanner.cli.options import JSON, PERSON, Asked, asks, complete_pathways
from pathplanner.cli.terminal.guard import DONE, NO_PLAN, UNDECIDED
from pathplanner.model import Reached, Status

HEADS = ("When", "You pay", "Steps", "Yearly pay", "What")
NUMBERS = (1, 2, 3)
"""Columns that are set flush right."""
UNPROVED = "*"
"""Stands behind the day of a plan that may not be the best."""
BY_OTHERS = "+"
"""Stands behind the day of a plan that counts on others."""


@click.command()
@asks(click.argument("pathways", nargs=-1, shell_complete=complete_pathways), *PERSON)
@JSON
@click.pass_context
def reach(context: click.Context, /, asked: Asked, *, as_json: bool) -> None:
    """List the goals in PATHWAYS, bundled names or files, that a person can reach.

    Without PATHWAYS they are all that come with pathplanner.
    Goals are credentials, licenses, jobs, diplomas and programs (certificates and degrees).
    Each is planned by itself, within --budget and --deadline. Several pathways are
    joined: what they share is one step. Exit status 1: nothing is within reach; 4: nothing is
    as far as the search came.
    """
    case = terminal.prepare_case(asked, desk.open_to_reach)
    found = desk.reach(case)
    if as_json:
        click.echo(formats.reached_to_json(found, case.pathway).encode(), nl=False)
    else:
        _print(found, case.pathway.currency, case.learner.start)
    if any(goal.in_reach for goal in found):
        context.exit(DONE)
    context.exit(UNDECIDED if any(goal.undecided for goal in found) else NO_PLAN)


def _print(found: Sequence[Reached], currency: str, start: date) -> None:
    rows = [_row(goal, currency, start) for goal in found]
    terminal.print_table([HEADS, *rows], numbers=NUMBERS, name=len(HEADS) - 1)
    if any(goal.finish_not_before or goal.cost_at_least for goal in found):
        terminal.say("Not before, at least: some prices, times or hours are not known.")
    if any(goal.by_others for goal in found):
        terminal.say(f"{BY_OTHERS}: it counts on being chosen by others, such as an employer.")
    if any(goal.status is Status.FEASIBLE for goal in found):
        terminal.say(f"{UNPROVED}: a good plan; there was no time to prove that none is better.")


def _row(goal: Reached, currency: str, start: date) -> tuple[str, ...]:
    pay = document.format_money(goal.pay.likely, currency) if goal.pay else "-"
    name = f"{goal.title} ({goal.step})"
    if goal.held:
        return ("you have it", "-", "-", pay, name)
    if not goal.in_reach:
        return ("not decided" if goal.undecided else "out of reach", "-", "-", pay, name)
    when, price = str(goal.finish), document.format_money(goal.out_of_pocket, currency)
    if goal.finish_not_before:
        when = "not known" if goal.finish == start else f"not before {when}"
    if goal.cost_at_least:
        price = f"at least {price}" if goal.out_of_pocket else "not known"
    mark = UNPROVED if goal.status is Status.FEASIBLE else ""
    mark += BY_OTHERS if goal.by_others else ""
    return (when + mark, price, str(goal.steps), pay, name)
