"""What must hold for every bundled pathway: sourced, explained and readable."""

import attrs
import pytest
from tests.data.reading import is_number, parts, pathway

from pathplanner.formats.source import bundled_pathways
from pathplanner.model.quantity import Unknown
from pathplanner.model.source import Source

NAMES = bundled_pathways()
every = pytest.mark.parametrize("name", NAMES)


def test_there_are_some():
    """The pathways of the medical office are among them, and what they share is not."""
    office = {
        "medical-biller-and-coder",
        "medical-transcriptionist",
        "health-information-technician",
    }
    assert office <= set(NAMES)
    assert "health-common" not in NAMES


@every
def test_nothing_is_wrong_with_it(name):
    """It has no circle, no unknown id and no step out of reach."""
    assert pathway(name).faults == ()
    assert pathway(name).id == name


@every
def test_every_number_has_a_source(name):
    """No number stands without a page that states it."""
    numbers = {path: found for path, found in parts(name).items() if is_number(found[0])}
    assert len(numbers) > 20, "the walk no longer finds the numbers"
    assert [path for path, (_, sources) in numbers.items() if not sources] == []


@every
def test_every_step_occupation_body_and_change_has_a_source(name):
    """So do words."""
    one = pathway(name)
    told = (*one.steps, *one.occupations, *one.bodies, *one.news)
    assert [item for item in told if not item.source] == []


@every
def test_source_ids_all_exist_and_all_sources_are_used(name):
    """No source is cited that is not there, and none is there that is not cited."""
    known = {source.id for source in pathway(name).sources}
    own = {
        cited
        for value, _ in parts(name).values()
        if attrs.has(type(value)) and not isinstance(value, Source)
        for cited in getattr(value, "source", ())
    }
    assert own == known


@every
def test_source_pages_are_on_the_web(name):
    """Every source has an address, but for the user's own document."""
    one = pathway(name)
    bare = [source.id for source in one.sources if not source.url]
    assert set(bare) <= {"source-document-2019"}
    pages = [item.url for item in (*one.sources, *one.steps, *one.bodies) if item.url]
    assert [url for url in pages if not url.startswith(("https://", "http://"))] == []
    assert [url for url in pages if " " in url] == []


@every
def test_every_step_can_be_read(name):
    """A step says what it is, what proves it and where it stands, with a short title."""
    for step in pathway(name).steps:
        assert step.summary, step.id
        assert step.proof, step.id
        assert step.stage, step.id
        assert len(step.title) < 60, step.id


@every
def test_what_is_unknown_is_explained(name):
    """Near everything unknown stands a note that says why."""
    facts = parts(name)
    unknown = [path for path, (value, _) in facts.items() if isinstance(value, Unknown)]
    assert unknown, "the walk no longer finds what is unknown"
    for path in unknown:
        step = "/".join(path.split("/")[:2])
        holders = [path.rsplit("/", count)[0] for count in range(1, path.count("/"))]
        notes = [facts[f"{holder}/note"][0] for holder in holders if f"{holder}/note" in facts]
        assert any(notes), f"{path}: no note of it or of {step} says why"
