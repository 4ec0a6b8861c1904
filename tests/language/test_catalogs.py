"""The catalogues are complete, up to date, and as their source files say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from pathplanner.document import languages

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "pathplanner"
WORDS = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/*.po"))
PATHWAYS = sorted((SOURCE / "data").glob("*.po"))
PLACE = re.compile(r"\{\w+\}")
NUMBER = re.compile(r"\d(?:[\d,.-]*\d)?")


def read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()))


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def entries(path: Path) -> Iterator[tuple[Message, str]]:
    """Yield each entry with each form of its translation."""
    for message in read(path):
        if message.id:
            for text in forms(message.string):
                yield message, text


def test_english_and_spanish_are_there() -> None:
    """The product speaks English and Spanish."""
    assert {"en", "es"} <= set(languages())


def test_catalogues_are_up_to_date() -> None:
    """What the code and the pathways say is what the catalogues hold."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "catalogs.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"run python scripts/catalogs.py\n{done.stdout}{done.stderr}"


def test_no_message_stands_in_braces() -> None:
    """Babel finds a message inside an f-string with Python 3.12 and later, and none before."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "plural")
    ]
    assert found == []


@pytest.mark.parametrize("path", [*WORDS, *PATHWAYS], ids=lambda path: path.name)
def test_everything_is_translated(path: Path) -> None:
    """No entry is empty and none is only a proposal."""
    waiting = [str(one.id) for one in read(path) if one.id and (one.fuzzy or not one.string)]
    waiting += [str(one.id) for one, text in entries(path) if not text]
    assert waiting == []


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.parts[-3])
def test_places_are_kept(path: Path) -> None:
    """A translation has just the places to fill in that its message has."""
    for message, text in entries(path):
        allowed = {frozenset(PLACE.findall(one)) for one in forms(message.id)}
        assert frozenset(PLACE.findall(text)) in allowed, message.id


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.parts[-3])
def test_units_do_not_part(path: Path) -> None:
    """Where a number and its unit never part in English, they do not in the translation."""
    for message, text in entries(path):
        if "{n}\u00a0" in forms(message.id)[0]:
            assert "{n}\u00a0" in text, message.id


@pytest.mark.parametrize("path", PATHWAYS, ids=lambda path: path.name)
def test_numbers_are_kept(path: Path) -> None:
    """A translated fact has the numbers of the fact."""
    for message, text in entries(path):
        assert sorted(NUMBER.findall(text)) == sorted(NUMBER.findall(str(message.id)))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.parts[-3])
def test_the_compiled_file_says_the_same(path: Path) -> None:
    """The file that is read holds what the file for translators holds."""
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {forms(one.id): forms(one.string) for one in read_mo(file) if one.id}
    assert compiled == {forms(one.id): forms(one.string) for one in read(path) if one.id}


def test_shared_texts_have_one_translation() -> None:
    """Two pathways that say the same say the same in Spanish, so that they can be merged."""
    seen: dict[tuple[str, str], str] = {}
    for path in PATHWAYS:
        language = path.stem.rpartition(".")[2]
        for message, text in entries(path):
            assert seen.setdefault((language, str(message.id)), text) == text, message.id
