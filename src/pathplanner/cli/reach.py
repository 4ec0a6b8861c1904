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
@click.argument("pathways", nargs=-1, required=True, shell_complete=complete.pathways)
@person_flags
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_context
def reach(context: click.Context, /, **given: Any) -> None:
    """List the goals in PATHWAYS, bundled names or files, that a person can reach.

    Goals are credentials, licenses, jobs, diplomas and programs (certificates and degrees).
    Each is planned by itself, within --budget and --deadline. Several pathways are
    joined: what they share is one step. Exit status 1: nothing is within reach.
    """
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.guard import DONE, NO_PLAN
    from pathplanner.cli.scope import in_scope
    from pathplanner.formats.write import reached_to_json

    faults = Faults()
    pathway = read_pathways(given["pathways"], faults)
    learner = read_person(given, faults)
    if pathway is not None:
        learner = in_scope(learner, pathway, given["pathways"], faults)
        check_steps(given, pathway, learner, (pathway.steps[0].id,), faults)
    faults.stop()
    from pathplanner.planning.reach import reach as find

    assert pathway is not None  # noqa: S101 - else there was a fault
    found = find(pathway, learner)
    if given["as_json"]:
        click.echo(reached_to_json(found, pathway).encode(), nl=False)
    else:
        _print_table([HEADS, *(_row(goal, pathway.currency) for goal in found)])
    context.exit(DONE if any(goal.in_reach for goal in found) else NO_PLAN)


def _row(goal: Reached, currency: str) -> tuple[str, ...]:
    from pathplanner.document.wording import format_money

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


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows in columns; the last one has no end."""
    from pathplanner.cli.say import plain

    texts = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = [
            cell.rjust(width) if place in NUMBERS else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip().encode("utf-8", "replace"))
    if any(cell.endswith("+") for row in texts[1:] for cell in row[:2]):
        click.echo("+ More than this: some prices or times are not known.")
