"""Asks what `pathplanner start` needs to know; flags answer first, Enter skips."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve

from pathplanner.cli.edge import today
from pathplanner.cli.options import Asked, fields_of
from pathplanner.cli.terminal.screen import ask, note, say
from pathplanner.desk.case import Case, open_case
from pathplanner.desk.pathways import Shelf
from pathplanner.desk.request import Request
from pathplanner.document.interview import (
    Question,
    bad_choice_words,
    common_steps,
    greeting,
    questions,
)
from pathplanner.document.words.language import LANGUAGE, current_language
from pathplanner.errors import Fault, Faults, InputError, did_you_mean
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.learner import DEFAULT_HOURS, Prefer
from pathplanner.model.pathway import Pathway

_FIRST = "medical-biller-and-coder"

Check = Callable[[str, Faults], Any]


def interview(asked: Asked, *, asking: bool) -> Case:
    """Return the person and the pathway; questions are asked of a person at a terminal only.

    Raises:
        InputError: Something that a flag says is wrong; every fault is named.
    """
    known = {question.flag: question for question in questions()}
    if asking:
        for line in greeting():
            say(line, err=True)
    request, shelf = _with_career(asked.request, known.pop("pathway"), asking=asking), Shelf()
    faults = Faults(asked.faults)
    case = faults.of(lambda: _opened(request, shelf))
    faults.stop()  # what is wrong with a flag is said before all questions
    if case is None:
        raise AssertionError("what is missing has a fault")
    for line in case.notes:
        note(line)
    for flag, question in known.items() if asking else ():
        if flag == "monthly" and not request.savings:
            continue
        if not any(request.says(field) for field in fields_of({flag: ("x",)}, Faults())):
            check = _check(flag, case.pathway, request, shelf)
            told = _ask(question, _choices(flag, case.pathway), check, _usual(flag))
            request = told or request
    return _opened(request, shelf)


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


def _with_career(request: Request, question: Question, *, asking: bool) -> Request:
    """Return the request with a pathway: the one that is named, chosen, or the usual one."""
    names = bundled_pathways()
    if request.pathways:
        return request
    if not asking:
        return evolve(request, pathways=_FIRST)
    titles = [(name, _title(name, request.language)) for name in names]

    def check(text: str, faults: Faults) -> str | None:
        return _choice(text, names, faults)

    chosen = _ask(question, titles, check, str(names.index(_FIRST) + 1))
    return evolve(request, pathways=chosen or _FIRST)


def _title(name: str, language: str) -> str:
    try:
        return load_pathway(name, language).title
    except InputError:  # it has no translation
        return load_pathway(name).title


def _choices(flag: str, pathway: Pathway) -> Sequence[tuple[str, str]]:
    """Return what can be chosen by its number."""
    if flag == "goal":
        return [(goal, pathway.by_id[goal].title) for goal in pathway.destinations]
    if flag == "have":
        return [(step.id, step.title) for step in common_steps(pathway)]
    return ()


def _ask(
    question: Question, choices: Sequence[tuple[str, str]], check: Check, usual: str = ""
) -> Any:
    """Ask until the answer is right or left out; a question mark is answered with help."""
    for number, (name, title) in enumerate(choices, 1):
        say(f"{title} ({name})", first=f"  {number}. ", err=True)
    while True:
        text = ask(question.text, usual)
        if not text:
            return None
        if text == "?":
            say(question.help, err=True)
            continue
        faults = Faults()
        found = check(text, faults)
        if not faults.found:
            return found
        for line in dict.fromkeys(_wrong(fault, question) for fault in faults.found):
            say(line, err=True)


def _wrong(fault: Fault, question: Question) -> str:
    """Return what is wrong with an answer; what a flag would say is in English only."""
    if fault.path and question.form and current_language().tag != LANGUAGE:
        return question.form
    return f"{fault.message} {fault.hint}".rstrip()


def _check(flag: str, pathway: Pathway, before: Request, shelf: Shelf) -> Check:
    """Return what makes a request of an answer, which must go with the answers before."""

    def check(text: str, faults: Faults) -> Request | None:
        answer = _read(flag, text, pathway, faults)
        if faults.found:
            return None
        request = evolve(before, **fields_of({flag: answer}, faults))
        faults.of(lambda: _opened(request, shelf))
        return request

    return check


def _read(flag: str, text: str, pathway: Pathway, faults: Faults) -> Any:
    """Return an answer as its option would have it."""
    if flag == "goal":
        return (_choice(text, tuple(pathway.by_id), faults, pathway.destinations) or "",)
    if flag == "have":
        ids = [step.id for step in common_steps(pathway)]
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return tuple(_held(part, ids, pathway, faults) for part in parts)
    if flag == "prefer":
        return _choice(text, tuple(Prefer), faults)
    if flag == "state" and re.fullmatch("[A-Za-z]{2}", text):
        return f"{pathway.country or 'US'}-{text}"
    return text


def _held(part: str, ids: Sequence[str], pathway: Pathway, faults: Faults) -> str:
    name, equals, day = part.partition("=")
    step = _choice(name.strip(), tuple(pathway.by_id), faults, ids)
    return f"{step}{equals}{day}"


def _choice(
    text: str, known: Sequence[str], faults: Faults, numbered: Sequence[str] = ()
) -> str | None:
    """Return what was chosen by its number or its name."""
    listed = numbered or known
    if text.isascii() and text.isdigit():
        if 1 <= int(text) <= len(listed):
            return listed[int(text) - 1]
    elif text in known:
        return text
    hint = did_you_mean(text, known) if current_language().tag == LANGUAGE else ""
    # The list of all that is known is on the screen already.
    faults.add(bad_choice_words(len(listed)), hint="" if hint.startswith("Known") else hint)
    return None
