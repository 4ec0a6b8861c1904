"""What a person reads in the bytes of a format, for the checks that look for words."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

from pathplanner.document import format_date
from pathplanner.testing.shapes import is_zip, kind_of

_SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def forms_of_date(day: date) -> tuple[str, ...]:
    """Return the forms in which an output may write a day; the last is a spreadsheet's number."""
    english, spanish = _ENGLISH[day.month - 1], _SPANISH[day.month - 1]
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        plain(format_date(day)),
        f"{english} {day.day}, {day.year}",
        f"{english[:3]} {day.day}, {day.year}",
        f"{day.day} {english} {day.year}",
        f"{day.day} {english[:3]} {day.year}",
        f"{day.day} de {spanish} de {day.year}",
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        str((day - date(1899, 12, 30)).days),
    )
    return tuple(dict.fromkeys(forms))


def plain(text: str) -> str:
    """Return a text with ordinary single spaces and without soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


def text_of(media_type: str, data: bytes) -> str:
    """Return the words in `data`, in the order of reading as far as the format tells it.

    Knows HTML, XML and SVG, Markdown, Mermaid, Graphviz, calendars, Word and Excel files,
    and PDF; all else is taken as UTF-8 text.
    """
    kind = kind_of(media_type)
    if kind == "application/pdf":
        return _pdf(data)
    if "spreadsheetml" in kind:
        return "\n".join(_cells(data))
    if is_zip(kind):
        return "\n".join(_xml_in_zip(data))
    reader = _READERS.get("xml" if kind.endswith("xml") else kind, str)
    return reader(data.decode("utf-8-sig"))


def _html(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return " ".join(reader.words)


def _xml(text: str) -> str:
    return " ".join(ElementTree.fromstring(text).itertext())  # noqa: S314 - our own output


def _calendar(text: str) -> str:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    return re.sub(r"\\([,;\\])", r"\1", unfolded.replace("\\n", "\n"))


def _markdown(text: str) -> str:
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def _mermaid(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


def _graphviz(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


_READERS = {
    "text/html": _html,
    "xml": _xml,
    "text/calendar": _calendar,
    "text/markdown": _markdown,
    "text/vnd.mermaid": _mermaid,
    "text/vnd.graphviz": _graphviz,
}


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _xml_in_zip(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                tree = ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own output
                for part in tree.iter():
                    if part.text and part.tag.endswith("}t"):
                        yield part.text
                    elif part.tag.endswith("}p"):
                        yield "\n"


def _cells(data: bytes) -> Iterator[str]:
    """Yield the rows of every sheet, cell after cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
            shared = ["".join(item.itertext()) for item in strings.iter(f"{_SHEET}si")]
        for name in sorted(name for name in names if "/worksheets/sheet" in name):
            sheet = ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own output
            for row in sheet.iter(f"{_SHEET}row"):
                yield " ".join(_cell(cell, shared) for cell in row.iter(f"{_SHEET}c"))


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)]
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return value


class _Words(HTMLParser):
    """Collects what stands between tags; scripts and styles are not read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.words.append(data)
