"""`pathplanner import` and `show --format`: other formats on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import SMALL, START, invoke, run
from tests.ctdl.documents import BASE, condition, document, part

import pathplanner as pp


def text() -> str:
    """Return a small document with something that a pathway has no place for."""
    goal = part("goal", pointValue={"schema:value": 3}, hasCondition=condition("a", "b", number=1))
    return document(part("a"), part("b"), goal)


def test_a_document_becomes_a_file_and_comes_back(tmp_path: Path) -> None:
    """The pathway is written with what it cannot say beside it, and shown again whole."""
    (tmp_path / "d.json").write_text(text(), "utf-8")
    done = run(tmp_path, "import", "ctdl", "d.json", "-o", "way.yaml")
    assert (done.returncode, done.stderr) == (0, "Wrote way.yaml and way.ctdl.json.\n")
    assert "CT101 kept: A pathway file has no place for it.\n  ceterms:pointValue (" in done.stdout
    assert done.stdout.count("A pathway file has no place for it.") == 1
    assert pp.load_pathway(tmp_path / "way.yaml") == pp.read_ctdl(text())[0]
    shown = run(tmp_path, "show", "way.yaml", "-t", "ctdl")
    [goal] = [node for node in json.loads(shown.stdout)["@graph"] if node["@id"] == f"{BASE}goal"]
    assert goal["ceterms:pointValue"] == {"schema:value": 3}
    planned = run(tmp_path, "plan", "way.yaml", "--start", "2027-01-04", "-t", "json")
    assert len(json.loads(planned.stdout)["steps"]) == 2


def test_a_pathway_is_written_with_a_report(tmp_path: Path) -> None:
    """`show -o` writes what it prints without, tells what it cannot say, and not over its input."""
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    for form in ("ctdl", "json", "graphml", "node-link", "dot"):
        done = run(tmp_path, "show", "small.yaml", "-t", form, "-o", "out.json")
        assert (done.returncode, done.stderr) == (0, "Wrote out.json\n")
        assert ("What became of it" in done.stdout) == (form in ("ctdl", "graphml", "node-link"))
        printed = run(tmp_path, "show", "small.yaml", "-t", form).stdout
        assert (tmp_path / "out.json").read_text("utf-8") == printed
    for more in (("-t", "json", "-o", "small.yaml"), ("-o", "out.xyz")):
        assert run(tmp_path, "show", "small.yaml", *more).returncode == 2
    assert (tmp_path / "small.yaml").read_text("utf-8") == SMALL
    assert not (tmp_path / "out.xyz").exists()


def test_the_ending_of_a_file_says_how_a_pathway_is_written(place: Path) -> None:
    """Data needs no format beside its ending, and `-o -` is standard output."""
    for ending, form in (("jsonld", "ctdl"), ("json", "json"), ("graphml", "graphml")):
        assert invoke("show", "small.yaml", "-o", f"out.{ending}").exit_code == 0
        printed = invoke("show", "small.yaml", "-t", form, "-o", "-").stdout
        assert (place / f"out.{ending}").read_text("utf-8") == printed
    assert not (place / "-").exists()


def test_a_plan_in_a_format_of_pathways_is_refused_with_the_way(place: Path) -> None:
    """Who wants a plan as CTDL is told how the pathway is written, and what was CTDL to import."""
    for more in (("-t", "ctdl"), ("-o", "plan.jsonld"), ("-o", "plan.json", "-t", "ctdl")):
        done = invoke("plan", "small.yaml", *START, *more)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "ctdl is a format of a pathway, not of one person's plan." in done.stderr
        assert "pathplanner show PATHWAY -t ctdl" in done.stderr
    (place / "d.json").write_text(text(), "utf-8")
    done = invoke("plan", "d.json", *START)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "pathplanner import ctdl FILE -o pathway.yaml" in done.stderr


def test_without_a_file_the_pathway_is_printed(tmp_path: Path) -> None:
    """The pathway goes to standard output, the report to standard error."""
    (tmp_path / "d.json").write_text(text(), "utf-8")
    done = run(tmp_path, "import", "ctdl", "d.json")
    assert pp.read_pathway(done.stdout).title == "Way"
    assert done.stderr.startswith("What became of it: ")


def test_the_report_as_json_has_all_places(tmp_path: Path) -> None:
    """Other programs get every entry with its file, line and path."""
    (tmp_path / "d.json").write_text(text(), "utf-8")
    done = run(tmp_path, "import", "ctdl", "d.json", "--json")
    tree = json.loads(done.stdout)
    [loss] = [one for one in tree["losses"] if one["what"] == "ceterms:pointValue"]
    assert (loss["code"], loss["fate"]) == ("CT101", "kept")
    assert loss["places"] == [{"path": "@graph[3]", "file": "d.json", "line": 1}]


def test_what_holds_no_pathway_is_refused_with_its_report(tmp_path: Path) -> None:
    """Nothing is written, the status is 2, and the report says what was there."""
    (tmp_path / "d.json").write_text(json.dumps(part("alone")), "utf-8")
    done = run(tmp_path, "import", "ctdl", "d.json", "-o", "way.yaml")
    assert done.returncode == 2
    assert "CT305 left out" in done.stderr
    assert "There is no pathway in it" in done.stderr
    assert not (tmp_path / "way.yaml").exists()


def test_faults_have_their_place(tmp_path: Path) -> None:
    """A broken file, a missing one and a broken context are named."""
    (tmp_path / "bad.json").write_text('{\n"@id": ]', "utf-8")
    (tmp_path / "d.json").write_text(text(), "utf-8")
    for words, said in (
        (("ctdl", "bad.json"), "bad.json:2:8: This is not JSON"),
        (("ctdl", "none.json"), "none.json: There is no such file."),
        (("ctdl", "d.json", "--context", "bad.json"), "bad.json: --context"),
        (("ctdl", "d.json", "--context", "none.json"), "none.json: There is no such file."),
        (("graphml", "d.json"), "d.json:1:1: This is not GraphML"),
        (("graphml", "d.json", "d.json"), "Name one"),
        (("curriculum", "d.json"), "no line Courses"),
    ):
        done = run(tmp_path, "import", *words)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_graphs_go_out_and_come_in(tmp_path: Path) -> None:
    """A bundled pathway as a graph is imported whole."""
    for form in ("graphml", "node-link"):
        shown = run(tmp_path, "show", "pharmacy-technician", "--format", form)
        (tmp_path / "g").write_text(shown.stdout, "utf-8")
        done = run(tmp_path, "import", form, "g", "-o", "p.yaml")
        assert done.returncode == 0
        assert pp.load_pathway(tmp_path / "p.yaml") == pp.load_pathway("pharmacy-technician")


def test_list_finds_words_and_codes(tmp_path: Path) -> None:
    """Words and an occupation's code list what fits, as text and as JSON."""
    assert run(tmp_path, "list", "medical", "coder").stdout.startswith("medical-biller-and-coder: ")
    told = json.loads(run(tmp_path, "list", "--soc", "29-2072", "--json").stdout)
    assert "29-2072" in {one["id"] for one in told["found"]}
    nothing = run(tmp_path, "list", "xyzzy")
    assert (nothing.returncode, nothing.stdout) == (0, "")
