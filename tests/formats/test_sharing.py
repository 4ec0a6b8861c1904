"""`uses` and `shared`: a step is written once and taken by other files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pathplanner as pp
from pathplanner.formats.documents import read_pathway
from pathplanner.formats.files import load_pathway

HEAD = "format: pathplanner/pathway/1\nid: {id}\ntitle: A pathway\n"
COMMON = """\
bodies:
  board: {name: The board, source: rules}
  other: {name: Another body}
occupations:
  11-1111: {title: Bakers, source: pay}
sources:
  rules: {publisher: Board, title: Rules}
  pay: {publisher: Office, title: Pay}
  spare: {publisher: Nobody, title: Spare}
stages: [Learn]
steps:
  diploma: {title: Diploma, kind: diploma}
  course: {title: Course, kind: course, requires: diploma, costs: 20, source: rules}
  job: {title: Job, kind: job, requires: course, occupation: 11-1111, body: board, stage: Learn}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "common.yaml").write_text(HEAD.format(id="common") + COMMON)
    return tmp_path


def read(folder: Path, text: str, name: str = "mine") -> pp.Pathway:
    file = folder / f"{name}.yaml"
    file.write_text(HEAD.format(id=name) + text)
    return load_pathway(file)


def faults(folder: Path, text: str, name: str = "mine") -> list[str]:
    with pytest.raises(pp.InputError) as caught:
        read(folder, text, name)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


USING = """\
uses: common.yaml
steps:
  my-course: {title: Mine, kind: course}
  course: shared
  badge: {title: Badge, requires: [course, my-course]}
"""


def test_a_shared_step_is_the_step_of_the_file_that_is_used(files: Path) -> None:
    """It is equal in every field and stands where the file puts it."""
    mine = read(files, USING)
    common = load_pathway(files / "common.yaml")
    assert mine.by_id["course"] == common.by_id["course"]
    assert [step.id for step in mine.steps] == ["my-course", "diploma", "course", "badge"]


def test_what_a_shared_step_refers_to_comes_along_and_nothing_else(files: Path) -> None:
    """Steps before it, its body, occupation, stage and sources; no others."""
    mine = read(files, "uses: common.yaml\nsteps:\n  job: shared\n")
    assert [step.id for step in mine.steps] == ["diploma", "course", "job"]
    assert [body.id for body in mine.bodies] == ["board"]
    assert [work.id for work in mine.occupations] == ["11-1111"]
    assert [source.id for source in mine.sources] == ["rules", "pay"]
    assert mine.stages == ("Learn",)
    assert pp.plan(mine, pp.Learner("2027-01-04"), "job").cost.out_of_pocket == 20


def test_an_own_step_takes_the_place_of_one_that_would_come_along(files: Path) -> None:
    """The file's own diploma is the one that the shared course waits for."""
    mine = read(
        files, "uses: common.yaml\nsteps:\n  course: shared\n  diploma: {title: Other diploma}\n"
    )
    assert mine.by_id["diploma"].title == "Other diploma"
    assert [step.id for step in mine.steps] == ["course", "diploma"]


def test_own_steps_may_cite_sources_of_the_file_that_is_used(files: Path) -> None:
    """A source is found there as if it stood in the file."""
    mine = read(files, "uses: common.yaml\nsteps:\n  x: {title: X, costs: 5, source: spare}\n")
    assert [source.id for source in mine.sources] == ["spare"]


def test_files_that_share_a_step_merge(files: Path) -> None:
    """What was written once is one in the whole."""
    other = read(files, "uses: common.yaml\nsteps:\n  job: shared\n", "other")
    both = pp.merge(read(files, USING), other)
    assert [step.id for step in both.steps] == ["my-course", "diploma", "course", "badge", "job"]


def test_a_bundled_pathway_can_be_used_by_its_name() -> None:
    """A user's own file takes steps from what comes with pathplanner."""
    text = "uses: medical-biller-and-coder\nsteps:\n  cpc: shared\n"
    mine = read_pathway(HEAD.format(id="mine") + text)
    whole = load_pathway("medical-biller-and-coder")
    assert mine.by_id["cpc"] == whole.by_id["cpc"]
    assert "aapc-membership" in mine.by_id
    assert "cmrs" not in mine.by_id


def test_a_shared_step_that_is_not_there_is_named_with_its_line(files: Path) -> None:
    """The fault says which file lacks it and what is near."""
    (fault,) = faults(files, "uses: common.yaml\nsteps:\n  cours: shared\n")
    assert fault.startswith("mine.yaml:6:3: steps.cours: There is no step 'cours' in common.")
    assert "Did you mean course" in fault


def test_a_file_that_is_not_there_is_named_with_the_line_of_uses(files: Path) -> None:
    """The fault stands at `uses`; a name that is nearly right gets the right one."""
    (fault,) = faults(files, "uses: [nothing]\nsteps:\n  x: {title: X}\n")
    assert fault.startswith("mine.yaml:4:1: uses: There is no file 'nothing' to use.")
    (fault,) = faults(files, "uses: health-comon\nsteps:\n  x: shared\n")
    assert fault.endswith("Did you mean health-common?")


def test_a_fault_in_a_used_file_is_named_in_that_file(files: Path) -> None:
    """Its line is that of the used file."""
    (files / "bad.yaml").write_text(HEAD.format(id="bad") + "steps:\n  x: {titel: X}\n")
    found = faults(files, "uses: bad.yaml\nsteps:\n  x: shared\n")
    assert [fault.partition(" ")[0] for fault in found] == ["bad.yaml:5:3:", "bad.yaml:5:7:"]


def test_files_that_use_each_other_are_refused(files: Path) -> None:
    """The circle of files is named."""
    (files / "b.yaml").write_text(
        HEAD.format(id="b") + "uses: mine.yaml\nsteps:\n  x: {title: X}\n"
    )
    (fault,) = faults(files, "uses: b.yaml\nsteps:\n  x: shared\n")
    assert "mine.yaml -> b.yaml -> mine.yaml" in fault


def test_two_used_files_that_define_one_id_differently_are_refused(files: Path) -> None:
    """Both are named with file, line and column, at `uses`."""
    (files / "b.yaml").write_text(
        HEAD.format(id="b") + "steps:\n  diploma: {title: Not the same}\n"
    )
    (fault,) = faults(files, "uses: [common.yaml, b.yaml]\nsteps:\n  diploma: shared\n")
    assert re.search(
        r"mine.yaml:4:1: uses: \S*common.yaml:(\d+):3 and \S*b.yaml:(\d+):3 define the step "
        "diploma differently",
        fault,
    )


def test_prices_of_another_currency_cannot_be_shared(files: Path) -> None:
    """The fault says why."""
    (fault,) = faults(files, "currency: EUR\nuses: common.yaml\nsteps:\n  course: shared\n")
    assert "The currency of common is USD" in fault
    assert "cannot be added" in fault


def test_a_fault_that_a_shared_step_brings_stands_at_its_line(files: Path) -> None:
    """An own step that makes a circle with a shared one is named in the own file."""
    text = "uses: common.yaml\nsteps:\n  diploma: {title: D, requires: job}\n  job: shared\n"
    (fault,) = faults(files, text)
    assert "in a circle" in fault
    assert fault.startswith("mine.yaml:7:3: steps.course.requires:")


def test_a_shared_step_without_a_name_is_told_where_it_stands(files: Path) -> None:
    """YAML takes `&a` for a mark and not for a name, so none is left; that is no crash."""
    told = faults(files, "uses: common.yaml\nsteps:\n  &a: shared\n  course: shared\n")
    assert all(one.startswith("mine.yaml:") and "steps.''" in one for one in told)
    assert "id must not be empty" in told[0]
