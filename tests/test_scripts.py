"""The two commands of the README, with everything that takes long replaced by a stub."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose virtual environment is there and only writes down its calls."""
    root = tmp_path / "a check out"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    tools = root / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("python", "pathplanner"):
        tool = tools / name
        tool.write_text(
            f'#!/bin/sh\nfor a in {name} "$@"; do printf "%s|" "$a"; done >>"$CALLS"\n'
            'echo >>"$CALLS"\ncase "$*" in *"$FAIL"*) exit 1 ;; esac\n'
        )
        tool.chmod(0o755)
    return root


def run(
    checkout: Path, script: str, *arguments: str, fail: str = "-"
) -> tuple[int, str, list[str]]:
    """Return exit status, output, and the calls of the stubs."""
    calls, folder = checkout.parent / "calls", checkout.parent / "elsewhere"
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["/bin/sh", str(checkout / "scripts" / script), *arguments],
        cwd=folder,
        env=os.environ | {"CALLS": str(calls), "FAIL": "no such words" if fail == "-" else fail},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr, calls.read_text().splitlines()


def planned(checkout: Path, *arguments: str) -> list[str]:
    """Return the arguments that roadmap.sh gives to `pathplanner`."""
    status, output, calls = run(checkout, "roadmap.sh", *arguments)
    assert status == 0, output
    return calls[-1].removesuffix("|").split("|")


def value(call: list[str], option: str) -> list[str]:
    return [call[place + 1] for place, word in enumerate(call) if word == option]


def test_the_example_roadmap(checkout: Path) -> None:
    """Without options the example is planned from today, and its place is said at the end."""
    before = date.today()  # noqa: DTZ011
    status, output, calls = run(checkout, "roadmap.sh")
    call = calls[-1].removesuffix("|").split("|")
    assert status == 0
    assert call[:3] == ["pathplanner", "plan", "medical-biller-and-coder"]
    assert value(call, "--goal") == ["cpc"]
    assert value(call, "--name") == ["Your Name"]
    assert value(call, "--hours") == ["12"]
    assert value(call, "--have") == ["high-school-diploma"]
    assert before <= date.fromisoformat(value(call, "--start")[0]) <= date.today()  # noqa: DTZ011
    assert value(call, "-o") == ["roadmap.pdf", "checklist.md"]
    assert output.rstrip().endswith(f"{checkout.parent}/elsewhere/roadmap.pdf")


def test_own_options_replace_those_of_the_example(checkout: Path) -> None:
    """What the user gives stands once, with its spaces; the rest is as in the example."""
    call = planned(checkout, "--name", "Ana de la Cruz", "--hours=20", "--have", "cpc-a")
    assert value(call, "--name") == ["Ana de la Cruz"]
    assert "--hours=20" in call
    assert value(call, "--hours") == []
    assert value(call, "--have") == ["cpc-a"]
    assert value(call, "--goal") == ["cpc"]


def test_own_files_replace_those_of_the_example(checkout: Path) -> None:
    """With own outputs only these are written."""
    assert value(planned(checkout, "-o", "my.pdf"), "-o") == ["my.pdf"]
    assert value(planned(checkout, "-omy.pdf"), "-o") == []


def test_a_learner_file_stands_alone(checkout: Path) -> None:
    """With a learner file nothing of the example's circumstances is added."""
    call = planned(checkout, "--learner", "maria.yaml")
    assert not {"--name", "--start", "--hours", "--goal", "--have"} & set(call)


def test_another_pathway(checkout: Path) -> None:
    """A first word that is no option is the pathway; the example's goal does not fit it."""
    call = planned(checkout, "baker.yaml", "--hours", "9")
    assert call[2] == "baker.yaml"
    assert not {"--goal", "--have"} & set(call)


def test_a_failing_plan_fails_the_script(checkout: Path) -> None:
    """The exit status of pathplanner is that of the script."""
    status, output, _ = run(checkout, "roadmap.sh", fail="medical-biller")
    assert status == 1
    assert "Your roadmap" not in output


def test_test_runs_every_check(checkout: Path) -> None:
    """Style, layout, types and tests are all run, the tests last, with what the user adds.

    What is installed for them is a wheel, not the checkout.
    """
    status, _, calls = run(checkout, "test.sh", "tests/cli")
    assert status == 0
    assert any(call.startswith("python|-m|pip|install|--quiet|.[all]|") for call in calls)
    assert not any(re.search(r"install\|.*\|(-e|--editable)\|", call) for call in calls)
    checks = [call for call in calls if re.match(r"python\|-m\|(ruff|mypy|pytest)", call)]
    assert checks == [
        "python|-m|ruff|check|",
        "python|-m|ruff|format|--check|",
        "python|-m|mypy|",
        "python|-m|pytest|-n|2|--dist|loadfile|tests/cli|",
    ]


@pytest.mark.parametrize("check", ["ruff check", "ruff format", "mypy", "pytest"])
def test_one_failing_check_fails_the_script(checkout: Path, check: str) -> None:
    """Each check can fail the script alone; the others are run all the same."""
    status, output, calls = run(checkout, "test.sh", fail=f"-m {check}")
    assert status == 1
    assert f"failed: {check}" in output
    assert any("pytest" in call for call in calls)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_clean(script: Path) -> None:
    """Scripts are valid, and name neither addresses nor places of one machine."""
    shell = "bash" if script.name == "run" else "sh"
    assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0
    text = script.read_text("utf-8")
    assert not re.search(r"https?://|index-url|/tmp/|/root|/home/", text)


def test_ci_calls_the_second_command_of_the_readme() -> None:
    """`.ci/run` can be run, and calls what the README tells people to call."""
    commands = re.findall(
        r"^```sh\n(sh scripts/.*)\n```$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    assert commands == ["sh scripts/roadmap.sh", "sh scripts/test.sh"]
    run_file = ROOT / ".ci" / "run"
    assert os.access(run_file, os.X_OK)
    calls = [line for line in run_file.read_text().splitlines() if line.startswith("sh ")]
    assert [call.removesuffix(" </dev/null") for call in calls] == commands[1:]
