"""The tools of an assistant: each gives one short answer from the desk.

All read what comes with the program, and files of one folder that was named at the start.
Only `render` writes, a new file in that folder. Nothing that is told of a person is kept: the
address of a plan holds the question, and the plan is made anew when it is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from attrs import evolve, field, frozen

from pathplanner import desk
from pathplanner.cli import terminal
from pathplanner.cli.assistant import answers
from pathplanner.cli.assistant.arguments import (
    Arguments,
    Asking,
    Checking,
    Comparing,
    Listing,
    Planning,
    Question,
    Reaching,
    Rendering,
    Showing,
    read_arguments,
)
from pathplanner.cli.assistant.short import in_short
from pathplanner.cli.commands.compare import rows_of, with_what_if
from pathplanner.cli.edge import today
from pathplanner.cli.options import Wanted, fields_of
from pathplanner.desk.checking import check_file, check_plan
from pathplanner.desk.naming import MARK, need_step
from pathplanner.desk.pathways import Shelf, read_pathways
from pathplanner.desk.request import quietly
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.files import write_new_safely
from pathplanner.formats.files import files_behind, load_learner, load_pathway
from pathplanner.formats.forms.writer import pathway_to_json, plan_hash, plan_to_json
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.finder import search

PLAN, PATHWAY = "pathplanner://plan/", "pathplanner://pathway/"
"""How the addresses of whole plans and pathways begin."""

_FILES = ("learner", "office", "from_plan", "previous")
_STEPS = ("goal", "avoid", "insist", "have", "under_way", "failed", "dropped", "applied")
_TAKEN = Fault("There is such a file already.", "output", "Choose another name.")
_NOT_ASKED = {"step", "what_if", "output", "format", "option"}
"""Arguments that say nothing of what to plan."""


@frozen
class Counter:
    """What every tool has at hand.

    Attributes:
        folder: The only folder whose files are read and in which `render` writes; none without.
        shelf: Bundled pathways that were read before; nothing of a person.
    """

    folder: Path | None = None
    shelf: Shelf = field(factory=Shelf, eq=False, repr=False)

    def file(self, name: str, argument: str) -> Path:
        """Return the path of a file in the folder.

        Raises:
            InputError: There is no folder, or the file is not in it.
        """
        if self.folder is None:
            hint = "Start it as: pathplanner mcp --folder FOLDER."
            raise InputError([Fault("No folder was named at the start.", argument, hint)])
        base = self.folder.resolve()
        try:
            path = (base / name).resolve()
        except (OSError, ValueError, RuntimeError):
            path = base
        if path == base or not path.is_relative_to(base):
            hint = "Name a file in it."
            raise InputError([Fault(f"{name!r} is no file in the folder.", argument, hint)])
        return path

    def pathway(self, name: str, argument: str = "pathway") -> str:
        """Return a bundled name, or the path of a pathway file in the folder."""
        if name in bundled_pathways():
            return name
        hint = _career(name) or did_you_mean(name, bundled_pathways()) or "Call list for the names."
        if self.folder is None or not self.file(name, argument).is_file():
            raise InputError([Fault(f"There is no pathway {name!r}.", argument, hint)])
        path = self.file(name, argument)
        for one in files_behind(str(path)):
            self.file(one, argument)
        return str(path)

    def open(
        self, opening: Callable[[desk.Request, Shelf], desk.Case], request: desk.Request
    ) -> desk.Case:
        """Return the case of a request; what comes with the program is read once."""
        shelf = dict(self.shelf)
        case = opening(request, shelf)
        self.shelf.update({k: v for k, v in shelf.items() if k in bundled_pathways()})
        return case


def _career(words: str) -> str:
    """Return which career plain words may mean, as a hint."""
    try:
        career = desk.find_career(words)
    except InputError as error:
        return error.faults[0].hint
    if career is None:
        return ""
    goal = f" with goal {career.goal}" if career.goal else ""
    return f"Did you mean {career.pathway}{goal} ({career.title})?"


def _request(counter: Counter, told: dict[str, Any]) -> desk.Request:
    """Return the request that arguments make.

    Raises:
        InputError: A file or a pathway is not one that may be read, or a value is miswritten.
    """
    faults = Faults()
    for name in _FILES:
        if name in told:
            told[name] = faults.of(lambda name=name: str(counter.file(told[name], name)))  # type: ignore[misc]
    pathways = [told.pop("pathway")] if "pathway" in told else list(told.pop("pathways", ()))
    others = told.pop("also", ())
    named = [faults.of(lambda one=one: counter.pathway(one)) for one in pathways]  # type: ignore[misc]
    more = [faults.of(lambda one=one: counter.pathway(one, "also")) for one in others]  # type: ignore[misc]
    for name in _STEPS:
        for one in told.get(name, ()):
            _check_scope(one.partition("=")[0], name, faults)
    learner = told.pop("learner", None)
    fields = fields_of(told, faults)
    if learner is not None:
        fields["learner"] = faults.of(lambda: load_learner(Path(learner), today()))
        for goal in fields["learner"].goal if fields["learner"] else ():
            _check_scope(goal, "learner", faults)
    faults.stop()
    fields |= {"pathways": tuple(named), "others": tuple(more), "today": today()}
    return desk.Request(**fields)


def _check_scope(step: str, argument: str, faults: Faults) -> None:
    """Write down a step that names a file before its id: the desk would read that file."""
    scope, mark, _ = step.rpartition(MARK)
    if mark and scope not in bundled_pathways():
        faults.add(f"{scope!r} is no bundled pathway.", argument, "Name the file as pathway.")


def _case(counter: Counter, asked: Question, about: str = "") -> desk.Case:
    told = {k: v for k, v in asked.told().items() if k not in _NOT_ASKED}
    request = _request(counter, told)
    if about:
        faults = Faults()
        _check_scope(about, "step", faults)
        faults.stop()
    return counter.open(partial(desk.open_case, about=about), request)


def address_of(asked: Question, case: desk.Case, *goal: str) -> str:
    """Return the address of a whole plan: the question itself, with its first day."""
    told = {k: v for k, v in asked.told().items() if k not in {*_NOT_ASKED, "pathway"}}
    if not (asked.learner or asked.from_plan):
        told["start"] = case.learner.start.isoformat()
    if goal:
        told["goal"] = goal
    name, *more = (asked.pathway,) if asked.pathway else case.pathways.names
    if more and "also" not in told:
        told["also"] = tuple(more)
    pairs = [
        (key, one)
        for key, value in told.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    return f"{PLAN}{quote(name, safe='')}?{urlencode(pairs)}"


def fetch(counter: Counter, address: str) -> str:
    """Return the whole plan or pathway of an address, as JSON.

    Raises:
        InputError: There is nothing of that address.
    """
    if address.startswith(PATHWAY):
        return pathway_to_json(load_pathway(counter.pathway(unquote(address[len(PATHWAY) :]))))
    if not address.startswith(PLAN):
        hint = f"Addresses begin with {PLAN} or {PATHWAY}."
        raise InputError([Fault(f"There is nothing at {address!r}.", "uri", hint)])
    name, _, query = address[len(PLAN) :].partition("?")
    told: dict[str, Any] = {"pathway": unquote(name)}
    for key, values in parse_qs(query, keep_blank_values=True).items():
        listed = key in Planning.model_fields and "array" in str(_schema(Planning, key))
        told[key] = values if listed else values[-1]
    if "recommended" in told:
        told["recommended"] = told["recommended"] == "True"
    asked = read_arguments(Planning, told)
    return plan_to_json(desk.plan(_case(counter, asked)))


def _schema(kind: type[Arguments], name: str) -> Any:
    return kind.model_json_schema()["properties"][name]


def list_(_: Counter, asked: Listing) -> str:
    """List pathways, or what fits words or the code of an occupation."""
    names = bundled_pathways()
    known = {name: load_pathway(name) for name in names}
    wanted = asked.soc or asked.words
    return answers.found(search(known, wanted)) if wanted else answers.listed(known)


def show(counter: Counter, asked: Showing) -> str:
    """Show the steps of a pathway, or all that is known of one step, with its sources."""
    name = counter.pathway(asked.pathway)
    faults = Faults()
    joined = read_pathways([name], "", {}, dict(counter.shelf), quietly, faults)
    faults.stop()
    assert joined is not None  # noqa: S101 - what is missing has a fault
    address = f"{PATHWAY}{quote(asked.pathway, safe='')}"
    if not asked.step:
        return answers.shown(joined.whole, asked.pathway, address)
    step = need_step(asked.step, joined)
    return answers.step_shown(joined.whole, joined.whole.by_id[step], address)


def plan(counter: Counter, asked: Planning) -> str:
    """Plan the best way to a goal: days, prices, steps, sources, and what is not known."""
    case = _case(counter, asked)
    made = desk.plan(case)
    return answers.planned(made, address_of(asked, case), case.notes, _taken_for(asked, case))


def _taken_for(asked: Question, case: desk.Case) -> Iterator[str]:
    """Yield what was taken for a person of whom it was not told."""
    if asked.learner or asked.from_plan:
        return
    if asked.hours is None:
        yield f"{case.learner.hours_per_week} hours of study a week: none were told"
    if not asked.have:
        yield "nothing is done yet: nothing else was told"
    if asked.savings is None and asked.budget is None:
        yield "money sets no limit: none was told"


def why(counter: Counter, asked: Asking) -> str:
    """Say why a step is in the best plan, or why not and what it would change."""
    case = _case(counter, asked, asked.step)
    return answers.answered(desk.why(case, asked.step), address_of(asked, case))


def why_not(counter: Counter, asked: Asking) -> str:
    """Say what stands in the way of a goal, and which one change would be enough."""
    case = _case(counter, asked, asked.step)
    found = desk.why_not(case, asked.step)
    return answers.answered(found, address_of(asked, case, found.step))


def ask(counter: Counter, asked: Question) -> str:
    """Say what to ask first: the few facts that could change the plan, and whom to ask."""
    case = _case(counter, asked)
    return answers.questions(desk.ask(case), address_of(asked, case))


def reach(counter: Counter, asked: Reaching) -> str:
    """List every goal and whether it is within the person's time and money."""
    request = _request(counter, asked.told())
    case = counter.open(lambda one, _: desk.open_to_reach(one), request)
    return answers.reached(desk.reach(case), case.pathway)


def compare(counter: Counter, asked: Comparing) -> str:
    """Compare the plan with plans under other circumstances, or the ways to one goal."""
    told = {k: v for k, v in asked.told().items() if k not in _NOT_ASKED}
    request, faults = _request(counter, told), Faults()
    others = [with_what_if(request, changes, faults) for changes in asked.what_if]
    for one in others:
        for name in ("goal", "holds", "avoid", "insist"):
            for step in getattr(one, name):
                _check_scope(step if isinstance(step, str) else step[0], "what_if", faults)
        for other in one.others:
            faults.of(lambda other=other: counter.pathway(str(other), "what_if"))  # type: ignore[misc]
    faults.stop()
    found = desk.compare(*desk.open_all(request, *others))
    return answers.compared(rows_of(found, asked.what_if), found.plans)


def check(counter: Counter, asked: Checking) -> str:
    """Say what is wrong with a pathway, learner or plan file, or whether a plan holds."""
    if asked.plan is not None:
        pathway, made = counter.pathway(asked.file, "file"), counter.file(asked.plan, "plan")
        return answers.verified(asked.plan, check_plan(str(made), pathway))
    name = asked.file
    name = name if name in bundled_pathways() else str(counter.file(name, "file"))
    return answers.checked(evolve(check_file(name, today()), file=asked.file))


def render(counter: Counter, asked: Rendering) -> str:
    """Write a plan to a new file in the folder, as PDF, Word, calendar or another format."""
    path, faults = counter.file(asked.output, "output"), Faults()
    if path.exists():
        faults.found.append(_TAKEN)
    case = faults.of(lambda: _case(counter, asked))
    wanted = Wanted((str(path),), asked.format or "", tuple(asked.option))
    outputs = terminal.choose_outputs(wanted, [], faults)
    faults.found = [_shorter(fault, path) for fault in faults.found]
    faults.stop()
    assert case is not None  # noqa: S101 - what is missing has a fault
    for target in outputs.targets:
        if path.suffix.lower() not in target.renderer.suffixes:
            hint = f"It writes {', '.join(target.renderer.suffixes)}."
            raise InputError([Fault(f"No {path.suffix} of this format.", "output", hint)])
    made = desk.plan(case)
    ready = outputs.write(terminal.PlanWriter(made))
    ready.complain()
    ((_, data),) = ready.files
    if not write_new_safely(path, data):
        raise InputError([_TAKEN])
    tree = {"wrote": asked.output, "bytes": len(data), "plan_hash": plan_hash(made)}
    return in_short({**tree, **answers.sums(made), "whole": address_of(asked, case)})


def _shorter(fault: Fault, path: Path) -> Fault:
    """Return a fault that names a file as it was asked for."""
    return evolve(fault, path=fault.path.replace(f"-o {path}", "output").replace("-o", "output"))


@frozen
class Tool:
    """A tool as it is told to assistants.

    Attributes:
        name: What it is called.
        arguments: What it may be told.
        run: Gives the answer.
        writes: Whether it writes a file.
    """

    name: str
    arguments: type[Arguments]
    run: Callable[[Counter, Any], str]
    writes: bool = False

    def call(self, counter: Counter, given: Mapping[str, Any]) -> str:
        """Return the answer to a call.

        Raises:
            PathplannerError: Something is wrong with what it was told.
        """
        return self.run(counter, read_arguments(self.arguments, given))


TOOLS: tuple[Tool, ...] = (
    Tool("list", Listing, list_),
    Tool("show", Showing, show),
    Tool("plan", Planning, plan),
    Tool("why", Asking, why),
    Tool("why_not", Asking, why_not),
    Tool("ask", Question, ask),
    Tool("reach", Reaching, reach),
    Tool("compare", Comparing, compare),
    Tool("check", Checking, check),
    Tool("render", Rendering, render, writes=True),
)
