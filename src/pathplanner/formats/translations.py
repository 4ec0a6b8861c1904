"""Translations of pathways: gettext PO files that lie beside the pathway files.

The Spanish texts of `baker.yaml` are in `baker.es.po`. An entry that is marked as fuzzy,
because the text it was made for has changed, does not count until somebody has looked
at it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pathplanner.errors import Fault, InputError
from pathplanner.formats.bundled import BUNDLED, bytes_of, is_bundled, is_file, new_name
from pathplanner.formats.syntax.text import decode
from pathplanner.model.pathway import Pathway
from pathplanner.model.translation import Translation, pathway_texts, translate

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SUFFIX = ".po"
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_WIDTH = 88
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands where PO files have the time they were written: the same texts, the same bytes."""


def load_translation(source: str | os.PathLike[str], language: str) -> Translation | None:
    """Return the translation that lies beside a pathway; None when there is none.

    Args:
        source: As for `load_pathway`: a bundled name, or where the pathway's file is.
        language: BCP 47 tag; for `es-MX` the texts in `es` will do.

    Raises:
        InputError: The tag is not one, or the file is faulty.
    """
    for tag in _tags(language):
        found = _beside(source, tag)
        if found is not None:
            name, data = found
            return read_translation(data, tag, name)
    return None


def translation_behind(source: str, language: str) -> tuple[str, ...]:
    """Return the file that `load_translation` reads; nothing where it comes with pathplanner.

    Raises:
        InputError: The tag is not one.
    """
    if is_bundled(source):
        return ()
    paths = [translation_path(source, tag) for tag in _tags(language)]
    return tuple(str(path) for path in paths if is_file(path))[:1]


def _tags(language: str) -> tuple[str, ...]:
    """Return a tag and, for `es-MX`, that of the language alone."""
    _check_tag(language)
    return tuple(dict.fromkeys((language, re.split("[-_]", language)[0].lower())))


def translations_of(source: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the languages for which a translation lies beside a pathway."""
    if isinstance(source, str) and is_bundled(source):
        folder = resources.files("pathplanner").joinpath(BUNDLED)
        names, stem = [item.name for item in folder.iterdir()], new_name(source)
    else:
        path = Path(source)
        names, stem = [item.name for item in path.parent.iterdir()], path.stem
    tag = re.compile(rf"{re.escape(stem)}\.({_TAG.pattern}){re.escape(SUFFIX)}")
    return tuple(sorted(found[1] for found in map(tag.fullmatch, names) if found))


def in_language(pathway: Pathway, source: str | os.PathLike[str], language: str) -> Pathway:
    """Return a pathway in its own language or in that of a translation beside its file.

    Raises:
        InputError: There is none, or it is faulty.
    """
    found = load_translation(source, language)
    if found is not None:
        return translate(pathway, found)
    if language in (pathway.language, pathway.language.partition("-")[0]):
        return pathway
    message = f"{pathway.id} is not translated into {language!r}."
    known = translations_of(source)
    hint = f"Its translation would be {translation_path(source, language).name}."
    hint = f"There is: {', '.join(known)}." if known else hint
    raise InputError([Fault(message, "language", hint)])


def read_translation(data: bytes | str, language: str, file: str = "") -> Translation:
    """Return the translation that a PO file holds.

    Raises:
        InputError: It is not a PO file; the message names the line.
    """
    catalogue = _read(data, file)
    return Translation(language, dict(_pairs(catalogue)))


def translation_file(pathway: Pathway, language: str, old: bytes = b"", file: str = "") -> bytes:
    """Return a PO file with every text of a pathway, for a translator to fill in.

    Args:
        pathway: In its own language.
        language: The language that it is translated into.
        old: The file as it was before; what still fits is kept, and what nearly fits is
            kept as a proposal, marked as fuzzy.
        file: Its name, for messages.

    Raises:
        InputError: The old file is faulty.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    fresh = Catalog(project=pathway.id, locale=None)
    for text, paths in pathway_texts(pathway).items():
        fresh.add(text, locations=[(path, 0) for path in paths])
    catalogue = _read(old, file) if old else Catalog(locale=None)
    catalogue.update(fresh, update_header_comment=False)
    catalogue.header_comment = f"# {pathway.id}: {pathway.language} to {language}"
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    out = BytesIO()
    write_po(out, catalogue, width=_WIDTH, ignore_obsolete=True, include_lineno=False)
    return _without_header(out.getvalue(), language)


def _without_header(data: bytes, language: str) -> bytes:
    """Return a PO file with just the headers that say something."""
    start, _, rest = data.decode().partition("\n\n")
    comments = [line for line in start.splitlines() if line.startswith("# ")]
    head = [
        *comments, 'msgid ""', 'msgstr ""', f'"Language: {language}\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
    ]  # fmt: skip
    return ("\n".join(head) + "\n\n" + rest).encode()


def _read(data: bytes | str, file: str) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    text = decode(data, file)
    try:
        return read_po(BytesIO(text.encode()), charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        hint = "Write it with a program for PO files."
        line = error.lineno + 1 if error.lineno is not None else 0
        message = "This is not a translation in PO format."
        raise InputError([Fault(message, hint=hint, file=file, line=line, column=1)]) from error
    except (ValueError, LookupError, SyntaxError) as error:
        message = f"This is not a translation in PO format: {error}."
        raise InputError([Fault(message, file=file)]) from error


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        one, other = message.id, message.string
        # Texts with a plural are pairs; a pathway has none.
        if not isinstance(one, str) or not isinstance(other, str) or message.fuzzy:
            continue
        if one and other.strip():
            yield one, other


def _beside(source: str | os.PathLike[str], tag: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of the file with a pathway's texts in a language."""
    name = os.fspath(source)
    if is_bundled(source):
        name = new_name(name)
        entry = resources.files("pathplanner").joinpath(BUNDLED, f"{name}.{tag}{SUFFIX}")
        return (entry.name, entry.read_bytes()) if entry.is_file() else None
    path = translation_path(name, tag)
    return (str(path), bytes_of(str(path))) if is_file(path) else None


def translation_path(source: str | os.PathLike[str], language: str) -> Path:
    """Return where the translation of a pathway file lies: `baker.es.po`.

    Raises:
        InputError: The language is not a tag such as `es`.
    """
    _check_tag(language)
    path = Path(source)
    return path.parent / f"{path.stem}.{language}{SUFFIX}"


def _check_tag(language: str) -> None:
    if not _TAG.fullmatch(language):
        said = f"{language!r} is not the tag of a language."
        raise InputError([Fault(said, "language", "Try es.")])
