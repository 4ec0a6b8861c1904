"""The options that commands share, each declared once, and the request that they make.

Only here are values by the names of options; a command gets what they say as one `Asked`.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, wraps
from typing import Any, TypeVar

import click
from attrs import evolve, frozen
from click.shell_completion import CompletionItem

import pathplanner as pp
from pathplanner import desk
from pathplanner.cli import terminal
from pathplanner.cli.edge import today
from pathplanner.errors import Fault, Faults, PathplannerError

F = TypeVar("F", bound=Callable[..., Any])
Command = Callable[..., Any]


def _items(words: Iterable[str], start: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(start)]


def complete_pathways(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Return what the shell offers: bundled pathways, or files when none fits."""
    return _items(pp.bundled_pathways(), start) or [CompletionItem(start, type="file")]


def complete_steps(context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    """Return what the shell offers: the steps of the pathways on the line."""
    given = context.params
    names = (given.get("pathway"), *(given.get("pathways") or ()), *(given.get("others") or ()))
    try:
        found = [pp.load_pathway(name) for name in names if name]
    except PathplannerError:
        return []
    return _items(dict.fromkeys(step for one in found for step in one.by_id), start)


def complete_formats(_: click.Context, __: click.Parameter, start: str) -> list[CompletionItem]:
    """Return what the shell offers: the installed renderers."""
    try:
        return _items(pp.renderer_names(), start)
    except PathplannerError:
        return []


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


PATHWAY = click.argument("pathway", required=False, shell_complete=complete_pathways)
STEP = click.argument("step", shell_complete=complete_steps)
GOAL = many("--goal", metavar="STEP", shell_complete=complete_steps, help="What to reach.")
NAME = click.option("--name", metavar="NAME", help="Whose plan it is, for the page.")
FROM_PLAN = click.option(
    "--from", "from_plan", type=click.Path(), metavar="PLAN",
    help="A plan made before, as PDF or JSON: its person, goal and pathway count.",
)  # fmt: skip
PREVIOUS = click.option(
    "--previous", type=click.Path(), metavar="PLAN",
    help="The plan before this one, as PDF or JSON, to say what changed.",
)  # fmt: skip
WITH = many(
    "--with", "others", metavar="PATHWAY", shell_complete=complete_pathways,
    help="Another pathway to plan on; what both have is one step.",
)  # fmt: skip
LANGUAGE = click.option(
    "--language", metavar="TAG", help="Language to answer in, such as es; else the pathway's."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
LEARNER, LEARNER_NEEDED = (
    many(
        "--learner", type=click.Path(), metavar="FILE", callback=_one_file, required=needed,
        help="The learner file in which it is recorded." if needed else "A learner file.",
    )
    for needed in (False, True)
)  # fmt: skip
START = click.option(
    "--start", metavar="DATE", help="First day, such as 2027-01-04.  [default: today]"
)
HOURS = click.option("--hours", metavar="NUMBER", help="Hours for study each week.")
HAVE = many(
    "--have", metavar="STEP[=DATE]", shell_complete=complete_steps,
    help="A step you have done; :grade=B and :renewed=DATE behind it tell more.",
)  # fmt: skip
SAVINGS = click.option("--savings", metavar="MONEY", help="Money you have at the start.")
MONTHLY = click.option("--monthly", metavar="MONEY", help="Money you can add each month.")
SET_ASIDE = click.option(
    "--set-aside", metavar="PERCENT",
    help="Part of the pay of a new job to count on, such as 20%; with --savings.",
)  # fmt: skip
BUDGET = click.option("--budget", metavar="MONEY", help="The most you can pay in all.")
STATE = click.option("--state", metavar="STATE", help="Where you live, such as Texas or TX.")
MOVE = many(
    "--move", metavar="STATE=DATE", help="A state you move to, and when, such as TX=2027-06-01."
)
PREFER = click.option(
    "--prefer",
    metavar="WHAT",
    help="fastest, cheapest, balanced, fewest-hours or first-pay.",
)
FACT = many(
    "--fact", metavar="PATH=VALUE",
    help='What you found out, such as cpc.costs.exam=425 or cpc.duration="9 months".',
)  # fmt: skip
AREA = click.option(
    "--area", metavar="AREA", help="Town or area whose pay counts, such as Columbus, OH."
)
WORK_HOURS = click.option("--work-hours", metavar="NUMBER", help="Hours for work each week.")
ASSUME = many(
    "--assume", metavar="WHAT=LENGTH",
    help="What to count on where no source says, such as hiring='3 weeks', booking=none; "
    "none alone assumes nothing.",
)  # fmt: skip
OFFICE = click.option(
    "--office", type=click.Path(), metavar="FILE", envvar="PATHPLANNER_OFFICE",
    help="What an office knows: facts, offers near you, funds, name and notices. "
    "Without it: the file that PATHPLANNER_OFFICE names.",
)  # fmt: skip
OFFER = many(
    "--offer",
    metavar="STEP=OFFER",
    help="Where a step is taken: the id of an offer of the office or of the pathway.",
)
FUNDING = many(
    "--funding", metavar="TEXT",
    help="Money from others: a name, an amount and, if it is not sure, applied, "
    "such as 'WIOA 3000 applied'.",
)  # fmt: skip
DEADLINE = click.option("--deadline", metavar="DATE", help="The last day to reach the goal.")
BIRTH_DATE = click.option("--birth-date", metavar="DATE", help="For steps with a minimum age.")
PERSON = (
    LEARNER,
    START,
    HOURS,
    WORK_HOURS,
    HAVE,
    many("--under-way", metavar="STEP=DATE", help="A step you have begun, and when."),
    many("--failed", metavar="STEP=DATE", help="A step you did not pass, and when."),
    many("--dropped", metavar="STEP=DATE", help="A step you gave up, and when."),
    many("--applied", metavar="STEP=DATE", help="A step you applied for, and when."),
    SAVINGS,
    MONTHLY,
    SET_ASIDE,
    BUDGET,
    FUNDING,
    DEADLINE,
    many("--avoid", metavar="STEP", shell_complete=complete_steps, help="A step not to take."),
    many("--insist", metavar="STEP", shell_complete=complete_steps, help="A step to take."),
    STATE,
    MOVE,
    AREA,
    BIRTH_DATE,
    click.option("--recommended/--no-recommended", default=None, help="Take what is advised, too."),
    PREFER,
    FACT,
    ASSUME,
    OFFICE,
    OFFER,
)
QUESTION = (PATHWAY, GOAL, FROM_PLAN, *PERSON, WITH, LANGUAGE)
"""What `plan` can be asked about, for commands that answer a question about it."""

ANSWERS = (
    NAME, GOAL, HAVE, START, HOURS, DEADLINE, BUDGET, SAVINGS, MONTHLY, FUNDING, STATE, BIRTH_DATE,
    PREFER, FACT, OFFICE, LANGUAGE,
)  # fmt: skip
"""What `start` asks a person."""

RECORD = (PATHWAY, LEARNER_NEEDED, OFFICE, WITH, PREVIOUS, LANGUAGE)
"""What there is to say next to what became of a step."""

_SINGLE = {
    name: name
    for name in (
        "name", "start", "savings", "monthly", "set_aside", "budget", "deadline", "state",
        "birth_date", "area", "work_hours", "prefer", "recommended", "learner", "from_plan",
        "previous", "language", "effort", "futures", "pathways", "others", "office",
    )
} | {"hours": "hours_per_week"}  # fmt: skip
_STEPS = ("goal", "avoid", "insist")
_DATED = {"have": "holds", "move": "moves"} | {
    name: name for name in ("under_way", "failed", "dropped", "applied")
}
"""Options to the fields of a request."""

_FILES = ("learner", "from_plan", "previous", "office")


@frozen
class Asked:
    """What the options of a command ask, and what is wrong with how they are written."""

    request: pp.Request
    faults: tuple[Fault, ...] = ()


def asks(*flags: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Add options to a command, which gets what they say as `asked`."""

    def add(command: Command) -> Command:
        @wraps(command)
        def run(*args: Any, **given: Any) -> Any:
            return command(*args, asked=asked_by(given), **given)

        return _with(run, flags)

    return add


def _with(run: Command, flags: Sequence[Callable[[Any], Any]]) -> Command:
    for flag in reversed(flags):
        run = flag(run)
    return run


_OUTPUTS = (
    many(
        "-o", "--output", type=click.Path(allow_dash=True),
        help="File to write; - is standard output.",
    ),
    click.option(
        "-t", "--to", "format_", metavar="FORMAT", shell_complete=complete_formats,
        help="Format of standard output, or of a file whose ending does not say it.",
    ),
    many("-O", "--option", metavar="NAME=VALUE", help="Option of a format, such as paper=a4."),
    JSON,
)  # fmt: skip

STDOUT = "-"
OF_PATHWAYS = ("ctdl", "graphml", "node-link")
"""Formats that a pathway has and a person's plan has not."""
ENDINGS = {
    ".json": "json", ".jsonld": "ctdl", ".graphml": "graphml", ".dot": "dot", ".mmd": "mermaid",
}  # fmt: skip
"""The format in which a pathway is written to a file with an ending."""


@frozen
class Wanted:
    """The outputs that the options of a command ask for.

    Attributes:
        files: Files to write; `-` is standard output.
        format: The format of those whose suffix does not say it; empty if none is named.
        options: Options of formats, as `name=value`.
        as_json: Whether a report in JSON goes to standard output.
    """

    files: tuple[str, ...] = ()
    format: str = ""
    options: tuple[str, ...] = ()
    as_json: bool = False


def writes(command: Command) -> Command:
    """Add the options for outputs to a command, which gets what they say as `wanted`."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        names = ("output", "format_", "option", "as_json")
        files, format_, options, as_json = (given.pop(name) for name in names)
        return command(*args, wanted=Wanted(files, format_ or "", options, as_json), **given)

    return _with(run, _OUTPUTS)


def asked_by(given: dict[str, Any]) -> Asked:
    """Return what options ask; they are taken out of those given."""
    own = {*_SINGLE, *_STEPS, *_DATED, "fact", "funding", "assume", "offer"} & given.keys()
    told, pathway = {name: given.pop(name) for name in own}, given.pop("pathway", None)
    faults = Faults()
    if told.get("learner") and told.get("from_plan"):
        said = "Both --from and --learner tell of a person."
        faults.add(said, "from_plan", "Give one of them.")
        del told["learner"]
    fields = {"pathways": pathway or (), **fields_of(told, faults)}
    request = pp.Request(**fields, today=today(), meanwhile=terminal.working)
    return Asked(request, tuple(faults.found))


def fields_of(told: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return the fields of a request that options say; what is miswritten is written down."""
    nothing = {name: ("",) if name in _FILES else () for name in told}
    said = {k: value for k, value in told.items() if value not in (None, (), *nothing[k])}
    fields = {field: said[name] for name, field in _SINGLE.items() if name in said}
    for name in _STEPS:
        if name in said:
            fields[name] = tuple(_split(said[name], name, faults))
    for name, target in _DATED.items():
        if name in said and name != "have":
            fields[target] = tuple(map(_with_day, _split(said[name], name, faults)))
    if "have" in said:
        parts = _split(said["have"], "have", faults)
        held = (faults.of(partial(desk.read_held, one)) for one in parts)
        fields["holds"] = tuple(one for one in held if one is not None)
    if "funding" in said:
        fields["funding"] = said["funding"]
    if "assume" in said:
        fields["assumptions"] = tuple(map(_with_length, said["assume"]))
    if "offer" in said:
        fields["offers"] = tuple(_chosen(said["offer"], faults))
    if "fact" in said:
        fields["facts"] = tuple(_facts(said["fact"], faults))
    return fields


def changed_by(request: pp.Request, told: Mapping[str, Any], faults: Faults) -> pp.Request:
    """Return a request with what options say; steps other than the goal are added."""
    fields = fields_of(told, faults)
    added = ("others", *_STEPS[1:], *_DATED.values(), "funding", "facts", "assumptions", "offers")
    for name in added:
        if name in fields:
            fields[name] = (*getattr(request, name), *fields[name])
    return evolve(request, **fields)


def _facts(values: Iterable[str], faults: Faults) -> Iterator[tuple[str, str]]:
    """Yield the paths of what was found out, each with its value."""
    for text in values:
        path, equals, value = text.partition("=")
        if not equals or not path.strip() or not value.strip():
            hint = "Write PATH=VALUE, such as --fact cpc.costs.exam=425."
            faults.add(f"{text!r} does not say what was found out.", "facts", hint)
            continue
        yield path.strip(), value.strip()


def _with_length(text: str) -> tuple[str, str | None]:
    what, equals, span = text.partition("=")
    return what.strip(), span if equals else None


def _chosen(values: Iterable[str], faults: Faults) -> Iterator[tuple[str, str]]:
    """Yield the steps of which it is told where they are taken, each with the offer."""
    for text in values:
        step, equals, offer = text.partition("=")
        if equals and step.strip() and offer.strip():
            yield step.strip(), offer.strip()
        else:
            hint = "Write STEP=OFFER, such as --offer coding-certificate=acc."
            faults.add(f"{text!r} does not say which offer of which step.", "offers", hint)


def _with_day(text: str) -> tuple[str, str | None]:
    step, equals, day = text.partition("=")
    return step.strip(), day if equals else None


def _split(values: tuple[str, ...], name: str, faults: Faults) -> Iterator[str]:
    """Yield the parts of every value between its commas."""
    parts = [part.strip() for value in values for part in value.split(",")]
    if any(not part or part.startswith("=") for part in parts):
        flag = f"--{name.replace('_', '-')}"
        faults.add("A step's name is missing.", flag, f"Write {flag} and a step.")
    yield from (part for part in parts if part and not part.startswith("="))


def typed_again(request: pp.Request) -> str:
    """Return what stands at the end of another command about the same person: pathway and file."""
    if not isinstance(request.learner, str):
        return ""
    names = [one for one in request.pathways if isinstance(one, str)]
    return "".join(f" {shlex.quote(one)}" for one in (*names, "--learner", request.learner))
