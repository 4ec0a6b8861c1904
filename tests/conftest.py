"""What tests of several folders share."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import SMALL


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in, with a small pathway in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path
