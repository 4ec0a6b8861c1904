"""`pathplanner reach`: every goal within a person's time and money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pathplanner.cli import complete
from pathplanner.cli.person import check_steps, person_flags, read_pathways, read_person

if TYPE_CHECKING:
    from pathplanner.model.reached import Reached

HEADS = ("When", "You pay", "Steps", "Yearly pay", "What")
NUMBERS = (1, 2, 3)
"""Columns that are set flush right."""


@click.command(short_help="List what is within reach.")
@click.argument("pathways", nargs=-1, shell_complete=complete.pathways)
@person_flags
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def reach(context: click.Context, /, **given: Any) -> None:
    """List the goals in PATHWAYS, bundled names or files, that a person can reach.

    Without PATHWAYS they are all that come with pathplanner.
    Goals are credentials, licenses, jobs, diplomas and programs (certificates and degrees).
    Each is planned by itself, within --budget and --deadline. Several pathways are
    joined: what they share is one step. Exit status 1: nothing is within reach.
    """
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.scope import in_scope
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.formats.forms.writer import reached_to_json
    from pathplanner.formats.source import bundled_pathways

    faults = Faults()
    names = given["pathways"] or bundled_pathways()
    pathway = read_pathways(names, faults)
    learner = read_person(given, faults)
    if pathway is not None:
        learner = in_scope(learner, pathway, names, faults)
        check_steps(given, pathway, learner, (pathway.steps[0].id,), faults)
    faults.stop()
    from pathplanner.cli.terminal.waiting import working
    from pathplanner.planning.reachable import goals_of
    from pathplanner.planning.reachable import reach as find

    assert pathway is not None  # noqa: S101 - else there was a fault
    with working("", len(goals_of(pathway))) as begin:
        found = find(pathway, learner, before_each=lambda goal: begin(f"Planning {goal.id}"))
    if given["as_json"]:
        click.echo(reached_to_json(found, pathway).encode(), nl=False)
    else:
        _print(found, pathway.currency)
    context.exit(DONE if any(goal.in_reach for goal in found) else NO_PLAN)


def _print(found: Sequence[Reached], currency: str) -> None:
    from pathplanner.cli.terminal.say import say
    from pathplanner.cli.terminal.table import print_table

    rows = [_row(goal, currency) for goal in found]
    print_table([HEADS, *rows], numbers=NUMBERS, name=len(HEADS) - 1)
    if any(cell.endswith("+") for row in rows for cell in row[:2]):
        say("+ More than this: some prices or times are not known.")


def _row(goal: Reached, currency: str) -> tuple[str, ...]:
    from pathplanner.document.words.wording import format_money

    pay = format_money(goal.pay.likely, currency) if goal.pay else "-"
    name = f"{goal.title} ({goal.step})"
    if goal.held:
        return ("you have it", "-", "-", pay, name)
    if not goal.in_reach:
        return ("not decided" if goal.undecided else "out of reach", "-", "-", pay, name)
    # A plus sign: there is more to pay, or to wait for, than anybody has found.
    when = f"{goal.finish}{'+' if goal.unknown_lengths else ''}"
    price = f"{format_money(goal.out_of_pocket, currency)}{'+' if goal.unknown_prices else ''}"
    return (when, price, str(goal.steps), pay, name)
