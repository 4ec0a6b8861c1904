"""What became of a step: recorded or taken back, with the plan that is made again then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from pathplanner import files
from pathplanner.desk.case import Case, as_written, open_case
from pathplanner.desk.circumstances import read_day, read_fact, with_changes
from pathplanner.desk.naming import MARK, need_step, with_numbers
from pathplanner.desk.plans import make
from pathplanner.desk.request import Day, Number, Request
from pathplanner.document.answers import recorded, step_name, taken_back
from pathplanner.document.composer import speaking_for
from pathplanner.document.words.wording import requirement_in_words
from pathplanner.errors import Fault, Faults, InputError, OutputError
from pathplanner.formats import learner_text
from pathplanner.formats.documents import read_learner, recorded_in
from pathplanner.formats.files import load_plan
from pathplanner.formats.forms import scalars
from pathplanner.formats.forms.learner import Became, Noted
from pathplanner.formats.forms.scalars import Misread
from pathplanner.model.graph import is_met
from pathplanner.model.learner import Held, Learner, Paid
from pathplanner.model.own_facts import OwnFact, find_faults, split_path
from pathplanner.model.pathway import Pathway
from pathplanner.model.person import pathway_for
from pathplanner.model.plan import Plan
from pathplanner.model.progress import (
    Progress,
    ProgressKind,
    latest,
    progress_of,
    settled_by,
    with_progress,
    without_progress,
)
from pathplanner.model.quantity import Said
from pathplanner.model.requirement import AllOf, Requirement, beside
from pathplanner.model.running_out import counts_for_a_time
from pathplanner.model.sums import has_limits
from pathplanner.revision import revise

_DONE, _BEGUN, _FAILED, _DROPPED, _APPLIED = ProgressKind

_SAID = {**{kind: kind.value for kind in ProgressKind}, _FAILED: "tried", _APPLIED: "applied for"}


@frozen
class Recorded:
    """What was recorded or taken back; in no file until `save` is called.

    Attributes:
        entry: What became of the step, by its plain id, or what was found out.
        said: The same in a sentence.
        learner: The person, with or without the entry.
        plan: The plan made again, with what changed.
        pathway: Id of the pathway.
        file: The learner file; empty where the person is a value.
        old: What it holds.
        new: What it is to hold.
    """

    entry: Progress | OwnFact
    said: str
    learner: Learner
    plan: Plan
    pathway: str
    file: str = ""
    old: bytes = b""
    new: bytes = b""

    def save(self) -> None:
        """Write the learner file.

        Raises:
            OutputError: It cannot be written, or is another since it was read.
        """
        if self.file and not files.replace_safely(self.file, self.old, self.new):
            raise OutputError(
                f"{self.file} was changed by somebody else just now. Nothing was recorded; "
                "look at the file and try again."
            )


def record(
    request: Request | Case,
    kind: ProgressKind | str,
    step: str,
    on: Day | None = None,
    *,
    anyway: bool = False,
    paid: Number | None = None,
    grade: str = "",
    renewed: Day | None = None,
) -> Recorded:
    """Return what is to be recorded of a step, and the plan made again.

    Args:
        request: The person, the pathway, and the plan before, if it is not the best one for
            what is known so far; or the case of `open_progress`.
        kind: `done`, `begun`, `failed`, `dropped` or `applied`.
        step: Its id, its title, or its number in the plan before.
        on: The day; today if none is given.
        anyway: Whether it is recorded although what the step needs was not done by then.
        paid: What was paid for it out of the learner's own pocket, if that is to be recorded.
        grade: The grade of what is done; it may be told of what is recorded as done, too.
        renewed: The day on which it was renewed; likewise.

    Raises:
        InputError: Something is wrong with the request, or it cannot be so.
    """
    case = request if isinstance(request, Case) else open_progress(request, step)
    today, kind = _today(case), ProgressKind(kind)
    step = _step(step, case)
    name = _as_written(step, case)
    again = _of_the_same(case.told, name, kind, on) if grade or renewed is not None else None
    entry = again or Progress(kind, name, _day(on, today))
    if grade or renewed is not None:
        entry = _with_more(entry, grade, renewed, today)
    if again:
        settled: tuple[Progress, ...] = (again,)
    else:
        settled = settled_by(case.told, entry, again=counts_for_a_time(case.pathway.by_id, step))
        _check(case.pathway, case.learner, evolve(entry, step=step), anyway=anyway)
    payment = _payment(entry, paid)
    after = with_progress(without_progress(case.told, *settled), entry)
    if payment:
        after = evolve(after, paid=(*after.paid, payment), savings_on=_counted_on(case.told))
    noted = Noted(entry.step, Became(kind), entry.on, payment.amount if payment else None)
    new = b""
    if file := case.file:
        new = learner_text.record(file.data, entry, settled, today, file.name)
        if payment:
            new = learner_text.record_payment(new, payment, today, file.name)
    after = evolve(after, start=max(after.start, today))
    return _recorded(case, entry, after, new, recorded, (*_notes(case), noted))


def _of_the_same(
    learner: Learner, name: str, kind: ProgressKind, on: Day | None
) -> Progress | None:
    """Return the entry of a step that is done already, and of which more is told now."""
    done = [one for one in progress_of(learner) if (one.kind, one.step) == (_DONE, name)]
    return done[-1] if done and kind is _DONE and on is None else None


def _with_more(entry: Progress, grade: str, renewed: Day | None, today: date) -> Progress:
    """Return an entry of what is done with its grade and the day on which it was renewed.

    Raises:
        InputError: It is not done, or was renewed in the future or before it was done.
    """
    if entry.kind is not _DONE:
        raise InputError([Fault("Only what is done has a grade or is renewed.", "step")])
    day = entry.renewed if renewed is None else _day(renewed, today, "renewed")
    try:
        held = Held(entry.step, entry.on, day, grade=grade or entry.grade)
    except ValueError as error:
        said = str(error)
        raise InputError([Fault(f"{said[:1].upper()}{said[1:]}.", "renewed")]) from None
    return evolve(entry, renewed=held.renewed, grade=held.grade)


def found(
    request: Request | Case, path: str, value: Any, by: str = "", on: Day | None = None
) -> Recorded:
    """Return what is to be recorded as found out, and the plan made again.

    Args:
        request: As for `record`.
        path: What it is, such as `cpc.costs.exam`; the step may be named by its title or its
            number in the plan before, too.
        value: A number, or a text such as `1895` or `9 months`.
        by: Who said it.
        on: The day on which it was said; today if none is given.

    Raises:
        InputError: Something is wrong with the request, there is no such fact, or one is
            recorded already.
    """
    name = split_path(path.strip())[0]
    case = request if isinstance(request, Case) else open_progress(request, name)
    today = _today(case)
    try:
        fact = read_fact(path, value, Said(by, _day(on, today)))
    except InputError as error:
        raise InputError([evolve(one, path="value") for one in error.faults]) from None
    fact = evolve(fact, step=_step(name, case))
    old = next((one for one in case.told.facts if one.path == fact.path), None)
    if old:
        when = f" ({old.said.on})" if old.said.on else ""
        hint = f"To change it, first: pathplanner undo {fact.path}."
        raise InputError([Fault(f"{fact.path} is recorded already{when}.", "path", hint)])
    if faults := list(find_faults(case.pathway, (fact,))):
        raise InputError([evolve(fault, path="path") for fault in faults])
    after, new = evolve(case.told, facts=(*case.told.facts, fact)), b""
    if case.file:
        text = value.strip() if isinstance(value, str) else str(value)
        new = learner_text.record_fact(case.file.data, fact, text, today, case.file.name)
    after = evolve(after, start=max(after.start, today))
    noted = Noted(fact.path, Became.FOUND, fact.said.on)
    return _recorded(case, fact, after, new, recorded, (*_notes(case), noted))


def undo(request: Request | Case, step: str = "") -> Recorded:
    """Return what is to be taken back: the last thing recorded, or the last of a step.

    What was so before, such as when a step was begun, comes back from the learner file, and
    what was paid and recorded with it goes. What was written into the file by hand is taken
    back only where its step is named.

    Raises:
        InputError: Something is wrong with the request, or it is not clear what was the last.
    """
    case = request if isinstance(request, Case) else open_progress(request, step)
    today, notes = _today(case), _notes(case)
    note = next((one for one in reversed(notes) if _is_so(one, case.told)), None)
    if case.file and not step and note is None:
        _refuse_by_hand(case)
    text = note.step if note and not step else step
    if fact := _last_fact(case, text):
        after, new = evolve(case.told, facts=[f for f in case.told.facts if f != fact]), b""
        if file := case.file:
            new = learner_text.take_back_fact(file.data, fact, today, file.name)
        now = evolve(after, start=max(after.start, today))
        left = _without(notes, Noted(fact.path, Became.FOUND, fact.said.on))
        return _recorded(case, fact, now, new, taken_back, left)
    entry = Progress(ProgressKind(note.became), note.step, note.on) if note and not step else None
    entry = entry or _last(case, step)
    after, new = without_progress(case.told, entry), b""
    left = _without(notes, Noted(entry.step, Became(entry.kind), entry.on))
    if file := case.file:
        new = learner_text.take_back(file.data, entry, today, file.name)
        for payment in _payments_of(set(notes) - set(left), case.told):
            new = learner_text.take_back_payment(new, payment, today, file.name)
        after = read_learner(new, file.name, today)
    now = evolve(after, start=max(after.start, today))
    return _recorded(case, entry, now, new, taken_back, left)


def _notes(case: Case) -> tuple[Noted, ...]:
    """Return what commands recorded in the learner file, the last at the end."""
    return recorded_in(case.file.data, case.file.name) if case.file else ()


def _is_so(note: Noted, learner: Learner) -> bool:
    """Tell whether the file still says what a command recorded: it may be changed by hand."""
    if note.became is Became.FOUND:
        return any(fact.path == note.step for fact in learner.facts)
    entry = Progress(ProgressKind(note.became), note.step, note.on)
    return entry in set(progress_of(learner))


def _without(notes: tuple[Noted, ...], gone: Noted) -> tuple[Noted, ...]:
    """Return the notes without the last one of a thing, whatever was paid with it."""
    found = [place for place, one in enumerate(notes) if evolve(one, paid=None) == gone]
    return notes[: found[-1]] + notes[found[-1] + 1 :] if found else notes


def _payments_of(notes: Iterable[Noted], learner: Learner) -> Iterator[Paid]:
    """Yield what was paid and recorded with something, as far as it still stands there."""
    for note in notes:
        if note.paid is not None:
            payment = Paid(note.step, note.paid, note.on)
            yield from (payment,) * (payment in learner.paid)


def _refuse_by_hand(case: Case) -> None:
    """Refuse to take back what no command recorded.

    Raises:
        InputError: Always; it names the latest entry, if there is one.
    """
    entries = latest(entry for entry in progress_of(case.told) if entry.on)
    said = "No command has recorded anything here that could be taken back."
    hint = ""
    if entries:
        several = ", ".join(f"{entry.kind} {entry.step}" for entry in entries)
        said += f" The latest day there is {entries[0].on}: {several}."
        hint = f"Name the one to take back: pathplanner undo {entries[0].step}."
    raise InputError([Fault(said, "step", hint, case.file.name if case.file else "")])


def _payment(entry: Progress, paid: Number | None) -> Paid | None:
    """Return what was paid for a step.

    Raises:
        InputError: It is no amount.
    """
    if paid is None:
        return None
    try:
        amount = scalars.money_said(paid) if isinstance(paid, str) else Decimal(str(paid))
        return Paid(entry.step, amount, entry.on)
    except Misread as error:
        raise InputError([Fault(error.message, "paid", error.hint)]) from None
    except (ValueError, ArithmeticError) as error:
        raise InputError([Fault(f"{paid} is not an amount: {error}.", "paid")]) from None


def _counted_on(learner: Learner) -> date | None:
    """Return the day on which the savings were counted, once payments are taken off them."""
    return learner.savings_on or (learner.start if learner.savings is not None else None)


def open_progress(request: Request, about: str = "") -> Case:
    """Return the case in which progress is recorded: it has a plan before.

    Raises:
        InputError: Something is wrong with the request; every fault is told.
    """
    if request.today is None:
        raise InputError([Fault("It is not told what day is today.", "today", "Give it.")])
    if request.previous is not None and not request.language:
        before = request.previous
        before = before if isinstance(before, Plan) else load_plan(before)
        request = evolve(request, previous=before, language=before.pathway.language)
    case = open_case(request, about=about)
    return case if case.previous else evolve(case, previous=make(case))


def _last_fact(case: Case, text: str) -> OwnFact | None:
    """Return the fact of a path, or the one that was recorded last of all; else None."""
    if text:
        return next((one for one in case.told.facts if one.path == text.strip()), None)
    days = [entry.on or date.min for entry in progress_of(case.told)]
    dated = [fact for fact in case.told.facts if fact.said.on]
    last = max((fact.said.on for fact in dated if fact.said.on), default=date.min)
    newest = [fact for fact in dated if fact.said.on == last and last > max(days, default=date.min)]
    if len(newest) > 1:
        several = ", ".join(fact.path for fact in newest)
        said = f"{len(newest)} facts were found out on {last}: {several}."
        hint = f"Name the one: pathplanner undo {newest[0].path}."
        raise InputError([Fault(said, "step", hint, case.file.name if case.file else "")])
    return newest[0] if newest else None


def _recorded(
    case: Case,
    entry: Progress | OwnFact,
    after: Learner,
    new: bytes,
    words: Callable[[Any, str], str],
    notes: tuple[Noted, ...],
) -> Recorded:
    before, faults = case.previous or make(case), Faults()
    now = with_changes(as_written(case, after), evolve(case.request, start=None), faults)
    faults.stop()
    now = with_numbers(now, case.pathway, before)
    made = revise(before, make(evolve(case, learner=now), asks=True))
    plain = entry.step.rpartition(MARK)[2]
    with speaking_for(before):
        said = words(entry, step_name(plain, case.pathway.by_id[plain].title, before))
    entry = evolve(entry, step=plain)
    if not case.file:
        return Recorded(entry, said, after, made, case.pathway.id)
    name, old = case.file.name, case.file.data
    numbers = {**{one.step: one.number for one in after.numbers}, **made.numbers}
    after = evolve(after, numbers=numbers)
    new = learner_text.keep_notes(new, after, notes, _today(case), name)
    return Recorded(entry, said, after, made, case.pathway.id, name, old, new)


def _step(text: str, case: Case) -> str:
    return need_step(text, case.pathways, case.previous, case.told.numbers)


def _today(case: Case) -> date:
    return case.request.today or case.learner.start


def _day(on: Day | None, today: date, name: str = "on") -> date:
    """Return the day of an entry.

    Raises:
        InputError: It is not a day, or it is in the future.
    """
    day = today if on is None else read_day(on, name)
    if day > today:
        raise InputError([Fault(f"{day} is in the future.", name, f"Today is {today}.")])
    return day


def _as_written(step: str, case: Case) -> str:
    """Return a step as the person names steps: some name their pathway, too."""
    named = {entry.step for entry in progress_of(case.told)}
    scoped = [f"{scope}{MARK}{step}" for scope in case.pathways.scopes]
    return next((name for name in (step, *scoped) if name in named), step)


def _last(case: Case, text: str) -> Progress:
    """Return the entry to take back.

    Raises:
        InputError: There is none, or there are several of the latest day.
    """
    entries = [entry for entry in progress_of(case.told) if text or entry.on]
    if text:
        step = _step(text, case)
        names = {step, *(f"{scope}{MARK}{step}" for scope in case.pathways.scopes)}
        entries = [entry for entry in entries if entry.step in names]
    found = latest(iter(entries))
    if len({entry.step for entry in found}) == 1:
        # Attempts and applications stay when more becomes of a step; they are not the last.
        stays = (_FAILED, _APPLIED)
        found = tuple(entry for entry in found if entry.kind not in stays) or found
    if len(found) == 1:
        return found[0]
    file = case.file.name if case.file else ""
    if not found:
        what = f"Nothing is recorded of {text}." if text else "Nothing with a day is recorded."
        raise InputError([Fault(what, "step", file=file)])
    several = ", ".join(f"{entry.kind} {entry.step}" for entry in found)
    said = f"{len(found)} things are recorded on {found[0].on}: {several}."
    hint = f"Name the one: pathplanner undo {found[0].step}."
    raise InputError([Fault(said, "step", hint, file)])


def _check(pathway: Pathway, learner: Learner, entry: Progress, *, anyway: bool) -> None:
    """Refuse an entry that cannot be true.

    Raises:
        InputError: It is recorded already, or goes against what is recorded; or what the
            step needs was not done by that day and `anyway` is false.
    """
    again = counts_for_a_time(pathway.by_id, entry.step)
    faults = list(_against(learner, entry, again=again))
    if not anyway and not faults and entry.kind not in (_DROPPED, _APPLIED):
        faults += _too_soon(pathway, learner, entry)
    if faults:
        raise InputError(faults)


def _against(learner: Learner, entry: Progress, *, again: bool) -> Iterator[Fault]:
    hint = f"To change it, first: pathplanner undo {entry.step}."
    ended = {old for old in settled_by(learner, entry, again=again) if old.kind is _DONE}
    own = [old for old in progress_of(learner) if old.step == entry.step and old not in ended]
    for old in own:
        since = f" ({old.on})" if old.on else ""
        said = f"{entry.step} is recorded as {old.kind} already{since}."
        once_more = old.kind is entry.kind is _FAILED
        if old == entry or old.kind is _DONE or (old.kind is entry.kind and not once_more):
            yield Fault(said, "step", hint)
        elif old.on and entry.on and old.on > entry.on and not once_more:
            what = f"{entry.step} cannot be {_SAID[entry.kind]} on {entry.on}: "
            what += f"it was {_SAID[old.kind]} later"
            yield Fault(f"{what}, on {old.on}.", "on", f"Give a day from {old.on} on.")


def _too_soon(pathway: Pathway, learner: Learner, entry: Progress) -> Iterator[Fault]:
    """Yield that what a step needs was not done by the day of the entry."""
    if any(item.step == entry.step for item in learner.under_way):
        return
    by = entry.on or date.max
    done = {one.step for one in learner.holds if one.since is None or one.since <= by}
    done |= {override.step for override in learner.set_aside_everywhere}
    asked = pathway_for(pathway, learner).by_id[entry.step].requires
    # What goes together with it need only be begun (rule 19).
    begun = {one.step for one in learner.under_way if one.begun <= by}
    needs = _missing(asked, done | (begun & beside(asked)))
    if needs is None:
        return
    needed = requirement_in_words(needs)
    said = f"{entry.step} could not be {_SAID[entry.kind]} by {by}: it needs {needed}"
    later = [one for one in learner.holds if one.since and one.since > by]
    told = "".join(f" ({one.step} was done on {one.since})" for one in later)
    hint = "Record that first, or add --anyway if it is so all the same."
    yield Fault(f"{said}{told}.", "step", hint)


def _missing(requirement: Requirement, done: Collection[str]) -> Requirement | None:
    """Return what of a requirement is not met, or None when all is."""
    if is_met(requirement, done):
        return None
    if isinstance(requirement, AllOf) and not has_limits(requirement):
        return AllOf(tuple(filter(None, (_missing(part, done) for part in requirement.of))))
    return requirement
