"""What tests of several folders share."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.cli.running import SMALL


def pytest_configure(config: pytest.Config) -> None:
    """Give all workers one folder for what is printed, and let Ctrl-C reach their commands.

    In the background of a shell Ctrl-C is ignored by all that is started.
    """
    if not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="pathplanner-printed-")
        os.environ["PATHPLANNER_PRINTED"] = folder.name
        config.add_cleanup(folder.cleanup)
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
