"""`pathplanner compare`: ways, circumstances or people beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from pathplanner.cli.person import many
from pathplanner.cli.question import Question, question_flags, read_question

if TYPE_CHECKING:
    from pathplanner.document.comparison.differences import Compared
    from pathplanner.model.plan import Plan


@click.command(short_help="Put ways or circumstances beside each other.")
@question_flags
@many(
    "--what-if", "what_ifs", metavar="CHANGES",
    help="Flags with other values, such as hours=20 or start=2027-08-01,budget=3000.",
)  # fmt: skip
@many("--and", "more", type=click.Path(), metavar="FILE", help="Another learner file.")
@many(
    "-o", "--output", type=click.Path(allow_dash=True), help="File to write; - is standard output."
)
@click.option("-t", "--to", "format_", metavar="FORMAT", help="Format of standard output.")
@many("-O", "--option", metavar="NAME=VALUE", help="Option of a format, such as paper=a4.")
@click.pass_context
def compare(context: click.Context, /, **given: Any) -> None:
    """Compare plans: only what is different is told.

    With --what-if the plan is made again for each set of other circumstances; with --and it
    is made for other people too. Without both, the ways to the goal are compared of which
    none is beaten on finish and cost at once.

    Exit status 1: none of the plans is possible.
    """
    from pathplanner.cli.making import WORDS
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.cli.terminal.waiting import work_through
    from pathplanner.document.comparison.differences import compare_plans, compare_ways, heads

    targets, options = _outputs(given)
    question = read_question(given)
    cases = list(_cases(question))
    made = work_through(
        cases, lambda case: case.question.plan(), lambda case: f"{WORDS}: {case.name or case.typed}"
    )
    plans = [(case.name, plan) for case, plan in zip(cases, made, strict=True)]
    first = plans[0][1]
    alone = len(plans) == 1 and first.alternatives
    found = compare_ways(first) if alone else compare_plans(plans)
    if targets:
        from pathplanner.cli.outputs import make_all, put_all
        from pathplanner.renderers import PlanWriter

        put_all(make_all(PlanWriter(plans), targets, options))
    if given["as_json"]:
        _print_json(found, first, [case.typed for case in cases])
    elif not targets:
        from pathplanner.cli.terminal.table import print_table

        print_table([heads(first), *(one.cells for one in found)], numbers=(2, 3))
    context.exit(DONE if any(one.finish for one in found) else NO_PLAN)


def _outputs(given: dict[str, Any]) -> tuple[Any, Any]:
    """Return the outputs with their options; they are taken out of the flags.

    Raises:
        InputError: One of them is wrong or cannot show a comparison.
    """
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.outputs import (
        check_comparing,
        check_json,
        choose_options,
        choose_targets,
    )

    faults = Faults()
    output, wanted, pairs = (given.pop(name) for name in ("output", "format_", "option"))
    files = (given["pathway"], given["learner"], given["source"], *given["more"])
    targets = choose_targets(output, wanted, tuple(filter(None, files)), faults)
    check_comparing(targets, faults)
    if given["as_json"]:
        check_json(targets, faults)
    options = choose_options(pairs, targets, faults)
    faults.stop()
    return targets, options


@frozen
class Case:
    """One plan to make.

    Attributes:
        question: What it is about.
        name: Whose it is; empty for a plan that is called by what is otherwise in it.
        typed: What `--what-if` says.
    """

    question: Question
    name: str = ""
    typed: str = ""


def _cases(question: Question) -> Iterator[Case]:
    """Yield each plan to make.

    Raises:
        InputError: A change or a file is wrong; every fault is named.
    """
    from pathplanner.cli.faults import Faults

    given, faults = question.given, Faults()
    found = [Case(question, question.learner.name)]
    for changes in given["what_ifs"]:
        flags = _changed(given, changes, faults)
        case = faults.of(lambda flags=flags: read_question(flags)) if flags else None  # type: ignore[misc]
        if case:
            found.append(Case(case, typed=changes))
    for file in given["more"]:
        flags = {**given, "learner": file, "source": None, "pathway": question.names[0]}
        flags["others"] = question.names[1:]
        if case := faults.of(lambda flags=flags: read_question(flags)):  # type: ignore[misc]
            found.append(Case(case, case.learner.name or Path(file).stem))
    faults.stop()
    yield from found


CHANGEABLE = (
    "goal", "start", "hours", "savings", "monthly", "budget", "deadline", "avoid", "insist",
    "have", "state", "prefer",
)  # fmt: skip
"""Flags that --what-if may change."""


def _changed(given: Any, changes: str, faults: Any) -> dict[str, Any] | None:
    """Return the flags with what --what-if changes; what is wrong is written down."""
    from pathplanner.errors import did_you_mean

    flags = dict(given)
    before = len(faults.found)
    for part in changes.split(","):
        name, equals, value = part.partition("=")
        name = name.strip().lstrip("-")
        if name not in CHANGEABLE:
            hint = did_you_mean(name, CHANGEABLE)
            faults.add(f"There is nothing called {name!r} to change.", "--what-if", hint)
        elif not equals or not value.strip():
            faults.add(f"{name} has no value.", "--what-if", f"Write {name}=VALUE.")
        else:
            many_values = isinstance(given.get(name), tuple)
            flags[name] = (*given[name], value.strip()) if many_values else value.strip()
            if name == "goal":
                flags[name] = (value.strip(),)
    return flags if len(faults.found) == before else None


def _print_json(found: tuple[Compared, ...], first: Plan, typed: list[str]) -> None:
    from pathplanner.cli.as_json import print_json
    from pathplanner.formats.forms.writer import tree_of

    rows = [
        {name: value for name, value in tree_of(one).items() if name != "cells"} for one in found
    ]
    # Ways to one goal have not been typed, and are more than the plans that were made.
    for row, what_if in zip(rows, typed, strict=False):
        if what_if:
            row["what_if"] = what_if
    facts = {"pathway": first.pathway.id, "currency": first.cost.currency}
    print_json("comparison", {**facts, "compared": rows})
