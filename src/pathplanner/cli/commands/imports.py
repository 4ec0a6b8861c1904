"""`pathplanner import`: a pathway from a file of another format, and what became of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from pathplanner.cli.edge import today as clock_day
from pathplanner.cli.terminal.screen import note, say
from pathplanner.cli.terminal.summary import print_json
from pathplanner.ctdl import NoPathway, read_ctdl
from pathplanner.desk.circumstances import read_day
from pathplanner.errors import Fault, InputError
from pathplanner.files import written_together
from pathplanner.formats import load_pathway, read_pathway
from pathplanner.formats.bundled import bundled_pathways, bytes_of, kept_beside
from pathplanner.formats.curricula import read_curriculum
from pathplanner.formats.forms.writer import tree_of
from pathplanner.formats.graphs import read_graph
from pathplanner.formats.offer_imports import FORMS, Taken, read_offers
from pathplanner.formats.offer_matching import Ask
from pathplanner.formats.offer_tables import open_offers
from pathplanner.formats.tables import to_csv
from pathplanner.formats.yaml_text import pathway_to_yaml
from pathplanner.model.losses import Fate, Loss, LossReport
from pathplanner.model.pathway import Pathway

_FORMATS = ("ctdl", "graphml", "node-link", "curriculum", *FORMS)


@click.command("import")
@click.argument("format_", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help="Write the pathway to FILE, and what it cannot say beside it; or the list of offers.",
)  # fmt: skip
@click.option(
    "--pathway", default="", metavar="NAME",
    help="The pathway to take, where there are several: its name, CTID or address (CTDL). "
    "Of offers: the pathway whose steps they are of; all bundled ones when left out.",
)  # fmt: skip
@click.option(
    "--context", "contexts", multiple=True, metavar="[URL=]FILE",
    help="A JSON-LD context for URL, or for all that are not known (CTDL); none is fetched.",
)  # fmt: skip
@click.option(
    "--match", "matches", multiple=True, metavar="CODE=STEP",
    help="The step that a CIP code or a name of a program means (offers).",
)  # fmt: skip
@click.option(
    "--on", "looked_at", metavar="DATE",
    help="The day on which a list of offers was looked at.  [default: today]",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
def import_(
    format_: str,
    files: tuple[str, ...],
    output: str | None,
    pathway: str,
    contexts: tuple[str, ...],
    matches: tuple[str, ...],
    looked_at: str | None,
    *,
    as_json: bool,
) -> None:
    """Read a pathway from FILES of another format, with a report of what became of everything.

    FORMAT is ctdl (JSON-LD as Credential Engine's registry has it; prices and lengths may
    stand in other files), graphml or node-link (a graph), or curriculum (CSV of Curricular
    Analytics). Without -o the pathway is printed, and the report on standard error.

    With -o pathway.yaml, what CTDL said and a pathway file has no place for is kept in
    pathway.ctdl.json; `show pathway.yaml --format ctdl` writes it again.

    scorecard, etpl and csv make a list of offers for an office file: from College Scorecard's
    data by field of study (the file of institutions may follow, for cities), from a state's
    list of eligible training, and from any spreadsheet with a provider and a step, a CIP code
    or a program.
    """
    if format_ in FORMS:
        day = read_day(looked_at, "--on") if looked_at else clock_day()
        taken = _offers(format_, files, pathway, matches, day)
        _print_offers(taken, output, as_json=as_json)
        return
    try:
        found, report = _read(format_, files, pathway, contexts)
    except NoPathway as error:
        _print_report(error.report, err=not as_json, as_json=as_json)
        raise
    text = _checked(found)
    if output:
        _write(Path(output), text, report.kept)
    elif not as_json:
        click.echo(text.encode(), nl=False)
    _print_report(report, err=not output, as_json=as_json, pathway=found)


def _read(
    format_: str, files: tuple[str, ...], pathway: str, contexts: tuple[str, ...]
) -> tuple[Pathway, LossReport]:
    if format_ == "ctdl":
        return read_ctdl(*map(Path, files), contexts=_contexts(contexts), pathway=pathway)
    if len(files) > 1:
        raise InputError([Fault(f"{format_} is read from one file.", "FILES", "Name one.")])
    data = bytes_of(files[0])
    if format_ == "curriculum":
        return read_curriculum(data, files[0])
    return read_graph(data, files[0], form=format_)


def _offers(
    format_: str, files: tuple[str, ...], pathway: str, matches: tuple[str, ...], day: date
) -> Taken:
    """Return the offers of a list of others."""
    if len(files) > 1 and format_ != "scorecard":
        raise InputError([Fault(f"{format_} is read from one file.", "FILES", "Name one.")])
    names = [pathway] if pathway else bundled_pathways()
    steps = {step.id: step for name in names for step in load_pathway(name).steps}
    told = {}
    for text in matches:
        code, equals, step = text.partition("=")
        if not equals or not code.strip() or not step.strip():
            hint = "Write CODE=STEP, such as --match 51.0713=coding-certificate."
            raise InputError([Fault(f"{text!r} names no code and step.", "--match", hint)])
        told[code.strip()] = step.strip()
    ask = Ask(steps, told, day, f"{format_}, {Path(files[0]).name}")
    return read_offers(format_, files, ask)


def _print_offers(taken: Taken, output: str | None, *, as_json: bool) -> None:
    """Write a list of offers that is known to be read again, and print what became of all."""
    count = len(taken.rows) - 1
    text = to_csv(taken.rows)
    if count:
        with TemporaryDirectory() as folder:
            trial = Path(folder) / "offers.csv"
            trial.write_bytes(text)
            open_offers(str(trial))
    if output and count:
        with written_together([(Path(output), text)]):
            pass
        note(f"Wrote {output}: {count} offer{'s' * (count != 1)}.")
        note(f"To use it, name it in an office file: offers_from: [{Path(output).name}]")
    elif count and not as_json:
        click.echo(text, nl=False)
    _print_report(taken.report, err=not output, as_json=as_json)
    if not count:
        hint = "The report tells why of each row."
        raise InputError([Fault("No offer was made of this list.", "FILES", hint)])


def _contexts(given: tuple[str, ...]) -> dict[str, Any]:
    """Return the contexts in files, by the address that each stands for."""
    found = {}
    for one in given:
        address, _, file = one.rpartition("=") if "://" in one else ("", "", one)
        data = bytes_of(file)
        try:
            found[address] = json.loads(data)
        except (ValueError, RecursionError):
            raise InputError([Fault("This context is not JSON.", "--context", file=file)]) from None
    return found


def _checked(pathway: Pathway) -> str:
    """Return a pathway as YAML that is known to be read again.

    Raises:
        InputError: It is larger than a pathway file can be, or holds a fault.
    """
    text = pathway_to_yaml(pathway)
    read_pathway(text)
    return text


def _write(path: Path, text: str, kept: str) -> None:
    beside = kept_beside(path)
    files = [(path, text.encode()), *([(beside, kept.encode())] if kept else [])]
    with written_together(files):
        pass
    note(f"Wrote {' and '.join(str(name) for name, _ in files)}.")


def _print_report(
    report: LossReport, *, err: bool, as_json: bool, pathway: Pathway | None = None
) -> None:
    if as_json:
        name = pathway.id if pathway else None
        counts = {fate.value: count for fate, count in report.counts().items()}
        print_json("losses", {"pathway": name, "counts": counts, "losses": tree_of(report.losses)})
        return
    print_losses(report, err=err)


def print_losses(report: LossReport, *, err: bool = False) -> None:
    """Print a report: each reason once, with all that it is the reason of."""
    counts = ", ".join(f"{count} {fate.value}" for fate, count in report.counts().items())
    say(f"What became of it: {counts}.", err=err)
    taken = report.of(Fate.TAKEN)
    if taken:
        words = ", ".join(f"{loss.what} {len(loss.places)}" for loss in taken)
        say(f"Taken: {words}.", err=err)
    by_reason: dict[tuple[str, str], list[Loss]] = {}
    for loss in report.losses:
        if loss.fate is not Fate.TAKEN:
            by_reason.setdefault((f"{loss.code} {loss.fate.value}", loss.why), []).append(loss)
    for (code, why), losses in by_reason.items():
        if len(losses) == 1:
            say(f"{code}: {_with_places(losses[0])}. {why}", err=err)
            continue
        say(f"{code}: {why}", err=err)
        for loss in losses:
            say(_with_places(loss), err=err, indent=2)


def _with_places(loss: Loss, most: int = 3) -> str:
    """Return what an entry is about, how often, and the first places that say more than that."""
    places = [str(place) for place in loss.places[:most] if str(place) not in ("", loss.what)]
    more = len(loss.places) - most
    at = f" ({'; '.join(places)}{f'; and {more} more' if more > 0 else ''})" if places else ""
    times = f" x{len(loss.places)}" if len(loss.places) > 1 else ""
    return f"{loss.what}{times}{at}"
