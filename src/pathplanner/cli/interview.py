"""Asks what `pathplanner start` needs to know; flags answer first, Enter skips."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pathplanner.cli.clock import today
from pathplanner.cli.faults import Faults
from pathplanner.cli.flags import apply_flags
from pathplanner.cli.person import check_steps, read_pathways
from pathplanner.cli.question import Question as Asked
from pathplanner.cli.terminal.say import ask, say
from pathplanner.document.interview import Question, bad_choice, greeting, offered, questions
from pathplanner.document.words.language import LANGUAGE, spoken
from pathplanner.errors import Fault, InputError, did_you_mean
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.learner import DEFAULT_HOURS, Learner, Prefer
from pathplanner.model.pathway import Pathway

_FIRST = "medical-biller-and-coder"
Check = Callable[[str, Faults], Any]


def interview(given: Mapping[str, Any], *, asking: bool) -> Asked:
    """Return the person and the pathway; questions are asked of a person at a terminal only.

    Raises:
        InputError: Something that a flag says is wrong; every fault is named.
    """
    known = {question.flag: question for question in questions()}
    if asking:
        for line in greeting():
            say(line, err=True)
    answers: dict[str, Any] = dict(given)
    names = _careers(known.pop("pathway"), given, asking=asking)
    faults = Faults()
    pathway = read_pathways(names, faults, given["language"])
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    _asked(answers, names, pathway)  # what is wrong with a flag is said before all questions
    for flag, question in known.items() if asking else ():
        if not given[flag] and not (flag == "monthly" and not answers["savings"]):
            check = _check(flag, pathway, answers)
            told = _ask(question, _choices(flag, pathway), check, _usual(flag))
            answers[flag] = told or given[flag]
    return _asked(answers, names, pathway)


def _usual(flag: str) -> str:
    """Return the answer that stands where a question is skipped, as one would type it."""
    usual = {"goal": "1", "start": str(today()), "hours": str(DEFAULT_HOURS), "prefer": "1"}
    return usual.get(flag, "")


def _asked(answers: Mapping[str, Any], names: tuple[str, ...], pathway: Pathway) -> Asked:
    """Return what the answers say.

    Raises:
        InputError: They are wrong; every fault is named.
    """
    faults = Faults()
    goal = answers["goal"] or pathway.destinations[0]
    flags = {**answers, "goal": (goal,), "learner": None, "source": None}
    learner = apply_flags(flags, Learner(start=today()), faults)
    check_steps(flags, pathway, learner, learner.goal, faults)
    faults.stop()
    return Asked(flags, names, pathway, learner)


def _careers(question: Question, given: Mapping[str, Any], *, asking: bool) -> tuple[str, ...]:
    names = bundled_pathways()
    if given["pathway"] or not asking:
        return (given["pathway"] or _FIRST,)
    titles = [(name, _title(name, given["language"])) for name in names]

    def check(text: str, faults: Faults) -> str | None:
        return _choice(text, names, faults)

    return (_ask(question, titles, check, str(names.index(_FIRST) + 1)) or _FIRST,)


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
        return [(step.id, step.title) for step in offered(pathway)]
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
    if fault.path and question.form and spoken().tag != LANGUAGE:
        return question.form
    return f"{fault.message} {fault.hint}".rstrip()


def _check(flag: str, pathway: Pathway, before: Mapping[str, Any]) -> Check:
    """Return what reads the answer to a question; it must go with the answers before."""

    def check(text: str, faults: Faults) -> Any:
        answer = _read(flag, text, pathway, faults)
        if not faults.found:
            faults.of(lambda: _asked({**before, flag: answer}, (pathway.id,), pathway))
        return answer

    return check


def _read(flag: str, text: str, pathway: Pathway, faults: Faults) -> Any:
    """Return an answer as the flag would have it."""
    if flag == "goal":
        return _choice(text, tuple(pathway.by_id), faults, pathway.destinations)
    if flag == "have":
        ids = [step.id for step in offered(pathway)]
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
    hint = did_you_mean(text, known) if spoken().tag == LANGUAGE else ""
    # The list of all that is known is on the screen already.
    faults.add(bad_choice(len(listed)), hint="" if hint.startswith("Known") else hint)
    return None
