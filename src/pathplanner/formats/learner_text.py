"""Records progress in the text of a learner file; see decision 0018.

The new text is read again and compared with what it should say. Where that differs, as in
a file with aliases, nothing is changed and the person is told what to write by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import yaml
from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import HISTORY, RECORDED, learner_with_history, recorded_in
from pathplanner.formats.forms.learner import Noted, Settled
from pathplanner.formats.syntax import edit
from pathplanner.formats.syntax.edit import Node, Span, end_of, root_of, value_of
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

FACTS, PAID, NUMBERS, SAVINGS_ON = "facts", "paid", "numbers", "savings_on"
"""The keys for what was found out, what was paid, the numbers of steps, and a day."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PLAIN = re.compile(rf"[A-Za-z_][\w/.-]*|{_DAY}")
_NUMBER = re.compile(r"[1-9][0-9]*(\.[0-9]+)?")
_Item = tuple[str, dict[str, str]]
"""The key behind which something stands in a file, and what it says: the day comes last."""

_Around = tuple[tuple[Any, int], ...]
"""Where something stands: the nodes around it, outermost first, and its places in them."""


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
    with _by_hand(_by_hand_hint(entry), data, file):
        text, remarks = data.decode(), []
        for old in settled:
            text, remark = _cut(text, _item(old))
            remarks.append(remark)
        text = _remarked(_added(text, _item(entry)), _item(entry), remarks)
        for one in past:
            text = _added(text, _past(one))
        if learner.start < start:
            text = _started(text, start)
        return _sure(text, wanted, (*history, *past), start, file)


def take_back(data: bytes, entry: Progress, today: date, file: str = "") -> bytes:
    """Return a learner file without an entry, and with what its history says was before.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand; or only
            a remark that an older pathplanner wrote says what was before.
    """
    loaded, history = learner_with_history(data, file, today)
    became = (entry.step, entry.kind, entry.on)
    past = tuple(one for one in history if (one.step, one.became, one.until) == became)
    before = tuple(Progress(one.was, one.step, one.since) for one in past)
    with _by_hand(_by_hand_hint(entry), data, file):
        text = data.decode()
        if told := _told_by_remark(text, _item(entry)):
            raise ValueError(f"only the remark {told!r} says what was before")
        text, remark = _cut(text, _item(entry))
        for one, old in zip(past, before, strict=True):
            text, _ = _cut(text, _past(one))
            text = _remarked(_added(text, _item(old)), _item(old), [remark])
        wanted = with_progress(without_progress(loaded.value, entry), *before)
        left = tuple(one for one in history if one not in past)
        return _sure(text, wanted, left, today, file)


def _item(entry: Progress) -> _Item:
    key, day = _KEYS[entry.kind]
    return key, {"step": entry.step, day: str(entry.on or "")}


def _settled(old: Progress, entry: Progress) -> Settled:
    assert old.on is not None  # noqa: S101 - only what is done may have no day
    return Settled(old.step, old.kind, old.on, entry.kind, entry.on)


def _past(old: Settled) -> _Item:
    keys = ("step", "was", "since", "became", "until")
    return HISTORY, {key: str(getattr(old, key) or "") for key in keys}


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
    with _by_hand((FACTS, f"add {fact.path} under {FACTS} by hand."), data, file):
        text = data.decode()
        says = {"value": value, "from": fact.said.by, "on": str(fact.said.on or "")}
        pairs = (f"{_word(name, text)}: {_word(word, text)}" for name, word in says.items() if word)
        pair = f"{_word(fact.path, text)}: {{{', '.join(pairs)}}}"
        root = root_of(text)
        node = value_of(root, FACTS)
        if node is None and root.flow_style:
            text = edit.add_to_flow(text, root, f"{_word(FACTS, text)}: {{{pair}}}")
        elif node is None:
            margin = f"{edit.newline_of(text)}{_indent(text, root)}  "
            text = edit.add_to_block(text, root, f"{FACTS}:{margin}{pair}")
        elif isinstance(node, yaml.MappingNode):
            text = _put_in(text, node, pair, pair)
        else:
            raise ValueError("its facts are no block of keys")
        if learner.start < start:
            text = _started(text, start)
        return _sure(text, wanted, history, start, file)


def take_back_fact(data: bytes, fact: OwnFact, today: date, file: str = "") -> bytes:
    """Return a learner file without something that was found out.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    left = tuple(one for one in loaded.value.facts if one != fact)
    with _by_hand((FACTS, f"take {fact.path} out of {FACTS} by hand."), data, file):
        text = data.decode()
        root = root_of(text)
        for place, (name, node) in enumerate(root.value):
            if name.value == FACTS and isinstance(node, yaml.MappingNode):
                paths = [key.value for key, _ in node.value]
                around = [(root, place), (node, paths.index(fact.path))]
                text, _ = _cut_at(text, around)
                return _sure(text, evolve(loaded.value, facts=left), history, today, file)
        raise ValueError(f"{fact.path} cannot be found")


def record_payment(data: bytes, paid: Paid, today: date, file: str = "") -> bytes:
    """Return a learner file with what was paid for a step.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    wanted = evolve(loaded.value, paid=(*loaded.value.paid, paid))
    with _by_hand((PAID, f"add {paid.amount:f} for {paid.step} under {PAID} by hand."), data, file):
        text = _added(data.decode(), _payment(paid))
        return _sure(text, wanted, history, today, file)


def take_back_payment(data: bytes, paid: Paid, today: date, file: str = "") -> bytes:
    """Return a learner file without something that was paid.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    left = list(loaded.value.paid)
    left.remove(paid)
    hint = f"take {paid.amount:f} for {paid.step} out of {PAID} by hand."
    with _by_hand((PAID, hint), data, file):
        text, _ = _cut(data.decode(), _payment(paid))
        return _sure(text, evolve(loaded.value, paid=left), history, today, file)


def _payment(paid: Paid) -> _Item:
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
    with _by_hand((NUMBERS, f"take {NUMBERS} and {RECORDED} out by hand."), data, file):
        if old.savings_on != learner.savings_on:
            text = _with_key(text, SAVINGS_ON, str(learner.savings_on or ""))
        if old.numbers != learner.numbers:
            pairs = (f"{_word(one.step, text)}: {one.number}" for one in learner.numbers)
            text = _with_key(text, NUMBERS, f"{{{', '.join(pairs)}}}" if learner.numbers else "")
        if recorded_in(data, file) != recorded:
            blocks = (_block(text, _noted(one)) for one in recorded)
            text = _with_key(text, RECORDED, f"[{', '.join(blocks)}]" if recorded else "")
        new = _sure(text, wanted, history, today, file)
        if recorded_in(new, file) != recorded:
            raise ValueError("the change would also change something else")
        return new


def _noted(one: Noted) -> dict[str, str]:
    paid = "" if one.paid is None else f"{one.paid:f}"
    return {"step": one.step, "became": one.became.value, "on": str(one.on or ""), "paid": paid}


def _with_key(text: str, key: str, value: str) -> str:
    """Return the text with a key of the root that says a value; without the key if it is empty."""
    root = root_of(text)
    for place, (name, node) in enumerate(root.value):
        if name.value == key:
            if value and (node.flow_style or isinstance(node, yaml.ScalarNode)):
                return edit.put(text, Span(int(node.start_mark.index), end_of(node)), value)
            text, _ = _cut_at(text, [(root, place)])
            root = root_of(text)
    if not value:
        return text
    if root.flow_style:
        return edit.add_to_flow(text, root, f"{_word(key, text)}: {value}")
    return edit.add_to_block(text, root, f"{key}: {value}")


def _by_hand_hint(entry: Progress) -> tuple[str, str]:
    key, _ = _KEYS[entry.kind]
    day = f" ({entry.on})" if entry.on else ""
    return key, f"change {entry.step} under {key} by hand{day}."


@contextmanager
def _by_hand(how: tuple[str, str], data: bytes, file: str) -> Iterator[None]:
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


def _sure(
    text: str, wanted: Learner, history: tuple[Settled, ...], today: date, file: str
) -> bytes:
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
    return rest, set(progress_of(learner)), set(history)


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def _word(word: str, text: str) -> str:
    """Return a word or a day as it must stand in the text; `null` for none."""
    if not word:
        return "null"
    if _NUMBER.fullmatch(word):
        return word
    if '"' in word or "\\" in word or not word.isprintable():
        return json.dumps(word, ensure_ascii=False)
    return word if _PLAIN.fullmatch(word) and not _is_json(text) else f'"{word}"'


def _added(text: str, item: _Item) -> str:
    """Return the text with an item in the form that the file uses for its kind."""
    key, says = item
    root = root_of(text)
    node = value_of(root, key)
    block = _block(text, says)
    step, *_, day = says.values()
    pair = f"{_word(step, text)}: {_word(day, text)}"
    is_short = key not in (HISTORY, PAID)
    if node is None:
        if root.flow_style:
            inside = f"{{{pair}}}" if is_short else f"[{block}]"
            return edit.add_to_flow(text, root, f"{_word(key, text)}: {inside}")
        margin = f"{edit.newline_of(text)}{_indent(text, root)}  "
        inside = pair if is_short else f"- {block}"
        return edit.add_to_block(text, root, f"{key}:{margin}{inside}")
    if isinstance(node, yaml.ScalarNode):
        return _one_more(text, node, block)
    line = f"- {block}"
    if isinstance(node, yaml.MappingNode):
        if not is_short:
            raise ValueError(f"its {key} is no list")
        if (days := value_of(node, step)) is not None:
            return _one_more(text, days, _word(day, text))
        block = line = pair
    return _put_in(text, node, block, line)


def _block(text: str, says: dict[str, str]) -> str:
    pairs = (f"{_word(name, text)}: {_word(word, text)}" for name, word in says.items() if word)
    return f"{{{', '.join(pairs)}}}"


def _one_more(text: str, node: Node, item: str) -> str:
    """Return the text with one more thing where one alone may stand, or a list of them."""
    if isinstance(node, yaml.ScalarNode):
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        return edit.put(text, Span(start, end), f"[{text[start:end]}, {item}]")
    return _put_in(text, node, item, f"- {item}")


def _put_in(text: str, node: Any, item: str, line: str) -> str:
    if node.flow_style or not node.value:
        return edit.add_to_flow(text, node, item)
    return edit.add_to_block(text, node, line)


def _indent(text: str, block: yaml.MappingNode) -> str:
    mark = int(block.value[0][0].start_mark.index)
    return text[edit.line_start(text, mark) : mark]


def _started(text: str, start: date) -> str:
    node = value_of(root_of(text), "start")
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("its start cannot be found")  # noqa: TRY004 - one error for odd files
    place = Span(int(node.start_mark.index), int(node.end_mark.index))
    quote = node.style if node.style in ("'", '"') else ""
    return edit.put(text, place, f"{quote}{start}{quote}")


def _find(text: str, item: _Item) -> _Around:
    """Return where an item stands.

    Raises:
        ValueError: It cannot be found.
    """
    key, says = item
    root = root_of(text)
    for place, (name, node) in enumerate(root.value):
        if name.value != key:
            continue
        if isinstance(node, yaml.ScalarNode) and node.value == says["step"]:
            return ((root, place),)
        for inside in _inside(node, says):
            return ((root, place), *inside)
    raise ValueError(f"{says['step']} cannot be found")


def _end(around: _Around | list[tuple[Any, int]]) -> tuple[bool, int]:
    """Tell whether something stands in brackets, and where it ends."""
    node, place = around[-1]
    last = node.value[place]
    return bool(node.flow_style), end_of(last[1] if isinstance(last, tuple) else last)


def _told_by_remark(text: str, item: _Item) -> str:
    """Return what a remark says was before; so it was kept when a file had no history."""
    in_brackets, end = _end(_find(text, item))
    name = f"{re.escape(item[1]['step'])} " if in_brackets else ""
    remark = edit.comment_at(text, end)
    found = re.search(rf"(?:^|; ){name}((?:begun|dropped) {_DAY})(?:$|; )", remark)
    return found[1] if found else ""


def _inside(node: Any, says: dict[str, str]) -> Iterator[_Around]:
    """Yield the ways to an item from the node behind its key."""
    step, *_, day = says.values()
    for place, item in enumerate(node.value):
        if isinstance(item, tuple):
            if item[0].value == step:
                yield from (((node, place), *inner) for inner in _of_days(item[1], day))
            continue
        found = {"step": item.value}
        if isinstance(item, yaml.MappingNode):
            found = {name.value: value.value for name, value in item.value}
        if all(str(found.get(key, "")).strip() == word for key, word in says.items()):
            yield ((node, place),)


def _of_days(node: Node, day: str) -> Iterator[_Around]:
    """Yield the ways to a day from the node behind the name of a step."""
    if not isinstance(node, yaml.SequenceNode):
        if node.value.strip() == day or not day:
            yield ()
        return
    for number, one in enumerate(node.value):
        if one.value.strip() == day:
            yield ((node, number),)


def _cut(text: str, item: _Item) -> tuple[str, str]:
    """Return the text without an item, and the remark that stood behind it alone."""
    return _cut_at(text, list(_find(text, item)))


def _cut_at(text: str, around: list[tuple[Any, int]]) -> tuple[str, str]:
    """Return the text without what stands at a place, and the remark behind it."""
    in_brackets, end = _end(around)
    remark = "" if in_brackets else edit.comment_at(text, end)
    emptied: list[Any] = []
    while len(around) > 1 and len(around[-1][0].value) == 1:
        emptied.append(around.pop()[0])
    node, place = around[-1]
    if node.flow_style:
        return edit.cut_from_flow(text, node, place), remark
    for start, end in reversed(list(_lines(node.value[place], emptied[::-1]))):
        text = _without_lines(text, start, end)
    return text, remark


def _lines(item: Any, emptied: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the parts of an item that go with it; comments between them stay."""
    first, value = item if isinstance(item, tuple) else (item, item)
    start = int(first.start_mark.index)
    if not emptied or value.flow_style:
        yield start, end_of(value)
    else:
        yield start, start
        yield from _lines(emptied[0].value[0], emptied[1:])


def _without_lines(text: str, start: int, end: int) -> str:
    """Return the text without some lines; the comment behind a key stays."""
    if start == end and (remark := edit.comment_at(text, start)):
        first, last = edit.line_start(text, start), edit.line_end(text, start)
        return edit.put(text, Span(first, last), f"# {remark}")
    return edit.cut_lines(text, start, end)


def _remarked(text: str, item: _Item, remarks: list[str]) -> str:
    """Return the text with remarks on the line of an item; JSON has none."""
    remark = "; ".join(filter(None, remarks))
    if not remark or _is_json(text):
        return text
    in_brackets, end = _end(_find(text, item))
    if in_brackets:
        remark = f"{item[1]['step']} {remark}"
    old = edit.comment_at(text, end)
    line_end = edit.line_end(text, end)
    start = text.rindex(" #", end, line_end) if old else line_end
    start = len(text[:start].rstrip(" ")) if old else start
    return edit.put(text, Span(start, line_end), f"  # {'; '.join(filter(None, (remark, old)))}")
