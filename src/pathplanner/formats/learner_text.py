"""Records progress in the text of a learner file; see decision 0018.

The new text is read again and compared with what it should say. Where that differs, as in
a file with aliases, nothing is changed and the person is told what to write by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import yaml
from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import HISTORY, RECORDED, learner_with_history, recorded_in
from pathplanner.formats.forms.learner import Noted, Settled
from pathplanner.formats.learner_items import (
    PAID,
    Item,
    added,
    block_of,
    cut,
    cut_at,
    margin_of,
    put_in,
    remarked,
    started,
    told_by_remark,
    with_key,
    word_in,
)
from pathplanner.formats.syntax import edit
from pathplanner.formats.syntax.edit import root_of, value_of
from pathplanner.model.learner import Learner, Paid
from pathplanner.model.own_facts import OwnFact
from pathplanner.model.progress import (
    Progress,
    ProgressKind,
    progress_of,
    with_progress,
    without_progress,
)

_KEYS = {
    ProgressKind.DONE: ("holds", "since"),
    ProgressKind.BEGUN: ("under_way", "begun"),
    ProgressKind.FAILED: ("failed", "on"),
    ProgressKind.DROPPED: ("dropped", "on"),
    ProgressKind.APPLIED: ("applied", "on"),
}
"""The key of a learner file for each kind, and the key of its day in a block."""

FACTS, NUMBERS, SAVINGS_ON = "facts", "numbers", "savings_on"
"""The keys for what was found out, the numbers of steps, and a day."""


def record(
    data: bytes, entry: Progress, settled: tuple[Progress, ...], start: date, file: str = ""
) -> bytes:
    """Return a learner file with what became of a step.

    Args:
        data: The file.
        entry: What became of the step, named as in the file.
        settled: Entries of the step that are no longer so; they move to the history of the
            file, so that `take_back` can bring them back.
        start: The plan starts then; the file's own start is moved if it is earlier.
        file: Its name for messages.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, start)
    learner = loaded.value
    past = tuple(_settled(old, entry) for old in settled)
    wanted = with_progress(without_progress(learner, *settled), entry)
    wanted = evolve(wanted, start=max(learner.start, start))
    with by_hand(_by_hand_hint(entry), data, file):
        text, remarks = data.decode(), []
        for old in settled:
            text, remark = cut(text, _item(old))
            remarks.append(remark)
        text = remarked(added(text, _item(entry)), _item(entry), remarks)
        for one in past:
            text = added(text, _past(one))
        if learner.start < start:
            text = started(text, start)
        return sure(text, wanted, (*history, *past), start, file)


def take_back(data: bytes, entry: Progress, today: date, file: str = "") -> bytes:
    """Return a learner file without an entry, and with what its history says was before.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand; or only
            a remark that an older pathplanner wrote says what was before.
    """
    loaded, history = learner_with_history(data, file, today)
    entry = next((one for one in progress_of(loaded.value) if one == entry), entry)
    became = (entry.step, entry.kind, entry.on)
    found = [one for one in history if (one.step, one.became, one.until) == became]
    # What was renewed more than once is as it was before the last time.
    past = tuple({one.was: one for one in found}.values())
    before = tuple(Progress(one.was, one.step, one.since, one.renewed, one.grade) for one in past)
    with by_hand(_by_hand_hint(entry), data, file):
        text = data.decode()
        if told := told_by_remark(text, _item(entry)):
            raise ValueError(f"only the remark {told!r} says what was before")
        text, remark = cut(text, _item(entry))
        for one, old in zip(past, before, strict=True):
            text, _ = cut(text, _past(one))
            text = remarked(added(text, _item(old)), _item(old), [remark])
        wanted = with_progress(without_progress(loaded.value, entry), *before)
        left = tuple(one for one in history if one not in past)
        return sure(text, wanted, left, today, file)


def _item(entry: Progress) -> Item:
    key, day = _KEYS[entry.kind]
    more = {"renewed": str(entry.renewed or ""), "grade": entry.grade}
    told = more if entry.kind is ProgressKind.DONE else {}
    return key, {"step": entry.step, **told, day: str(entry.on or "")}


def _settled(old: Progress, entry: Progress) -> Settled:
    return Settled(
        old.step, old.kind, old.on, entry.kind, entry.on, renewed=old.renewed, grade=old.grade
    )


def _past(old: Settled) -> Item:
    keys = ("step", "was", "since", "became", "renewed", "grade", "until")
    told = {key: str(getattr(old, key) or "") for key in keys}
    return HISTORY, told | {"since": str(old.since or "null")}


def record_fact(data: bytes, fact: OwnFact, value: str, start: date, file: str = "") -> bytes:
    """Return a learner file with what was found out.

    Args:
        data: The file.
        fact: What was found out; the file does not tell it yet.
        value: Its value, as it is to be written.
        start: The plan starts then; the file's own start is moved if it is earlier.
        file: Its name for messages.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, start)
    learner = loaded.value
    wanted = evolve(learner, facts=(*learner.facts, fact), start=max(learner.start, start))
    with by_hand((FACTS, f"add {fact.path} under {FACTS} by hand."), data, file):
        text = data.decode()
        says = {"value": value, "from": fact.said.by, "on": str(fact.said.on or "")}
        pairs = (
            f"{word_in(name, text)}: {word_in(word, text)}" for name, word in says.items() if word
        )
        pair = f"{word_in(fact.path, text)}: {{{', '.join(pairs)}}}"
        root = root_of(text)
        node = value_of(root, FACTS)
        if node is None and root.flow_style:
            text = edit.add_to_flow(text, root, f"{word_in(FACTS, text)}: {{{pair}}}")
        elif node is None:
            margin = f"{edit.newline_of(text)}{margin_of(text, root)}  "
            text = edit.add_to_block(text, root, f"{FACTS}:{margin}{pair}")
        elif isinstance(node, yaml.MappingNode):
            text = put_in(text, node, pair, pair)
        else:
            raise ValueError("its facts are no block of keys")
        if learner.start < start:
            text = started(text, start)
        return sure(text, wanted, history, start, file)


def take_back_fact(data: bytes, fact: OwnFact, today: date, file: str = "") -> bytes:
    """Return a learner file without something that was found out.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    left = tuple(one for one in loaded.value.facts if one != fact)
    with by_hand((FACTS, f"take {fact.path} out of {FACTS} by hand."), data, file):
        text = data.decode()
        root = root_of(text)
        for place, (name, node) in enumerate(root.value):
            if name.value == FACTS and isinstance(node, yaml.MappingNode):
                paths = [key.value for key, _ in node.value]
                around = [(root, place), (node, paths.index(fact.path))]
                text, _ = cut_at(text, around)
                return sure(text, evolve(loaded.value, facts=left), history, today, file)
        raise ValueError(f"{fact.path} cannot be found")


def record_payment(data: bytes, paid: Paid, today: date, file: str = "") -> bytes:
    """Return a learner file with what was paid for a step.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    wanted = evolve(loaded.value, paid=(*loaded.value.paid, paid))
    with by_hand((PAID, f"add {paid.amount:f} for {paid.step} under {PAID} by hand."), data, file):
        text = added(data.decode(), _payment(paid))
        return sure(text, wanted, history, today, file)


def take_back_payment(data: bytes, paid: Paid, today: date, file: str = "") -> bytes:
    """Return a learner file without something that was paid.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    left = list(loaded.value.paid)
    left.remove(paid)
    hint = f"take {paid.amount:f} for {paid.step} out of {PAID} by hand."
    with by_hand((PAID, hint), data, file):
        text, _ = cut(data.decode(), _payment(paid))
        return sure(text, evolve(loaded.value, paid=left), history, today, file)


def _payment(paid: Paid) -> Item:
    return PAID, {"step": paid.step, "amount": f"{paid.amount:f}", "on": str(paid.on or "")}


def keep_notes(
    data: bytes,
    learner: Learner,
    recorded: tuple[Noted, ...],
    today: date,
    file: str = "",
) -> bytes:
    """Return a learner file with what commands keep there for later ones.

    Args:
        data: The file.
        learner: Whose numbers of steps, and day on which the savings were counted, it is
            to have.
        recorded: What commands recorded, the last at the end.
        today: Today.
        file: Its name for messages.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    old, text = loaded.value, data.decode()
    wanted = evolve(old, numbers=learner.numbers, savings_on=learner.savings_on)
    with by_hand((NUMBERS, f"take {NUMBERS} and {RECORDED} out by hand."), data, file):
        if old.savings_on != learner.savings_on:
            text = with_key(text, SAVINGS_ON, str(learner.savings_on or ""))
        if old.numbers != learner.numbers:
            pairs = (f"{word_in(one.step, text)}: {one.number}" for one in learner.numbers)
            text = with_key(text, NUMBERS, f"{{{', '.join(pairs)}}}" if learner.numbers else "")
        if recorded_in(data, file) != recorded:
            blocks = (block_of(text, _noted(one)) for one in recorded)
            text = with_key(text, RECORDED, f"[{', '.join(blocks)}]" if recorded else "")
        new = sure(text, wanted, history, today, file)
        if recorded_in(new, file) != recorded:
            raise ValueError("the change would also change something else")
        return new


def _noted(one: Noted) -> dict[str, str]:
    paid = "" if one.paid is None else f"{one.paid:f}"
    return {"step": one.step, "became": one.became.value, "on": str(one.on or ""), "paid": paid}


def _by_hand_hint(entry: Progress) -> tuple[str, str]:
    key, _ = _KEYS[entry.kind]
    day = f" ({entry.on})" if entry.on else ""
    return key, f"change {entry.step} under {key} by hand{day}."


@contextmanager
def by_hand(how: tuple[str, str], data: bytes, file: str) -> Iterator[None]:
    """Turn what is too unusual to change into a fault that says what to write.

    Args:
        how: The key of the file that it is about, and what to do there.
        data: The file.
        file: Its name for messages.

    Raises:
        InputError: Something in the block raised a `ValueError`.
    """
    try:
        yield
    except InputError:
        raise
    except ValueError as error:
        key, hint = how
        why, place = str(error), (0, 0)
        # One thing in two places is the usual reason, and one that the person can fix.
        if alias := edit.first_alias(data.decode()):
            why = f"*{alias.name} repeats what line {alias.marked} marks with &{alias.name}"
            place = (alias.line, alias.column)
            hint = f"write out what it repeats and try again, or {hint}"
        said = f"This file is written in a way that cannot be changed safely: {why}."
        raise InputError([Fault(said, key, hint[0].upper() + hint[1:], file, *place)]) from error


def sure(text: str, wanted: Learner, history: tuple[Settled, ...], today: date, file: str) -> bytes:
    """Return the text as bytes if it says what it should.

    Raises:
        ValueError: It does not.
    """
    data = text.encode()
    try:
        found, past = learner_with_history(data, file, today)
    except InputError as error:
        raise ValueError(error.faults[0].message.rstrip(".")) from error
    if _compared(found.value, past) != _compared(wanted, history):
        raise ValueError("the change would also change something else")
    return data


def _compared(learner: Learner, history: tuple[Settled, ...]) -> tuple[Any, ...]:
    rest = evolve(learner, holds=(), under_way=(), failed=(), dropped=(), applied=())
    told = {(one, one.renewed, one.grade) for one in progress_of(learner)}
    return rest, told, set(history)
