"""The texts of a pathway in another language, and a pathway or plan with them in place.

A translation goes by the text: it maps what a pathway says to what that is in the other
language. So a text that stands in several places is translated once, a text that moves
keeps its translation, and one that changes loses it and is said in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from attrs import field, frozen

from pathplanner.model.foreign import by_language, languages_of, still_said
from pathplanner.model.learner import Learner
from pathplanner.model.marks import Mark, fields_with
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan

T = TypeVar("T", Pathway, Plan)
_NOTHING: Mapping[str, str] = MappingProxyType({})


def _fixed(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen
class Translation:
    """Texts in another language, by the texts of the pathway.

    Attributes:
        language: BCP 47 tag of the other language.
        texts: A text of the pathway to the same in the other language.
    """

    language: str
    texts: Mapping[str, str] = field(converter=_fixed)

    def back(self, language: str) -> Translation:
        """Return the translation from the other language back to `language`."""
        return Translation(language, {there: here for here, there in self.texts.items()})


def join_translations(language: str, parts: Iterable[Translation]) -> Translation:
    """Return one translation with the texts of several; the first that has a text wins.

    So a step that several pathways share stays one and the same in all of them.
    """
    texts: dict[str, str] = {}
    for part in parts:
        texts = {**part.texts, **texts}
    return Translation(language, texts)


def translate(value: T, translation: Translation, own: Mapping[str, str] = _NOTHING) -> T:
    """Return a pathway or a plan with its texts in another language.

    A text without a translation stays as it is; see `untranslated`. A pathway says under
    `foreign` which those are, and so does each plan of it.

    Args:
        value: The pathway or the plan.
        translation: The texts in the other language.
        own: Of a plan: the texts of its pathway, with the language that each was written in. A
            plan has others, too, such as the name of a fund, and cannot tell which is which.
    """
    found: T = _translated(value, translation.texts)
    if isinstance(found, Plan):
        left = _left({**own, **languages_of(found.pathway.foreign)}, translation)
        said = still_said(by_language(left), found)
        facts = attrs.evolve(found.pathway, language=translation.language, foreign=said)
        return attrs.evolve(found, pathway=facts)
    assert isinstance(value, Pathway)  # noqa: S101 - it is one or the other
    own = dict.fromkeys(pathway_texts(value), value.language)
    left = _left(own | languages_of(value.foreign), translation)
    return attrs.evolve(found, language=translation.language, foreign=by_language(left))


def _left(texts: Mapping[str, str], translation: Translation) -> dict[str, str]:
    """Return of texts and their languages those that are foreign after a translation."""
    here = main_tag(translation.language)
    return {
        text: own
        for text, own in texts.items()
        if text not in translation.texts and main_tag(own) != here
    }


def main_tag(tag: str) -> str:
    """Return the language of a tag without its country: `es` for `es-MX`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def pathway_texts(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """Return each text that a translation needs, with the paths at which it stands."""
    found: dict[str, list[str]] = {}
    for path, text in _texts(pathway, ""):
        found.setdefault(text, []).append(path)
    return {text: tuple(paths) for text, paths in found.items()}


def untranslated(pathway: Pathway, translation: Translation) -> dict[str, tuple[str, ...]]:
    """Return each text that the translation lacks, with the paths at which it stands.

    `pathway` is the one in its own language.
    """
    texts = pathway_texts(pathway).items()
    return {text: paths for text, paths in texts if text not in translation.texts}


def _translated(value: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        parts = tuple(_translated(item, texts) for item in value)
        return value if all(map(_is, parts, value)) else parts
    if not attrs.has(type(value)) or isinstance(value, Learner):
        return value
    changed, prose = {}, fields_with(Mark.PROSE, value.__class__)
    for name, part in _fields(value):
        new = _said(part, texts) if name in prose else _translated(part, texts)
        if new is not part:
            changed[name] = new
    return attrs.evolve(value, **changed) if changed else value


def _is(one: object, other: object) -> bool:
    return one is other


def _said(part: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(part, tuple):
        return tuple(texts.get(text, text) for text in part)
    return texts.get(part, part)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the texts with the paths at which they stand, in the order of a reader."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            name = getattr(item, "id", None)
            yield from _texts(item, f"{path}.{name}" if name else f"{path}[{place}]")
        return
    if not attrs.has(type(value)):
        return
    for name, part in _fields(value):
        inner = f"{path}.{name}".lstrip(".")
        if name not in fields_with(Mark.PROSE, value.__class__):
            yield from _texts(part, inner)
            continue
        for text in part if isinstance(part, tuple) else (part,):
            # A number needs no translation.
            if any(map(str.isalpha, text)):
                yield inner, text


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for one in attrs.fields(type(value)):
        yield one.name, getattr(value, one.name)
