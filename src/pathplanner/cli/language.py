"""`plan --language`: pathways and older plans with their texts in another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathplanner.cli.terminal.say import note
from pathplanner.model.translation import (
    Translation,
    join_translations,
    pathway_texts,
    translate,
    untranslated,
)

if TYPE_CHECKING:
    from pathplanner.cli.faults import Faults
    from pathplanner.model.pathway import Pathway
    from pathplanner.model.plan import Plan


def in_language(
    language: str, names: Sequence[str], pathways: Sequence[Pathway], faults: Faults
) -> list[Pathway]:
    """Return the pathways in a language, and say which texts stay as they are.

    All are translated with the texts of all, so that what they share stays one.
    """
    from pathplanner.document.words.language import find_language, languages

    spoken = find_language(language)
    found = _translation(language, names, faults)
    foreign = [one for one in pathways if main_tag(one.language) != main_tag(language)]
    if found is None and spoken is None and foreign:
        hint = f"Known: {', '.join(languages())}."
        faults.add(f"There are no words in the language {language!r}.", "--language", hint)
        return list(pathways)
    found = found or Translation(spoken.tag if spoken else language, {})
    for one in foreign:
        if count := len(untranslated(one, found)):
            of = f"{count} of {len(pathway_texts(one))} texts of {one.id}"
            note(f"Not translated and still in {one.language!r}: {of}.")
    return [translate(one, found) if one in foreign else one for one in pathways]


def as_in(pathway: Pathway, old: Plan, names: Sequence[str], faults: Faults) -> Plan:
    """Return an older plan in the language of the pathway, so that the two compare."""
    before, now = old.pathway.language, pathway.language
    if main_tag(before) == main_tag(now):
        return old
    back = _translation(before, names, faults)
    there = _translation(now, names, faults)
    old = translate(old, back.back(now)) if back else old
    return translate(old, there) if there else old


def main_tag(tag: str) -> str:
    """Return the language of a tag without its country: `es` for `es-MX`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _translation(language: str, names: Sequence[str], faults: Faults) -> Translation | None:
    from pathplanner.formats.translations import load_translation

    read = [faults.of(lambda name=name: load_translation(name, language)) for name in names]  # type: ignore[misc]
    parts = [part for part in read if part is not None]
    return join_translations(parts[0].language, parts) if parts else None
