"""The language of each part of a page reaches its PDF."""

from __future__ import annotations

import io

import pikepdf
import pytest

import pathplanner as pp

pytestmark = pytest.mark.slow


def languages_of(data: bytes) -> list[str]:
    """Return the languages of the elements that say one of their own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert str(pdf.Root.Lang) == "es"
        return [
            str(one["/Lang"])
            for one in parts
            if one.get("/Type") == "/StructElem" and "/Lang" in one
        ]


@pytest.mark.parametrize(
    ("name", "foreign"), [("truck-driver-cdl-a", True), ("medical-biller-and-coder", False)]
)
def test_texts_of_a_pathway_that_nobody_translated_say_their_language(
    name: str, foreign: bool
) -> None:
    """Each title in another language is marked in the PDF, and the page says why, once."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=30)
    pathway = pp.load_pathway(name, "" if foreign else "es")
    plan = pp.plan(pathway, learner, pathway.destinations[0])
    found = languages_of(pp.render(plan, "pdf", language="es"))
    assert set(found) == ({"en"} if foreign else set())
    if foreign:
        # The title of a step stands on the map, in the timeline and on its card.
        assert len(found) >= 3 * len(plan.steps)
