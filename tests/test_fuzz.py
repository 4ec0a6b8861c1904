"""The fuzzer finds what it is there to find, and its share for every change finds nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from tests.fuzzing.mutation import changed_bytes, changed_json, changed_yaml

ROOT = Path(__file__).parents[1]
SHARE = os.environ.get("PATHPLANNER_FUZZ_INPUTS", "800")
PLANTED = """
import os, sys
import fuzz
from tests.fuzzing import targets

def wrong(random, folder): return {}["nothing"]
def apart(random, folder): raise targets.Disagreement("one says so, the other not")
def slow(random, folder):
    while True: pass
def large(random, folder): return len(bytearray(2 << 30))
def gone(random, folder): os._exit(3)
def refused(random, folder): raise targets.pp.InputError("no")
def fine(random, folder): return "taken"

fuzz.LONGEST, targets.warm = 0.3, lambda: None
planted = (wrong, apart, slow, large, gone, refused, fine)
targets.TARGETS.update({one.__name__: one for one in planted})
print(*fuzz.fuzz([one.__name__ for one in planted], 0, 2 * len(planted)).lines(), sep="\\n")
"""


def in_python(*call: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the fuzzer lies; it makes processes of its own."""
    return subprocess.run(
        [sys.executable, *call], cwd=ROOT / "scripts", capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_what_is_planted_is_found() -> None:
    """A traceback, a disagreement, a hang, much memory and a process that dies are told."""
    told = in_python("-c", PLANTED).stdout
    counts = {kind: [int(one) for one in row.split()[:5]]
              for kind, row in re.findall(r"^(\w+)((?: +\d+){5})", told, re.MULTILINE)}  # fmt: skip
    assert counts == {
        "wrong": [0, 0, 2, 0, 0],
        "apart": [0, 0, 2, 0, 0],
        "slow": [0, 0, 0, 2, 0],
        "large": [0, 0, 0, 0, 2],
        "gone": [0, 0, 0, 2, 0],
        "refused": [0, 2, 0, 0, 0],
        "fine": [2, 0, 0, 0, 0],
    }
    assert "traceback, 2 times: " in told
    assert "KeyError: 'nothing'" in told
    assert told.endswith("14 inputs, 10 faults\n")


@pytest.mark.slow
def test_its_share_for_every_change_finds_nothing() -> None:
    """Some hundred inputs, the same each time, are taken or refused with an error."""
    done = in_python("fuzz.py", "--inputs", SHARE, "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(" 0 faults\n")


def test_the_same_seed_gives_the_same_input() -> None:
    """An input can be made again from its seed, and others are otherwise."""
    yaml, json, data = "a: 1\nb: [x, y]\n", '{"a": 1, "b": ["x"]}', bytes(range(99))
    for change, one in ((changed_yaml, yaml), (changed_json, json), (changed_bytes, data)):
        made = [change(Random(seed), one) for seed in range(20)]  # type: ignore[operator]
        assert made == [change(Random(seed), one) for seed in range(20)]  # type: ignore[operator]
        assert len(set(made)) > 10
