"""Bundled pathways that were read when the wheel was built, so that commands start fast.

`hatch_build.py` writes them into the wheel, and nowhere else: in a checkout there are none.
One is used only while the texts that it was made from are the texts that are there.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from pathplanner.model.pathway import Pathway

DATA = Path(__file__).parents[1] / "data"
FOLDER = "compiled"
SUFFIX = ".pickle"


def load_compiled(name: str) -> Pathway | None:
    """Return a bundled pathway as it was read before, or None if it must be read."""
    try:
        made = pickle.loads((DATA / FOLDER / f"{name}{SUFFIX}").read_bytes())  # noqa: S301
        sums, pathway = made
        if sums != sums_of(sums):
            return None
    # It is as much a part of the installed code as this is, but it may be of another
    # version of it, half removed by hand, or not there at all: then the text is read.
    except Exception:
        return None
    return pathway if isinstance(pathway, Pathway) else None


def dump_compiled(pathway: Pathway) -> bytes:
    """Return what `load_compiled` loads."""
    texts = [*DATA.glob("*.yaml"), *DATA.glob("shared/*.yaml")]
    names = [file.relative_to(DATA).as_posix() for file in sorted(texts)]
    return pickle.dumps((sums_of(names), pathway), protocol=5)


def sums_of(names: Mapping[str, int] | list[str]) -> dict[str, int]:
    """Return the checksum of each of these texts."""
    return {name: crc32((DATA / name).read_bytes()) for name in names}
