"""`pathplanner check`: all faults of files, and whether a saved plan holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pathplanner.cli import complete

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pathplanner.cli.checking import Checked


@click.command(short_help="Check pathway, learner and plan files.")
@click.argument("files", nargs=-1, required=True, shell_complete=complete.pathways)
@click.option(
    "--plan", "plan_file", type=click.Path(), metavar="PLAN",
    help="Check that this saved plan keeps the rules of the one pathway that is named.",
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
    strict: bool,
    today: str | None,
    format_: str,
    as_json: bool,
) -> None:
    """Name every fault in FILES, which are pathways, learners or plans.

    Of a pathway, the linter also says what to mend or explain, such as a price without a
    source. Each rule has a code; docs/reference/lint.md explains them all.

    With --plan, check that a saved plan holds for the pathway: exit status 1 if not.
    """
    from pathplanner.cli.checking import check_file
    from pathplanner.cli.terminal.waiting import work_through

    format_ = "json" if as_json else format_
    if plan_file is not None:
        if len(files) != 1:
            raise click.UsageError("Name one pathway to check a plan against.", context)
        if format_ == "sarif":
            raise click.UsageError("What --plan finds is printed as text or json.", context)
        context.exit(_verify(plan_file, files[0], as_json=format_ == "json"))
    day = _day(today)
    checked = work_through(files, lambda file: check_file(file, day), lambda f: f"Checking {f}")
    _print(checked, format_, day)
    context.exit(_status(checked, strict=strict))


def _day(text: str | None) -> date:
    from pathplanner.cli.clock import today
    from pathplanner.errors import Fault, InputError
    from pathplanner.formats.forms import scalars as words

    if text is None:
        return today()
    try:
        return words.day(text)
    except words.Misread as error:
        raise InputError([Fault(error.message, "--today", error.hint)]) from None


def _status(checked: Sequence[Checked], *, strict: bool) -> int:
    from pathplanner.cli.terminal.guard import BAD_INPUT, DONE, NO_PLAN
    from pathplanner.linting import Severity

    if any(one.count(Severity.ERROR) for one in checked):
        return BAD_INPUT
    warned = any(one.findings for one in checked)
    return NO_PLAN if strict and warned else DONE


def _print(checked: Sequence[Checked], format_: str, today: date) -> None:
    import json

    from pathplanner.linting import to_json, to_sarif

    if format_ == "text":
        for one in checked:
            _print_text(one)
        return
    findings = [finding for one in checked for finding in one.findings]
    if format_ == "json":
        tree = to_json(findings, today)
    else:
        from pathplanner.cli.versions import version_of

        tree = to_sarif(findings, version_of("pathplanner"))
    click.echo(json.dumps(tree, indent=2))


def _print_text(one: Checked) -> None:
    """Print what was found in a file, and whether it is ok."""
    from pathplanner.cli.terminal.say import plain
    from pathplanner.linting import Severity

    lines = [str(found) for found in (one.faults or one.findings)]
    if not one.count(Severity.ERROR):
        warnings = one.count(Severity.WARNING)
        more = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
        lines.append(f"{one.file}: ok ({one.kind}){more}")
    for line in lines:
        click.echo(plain(line).encode("utf-8", "replace"))


def _verify(plan_file: str, source: str, *, as_json: bool) -> int:
    """Print how a plan breaks the rules, or that it holds; return the exit status."""
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.cli.terminal.say import plain
    from pathplanner.cli.terminal.waiting import working
    from pathplanner.formats.files import load_pathway, load_plan
    from pathplanner.verification import verify

    faults = Faults()
    pathway = faults.of(lambda: load_pathway(source))
    plan = faults.of(lambda: load_plan(plan_file))
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    assert plan is not None  # noqa: S101 - the same
    with working(f"Checking {plan_file}"):
        broken = verify(plan, pathway)
    status = NO_PLAN if broken else DONE
    if as_json:
        from pathplanner.cli.as_json import print_json
        from pathplanner.formats.forms.writer import tree_of

        faults_told = [tree_of(fault) for fault in broken]
        print_json("verified", {"plan": plan_file, "holds": not broken, "faults": faults_told})
        return status
    for fault in broken:
        click.echo(plain(f"{plan_file}: {fault}").encode("utf-8", "replace"))
    if not broken:
        click.echo(f"{plain(plan_file)}: ok (the plan holds)".encode("utf-8", "replace"))
    return status
