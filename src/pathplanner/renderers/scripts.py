"""Typefaces for the scripts that the bundled ones lack, from an extra or from the system.

Bundled with every script, the product would be thirty times as large. What a document
needs is cut out of an installed Noto typeface: a few kilobytes in two weights, the same
for every renderer, whether the installed file is one weight, a variable one or a collection.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import name as name_of

from attrs import evolve, frozen

OWN_FOLDERS = "PATHPLANNER_FONTS"
"""The environment variable that names the folders to look in, in place of all others."""

_PACKS = tuple(f"justmytype_intl_{area}" for area in ("rtl", "south_asia", "sea", "africa", "cjk"))
"""The packages of the extras `scripts` and `cjk`; they hold nothing but typefaces."""

_FONT = re.compile(r"(Noto\w+?)(?:-(Regular|Bold)|\[.*wght.*\]|-VariableFont.*|-VF)\.(ttf|otf|ttc)")
_WEIGHTS = {"Regular": 400, "Bold": 700}
SILENT = frozenset("\u200c\u200d")
"""Letters that only say how their neighbours are joined."""


@frozen
class Script:
    """A script that is written with letters of its own.

    Attributes:
        name: What its letters are called.
        files: The beginnings of the names of typefaces that have it, the best first.
        extra: The extra that brings one of them; empty where none does.
        package: The package of Debian that does.
        family: What the family's name ends with, in a file that holds several.
    """

    name: str
    files: tuple[str, ...]
    extra: str = ""
    package: str = "fonts-noto-core"
    family: str = ""


@frozen
class Face:
    """A typeface with the letters that a document needs, as the bytes of two font files."""

    family: str
    regular: bytes
    bold: bytes


@frozen
class Missing:
    """Letters that cannot be drawn; `script` is theirs, if it is one that could be installed."""

    letters: frozenset[str]
    script: Script | None = None


def _noto(name: str, extra: str = "scripts") -> Script:
    return Script(name, (f"NotoSans{name}",), extra)


def _han(name: str, place: str) -> Script:
    files = (f"NotoSans{place}", f"NotoSansCJK{place.lower()}", "NotoSansCJK")
    return Script(name, files, "cjk", "fonts-noto-cjk", f"CJK {place}")


_BY_NAME = {
    **{one.upper(): _noto(one) for one in ("Arabic", "Hebrew", "Devanagari", "Bengali", "Tamil")},
    **{one.upper(): _noto(one) for one in ("Telugu", "Thai", "Lao", "Khmer", "Myanmar")},
    **{one.upper(): _noto(one, "") for one in ("Gujarati", "Gurmukhi", "Kannada", "Malayalam")},
    **{one.upper(): _noto(one, "") for one in ("Sinhala", "Armenian", "Georgian")},
    "ETHIOPIC": _noto("Ethiopic"),
}
"""The first word of a letter's name in Unicode to its script."""

_CHINESE, _TRADITIONAL = _han("Chinese", "SC"), _han("traditional Chinese", "TC")
_JAPANESE, _KOREAN = _han("Japanese", "JP"), _han("Korean", "KR")
_EASTERN = (_CHINESE, _TRADITIONAL, _JAPANESE, _KOREAN)
_SHARED = ("CJK", "KANGXI", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "LEFT", "RIGHT", "BOPOMOFO")
_BY_TAG = {"ja": _JAPANESE, "ko": _KOREAN, "zh": _CHINESE}


def faces_for(letters: Iterable[str], languages: Sequence[str] = ()) -> tuple[
    tuple[Face, ...], tuple[Missing, ...]
]:  # fmt: skip
    """Return typefaces that together have all letters, and the letters that none has.

    Args:
        letters: Those that no bundled typeface has.
        languages: BCP 47 tags of the texts, which decide how Chinese characters are drawn.
    """
    rest = set(letters) - SILENT
    faces: list[Face] = []
    absent: list[Script] = []
    for script in _scripts_of(rest, languages):
        found = _found(script, _folders())
        if found is None:
            absent.append(script)
        elif drawn := rest & _drawn_by(found):
            faces.append(_cut(found, frozenset(drawn), f"Letters {len(faces) + 1}"))
            rest -= drawn
    return tuple(faces), tuple(_told(rest, absent))


def _told(rest: set[str], absent: Sequence[Script]) -> Iterator[Missing]:
    """Yield the letters that are left, by what could be installed for them."""
    left = set(rest)
    for script in absent:
        of_it = {one for one in left if script in _scripts_of({one}, ()) or script in _EASTERN}
        of_it = {one for one in of_it if _scripts_of({one}, ())}
        if of_it:
            yield Missing(frozenset(of_it), script)
            left -= of_it
    if left:
        yield Missing(frozenset(left))


def _scripts_of(letters: set[str], languages: Sequence[str]) -> tuple[Script, ...]:
    """Return the scripts of letters, in the order in which their typefaces are tried."""
    words = {name_of(one, "").replace("-", " ").partition(" ")[0] for one in letters}
    own = [script for word, script in _BY_NAME.items() if word in words]
    kana, hangul = {"HIRAGANA", "KATAKANA"} & words, "HANGUL" in words
    if not (kana or hangul or words.intersection(_SHARED)):
        return tuple(own)
    spoken = [_BY_TAG[tag] for one in languages if (tag := one.partition("-")[0]) in _BY_TAG]
    if any(re.search(r"-(Hant|TW|HK|MO)\b", one) for one in languages):
        spoken.insert(0, _TRADITIONAL)
    seen = [_JAPANESE] * bool(kana) + [_KOREAN] * hangul
    return (*own, *dict.fromkeys([*spoken, *seen, *_EASTERN]))


@frozen
class _Installed:
    """Where a typeface is: files of its two weights, and its place in a collection.

    Attributes:
        regular, bold: The files; the same one where it is variable.
        number: Its place in a collection.
    """

    regular: Path
    bold: Path
    number: int = 0


def _folders() -> tuple[Path, ...]:
    """Return the folders to look in: those of the extras, then those of the system."""
    if told := os.environ.get(OWN_FOLDERS):
        return tuple(map(Path, told.split(os.pathsep)))
    packs = (find_spec(name) for name in _PACKS)
    inside = (Path(place) for one in packs if one for place in one.submodule_search_locations or ())
    home = Path.home()
    own = {
        "darwin": ("/System/Library/Fonts", "/Library/Fonts", home / "Library/Fonts"),
        "win32": (
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            home / "AppData/Local/Microsoft/Windows/Fonts",
        ),
    }.get(sys.platform, ())
    shared = ("/usr/share/fonts", "/usr/local/share/fonts", home / ".local/share/fonts")
    return (*inside, *map(Path, own or shared))


@cache
def _files(folders: tuple[Path, ...]) -> dict[str, dict[int, Path]]:
    """Return the files of each Noto typeface by the weight; 0 is one that has all weights."""
    found: dict[str, dict[int, Path]] = {}
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                if told := _FONT.fullmatch(name):
                    weights = found.setdefault(told[1], {})
                    weights.setdefault(_WEIGHTS.get(told[2], 0), Path(place, name))
    return found


@cache
def _found(script: Script, folders: tuple[Path, ...]) -> _Installed | None:
    """Return the installed typeface of a script."""
    files = _files(folders)
    for name in script.files:
        weights = files.get(name, {})
        # The newer, variable ones draw the dots of Arabic apart, which some programs copy apart.
        regular = weights.get(400) or weights.get(0)
        if regular is None:
            continue
        bold = weights.get(700, regular) if 400 in weights else regular
        made = _Installed(regular, bold)
        if regular.suffix != ".ttc":
            return made
        number = _place(regular, script.family)
        if number is not None:
            return evolve(made, number=number)
    return None


def _place(path: Path, family: str) -> int | None:
    """Return the place of a family in a collection."""
    from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]

    with TTCollection(str(path), lazy=True) as every:
        for number, font in enumerate(every):
            if str(font["name"].getBestFamilyName()).endswith(family):
                return number
    return None


def _open(path: Path, number: int) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(str(path), fontNumber=number, lazy=True)


@cache
def _drawn_by(found: _Installed) -> frozenset[str]:
    """Return the letters that an installed typeface has in both weights."""
    sets = []
    for path in {found.regular, found.bold}:
        with _open(path, found.number) as font:
            sets.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*sets)


@lru_cache(maxsize=64)
def _cut(found: _Installed, letters: frozenset[str], family: str) -> Face:
    """Return a typeface with a few letters and all the ways in which they are joined."""
    return Face(
        family,
        _cut_weight(found.regular, found.number, letters, family, 400),
        _cut_weight(found.bold, found.number, letters, family, 700),
    )


def _cut_weight(
    path: Path, number: int, letters: frozenset[str], family: str, weight: int
) -> bytes:
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.varLib.instancer import (  # type: ignore[import-untyped]
        instantiateVariableFont,
    )

    wanted = Options(hinting=False, notdef_outline=True)
    with _open(path, number) as font:
        cutter = Subsetter(wanted)
        # A space is drawn in the typeface of the word before it.
        cutter.populate(text="".join(sorted(letters | SILENT | {" ", "\u00a0"})))
        cutter.subset(font)
        if "fvar" in font:
            axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
        style = "Bold" if weight == _WEIGHTS["Bold"] else "Regular"
        names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}"}
        names[6] = names[6].replace(" ", "")
        font["name"].names = []
        for key, text in names.items():
            font["name"].setName(text, key, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
        font["head"].macStyle = 1 if style == "Bold" else 0
        data = BytesIO()
        font.recalcTimestamp = False
        font.save(data)
    return data.getvalue()
