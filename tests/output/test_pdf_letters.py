"""Letters on the page: drawn with the bundled typefaces, or refused by name."""

from __future__ import annotations

import io
import unicodedata

import pypdf
import pytest
from attrs import evolve
from tests.output import plans

from pathplanner.errors import InputError
from pathplanner.model.plan import Plan
from pathplanner.renderers import render
from pathplanner.renderers.html import tag
from pathplanner.renderers.typefaces import letters

DRAWN = {
    "Spanish": "Íñigo Núñez Ibáñez Güell",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết Đặng Quỳnh",
    "Polish": "Łukasz Żółć",
    "Turkish": "Gülşen Işık İnci",  # noqa: RUF001
    "Hawaiian": "Kamehameha Paʻahana Kūkū",  # noqa: RUF001
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Оксана Шевченко Їжакевич",
}
REFUSED = {
    "Arabic": "محمد",
    "Hebrew": "שרה",
    "Chinese": "李小龙",
    "Korean": "김민준",
    "Hindi": "प्रिया",
    "emoji": "Ana 😀",
}


def named(name: str) -> Plan:
    plan = plans.one_step()
    return evolve(plan, learner=evolve(plan.learner, name=name))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("language", DRAWN)
def test_a_name_is_drawn_with_bundled_letters(language: str, form: str) -> None:
    """The name can be read from the page, and only bundled typefaces are in the file."""
    name = DRAWN[language]
    data = render(named(unicodedata.normalize(form, name)), "pdf")
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = unicodedata.normalize("NFC", " ".join(reader.pages[0].extract_text().split()))
    assert f"Made for {name}" in text
    found = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert found <= {
        "Roadmap-Sans", "Roadmap-Sans-Bold", "More-Letters", "More-Letters-Bold",
    }, found  # fmt: skip


@pytest.mark.parametrize("language", REFUSED)
def test_a_name_that_cannot_be_drawn_is_refused(language: str) -> None:
    """The message tells each letter, that it is in the name, and what to do instead."""
    name = REFUSED[language]
    with pytest.raises(InputError) as error:
        render(named(name), "pdf")
    (fault,) = error.value.faults
    assert fault.path == "learner.name"
    for letter in set(name) - letters():
        assert f"{letter} (U+{ord(letter):04X})" in fault.message
    assert "checklist.md" in fault.hint
    assert ("right to left" in fault.message) == (language in ("Arabic", "Hebrew"))


def test_letters_elsewhere_are_refused_with_their_section() -> None:
    """Every text that cannot be drawn is told at once, by the section that it is in."""
    plan = plans.coder()
    first, *rest = plan.steps
    broken = evolve(
        plan,
        learner=evolve(plan.learner, name="李"),
        steps=(evolve(first, summary="Take it ⚒ now 李", note="再"), *rest),
    )
    with pytest.raises(InputError) as error:
        render(broken, "pdf")
    messages = [fault.message for fault in error.value.faults]
    assert len(messages) == 3, messages
    assert "李 (U+674E) in the name." in messages[0]
    assert "⚒ (U+2692) in 'Take it ⚒ now 李' (" in messages[1]
    assert "再 (U+518D)" in messages[2]


def test_accents_are_one_with_their_letters() -> None:
    """A letter and its accents, written apart, reach the page as one letter."""
    apart = unicodedata.normalize("NFD", DRAWN["Vietnamese"])
    assert tag("p", apart) == f"<p>{DRAWN['Vietnamese']}</p>" != f"<p>{apart}</p>"


def test_both_weights_have_the_same_letters() -> None:
    """What can be drawn at all can be drawn bold, and that is enough for these languages."""
    assert len(letters()) > 1200
    for name in DRAWN.values():
        assert not set(name) - letters()
