"""Where that stands which came with a pathway and has no place in its file."""

from __future__ import annotations

import os
from pathlib import Path

from pathplanner.formats.source import is_bundled

SUFFIX = ".ctdl.json"


def kept_beside(path: str | os.PathLike[str]) -> Path:
    """Return the file beside a pathway file: `nurse.ctdl.json` for `nurse.yaml`."""
    return Path(path).with_suffix(SUFFIX)


def load_kept(pathway: str | os.PathLike[str]) -> str:
    """Return what is kept beside a pathway; empty for a bundled one and where nothing is."""
    if is_bundled(pathway):
        return ""
    beside = kept_beside(pathway)
    return beside.read_text("utf-8") if beside.is_file() else ""
