"""`pathplanner translate`: the file with a pathway's texts in another language."""

from __future__ import annotations

from pathlib import Path

import click

from pathplanner.cli import complete
from pathplanner.cli.terminal.say import note, plain, print_json
from pathplanner.desk.pathways import main_tag
from pathplanner.errors import Fault, InputError
from pathplanner.files import write_bytes_safely
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways, bytes_of
from pathplanner.formats.translations import (
    load_translation,
    read_translation,
    translation_file,
    translation_path,
)
from pathplanner.model.pathway import Pathway
from pathplanner.model.translation import Translation, pathway_texts, untranslated


@click.command()
@click.argument("pathway", shell_complete=complete.pathways)
@click.argument("language")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help="Where to write it.  [default: beside PATHWAY]",
)  # fmt: skip
@click.option("--missing", is_flag=True, help="Only list what is missing; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
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
            click.echo(plain(f"{paths[0]}: {text}").encode("utf-8", "replace"))
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
    note(f"Wrote {path}: {left} of {len(pathway_texts(original))} texts to translate.")
    if as_json:
        _print_json(original, now, str(path))


def _print_json(original: Pathway, found: Translation, *written: str) -> None:
    missing = [
        {"text": text, "paths": paths} for text, paths in untranslated(original, found).items()
    ]
    tree = {"pathway": original.id, "language": found.language, "written": written}
    count = len(pathway_texts(original))
    print_json("translation", {**tree, "texts": count, "missing": missing})
