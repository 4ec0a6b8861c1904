"""Bundled pathways that were read when the wheel was built."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from pathplanner.formats import bundled_pathways, compiled, load_pathway

NAME = "medical-biller-and-coder"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled files, with one pathway compiled as the build does it."""
    data = tmp_path / "data"
    shutil.copytree(compiled.DATA, data, ignore=shutil.ignore_patterns(compiled.FOLDER))
    monkeypatch.setattr(compiled, "DATA", data)
    (data / compiled.FOLDER).mkdir()
    file(data).write_bytes(compiled.dump_compiled(load_pathway(NAME)))
    return data


def file(data: Path) -> Path:
    return data / compiled.FOLDER / f"{NAME}{compiled.SUFFIX}"


def test_it_is_the_pathway_that_the_text_describes(data: Path) -> None:
    """What was compiled is equal to what is read, and works as well."""
    found = compiled.load_compiled(NAME)
    text = (data / f"{NAME}.yaml").read_bytes()
    from pathplanner.formats import read_pathway

    assert found == read_pathway(text, NAME)
    assert found is not None
    assert found.faults == ()
    assert load_pathway(NAME) == found


@pytest.mark.parametrize("changed", [f"{NAME}.yaml", "shared/health-common.yaml"])
def test_a_changed_text_is_read(data: Path, changed: str) -> None:
    """When a text was changed after the build, what was compiled from it is not used."""
    assert compiled.load_compiled(NAME) is not None
    with (data / changed).open("a", encoding="utf-8") as text:
        text.write("# changed\n")
    assert compiled.load_compiled(NAME) is None


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", pickle.dumps(({}, "no pathway")), pickle.dumps(7)]
)
def test_a_broken_file_is_no_fault_of_the_user(data: Path, content: bytes) -> None:
    """A file that is cut short or holds something else is passed over."""
    file(data).write_bytes(content)
    assert compiled.load_compiled(NAME) is None
    file(data).write_bytes(compiled.dump_compiled(load_pathway(NAME))[:-200])
    assert compiled.load_compiled(NAME) is None
    assert compiled.load_compiled("registered-nurse") is None


@pytest.mark.parametrize("name", bundled_pathways())
def test_a_pathway_can_be_sent_to_another_process(name: str) -> None:
    """A pathway whose graph and places were asked for is pickled without them, and equal."""
    pathway = load_pathway(name)
    assert len(pathway.graph) >= len(pathway.by_id) == len(pathway.place)
    again = pickle.loads(pickle.dumps(pathway))
    assert again == pathway
    assert again.place == pathway.place
