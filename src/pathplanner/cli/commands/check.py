"""`pathplanner check`: all faults of files, and whether a saved plan holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import click

from pathplanner.cli import terminal
from pathplanner.cli.edge import today as clock_day
from pathplanner.cli.edge import version_of
from pathplanner.cli.options import complete_pathways
from pathplanner.cli.terminal.guard import BAD_INPUT, DONE, NO_PLAN
from pathplanner.desk.checking import Checked, check_file, check_plan, due_facts
from pathplanner.desk.circumstances import read_day
from pathplanner.linting import Severity, to_json, to_sarif


@click.command()
@click.argument("files", nargs=-1, required=True, shell_complete=complete_pathways)
@click.option(
    "--plan", "plan_file", type=click.Path(), metavar="PLAN",
    help="Check that this saved plan keeps the rules of the one pathway that is named.",
)  # fmt: skip
@click.option(
    "--due", "is_due", is_flag=True,
    help="List the facts to look up again, with addresses; --today looks ahead.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings fail too: exit status 1.")
@click.option(
    "--today", metavar="DATE",
    help="Count the age of facts up to this day, such as 2027-01-04. Without it: today.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "sarif"]), default="text",
    show_default=True, help="How to print what is found; sarif is for code hosts and editors.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    plan_file: str | None,
    *,
    is_due: bool,
    strict: bool,
    today: str | None,
    format_: str,
    as_json: bool,
) -> None:
    """Name every fault in FILES, which are pathways, learners or plans.

    Of a pathway, the linter also says what to fix or explain, such as a price without a
    source. Each rule has a code; docs/reference/lint.md explains them all.

    With --plan, check that a saved plan holds for the pathway: exit status 1 if not.

    With --due, list the facts of pathways that are to be looked up again, first those on
    which most goals depend, with the address and the words to look for.
    """
    format_ = "json" if as_json else format_
    if plan_file is not None:
        if len(files) != 1:
            raise click.UsageError("Name one pathway to check a plan against.", context)
        if format_ == "sarif":
            raise click.UsageError("What --plan finds is printed as text or json.", context)
        context.exit(_verify(plan_file, files[0], as_json=format_ == "json"))
    day = read_day(today, "--today") if today else clock_day()
    if is_due:
        _print_due(files, day, format_)
        return
    checked = terminal.work_through(
        files, lambda file: check_file(file, day), lambda f: f"Checking {f}"
    )
    _print(checked, format_, day)
    context.exit(_status(checked, strict=strict))


def _print_due(files: Sequence[str], day: date, format_: str) -> None:
    if format_ == "sarif":
        raise click.UsageError("What is due is printed as text or json.")
    read = terminal.work_through(files, lambda one: due_facts(one, day), lambda f: f"Reading {f}")
    if format_ == "json":
        rows = [{"file": file, "facts": found} for file, found in zip(files, read, strict=True)]
        terminal.print_json("due", {"today": day, "files": rows})
        return
    for file, found in zip(files, read, strict=True):
        terminal.head(f"{file}: {len(found)} to look up")
        for one in found:
            goals = f"{one.goals} goal{'s' * (one.goals != 1)}"
            terminal.say(f"{one.path}, last known on {one.known}, for {goals}", indent=2)
            terminal.say(", ".join(one.words), indent=4, first="Look for: ")
            for url in one.urls:
                terminal.say(url, indent=4, first="At: ")


def _status(checked: Sequence[Checked], *, strict: bool) -> int:
    if any(one.count(Severity.ERROR) for one in checked):
        return BAD_INPUT
    warned = any(one.findings for one in checked)
    return NO_PLAN if strict and warned else DONE


def _print(checked: Sequence[Checked], format_: str, today: date) -> None:
    if format_ == "text":
        for one in checked:
            _print_text(one)
        return
    findings = [finding for one in checked for finding in one.findings]
    if format_ == "json":
        tree = to_json(findings, today)
    else:
        tree = to_sarif(findings, version_of("pathplanner"))
    click.echo(json.dumps(tree, indent=2))


def _print_text(one: Checked) -> None:
    """Print what was found in a file, and whether it is ok."""
    lines = [str(found) for found in (one.faults or one.findings)]
    if not one.count(Severity.ERROR):
        warnings = one.count(Severity.WARNING)
        more = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
        lines.append(f"{one.file}: ok ({one.kind}){more}")
    for line in lines:
        click.echo(terminal.plain(line).encode("utf-8", "replace"))


def _verify(plan_file: str, source: str, *, as_json: bool) -> int:
    """Print how a plan breaks the rules, or that it holds; return the exit status."""
    with terminal.working(f"Checking {plan_file}"):
        broken = check_plan(plan_file, source)
    status = NO_PLAN if broken else DONE
    if as_json:
        terminal.print_json("verified", {"plan": plan_file, "holds": not broken, "faults": broken})
        return status
    for fault in broken:
        click.echo(terminal.plain(f"{plan_file}: {fault}").encode("utf-8", "replace"))
    if not broken:
        click.echo(f"{terminal.plain(plan_file)}: ok (the plan holds)".encode("utf-8", "replace"))
    return status
