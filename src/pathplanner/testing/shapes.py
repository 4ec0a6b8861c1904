"""Whether bytes are what their media type says, and the shape that no text may change."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

_SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/zip": b"PK",
    "application/gzip": b"\x1f\x8b",
}
_LONGEST_LINE = 75
"""In octets, of a calendar (RFC 5545, section 3.1)."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def kind_of(media_type: str) -> str:
    """Return a media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_zip(kind: str) -> bool:
    """Tell whether files of that type are archives."""
    return kind == "application/zip" or "officedocument" in kind or "opendocument" in kind


def is_text(kind: str) -> bool:
    """Tell whether files of that type are text."""
    return kind.startswith("text/") or kind.endswith(("json", "xml", "yaml", "javascript"))


def type_faults(media_type: str, data: bytes) -> list[str]:
    """Return why `data` is not of that media type."""
    kind = kind_of(media_type)
    if not data:
        return ["there are no bytes"]
    try:
        return list(_type_faults(kind, data))
    except (ValueError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        return [f"the bytes are not {kind}: {error}"]


def _type_faults(kind: str, data: bytes) -> Iterator[str]:
    signature = _SIGNATURES.get("application/zip" if is_zip(kind) else kind, b"")
    if not data.startswith(signature):
        yield f"the bytes do not start as {kind} does"
    if kind == "application/pdf" and b"%%EOF" not in data[-1024:]:
        yield "the PDF has no end"
    if is_zip(kind):
        yield from _zip_faults(kind, data)
    if is_text(kind):
        text = data.decode("utf-8-sig")
        if found := _CONTROL.search(text):
            yield f"a control character stands in the text: U+{ord(found[0]):04X}"
        yield from _text_faults(kind, text)


def _zip_faults(kind: str, data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if broken := archive.testzip():
            yield f"{broken} in the archive is broken"
        if "officedocument" in kind:
            archive.getinfo("[Content_Types].xml")


def _text_faults(kind: str, text: str) -> Iterator[str]:
    if kind.endswith("json"):
        json.loads(text)
    elif kind.endswith("xml"):
        tag = ElementTree.fromstring(text).tag  # noqa: S314 - the renderer's own output
        if "svg" in kind and not tag.endswith("svg"):
            yield "the outermost element is not svg"
    elif kind == "text/html" and not re.match(r"\s*<!doctype html", text, re.IGNORECASE):
        yield "the page does not start with <!doctype html>"
    elif kind == "text/calendar":
        yield from _calendar_faults(text.encode())


def _calendar_faults(data: bytes) -> Iterator[str]:
    lines = data.split(b"\r\n")
    if lines[0] != b"BEGIN:VCALENDAR" or lines[-2:] != [b"END:VCALENDAR", b""]:
        yield "the calendar does not begin and end as one, with CRLF after each line"
    for line in lines:
        if len(line) > _LONGEST_LINE or b"\n" in line or b"\r" in line:
            yield f"a line is longer than {_LONGEST_LINE} octets or broken: {line[:40]!r}"


def shape_of(media_type: str, data: bytes) -> Any:
    """Return what no text may change: tags, keys, properties, rows; None when not known."""
    kind = kind_of(media_type)
    if is_zip(kind):
        return _zip_shape(data)
    reader = _SHAPES.get(next((end for end in ("xml", "json") if kind.endswith(end)), kind))
    return reader(data.decode("utf-8-sig")) if reader else None


def _zip_shape(data: bytes) -> frozenset[tuple[str, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return frozenset().union(*(_xml_shape(archive.read(name)) for name in files))


def _xml_shape(text: str | bytes) -> frozenset[tuple[str, ...]]:
    return frozenset(_tags(ElementTree.fromstring(text)))  # noqa: S314 - our own output


def _json_shape(text: str) -> frozenset[str]:
    return frozenset(_keys(json.loads(text)))


def _calendar_shape(text: str) -> Counter[str]:
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    return Counter(re.split("[:;]", line, maxsplit=1)[0] for line in lines)


def table_of(kind: str, text: str) -> list[list[str]]:
    """Return the rows of a table in text."""
    return list(csv.reader(io.StringIO(text), delimiter="," if kind == "text/csv" else "\t"))


def _table_shape(kind: str) -> Callable[[str], list[int]]:
    return lambda text: [len(row) for row in table_of(kind, text)]


def html_tags(text: str) -> frozenset[tuple[str, ...]]:
    """Return every tag of a page with the names of its attributes."""
    reader = _Tags()
    reader.feed(text)
    reader.close()
    return frozenset(reader.tags)


_SHAPES: dict[str, Callable[[str], Any]] = {
    "text/html": html_tags,
    "xml": _xml_shape,
    "json": _json_shape,
    "text/calendar": _calendar_shape,
    "text/csv": _table_shape("text/csv"),
    "text/tab-separated-values": _table_shape("text/tab-separated-values"),
}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {(tag, name) for name, _ in attrs} | {(tag,)}
        self.tags |= {
            (tag, name, "runs")
            for name, value in attrs
            if re.match(r"\s*(javascript|data|vbscript|file):", value or "", re.IGNORECASE)
            and name in ("href", "src", "xlink:href", "action", "formaction")
        }


def _tags(element: ElementTree.Element) -> Iterator[tuple[str, ...]]:
    for part in element.iter():
        yield (part.tag,)
        for name, value in part.attrib.items():
            yield part.tag, name
            if name.endswith(("href", "Target")) and re.match(r"(javascript|data|file):", value):
                yield part.tag, name, "runs"


def _keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{path}.{key}"
            yield from _keys(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part, f"{path}[]")


def pdf_commands(data: bytes) -> frozenset[str]:
    """Return what in a PDF would run or open something other than a web page."""
    parts = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue  # a picture or a font
    whole = b"\n".join(parts)
    names = re.findall(rb"/(?:JavaScript|JS|Launch|GoToR|SubmitForm)\b", whole)
    links = re.findall(rb"/URI\s*\(\s*(?:javascript|file|data):", whole, re.IGNORECASE)
    return frozenset(found.decode() for found in (*names, *links))
