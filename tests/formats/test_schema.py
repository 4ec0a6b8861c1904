"""The JSON Schemas fit the files that the readers take."""

from importlib import resources
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from pathplanner.errors import InputError
from pathplanner.formats import bundled_pathways, read_learner, read_pathway
from pathplanner.formats.schema import KINDS, Kind, schema_of, text_of

HEAD = "format: pathplanner/pathway/1\nid: d\ntitle: T\nsources: {x: {publisher: P, title: T}}\n"
STEP = HEAD + "steps:\n  a: {title: A}\n  c:\n    title: C\n    "
LEARNER = "format: pathplanner/learner/1\nstart: 2027-01-04\n"


class Loader(yaml.SafeLoader):
    """Reads YAML as editors do, which leave dates as texts."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        start: [pair for pair in pairs if not pair[0].endswith(("timestamp", "merge"))]
        for start, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def fits(kind: Kind, text: str) -> bool:
    tree: Any = yaml.load(text, Loader=Loader)  # noqa: S506
    return bool(jsonschema.Draft202012Validator(schema_of(kind)).is_valid(tree))


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_schemas_are_those_of_the_code(kind: Kind) -> None:
    """The shipped file is what `python -m pathplanner.formats.schema` writes."""
    file = resources.files("pathplanner").joinpath("schemas", f"{kind}.schema.json")
    assert file.read_text(encoding="utf-8") == text_of(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid(kind: Kind) -> None:
    """Each is a schema by the rules of draft 2020-12, with no loose ends."""
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))
    text = text_of(kind)
    for name in schema_of(kind)["$defs"]:
        assert f'"#/$defs/{name}"' in text


def test_fields_are_described() -> None:
    """What the model says of a field stands in the schema."""
    step = schema_of("pathway")["$defs"]["Step"]
    assert step["properties"]["waiting"]["description"].startswith("Time to wait")
    assert step["additionalProperties"] is False


@pytest.mark.parametrize("name", bundled_pathways())
def test_bundled_pathways_fit(name: str) -> None:
    """The bundled pathways fit their schema."""
    text = resources.files("pathplanner").joinpath("data", f"{name}.yaml").read_text("utf-8")
    tree: Any = yaml.load(text, Loader=Loader)  # noqa: S506
    jsonschema.Draft202012Validator(schema_of("pathway")).validate(tree)


GOOD_STEPS = [
    "study_hours: 222",
    "study_hours: 250-300",
    "study_hours: 250 to 300",
    "study_hours: {amount: 250-300, source: x, note: n}",
    "study_hours: {low: 1, likely: 2, high: 3}",
    "study_hours: {low: 1, high: 3, source: [x]}",
    "study_hours: unknown",
    "study_hours: {amount: unknown, note: n}",
    "duration: 16 weeks",
    "duration: 6-12 months",
    "duration: {span: 1 year, source: x}",
    "duration: {low: 1, high: 2, unit: days}",
    "duration: unknown",
    "requires: a",
    "requires: [a]",
    "requires: {any: [a, {all: [a]}]}",
    "requires: {at_least: 1, of: [a, [a]], note: n}",
    "recommends: a",
    "recommends: [a, {requirement: a, by: B}]",
    "recommends: {any: [a]}",
    "intakes: 09-01",
    "intakes: [2027-01-04, 09-01]",
    "intakes: {yearly: 09-01, apply_before: 6 weeks}",
    "costs: 425",
    "costs: unknown",
    "costs: {tuition: 3895, exam: {amount: 425, source: x}, fee: {low: 1, high: 2}}",
    "costs: [{kind: exam, amount: {amount: unknown, note: n}, discounts: {a: 5}}]",
    "costs: [{kind: exam, amount: 5, discounts: [{holding: a, price: 1-2}]}]",
    "dues: {amount: 222, every: 1 year}",
    "renewal: {every: 2 years, units: 36, fee: 5, discounts: {a: 1}}",
    "renewal: {every: 2 years, options: [{units: 36}, {title: T, fee: unknown}]}",
    "source: [x]",
]
GOOD_TOPS = [
    "news: Text\nsteps: {a: {title: A}}",
    "news: [Text, {text: T, source: x}]\nsteps: {a: {title: 2025}}",
    "stages: Work\ndestinations: a\nsteps: [{id: a, title: A}]",
    "bodies: {b: {name: B, unit_totals: [36, 40]}}\nsteps: {a: {title: A, body: b}}",
    "occupations: {29-2072: {title: T, pay: {median: 5}, settings: [{name: S, percent: 3}],"
    " outlook: {growth: -3}}}\nsteps: {a: {title: A}}",
]
GOOD_LEARNERS = [
    "holds: a",
    "applied: {a: 2026-01-01}",
    'applied: [{step: a, "on": 2026-01-01}]',
    "holds: [a, {step: b, since: 2020-01-01}]",
    "holds: {a: 2020-01-01, b: null}",
    "under_way: {a: 2026-01-01}",
    "under_way: [{step: a, begun: 2026-01-01}]",
    "failed: {a: 2026-01-01, b: [2026-01-01, 2026-02-01]}\ndropped: {c: 2026-01-01}",
    'failed: [{step: a, "on": 2026-01-01}]\ndropped: [{step: c, "on": 2026-01-01}]',
    "goal: a\navoid: [b]\nsavings: 12.5\nprefer: cheapest\nrecommended: true",
    "funding: [{name: P, amount: 5, covers: [tuition]}]\nbirth_date: null",
]
BAD_STEPS = [
    "study_hours: $5",
    "study_hours: -5",
    "study_hours: {amount: 5, low: 3}",
    "duration: 5",
    "duration: 1.5 years",
    "requires: {any: [a], all: [a]}",
    "requires: {at_least: 1}",
    "intakes: 13-01",
    "intakes: []",
    "costs: {exm: 5}",
    "costs: [5]",
    "renewal: {every: 2 years}",
    "renewal: {units: 5}",
    "kind: degre",
    "titel: X",
    "summary: null",
    "states: {a: b}",
    "minimum_age: old",
]


@pytest.mark.parametrize("lines", GOOD_STEPS)
def test_good_steps_fit(lines: str) -> None:
    """What the reader takes in a step, the schema takes."""
    read_pathway(STEP + lines)
    assert fits("pathway", STEP + lines)


@pytest.mark.parametrize("lines", GOOD_TOPS)
def test_good_pathways_fit(lines: str) -> None:
    """What the reader takes in a pathway, the schema takes."""
    read_pathway(HEAD + lines)
    assert fits("pathway", HEAD + lines)


@pytest.mark.parametrize("lines", GOOD_LEARNERS)
def test_good_learners_fit(lines: str) -> None:
    """What the reader takes in a learner, the schema takes."""
    read_learner(LEARNER + lines)
    assert fits("learner", LEARNER + lines)


@pytest.mark.parametrize("lines", BAD_STEPS)
def test_bad_steps_do_not_fit(lines: str) -> None:
    """What the reader refuses, the schema refuses."""
    with pytest.raises(InputError):
        read_pathway(STEP + lines)
    assert not fits("pathway", STEP + lines)


@pytest.mark.parametrize("lines", ["prefer: quick", "nope: 1", "breaks: 5", "recommended: 3"])
def test_bad_learners_do_not_fit(lines: str) -> None:
    """What the reader refuses, the schema refuses."""
    with pytest.raises(InputError):
        read_learner(LEARNER + lines)
    assert not fits("learner", LEARNER + lines)


@pytest.mark.parametrize("kind", KINDS)
def test_the_header_is_asked_for(kind: Kind) -> None:
    """A file without its first line does not fit."""
    assert not fits(kind, "id: d\ntitle: T\nsteps: {a: {title: A}}\n")
