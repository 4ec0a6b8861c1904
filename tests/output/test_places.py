"""What a page says to who lives where nobody looked up what licenses ask for."""

from __future__ import annotations

import pytest

import pathplanner as pp
from pathplanner.renderers import render


def told(state: str, pathway: str = "electrician") -> str:
    """Return the checklist of a plan for somebody who lives in a state, on one line."""
    who = pp.Learner(start="2027-01-04", holds=["high-school-diploma"], state=state)
    plan = pp.plan(pp.load_pathway(pathway), who)
    return " ".join(render(plan, "checklist").decode().split())


def test_who_lives_elsewhere_hears_what_is_missing_and_how_to_add_it() -> None:
    """The state is named, with those that are known and what would mend it."""
    page = told("US-GA")
    assert "ask for in Georgia was not looked up" in page
    assert "add Georgia in one short block" in page
    assert "Texas" in page


def test_who_names_no_state_is_asked_for_it() -> None:
    """Nothing of one state is taken to hold for a person who named none."""
    page = told("")
    assert "You named no state. What licenses cost" in page
    assert "Apprentice license (Texas)" not in page


@pytest.mark.parametrize("state", ["US-TX", "US-CA"])
def test_who_lives_in_a_known_state_hears_nothing_of_it(state: str) -> None:
    """What is known is simply used."""
    assert "was not looked up" not in told(state)
    assert "You named no state" not in told(state)


def test_a_pathway_that_is_the_same_everywhere_says_nothing() -> None:
    """Where no state is told of, none is asked for."""
    assert "licenses cost and ask" not in told("US-GA", "medical-biller-and-coder")
