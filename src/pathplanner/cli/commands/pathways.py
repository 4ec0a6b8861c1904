"""`pathplanner list` and `pathplanner show`: what pathways there are and what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

import pathplanner as pp
from pathplanner import desk, document
from pathplanner.cli import terminal
from pathplanner.cli.commands.imports import print_losses
from pathplanner.cli.options import ENDINGS, JSON, LANGUAGE, STDOUT, complete_pathways, many
from pathplanner.errors import Fault, InputError, UnknownRenderer
from pathplanner.files import write_bytes_safely
from pathplanner.formats.bundled import bundled_pathways, load_kept
from pathplanner.formats.files import load_pathway
from pathplanner.formats.forms.writer import pathway_to_json, tree_of
from pathplanner.formats.graphs import write_graph
from pathplanner.formats.translations import load_translation
from pathplanner.model.finder import Hit, search
from pathplanner.model.losses import LossReport
from pathplanner.model.pathway import Pathway
from pathplanner.model.step import Step
from pathplanner.model.translation import translate
from pathplanner.renderers import PlanWriter, can_compare, load_renderer, renderer_for_suffix
from pathplanner.renderers.diagrams import draw_pathway, to_dot, to_mermaid


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--soc", default="", metavar="CODE", help="Only what leads to an occupation.")
@JSON
def list_(words: tuple[str, ...], soc: str, *, as_json: bool) -> None:
    """List the bundled pathways and the goals each leads to.

    With WORDS such as medical coder, nurse or GED, list what fits in pathways, steps and
    occupations, the best first; with --soc 29-2072 what leads to that occupation.
    """
    names = bundled_pathways()
    read = terminal.work_through(names, load_pathway, lambda name: f"Reading {name}")
    found = dict(zip(names, read, strict=True))
    if words or soc:
        _print_hits(search(found, soc or " ".join(words)), as_json=as_json)
        return
    if as_json:
        rows = [
            {
                "id": name,
                "title": pathway.title,
                "goals": {goal: pathway.by_id[goal].title for goal in pathway.destinations},
            }
            for name, pathway in found.items()
        ]
        terminal.print_json("pathways", {"pathways": rows})
        return
    lines, heads = _table(found)
    if terminal.print_lined(lines, heads=heads):
        return
    for name, pathway in found.items():
        terminal.head(name)
        terminal.say(pathway.title, indent=2)
        terminal.say("Goals:", indent=2)
        for goal in pathway.destinations:
            terminal.say(pathway.by_id[goal].title, indent=4, first=f"{goal}: ")


def _print_hits(hits: tuple[Hit, ...], *, as_json: bool) -> None:
    if as_json:
        terminal.print_json("found", {"found": tree_of(hits)})
        return
    if not hits:
        terminal.note("Nothing fits. All pathways: pathplanner list")
        return
    rows = [("Found in", "What it is")]
    for hit in hits:
        first, rest = ", ".join(hit.also[:2]), len(hit.also) - 2
        also = f"{first} and {rest} more" if rest > 0 else first
        title = f"{hit.title} (also in {also})" if also else hit.title
        rows.append((f"{hit.pathway}/{hit.id}" if hit.id else hit.pathway, title))
    if not terminal.print_lined(rows, heads=[]):
        for name, title in rows[1:]:
            terminal.say(title, first=f"{name}: ")


def _table(found: Mapping[str, Pathway]) -> tuple[list[tuple[str, str]], list[int]]:
    """Return the rows of the list, and which of them are pathways; the others are goals."""
    rows, heads = [("Pathway and its goals", "What it is")], []
    for name, pathway in found.items():
        heads.append(len(rows))
        rows.append((name, pathway.title))
        rows += [(goal, pathway.by_id[goal].title) for goal in pathway.destinations]
    return rows, heads


@click.command()
@click.argument("pathway", shell_complete=complete_pathways)
@click.argument("step", default="")
@click.option(
    "--format", "-t", "--to",
    "format_",
    type=click.Choice(["tree", "mermaid", "dot", "json", "ctdl", "graphml", "node-link"]),
    default="tree",
    show_default=True,
    help="How to show it.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help="File to write: a page (.pdf, .html, .docx), data (.json, .jsonld for CTDL, .graphml), or "
    "what --format says, with a report.",
)  # fmt: skip
@many("-O", "--option", "pairs", metavar="NAME=VALUE", help="Option of a page, such as paper=a4.")
@LANGUAGE
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def show(
    pathway: str, step: str, format_: str, output: str | None, pairs: tuple[str, ...],
    language: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Show the steps of PATHWAY, and all else that it knows.

    PATHWAY is a bundled name, a file, or a career in plain words, such as "medical coder".

    With -o pathway.pdf (or .html, .docx), make a page to lay out: a map of all steps, a sheet for
    each goal, and the sources.

    With STEP, show all that is known of that step: what it needs and costs, its exam, how
    it is kept, what changed, and the sources.
    """
    pathway = named(pathway)
    with terminal.working(f"Reading {pathway}"):
        found = load_pathway(pathway)
    format_ = "json" if as_json else format_
    output = None if output == STDOUT else output
    if format_ == "tree" and output:
        format_ = ENDINGS.get(Path(output).suffix.lower(), format_)
    if step:
        _show_step(found, found.step(step), format_, output)
        return
    if format_ == "tree" and output:
        _write_page(pathway, output, pairs, language or "")
        return
    if format_ == "tree":
        terminal.print_tree(found)
        terminal.print_about(found)
        return
    text, report = _written(found, pathway, format_)
    if not output:
        click.echo(text.encode(), nl=False)
        return
    if Path(output).exists() and Path(output).samefile(pathway if Path(pathway).exists() else "."):
        said = "This file is read for it."
        raise InputError([Fault(said, f"-o {output}", "Choose another name.")])
    write_bytes_safely(output, text.encode())
    terminal.note(f"Wrote {output}")
    if report:
        print_losses(report)


def named(words: str) -> str:
    """Return the pathway that is named, or told in plain words; what is neither stays as it is.

    Raises:
        InputError: Words may mean several careers.
    """
    career = desk.find_career(words)
    if career is None:
        return words
    title = load_pathway(career.pathway).title
    terminal.note(f"Taken for {words!r}: {career.pathway} ({title}).")
    return career.pathway


def _write_page(name: str, output: str, pairs: Sequence[str], language: str) -> None:
    """Write a page about a pathway; the suffix of the file says its format."""
    try:
        renderer = load_renderer(renderer_for_suffix(output))
    except UnknownRenderer:
        renderer = None
    if renderer is None or not can_compare(renderer):
        hint = "Name a page, such as pathway.pdf, .html or .docx, or data, such as pathway.json, \
.jsonld (CTDL), .graphml, .mmd or .dot; or add -t ctdl, json, graphml, node-link, mermaid or dot."
        raise InputError([Fault("The tree is for the screen.", "-o", hint)])
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise InputError(
            [Fault(f"{one!r} has no value.", "-O", "Write it NAME=VALUE.") for one in wrong]
        )
    options = dict(pair.split("=", 1) for pair in pairs)
    found, texts = load_pathway(name), load_translation(name, language) if language else None
    # What nobody has translated stays as it is, and is marked with its language.
    page = document.compose_pathway(translate(found, texts) if texts else found, language)
    PlanWriter(page).write(renderer, output, **options)
    terminal.note(f"Wrote {output}")


def _written(found: Pathway, name: str, format_: str) -> tuple[str, LossReport | None]:
    """Return a pathway in a format, and what became of everything in it."""
    if format_ == "json":
        return pathway_to_json(found), None
    if format_ == "ctdl":
        return pp.write_ctdl(found, load_kept(name))
    if format_ in ("graphml", "node-link"):
        return write_graph(found, form=format_)
    to_text = to_mermaid if format_ == "mermaid" else to_dot
    return to_text(draw_pathway(found), down=False), None


def _show_step(pathway: Pathway, step: Step, format_: str, output: str | None) -> None:
    if output:
        raise InputError([Fault("A single step is for the screen.", "-o", "Leave STEP out.")])
    if format_ == "json":
        terminal.print_json("step", {"pathway": pathway.id, "step": tree_of(step)})
    elif format_ == "tree":
        terminal.print_step(pathway, step)
    else:
        raise click.UsageError("A single step is shown as a tree or as json.")
