"""Runs the real command line, as a process or within this one."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from click.testing import CliRunner, Result

from pathplanner.cli import program

ROOT = Path(__file__).parents[2]
PATHWAY = "medical-biller-and-coder"
START = ("--start", "2027-01-04")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RENDERERS = tuple(sorted(PROJECT["entry-points"]["pathplanner.renderers"]))
SMALL = """\
format: pathplanner/pathway/1
id: small
title: Small
stages: [Learn]
destinations: [badge]
steps:
  course:
    title: A course
    kind: course
    stage: Learn
    study_hours: 20
    costs: 100
  job:
    title: A job
    kind: job
    duration: 3 months
  badge:
    title: A badge
    kind: credential
    stage: Learn
    requires: {any: [course, job]}
    costs: {exam: 50}
"""


def environment() -> dict[str, str]:
    """Return the environment of a process that has the installed pathplanner and no other."""
    return {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}


def run(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "pathplanner", *args],
        cwd=folder,
        env={**environment(), **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def invoke(*args: str) -> Result:
    """Run the command within this process; fail on anything that is not an exit."""
    result = CliRunner().invoke(program, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
