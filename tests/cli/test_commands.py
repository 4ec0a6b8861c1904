"""Every command but `plan`: what it prints and its exit status."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.running import PATHWAY, RENDERERS, START, invoke, run

from pathplanner.cli.options import complete_formats, complete_pathways, complete_steps
from pathplanner.formats import load_pathway, read_pathway

HOSTILE = (
    "format: pathplanner/pathway/1\nid: bad\ntitle: Bad\ndestinations: [a]\n"
    "steps:\n  a: {title: 'b\"] --> evil; ]) \\ \" { } end `x`', requires: {any: [c, d]}}\n"
    '  c: {title: "line\\none\\" ; evil -> n0"}\n  d: {title: "</script>&#34;"}\n'
)


LISTED = (
    "start", "plan", "done", "begun", "failed", "dropped", "applied", "undo", "hold", "why",
    "why-not", "compare",
    "reach", "list", "show", "new", "import", "check", "renderers", "completion", "dev",
)  # fmt: skip
FOR_MAINTAINERS = ("coverage", "translate", "schema", "doctor")


def listed(text: str) -> list[str]:
    """Return the names of the commands that a help text lists."""
    _, _, lines = text.partition("\nCommands:\n")
    return re.findall(r"^  ([a-z-]+)  ", lines, re.MULTILINE)


def test_help_and_version(place: Path) -> None:
    """Both end with status 0; the help names what everyone needs, in that order, and no more."""
    done = run(place, "--help")
    names = listed(done.stdout)
    assert (done.returncode, [name for name in names if name in LISTED]) == (0, list(LISTED))
    assert not {*names} & {*FOR_MAINTAINERS}
    assert run(place, "--version").stdout == "pathplanner 0.1.0\n"


@pytest.mark.parametrize("name", FOR_MAINTAINERS)
def test_what_is_for_maintainers_is_a_group_of_its_own(place: Path, name: str) -> None:
    """The group lists it, and its old name still means it, though the first help is silent."""
    assert listed(invoke("dev", "--help").stdout) == list(FOR_MAINTAINERS)
    own, old = (invoke(*words, "--help").stdout for words in (("dev", name), (name,)))
    assert own.startswith(f"Usage: pathplanner dev {name} ")
    assert own.replace(" dev", "") == old


@pytest.mark.parametrize(
    "args", [["frobnicate"], ["plan"], ["plan", "a", "--frob"], ["schema", "x"]]
)
def test_wrong_usage(place: Path, args: list[str]) -> None:
    """Unknown commands and flags and missing arguments give status 2 and the usage."""
    result = invoke(*args)
    assert result.exit_code == 2
    assert "Usage: pathplanner" in result.stderr


def test_list(place: Path) -> None:
    """The list names each pathway, its title and its goals."""
    done = run(place, "list")
    assert done.returncode == 0
    for words in (PATHWAY, "Medical biller and coder", "cpc: CPC"):
        assert words in done.stdout


def test_show_as_a_tree(place: Path) -> None:
    """The tree has stages, steps with ids, kind, time, price and what each needs."""
    done = run(place, "show", "small.yaml")
    assert done.returncode == 0
    for words in (
        "Learn\n  A course (course)\n",
        "Course · 20 hours of study · Other: $100",
        "Job · 3 months · no price",
        "Needs: course or job",
    ):
        assert words in done.stdout


def test_show_as_json_reads_back(place: Path) -> None:
    """The JSON of the bundled pathway loads again as the very same pathway."""
    result = invoke("show", PATHWAY, "--format", "json")
    assert read_pathway(result.stdout) == load_pathway(PATHWAY)


def test_hostile_titles_in_mermaid(place: Path) -> None:
    """Every line of the drawing has the shape of a node, a link or a stage."""
    (place / "bad.yaml").write_text(HOSTILE)
    result = invoke("show", "bad.yaml", "--format", "mermaid")
    label = r'"[^"<>\[\]{}`\\]*"'
    line = rf"  (n\d+\[{label}\]|g\d+\{{{label}\}}|[ng]\d+ (-->|-\.->) [ng]\d+)"
    assert result.stdout.splitlines()[0] == "flowchart LR"
    for text in result.stdout.splitlines()[1:]:
        assert re.fullmatch(line, text), text
    assert len(result.stdout.splitlines()) == 1 + 3 + 1 + 3


def test_hostile_titles_in_dot(place: Path) -> None:
    """Titles with quotes, backslashes and line breaks stay inside their quotes."""
    (place / "bad.yaml").write_text(HOSTILE)
    result = invoke("show", "bad.yaml", "--format", "dot")
    without = re.sub(r'"(\\.|[^"\\])*"', "TEXT", result.stdout)
    assert "evil" not in without
    assert without.count(" -> ") == 3
    if dot := shutil.which("dot"):
        subprocess.run([dot, "-Tcanon"], input=result.stdout.encode(), check=True)


def test_check_good_files(place: Path) -> None:
    """Pathways, learners and plans are told apart by their first line, and are ok."""
    (place / "me.yaml").write_text("format: pathplanner/learner/1\nname: Ana\n")
    assert invoke("plan", "small.yaml", *START, "-o", "plan.json").exit_code == 0
    day = ("--today", "2026-11-24")
    done = run(place, "check", *day, "small.yaml", "me.yaml", "plan.json", PATHWAY)
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if " warning PP" not in line] == [
        "small.yaml: ok (pathway), 5 warnings",
        "me.yaml: ok (learner)",
        "plan.json: ok (plan)",
        f"{PATHWAY}: ok (pathway)",
    ]


def test_check_faulty_files(place: Path) -> None:
    """Every fault of every file has its place; good files are named too; status 2."""
    (place / "bad.yaml").write_text(
        "format: pathplanner/pathway/1\nid: bad\ntitle: Bad\nsteps:\n"
        "  a: {title: A, kind: cours, requires: b}\n"
    )
    (place / "me.yaml").write_text("format: pathplanner/learner/1\nhours_per_week: -1\n")
    result = invoke("check", "bad.yaml", "me.yaml", "none.yaml", ".", "small.yaml")
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert lines[0].startswith("bad.yaml:5:23: steps.a.kind: 'cours' is not")
    assert "There is no step 'b'." in lines[1]
    assert lines[2].startswith("me.yaml:2:17: hours_per_week: ")
    assert lines[3:5] == ["none.yaml: There is no such file.", ".: This is a folder, not a file."]
    assert lines[-1].startswith("small.yaml: ok (pathway)")


@pytest.mark.parametrize(
    "data",
    [b"\x00\xff\xfe", b"", b"[" * 5000, b"a: &a [*a]", b"!!python/object:os.system x", b"%PDF-1.7"],
)
def test_check_hostile_files(place: Path, data: bytes) -> None:
    """Binary, empty, deep and hostile files are faults like any other."""
    (place / "x.yaml").write_bytes(data)
    result = invoke("check", "x.yaml")
    assert result.exit_code == 2
    assert result.stdout.startswith("x.yaml")
    assert invoke("plan", "x.yaml").exit_code == 2


def test_check_a_saved_plan(place: Path) -> None:
    """A plan that holds gives status 0, one that was tampered with 1, no plan at all 2."""
    assert invoke("plan", "small.yaml", *START, "-o", "plan.json").exit_code == 0
    result = invoke("check", "--plan", "plan.json", "small.yaml")
    assert (result.exit_code, result.stdout) == (0, "plan.json: ok (the plan holds)\n")
    text = (place / "plan.json").read_text()
    (place / "plan.json").write_text(text.replace('"finish": "2027', '"finish": "2026'))
    result = invoke("check", "--plan", "plan.json", "small.yaml")
    assert result.exit_code == 1
    assert result.stdout.startswith("plan.json: ")
    assert invoke("check", "--plan", "none.json", "small.yaml").exit_code == 2
    assert invoke("check", "--plan", "plan.json", "small.yaml", PATHWAY).exit_code == 2


def test_renderers(place: Path) -> None:
    """The list says who offers each format; a name shows its options."""
    done = run(place, "renderers")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"{name}: from pathplanner 0.1.0" for name in RENDERERS]
    described = invoke("renderers", "pdf").stdout
    assert "-O paper=letter|a4 (default: letter)\n      The size of the page.\n" in described
    assert "application/pdf to files that end in .pdf" in described
    assert "It comes from pathplanner 0.1.0." in described
    audience = "-O audience=participant|funder|employer (default: participant)"
    assert audience in invoke("renderers", "json").stdout
    result = invoke("renderers", "pfd")
    assert result.exit_code == 2
    assert "Did you mean pdf?" in result.stderr


def test_a_broken_renderer_in_the_list(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin that cannot be imported is listed as broken with its version; others work."""
    info = place / "strange-2.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 2.5\n")
    (info / "entry_points.txt").write_text("[pathplanner.renderers]\nodd = no_such:renderer\n")
    monkeypatch.syspath_prepend(str(place))
    result = invoke("renderers")
    assert result.exit_code == 0
    assert "odd: from strange 2.5 (broken)" in result.stdout
    assert "no_such" in result.stdout
    assert "json: from pathplanner 0.1.0\n" in result.stdout
    assert invoke("renderers", "odd").exit_code == 2
    done = invoke("plan", "small.yaml", *START, "-o", "plan.json")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    ("kind", "version"), [("pathway", 1), ("learner", 1), ("office", 1), ("plan", 2)]
)
def test_schema(place: Path, kind: str, version: int) -> None:
    """Each schema is JSON and is titled by its kind and version."""
    done = run(place, "schema", kind)
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == f"pathplanner/{kind}/{version}"


def test_doctor(place: Path) -> None:
    """Where PDF works, everything is listed and the status is 0."""
    done = run(place, "doctor")
    assert done.returncode == 0, done.stdout
    for words in ("Python 3.", "weasyprint ", "Pango: found", ", ".join(RENDERERS)):
        assert words in " ".join(done.stdout.split())


def test_the_doctor_names_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one format needs and is not there is named, with the command that installs it."""
    real = importlib.metadata.version
    missing = importlib.metadata.PackageNotFoundError("openpyxl")

    def version(name: str) -> str:
        if name == "openpyxl":
            raise missing
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    done = invoke("dev", "doctor")
    said = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "Not installed, and needed for one format only" in said
    assert 'xlsx needs openpyxl. Install it: pip install "pathplanner[xlsx]"' in said
    assert "Everything is there" not in said
    assert json.loads(invoke("dev", "doctor", "--json").stdout)["left_out"] == [
        'xlsx needs openpyxl. Install it: pip install "pathplanner[xlsx]"'
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(place: Path, shell: str) -> None:
    """The script for each shell names the variable by which it asks."""
    done = run(place, "completion", shell)
    assert done.returncode == 0
    assert "_PATHPLANNER_COMPLETE" in done.stdout


def test_completion_answers(place: Path) -> None:
    """The shell's question for a pathway's name is answered with it."""
    asked = {"COMP_WORDS": "pathplanner show med", "COMP_CWORD": "2"}
    done = run(place, _PATHPLANNER_COMPLETE="bash_complete", **asked)
    assert done.returncode == 0
    assert f"plain,{PATHWAY}\n" in done.stdout


def test_completion_of_steps_and_formats(place: Path) -> None:
    """Steps are those of the pathway on the line; a wrong pathway offers none."""
    import click

    from pathplanner.cli.commands.plan import plan

    context = click.Context(plan)
    parameter = plan.params[0]
    context.params["pathway"] = "small.yaml"
    assert [item.value for item in complete_steps(context, parameter, "co")] == ["course"]
    context.params["pathway"] = "none.yaml"
    assert complete_steps(context, parameter, "") == []
    assert [item.value for item in complete_formats(context, parameter, "p")] == ["pdf"]
    assert [item.type for item in complete_pathways(context, parameter, "./x")] == ["file"]


def test_a_name_decides_between_two_that_write_the_same_sort(place: Path) -> None:
    """`-t typst` prints a PDF by Typst; without it the suffix means the renderer `pdf`."""
    pytest.importorskip("typst")
    asked = ["plan", "pharmacy-technician", "--start", "2027-01-04", "-o", "plan.pdf"]
    makers = []
    for more in ((), ("-t", "typst")):
        assert run(place, *asked, *more).returncode == 0
        makers.append(b"Typst" in (place / "plan.pdf").read_bytes())
    assert makers == [False, True]


@pytest.mark.parametrize(
    ("args", "key", "first"),
    [
        (("list", "--json"), "pathways", "id"),
        (("renderers", "--json"), "renderers", "distribution"),
        (("renderers", "pdf", "--json"), "renderers", "options"),
        (("show", "small.yaml", "--json"), "steps", "title"),
    ],
)
def test_json_for_other_programs(place: Path, args: tuple[str, ...], key: str, first: str) -> None:
    """What is listed for people is there for programs, too."""
    done = invoke(*args)
    assert done.exit_code == 0
    assert all(first in row for row in json.loads(done.stdout)[key])


def test_the_doctor_in_json(place: Path) -> None:
    """The doctor says the same to programs, with the same status."""
    done = run(place, "doctor", "--json")
    found = json.loads(done.stdout)
    assert any(line.startswith("rich ") for line in found["installed"])
    assert (done.returncode, found["missing"]) == (0, [])
