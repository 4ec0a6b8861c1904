"""Lets the tests of this folder use the sample plans and the real command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in, with a small pathway in it."""
    from tests.cli import running

    monkeypatch.syspath_prepend(str(running.meta(tmp_path.parent / f"{tmp_path.name}-meta")))
    monkeypatch.syspath_prepend(str(ROOT / "plugins"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(running.SMALL)
    return tmp_path
