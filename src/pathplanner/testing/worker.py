"""Writes every sample under watch: `python -m pathplanner.testing.worker NAME FOLDER FILE`.

Writes to FILE as JSON, for each sample, the SHA-256 of the output and what the renderer did
that it may not. In FOLDER it may write.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from pathplanner.model.plan import Plan
from pathplanner.renderers import render
from pathplanner.testing.samples import SAMPLES, sample_plan
from pathplanner.testing.watch import Watch


def report(name: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Return what each sample gives, and what was done on the way."""
    watch = Watch(folder)
    plans = {sample: sample_plan(sample) for sample in SAMPLES}
    first = _watched(watch, plans[SAMPLES[0]], name, everything=False)["did"]
    found = {sample: _watched(watch, plan, name) for sample, plan in plans.items()}
    found[SAMPLES[0]]["did"] = [*first, *found[SAMPLES[0]]["did"]]
    return found


def _watched(watch: Watch, plan: Plan, name: str, *, everything: bool = True) -> dict[str, Any]:
    watch.begin(everything=everything)
    try:
        data = render(plan, name)
    except Exception as error:
        return {"did": [*watch.end(), f"it failed: {error}"]}
    return {"did": watch.end(), "sha256": sha256(data).hexdigest()}


if __name__ == "__main__":
    text = json.dumps(report(sys.argv[1], Path(sys.argv[2])))
    Path(sys.argv[3]).write_text(text, "utf-8")
