"""Plans and pages are the same when eight threads ask for them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

import pathplanner as pp
from pathplanner.renderers import PlanWriter, installed_renderers

THREADS = 8
NAMES = tuple(one.name for one in installed_renderers())

T = TypeVar("T")
R = TypeVar("R")


def at_once(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return what the work makes of each item when all are begun in the same moment."""
    begin = Barrier(THREADS)

    def one(item: T) -> R:
        begin.wait()
        return work(item)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, items))


def plan_of(hours: int) -> pp.Plan:
    """Return the plan of somebody who studies so many hours a week."""
    learner = pp.Learner(name=f"Person {hours}", start="2027-01-04", hours_per_week=hours)
    return pp.plan(pp.load_pathway("pharmacy-technician"), learner)


@pytest.fixture(scope="module")
def plans() -> list[pp.Plan]:
    """Return the plans of eight people, each made alone."""
    return [plan_of(hours) for hours in range(5, 5 + THREADS)]


def test_plans_at_once(plans: list[pp.Plan]) -> None:
    """Eight plans made at once are those made one after the other."""
    assert at_once(plan_of, range(5, 5 + THREADS)) == plans


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_pages_at_once(name: str, plans: list[pp.Plan]) -> None:
    """Eight files written at once are those written one after the other, each person's own."""

    def written(plan: pp.Plan) -> bytes:
        return PlanWriter(plan).write(name, None)

    assert at_once(written, plans) == [written(plan) for plan in plans]
