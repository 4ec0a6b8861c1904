"""The page of `compare`: what others are told there, and its forms, codes and hostile words."""

from __future__ import annotations

import io
import re

import attrs
import pypdf
import pytest
from tests.cli.running import RENDERERS
from tests.output import plans
from tests.output.test_views import EMPLOYER_TOO, OTHERS, PRIVATE, private, told

from pathplanner.document import Audience
from pathplanner.model.plan import Plan
from pathplanner.renderers import can_compare, load_renderer, render_comparison
from pathplanner.testing import text_of

COMPARING = [name for name in RENDERERS if can_compare(load_renderer(name))]
NAME = "budget=7531.42, savings=8642.15, monthly=97.31, deadline=2030-01-31, state=US-TX"
"""What the command calls a plan after `--what-if`: it says what others are not told."""
HIDDEN = PRIVATE | {"circumstances": ("What you want to avoid", "Birth date", "No study")}
EMPLOYER_HIDDEN = EMPLOYER_TOO | {"circumstances": ("Finish by", "Money from others")}


def pair() -> tuple[tuple[str, Plan], tuple[str, Plan]]:
    """Return a plan of a person with no secrets, and one of theirs with many."""
    hidden = private()
    dearer = attrs.evolve(hidden.cost, out_of_pocket=hidden.cost.out_of_pocket + 333)
    return ("", plans.coder()), (NAME, attrs.evolve(hidden, cost=dearer))


def outputs(audience: Audience) -> dict[str, str]:
    """Return the words that each format has for an audience, and its bytes as they are."""
    found = {}
    for name in COMPARING:
        shown = pair()
        unnamed = (shown[0], ("", shown[1][1]))
        for plans_, mark in (
            (shown, ""), (shown[::-1], " turned"), (shown[1:], " alone"), (unnamed, " unnamed"),
        ):  # fmt: skip
            data = render_comparison(plans_, name, audience=audience)
            words = text_of(load_renderer(name).media_type, data)
            found[name + mark] = " ".join(words.split())
            found[f"{name}{mark} raw"] = data.decode("latin-1")
    return found


def test_the_person_is_told_everything() -> None:
    """What others are not told stands in the person's own copy, so it could be found."""
    found = outputs(Audience.PARTICIPANT)
    for name in COMPARING:
        assert {"savings", "monthly", "budget"} <= {*told(HIDDEN, found)[f"{name} unnamed"]}
        assert {"savings", "monthly", "budget", "circumstances"} <= {*told(HIDDEN, found)[name]}
        assert {"deadline", "state", "circumstances"} <= {*told(EMPLOYER_HIDDEN, found)[name]}
        assert re.search(r"\$\d", found[name])


@pytest.mark.parametrize("audience", OTHERS)
def test_private_things_are_in_no_byte_for_others(audience: Audience) -> None:
    """No copy for others has what `redact` leaves out, not even in what a plan is called."""
    found = outputs(audience)
    assert told(HIDDEN, found) == {name: [] for name in found}


def words_for(audience: Audience) -> dict[str, str]:
    return {name: words for name, words in outputs(audience).items() if not name.endswith("raw")}


def test_an_employer_is_told_no_price_and_nothing_of_funding() -> None:
    """An employer's copy has no price and no funding, deadline or state."""
    found = outputs(Audience.EMPLOYER)
    assert told(EMPLOYER_HIDDEN, found) == {name: [] for name in found}
    for name, text in words_for(Audience.EMPLOYER).items():
        assert "You finish on" in text, name
        assert not re.search(r"\$\s?\d|\bpay\b|price", text), name


def test_a_funder_is_told_what_is_paid() -> None:
    """A funder's copy has what the person pays and by how much it is different."""
    for name, text in words_for(Audience.FUNDER).items():
        assert "You pay" in text, name
        assert name.endswith("alone") or re.search(r"pay \$\d+ (more|less)", text), name


@pytest.mark.slow
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["en", "es"])
def test_forms_and_codes(audience: Audience, language: str) -> None:
    """With fields, codes and large print the page is a whole PDF with the same words."""
    usual = read(render_comparison(pair(), "pdf", audience=audience, language=language))
    for options in ({"form": "yes"}, {"qr": "yes"}, {"qr": "no"}, {"form": "yes", "qr": "yes"}):
        chosen = {**options, "audience": audience, "language": language}
        assert read(render_comparison(pair(), "pdf", **chosen)) == usual


def read(data: bytes) -> str:
    """Return the words of a PDF that holds no plan."""
    pdf = pypdf.PdfReader(io.BytesIO(data))
    assert not pdf.attachments
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
