"""Asks what `pathplanner start` needs to know; flags answer first, Enter skips.

A question is answered in plain words: a number of a list, an id, or words that find what is
meant. What was answered is kept in a file until there is a learner file, so that one who
stops goes on where they were.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from pathplanner.cli.edge import today
from pathplanner.cli.options import Asked, fields_of
from pathplanner.cli.terminal.screen import ask, note, say
from pathplanner.desk.case import Case, open_case
from pathplanner.desk.naming import names_in
from pathplanner.desk.pathways import Shelf
from pathplanner.desk.request import Request
from pathplanner.document.interview import (
    Question,
    bad_choice_words,
    common_steps,
    greeting,
    in_one_line,
    is_yes,
    kept_words,
    meant_words,
    questions,
    resumed_words,
    several_words,
    taken_words,
)
from pathplanner.document.words.language import LANGUAGE, current_language
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.files import write_bytes_safely
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.finder import search
from pathplanner.model.learner import DEFAULT_HOURS, Held, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.step import Kind, Step

KEPT = "pathplanner-start.json"
"""The file in which answers are kept until there is a learner file."""

_FIRST = "medical-biller-and-coder"
_NEAR = 5
"""How much less what was found may weigh than the best and still be what is meant."""

_PREFER = {"time": "fastest", "money": "cheapest", "both": "balanced", "study": "fewest-hours"}
_PREFER |= {"a job": "first-pay", "job": "first-pay"}

Check = Callable[[str, Faults], Any]


@frozen
class Choice:
    """One thing to choose: its name, what it is called, and what it is in one line."""

    name: str
    title: str
    about: str = ""
    kind: Kind | None = None


def interview(asked: Asked, *, asking: bool) -> Case:
    """Return the person and the pathway; questions are asked of a person at a terminal only.

    Raises:
        InputError: Something that a flag says is wrong; every fault is named.
        click.Abort: The person stopped; what they answered is kept.
    """
    if not asking:
        return _talk(asked, {}, asking=False)
    for line in greeting():
        say(line, err=True)
    answers = _kept()
    try:
        return _talk(asked, answers, asking=True)
    except (click.Abort, KeyboardInterrupt):
        if answers:
            with suppress(Exception):
                text = json.dumps(answers, ensure_ascii=False, indent=1)
                write_bytes_safely(KEPT, f"{text}\n".encode())
                click.echo(err=True)
                note(kept_words(KEPT))
        raise


def forget() -> None:
    """Take away what was kept: the answers are in a learner file now."""
    Path(KEPT).unlink(missing_ok=True)


def _kept() -> dict[str, Any]:
    """Return what was answered before a person stopped; nothing if it cannot be read."""
    with suppress(OSError, ValueError):
        found = json.loads(Path(KEPT).read_text("utf-8"))
        if isinstance(found, dict):
            say(resumed_words(KEPT), err=True)
            return {str(key): value for key, value in found.items()}
    return {}


def _talk(asked: Asked, answers: dict[str, Any], *, asking: bool) -> Case:
    known = {question.flag: question for question in questions()}
    request = _with_career(asked.request, known.pop("pathway"), answers, asking=asking)
    shelf, faults = Shelf(), Faults(asked.faults)
    case = faults.of(lambda: _opened(request, shelf))
    faults.stop()  # what is wrong with a flag is said before all questions
    if case is None:
        raise AssertionError("what is missing has a fault")
    for line in case.notes:
        note(line)
    pathway = case.pathway
    for flag, question in known.items() if asking else ():
        if _is_left_out(flag, request, pathway) or _is_told(flag, request):
            continue
        check = _check(flag, pathway, request, shelf)
        told = _from_before(flag, answers, request, shelf)
        if told is None:
            told = _ask(question, _choices(flag, pathway), check, _usual(flag))
        if told:
            answers[flag], request = told
    return _opened(request, shelf)


def _is_told(flag: str, request: Request) -> bool:
    """Tell whether a flag has answered a question."""
    name = flag.replace("-", "_")
    return any(request.says(field) for field in fields_of({name: ("x",)}, Faults()))


def _is_left_out(flag: str, request: Request, pathway: Pathway) -> bool:
    """Tell whether a question does not matter after the answers before it."""
    if flag == "monthly":
        return not request.savings
    if flag == "birth-date":
        return not any(step.minimum_age for step in pathway.steps)
    if flag == "diploma":
        held = {one.step if isinstance(one, Held) else one[0] for one in request.holds}
        return not _diplomas(pathway) or any(step.id in held for step in _diplomas(pathway))
    return False


def _diplomas(pathway: Pathway) -> list[Step]:
    """Return the diplomas that people bring with them."""
    return [step for step in common_steps(pathway) if step.kind is Kind.DIPLOMA]


def untold_diploma(case: Case) -> Step | None:
    """Return a diploma of which it is not told whether the person has it, if there is one."""
    told = {held.step for held in case.learner.holds} | set(case.learner.insist)
    left = [step for step in _diplomas(case.pathway) if step.id not in told]
    return left[0] if left else None


def _usual(flag: str) -> str:
    """Return the answer that stands where a question is skipped, as one would type it."""
    usual = {"goal": "1", "start": str(today()), "hours": str(DEFAULT_HOURS), "prefer": "1"}
    return usual.get(flag, "")


def _opened(request: Request, shelf: Shelf) -> Case:
    """Return what the answers say, with the usual goal where none is named.

    Raises:
        InputError: They are wrong; every fault is named.
    """
    case = open_case(request, shelf=shelf)
    return evolve(case, learner=evolve(case.learner, goal=case.goal))


def _with_career(
    request: Request, question: Question, answers: dict[str, Any], *, asking: bool
) -> Request:
    """Return the request with a pathway: the one that is named, chosen, or the usual one."""
    names = bundled_pathways()
    if request.pathways:
        return request
    if not asking:
        return evolve(request, pathways=_FIRST)
    before = answers.get("pathway")
    if before in names:
        return evolve(request, pathways=before)
    found = {name: _pathway(name, request.language) for name in names}
    choices = [Choice(name, one.title) for name, one in found.items()]

    def check(text: str, faults: Faults) -> str | None:
        return _choice(text, choices, faults, found)

    chosen = _ask(question, choices, check, str(names.index(_FIRST) + 1)) or _FIRST
    answers["pathway"] = chosen
    return evolve(request, pathways=chosen)


def _pathway(name: str, language: str) -> Pathway:
    try:
        return load_pathway(name, language)
    except InputError:  # it has no translation
        return load_pathway(name)


def _choices(flag: str, pathway: Pathway) -> Sequence[Choice]:
    """Return what can be chosen by its number."""
    if flag == "goal":
        return [_of_step(pathway.by_id[goal]) for goal in pathway.destinations]
    if flag == "have":
        return [_of_step(step) for step in common_steps(pathway)]
    return ()


def _of_step(step: Step) -> Choice:
    return Choice(step.id, step.title, in_one_line(step), step.kind)


def _ask(question: Question, choices: Sequence[Choice], check: Check, usual: str = "") -> Any:
    """Ask until the answer is right or left out; a question mark is answered with help."""
    _list(choices)
    while True:
        text = ask(question.text, usual)
        if not text:
            return None
        if text == "?":
            say(question.help, err=True)
            _list(choices)
            continue
        faults = Faults()
        found = check(text, faults)
        for line in faults.notes:
            say(line, err=True)
        if not faults.found:
            return found
        for line in dict.fromkeys(_wrong(fault, question) for fault in faults.found):
            say(line, err=True)


def _list(choices: Sequence[Choice]) -> None:
    for number, one in enumerate(choices, 1):
        say(f"{one.title} ({one.name})", first=f"  {number}. ", err=True)
        if one.about:
            say(one.about, indent=5, err=True)


def _wrong(fault: Fault, question: Question) -> str:
    """Return what is wrong with an answer; what a flag would say is in English only."""
    if fault.path and question.form and current_language().tag != LANGUAGE:
        return question.form
    return f"{fault.message} {fault.hint}".rstrip()


def _check(flag: str, pathway: Pathway, before: Request, shelf: Shelf) -> Check:
    """Return what makes a request of an answer, which must go with the answers before."""

    def check(text: str, faults: Faults) -> tuple[Any, Request] | None:
        answer = _read(flag, text, pathway, faults)
        if faults.found:
            return None
        return answer, _with_answer(flag, answer, before, shelf, faults)

    return check


def _with_answer(flag: str, answer: Any, before: Request, shelf: Shelf, faults: Faults) -> Request:
    name = "have" if flag == "diploma" else flag.replace("-", "_")
    request = evolve(before, **fields_of({name: answer}, faults))
    faults.of(lambda: _opened(request, shelf))
    return request


def _from_before(
    flag: str, answers: Mapping[str, Any], request: Request, shelf: Shelf
) -> tuple[Any, Request] | None:
    """Return what was answered before the person stopped, if it still holds."""
    answer, faults = answers.get(flag), Faults()
    if isinstance(answer, list):
        answer = tuple(map(str, answer))
    if not isinstance(answer, str | tuple):
        return None
    told = faults.of(lambda: _with_answer(flag, answer, request, shelf, faults))
    return None if faults.found or told is None else (answer, told)


def _read(flag: str, text: str, pathway: Pathway, faults: Faults) -> Any:
    """Return an answer as its option would have it."""
    if flag == "goal":
        choices = _choices("goal", pathway)
        return (_choice(text, choices, faults, {pathway.id: pathway}, pathway) or "",)
    if flag == "have":
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return tuple(_held(part, pathway, faults) for part in parts)
    if flag == "diploma":
        return (_diplomas(pathway)[0].id,) if is_yes(text) else ()
    if flag == "prefer":
        choices = [Choice(name, name) for name in Prefer]
        return _choice(_PREFER.get(text.casefold(), text), choices, faults)
    if flag == "funding":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    return text


def _held(part: str, pathway: Pathway, faults: Faults) -> str:
    name, equals, day = part.partition("=")
    choices = _choices("have", pathway)
    step = _choice(name.strip(), choices, faults, {pathway.id: pathway}, pathway)
    return f"{step}{equals}{day}"


def _choice(
    text: str,
    listed: Sequence[Choice],
    faults: Faults,
    found_in: Mapping[str, Pathway] | None = None,
    within: Pathway | None = None,
) -> str | None:
    """Return what was chosen by its number, its name or words for it.

    Args:
        text: What the person typed.
        listed: What was shown.
        faults: Where is written down that nothing is meant, and what was understood.
        found_in: Where words are looked for; nowhere if that is None.
        within: The pathway whose steps may be chosen although they are not listed.
    """
    known = [*listed, *(_of_step(step) for step in within.steps)] if within else listed
    if text.isascii() and text.isdigit():
        if 1 <= int(text) <= len(listed):
            return listed[int(text) - 1].name
        faults.add(bad_choice_words(len(listed)))
        return None
    if found := next((one.name for one in known if one.name == text), None):
        return found
    near = _meant(text, known, found_in or {}, steps=within is not None)
    if len(near) == 1:
        faults.notes.append(taken_words(near[0].title))
        return near[0].name
    if near:
        numbers = {one.name: str(number) for number, one in enumerate(listed, 1)}
        said = [f"{numbers.get(one.name, one.name)} ({one.title})" for one in near[:4]]
        faults.add(several_words(), hint=meant_words(said))
        return None
    names = tuple(dict.fromkeys(one.name for one in known))
    hint = did_you_mean(text, names) if current_language().tag == LANGUAGE else ""
    # The list of all that is known is on the screen already.
    faults.add(bad_choice_words(len(listed)), hint="" if hint.startswith("Known") else hint)
    return None


def _meant(
    text: str, known: Sequence[Choice], pathways: Mapping[str, Pathway], *, steps: bool
) -> list[Choice]:
    """Return what words may mean: one thing where that is clear, else several or nothing."""
    same = text.casefold()
    for one in known:
        if one.title.casefold() == same:
            return [one]
    if steps:
        pathway = next(iter(pathways.values()))
        named = [step.id for step in pathway.steps if same in names_in(step)]
        if len(named) == 1:
            return [one for one in known if one.name == named[0]][:1]
    by_name = {one.name: one for one in reversed(known)}
    weights: dict[str, int] = {}
    for hit in search(pathways, text):
        name = hit.id if steps else hit.pathway
        if name in by_name and hit.where != "text":
            weights[name] = max(weights.get(name, 0), hit.weight)
    best = max(weights.values(), default=0)
    near = [by_name[name] for name, weight in weights.items() if weight >= best - _NEAR]
    # Words of work mean the work: who says "medical coder" wants to be one.
    jobs = [one for one in near if one.kind is Kind.JOB and one.title.casefold().endswith(same)]
    return jobs if len(jobs) == 1 else near
