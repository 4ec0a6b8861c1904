"""`pathplanner plan --json`: the plan for other programs."""

from __future__ import annotations

import json

from tests.cli.running import PATHWAY, START, invoke

from pathplanner.formats import read_plan


def test_it_is_the_json_output_and_nothing_else() -> None:
    """It can be read back, and is what -t json prints."""
    done = invoke("plan", PATHWAY, "--goal", "cpc", *START, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert read_plan(done.stdout).goal == ("cpc",)
    assert json.loads(done.stdout) == json.loads(
        invoke("plan", PATHWAY, "--goal", "cpc", *START, "-t", "json").stdout
    )


def test_an_impossible_plan_is_printed_too() -> None:
    """The exit status says that no plan fits."""
    done = invoke("plan", PATHWAY, "--goal", "cpc", *START, "--budget", "1", "--json")
    assert (done.exit_code, json.loads(done.stdout)["status"]) == (1, "impossible")


def test_it_stands_alone() -> None:
    """Another output beside it is a fault that is told."""
    done = invoke("plan", PATHWAY, *START, "--json", "-o", "x.pdf")
    assert (done.exit_code, "leave out -o and -t" in done.stderr) == (2, True)
