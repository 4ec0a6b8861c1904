"""`plan_many` plans for many people with one cost of loading; errors are values."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from tests.cli.running import SMALL, environment

import pathplanner as pp
from pathplanner.desk import pathways
from pathplanner.formats import load_office
from pathplanner.model.limits import Purse
from pathplanner.model.office import Office

START = "2027-01-04"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the file of a small pathway."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL)
    return file


def test_each_plan_is_that_of_the_person_alone(small: Path) -> None:
    """Plans come in the order of the people, each as `plan` makes it."""
    people = [pp.Learner(start=START, hours_per_week=hours) for hours in (5, 10, 20)]
    found = list(pp.plan_many(people, small))
    pathway = pp.load_pathway(small)
    assert [one.plan for one in found] == [pp.plan(pathway, one) for one in people]
    assert [one.place for one in found] == [0, 1, 2]


def test_a_pathway_is_read_once(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many people there are, their pathway is read one time."""
    read: list[object] = []
    inner = pathways.open_pathway
    monkeypatch.setattr(pathways, "open_pathway", lambda one: read.append(one) or inner(one))
    people = [pp.Learner(start=START, hours_per_week=hours) for hours in range(5, 15)]
    assert all(one.plan for one in pp.plan_many(people, small))
    assert read == [small]


def test_what_is_wrong_is_a_value(small: Path, tmp_path: Path) -> None:
    """A file that is not there, an unknown goal and a person without pathway stop no other."""
    request = pp.Request(pathways=small, start=START)
    people = [tmp_path / "nobody.yaml", pp.Learner(start=START, goal="nix"), request]
    first, second, third = pp.plan_many(people, small)
    assert "There is no such file." in str(first.faults[0])
    assert "has no step 'nix'" in str(second.faults[0])
    assert third.plan
    [lost] = pp.plan_many([pp.Learner(start=START)])
    assert "not clear which pathway" in str(lost.faults[0])


def test_people_are_asked_for_as_they_are_needed(small: Path) -> None:
    """The first plan is there before the second person is told."""
    told = []

    def people() -> Iterator[pp.Learner]:
        for hours in (5, 10):
            told.append(hours)
            yield pp.Learner(start=START, hours_per_week=hours)

    found = pp.plan_many(people(), small)
    assert next(found).plan
    assert told == [5]


def test_no_worker_is_an_error(small: Path) -> None:
    """To ask for no worker at all is a mistake of the caller."""
    with pytest.raises(ValueError, match="at least one worker"):
        list(pp.plan_many([], small, workers=0))


def in_script(folder: Path, text: str) -> str:
    """Return what a program prints that is run from a file, as workers need it."""
    (folder / "program.py").write_text(text)
    call = [sys.executable, "program.py"]
    done = subprocess.run(
        call, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300, check=True
    )
    return done.stdout


@pytest.mark.slow
def test_workers_make_the_same_plans(small: Path, tmp_path: Path) -> None:
    """With two workers the plans and faults are those of one, in order, and as they are ready."""
    out = in_script(
        tmp_path,
        f"""
import pathplanner as pp
if __name__ == "__main__":
    people = [pp.Learner(start="{START}", hours_per_week=hours) for hours in range(5, 15)]
    people[4] = pp.Learner(start="{START}", goal="nix")
    alone = list(pp.plan_many(people, "small.yaml"))
    assert list(pp.plan_many(people, "small.yaml", workers=2)) == alone
    loose = list(pp.plan_many(people, "small.yaml", workers=2, in_order=False))
    assert sorted(loose, key=lambda one: one.place) == alone
    print(sum(one.plan is not None for one in alone))
""",
    )
    assert out == "9\n"


@pytest.mark.slow
def test_a_worker_that_dies(tmp_path: Path) -> None:
    """Only the one whose work killed it twice has a fault; nobody else is lost."""
    out = in_script(
        tmp_path,
        """
import os
from pathplanner.desk.many import each
def work(item, shelf):
    if item in (3, 11):
        os._exit(9)
    return item * 2
if __name__ == "__main__":
    found = dict(each(work, range(12), workers=2))
    print(sorted(found) == list(range(12)))
    print([place for place, made in found.items() if made != place * 2])
    print(found[3][0].message)
""",
    )
    assert out.splitlines()[:2] == ["True", "[3, 11]"]
    assert "ended without a word" in out


def test_an_office_that_is_shared_keeps_its_lists(small: Path, tmp_path: Path) -> None:
    """A file with a purse and a list is read with what stands beside it; its value alone is not."""
    (tmp_path / "offers.csv").write_text(
        "id,step,provider,price,duration,from,on\nnight,course,School,70,4 weeks,list,2026-11-01\n"
    )
    file = tmp_path / "office.yaml"
    text = "format: pathplanner/office/1\noffers_from: [offers.csv]\n"
    file.write_text(f"{text}purses: [{{name: Fund, amount: 10}}]\n")
    asked = pp.Request(office=file)
    [found] = pp.plan_many([pp.Learner(start="2027-01-04")], small, request=asked)
    assert [one.offer.id for one in found.plan.steps if one.offer] == ["night"]
    assert [one.name for one in found.plan.learner.funding] == ["Fund"]
    alone = pp.Request(small, start="2027-01-04", office=file)
    assert str(tmp_path / "offers.csv") in pp.desk.files_of(alone)
    with pytest.raises(pp.InputError, match="stands beside the office file, and which file"):
        pp.desk.plan(evolve(alone, office=load_office(file)))


def test_what_all_share_is_handed_out(small: Path) -> None:
    """With a purse in the office each gets their share in turn, and what they lost is told."""
    purse = Purse("Fund", 160)
    people = [pp.Learner(start="2027-01-04", name=name) for name in ("Ana", "Ana", "Bo")]
    asked = pp.Request(office=Office(purses=(purse,)))
    found = list(pp.plan_many(people, small, request=asked))
    shares = [{one.name: one.amount for one in who.plan.learner.funding} for who in found]
    alone = pp.plan(pp.load_pathway(small), people[0]).cost.out_of_pocket
    assert alone < 160 < 2 * alone
    assert shares == [{"Fund": alone}, {"Fund": 160 - alone}, {}]
    assert [who.given.now.own for who in found] == [0, 2 * alone - 160, alone]
    assert [who.given.alone.own for who in found] == [0, 0, 0]
    assert [who.plan.cost.out_of_pocket for who in found] == [who.given.now.own for who in found]
