"""A loaded file keeps its places: no file is read again to say where a fault is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pathplanner.errors import Fault, InputError
from pathplanner.formats.documents import loaded_learner, loaded_pathway
from pathplanner.formats.files import open_pathway
from pathplanner.formats.loaded import join

PATHWAY = """\
format: pathplanner/pathway/1
id: d
title: T
uses: common
steps:
  school: shared
  a:
    title: A
    costs:
      exam: 100
      fee: {amount: 20, note: n}
  b:
    title: B
    requires: {any: [a, school]}
    costs: [5]
"""
COMMON = """\
format: pathplanner/pathway/1
id: common
title: C
steps: {school: {title: S, costs: 7}}
"""
LEARNER = """\
format: pathplanner/learner/1
holds:
  - one
  - {step: two, since: 2020-01-01}
avoid: [three]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a pathway file that uses another one."""
    (tmp_path / "common.yaml").write_text(COMMON)
    file = tmp_path / "d.yaml"
    file.write_text(PATHWAY.replace("uses: common", "uses: common.yaml").replace("[5]", "5"))
    return file


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("steps.a.costs[0].amount", "10:13"),
        ("steps.a.costs[1].amount", "11:21"),
        ("steps.a.costs[1].nothing", "11:7"),
        ("steps.b.requires.any[1]", "14:25"),
        ("steps.b.costs[0]", "15:12"),
        ("steps.school.costs", "6:3"),
        ("title", "3:8"),
        ("bodies", "1:1"),
    ],
)
def test_each_path_of_a_value_has_its_place(file: Path, path: str, place: str) -> None:
    """A path of the model leads to its line and column, in whichever form it is written."""
    places = open_pathway(file).places
    file.unlink()
    assert places.where(path) == f"{file}:{place}"


def test_what_was_lent_is_not_the_files_own(file: Path) -> None:
    """A step that another file lent is told from the file's own, and its home is named."""
    places = open_pathway(file).places
    assert [places.is_own(f"steps.{name}.costs") for name in ("a", "school")] == [True, False]
    fault = places.locate(Fault("school is odd.", "steps.school"))
    assert fault.message == "school is odd. school comes from common.yaml."
    assert (fault.file, fault.line) == (str(file), 6)


def test_a_fault_of_a_learner_found_beside_a_pathway_is_located() -> None:
    """A fault that quotes a word is at that word, and any other at the path that it names."""
    loaded = loaded_learner(LEARNER, "me.yaml", date(2027, 1, 4))
    assert loaded.value.start == date(2027, 1, 4)
    fault = loaded.places.locate(Fault("There is no step 'two'.", "holds", "Look."))
    assert fault == Fault("There is no step 'two'.", "holds[1].step", "Look.", "me.yaml", 4, 12)
    assert loaded.places.locate(Fault("Odd.", "avoid")).line == 5


def test_the_places_of_a_conflict_are_those_of_both_files() -> None:
    """Where two pathways define one step differently, both lines are told."""
    one = loaded_pathway(COMMON, "one.yaml")
    two = loaded_pathway(COMMON.replace("7", "8"), "two.yaml")
    assert join([one, one]) == one.value
    with pytest.raises(InputError) as caught:
        join([one, two])
    [fault] = caught.value.faults
    assert "one.yaml:4:9 and two.yaml:4:9 define the step school differently" in fault.message
