"""What is asked of the tests themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parent
FILES = sorted(HOME.rglob("test_*.py"))
LEAST = 4
"""Words without which a sentence says nothing that the name does not."""


def unsaid(text: str) -> Iterator[str]:
    """Yield the tests in a module whose docstring does not open with a whole sentence."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = (ast.get_docstring(node) or "").partition("\n\n")[0]
            if not said.endswith((".", "?", "!")) or len(said.split()) < LEAST:
                yield node.name


@pytest.mark.parametrize("file", FILES, ids=[str(one.relative_to(HOME)) for one in FILES])
def test_every_test_says_what_must_be_true(file: Path) -> None:
    """Each test has a docstring that opens with a sentence."""
    assert list(unsaid(file.read_text("utf-8"))) == []


def test_a_test_that_says_nothing_is_found() -> None:
    """No docstring, half a sentence and a word or two are found, in classes too."""
    told = 'def test_a():\n "It is so and not otherwise."\n'
    rest = 'def test_b(): 0\ndef test_c():\n "Something that has no end"\nclass T:\n'
    rest += ' def test_d(self):\n  "So it is."\n'
    assert list(unsaid(told)) == []
    assert list(unsaid(told + rest)) == ["test_b", "test_c", "test_d"]
