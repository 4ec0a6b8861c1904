"""Which language the words of a plan are in, and which languages there are.

The words are in gettext catalogues, `locale/<language>/LC_MESSAGES/pathplanner.mo`;
`python scripts/catalogs.py` makes them from the `.po` files beside them. English needs
none, as the words in the code are English.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

from attrs import evolve, frozen

from pathplanner.errors import Fault, InputError

LANGUAGE = "en"
"""The language of the words in the code."""

_CATALOGUE = "pathplanner.mo"
_LOCALES = {"en": "en_US", "es": "es_US"}
"""Where the readers live, for numbers and the names of months."""


@frozen
class Language:
    """A language that the product speaks.

    Attributes:
        tag: BCP 47 tag.
        catalogue: Its words by the English ones.
        locale: What Babel calls it, for numbers and the names of months.
    """

    tag: str
    catalogue: gettext.NullTranslations
    locale: str


ENGLISH = Language(LANGUAGE, gettext.NullTranslations(), _LOCALES[LANGUAGE])
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def current_language() -> Language:
    """Return the language of the words made now."""
    return _SPOKEN.get()


def no_words_in(tag: str) -> Fault:
    """Return what is wrong with the tag of a language that the product does not speak."""
    hint = f"Known: {', '.join(languages())}. Without one, a pathway's own texts stay as they are."
    return Fault(f"There are no words in the language {tag!r}.", "language", hint)


@contextmanager
def speaking(tag: str, region: str = "") -> Iterator[Language]:
    """Make all words inside the `with` in a language.

    Args:
        tag: BCP 47 tag of the language.
        region: Code of the country whose dates and numbers are written, such as `GB`; else
            that of a tag such as `en-GB`, or where most readers live.

    Raises:
        InputError: There are no words in it; the message names the languages there are.
    """
    found = find_language(tag)
    if found is None:
        raise InputError([no_words_in(tag)])
    if region := region or region_of(tag):
        found = evolve(found, locale=f"{found.tag}_{region}")
    before = _SPOKEN.set(found)
    try:
        yield found
    finally:
        _SPOKEN.reset(before)


def region_of(tag: str) -> str:
    """Return the country in a tag, `GB` of `en-GB`; nothing where it names none."""
    parts = tag.replace("_", "-").split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), "")


def usual_locale(tag: str) -> str:
    """Return the locale of a language whose readers live where most do."""
    return _LOCALES.get(tag, tag)


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages there are words in."""
    folder = resources.files("pathplanner").joinpath("locale")
    names = [item.name for item in folder.iterdir()] if folder.is_dir() else []
    found = {name for name in names if _catalogue_of(name).is_file()}
    return tuple(sorted({LANGUAGE, *found}))


def find_language(tag: str) -> Language | None:
    """Return the language of a tag, or the nearest: `es` for `es-MX`; None without words."""
    main = tag.replace("_", "-").partition("-")[0].lower()
    return _load(main) if main in languages() else None


def tag_beside(tag: str) -> str:
    """Return the tag of a language; nothing where it is the one that is spoken now."""
    known = find_language(tag)
    return "" if known and known.tag == current_language().tag else tag


@cache
def _load(name: str) -> Language:
    if name == LANGUAGE:
        return ENGLISH
    with _catalogue_of(name).open("rb") as file:
        return Language(name, gettext.GNUTranslations(file), _LOCALES.get(name, name))


def _catalogue_of(name: str) -> resources.abc.Traversable:
    return resources.files("pathplanner").joinpath("locale", name, "LC_MESSAGES", _CATALOGUE)
