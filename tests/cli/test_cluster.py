"""A caseload on a cluster: the same plans, also when a worker dies; words when none is there."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from tests.cli.running import SMALL, invoke

import pathplanner as pp

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Return a real cluster of two processes of this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.fixture
def pathway(tmp_path: Path) -> Path:
    """Return a small pathway file that every worker sees."""
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path / "small.yaml"


def test_a_worker_that_is_killed(cluster: Any, pathway: Path) -> None:
    """What it had is done by others, and each person's plan is the one that is made here."""
    people = [pp.Learner(start="2027-01-04", hours_per_week=1 + n) for n in range(40)]
    found = pp.plan_many(people, pathway, scheduler=cluster.scheduler_address)
    first = next(found)
    pids = [one.pid for one in cluster.workers.values()]
    os.kill(pids[0], signal.SIGKILL)
    outcomes = [first, *found]
    assert outcomes == list(pp.plan_many(people, pathway))
    assert [one.place for one in outcomes] == list(range(40))
    assert not any(one.faults for one in outcomes)


def test_batch_on_a_cluster(cluster: Any, pathway: Path) -> None:
    """The files of a caseload are those that one process makes; a faulty row is told."""
    sheet = pathway.parent / "people.csv"
    sheet.write_text("Name,Start,Hours\nAna,2027-01-04,10\nBen,2027-02-01,20\nCy,2027-02-01,x\n")
    args = ("batch", str(sheet), "--pathway", str(pathway), "-t", "checklist")
    here = invoke(*args, "-o", str(pathway.parent / "here"))
    there = invoke(
        *args, "-o", str(pathway.parent / "there"), "--scheduler", cluster.scheduler_address
    )
    assert (here.exit_code, there.exit_code) == (1, 1)
    assert "'x' is not a number" in there.output
    for name in ("ana.md", "ben.md", "plans/ana.json", "plans/ben.json"):
        one, other = (pathway.parent / place / name for place in ("here", "there"))
        assert one.read_bytes() == other.read_bytes()


def test_a_cluster_that_is_not_there(pathway: Path) -> None:
    """It is said in words how one is started, and nothing is done."""
    sheet = pathway.parent / "people.csv"
    sheet.write_text("Name,Start\nAna,2027-01-04\n")
    args = ("batch", str(sheet), "--pathway", str(pathway), "-o", str(pathway.parent / "out"))
    done = invoke(*args, "--scheduler", "nowhere:x:y")
    assert done.exit_code == 2
    assert "There is no Dask scheduler at 'nowhere:x:y'" in done.output
    assert "dask scheduler" in done.output
