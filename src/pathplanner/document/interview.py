"""The words of `pathplanner start`: its questions, its help, and the file that it writes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

from attrs import frozen

from pathplanner.document.words.messages import _
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.model.step import Step

MOST_OFFERED = 9


@frozen
class Question:
    """One question.

    Attributes:
        flag: The flag that answers it, too.
        text: The question.
        help: What a question mark shows.
        form: How to write the answer, for one who wrote it in another way.
    """

    flag: str
    text: str
    help: str
    form: str = ""


def questions() -> tuple[Question, ...]:
    """Return the questions, in the order in which they are asked."""
    day = _("Write year, month and day, such as 2027-01-04. What you have must be older.")
    money = _("Write a number without signs or commas, such as 3000.")
    return (
        Question("pathway", _("Which career? Its number"), _(
            "Each career is a pathway: all steps to its jobs. You can plan others later."
        )),
        Question("name", _("Your name"), _("It stands on the roadmap. You may leave it out."),
            _("Write a shorter name, on one line.")),
        Question("goal", _("What do you want to reach? Its number"), _(
            "The roadmap leads there. The first one is the usual goal."
        )),
        Question("have", _("What do you have already? Numbers, with commas between"), _(
            "What you have counts and is not planned again. You can also type the id of any "
            "other step, and the day: high-school-diploma=2015-06-12."
        ), _("Write numbers or ids, each with a day that is over if you like: 2=2015-06-12.")),
        Question("start", _("When do you want to start? Such as 2027-01-04"), _(
            "The first day of the plan. Without an answer it is today."
        ), day),
        Question("hours", _("How many hours a week can you study?"), _(
            "Count what you can keep up. Without an answer it is 10."
        ), _("Write a number from 0 to 168.")),
        Question("budget", _("What is the most you can pay in all, in whole money? Such as 3000"),
            _("No plan costs you more. Without an answer there is no limit."), money),
        Question("savings", _("How much money do you have at the start?"), _(
            "Then nothing is planned before the money for it is there. "
            "Without an answer it does not matter when money is there."
        ), money),
        Question("monthly", _("How much can you add each month?"), _(
            "It counts only together with the money at the start."
        ), money),
        Question("state", _("Where do you live? Such as US-TX"), _(
            "Some licenses count in one state only."
        ), _("Write country and state, such as US-TX.")),
        Question("prefer", _("What matters most? 1 time, 2 money, 3 both, 4 study, 5 a job"), _(
            "1: the soonest finish. 2: the lowest cost. 3: a balance of the two. "
            "4: the fewest hours of study. 5: the soonest first job."
        )),
    )  # fmt: skip


def greeting() -> tuple[str, ...]:
    """Return what is said first."""
    return (
        _("A few questions, and you have a roadmap."),
        _("Press Enter to skip a question, or type ? for help. Ctrl-C stops; nothing is kept."),
    )


def bad_choice_words(count: int) -> str:
    """Return what is said of a number that is not on the list."""
    return _("Choose a number from 1 to {count}.").format(count=count)


def overwrite_question(file: str) -> str:
    """Return the question whether a file may be written over."""
    return _("{file} is there already. Write over it? [y/N]").format(file=file)


def is_yes(answer: str) -> bool:
    """Tell whether an answer is a yes, in any of the languages."""
    return answer.casefold() in ("y", "yes", "s", "si", "sí")


def other_name_question() -> str:
    """Return the question for a name that no file has."""
    return _("Another name for the file")


def waiting_words() -> str:
    """Return what is done while a person waits."""
    return _("Making your roadmap")


def wrote_words(file: str) -> str:
    """Return that a file was written."""
    return _("Wrote {file}").format(file=file)


def next_commands(file: str, roadmap: str) -> tuple[str, ...]:
    """Return what can be done with the learner file, whose goal names its pathway."""
    command = ["pathplanner", "done", "1", "--learner", file, "-o", roadmap]
    return (
        _("When a step is done: {command}").format(command=shlex.join(command)),
        _("To change an answer, change it in {file}.").format(file=file),
    )  # fmt: skip


def common_steps(pathway: Pathway) -> tuple[Step, ...]:
    """Return the steps that people often have: those that most others build on come first."""
    counts: dict[str, int] = {}
    for step in pathway.steps:
        for name in _named(step.requires):
            counts[name] = counts.get(name, 0) + 1
    first = [step for step in pathway.steps if not tuple(_named(step.requires))]
    first.sort(key=lambda step: -counts.get(step.id, 0))
    return tuple(first[:MOST_OFFERED])


def _named(requirement: Requirement) -> Iterator[str]:
    if isinstance(requirement, Needs):
        yield requirement.step
        return
    for part in requirement.of:
        yield from _named(part)


def learner_file(learner: Learner, pathway: Pathway, scope: str, file: str) -> str:
    """Return a learner file with a remark on every line, for people to change.

    Args:
        learner: The person.
        pathway: What they plan on.
        scope: What names it before a goal: its name, or where its file is from this one.
        file: What this file is called.
    """
    return "\n".join(_lines(learner, pathway, scope, file)) + "\n"


def _lines(learner: Learner, pathway: Pathway, scope: str, file: str) -> Iterator[str]:
    yield _remark(_("What pathplanner knows of you. Change it as you like, then plan again:"))
    command = ["pathplanner", "plan", "--learner", file, "-o", "roadmap.pdf"]
    yield f"#   {' '.join(shlex.join(command).split())}"
    yield ""
    yield "format: pathplanner/learner/1"
    yield f"name: {json.dumps(learner.name, ensure_ascii=False)}"
    first = _remark(_("the first day of the plan"))
    yield f"start: {learner.start}  {first}"
    hours = _remark(_("hours of study each week"))
    yield f"hours_per_week: {format(learner.hours_per_week, 'f')}  {hours}"
    for goal in learner.goal:
        named = f"{scope}/{goal}"
        named = named if _PLAIN.fullmatch(named) else json.dumps(named, ensure_ascii=False)
        yield f"goal: {named}  {_remark(pathway.by_id[goal].title)}"
    words = _remark(_("what matters most: {names}").format(names=", ".join(Prefer)))
    yield f"prefer: {learner.prefer.value}  {words}"
    yield from _held(learner, pathway)
    yield ""
    yield _remark(
        _("Money: the most you can pay, what is there at the start, what comes each month.")
    )
    for key in ("budget", "savings", "monthly"):
        amount = getattr(learner, key)
        yield f"{key}: {format(amount, 'f')}" if amount else f"# {key}: {_SAMPLES[key]}"
    yield f"state: {learner.state}" if learner.state else "# state: US-TX"
    yield "# deadline: 2028-06-30"


_PLAIN = re.compile(r"[\w.][\w./-]*")
"""What YAML takes as it is."""

_SAMPLES = {"budget": 5000, "savings": 600, "monthly": 150}


def _held(learner: Learner, pathway: Pathway) -> Iterator[str]:
    yield ""
    yield _remark(_("What you have already, with the day if you know it."))
    if not learner.holds:
        yield "# holds:"
        yield "#   high-school-diploma: 2015-06-12"
        return
    yield "holds:"
    for held in learner.holds:
        step = pathway.by_id[held.step]
        yield f"  {held.step}: {held.since or 'null'}  {_remark(step.title)}"


def _remark(text: str) -> str:
    """Return a text as a remark on one line."""
    return "# " + re.sub(r"\s+", " ", text)
