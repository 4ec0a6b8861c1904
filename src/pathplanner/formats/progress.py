"""Records progress in a learner file; see decision 0018.

The new text is read again and compared with what it should say. Where that differs, as in
a file with aliases, nothing is changed and the person is told what to write by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml
from attrs import evolve

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import read_learner
from pathplanner.formats.syntax import edit as splice
from pathplanner.formats.syntax.edit import Node, Place, end_of, root_of, value_of
from pathplanner.model.learner import Learner
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
}
"""The key of a learner file for each kind, and the key of its day in a block."""

_PLAIN = re.compile(r"[A-Za-z_][\w/.-]*")


_Around = tuple[tuple[Any, int], ...]
"""Where something stands: the nodes around it, outermost first, and its places in them."""


def record(
    data: bytes, entry: Progress, settled: tuple[Progress, ...], start: date, file: str = ""
) -> bytes:
    """Return a learner file with what became of a step.

    Args:
        data: The file.
        entry: What became of the step, named as the file shall name it.
        settled: Entries of the step that are no longer so; where the file can hold a
            comment, one keeps their days, so that `take_back` can bring them back.
        start: The plan starts then; the file's own start is moved if it is earlier.
        file: Its name for messages.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    learner = read_learner(data, file, start)
    wanted = with_progress(without_progress(learner, *settled), entry)
    wanted = evolve(wanted, start=max(learner.start, start))
    with _by_hand(entry, data, file):
        text, kept = data.decode(), ""
        for old in settled:
            text, comment = _cut(text, old)
            note = f"{old.kind} {old.on}"
            kept = "; ".join(filter(None, (kept, note, comment)))
        text = _noted(_added(text, entry), entry, kept)
        if learner.start < start:
            text = _started(text, start)
        return _sure(text, wanted, start, file)


def take_back(data: bytes, entry: Progress, today: date, file: str = "") -> bytes:
    """Return a learner file without an entry, and with what its comment says was before.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    learner = read_learner(data, file, today)
    with _by_hand(entry, data, file):
        text, comment = _cut(data.decode(), entry)
        before, comment = _before(comment, entry.step)
        for old in before:
            text = _noted(_added(text, old), old, comment)
        wanted = with_progress(without_progress(learner, entry), *before)
        return _sure(text, wanted, today, file)


class _by_hand:  # noqa: N801 - reads as words behind `with`
    """Turns what is too unusual to change into a fault that says what to write."""

    def __init__(self, entry: Progress, data: bytes, file: str) -> None:
        self._entry, self._data, self._file = entry, data, file

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, ValueError) and not isinstance(error, InputError):
            key, _day = _KEYS[self._entry.kind]
            day = f" ({self._entry.on})" if self._entry.on else ""
            hint = f"change {self._entry.step} under {key} by hand{day}."
            why, place = str(error), (0, 0)
            # One thing in two places is the usual reason, and one that the person can mend.
            if alias := splice.first_alias(self._data.decode()):
                why = f"*{alias.name} repeats what line {alias.marked} marks with &{alias.name}"
                place = (alias.line, alias.column)
                hint = f"write out what it repeats and try again, or {hint}"
            hint = f"{hint[0].upper()}{hint[1:]}"
            said = f"This file is written in a way that cannot be changed safely: {why}."
            raise InputError([Fault(said, key, hint, self._file, *place)]) from error


def _sure(text: str, wanted: Learner, today: date, file: str) -> bytes:
    """Return the text as bytes if it says what it should.

    Raises:
        ValueError: It does not.
    """
    data = text.encode()
    try:
        found = read_learner(data, file, today)
    except InputError as error:
        raise ValueError(error.faults[0].message.rstrip(".")) from error
    if _bare(found) != _bare(wanted) or set(progress_of(found)) != set(progress_of(wanted)):
        raise ValueError("the change would also change something else")
    return data


def _bare(learner: Learner) -> Learner:
    return evolve(learner, holds=(), under_way=(), failed=(), dropped=())


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def _word(word: str, text: str) -> str:
    """Return a word as it must stand in the text."""
    return word if _PLAIN.fullmatch(word) and not _is_json(text) else f'"{word}"'


def _day(day: date | None, text: str) -> str:
    if day is None:
        return "null"
    return f'"{day}"' if _is_json(text) else str(day)


def _added(text: str, entry: Progress) -> str:
    """Return the text with an entry in the form that the file uses for its kind."""
    key, day_key = _KEYS[entry.kind]
    root = root_of(text)
    node = value_of(root, key)
    step, day = _word(entry.step, text), _day(entry.on, text)
    block = f"{{{_word('step', text)}: {step}, {_word(day_key, text)}: {day}}}"
    pair = f"{step}: {day}"
    if node is None:
        if root.flow_style:
            return splice.add_to_flow(text, root, f"{_word(key, text)}: {{{pair}}}")
        new_line = splice.newline_of(text)
        inner = _indent(text, root) + "  "
        return splice.add_to_block(text, root, f"{key}:{new_line}{inner}{pair}")
    if isinstance(node, yaml.ScalarNode):
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        return splice.put(text, Place(start, end), f"[{text[start:end]}, {block}]")
    if isinstance(node, yaml.MappingNode):
        if (days := value_of(node, entry.step)) is not None:
            return _one_more_day(text, days, day)
        item, line = pair, pair
    else:
        item, line = block, f"- {block}"
    if node.flow_style or not node.value:
        return splice.add_to_flow(text, node, item)
    return splice.add_to_block(text, node, line)


def _one_more_day(text: str, days: Node, day: str) -> str:
    if isinstance(days, yaml.ScalarNode):
        start, end = int(days.start_mark.index), int(days.end_mark.index)
        return splice.put(text, Place(start, end), f"[{text[start:end]}, {day}]")
    if days.flow_style or not days.value:
        return splice.add_to_flow(text, days, day)
    return splice.add_to_block(text, days, f"- {day}")


def _indent(text: str, block: yaml.MappingNode) -> str:
    mark = int(block.value[0][0].start_mark.index)
    return text[splice.line_start(text, mark) : mark]


def _started(text: str, start: date) -> str:
    node = value_of(root_of(text), "start")
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("its start cannot be found")  # noqa: TRY004 - one error for odd files
    place = Place(int(node.start_mark.index), int(node.end_mark.index))
    quote = node.style if node.style in ("'", '"') else ""
    return splice.put(text, place, f"{quote}{start}{quote}")


def _find(text: str, entry: Progress) -> _Around:
    """Return where an entry stands.

    Raises:
        ValueError: It cannot be found.
    """
    key, day_key = _KEYS[entry.kind]
    root = root_of(text)
    for place, (name, node) in enumerate(root.value):
        if name.value != key:
            continue
        if isinstance(node, yaml.ScalarNode) and node.value == entry.step:
            return ((root, place),)
        for inside in _inside(node, entry, day_key):
            return ((root, place), *inside)
    raise ValueError(f"{entry.step} cannot be found")


def _inside(node: Any, entry: Progress, day_key: str) -> Iterator[_Around]:
    """Yield the ways to an entry from the node behind its key."""
    day = str(entry.on) if entry.on else ""
    for place, item in enumerate(node.value):
        if isinstance(item, tuple):
            if item[0].value == entry.step:
                yield from (((node, place), *inner) for inner in _of_days(item[1], day))
            continue
        found = {"step": item.value}
        if isinstance(item, yaml.MappingNode):
            found = {name.value: value.value for name, value in item.value}
        if found.get("step") == entry.step and found.get(day_key, "").strip() == day:
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


def _cut(text: str, entry: Progress) -> tuple[str, str]:
    """Return the text without an entry, and the comment that stood behind it."""
    around = list(_find(text, entry))
    node, place = around[-1]
    last = node.value[place]
    end = end_of(last[1] if isinstance(last, tuple) else last)
    comment = "" if node.flow_style else splice.comment_at(text, end)
    if node.flow_style and not _is_json(text):
        text, comment = _named_note_cut(text, end, entry.step)
    emptied: list[Any] = []
    while len(around) > 1 and len(around[-1][0].value) == 1:
        emptied.append(around.pop()[0])
    node, place = around[-1]
    if node.flow_style:
        return splice.cut_from_flow(text, node, place), comment
    for start, end in reversed(list(_lines(node.value[place], emptied[::-1]))):
        text = _without_lines(text, start, end)
    return text, comment


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
    if start == end and (remark := splice.comment_at(text, start)):
        first, last = splice.line_start(text, start), splice.line_end(text, start)
        return splice.put(text, Place(first, last), f"# {remark}")
    return splice.cut_lines(text, start, end)


def _noted(text: str, entry: Progress, note: str) -> str:
    """Return the text with a comment on the line of an entry; JSON has no comments."""
    if not note or _is_json(text):
        return text
    node, place = _find(text, entry)[-1]
    item = node.value[place]
    end = end_of(item[1] if isinstance(item, tuple) else item)
    if node.flow_style:
        note = f"{entry.step} {note}"
    old = splice.comment_at(text, end)
    line_end = splice.line_end(text, end)
    start = text.rindex(" #", end, line_end) if old else line_end
    start = len(text[:start].rstrip(" ")) if old else start
    return splice.put(text, Place(start, line_end), f"  # {'; '.join(filter(None, (note, old)))}")


_NOTE = r"(begun|dropped) (\d{4}-\d\d-\d\d)"


def _before(comment: str, step: str) -> tuple[tuple[Progress, ...], str]:
    """Return what a comment says was before, and the rest of the comment."""
    parts = comment.split("; ") if comment else []
    before, rest = [], []
    for part in parts:
        if found := re.fullmatch(_NOTE, part):
            before.append(Progress(ProgressKind(found[1]), step, date.fromisoformat(found[2])))
        else:
            rest.append(part)
    return tuple(before), "; ".join(rest)


def _named_note_cut(text: str, index: int, step: str) -> tuple[str, str]:
    """Return the text without the note on a step of a list in brackets, and the note."""
    comment = splice.comment_at(text, index)
    parts = comment.split("; ") if comment else []
    own = [part for part in parts if re.fullmatch(rf"{re.escape(step)} {_NOTE}", part)]
    if not own:
        return text, ""
    end = splice.line_end(text, index)
    start = len(text[: text.index(" #", index, end)].rstrip(" "))
    rest = "; ".join(part for part in parts if part not in own)
    text = splice.put(text, Place(start, end), f"  # {rest}" if rest else "")
    return text, "; ".join(part.removeprefix(f"{step} ") for part in own)
