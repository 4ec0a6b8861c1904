"""`pathplanner dev coverage`, `translate` and `schema`: for those who look after pathways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import attrs
import click

from pathplanner.cli import terminal
from pathplanner.cli.options import JSON, complete_pathways
from pathplanner.errors import Fault, Faults, InputError
from pathplanner.files import write_bytes_safely
from pathplanner.formats.bundled import bundled_pathways, bytes_of
from pathplanner.formats.files import load_pathway
from pathplanner.formats.schema import KINDS, Kind, schema_of
from pathplanner.formats.translations import (
    load_translation,
    read_translation,
    translation_file,
    translation_path,
)
from pathplanner.linting import Coverage
from pathplanner.linting import coverage as count
from pathplanner.model.pathway import Pathway
from pathplanner.model.translation import Translation, main_tag, pathway_texts, untranslated

COLUMNS = (
    "facts",
    "primary",
    "secondary",
    "unsourced",
    "undated",
    "weak",
    "estimated",
    "unknown",
    "oldest",
)
_FIRST = "pathway"


@click.command()
@click.argument("pathways", nargs=-1, shell_complete=complete_pathways)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text",
    show_default=True, help="How to print it.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def coverage(pathways: tuple[str, ...], format_: str, *, as_json: bool) -> None:
    """Count the facts of PATHWAYS, bundled names or files; without any, of all bundled ones.

    A fact is one number, such as a price or a length. It is primary when the awarding body
    or the government states it, and else secondary. Undated facts have no source that shows
    a date; unknown ones exist and nobody has found them. Oldest is the date of the fact
    whose newest source is the oldest.
    """
    faults = Faults()
    names = pathways or bundled_pathways()
    read = terminal.work_through(
        names, lambda name: faults.of(lambda: load_pathway(name)), lambda name: f"Reading {name}"
    )
    faults.stop()
    found = [count(pathway) for pathway in read if pathway]
    if as_json or format_ == "json":
        counted = [attrs.asdict(one) for one in found]
        tree = {"schema": "pathplanner/coverage/1", "pathways": counted}
        click.echo(json.dumps(tree, indent=2, ensure_ascii=False).encode() + b"\n", nl=False)
    else:
        _print_coverage(found)


def _print_coverage(found: Sequence[Coverage]) -> None:
    rows = [(_FIRST, *COLUMNS), *((one.pathway, *cells(one)) for one in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = "".join(
            f"  {text:>{width}}" for text, width in zip(rest, widths[1:], strict=True)
        )
        click.echo(terminal.plain(f"{first:<{widths[0]}}{numbers}").encode("utf-8", "replace"))


def cells(one: Coverage) -> list[str]:
    """Return the texts of a row, in the order of the columns."""
    return [str(getattr(one, name)) or "none" for name in COLUMNS]


@click.command()
@click.argument("pathway", shell_complete=complete_pathways)
@click.argument("language")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help="Where to write it.  [default: beside PATHWAY]",
)  # fmt: skip
@click.option("--missing", is_flag=True, help="Only list what is missing; write nothing.")
@JSON
def translate(
    pathway: str, language: str, output: str | None, *, missing: bool, as_json: bool
) -> None:
    """Write every text of PATHWAY to a file for translation into LANGUAGE, such as es.

    For baker.yaml and es that is baker.es.po beside it, where `plan --language es` finds it.
    A file that is there is brought up to date: what still fits is kept.
    """
    original = load_pathway(pathway)
    if main_tag(original.language) == main_tag(language):
        raise InputError([Fault(f"{original.id} is in {language!r} already.", "LANGUAGE")])
    if missing:
        found = load_translation(pathway, language) or Translation(language, {})
        if as_json:
            _print_json(original, found)
            return
        for text, paths in untranslated(original, found).items():
            click.echo(terminal.plain(f"{paths[0]}: {text}").encode("utf-8", "replace"))
        return
    if output is None and pathway in bundled_pathways():
        said = f"The translation of {pathway} is a part of pathplanner."
        raise InputError([Fault(said, "-o", "Name the file to write.")])
    path = Path(output) if output else translation_path(pathway, language)
    old = bytes_of(str(path)) if path.is_file() else b""
    data = translation_file(original, language, old, str(path))
    write_bytes_safely(path, data)
    now = read_translation(data, language)
    left = len(untranslated(original, now))
    terminal.note(f"Wrote {path}: {left} of {len(pathway_texts(original))} texts to translate.")
    if as_json:
        _print_json(original, now, str(path))


def _print_json(original: Pathway, found: Translation, *written: str) -> None:
    missing = [
        {"text": text, "paths": paths} for text, paths in untranslated(original, found).items()
    ]
    tree = {"pathway": original.id, "language": found.language, "written": written}
    count = len(pathway_texts(original))
    terminal.print_json("translation", {**tree, "texts": count, "missing": missing})


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind: str) -> None:
    """Print the JSON Schema of one kind of file, for editors and tools."""
    click.echo(json.dumps(schema_of(cast("Kind", kind)), indent=2))
