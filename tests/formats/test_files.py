"""Finding pathway and learner files, and doing it fast."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from pathplanner.errors import InputError
from pathplanner.formats import bundled_pathways, load_learner, load_pathway, read_pathway

TEXT = "format: pathplanner/pathway/1\nid: d\ntitle: T\nsteps: {a: {title: A}}\n"


@pytest.mark.parametrize("name", bundled_pathways())
def test_bundled_pathways_load(name: str) -> None:
    """Each bundled pathway is free of faults and bears its name."""
    assert load_pathway(name).id == name


def test_an_unknown_name() -> None:
    """The nearest and all bundled names are told."""
    name = bundled_pathways()[0]
    with pytest.raises(InputError) as caught:
        load_pathway(name[:-1])
    [fault] = caught.value.faults
    assert f"Did you mean {name}?" in fault.hint
    with pytest.raises(InputError, match=name):
        load_pathway("zzz")


def test_files_by_path(tmp_path: Path) -> None:
    """A path object, a text with a suffix and one without are all files."""
    file = tmp_path / "own.yaml"
    file.write_text(TEXT)
    assert load_pathway(file).id == load_pathway(str(file)).id == "d"
    bare = tmp_path / "bare"
    bare.write_text(TEXT)
    assert load_pathway(str(bare)).id == "d"


def test_the_file_is_named_as_given(tmp_path: Path) -> None:
    """Faults name the file by the words of the user."""
    file = tmp_path / "own.yaml"
    file.write_text(TEXT.replace("title: T", "titel: T"))
    with pytest.raises(InputError) as caught:
        load_pathway(file)
    assert {fault.file for fault in caught.value.faults} == {str(file)}


def test_learner_files(tmp_path: Path) -> None:
    """A learner file is loaded, with today as the start when it has none."""
    file = tmp_path / "ann.yaml"
    file.write_text("format: pathplanner/learner/1\nname: Ann\n")
    assert load_learner(file, date(2027, 1, 4)).start == date(2027, 1, 4)


def test_three_thousand_lines_are_read_fast() -> None:
    """A pathway of 3,000 lines takes well below a third of a second."""
    steps = "".join(
        f"  s{n}:\n    title: Step {n}\n    kind: course\n    duration: 6-12 months\n"
        f"    study_hours: {{amount: 80-120, source: x}}\n    costs: {{exam: 425, fee: 10}}\n"
        for n in range(500)
    )
    text = TEXT[: TEXT.index("steps")] + "sources: {x: {publisher: P, title: T}}\nsteps:\n" + steps
    begun = time.process_time()
    assert len(read_pathway(text).steps) == 500
    assert time.process_time() - begun < 0.6


def test_reading_imports_nothing_heavy() -> None:
    """Neither networkx nor weasyprint is imported to read a pathway."""
    code = (
        "import sys; from pathplanner.formats import read_pathway; "
        f"read_pathway({TEXT!r}); "
        "sys.exit(bool({'networkx', 'weasyprint', 'click'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
