"""Totals, limits, lists, scales and sharing in files: read, written, faults with their place."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from pathplanner.errors import InputError
from pathplanner.formats import read_pathway
from pathplanner.formats.forms.writer import pathway_to_json, plan_to_json
from pathplanner.formats.graphs import read_graph, write_graph
from pathplanner.formats.schema import schema_of
from pathplanner.model.history import Held
from pathplanner.model.learner import Learner
from pathplanner.model.requirement import AllOf, AtLeast, Total
from pathplanner.planning import plan

HEAD = """format: pathplanner/pathway/1
id: sums
title: Sums
destinations: [goal]
scales: {letters: [F, D, C, B, A]}
lists:
  labs: {title: Labs, of: [bio-lab, chem-lab]}
  all-of-it: [bio, chem, bio-lab, chem-lab]
steps:
  bio: {title: Biology, kind: course, gives: {credits: 3}}
  chem: {title: Chemistry, kind: course, credits: 4}
  bio-lab: {title: Biology lab, gives: {credits: 1, hours: 30}}
  chem-lab: {title: Chemistry lab, gives: {credits: 1}}
  art: {title: Art, gives: {units: 3}}
  talk: {title: Talk}
"""
GOAL = "  goal: {{title: Goal, requires: {need}}}\n"
GOOD = (
    "{total: 5, unit: credits, of: {list: all-of-it}}",
    "{total: 5, unit: credits, of: {list: all-of-it}, counting: [{at_most: 1, of: {list: labs}}]}",
    "{total: 5, unit: credits, of: [bio, {step: chem, minimum: B}], note: In all., source: web}",
    "{at_least: 2, of: [bio, bio-lab, chem-lab], counting: [{at_most: 1, of: {list: labs}}]}",
    "{apart: true, all: [{any: {list: labs}}, {at_least: 2, of: [bio, chem, bio-lab]}]}",
    "{share_at_most: 1, all: [{any: [bio, chem]}, {any: [chem, talk]}]}",
    "{at_least: 1, of: [{any: [bio, chem]}, {any: [chem, talk]}], apart: true}",
    "{step: bio, minimum: C}",
    "[{list: labs}, talk]",
)
SOURCES = "sources: {web: {publisher: P, title: T}}\n"


def text_of(need: str, more: str = "") -> str:
    """Return a pathway file whose goal requires something."""
    return HEAD + GOAL.format(need=need) + SOURCES + more


@pytest.mark.parametrize("need", GOOD)
def test_what_is_read_is_written_and_read_again(need: str) -> None:
    """JSON, graphs and plans say a requirement that counts just as the file does."""
    pathway = read_pathway(text_of(need))
    written = pathway_to_json(pathway)
    assert read_pathway(written) == pathway
    fits = jsonschema.Draft202012Validator(schema_of("pathway"))
    fits.validate(yaml.safe_load(text_of(need)))
    fits.validate(json.loads(written))
    for form in ("graphml", "node-link"):
        again, report = read_graph(write_graph(pathway, form)[0], form=form)
        assert again.steps == pathway.steps
        assert not [loss for loss in report.losses if loss.code == "GR203"]
    made = plan(pathway, Learner("2027-01-04"))
    fits = jsonschema.Draft202012Validator(schema_of("plan"))
    fits.validate(json.loads(plan_to_json(made)))


def test_a_list_stands_for_its_parts() -> None:
    """A requirement that names a list has the parts of the list, and what they give."""
    need = read_pathway(text_of(GOOD[1]))["goal"].requires
    assert isinstance(need, Total)
    assert [part.step for part in need.of] == ["bio", "chem", "bio-lab", "chem-lab"]
    assert list(map(int, need.gives)) == [3, 4, 1, 1]
    assert need.counting[0].of == ("bio-lab", "chem-lab")
    parts = read_pathway(text_of(GOOD[-1]))["goal"].requires
    assert isinstance(parts, AllOf)
    assert [type(part).__name__ for part in parts.of] == ["AllOf", "Needs"]


def test_the_graph_says_what_counts() -> None:
    """A gate of the graph has the total, and its edges how much each step gives."""
    graph = read_pathway(text_of(GOOD[1])).graph
    gate = next(data for _, data in graph.nodes(data=True) if "gate" in data)
    assert (gate["gate"], gate["amount"], gate["unit"]) == ("total", "5", "credits")
    assert (gate["count"], gate["limits"]) == (2, "1:1")
    assert graph.edges["chem", "goal/1"]["gives"] == "4"
    assert graph.edges["bio-lab", "goal/1"]["within"] == "1"
    apart = read_pathway(text_of(GOOD[4])).graph
    assert [data["share"] for _, data in apart.nodes(data=True) if "share" in data] == [0]


FAULTS = [
    ("{total: 8, of: [bio, chem]}", "The total 8 has no unit.", "Add unit: credits."),
    ("{total: 8, unit: credits, of: [bio, art]}", "two units do not add up", "Ask for units"),
    ("{total: 8, unit: credit, of: [bio, chem]}", "'bio' gives credits", "Did you mean credits?"),
    ("{total: 3, unit: credits, of: [bio, talk]}", "'talk' gives no credits", "gives: {credits"),
    ("{total: 9, unit: credits, of: [bio, chem]}", "come to 7 at most", "Lower the total"),
    ("{total: 0, unit: credits, of: [bio]}", "must be more than 0", ""),
    ("{total: 3, unit: credits, of: [{any: [bio, chem]}]}", "counts steps", "at_least"),
    ("{total: 3, unit: credits, of: [bio, bio]}", "'bio' stands here 2 times", ""),
    ("{at_least: 1, of: {list: labz}}", "There is no list 'labz'.", "Did you mean labs?"),
    (
        "{at_least: 2, of: [bio, chem], counting: [{at_most: 2, of: [bio, chem]}]}",
        "Lets at most 2 count, and these come to 2 only.",
        "Lower it",
    ),
    (
        "{total: 4, unit: credits, of: [bio, chem], counting: [{at_most: 9, of: [chem]}]}",
        "Lets at most 9 credits count, and these come to 4 only.",
        "Lower it",
    ),
    (
        "{at_least: 2, of: [bio, chem], counting: [{at_most: 1, of: [bio, chem]}]}",
        "of all these 1 count at most",
        "let more count",
    ),
    (
        "{at_least: 2, of: [bio, chem], counting: [{at_most: 1, of: [biol]}]}",
        "'biol' does not count here",
        "Did you mean bio?",
    ),
    (
        "{at_least: 1, of: [bio, chem], counting: [{at_most: 0.5, of: [bio]}]}",
        "counted whole",
        "Write 1.",
    ),
    (
        "{at_least: 1, of: [bio, chem, art, talk], counting: "
        "[{at_most: 1, of: [bio, chem]}, {at_most: 1, of: [chem, art]}]}",
        "Two limits are on 'chem'.",
        "Leave it in one",
    ),
    ("{apart: true, all: [bio, {any: [bio]}]}", "when none counts twice", "Ask for less"),
    (
        "{apart: true, all: [bio, {any: [chem, {all: [bio]}]}]}",
        "must be a step, or so many",
        "Name steps",
    ),
    (
        "{apart: true, all: [{total: 3, unit: credits, of: [bio]}, {any: [chem]}]}",
        "count in two units: credits, steps",
        "the same unit",
    ),
    ("{apart: true, share_at_most: 1, all: [bio, chem]}", "and yet so much", "Leave one"),
    ("{step: bio, minimum: E}", "'E' is not a grade on a scale", "Known: A, B, C, D, F."),
    ("{step: bio, minimum: B, of: x}", "There is no key 'of' here", ""),
]


@pytest.mark.parametrize(("need", "said", "hint"), FAULTS)
def test_a_fault_says_where_what_and_how(need: str, said: str, hint: str) -> None:
    """What cannot be counted is one fault, on its line, with what to write instead."""
    with pytest.raises(InputError) as caught:
        read_pathway(text_of(need))
    fault = caught.value.faults[0]
    assert said in fault.message
    assert hint in fault.hint
    for each in caught.value.faults:
        assert (each.line, each.path.startswith("steps.goal.requires")) == (16, True)
        assert "Nobody can ever start" not in each.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gives: {units: 3}", "gives: 3", "This amount has no unit."),
        ("gives: {units: 3}", "gives: {units: -1}", "must be more than 0"),
        ("credits: 4}", "credits: 4, gives: {credits: 5}}", "It gives 5 credits"),
        ("title: Art,", "title: Art, scale: leters,", "There is no scale 'leters'."),
        ("letters: [F, D, C, B, A]", "letters: [F, D, F]", "each grade once"),
        ("letters: [F, D, C, B, A]", "letters: [F]", "at least two grades"),
        ("all-of-it: [bio,", "all-of-it: [bioo,", "There is no step 'bioo'."),
        ("all-of-it: [bio,", "all-of-it: [{all: {list: labs}},", "names another list"),
        ("all-of-it: [bio,", "all-of-it: [{all: {list: all-of-it}},", "names another list"),
    ],
)
def test_faults_of_steps_lists_and_scales(old: str, new: str, said: str) -> None:
    """Amounts without a unit, scales and lists that cannot be are named."""
    with pytest.raises(InputError) as caught:
        read_pathway(text_of("bio").replace(old, new))
    assert any(said in fault.message for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("sharing", "said"),
    [
        ("[{between: [one, two, goal]}]", "must name two steps"),
        ("[{between: [one, tow]}]", "There is no step 'tow'."),
        ("[{between: [one, talk]}]", "requires nothing"),
        ("[{between: [one, two]}]", "when so few count for both"),
    ],
)
def test_faults_of_sharing(sharing: str, said: str) -> None:
    """A limit on what two steps share that cannot be kept is a fault."""
    two = (
        "  one: {title: One, requires: {any: [bio]}}\n"
        "  two: {title: Two, requires: {at_least: 1, of: [bio]}}\n"
    )
    text = HEAD + two + GOAL.format(need="[one, two]") + SOURCES + f"sharing: {sharing}\n"
    with pytest.raises(InputError) as caught:
        read_pathway(text)
    assert any(said in fault.message for fault in caught.value.faults)


def test_a_grade_that_is_held_must_be_on_the_scale() -> None:
    """A held grade that cannot be compared is a fault that names the grades."""
    pathway = read_pathway(text_of("{step: bio, minimum: C}"))
    with pytest.raises(InputError, match="Known: A, B, C, D, F"):
        plan(pathway, Learner("2027-01-04", holds=[Held("bio", grade="Q")]))


def test_many_parts_that_hang_together_are_a_fault_and_no_hang() -> None:
    """Thirty parts that share all their steps are too many to work out, and that is said."""
    names = [f"s{n}" for n in range(40)]
    steps = "".join(f"  {name}: {{title: {name}}}\n" for name in names)
    parts = ", ".join(f"{{any: [{', '.join(names)}]}}" for _ in range(30))
    text = HEAD + steps + GOAL.format(need=f"{{apart: true, all: [{parts}]}}") + SOURCES
    with pytest.raises(InputError, match="cannot be worked out"):
        read_pathway(text)


def test_old_files_mean_what_they_meant() -> None:
    """A pathway without the new words is written without them."""
    pathway = read_pathway(text_of("{at_least: 1, of: [bio, talk]}"))
    need = pathway["goal"].requires
    assert need == AtLeast(1, ("bio", "talk"))
    assert json.loads(pathway_to_json(pathway))["steps"][-1]["requires"] == {
        "at_least": 1,
        "of": ["bio", "talk"],
    }
