"""Runs real veraPDF where it stands beside the checkout, or where VERAPDF says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERIFY = Path(os.environ.get("VERAPDF") or ROOT.parent / "shared" / "verapdf" / "verify")
PROFILES = ("ua1", "a3a")


def faults(files: list[Path], profiles: tuple[str, ...] = PROFILES) -> list[str]:
    """Return what veraPDF has against these files in the profiles; skip without veraPDF."""
    if not VERIFY.exists():
        pytest.skip(f"there is no {VERIFY}")
    found = []
    for profile in profiles:
        done = subprocess.run(
            [str(VERIFY), profile, *map(str, files)], capture_output=True, text=True, check=False
        )
        verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
        if not verdicts:
            pytest.skip(f"veraPDF could not be set up: {done.stderr[-300:]}")
        passed = sum(line.startswith("PASS") for line in verdicts)
        if done.returncode or passed != len(files):
            found.append(f"{profile}: {passed} of {len(files)}\n{done.stdout}{done.stderr}")
    return found
