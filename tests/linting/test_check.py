"""`pathplanner check` with its linter: places, exit status and the outputs for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import invoke
from tests.linting.planting import HEAD

DAY = ("--today", "2026-11-24")
BARE = (
    HEAD + "steps:\n  one:\n    title: One\n    kind: job\n    costs: {fee: 5}\n    source: board\n"
)
WARNED = BARE.replace("    source: board\n", "")
WRONG = BARE + "occupations:\n  a: {title: A, source: board}\n"
BROKEN = BARE.replace("fee: 5", "fee: five")


@pytest.mark.parametrize(
    ("text", "flags", "status"),
    [
        (BARE, (), 0),
        (BARE, ("--strict",), 0),
        (WARNED, (), 0),
        (WARNED, ("--strict",), 1),
        (WRONG, (), 2),
        (WRONG, ("--strict",), 2),
        (BROKEN, (), 2),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_the_exit_status(
    tmp_path: Path, text: str, flags: tuple[str, ...], status: int, format_: str
) -> None:
    """Warnings fail only when asked to, with 1; what cannot be right fails always, with 2."""
    file = tmp_path / "barber.yaml"
    file.write_text(text)
    assert invoke("check", str(file), *DAY, *flags, "--format", format_).exit_code == status


def test_a_finding_names_file_line_column_severity_code_path_and_help(tmp_path: Path) -> None:
    """The path is the one that the file shows, not the model's."""
    file = tmp_path / "barber.yaml"
    file.write_text(WARNED)
    lines = invoke("check", str(file), *DAY).stdout.splitlines()
    assert lines == [
        f"{file}:5:3: warning PP103: sources.board: Nothing cites this source. "
        "Cite it, or take it out of sources.",
        f"{file}:10:18: warning PP101: steps.one.costs.fee.amount: No source is named for this "
        "price. Name one in source, here or on the step.",
        f"{file}: ok (pathway), 2 warnings",
    ]


def test_json_holds_findings_and_faults_of_all_files(tmp_path: Path) -> None:
    """A fault of a file that cannot be read stands beside the findings of others."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(WARNED)
    two.write_text(BROKEN)
    read = json.loads(invoke("check", str(one), str(two), *DAY, "--format", "json").stdout)
    assert (read["schema"], read["today"]) == ("pathplanner/check/1", "2026-11-24")
    assert [(Path(f["file"]).name, f["code"], f["line"]) for f in read["findings"]] == [
        ("one.yaml", "PP103", 5),
        ("one.yaml", "PP101", 10),
        ("two.yaml", "PP001", 10),
    ]
    assert set(read["findings"][0]) == {
        "code", "severity", "path", "message", "help", "file", "line", "column",
    }  # fmt: skip


def test_sarif_points_to_rules_and_places(tmp_path: Path) -> None:
    """A log has the version, every rule, and for each result its rule, level and region."""
    file = tmp_path / "my barber.yaml"
    file.write_text(WARNED)
    log = json.loads(invoke("check", str(file), *DAY, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == ["PP103", "PP101"]
    assert [one["ruleId"] for one in run["results"]] == ["PP103", "PP101"]
    [place] = run["results"][1]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": str(file).replace(" ", "%20")},
        "region": {"startLine": 10, "startColumn": 18},
    }
    assert {one["level"] for one in run["results"]} == {"warning"}


def test_a_day_that_is_none_is_bad_input(tmp_path: Path) -> None:
    """--today wants a date of the calendar."""
    done = invoke("check", "medical-biller-and-coder", "--today", "today")
    assert done.exit_code == 2
    assert "--today: 'today' is not a date." in done.stderr


def test_what_another_file_lends_is_judged_in_that_file_only(tmp_path: Path) -> None:
    """A price without a source is found in the file that has it, not where it is used."""
    common, user = tmp_path / "common.yaml", tmp_path / "user.yaml"
    common.write_text(WARNED)
    start = "format: pathplanner/pathway/1\nid: user\ntitle: User\nuses: common.yaml\n"
    user.write_text(f"{start}steps:\n  one: shared\n")
    assert invoke("check", str(common), "--strict", *DAY).exit_code == 1
    assert invoke("check", str(user), "--strict", *DAY).exit_code == 0


def test_a_text_of_a_lent_step_must_be_translated_by_its_user(tmp_path: Path) -> None:
    """A translation belongs to the pathway that is read, so it has the lent texts too."""
    (tmp_path / "common.yaml").write_text(BARE)
    start = "format: pathplanner/pathway/1\nid: user\ntitle: User\nuses: common.yaml\n"
    (tmp_path / "user.yaml").write_text(f"{start}steps:\n  one: shared\n")
    (tmp_path / "user.es.po").write_text('msgid "User"\nmsgstr "Usuario"\n')
    done = invoke("check", str(tmp_path / "user.yaml"), *DAY)
    assert f"{tmp_path / 'user.yaml'}:6:3: warning PP301: steps.one.title" in done.stdout
