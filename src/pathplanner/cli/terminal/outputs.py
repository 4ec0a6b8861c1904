"""Where a plan goes: which renderer writes which file, all rendered before any is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from attrs import evolve, frozen

from pathplanner.cli.options import ENDINGS, OF_PATHWAYS, STDOUT, Asked, Wanted
from pathplanner.cli.terminal.guard import DONE, NO_PLAN, UNDECIDED
from pathplanner.cli.terminal.screen import note
from pathplanner.cli.terminal.waiting import work_through
from pathplanner.desk.case import Case
from pathplanner.desk.request import Request
from pathplanner.errors import (
    Fault,
    Faults,
    InputError,
    MissingComponent,
    UnknownRenderer,
    did_you_mean,
)
from pathplanner.files import written_together
from pathplanner.model.plan import Plan, Status
from pathplanner.model.refusal import ReasonKind
from pathplanner.renderers import (
    PlanWriter,
    Renderer,
    can_compare,
    load_renderer,
    make_options,
    renderer_for_suffix,
    renderer_options,
)


@frozen
class Target:
    """A file (or `-`) and the renderer that writes it."""

    path: str
    renderer: Renderer


@frozen
class Outputs:
    """Where a plan goes.

    Attributes:
        targets: The files with their renderers.
        options: Options by the name of the renderer.
    """

    targets: tuple[Target, ...]
    options: Mapping[str, Mapping[str, str]]

    def write(self, writer: PlanWriter) -> Made:
        """Return every output with its bytes."""
        files = {target.renderer.name: target.path for target in self.targets}
        words = {name: "the output" if path == STDOUT else path for name, path in files.items()}
        missing: list[MissingComponent] = []

        def attempt(name: str) -> bytes | None:
            try:
                return writer.write(name, None, **self.options[name])
            except MissingComponent as error:
                missing.append(error)
                return None

        made = work_through(list(files), attempt, lambda name: f"Making {words[name]}")
        ready = dict(zip(files, made, strict=True))
        done = [
            (t.path, data) for t in self.targets if (data := ready[t.renderer.name]) is not None
        ]
        return Made(tuple(done), tuple(missing))


@frozen
class Made:
    """Outputs with their bytes, and why others cannot be made here."""

    files: tuple[tuple[str, bytes], ...] = ()
    missing: tuple[MissingComponent, ...] = ()

    def complain(self) -> None:
        """Raise what must be installed for the outputs that could not be made.

        Raises:
            MissingComponent: There is at least one.
        """
        if self.missing:
            raise MissingComponent("\n".join(dict.fromkeys(map(str, self.missing))))


def prepare_all(
    asked: Asked,
    wanted: Wanted,
    opening: Callable[[Request], tuple[Case, ...]],
    *,
    is_comparison: bool = False,
) -> tuple[tuple[Case, ...], Outputs]:
    """Return what a command is about and where its answer goes; say what should be known.

    Raises:
        InputError: Something is wrong with either; every fault is told.
    """
    faults = Faults(asked.faults)
    cases = faults.of(lambda: opening(asked.request)) or ()
    read = {
        name: None for one in (asked.request, *(c.request for c in cases)) for name in _files(one)
    }
    names = [name for case in cases for name in case.pathways.names]
    outputs = choose_outputs(wanted, [*read, *names], faults)
    if is_comparison:
        check_pages(outputs.targets, faults)
    faults.stop()
    for line in dict.fromkeys(line for case in cases for line in case.notes):
        note(line)
    return cases, outputs


def _files(request: Request) -> Iterator[str]:
    """Yield what a request names by text: pathways and files."""
    named = (*request.pathways, *request.others, request.learner, request.from_plan)
    yield from (one for one in (*named, request.previous) if isinstance(one, str))


def prepare(
    asked: Asked, wanted: Wanted, opening: Callable[[Request], Case]
) -> tuple[Case, Outputs]:
    """Return the one case that a command is about; see `prepare_all`."""
    cases, outputs = prepare_all(asked, wanted, lambda request: (opening(request),))
    return cases[0], outputs


def prepare_case(asked: Asked, opening: Callable[[Request], Case]) -> Case:
    """Return the one case of a command whose answer goes to standard output alone."""
    return prepare(asked, Wanted(), opening)[0]


def choose_outputs(wanted: Wanted, inputs: Sequence[str], faults: Faults) -> Outputs:
    """Return the outputs asked for; what is wrong with them is written down.

    The suffix of a file says its format. With no file at all and a format the plan goes to
    standard output.
    """
    name, files = wanted.format, wanted.files
    named = _loaded(name, "-t", faults) if name else None
    if not files and name:
        files = (STDOUT,)
    targets = []
    for file in files:
        _check_place(file, inputs, faults)
        if renderer := _renderer_for(file, named, is_named=bool(name), faults=faults):
            targets.append(Target(file, renderer))
    if named and len(targets) == len(files) and all(t.renderer != named for t in targets):
        faults.add(f"No output is of the format {name}.", "-t", "Leave it out or add -o -.")
    places = [_place(file) for file in files]
    for file in dict.fromkeys(file for file in files if places.count(_place(file)) > 1):
        faults.add(f"{file} is written more than once.", "-o", "Name each file once.")
    for target in targets:
        _check_terminal(target, faults)
    if wanted.as_json and STDOUT in files:
        faults.add("--json prints on standard output, too.", "-o -", "Name a file with -o.")
    return Outputs(tuple(targets), _choose_options(wanted.options, targets, faults))


def _loaded(name: str, flag: str, faults: Faults) -> Renderer | None:
    try:
        return load_renderer(name)
    except UnknownRenderer as error:
        faults.add(*(_of_a_pathway(name, flag) or (str(error), flag)))
        return None


def _of_a_pathway(name: str, flag: str) -> tuple[str, str, str] | None:
    """Return what to do about a format that only pathways have, if it is one."""
    if name not in OF_PATHWAYS:
        return None
    said = f"{name} is a format of a pathway, not of one person's plan."
    return said, flag, f"The pathway itself: pathplanner show PATHWAY -t {name}"


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
            flag, name = f"-o {file}", ENDINGS.get(Path(file).suffix.lower(), "")
            said = str(error), flag, "Give it another ending, or name the format with -t."
            faults.add(*(_of_a_pathway(name, flag) or said))
        return named
    # Two may write the same sort of file, such as PDF; then the name decides.
    return named if named and named.media_type == found.media_type else found


def _check_place(file: str, inputs: Iterable[str], faults: Faults) -> None:
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


def _choose_options(
    pairs: tuple[str, ...], targets: Sequence[Target], faults: Faults
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


def check_pages(targets: tuple[Target, ...], faults: Faults) -> None:
    """Write down which outputs can show one plan only."""
    for target in targets:
        if not can_compare(target.renderer):
            message = f"The format {target.renderer.name} cannot show plans beside each other."
            faults.add(message, f"-o {target.path}", "Use pdf, docx, web, text, or --json.")


def put_all(made: Made, first: Callable[[], None] = lambda: None) -> None:
    """Write all files, or none if one cannot be written; then standard output.

    Args:
        made: The outputs.
        first: Done when the files need only take their places; if it fails, none does.

    Raises:
        OutputError: One cannot be written.
    """
    files = [(path, data) for path, data in made.files if path != STDOUT]
    with written_together(files):
        first()
    for path, _ in files:
        note(f"Wrote {path}")
    for path, data in made.files:
        if path == STDOUT:
            click.echo(data, nl=False)


def status_of(*plans: Plan) -> int:
    """Return the exit status of plans: whether one holds, and if not, whether any might."""
    if any(plan.status is not Status.IMPOSSIBLE for plan in plans):
        return DONE
    kinds = {reason.kind for plan in plans for reason in plan.reasons}
    return UNDECIDED if ReasonKind.UNDECIDED in kinds else NO_PLAN
