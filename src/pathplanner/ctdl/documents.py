"""Bytes to JSON documents: the only place that reads texts, and says what is wrong with them.

A file may hold one document, several one after the other, a list of nodes, or envelopes of
the Registry. Each node of a document is named by its place, and by the line of its `@id`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from pathplanner.ctdl.log import Log
from pathplanner.errors import Fault, InputError
from pathplanner.model.losses import Place

LARGEST = 200_000_000
"""The most bytes that are read of one file."""

DEEPEST = 100
"""Lists and blocks within each other; real documents have about ten."""

_TOO_DEEP = f"More than {DEEPEST} lists and blocks stand within each other."
_ID = re.compile(r'"(?:@id|id)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_SPACE = re.compile(r"[\s,]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


@frozen
class Document:
    """One JSON document, and where its nodes stand.

    Attributes:
        tree: What it holds, as Python's JSON reader gives it.
        file: The name of its file.
        path: Its place in the file: empty, or such as `[2]`.
        lines: The line of the first `@id` of each node, by that id.
    """

    tree: Any
    file: str
    path: str
    lines: dict[str, int]


def read_documents(source: str | bytes | Path, log: Log, number: int = 1) -> list[Document]:
    """Return the documents in a text or a file.

    Args:
        source: A path is read; a text or bytes are the file itself.
        log: Where it is noted what had to be guessed.
        number: How a text without a name is counted in messages.

    Raises:
        InputError: It cannot be read, is no JSON or no JSON-LD.
    """
    file = str(source) if isinstance(source, Path) else (f"text {number}" if number > 1 else "")
    text = _decode(_bytes(source) if isinstance(source, Path) else source, file)
    lines = _lines(text)
    found = [Document(tree, file, path, lines) for tree, path in _split(text, file, log)]
    if len(found) > 1:
        log.note("CT204", file or "file", [Place(one.path.rstrip(), file) for one in found])
    opened = [inner for one in found for inner in _open(one, log)]
    faults = [fault for one in opened for fault in _no_json_ld(one)]
    if faults:
        raise InputError(faults)
    return opened


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            said = "This is not a file." if path.exists() else "There is no such file."
            raise InputError([Fault(said, file=str(path))])
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        said = f"It cannot be read: {error.strerror}."
        raise InputError([Fault(said, file=str(path))]) from None


def _decode(data: str | bytes, file: str) -> str:
    if len(data) > LARGEST:
        raise InputError([Fault("It is larger than 200 MB.", hint="Split it.", file=file)])
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = "The file is not UTF-8 text."
        raise InputError(
            [Fault(said, hint="Save it as UTF-8.", file=file, line=line, column=1)]
        ) from None


def _lines(text: str) -> dict[str, int]:
    """Return the line of the first `@id` of each node."""
    found: dict[str, int] = {}
    line, last = 1, 0
    for match in _ID.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        found.setdefault(match[1].replace("\\/", "/"), line)
    return found


def _split(text: str, file: str, log: Log) -> Iterator[tuple[Any, str]]:
    """Yield the documents in a text with their places; commas between them do no harm."""
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _block(pairs, file, log))
    start, number = _space(text, 0), 0
    if start == len(text):
        raise InputError([Fault("The file is empty.", file=file, line=1, column=1)])
    while start < len(text):
        try:
            tree, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            said = f"This is not JSON: {error.msg.lower()}."
            hint = "Something is wrong here or just before; mend it."
            fault = Fault(said, hint=hint, file=file, line=error.lineno, column=error.colno)
            raise InputError([fault]) from None
        except RecursionError:
            raise InputError([_too_deep(text, file)]) from None
        except ValueError:  # a number of thousands of digits
            fault = Fault("A number in it is far too long.", file=file)
            raise InputError([fault]) from None
        more = _space(text, end) < len(text)
        yield tree, f"document {number + 1} " if number or more else ""
        start, number = _space(text, end), number + 1


def _space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _block(pairs: list[tuple[str, Any]], file: str, log: Log) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        for name in {name for name in names if names.count(name) > 1}:
            why = "The key stands there more than once; JSON keeps the last."
            log.note("CT304", name, Place("", file), why)
    return found


def _too_deep(text: str, file: str) -> Fault:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > DEEPEST:
            line = text.count("\n", 0, token.start()) + 1
            column = token.start() - text.rfind("\n", 0, token.start())
            return Fault(_TOO_DEEP, hint="Nest less.", file=file, line=line, column=column)
    return Fault(_TOO_DEEP, hint="Nest less.", file=file)


def _open(document: Document, log: Log) -> Iterator[Document]:
    """Yield what is in the envelopes of the Registry, and all else as it is."""
    tree = document.tree
    many = isinstance(tree, list) and tree and all(_is_envelope(one) for one in tree)
    for number, one in enumerate(tree if many else [tree]):
        path = document.path + (f"[{number}]" if many else "")
        if not _is_envelope(one):
            yield document
            continue
        log.note("CT222", "envelope", Place(path.rstrip(), document.file))
        if isinstance(one.get("decoded_resource"), dict | list):
            inner, key = one["decoded_resource"], "decoded_resource"
        else:
            inner, key = _resource(one["resource"], document.file, path), "resource"
        inside = f"{path}.{key}" if path else key
        yield Document(inner, document.file, inside, document.lines)


def _is_envelope(tree: Any) -> bool:
    keys = ("decoded_resource", "resource")
    return (
        isinstance(tree, dict)
        and any(key.startswith("envelope_") for key in tree)
        and any(key in tree for key in keys)
    )


def _resource(token: Any, file: str, path: str) -> Any:
    """Return what a signed envelope carries: the middle part of a JSON Web Token."""
    parts = token.split(".") if isinstance(token, str) else []
    try:
        body = parts[1] if len(parts) == 3 else ""
        return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, IndexError, RecursionError, binascii.Error):
        said = "The envelope holds nothing that can be read."
        hint = "Give the document itself, or an envelope with decoded_resource."
        raise InputError([Fault(said, f"{path} resource".strip(), hint, file)]) from None


def _no_json_ld(document: Document) -> Iterator[Fault]:
    tree = document.tree
    nodes = tree if isinstance(tree, list) else [tree]
    if not any(isinstance(node, dict) and _is_node(node) for node in nodes):
        said = "This is JSON, but not JSON-LD: there is no @graph, @id or @type in it."
        hint = "Give a CTDL document."
        yield Fault(said, document.path.rstrip(), hint, document.file)


def _is_node(node: dict[str, Any]) -> bool:
    return any(key in node for key in ("@graph", "@id", "@type", "@context", "type"))
