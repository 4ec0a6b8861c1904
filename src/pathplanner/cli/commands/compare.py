"""`pathplanner compare`: ways, circumstances or people beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from attrs import evolve, fields

from pathplanner import desk
from pathplanner.cli import terminal
from pathplanner.cli.options import QUESTION, Asked, Wanted, asks, changed_by, many, writes
from pathplanner.errors import Faults, did_you_mean

CHANGEABLE = (
    "goal", "start", "hours", "savings", "monthly", "set-aside", "funding", "budget",
    "deadline", "avoid", "insist", "have", "under-way", "failed", "dropped", "applied", "state",
    "birth-date", "prefer", "recommended", "with",
)  # fmt: skip
"""Options that --what-if may change."""

_SEVERAL = (
    "funding",
    "goal",
    "avoid",
    "insist",
    "have",
    "under-way",
    "failed",
    "dropped",
    "applied",
    "with",
)


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
    others = [with_what_if(asked.request, changes, faults) for changes in what_ifs]
    others += [_of(asked.request, file) for file in more]
    asked = evolve(asked, faults=tuple(faults.found))
    cases, outputs = terminal.prepare_all(
        asked, wanted, lambda one: desk.open_all(one, *others), is_comparison=True
    )
    found = desk.compare(*cases)
    if outputs.targets:
        ready = outputs.write(terminal.PlanWriter(found.plans))
        terminal.put_all(ready)
        ready.complain()
    if wanted.as_json:
        _print_json(found, what_ifs)
    elif not outputs.targets:
        terminal.print_table([found.heads, *(one.cells for one in found.rows)], numbers=(2, 3))
        if found.note:
            terminal.say(found.note)
    context.exit(terminal.status_of(*(plan for _, plan in found.plans)))


def _of(request: desk.Request, file: str) -> desk.Request:
    """Return the request of another person, whose goal may name other pathways."""
    return evolve(request, learner=file, from_plan=None, pathways=())


def with_what_if(request: desk.Request, changes: str, faults: Faults) -> desk.Request:
    """Return a request with what --what-if changes; what is wrong is written down."""
    for part in changes.split(","):
        name, equals, value = (text.strip() for text in part.partition("="))
        name = name.lstrip("-")
        if name not in CHANGEABLE:
            hint = did_you_mean(name, CHANGEABLE)
            faults.add(f"There is nothing called {name!r} to change.", "--what-if", hint)
        elif not equals or not value:
            faults.add(f"{name} has no value.", "--what-if", f"Write {name}=VALUE.")
        else:
            option = "others" if name == "with" else name.replace("-", "_")
            told = {option: (value,) if name in _SEVERAL else value}
            request = changed_by(request, told, faults)
    return evolve(request, label=changes)


def _print_json(found: desk.Comparison, what_ifs: tuple[str, ...]) -> None:
    first = found.plans[0][1]
    facts = {"pathway": first.pathway.id, "currency": first.cost.currency}
    if found.note:
        facts["note"] = found.note
    rows = rows_of(found, what_ifs)
    terminal.print_json("comparison", {**facts, "compared": rows})


def rows_of(found: desk.Comparison, what_ifs: Sequence[str]) -> list[dict[str, Any]]:
    """Return what each plan takes and what is different, as trees in the forms of plan files."""
    rows: list[dict[str, Any]] = [
        {one.name: getattr(row, one.name) for one in fields(type(row)) if one.name != "cells"}
        for row in found.rows
    ]
    # Ways to one goal have not been typed, and are more than the plans that were made.
    for row, what_if in zip(rows[1:], what_ifs, strict=False):
        row["what_if"] = what_if
    return rows
