"""`pathplanner plan`: from a pathway and a person's circumstances to files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pathplanner.cli import complete
from pathplanner.cli.person import check_steps, many, person_flags, read_pathways, read_person

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan


_READ = ("learner", "source", "previous")
"""Flags that name a file to read."""


@click.command(short_help="Make a personal roadmap.")
@click.argument("pathway", required=False, shell_complete=complete.pathways)
@many("--goal", metavar="STEP", shell_complete=complete.steps, help="What to reach.")
@click.option(
    "--from", "source", type=click.Path(), metavar="PLAN",
    help="A plan, as PDF or JSON, whose person, goal and pathway to plan for again.",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="Whose plan it is, as it shall stand on the page.")
@person_flags
@many(
    "--with", "others", metavar="PATHWAY", shell_complete=complete.pathways,
    help="Another pathway to plan on; what both have is one step.",
)  # fmt: skip
@click.option(
    "--futures", type=click.IntRange(0, 100_000), default=0, metavar="COUNT",
    help="Simulate so many futures, such as 1000, to say how sure the dates are.",
)  # fmt: skip
@click.option(
    "--effort", type=click.IntRange(1), metavar="NUMBER",
    help="How much may be tried before a good plan is taken for the best.  [default: 50000]",
)  # fmt: skip
@click.option(
    "--previous", type=click.Path(), metavar="PLAN",
    help="The plan before this one, as PDF or JSON, to say what changed.",
)  # fmt: skip
@click.option(
    "--language", metavar="TAG",
    help="Language of the plan, such as es; else that of the pathway.",
)  # fmt: skip
@many(
    "-o", "--output", type=click.Path(allow_dash=True), help="File to write; - is standard output."
)
@click.option(
    "-t", "--to", "format_", metavar="FORMAT", shell_complete=complete.formats,
    help="Format of standard output, or of a file whose ending does not say it.",
)  # fmt: skip
@many("-O", "--option", metavar="NAME=VALUE", help="Option of a format, such as paper=a4.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as -t json.")
@click.option("--watch", is_flag=True, help="Print again when a file changes, until Ctrl-C.")
@click.pass_context
def plan(context: click.Context, /, **given: Any) -> None:
    """Make a roadmap through PATHWAY, a bundled name or a file.

    The ending of each file says its format: roadmap.pdf, checklist.md, plan.json. Without
    -o and -t a short summary is printed. Flags win over the learner file and over the plan
    of --from; steps named by --have, --under-way, --failed, --dropped, --avoid
    and --insist are added to those in it. PATHWAY may be left out with --from, or when
    the goal of the learner file names it, if it is a bundled one.
    """
    if given["as_json"]:
        if given["output"] or given["format_"]:
            raise click.UsageError("--json prints the plan; leave out -o and -t.", context)
        given["format_"] = "json"
    if not given["watch"]:
        context.exit(_run(given))
    from pathplanner.cli.terminal.watch import watch

    if not _files(given):
        raise click.UsageError("There is no file to watch.", context)
    watch(lambda: _run(given), lambda: _files(given))


def _files(given: Mapping[str, Any]) -> list[str]:
    """Return the files that the plan is made from, and those that they use."""
    from pathplanner.formats.files import files_behind
    from pathplanner.formats.translations import translation_behind

    pathways = [name for name in (given["pathway"], *given["others"]) if name]
    used = [file for name in pathways for file in files_behind(name)]
    words = [translation_behind(name, tag) for tag in _languages(given) for name in pathways]
    read = [given[name] for name in _READ if given[name] and Path(given[name]).is_file()]
    return [*used, *(file for found in words for file in found), *read]


def _languages(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the languages of the plan and of the plans that it is made from."""
    from pathplanner.errors import InputError
    from pathplanner.formats.files import load_plan

    if given["language"]:
        yield given["language"]
    for name in (given["source"], given["previous"]):
        # A plan that cannot be read just now may be mended while it is watched.
        with suppress(InputError):
            if name:
                yield load_plan(name).pathway.language


def _run(given: Mapping[str, Any]) -> int:
    """Make the plan and deliver it; return the exit status."""
    from pathplanner.cli.again import learner_of, pathway_names, read_source
    from pathplanner.cli.faults import Faults
    from pathplanner.cli.making import make_plan
    from pathplanner.cli.outputs import choose_options, choose_targets
    from pathplanner.cli.scope import in_scope

    faults = Faults()
    source = read_source(given, faults)
    learner = read_person(given, faults, learner_of(source) if source else None)
    names = pathway_names(given, source, learner, faults)
    language = given["language"] or (source.pathway.language if source else "")
    pathway = read_pathways(names, faults, language) if names else None
    old = _read_previous(given["previous"], pathway, names, faults)
    files = (*names, given["learner"], given["source"], given["previous"])
    inputs = tuple(name for name in files if name)
    targets = choose_targets(given["output"], given["format_"], inputs, faults)
    options = choose_options(given["option"], targets, faults)
    if pathway is not None:
        learner = in_scope(learner, pathway, names, faults)
        goal = learner.goal or pathway.destinations[:1]
        check_steps(given, pathway, learner, goal, faults)
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    made = make_plan(pathway, learner, effort=given["effort"] or 0, futures=given["futures"])
    if old is not None:
        from pathplanner.revision import revise

        made = revise(old, made)
    return _deliver(made, targets, options)


def _read_previous(
    name: str | None, pathway: Pathway | None, names: tuple[str, ...], faults: Faults
) -> Plan | None:
    """Return the older plan in the language of the new one; faults are written down."""
    from pathplanner.cli.language import as_in
    from pathplanner.formats.files import load_plan

    old = faults.of(lambda: load_plan(name)) if name else None
    if old and pathway and old.pathway.id != pathway.id:
        message = f"{name} is a plan of the pathway {old.pathway.id!r}, not of {pathway.id!r}."
        faults.add(message, "--previous", "Name a plan of the same pathway.")
    return as_in(pathway, old, names, faults) if old and pathway else old


def _deliver(made: Plan, targets: Any, options: Any) -> int:
    """Write or print the plan and return the exit status."""
    from pathplanner.cli.outputs import make_all, put_all
    from pathplanner.cli.terminal.guard import DONE, NO_PLAN
    from pathplanner.cli.terminal.say import note
    from pathplanner.cli.terminal.summary import print_summary, refusal
    from pathplanner.cli.terminal.table import is_rich
    from pathplanner.model.plan import Status
    from pathplanner.renderers import PlanWriter

    impossible = made.status is Status.IMPOSSIBLE
    writer = PlanWriter(made)
    if not targets:
        document = writer.document()
        print_summary(document)
        if is_rich():
            from pathplanner.cli.terminal.bars import print_timeline

            print_timeline(document)
        note("To print it, add: -o roadmap.pdf")
    else:
        put_all(make_all(writer, targets, options))
        for line in refusal(writer.document()) if impossible else ():
            note(line)
    return NO_PLAN if impossible else DONE
