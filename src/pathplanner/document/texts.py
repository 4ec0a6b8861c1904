"""A text of a document: words, who states them, and their language where it is another."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from pathplanner.document.safe_text import visible


@frozen
class Text:
    """A text.

    Attributes:
        text: The words.
        marks: Numbers of the sources that state it.
        lang: BCP 47 tag of the words where they are not in the document's language.
    """

    text: str = field(converter=visible)
    marks: tuple[int, ...] = ()
    lang: str = ""


def to_text(value: str | Text) -> Text:
    """Return a text, also of mere words."""
    return value if isinstance(value, Text) else Text(value)


def joined(values: Iterable[str | Text]) -> Text:
    """Return sentences as one text, with the marks of all."""
    texts = to_texts(values)
    marks = {mark for text in texts for mark in text.marks}
    return Text(" ".join(text.text for text in texts), tuple(sorted(marks)))


def to_texts(values: Iterable[str | Text]) -> tuple[Text, ...]:
    """Return texts, also of mere words."""
    return tuple(to_text(value) for value in values)


def to_rows(rows: Iterable[Iterable[str | Text]]) -> tuple[tuple[Text, ...], ...]:
    """Return rows of texts, also of mere words."""
    return tuple(to_texts(row) for row in rows)
