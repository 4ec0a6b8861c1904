"""Asks what `pathplanner start` needs to know; flags answer first, Enter skips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from pathplanner.cli.clock import today
from pathplanner.cli.faults import Faults
from pathplanner.cli.flags import apply_flags
from pathplanner.cli.person import check_steps, read_pathways
from pathplanner.cli.question import Question as Asked
from pathplanner.document.interview import Question, bad_choice, greeting, offered, questions
from pathplanner.errors import InputError, did_you_mean
from pathplanner.formats.files import load_pathway
from pathplanner.formats.source import bundled_pathways
from pathplanner.model.learner import Learner, Prefer
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
            click.echo(line, err=True)
    answers: dict[str, Any] = dict(given)
    names = _careers(known.pop("pathway"), given, asking=asking)
    faults = Faults()
    pathway = read_pathways(names, faults, given["language"])
    faults.stop()
    assert pathway is not None  # noqa: S101 - else there was a fault
    for flag, question in known.items():
        told = given[flag]
        if asking and not told and not (flag == "monthly" and not answers["savings"]):
            told = _ask(question, _choices(flag, pathway), _check(flag, pathway))
        answers[flag] = told or given[flag]
    return _asked(answers, names, pathway)


def _asked(answers: dict[str, Any], names: tuple[str, ...], pathway: Pathway) -> Asked:
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

    return (_ask(question, titles, check) or _FIRST,)


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


def _ask(question: Question, choices: Sequence[tuple[str, str]], check: Check) -> Any:
    """Ask until the answer is right or left out; a question mark is answered with help."""
    for number, (name, title) in enumerate(choices, 1):
        click.echo(f"  {number}. {title} ({name})", err=True)
    while True:
        end = " " if question.text.endswith("?") else ": "
        text = click.prompt(
            question.text, default="", show_default=False, prompt_suffix=end, err=True
        ).strip()
        if not text:
            return None
        if text == "?":
            click.echo(question.help, err=True)
            continue
        faults = Faults()
        found = check(text, faults)
        if not faults.found:
            return found
        for fault in faults.found:
            click.echo(f"{fault.message} {fault.hint}".rstrip(), err=True)


def _check(flag: str, pathway: Pathway) -> Check:
    """Return what reads the answer to a question."""

    def check(text: str, faults: Faults) -> Any:
        if flag == "goal":
            return _choice(text, tuple(pathway.by_id), faults, pathway.destinations)
        if flag == "have":
            ids = [step.id for step in offered(pathway)]
            parts = [part.strip() for part in text.split(",") if part.strip()]
            return tuple(_held(part, ids, pathway, faults) for part in parts)
        if flag == "prefer":
            text = _choice(text, tuple(Prefer), faults) or ""
        if not faults.found:
            apply_flags({flag: text}, Learner(start=today()), faults)
        return text

    return check


def _held(part: str, ids: Sequence[str], pathway: Pathway, faults: Faults) -> str:
    name, equals, day = part.partition("=")
    step = _choice(name.strip(), tuple(pathway.by_id), faults, ids) or ""
    if not faults.found:
        apply_flags({"have": (f"{step}{equals}{day}",)}, Learner(start=today()), faults)
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
    faults.add(bad_choice(len(listed)), hint=did_you_mean(text, known))
    return None
