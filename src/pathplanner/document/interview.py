"""The words of `pathplanner start`: its questions, its help, and the file that it writes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence

from attrs import frozen

from pathplanner.document.words.messages import _
from pathplanner.model.learner import Learner, Prefer
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import Needs, Requirement
from pathplanner.model.step import Step

MOST_OFFERED = 9


@frozen
class Prompt:
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


def questions() -> tuple[Prompt, ...]:
    """Return the questions, in the order in which they are asked."""
    day = _("Write year, month and day, such as 2027-01-04. What you have must be older.")
    money = _("Write an amount such as 3000 or $3,000.")
    return (
        Prompt("pathway", _("Which career? Its number, or words for it"), _(
            "Each career is a pathway: all steps to its jobs. Words such as medical coder "
            "will do, too. You can plan others later."
        )),
        Prompt("name", _("Your name"), _("It stands on the roadmap. You may leave it out."),
            _("Write a shorter name, on one line.")),
        Prompt("goal", _("What do you want to reach? Its number, or words for it"), _(
            "The roadmap leads there. The first one is the usual goal. If you are not sure, "
            "take a job: the plan finds what you need for it."
        )),
        Prompt("have", _("What do you have already? Numbers or words, with commas between"), _(
            "What you have counts and is not planned again. You can also type the name of any "
            "other step, such as GED, and the day: high-school-diploma=2015-06-12."
        ), _("Write numbers or ids, each with a day that is over if you like: 2=2015-06-12.")),
        Prompt("diploma", _("Do you have a high school diploma or GED? y or n"), _(
            "Many schools and employers ask for one."
        )),
        Prompt("start", _("When do you want to start? Such as 2027-01-04"), _(
            "The first day of the plan. Without an answer it is today."
        ), day),
        Prompt("hours", _("How many hours a week can you study?"), _(
            "Count what you can keep up. Without an answer it is 10."
        ), _("Write a number from 0 to 168.")),
        Prompt("deadline", _("By when must you be done? Such as 2028-06-30"), _(
            "No plan ends later. Without an answer there is no last day."
        ), _("Write year, month and day, such as 2028-06-30.")),
        Prompt("budget", _("What is the most you can pay in all, in whole money? Such as 3000"),
            _("No plan costs you more. Without an answer there is no limit."), money),
        Prompt("savings", _("How much money do you have at the start?"), _(
            "Then nothing is planned before the money for it is there. "
            "Without an answer it does not matter when money is there."
        ), money),
        Prompt("monthly", _("How much can you add each month?"), _(
            "It counts only together with the money at the start."
        ), money),
        Prompt("funding", _("Does anybody pay a part? Such as WIOA 3000"), _(
            "Write who pays and the most they pay; several with ; between. Add applied to "
            "what is not sure: WIOA 3000 applied. The plan then does not count on it."
        ), _("Write a name and an amount, such as WIOA 3000 or Pell grant 2500 applied.")),
        Prompt("state", _("Which state do you live in? Such as Texas or TX"), _(
            "Some licenses count in one state only."
        ), _("Write the name of your state or its code, such as Texas or TX.")),
        Prompt("birth-date", _("When were you born? Such as 1995-03-31"), _(
            "Some steps have a lowest age."
        ), _("Write year, month and day, such as 1995-03-31.")),
        Prompt("prefer", _("What matters most? 1 time, 2 money, 3 both, 4 study, 5 a job"), _(
            "1: the soonest finish. 2: the lowest cost. 3: a balance of the two. "
            "4: the fewest hours of study. 5: the soonest first job."
        )),
    )  # fmt: skip


def greeting() -> tuple[str, ...]:
    """Return what is said first."""
    return (
        _("A few questions, and you have a roadmap."),
        _("Press Enter to skip a question, or type ? for help. Ctrl-C stops; answers are kept."),
        "En español: pathplanner start --language es",
    )


def in_one_line(step: Step) -> str:
    """Return what a step is, in one sentence."""
    first, dot, _rest = step.summary.partition(". ")
    return f"{first}." if dot else step.summary


def taken_words(title: str) -> str:
    """Return what was understood of the words that a person typed."""
    return _("Taken: {title}.").format(title=title)


def several_words() -> str:
    """Return that words may mean several things."""
    return _("That may be more than one thing.")


def meant_words(names: Sequence[str]) -> str:
    """Return the things that words may mean."""
    return _("Did you mean {names}?").format(names=", ".join(names))


def kept_words(file: str) -> str:
    """Return that answers are kept after a person stopped."""
    return _("Your answers are kept in {file}. Type pathplanner start here to go on.").format(
        file=file
    )


def resumed_words(file: str) -> str:
    """Return that answers of before count."""
    return _("Your answers of before count. To begin anew, delete {file}.").format(file=file)


def diploma_note(title: str, step: str) -> str:
    """Return that nobody was asked whether they have a diploma."""
    words = _("The plan does not know if you have this: {title}. If you do, say: --have {step}")
    return words.format(title=title, step=step)


def bad_choice_words(count: int) -> str:
    """Return what is said of a number that is not on the list."""
    return _("Choose a number from 1 to {count}.").format(count=count)


def overwrite_question(file: str) -> str:
    """Return the question whether a file may be written over."""
    return _("{file} is there already. Write over it? [y/N]").format(file=file)


def is_yes(answer: str) -> bool:
    """Tell whether an answer is a yes, in any of the languages."""
    return answer.casefold() in ("y", "yes", "s", "si", "sí")


def is_no(answer: str) -> bool:
    """Tell whether an answer is a no, in any of the languages."""
    return answer.casefold() in ("n", "no")


def bad_yes_words() -> str:
    """Return what is said of an answer that is neither yes nor no."""
    return _("Answer y for yes or n for no.")


def other_name_question() -> str:
    """Return the question for a name that no file has."""
    return _("Another name for the file")


def waiting_words() -> str:
    """Return what is done while a person waits."""
    return _("Making your roadmap")


def wrote_words(file: str) -> str:
    """Return that a file was written."""
    return _("Wrote {file}").format(file=file)


def next_commands(file: str, roadmap: str, pathway: str) -> tuple[str, ...]:
    """Return what can be done with the learner file, whose goal is in a pathway with a name."""
    command = ["pathplanner", "done", "1", "--learner", file, "-o", roadmap]
    reach = ["pathplanner", "reach", pathway, "--learner", file]
    return (
        _("When a step is done: {command}").format(command=shlex.join(command)),
        _("To change an answer, change it in {file}.").format(file=file),
        _("What else you can reach, and when: {command}").format(command=shlex.join(reach)),
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


def learner_file(
    learner: Learner, pathway: Pathway, scope: str, file: str, *, tells_hours: bool = True
) -> str:
    """Return a learner file with a remark on every line, for people to change.

    Args:
        learner: The person.
        pathway: What they plan on.
        scope: What names it before a goal: its name, or where its file is from this one.
        file: What this file is called.
        tells_hours: Whether the person told the hours a week, or they are the usual ones.
    """
    hours = _("hours of study each week")
    if not tells_hours:
        hours = _("hours of study each week; you told none, so this is the usual number")
    return "\n".join(_lines(learner, pathway, scope, file, hours)) + "\n"


def _lines(learner: Learner, pathway: Pathway, scope: str, file: str, hours: str) -> Iterator[str]:
    yield _remark(_("What pathplanner knows of you. Change it as you like, then plan again:"))
    command = ["pathplanner", "plan", "--learner", file, "-o", "roadmap.pdf"]
    yield f"#   {' '.join(shlex.join(command).split())}"
    yield ""
    yield "format: pathplanner/learner/1"
    yield f"name: {json.dumps(learner.name, ensure_ascii=False)}"
    first = _remark(_("the first day of the plan"))
    yield f"start: {learner.start}  {first}"
    yield f"hours_per_week: {format(learner.hours_per_week, 'f')}  {_remark(hours)}"
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
    yield from _funds(learner)
    yield ""
    yield f"state: {learner.state}" if learner.state else "# state: US-TX"
    yield f"deadline: {learner.deadline}" if learner.deadline else "# deadline: 2028-06-30"
    if learner.birth_date:
        yield f"birth_date: {learner.birth_date}"
    yield from _facts(learner)
    if learner.numbers:
        yield ""
        yield _remark(_("The numbers of the steps on your pages; they stay."))
        yield f"numbers: {json.dumps({one.step: one.number for one in learner.numbers})}"


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


def _funds(learner: Learner) -> Iterator[str]:
    if not learner.funding:
        yield "# funding: [{name: WIOA, kind: workforce, amount: 3000, status: applied}]"
        return
    yield "funding:"
    for one in learner.funding:
        name = json.dumps(one.name, ensure_ascii=False)
        amount = "" if one.amount is None else f", amount: {one.amount:f}"
        yield f"  - {{name: {name}, kind: {one.kind}{amount}, status: {one.status}}}"


def _facts(learner: Learner) -> Iterator[str]:
    if not learner.facts:
        return
    yield ""
    yield _remark(_("What you found out."))
    yield "facts:"
    for fact in learner.facts:
        yield f"  {fact.path}: {json.dumps(_as_typed(fact.value))}"


def _as_typed(value: Estimate | Duration) -> str:
    """Return an amount or a span in the short form that files and flags take."""
    low, high = format(value.low, "f"), format(value.high, "f")
    number = low if low == high else f"{low}-{high}"
    return f"{number} {value.unit}" if isinstance(value, Duration) else number


def _remark(text: str) -> str:
    """Return a text as a remark on one line."""
    return "# " + re.sub(r"\s+", " ", text)
