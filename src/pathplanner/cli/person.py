"""The flags about a person that several commands share, and the learner they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathplanner.cli import complete

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.errors import Fault
    from pathplanner.model.learner import Learner
    from pathplanner.model.pathway import Pathway

F = TypeVar("F", bound=Callable[..., Any])

_FLAGS = {
    "goal": "--goal",
    "holds": "--have",
    "under_way": "--under-way",
    "failed": "--failed",
    "dropped": "--dropped",
    "avoid": "--avoid",
    "insist": "--insist",
    "birth_date": "--birth-date",
}


def many(*names: str, **extra: Any) -> Callable[[F], F]:
    """Return an option that may be given several times."""
    return click.option(*names, multiple=True, **extra)


def _one_file(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> str | None:
    """Return the learner file; of two, click alone would take the last and say nothing."""
    if len(value) > 1:
        raise click.BadParameter(
            "Give one learner file, and run the command for each person. "
            "To put people beside each other: pathplanner compare --learner FILE --and FILE."
        )
    return value[0] if value else None


_SHARED = (
    many(
        "--learner", type=click.Path(), metavar="FILE", callback=_one_file, help="A learner file."
    ),
    click.option(
        "--start", metavar="DATE", help="First day, such as 2027-01-04.  [default: today]"
    ),
    click.option("--hours", metavar="NUMBER", help="Hours for study each week."),
    many(
        "--have", metavar="STEP[=DATE]", shell_complete=complete.steps,
        help="A step you have done.",
    ),
    many("--under-way", metavar="STEP=DATE", help="A step you have begun, and when."),
    many("--failed", metavar="STEP=DATE", help="A step you did not pass, and when."),
    many("--dropped", metavar="STEP=DATE", help="A step you gave up, and when."),
    click.option("--savings", metavar="MONEY", help="Money you have at the start."),
    click.option("--monthly", metavar="MONEY", help="Money you can add each month."),
    click.option("--budget", metavar="MONEY", help="The most you can pay in all."),
    click.option("--deadline", metavar="DATE", help="The last day to reach the goal."),
    many("--avoid", metavar="STEP", shell_complete=complete.steps, help="A step not to take."),
    many("--insist", metavar="STEP", shell_complete=complete.steps, help="A step to take."),
    click.option("--state", metavar="STATE", help="Where you live, such as US-TX."),
    click.option("--birth-date", metavar="DATE", help="For steps with a minimum age."),
    click.option(
        "--recommended/--no-recommended", default=None, help="Take what is advised, too."
    ),
    click.option("--prefer", metavar="WHAT", help="fastest, cheapest or balanced."),
)  # fmt: skip


def person_flags(command: F) -> F:
    """Add the shared flags to a command, in their order."""
    for flag in reversed(_SHARED):
        command = flag(command)
    return command


def read_person(given: Mapping[str, Any], faults: Faults, base: Learner | None = None) -> Learner:
    """Return the learner of the file, if one is named, or `base`, with every flag in place."""
    from pathplanner.cli.clock import today
    from pathplanner.cli.flags import apply_flags
    from pathplanner.formats.files import load_learner
    from pathplanner.model.learner import Learner

    if file := given["learner"]:
        base = faults.of(lambda: load_learner(Path(file), today()))
    return apply_flags(given, base or Learner(start=today()), faults)


def read_pathways(names: tuple[str, ...], faults: Faults, language: str = "") -> Pathway | None:
    """Return the pathways of these names or files as one; what is wrong is written down.

    With a `language`, their texts are in it as far as there are translations.
    """
    from pathplanner.cli.terminal.waiting import work_through
    from pathplanner.formats.files import load_pathway
    from pathplanner.formats.merged import join_pathways

    found = work_through(
        names, lambda name: faults.of(lambda: load_pathway(name)), lambda name: f"Reading {name}"
    )
    parts = [part for part in found if part is not None]
    if len(parts) != len(names):
        return None
    if language:
        from pathplanner.cli.language import in_language

        parts = in_language(language, names, parts, faults)
    return faults.of(lambda: join_pathways(names, parts))


def check_steps(
    given: Mapping[str, Any],
    pathway: Pathway,
    learner: Learner,
    goal: tuple[str, ...],
    faults: Faults,
) -> None:
    """Write down what does not fit the pathway, by the flag that said it."""
    from attrs import evolve

    from pathplanner.planning.problem.faults import find_faults

    def named(fault: Fault) -> Fault:
        flag = _FLAGS.get(fault.path, "")
        is_flag = flag and given.get(flag.strip("-").replace("-", "_"))
        if given.get("source") and not is_flag:
            return evolve(fault, file=given["source"])
        if not given["learner"] and flag:
            return evolve(fault, path=flag)
        if is_flag or not given["learner"]:
            return fault
        from pathplanner.formats.documents import locate_in_learner

        return locate_in_learner(Path(given["learner"]), fault)

    faults.found.extend(map(named, find_faults(pathway, learner, goal, None)))
