"""Has every sample written in a fresh process, and compares."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from pathplanner.testing.contract import rendered
from pathplanner.testing.samples import COMPARISON, SAMPLES

LONGEST = 600
"""Seconds after which a renderer is taken to hang."""


@cache
def _report(name: str) -> Mapping[str, Mapping[str, object]]:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as own:
        result = Path(folder) / "report.json"
        paths = [str(Path(path).resolve()) for path in sys.path if path]
        extra = {
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONHASHSEED": "4711",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": own,
            "TZ": "Pacific/Kiritimati",
        }
        call = [sys.executable, "-P", "-m", "pathplanner.testing.worker", name, own, str(result)]
        done = subprocess.run(  # noqa: S603 - this Python, our module
            call,
            cwd=own,
            env={**os.environ, **extra},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        if done.returncode:
            return {
                sample: {"did": [f"it failed: {done.stderr}"]} for sample in (*SAMPLES, COMPARISON)
            }
        found: Mapping[str, Mapping[str, object]] = json.loads(result.read_text("utf-8"))
    return found


def process_faults(name: str, sample: str) -> list[str]:
    """Return what is wrong when a sample is written in a fresh process.

    That process has another seed for hashes, another time zone and another folder. The
    bytes must be the same, and the renderer must have used no network, no other program,
    and no files but those of Python, of installed packages and of its temporary folder.
    Only what Python itself sees is watched, not what a library written in C does.
    """
    report = _report(name)[sample]
    did = report["did"]
    faults = [str(line) for line in did] if isinstance(did, list) else []
    if "sha256" in report and report["sha256"] != sha256(rendered(name, sample)).hexdigest():
        faults.append("a fresh process gives other bytes: is there a clock, a set or a random?")
    return faults
