"""What tests of several folders share."""

from __future__ import annotations

import gc
import signal
from pathlib import Path

import pytest
from tests.cli.running import SMALL


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands that tests run, in the background of a shell, too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look less often for rubbish: what is there by now stays, and pages are made of circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in, with a small pathway in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path
