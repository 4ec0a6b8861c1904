"""Texts that stand in another language than what is around them, as nobody has translated them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from pathplanner.model.coerce import to_texts
from pathplanner.model.marks import Mark, fields_with, parts_of


@frozen
class Foreign:
    """Texts that nobody has translated yet.

    Attributes:
        language: BCP 47 tag of the language that they are in.
        texts: The texts, each once.
    """

    language: str
    texts: tuple[str, ...] = field(converter=to_texts)


def languages_of(foreign: Iterable[Foreign]) -> dict[str, str]:
    """Return each text that nobody has translated, with the language that it is in."""
    return {text: one.language for one in foreign for text in one.texts}


def by_language(texts: Mapping[str, str]) -> tuple[Foreign, ...]:
    """Return texts with the language that each is in, those of one language together."""
    tags = sorted(set(texts.values()))
    return tuple(
        Foreign(tag, tuple(sorted(text for text, own in texts.items() if own == tag)))
        for tag in tags
    )


def said_in(value: Any) -> Iterator[str]:
    """Yield the words to read of a value of the model and of all its parts, repeats included."""
    for part in parts_of(value):
        for name in fields_with(Mark.PROSE, part.__class__):
            words = getattr(part, name)
            yield from (words,) if isinstance(words, str) else words


def still_said(foreign: tuple[Foreign, ...], value: Any) -> tuple[Foreign, ...]:
    """Return of texts that nobody has translated those that a value still says."""
    if not foreign:
        return ()
    said = set(said_in(value))
    return by_language({text: own for text, own in languages_of(foreign).items() if text in said})
