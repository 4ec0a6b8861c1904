"""A plan read out of a PDF: what is wrong with one is said, whatever it is."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import pathplanner as pp
from pathplanner.errors import InputError
from pathplanner.formats import attached, load_plan, pdf_reader, plan_to_json, read_plan


@pytest.fixture(scope="module")
def plan() -> Any:
    step = pp.Step(id="card", title="Food handler card", kind=pp.Kind.CREDENTIAL)
    return pp.plan(pp.Pathway(id="food", title="Food", steps=[step]), pp.Learner("2027-01-04"))


def pdf_with(files: dict[str, bytes], **how: Any) -> bytes:
    """Return a PDF of one empty page with files inside."""
    made = pikepdf.new()
    made.add_blank_page()
    for name, data in files.items():
        made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name)
    return saved(made, **how)


def saved(made: pikepdf.Pdf, **how: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream, **how)
    return stream.getvalue()


def test_a_pdf_that_another_program_saved_anew_is_read(plan: Any) -> None:
    """Packed objects, other attachments and their order make no difference."""
    files = {f"{number}.txt": b"x" for number in range(9)} | {
        "plan.json": plan_to_json(plan).encode()
    }
    modes = pikepdf.ObjectStreamMode
    for mode in (modes.disable, modes.generate):
        assert read_plan(pdf_with(files, object_stream_mode=mode)) == plan


def refused(data: bytes, match: str) -> None:
    with pytest.raises(InputError, match=match) as error:
        read_plan(data, "roadmap.pdf")
    assert "roadmap.pdf" in str(error.value)
    assert str(error.value).rstrip().endswith(".")


def test_a_pdf_without_a_plan_is_refused() -> None:
    """Nothing attached, or only other files, is one clear message."""
    refused(pdf_with({}), "No plan is inside")
    refused(pdf_with({"notes.txt": b"x"}), "No plan is inside")


def test_a_locked_pdf_is_refused(plan: Any) -> None:
    """A password is named as the reason, even an empty one."""
    data = {"plan.json": plan_to_json(plan).encode()}
    for user in ("", "secret"):
        for how in ({"R": 6}, {"R": 3, "aes": False, "metadata": False}):
            lock = pikepdf.Encryption(owner="x", user=user, **how)
            refused(pdf_with(data, encryption=lock), "locked with a password")


def plan_or_none(data: bytes) -> Any:
    """Return the plan in a PDF, without a process of its own for each of very many."""
    answer, mark, content = pdf_reader.look_for("plan.json", data).partition(b"\n")
    assert answer + mark in (pdf_reader.FOUND, *OTHERS), answer
    with suppress(InputError):
        return read_plan(content) if answer + mark == pdf_reader.FOUND else None
    return None


OTHERS = (pdf_reader.NONE, pdf_reader.LOCKED, pdf_reader.BROKEN)
"""What is said of a PDF whose plan is not found."""


@pytest.mark.parametrize("length", [8, 1200])
def test_a_cut_pdf_is_refused_in_words(
    plan: Any, length: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """By the whole way, too, and what the reader says of its repairs is not shown."""
    whole = pdf_with({"plan.json": plan_to_json(plan).encode()})
    assert len(whole) > length
    refused(whole[:length], "cannot be read|No plan is inside")
    assert capfd.readouterr() == ("", "")


def test_a_cut_pdf_is_refused_or_read(plan: Any) -> None:
    """Wherever a file breaks off, the answer is the plan or a clear message."""
    whole = pdf_with({"plan.json": plan_to_json(plan).encode()})
    for length in range(8, len(whole), 61):
        assert plan_or_none(whole[:length]) in (plan, None)


def test_a_bomb_is_refused_before_it_grows(plan: Any) -> None:
    """A hundred megabytes packed into a hundred kilobytes are not unpacked whole."""
    bomb = pdf_with({"plan.json": b"{" * 100_000_000}, compress_streams=True)
    assert len(bomb) < 1_000_000
    refused(bomb, "cannot be read|larger than")
    refused(pdf_with({"plan.json": b" " * 6_000_000}), "larger than 5 MB")


def test_a_stream_grows_to_a_limit_of_our_own(plan: Any) -> None:
    """A part that pypdf itself would unpack is given up at a tenth of its limit."""
    refused(pdf_with({"plan.json": b" " * 9_000_000}), "cannot be read .LimitReachedError")


BUSY = """
class Busy:
    def __init__(self, _data):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass

PdfReader = Busy

def Configuration(**limits):
    return limits

def apply_configuration(_limits):
    from contextlib import nullcontext
    return nullcontext()

class DependencyError(Exception): pass
"""
"""A library whose reader never comes to an end, and catches all there is."""


def test_a_file_that_takes_too_long_is_given_up(
    plan: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However the reader is busy, it is ended in time, and the next file is read."""
    good = pdf_with({"plan.json": plan_to_json(plan).encode()})
    (tmp_path / "pypdf").mkdir()
    (tmp_path / "pypdf/__init__.py").write_text(BUSY)
    (tmp_path / "pypdf/errors.py").write_text("from pypdf import DependencyError")
    with monkeypatch.context() as changed:
        changed.setattr(attached, "LONGEST", 0.5)
        changed.syspath_prepend(tmp_path)
        begun = time.monotonic()
        refused(good, "takes too long")
        assert time.monotonic() - begun < 20
    assert read_plan(good) == plan


def test_a_reader_that_ends_by_itself_is_a_message(
    plan: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Killed for its memory, say, or without a library, it leaves no answer."""
    good = pdf_with({"plan.json": plan_to_json(plan).encode()})
    (tmp_path / "pypdf.py").write_text("import os; os.abort()")
    monkeypatch.syspath_prepend(tmp_path)
    refused(good, "cannot be read .the reader ended")


def test_a_plan_inside_that_is_none_is_refused_with_its_line() -> None:
    """Faults in the file inside are told as of that file."""
    refused(pdf_with({"plan.json": b'{"schema": "pathplanner/plan/1"}'}), r"\(plan\.json\)")
    refused(pdf_with({"plan.json": b"\xff\xfe"}), "UTF-16")


def test_a_tree_that_bites_its_tail_ends() -> None:
    """Attached files in a circle, or in very many branches, are given up."""
    made = pikepdf.new()
    made.add_blank_page()
    node = made.make_indirect(pikepdf.Dictionary())
    node.Kids = pikepdf.Array([node, node])
    made.Root.Names = pikepdf.Dictionary(EmbeddedFiles=node)
    refused(saved(made), "No plan is inside")


@pytest.mark.parametrize(
    "names",
    [
        pikepdf.Array([]),
        pikepdf.Dictionary(EmbeddedFiles=pikepdf.Array([1])),
        pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Kids=1, Names=2)),
        pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([1, 2, 3]))),
        pikepdf.Dictionary(
            EmbeddedFiles=pikepdf.Dictionary(
                Names=pikepdf.Array(["x", pikepdf.Dictionary(UF="plan.json")])
            )
        ),
    ],
)
def test_a_tree_of_other_things_is_refused(names: Any) -> None:
    """What is not as the standard says is a message, not a crash."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.Names = names
    refused(saved(made), r"\.pdf")


def test_noise_is_refused_soon(plan: Any) -> None:
    """Changed bytes anywhere give the plan or an answer that tells why not, soon."""
    whole = pdf_with({"plan.json": plan_to_json(plan).encode()})
    chance = random.Random(4)
    started = time.process_time()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        plan_or_none(bytes(data))
    assert time.process_time() - started < 30


def test_a_pdf_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    """Of a huge file only so much is read as tells that it is too large."""
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2_000_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match="larger than 50 MB"):
        load_plan(huge)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


def test_text_that_only_speaks_of_pdf_is_text(plan: Any) -> None:
    """A plan whose words hold the mark of a PDF is still JSON."""
    assert read_plan(plan_to_json(plan).replace("Food handler", "%PDF-")).steps
    assert read_plan(plan_to_json(plan).replace("Food handler", "%PDF-").encode()).steps
