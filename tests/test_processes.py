"""Pathways and plans go to other processes: a caseload is planned on all cores."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from functools import partial

import pytest

import pathplanner as pp

LEARNERS = [
    pp.Learner(start="2027-01-04", hours_per_week=hours, holds=["high-school-diploma"])
    for hours in (5, 10, 20)
]


def test_pickle_and_copy_keep_what_is_equal() -> None:
    """A pathway and a plan come back the same, also after all that is derived was asked for."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    plan = pp.plan(pathway, LEARNERS[0], goal="cpc")
    assert pathway.graph.nodes
    assert pathway.faults == ()
    assert pathway.by_id["cpc"] is pathway.steps[pathway.place["cpc"]]
    again = pickle.loads(pickle.dumps(pathway))
    assert again == pathway
    assert "graph" not in vars(again)
    assert again.by_id["cpc"] == pathway.by_id["cpc"]
    assert copy.deepcopy(pathway) == pathway
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_a_caseload_over_processes() -> None:
    """`map` over learners in new processes gives the plans that one process makes."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    one = partial(pp.plan, pathway, goal="cpc")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(one, LEARNERS) == [one(learner) for learner in LEARNERS]


@pytest.mark.parametrize("name", pp.bundled_pathways())
def test_a_bundled_pathway_can_be_sent(name: str) -> None:
    """A pathway whose graph and places were asked for is pickled without them, and equal."""
    pathway = pp.load_pathway(name)
    assert len(pathway.graph) >= len(pathway.by_id) == len(pathway.place)
    again = pickle.loads(pickle.dumps(pathway))
    assert again == pathway
    assert again.place == pathway.place
