"""How renderers are found, run and refused, and how files are written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest
from attrs import frozen
from tests.output import plans

from pathplanner.errors import (
    BrokenRenderer,
    InputError,
    MissingComponent,
    OutputError,
    PathplannerError,
    UnknownRenderer,
    needs_extra,
)
from pathplanner.files import write_bytes_safely
from pathplanner.renderers import (
    installed_renderers,
    load_renderer,
    make_options,
    render,
    renderer_for_suffix,
    renderer_names,
    renderer_options,
)
from pathplanner.renderers.option_values import option_meanings, options_of, parse_options

Offer = Callable[..., None]

FIRST_PARTY = [info.name for info in installed_renderers() if info.distribution == "pathplanner"]

FAKE = """
from pathplanner.renderers import DataRenderer
class R(DataRenderer):
    name = {name!r}
    media_type = "text/plain"
    suffixes = (".txt",)
    def render(self, plan, options): {body}
renderer = R()
"""


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Return a function that installs a distribution with a renderer, as pip would."""

    def install(distribution: str, name: str, code: str, suffix: str = "") -> None:
        module = distribution.replace("-", "_")
        info = tmp_path / f"{module}-1.5.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.5\n"
        )
        points = f"[pathplanner.renderers]\n{name} = {module}:renderer\n"
        if suffix:
            points += f"[pathplanner.suffixes]\n{suffix} = {module}:renderer\n"
        (info / "entry_points.txt").write_text(points)
        (tmp_path / f"{module}.py").write_text(code)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, module, raising=False)

    return install


def test_the_first_party_renderers_are_installed() -> None:
    """Our renderers are found by their entry points, with distribution and version."""
    assert {"checklist", "json", "pdf"} <= set(renderer_names())
    info = next(one for one in installed_renderers() if one.name == "pdf")
    assert info.distribution == "pathplanner"
    assert info.version


@pytest.mark.parametrize("name", FIRST_PARTY)
def test_every_suffix_of_a_renderer_leads_back_to_it(name: str) -> None:
    """Each ending that a renderer names, in any case of letters, leads to it."""
    for suffix in load_renderer(name).suffixes:
        assert renderer_for_suffix(Path(f"plan{suffix}")) == name
        assert renderer_for_suffix(f"PLAN{suffix.upper()}") == name


def test_an_unknown_renderer_names_the_nearest_and_all_installed() -> None:
    """A wrong name is answered with the nearest and with all there are."""
    with pytest.raises(UnknownRenderer) as caught:
        load_renderer("pfd")
    assert "Did you mean pdf?" in str(caught.value)
    assert "checklist" in str(caught.value)


@pytest.mark.parametrize("path", ["plan.pdff", "plan", ".pdf", "plan."])
def test_an_unknown_suffix_is_refused(path: str) -> None:
    """A file name whose ending nobody writes is refused."""
    with pytest.raises(UnknownRenderer):
        renderer_for_suffix(path)


def test_a_stranger_can_offer_a_renderer_with_a_suffix_of_its_own(
    offer: Offer, tmp_path: Path
) -> None:
    """A renderer of another distribution is found, by its ending too, and run."""
    offer("strange-text", "strange", FAKE.format(name="strange", body="return b'hello'"), "odd")
    assert renderer_for_suffix("plan.odd") == "strange"
    target = tmp_path / "plan.odd"
    assert render(plans.one_step(), "strange", target) == b"hello"
    assert target.read_bytes() == b"hello"


def test_a_name_taken_twice_names_both_and_stops_no_other(offer: Offer) -> None:
    """Only who asks for the disputed name or ending is refused, and both are named."""
    offer("one-text", "same", "", "same-text")
    offer("two-text", "same", "", "same-text")
    assert "same" in renderer_names()
    listed = [info.distribution for info in installed_renderers() if info.name == "same"]
    assert listed == ["one-text", "two-text"]
    with pytest.raises(BrokenRenderer, match=r"one-text and two-text.*'same'"):
        load_renderer("same")
    with pytest.raises(BrokenRenderer, match=r"one-text and two-text.*'same-text'"):
        renderer_for_suffix("plan.same-text")
    assert renderer_for_suffix("plan.pdf") == "pdf"
    assert render(plans.one_step(), "checklist")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module", "no_such_module"),
        ("raise OSError('no library')", "no library"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("renderer = 3", "keeps no known contract of renderers"),
        (FAKE.format(name="other", body="return b''"), "calls itself 'other'"),
        (FAKE.format(name="broken", body="return 'text'"), "no bytes but str"),
        (FAKE.format(name="broken", body="return 1 / 0"), "ZeroDivisionError"),
    ],
)
def test_a_broken_renderer_names_itself_its_distribution_and_the_cause(
    offer: Offer, code: str, said: str
) -> None:
    """Whatever is wrong with a renderer, the error says whose it is and what happened."""
    offer("broken-text", "broken", code)
    with pytest.raises(BrokenRenderer) as caught:
        render(plans.one_step(), "broken")
    for word in ("'broken'", "broken-text 1.5", said):
        assert word in str(caught.value)


def test_a_broken_renderer_does_not_stop_the_others(offer: Offer) -> None:
    """A renderer that cannot be loaded is listed, and the others work."""
    offer("broken-text", "broken", "import no_such_module")
    assert "broken" in renderer_names()
    assert render(plans.one_step(), "checklist")


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@frozen
class Options:
    size: Size = Size.SMALL
    copies: int = 1
    color: bool = False
    title: str = ""


def test_options_are_parsed_by_their_types() -> None:
    """Texts and values become what the type of the option is."""
    options = options_of(Options)
    typed = {"size": "large", "copies": "3", "color": "yes", "title": "7"}
    made = parse_options(options, typed, "x")
    assert made == {"size": Size.LARGE, "copies": 3, "color": True, "title": "7"}
    assert Options(**made) == Options(Size.LARGE, 3, True, "7")
    assert parse_options(options, {"copies": 2, "color": True}, "x") == {"copies": 2, "color": True}


@frozen
class Explained:
    """How it is written.

    Attributes:
        size: How large it is,
            in words.
        title: What it is called: a text.

    More about it.
        color: Not an option's meaning.
    """

    size: Size = Size.SMALL
    title: str = ""
    color: bool = False


def test_the_meaning_of_an_option_stands_in_the_docstring() -> None:
    """Meanings are read from `Attributes:`, whole, and nothing else is taken for one."""
    assert option_meanings(Explained) == {
        "size": "How large it is, in words.",
        "title": "What it is called: a text.",
    }
    assert option_meanings(Options) == {}


@pytest.mark.parametrize("name", FIRST_PARTY)
def test_every_option_of_ours_is_explained(name: str) -> None:
    """Each option of a first-party renderer has a line of meaning."""
    assert all(option.meaning for option in renderer_options(load_renderer(name)))


def test_a_missing_library_is_told_with_the_command_that_installs_it() -> None:
    """The error of a renderer without its library names the library, the extra and pip."""
    error = needs_extra("ics", ImportError("No module named 'icalendar'", name="icalendar"))
    assert isinstance(error, MissingComponent)
    assert "needs icalendar" in str(error)
    assert str(error).endswith('pip install "pathplanner[ics]"')
    other = needs_extra("x", ImportError("broken"), "my-renderer")
    assert 'pip install "my-renderer[x]"' in str(other)


def test_every_wrong_option_is_told_with_what_would_fit() -> None:
    """All wrong options are told at once, each with what would be right."""
    wrong = {"sise": "large", "size": "huge", "copies": "many", "color": "2"}
    with pytest.raises(InputError) as caught:
        parse_options(options_of(Options), wrong, "x")
    faults = caught.value.faults
    assert [fault.path for fault in faults] == [
        "options.sise",
        "options.size",
        "options.copies",
        "options.color",
    ]
    assert "size" in faults[0].hint
    assert "small, large" in faults[1].hint
    assert "whole number" in faults[2].hint
    assert "yes or no" in faults[3].hint


def test_an_option_that_a_renderer_does_not_have_stops_it() -> None:
    """An option is refused by a renderer that does not know it, or not this value."""
    with pytest.raises(InputError, match="checklist"):
        render(plans.one_step(), "checklist", paper="a4")
    with pytest.raises(InputError, match="letter, a4"):
        make_options(load_renderer("pdf"), {"paper": "a3"})


def test_a_file_takes_the_place_of_the_old_one_and_keeps_its_permissions(tmp_path: Path) -> None:
    """The new file has the rights of the old, and nothing else is left."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_bytes_safely(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """A file that was not there has the rights that any new file has."""
    usual = tmp_path / "usual"
    usual.touch()
    write_bytes_safely(tmp_path / "new", b"new")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("failing", ["fsync", "replace", "write"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """At whatever call the disk fails, the old file is whole and alone."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "write":
        monkeypatch.setattr(os, "urandom", lambda _: b"x" * 300)
    elif failing == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match=r"plan\.pdf"):
        write_bytes_safely(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_a_folder_and_a_bad_name_are_errors_of_the_user(tmp_path: Path) -> None:
    """A place where no file can be is told, and nothing is written."""
    for path in (tmp_path / "no" / "plan.pdf", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(OutputError):
            write_bytes_safely(path, b"new")
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    """A link stays a link to the new file, and a device stays a device."""
    real = tmp_path / "real"
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    write_bytes_safely(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    write_bytes_safely(os.devnull, b"new")
    assert not Path(os.devnull).is_file()


def test_a_failing_renderer_leaves_the_old_file(offer: Offer, tmp_path: Path) -> None:
    """A renderer that raises has written nothing."""
    offer("broken-text", "broken", FAKE.format(name="broken", body="raise ValueError('no')"))
    target = tmp_path / "plan.broken"
    target.write_bytes(b"old")
    with pytest.raises(PathplannerError):
        render(plans.one_step(), "broken", target)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    "code",
    [
        "import pathplanner.renderers as r; r.installed_renderers(); r.renderer_for_suffix('a.md')",
        "import pathplanner.renderers as r; r.load_renderer('checklist')",
        "import pathplanner.renderers as r; r.load_renderer('pdf')",
        "import pathplanner.document",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code: str) -> None:
    """Finding and loading renderers imports neither WeasyPrint nor networkx."""
    check = (
        f"import sys; {code}; print([m for m in ('weasyprint', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
