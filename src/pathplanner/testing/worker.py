"""Writes every sample under watch: `python -m pathplanner.testing.worker NAME FOLDER FILE`.

Writes to FILE as JSON, for each sample, the SHA-256 of the output and what the renderer did
that it may not. In FOLDER it may write.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from pathplanner.renderers import can_compare, load_renderer, render, render_comparison
from pathplanner.testing.audit import Watch
from pathplanner.testing.samples import COMPARISON, SAMPLES, sample_comparison, sample_plan

Work = Callable[[], bytes]


def report(name: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Return what each sample gives, and what was done on the way."""
    watch = Watch(folder)
    works: dict[str, Work] = {one: partial(render, sample_plan(one), name) for one in SAMPLES}
    compared = sample_comparison()
    found = {SAMPLES[0]: _first(watch, works.pop(SAMPLES[0]))}
    found |= {sample: _watched(watch, work) for sample, work in works.items()}
    if can_compare(load_renderer(name)):
        found[COMPARISON] = _first(watch, partial(render_comparison, compared, name))
    return found


def _first(watch: Watch, work: Work) -> dict[str, Any]:
    """Do it twice, as the first time loads libraries."""
    loading = _watched(watch, work, everything=False)["did"]
    found = _watched(watch, work)
    return {**found, "did": [*loading, *found["did"]]}


def _watched(watch: Watch, work: Work, *, everything: bool = True) -> dict[str, Any]:
    watch.begin(everything=everything)
    try:
        data = work()
    except Exception as error:
        return {"did": [*watch.end(), f"it failed: {error}"]}
    return {"did": watch.end(), "sha256": sha256(data).hexdigest()}


if __name__ == "__main__":
    text = json.dumps(report(sys.argv[1], Path(sys.argv[2])))
    Path(sys.argv[3]).write_text(text, "utf-8")
