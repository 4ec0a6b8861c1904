"""Where a plan goes: which renderer writes which file, all rendered before any is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from attrs import evolve, frozen

from pathplanner.cli.faults import Faults
from pathplanner.cli.terminal.say import note
from pathplanner.cli.terminal.waiting import work_through
from pathplanner.errors import Fault, InputError, UnknownRenderer, did_you_mean
from pathplanner.files import written_together
from pathplanner.renderers import (
    PlanWriter,
    Renderer,
    can_compare,
    load_renderer,
    make_options,
    renderer_for_suffix,
    renderer_options,
)

STDOUT = "-"


@frozen
class Target:
    """A file (or `-`) and the renderer that writes it."""

    path: str
    renderer: Renderer


Made = Sequence[tuple[Target, bytes]]


def choose_targets(
    files: tuple[str, ...], wanted: str | None, inputs: tuple[str, ...], faults: Faults
) -> tuple[Target, ...]:
    """Return the outputs asked for; what is wrong with them is written down.

    The suffix of a file says its format. `wanted` is the format of outputs whose suffix
    does not say it; with no file at all the plan goes to standard output.
    """
    named = _loaded(wanted, "-t", faults) if wanted else None
    if not files and wanted:
        files = (STDOUT,)
    targets = []
    for file in files:
        _check_place(file, inputs, faults)
        if renderer := _renderer_for(file, named, is_named=bool(wanted), faults=faults):
            targets.append(Target(file, renderer))
    if named and len(targets) == len(files) and all(t.renderer != named for t in targets):
        faults.add(f"No output is of the format {wanted}.", "-t", "Leave it out or add -o -.")
    places = [_place(file) for file in files]
    for file in dict.fromkeys(file for file in files if places.count(_place(file)) > 1):
        faults.add(f"{file} is written more than once.", "-o", "Name each file once.")
    for target in targets:
        _check_terminal(target, faults)
    return tuple(targets)


def _loaded(name: str, flag: str, faults: Faults) -> Renderer | None:
    try:
        return load_renderer(name)
    except UnknownRenderer as error:
        faults.add(str(error), flag)
        return None


def _renderer_for(
    file: str, named: Renderer | None, *, is_named: bool, faults: Faults
) -> Renderer | None:
    if file == STDOUT:
        if not is_named:
            faults.add("Standard output needs a format.", "-o -", "Add -t checklist or -t json.")
        return named
    if named and Path(file).suffix.lower() in named.suffixes:
        return named
    try:
        found = load_renderer(renderer_for_suffix(file))
    except UnknownRenderer as error:
        if not is_named:
            faults.add(str(error), f"-o {file}", "Or name the format with -t.")
        return named
    # Two may write the same sort of file, such as PDF; then the name decides.
    return named if named and named.media_type == found.media_type else found


def _check_place(file: str, inputs: tuple[str, ...], faults: Faults) -> None:
    """Write down why a file cannot be written, as far as one can see before."""
    if file == STDOUT:
        return
    flag, path = f"-o {file}", Path(file)
    try:
        if not file or path.is_dir():
            faults.add("This is a folder, not a file.", flag, "Add the name of a file.")
        elif not path.parent.is_dir():
            faults.add(f"There is no folder {path.parent}.", flag, "Make it first.")
        elif not os.access(path if path.exists() else path.parent, os.W_OK):
            faults.add("You may not write here.", flag, "Choose another place.")
        elif any(_place(file) == _place(other) for other in inputs):
            faults.add("This file is read for the plan.", flag, "Choose another name.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.add(f"This cannot be written: {reason}.", flag)


def _check_terminal(target: Target, faults: Faults) -> None:
    kind = target.renderer.media_type
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "yaml"))
    if target.path == STDOUT and not is_text and sys.stdout.isatty():
        name = target.renderer.name
        hint = f"Write it to a file: -o roadmap{target.renderer.suffixes[0]}."
        faults.add(f"A terminal cannot show the format {name}.", "-t", hint)


def _place(file: str) -> str:
    return file if file == STDOUT else os.path.realpath(file)


def choose_options(
    pairs: tuple[str, ...], targets: tuple[Target, ...], faults: Faults
) -> dict[str, Mapping[str, str]]:
    """Return the options by renderer; each goes to every renderer that knows it."""
    renderers = {target.renderer.name: target.renderer for target in targets}
    known = {name: {one.name for one in renderer_options(r)} for name, r in renderers.items()}
    chosen: dict[str, dict[str, str]] = {name: {} for name in renderers}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip().replace("-", "_")
        takers = [name for name, keys in known.items() if key in keys]
        if not equals:
            faults.add(f"{pair!r} has no value.", "-O", "Write -O name=value.")
        elif not takers:
            every = set().union(*known.values())
            hint = did_you_mean(key, every) or "See: pathplanner renderers NAME."
            faults.add(f"No output here has an option {key!r}.", "-O", hint)
        for name in takers:
            chosen[name][key] = value
    for name, values in chosen.items():
        faults.found.extend(_option_faults(renderers[name], values))
    return {**chosen}


def _option_faults(renderer: Renderer, values: Mapping[str, str]) -> Iterator[Fault]:
    try:
        make_options(renderer, values)
    except InputError as error:
        for fault in error.faults:
            yield evolve(fault, path=fault.path.replace("options.", "-O "))


def check_json(targets: tuple[Target, ...], faults: Faults) -> None:
    """Write down that standard output is taken: with --json nothing else goes there."""
    if any(target.path == STDOUT for target in targets):
        faults.add("--json prints on standard output, too.", "-o -", "Name a file with -o.")


def check_comparing(targets: tuple[Target, ...], faults: Faults) -> None:
    """Write down which outputs cannot show plans beside each other."""
    for target in targets:
        if not can_compare(target.renderer):
            message = f"The format {target.renderer.name} cannot show plans beside each other."
            faults.add(message, f"-o {target.path}", "Use pdf, docx, web, text, or --json.")


def make_all(
    writer: PlanWriter, targets: tuple[Target, ...], options: Mapping[str, Mapping[str, str]]
) -> Made:
    """Return every output with its bytes."""

    def make(name: str) -> bytes:
        return writer.write(name, **options.get(name, {}))

    files = {target.renderer.name: target.path for target in targets}
    words = {name: "the output" if path == STDOUT else path for name, path in files.items()}
    made = work_through(list(files), make, lambda name: f"Making {words[name]}")
    ready = dict(zip(files, made, strict=True))
    return [(target, ready[target.renderer.name]) for target in targets]


def put_all(made: Made, first: Callable[[], None] = lambda: None) -> None:
    """Write all files, or none if one cannot be written; then standard output.

    Args:
        made: The outputs.
        first: Done when the files need only take their places; if it fails, none does.

    Raises:
        OutputError: One cannot be written.
    """
    files = [(target.path, data) for target, data in made if target.path != STDOUT]
    with written_together(files):
        first()
    for path, _ in files:
        note(f"Wrote {path}")
    for target, data in made:
        if target.path == STDOUT:
            click.echo(data, nl=False)
