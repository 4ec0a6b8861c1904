"""Plans that were written in format 1 are read as plans of format 2.

The files in `plans_of_format_1` were written by the last version that wrote format 1.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pathplanner.errors import InputError
from pathplanner.formats import load_plan, plan_to_json, read_plan
from pathplanner.formats.attached import plan_inside
from pathplanner.model import DifferenceKind

FOLDER = Path(__file__).parent / "plans_of_format_1"
PLANS = {file.stem: file.read_bytes() for file in FOLDER.glob("*.json")}
PLANS |= {file.stem: plan_inside(file.read_bytes()) for file in FOLDER.glob("*.pdf")}
LATER = {"first_pay": None, "gap": None, "paid": "0", "waiting": None}
"""What plans of format 2 say since, as one says it that knew nothing of it."""
TITLES = {"id": "title", "step": "title", "steps": "titles", "goal": "goal_titles"}
"""Keys that hold steps, and the keys of their titles in format 1."""


def titled(tree: Any) -> list[tuple[str, str]]:
    """Return each step in a tree of format 1 that has a title beside it, with that title."""
    if isinstance(tree, list):
        return [pair for node in tree for pair in titled(node)]
    if not isinstance(tree, dict):
        return []
    found = [pair for key, node in tree.items() if key != "pathway" for pair in titled(node)]
    for key, title in TITLES.items():
        steps, titles = tree.get(key), tree.get(title)
        if isinstance(steps, str) and titles is not None:
            found.append((steps, titles))
        elif isinstance(steps, list) and titles is not None:
            found += zip(steps, titles, strict=True)
    return found


def bare(tree: Any) -> Any:
    """Return a tree of either format without titles, claims, empty values and the format's name."""
    if isinstance(tree, list):
        return [bare(node) for node in tree]
    if not isinstance(tree, dict):
        return tree
    gone = {"title", "titles", "goal_titles", "schema", "field", "claims"}
    return {key: bare(node) for key, node in tree.items() if key not in gone and node != []}


def test_the_old_plans_are_of_all_kinds() -> None:
    """Among them is one with alternatives, progress, a forecast, a refusal, and one in a PDF."""
    trees = [json.loads(text) for text in PLANS.values()]
    assert {tree["schema"] for tree in trees} == {"pathplanner/plan/1"}
    for key in ("alternatives", "differences", "dropped", "forecast", "reasons", "changes"):
        assert any(tree.get(key) for tree in trees), key
    assert len(trees) == 5


@pytest.mark.parametrize("name", PLANS)
def test_every_title_is_kept(name: str) -> None:
    """A step has the title that it had wherever the old plan named it."""
    plan, old = read_plan(PLANS[name]), titled(json.loads(PLANS[name]))
    assert len({*old}) >= 3
    assert {(step, plan.titles[step]) for step, _ in old} == {*old}


@pytest.mark.parametrize("name", PLANS)
def test_all_else_is_as_it_was(name: str) -> None:
    """Besides the titles the plan of format 2 says what that of format 1 said."""
    plan = read_plan(PLANS[name])
    text = plan_to_json(plan)
    assert json.loads(text)["schema"] == "pathplanner/plan/2"
    assert bare(json.loads(text)) == bare(json.loads(PLANS[name])) | LATER
    assert read_plan(text) == plan


def test_what_changed_for_the_learner_keeps_its_field() -> None:
    """Format 1 named the learner's field where the title of a step stood."""
    plan = read_plan(PLANS["progress"])
    found = [one for one in plan.differences if one.kind is DifferenceKind.CIRCUMSTANCE]
    assert [(one.field, one.step) for one in found] == [("start", ""), ("hours_per_week", "")]


def test_a_roadmap_of_format_1_is_read() -> None:
    """The plan inside an old PDF comes out with its Spanish titles."""
    plan = load_plan(FOLDER / "roadmap-in-spanish.pdf")
    assert plan.pathway.language == "es"
    assert plan.titles[plan.goal[0]].startswith("Trabajar")


def test_faults_of_an_old_plan_are_named_in_their_places() -> None:
    """A title that is none or not there is refused with its path and line, with all else."""
    tree = json.loads(PLANS["alternatives"])
    tree["goal_titles"] = 5
    del tree["alternatives"][1]["titles"]
    tree["exits"][0]["title"] = ["x"]
    tree["status"] = "best"
    with pytest.raises(InputError) as caught:
        read_plan(json.dumps(tree, indent=1), "old.json")
    found = {fault.path: fault for fault in caught.value.faults}
    assert set(found) == {"alternatives[1].titles", "exits[0].title", "status"}
    assert all(fault.line > 1 and fault.file == "old.json" for fault in found.values())
    assert found["alternatives[1].titles"].message == "The key 'titles' is missing."


@pytest.mark.parametrize(
    ("version", "hint"), [(0, "Write schema: pathplanner/plan/2."), (3, "Upgrade pathplanner.")]
)
def test_a_plan_of_an_unknown_version(version: int, hint: str) -> None:
    """It is refused with the versions that can be read."""
    text = PLANS["impossible"].replace(b"plan/1", f"plan/{version}".encode())
    with pytest.raises(InputError) as caught:
        read_plan(text)
    [fault] = caught.value.faults
    said = f"This plan is written in version {version}; this pathplanner reads 1 and 2."
    assert (fault.message, fault.hint, fault.path) == (said, hint, "schema")
