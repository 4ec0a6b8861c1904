"""What README and docs show really works.

In a page, `python` blocks are run, `yaml` blocks are loaded, and of `console` blocks
every line after `$ ` is run and must print what follows it; `...` stands for any lines.
A comment `<!-- file: NAME -->` above a block names the file it is in, and
`<!-- in: step -->` says that it is a part of a step. A page may also lead its reader through
changes of a file between the commands: `save` writes it, `add` puts a block at its end,
`step` puts a step in the place of the one of that id, and `cut` takes lines out.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from attrs import frozen
from tests.cli.running import invoke

import pathplanner as pp
from pathplanner.formats import read_learner, read_pathway
from pathplanner.formats.documents import loaded_office
from pathplanner.model.learner import Funding, Learner
from pathplanner.model.office import Office
from pathplanner.model.pathway import Pathway

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md"))
)
BLOCK = re.compile(
    r"(?:^<!-- (?P<how>file|in|save|add|step|cut): (?P<what>\S+) -->\n)?"
    r"^```(?P<kind>[a-z]+)(?: status=(?P<status>\d))?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
CHANGES = ("save", "add", "step", "cut")
IDS = [
    "barber-school",
    "theory-course",
    "apprenticeship",
    "course-one",
    "course-two",
    "course-three",
]


@frozen
class Block:
    """A fenced block of a page."""

    kind: str
    text: str
    how: str
    what: str
    status: int


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    text = (ROOT / page).read_text("utf-8")
    return [
        Block(
            found["kind"],
            found["text"],
            found["how"] or "",
            found["what"] or "",
            int(found["status"] or 0),
        )
        for found in BLOCK.finditer(text)
    ]


def pages_with(kind: str) -> list[str]:
    return [page for page in PAGES if any(block.kind == kind for block in blocks(page))]


def whole_pathway(fragment: str) -> str:
    """Return a pathway file with a step that holds the fragment."""
    lines = ["format: pathplanner/pathway/1", "id: test", "title: Test", "sources:"]
    lines += ["  board: {publisher: Board, title: Fees}", "steps:"]
    lines += [f"  {name}: {{title: T}}" for name in IDS]
    lines += ["  this:", "    title: T", *(f"    {line}" for line in fragment.splitlines())]
    return "\n".join(lines)


def folder_for(page: str, folder: Path) -> Path:
    """Return where a page's commands are run: a copy of its example, or an empty folder."""
    here = folder / "here"
    if page.startswith("examples/") and page.count("/") > 1:
        shutil.copytree((ROOT / page).parent, here)
    else:
        here.mkdir()
    for block in blocks(page):
        if block.how == "file":
            (here / block.what).write_text(block.text, "utf-8")
    return here


def changed(text: str, how: str, block: str) -> str:
    """Return a file as it is after its reader has done what a page says."""
    if how == "save":
        return block
    if how == "add":
        return f"{text.rstrip()}\n{block}"
    if how == "cut":
        assert text.count(block) == 1
        return text.replace(block, "")
    first = re.escape(block.splitlines()[0])
    found = re.findall(rf"^{first}\n(?:(?:   .*)?\n)+", text, re.MULTILINE)
    assert len(found) == 1, f"there is not one {first}"
    return text.replace(found[0], f"{block}\n")


def in_shell(command: str, folder: Path) -> tuple[int, str, str]:
    """Return exit status, output and messages; `pathplanner` is that of this Python."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def in_this_process(command: str) -> tuple[int, str, str]:
    """Return the same of a command that needs no shell, in the folder that this process is in."""
    done = invoke(*shlex.split(command)[1:])
    return done.exit_code, done.stdout, done.stderr


def needs_shell(command: str) -> bool:
    """Tell whether a command is more than `pathplanner` with plain words."""
    return not command.startswith("pathplanner ") or bool(re.search(r"[|<>&;$`*?]", command))


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a console block, each with the lines it must print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    yield from found


def is_as_said(said: list[str], output: str) -> bool:
    """Tell whether output is as the page says; a page that says nothing is content."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in said)
    return not said or re.fullmatch(pattern, output.rstrip("\n") + "\n") is not None


@pytest.mark.parametrize("page", pages_with("yaml"))
def test_files_in_the_docs_load(page: str) -> None:
    """Every YAML block is a pathway, a learner, or a part of a step, without faults."""
    for block in blocks(page):
        if block.kind != "yaml" or block.how in {"add", "step"}:
            continue
        if block.how == "in":
            assert read_pathway(whole_pathway(block.text)).by_id["this"]
        elif block.text.startswith("format: pathplanner/learner/1"):
            assert read_learner(block.text, today=date(2027, 1, 4)).start
        elif block.text.startswith("format: pathplanner/office/1"):
            assert loaded_office(block.text).value != Office()
        else:
            assert read_pathway(block.text).steps


@pytest.mark.slow
@pytest.mark.parametrize("page", pages_with("python"))
def test_python_in_the_docs_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every Python block runs by itself."""
    monkeypatch.chdir(tmp_path)
    for number, block in enumerate(blocks(page)):
        if block.kind == "python":
            code = compile(block.text, f"{page}, block {number}", "exec", dont_inherit=True)
            exec(code, {"__name__": "__main__"})  # noqa: S102 - our own pages


@pytest.mark.slow
@pytest.mark.parametrize("page", pages_with("console"))
def test_commands_in_the_docs_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command ends as the page says and prints what the page shows.

    Those of the README are run as a shell runs them.
    """
    folder = folder_for(page, tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NO_COLOR", "1")
    for block in blocks(page):
        if block.how in CHANGES:
            file = folder / block.what
            old = file.read_text("utf-8") if file.exists() else ""
            file.write_text(changed(old, block.how, block.text), "utf-8")
        for command, said in commands(block.text) if block.kind == "console" else ():
            if page == "README.md" or needs_shell(command):
                status, output, messages = in_shell(command, folder)
            else:
                status, output, messages = in_this_process(command)
            assert status == block.status, f"$ {command}\n{output}{messages}"
            assert "Traceback" not in messages
            assert is_as_said(said, output), f"$ {command}\n{output}"


def test_a_wrong_page_is_found(tmp_path: Path) -> None:
    """The checks of this module see other output, other status and a wrong fragment."""
    assert is_as_said(["...", "b"], "a\nb\n")
    assert not is_as_said(["b"], "a\nb\n")
    assert not is_as_said(["a", "..."], "b\na\n")
    file = "steps:\n  a:\n    x: 1\n\n  b:\n    y: 1\n"
    assert changed(file, "step", "  a:\n    x: 2\n") == file.replace("1\n\n", "2\n\n")
    assert changed(changed(file, "add", "c\n"), "cut", "c\n") == file
    assert in_shell("exit 3", tmp_path)[0] == 3
    assert in_this_process("pathplanner show nowhere")[0] == 2
    assert needs_shell("pathplanner show > x")
    assert not needs_shell("pathplanner show")
    with pytest.raises(pp.InputError):
        read_pathway(whole_pathway("requires: nowhere"))


def slug(title: str) -> str:
    """Return the anchor that code hosts make of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def broken_links(path: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere in this repository."""
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield target
        elif anchor:
            titles = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            if anchor not in map(slug, titles):
                yield target


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file or a heading of this repository finds it."""
    assert list(broken_links(ROOT / page)) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """A missing file and a missing heading are broken links."""
    page = tmp_path / "page.md"
    page.write_text("# One two\n[a](#one-two) [b](#three) [c](none.md) [d](https://x.org)\n")
    assert list(broken_links(page)) == ["#three", "none.md"]


def test_every_page_can_be_found() -> None:
    """Every page of the docs is linked from the index or from the list of decisions."""
    docs = ROOT / "docs"
    linked = {docs / "index.md"}
    for page in (docs / "index.md", docs / "decisions" / "README.md"):
        targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        linked |= {(page.parent / target).resolve() for target in targets}
    assert set(docs.rglob("*.md")) <= linked


@pytest.mark.parametrize("page", [page for page in PAGES if re.search(r"decisions/\d", page)])
def test_decisions_are_short_and_whole(page: str) -> None:
    """A decision record has a number, three parts, perhaps its end, and at most 25 lines."""
    text = (ROOT / page).read_text("utf-8")
    number = int(re.search(r"decisions/(\d{4})-", page)[1])  # type: ignore[index]
    assert text.startswith(f"# {number}. ")
    parts = re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE)
    assert parts[:3] == ["Context", "Decision", "Consequence"]
    assert parts[3:] in ([], ["Superseded"])
    assert 10 <= len(text.splitlines()) <= 25


@pytest.mark.parametrize("script", ["docs_cli", "docs_coverage"])
def test_pages_that_are_written_by_scripts_are_fresh(script: str) -> None:
    """cli.md is what the command line says of itself; coverage.md counts today's facts."""
    call = [sys.executable, str(ROOT / "scripts" / f"{script}.py"), "--check"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "kind",
    [Pathway, Learner, Funding]
    + [getattr(pp.model, name) for name in ("Step", "Cost", "Renewal", "Exam", "Intakes")],
)
def test_every_key_of_a_file_is_documented(kind: type) -> None:
    """Every field that may stand in a file is named in the reference."""
    text = (ROOT / "docs" / "reference" / "files.md").read_text("utf-8")
    # A key that is a word of Python, such as `from`, has an underscore behind it there.
    names = [
        one.name.rstrip("_") for one in attrs.fields(kind) if one.name not in ("id", "counts_from")
    ]
    assert [name for name in names if not re.search(rf"\b{name}\b[`:]", text)] == []


RULES = """
any all at_least of corequisite loose strict total unit gives credits counting at_most apart
minimum scales lists sharing share_at_most shares_days weekly_hours open_ended worked work_hours
stops not_with entry_pay chosen_by valid_for within until finish current schedule_within
most_attempts attempts_within further grace late_fee renewal terms credits_per_term latest_term
every from otherwise when age states residence holds income_below maximum_age minimum_age waiting
before after intakes dues
"""
"""The words of the format that say rules; of each the how-to shows how it is used."""


def test_the_how_to_shows_each_word_of_the_rules_in_a_pathway_that_plans() -> None:
    """Each word for rules of schools, boards and work stands in a pathway that has a plan."""
    shown: set[str] = set()
    for block in blocks("docs/how-to/write-a-pathway.md"):
        is_whole = "format: pathplanner/pathway/1" in block.text
        if block.kind != "yaml" or "uses:" in block.text or not (is_whole or block.how == "in"):
            continue
        pathway = read_pathway(block.text if is_whole else whole_pathway(block.text))
        goals = pathway.destinations if is_whole else ("this",)
        learner = Learner("2027-01-04", hours_per_week=40, birth_date="2000-01-01")
        for goal in goals:
            made = pp.plan(pathway, learner, goal)
            assert made.steps, (goal, made.reasons)
            assert pp.verify(made, pathway) == ()
        text = re.sub(r"#.*", "", block.text)
        shown |= {*re.findall(r"(\w+):", text), *re.findall(r": (loose|strict|finish)\b", text)}
    assert [word for word in RULES.split() if word not in shown] == []


def test_every_public_name_is_documented() -> None:
    """Every name that `pathplanner` offers stands in the reference of the library."""
    text = (ROOT / "docs" / "reference" / "library.md").read_text("utf-8")
    assert [name for name in pp.__all__ if not re.search(rf"\b{name}\b", text)] == []


def astray(text: str) -> Iterator[str]:
    """Yield the rooms and modules of a map of the code that are not where it says."""
    homes = (ROOT / "src" / "pathplanner", ROOT)
    for row in text.splitlines():
        cells = row.strip("| ").split(" | ")
        if not row.startswith("| ") or len(cells) != 3:
            continue
        rooms = [one.replace("NAME", "pdf") for one in re.findall(r"`([\w/.*-]+)`", cells[1])]
        found = [path for room in rooms for home in homes for path in home.glob(room)]
        for name in re.findall(r"`([\w/-]+\.(?:py|yaml))`", cells[2]):
            inside = {one.name for path in found for one in (path, *path.glob("*"))}
            if name not in inside:
                yield f"{name} is not in {' or '.join(rooms)}"
        yield from (
            f"there is no {room}" for room in rooms if not any(any(h.glob(room)) for h in homes)
        )


def test_things_are_where_the_map_says() -> None:
    """Every room and module that the map of the code names is there, and it fits on one screen."""
    text = (ROOT / "docs" / "explanation" / "where-things-are.md").read_text("utf-8")
    assert list(astray(text)) == []
    assert text.count("\n") < 60
    planted = text.replace("`retake.py`", "`retakes.py`").replace("`linting`", "`lints`")
    assert list(astray(planted)) == [
        "retakes.py is not in planning/problem",
        "rules.py is not in lints",
        "there is no lints",
    ]


def test_the_pictures_are_there() -> None:
    """The README shows pictures, each a PNG of some size with a text in its place."""
    text = (ROOT / "README.md").read_text("utf-8")
    found = re.findall(r'<img src="(\S+)"[^>]* alt="[^"]{18,}">', text)
    assert len(found) == text.count("<img") >= 7
    for target in found:
        data = (ROOT / target).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) > 10_000
