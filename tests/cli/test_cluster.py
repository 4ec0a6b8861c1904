"""A caseload on a cluster: the same plans, also when a worker dies; words when none is there."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from tests.cli.running import SMALL, environment, invoke

import pathplanner as pp
from pathplanner.desk.manifest import entries_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Return a real cluster of two processes of this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """Leave the log as it was; a command that asks a cluster turns it off for its process."""
    yield
    logging.disable(logging.NOTSET)


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


def test_a_cluster_that_goes_away(pathway: Path) -> None:
    """When the scheduler is killed it is said in words; what is done is kept, and a run goes on."""
    sheet = pathway.parent / "people.csv"
    rows = "".join(f"P{count},2027-01-04,{5 + count % 20}\n" for count in range(200))
    sheet.write_text(f"Name,Start,Hours\n{rows}")
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(pathway.parent / "scheduler.json")],
        stderr=subprocess.DEVNULL,
    ) as scheduler:  # fmt: skip
        file = pathway.parent / "scheduler.json"
        while not file.exists() or not file.read_text():
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        call = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1"]
        with subprocess.Popen([*call, "--no-dashboard"], stderr=subprocess.DEVNULL) as worker:
            args = ("batch", str(sheet), "--pathway", str(pathway), "-t", "checklist", "-o", "out")
            with subprocess.Popen(
                [sys.executable, "-m", "pathplanner", *args, "--scheduler", address],
                cwd=pathway.parent, env=environment(), stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True,
            ) as run:  # fmt: skip
                assert run.stdout
                assert run.stderr
                run.stdout.readline()
                scheduler.kill()
                words = run.stderr.read()
                run.wait(90)
            worker.kill()
    assert run.returncode == 2
    assert "Traceback" not in words
    assert f"The Dask scheduler at {address!r} is no longer there." in words
    kept = len(list(entries_of(pathway.parent / "out")))
    assert 0 < kept < 200
    again = invoke(*args[:-1], str(pathway.parent / "out"), "--json")
    assert json.loads(again.stdout.splitlines()[-1])["counts"]["unchanged"] == kept
