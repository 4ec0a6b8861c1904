"""`pathplanner new`: files to start from."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.cli.running import invoke

from pathplanner.errors import OutputError
from pathplanner.files import write_new_safely

DAY = "2026-11-24"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one, on a day that stays."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    return tmp_path


def test_a_new_pathway_is_good_at_once(here: Path) -> None:
    """It passes the strict check, can be shown, and is planned to its end."""
    assert invoke("new", "pathway", "barber").exit_code == 0
    strict = invoke("check", "--strict", "--today", DAY, "barber.yaml")
    assert (strict.exit_code, strict.stdout) == (0, "barber.yaml: ok (pathway)\n")
    assert "Training program (training)" in invoke("show", "barber.yaml").stdout
    done = invoke("plan", "barber.yaml", "--start", "2027-01-04", "-t", "checklist")
    assert (done.exit_code, "# First job" in done.stdout) == (0, True)


def test_a_new_learner_file_is_good_at_once(here: Path) -> None:
    """It passes the check, and a plan is made with it."""
    assert invoke("new", "learner", "maria-lopez").exit_code == 0
    assert invoke("new", "pathway", "barber").exit_code == 0
    assert invoke("check", "--strict", "maria-lopez.yaml").exit_code == 0
    done = invoke("plan", "barber.yaml", "--learner", "maria-lopez.yaml", "-t", "checklist")
    assert (done.exit_code, "Made for Maria lopez" in done.stdout) == (0, True)


@pytest.mark.parametrize("kind", ["pathway", "learner"])
def test_an_editor_finds_the_schema_beside_the_file(here: Path, kind: str) -> None:
    """The first line names a schema that is there, needs no network and fits the file."""
    invoke("new", kind, "barber")
    text = (here / "barber.yaml").read_text("utf-8")
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert found is not None
    schema = json.loads((here / found[1]).read_text("utf-8"))
    value = json.loads(json.dumps(yaml.safe_load(text), default=str))
    jsonschema.Draft202012Validator(schema).validate(value)
    assert not re.search(r"\b(ID|TITLE|TODAY|FILE)\b", text)


@pytest.mark.parametrize("kind", ["pathway", "learner"])
def test_every_line_that_waits_to_be_used_is_right(here: Path, kind: str) -> None:
    """With the # taken away from the keys that wait, the file is still without faults."""
    invoke("new", kind, "barber")
    path = here / "barber.yaml"
    text = path.read_text("utf-8")
    used = re.sub(r"^( *)# (?= *(- \{)?[a-z0-9][\w-]*:( \S|$))", r"\1", text, flags=re.MULTILINE)
    used = re.sub(r"^yaml-language-server.*\n", "", used)
    path.write_text(used, "utf-8")
    done = invoke("check", "barber.yaml", "--today", DAY)
    assert (done.exit_code, done.stdout.count("#")) == (0, 0), done.stdout
    assert used.count("\n#") < text.count("\n#")


def test_no_file_is_written_over(here: Path) -> None:
    """A file of that name stays as it is, and so does a schema."""
    (here / "barber.yaml").write_text("mine")
    (here / "learner.schema.json").write_text("mine too")
    done = invoke("new", "pathway", "barber")
    assert done.exit_code == 2
    assert "barber.yaml: There is such a file already" in done.stderr
    assert [path.name for path in sorted(here.iterdir())] == ["barber.yaml", "learner.schema.json"]
    assert (here / "barber.yaml").read_text() == "mine"
    assert invoke("new", "learner", "ana").exit_code == 0
    assert (here / "learner.schema.json").read_text() == "mine too"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Barber of Ohio", "Try barber-of-ohio."),
        ("../barber", "Try barber."),
        ("-", "Write such as barber."),
        ("x" * 70, f"Try {'x' * 60}."),
        ("medical-biller-and-coder", "Try my-medical-biller-and-coder."),
    ],
)
def test_a_name_that_is_no_id_is_refused(here: Path, name: str, hint: str) -> None:
    """The hint is a name that will do, and nothing is written."""
    done = invoke("new", "pathway", "--", name)
    assert done.exit_code == 2
    assert hint in done.stderr
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """Nothing is left beside it, whether or not the file system knows links."""
    if not has_links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("no links")))
    assert write_new_safely(tmp_path / "new", b"one")
    assert not write_new_safely(tmp_path / "new", b"two")
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    assert not write_new_safely(tmp_path / "dead", b"three")
    with pytest.raises(OutputError, match="there is no folder"):
        write_new_safely(tmp_path / "none" / "new", b"four")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dead", "new"]
    assert (tmp_path / "new").read_bytes() == b"one"


def test_somebody_who_was_faster_keeps_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that comes up between looking and writing is not written over."""
    (tmp_path / "new").write_bytes(b"theirs")
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    assert not write_new_safely(tmp_path / "new", b"mine")
    assert (tmp_path / "new").read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
