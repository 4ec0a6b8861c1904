"""`pathplanner plan`: from a pathway and a person's circumstances to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathplanner.cli import complete

if TYPE_CHECKING:
    from pathplanner.errors import Fault
    from pathplanner.model.learner import Learner
    from pathplanner.model.plan import Plan
    from pathplanner.model.refusal import Change

F = TypeVar("F", bound=Callable[..., Any])

_FLAGS = {
    "goal": "--goal",
    "holds": "--have",
    "under_way": "--under-way",
    "avoid": "--avoid",
    "insist": "--insist",
    "birth_date": "--birth-date",
}


def _many(*names: str, **extra: Any) -> Callable[[F], F]:
    return click.option(*names, multiple=True, **extra)


@click.command(short_help="Make a personal roadmap.")
@click.argument("pathway", shell_complete=complete.pathways)
@_many("--goal", metavar="STEP", shell_complete=complete.steps, help="What to reach.")
@click.option("--learner", type=click.Path(), metavar="FILE", help="A learner file.")
@click.option("--name", metavar="NAME", help="Whose plan it is, as it shall stand on the page.")
@click.option("--start", metavar="DATE", help="First day, such as 2027-01-04.  [default: today]")
@click.option("--hours", metavar="NUMBER", help="Hours for study each week.")
@_many("--have", metavar="STEP[=DATE]", shell_complete=complete.steps, help="A step you have done.")
@_many("--under-way", metavar="STEP=DATE", help="A step you have begun, and when.")
@click.option("--savings", metavar="MONEY", help="Money you have at the start.")
@click.option("--monthly", metavar="MONEY", help="Money you can add each month.")
@click.option("--budget", metavar="MONEY", help="The most you can pay in all.")
@click.option("--deadline", metavar="DATE", help="The last day to reach the goal.")
@_many("--avoid", metavar="STEP", shell_complete=complete.steps, help="A step not to take.")
@_many("--insist", metavar="STEP", shell_complete=complete.steps, help="A step to take.")
@click.option("--state", metavar="STATE", help="Where you live, such as US-TX.")
@click.option("--birth-date", metavar="DATE", help="For steps with a minimum age.")
@click.option("--recommended/--no-recommended", default=None, help="Take what is advised, too.")
@click.option("--prefer", metavar="WHAT", help="fastest, cheapest or balanced.")
@click.option(
    "--futures", type=click.IntRange(0, 100_000), default=0, metavar="COUNT",
    help="Simulate so many futures, such as 1000, to say how sure the dates are.",
)  # fmt: skip
@_many(
    "-o", "--output", type=click.Path(allow_dash=True), help="File to write; - is standard output."
)
@click.option(
    "-t", "--to", "format_", metavar="FORMAT", shell_complete=complete.formats,
    help="Format of standard output, or of a file whose ending does not say it.",
)  # fmt: skip
@_many("-O", "--option", metavar="NAME=VALUE", help="Option of a format, such as paper=a4.")
@click.pass_context
def plan(context: click.Context, /, **given: Any) -> None:
    """Make a roadmap through PATHWAY, a bundled name or a file.

    The ending of each file says its format: roadmap.pdf, checklist.md, plan.json. Without
    -o and -t a short summary is printed. Flags win over the learner file; steps named by
    --have, --under-way, --avoid and --insist are added to those in the file.
    """
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.outputs import choose_options, choose_targets
    from pathplanner.formats.files import load_pathway

    faults = Faults()
    pathway = faults.of(lambda: load_pathway(given["pathway"]))
    learner = _learner(given, faults)
    inputs = tuple(name for name in (given["pathway"], given["learner"]) if name)
    targets = choose_targets(given["output"], given["format_"], inputs, faults)
    options = choose_options(given["option"], targets, faults)
    if pathway is not None:
        _check_steps(given, pathway, learner, faults)
    faults.stop()
    from pathplanner.planning import plan as make_plan

    assert pathway is not None  # noqa: S101 - else there was a fault
    made = _from_today(make_plan(pathway, learner, futures=given["futures"]))
    context.exit(_deliver(made, targets, options))


def _from_today(made: Plan) -> Plan:
    """Return the plan without advice to start on a day that is over."""
    from attrs import evolve

    from pathplanner.cli.clock import today
    from pathplanner.model.refusal import ChangeKind

    def is_over(change: Change) -> bool:
        return change.kind is ChangeKind.START and change.on is not None and change.on < today()

    return evolve(made, changes=tuple(c for c in made.changes if not is_over(c)))


def _learner(given: Mapping[str, Any], faults: Any) -> Learner:
    from pathplanner.cli.clock import today
    from pathplanner.cli.flags import apply_flags
    from pathplanner.formats.files import load_learner
    from pathplanner.model.learner import Learner

    base = None
    if file := given["learner"]:
        base = faults.of(lambda: load_learner(Path(file), today()))
    return apply_flags(given, base or Learner(start=today()), faults)


def _check_steps(given: Mapping[str, Any], pathway: Any, learner: Learner, faults: Any) -> None:
    """Write down what does not fit the pathway, by the flag that said it."""
    from attrs import evolve

    from pathplanner.formats.files import locate_in_learner
    from pathplanner.planning.faults import find_faults

    def named(fault: Fault) -> Fault:
        flag = _FLAGS.get(fault.path, "")
        if not given["learner"] and flag:
            return evolve(fault, path=flag)
        is_flag = flag and given.get(flag.strip("-").replace("-", "_"))
        if is_flag or not given["learner"]:
            return fault
        return locate_in_learner(Path(given["learner"]), fault)

    goal = learner.goal or pathway.destinations[:1]
    faults.found.extend(map(named, find_faults(pathway, learner, goal, None)))


def _deliver(made: Plan, targets: Any, options: Any) -> int:
    """Write or print the plan and return the exit status."""
    from pathplanner.cli.guard import DONE, NO_PLAN
    from pathplanner.cli.outputs import write_all
    from pathplanner.cli.say import note
    from pathplanner.cli.summary import print_summary, refusal
    from pathplanner.document import compose
    from pathplanner.model.plan import Status

    impossible = made.status is Status.IMPOSSIBLE
    if not targets:
        print_summary(compose(made))
        note("To print it, add: -o roadmap.pdf")
    else:
        write_all(made, targets, options)
        for line in refusal(compose(made)) if impossible else ():
            note(line)
    return NO_PLAN if impossible else DONE
