"""Things in the text of a learner file: put in, found and cut out, all other lines to the letter.

What stands in a file is an item: the key behind which it stands, and what it says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from pathplanner.formats.documents import HISTORY
from pathplanner.formats.syntax import edit
from pathplanner.formats.syntax.edit import Node, Span, end_of, root_of, value_of

PAID = "paid"
"""The key for what was paid."""

DAY_HELD, MORE = "since", ("renewed", "grade")
"""The keys in a block of what is done: its day, and what may be told beside that."""

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PLAIN = re.compile(rf"[A-Za-z_][\w/.-]*|{DAY}")
_NUMBER = re.compile(r"[1-9][0-9]*(\.[0-9]+)?")

Item = tuple[str, dict[str, str]]
"""The key behind which something stands in a file, and what it says: the day comes last."""

Around = tuple[tuple[Any, int], ...]
"""Where something stands: the nodes around it, outermost first, and its places in them."""


def with_key(text: str, key: str, value: str) -> str:
    """Return the text with a key of the root that says a value; without the key if it is empty."""
    root = root_of(text)
    for place, (name, node) in enumerate(root.value):
        if name.value == key:
            if value and (node.flow_style or isinstance(node, yaml.ScalarNode)):
                return edit.put(text, Span(int(node.start_mark.index), end_of(node)), value)
            text, _ = cut_at(text, [(root, place)])
            root = root_of(text)
    if not value:
        return text
    if root.flow_style:
        return edit.add_to_flow(text, root, f"{word_in(key, text)}: {value}")
    return edit.add_to_block(text, root, f"{key}: {value}")


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def word_in(word: str, text: str) -> str:
    """Return a word or a day as it must stand in the text; `null` for none."""
    if not word:
        return "null"
    if _NUMBER.fullmatch(word):
        return word
    if '"' in word or "\\" in word or not word.isprintable():
        return json.dumps(word, ensure_ascii=False)
    return word if _PLAIN.fullmatch(word) and not _is_json(text) else f'"{word}"'


def added(text: str, item: Item) -> str:
    """Return the text with an item in the form that the file uses for its kind."""
    key, says = item
    root = root_of(text)
    node = value_of(root, key)
    block = block_of(text, says)
    step, *_, day = says.values()
    more = {key: word for key, word in says.items() if key in MORE and word}
    told = block_of(text, {DAY_HELD: day, **more}) if more else word_in(day, text)
    pair = f"{word_in(step, text)}: {told}"
    is_short = key not in (HISTORY, PAID)
    if node is None:
        if root.flow_style:
            inside = f"{{{pair}}}" if is_short else f"[{block}]"
            return edit.add_to_flow(text, root, f"{word_in(key, text)}: {inside}")
        margin = f"{edit.newline_of(text)}{margin_of(text, root)}  "
        inside = pair if is_short else f"- {block}"
        return edit.add_to_block(text, root, f"{key}:{margin}{inside}")
    if isinstance(node, yaml.ScalarNode):
        return _one_more(text, node, block)
    line = f"- {block}"
    if isinstance(node, yaml.MappingNode):
        if not is_short:
            raise ValueError(f"its {key} is no list")
        if (days := value_of(node, step)) is not None:
            return _one_more(text, days, word_in(day, text))
        block = line = pair
    return put_in(text, node, block, line)


def block_of(text: str, says: dict[str, str]) -> str:
    """Return what an item says as a block in braces."""
    pairs = (f"{word_in(name, text)}: {word_in(word, text)}" for name, word in says.items() if word)
    return f"{{{', '.join(pairs)}}}"


def _one_more(text: str, node: Node, item: str) -> str:
    """Return the text with one more thing where one alone may stand, or a list of them."""
    if isinstance(node, yaml.ScalarNode):
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        return edit.put(text, Span(start, end), f"[{text[start:end]}, {item}]")
    return put_in(text, node, item, f"- {item}")


def put_in(text: str, node: Any, item: str, line: str) -> str:
    """Return the text with an item in brackets, or with a line at the end of a block."""
    if node.flow_style or not node.value:
        return edit.add_to_flow(text, node, item)
    return edit.add_to_block(text, node, line)


def margin_of(text: str, block: yaml.MappingNode) -> str:
    """Return what stands before the first key of a block."""
    mark = int(block.value[0][0].start_mark.index)
    return text[edit.line_start(text, mark) : mark]


def started(text: str, start: date) -> str:
    """Return the text with another start.

    Raises:
        ValueError: Its start cannot be found.
    """
    node = value_of(root_of(text), "start")
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("its start cannot be found")  # noqa: TRY004 - one error for odd files
    place = Span(int(node.start_mark.index), int(node.end_mark.index))
    quote = node.style if node.style in ("'", '"') else ""
    return edit.put(text, place, f"{quote}{start}{quote}")


def _find(text: str, item: Item) -> Around:
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


def _end(around: Around | list[tuple[Any, int]]) -> tuple[bool, int]:
    """Tell whether something stands in brackets, and where it ends."""
    node, place = around[-1]
    last = node.value[place]
    return bool(node.flow_style), end_of(last[1] if isinstance(last, tuple) else last)


def told_by_remark(text: str, item: Item) -> str:
    """Return what a remark says was before; so it was kept when a file had no history."""
    in_brackets, end = _end(_find(text, item))
    name = f"{re.escape(item[1]['step'])} " if in_brackets else ""
    remark = edit.comment_at(text, end)
    found = re.search(rf"(?:^|; ){name}((?:begun|dropped) {DAY})(?:$|; )", remark)
    return found[1] if found else ""


def _inside(node: Any, says: dict[str, str]) -> Iterator[Around]:
    """Yield the ways to an item from the node behind its key."""
    step, *_, day = says.values()
    for place, item in enumerate(node.value):
        if isinstance(item, tuple):
            if item[0].value == step:
                if isinstance(item[1], yaml.MappingNode):
                    since = value_of(item[1], DAY_HELD)
                    yield from [((node, place),)] * (not day or _said(since) == day)
                    continue
                yield from (((node, place), *inner) for inner in _of_days(item[1], day))
            continue
        found = {"step": item.value}
        if isinstance(item, yaml.MappingNode):
            found = {name.value: value.value for name, value in item.value}
        if all(str(found.get(key, "")).strip() == word for key, word in says.items()):
            yield ((node, place),)


def _said(node: Any) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _of_days(node: Node, day: str) -> Iterator[Around]:
    """Yield the ways to a day from the node behind the name of a step."""
    if not isinstance(node, yaml.SequenceNode):
        if node.value.strip() == day or not day:
            yield ()
        return
    for number, one in enumerate(node.value):
        if one.value.strip() == day:
            yield ((node, number),)


def cut(text: str, item: Item) -> tuple[str, str]:
    """Return the text without an item, and the remark that stood behind it alone."""
    return cut_at(text, list(_find(text, item)))


def cut_at(text: str, around: list[tuple[Any, int]]) -> tuple[str, str]:
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


def remarked(text: str, item: Item, remarks: list[str]) -> str:
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
