"""`pathplanner compare`: ways, circumstances or people beside each other."""

from __future__ import annotations

import click
from attrs import evolve

from pathplanner.cli.options import QUESTION, Asked, asks, changed_by, many
from pathplanner.cli.outputs import Wanted, prepare_all, put_all, status_of, writes
from pathplanner.cli.terminal.say import print_json
from pathplanner.cli.terminal.table import print_table
from pathplanner.desk.plans import Comparison, open_all
from pathplanner.desk.plans import compare as compare_plans
from pathplanner.desk.request import Request
from pathplanner.document.comparison.differences import heads
from pathplanner.errors import Faults, did_you_mean
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.writer import tree_of
from pathplanner.renderers import PlanWriter

CHANGEABLE = (
    "goal", "start", "hours", "savings", "monthly", "budget", "deadline", "avoid", "insist",
    "have", "under-way", "failed", "dropped", "applied", "state", "birth-date", "prefer",
    "recommended", "with",
)  # fmt: skip
"""Options that --what-if may change."""

_SEVERAL = ("goal", "avoid", "insist", "have", "under-way", "failed", "dropped", "applied", "with")


@click.command()
@asks(*QUESTION)
@many(
    "--what-if", "what_ifs", metavar="CHANGES",
    help="Flags with other values, such as hours=20 or start=2027-08-01,budget=3000.",
)  # fmt: skip
@many("--and", "more", type=click.Path(), metavar="FILE", help="Another learner file.")
@writes
@click.pass_context
def compare(
    context: click.Context, /, asked: Asked, wanted: Wanted,
    what_ifs: tuple[str, ...], more: tuple[str, ...],
) -> None:  # fmt: skip
    """Compare plans: only what is different is told.

    With --what-if the plan is made again for each set of other circumstances; with --and it
    is made for other people too, each for the goal of the own file. Without both, the ways to
    the goal are compared of which none is beaten on finish and cost at once.

    Exit status 1: none of the plans is possible; 4: none was found before the search stopped.
    """
    faults = Faults(asked.faults)
    others = [_changed(asked.request, changes, faults) for changes in what_ifs]
    others += [_of(asked.request, file) for file in more]
    asked = evolve(asked, faults=tuple(faults.found))
    cases, outputs = prepare_all(
        asked, wanted, lambda one: open_all(one, *others), is_comparison=True
    )
    found = compare_plans(*cases)
    if outputs.targets:
        ready = outputs.write(PlanWriter(found.plans))
        put_all(ready)
        ready.complain()
    if wanted.as_json:
        _print_json(found, what_ifs)
    elif not outputs.targets:
        first = found.plans[0][1]
        print_table([heads(first), *(one.cells for one in found.rows)], numbers=(2, 3))
    context.exit(status_of(*(plan for _, plan in found.plans)))


def _of(request: Request, file: str) -> Request:
    """Return the request of another person, whose goal may name other pathways."""
    return evolve(request, learner=file, from_plan=None, pathways=())


def _changed(request: Request, changes: str, faults: Faults) -> Request:
    """Return a request with what --what-if changes; what is wrong is written down."""
    for part in changes.split(","):
        name, equals, value = (text.strip() for text in part.partition("="))
        name = name.lstrip("-")
        if name not in CHANGEABLE:
            hint = did_you_mean(name, CHANGEABLE)
            faults.add(f"There is nothing called {name!r} to change.", "--what-if", hint)
        elif not equals or not value:
            faults.add(f"{name} has no value.", "--what-if", f"Write {name}=VALUE.")
        elif name == "recommended":
            request = evolve(request, recommended=_truth(value, faults))
        else:
            option = "others" if name == "with" else name.replace("-", "_")
            told = {option: (value,) if name in _SEVERAL else value}
            request = changed_by(request, told, faults)
    return evolve(request, label=changes)


def _truth(text: str, faults: Faults) -> bool | None:
    try:
        return scalars.truth(text)
    except scalars.Misread as error:
        faults.add(error.message, "--what-if", error.hint)
        return None


def _print_json(found: Comparison, what_ifs: tuple[str, ...]) -> None:
    first = found.plans[0][1]
    rows = [
        {name: value for name, value in tree_of(one).items() if name != "cells"}
        for one in found.rows
    ]
    # Ways to one goal have not been typed, and are more than the plans that were made.
    for row, what_if in zip(rows[1:], what_ifs, strict=False):
        row["what_if"] = what_if
    facts = {"pathway": first.pathway.id, "currency": first.cost.currency}
    print_json("comparison", {**facts, "compared": rows})
