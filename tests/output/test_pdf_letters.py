"""Letters on the page: drawn with the bundled typefaces, or refused by name."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from shutil import which
from subprocess import run

import docx
import pypdf
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from tests.output import plans

from pathplanner.errors import InputError
from pathplanner.model.plan import Plan
from pathplanner.renderers import render
from pathplanner.renderers.html import tag
from pathplanner.renderers.scripts import faces_for
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
ASKED = {
    "Arabic": "محمد علي",
    "Hebrew": "שרה כהן",
    "Chinese": "李小龙",
    "Japanese": "山田アヤコ",
    "Korean": "김민준",
    "Hindi": "प्रिया शर्मा",
    "Thai": "สมชาย ใจดี",
    "Khmer": "សុខា ចាន់ដារ៉ា",
}
COMMANDS = {
    "Arabic": ("Arabic", "scripts", "fonts-noto-core"),
    "Hebrew": ("Hebrew", "scripts", "fonts-noto-core"),
    "Chinese": ("Chinese", "cjk", "fonts-noto-cjk"),
    "Japanese": ("Japanese", "cjk", "fonts-noto-cjk"),
    "Korean": ("Korean", "cjk", "fonts-noto-cjk"),
    "Hindi": ("Devanagari", "scripts", "fonts-noto-core"),
    "Thai": ("Thai", "scripts", "fonts-noto-core"),
    "Khmer": ("Khmer", "scripts", "fonts-noto-core"),
}
"""What its letters are called, the extra and the package of Debian that draw them."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which no typeface is installed."""
    monkeypatch.setenv("PATHPLANNER_FONTS", str(tmp_path))


def installed(name: str) -> None:
    """Skip the test where no typeface with the letters of a name is installed."""
    if faces_for(set(name) - letters())[1]:
        pytest.skip("no typeface for it is installed")


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


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("format_", ["pdf", "typst"])
@pytest.mark.parametrize("language", ASKED)
def test_without_a_typeface_the_command_is_told(language: str, format_: str) -> None:
    """The message tells the script, each letter, that it is in the name, and what installs it."""
    with pytest.raises(InputError) as error:
        render(named(ASKED[language]), format_)
    (fault,) = error.value.faults
    script, extra, package = COMMANDS[language]
    assert fault.path == "learner.name"
    assert f"No typeface for {script} letters is installed" in fault.message
    for letter in list(dict.fromkeys(ASKED[language].replace(" ", "")))[:10]:
        assert f"{letter} (U+{ord(letter):04X})" in fault.message
    assert f'pip install "pathplanner[{extra}]"' in fault.hint
    assert f"apt-get install {package}" in fault.hint
    assert "checklist.md" in fault.hint


def test_what_is_no_letter_of_a_language_is_refused() -> None:
    """No command is told for a picture, as no typeface of letters has it."""
    with pytest.raises(InputError) as error:
        render(named("Ana 😀"), "pdf")
    (fault,) = error.value.faults
    assert "😀 (U+1F600) in the name" in fault.message
    assert "install" not in fault.hint
    assert "checklist.md" in fault.hint


@pytest.mark.parametrize("format_", ["pdf", "typst"])
@pytest.mark.parametrize("language", ASKED)
def test_every_name_is_drawn(language: str, format_: str) -> None:
    """Every letter has a glyph of a typeface that is inside the file, in both weights."""
    name = ASKED[language]
    installed(name)
    data = render(named(name), format_)
    assert data == render(named(name), format_)
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert set(name) - {" "} <= set(text), text[:200]


@pytest.mark.skipif(not which("pdftotext"), reason="Poppler is not installed")
@pytest.mark.parametrize("language", ASKED)
def test_a_name_can_be_copied(language: str, tmp_path: Path) -> None:
    """Another program reads the name letter by letter in the order in which it is spoken."""
    name = ASKED[language]
    installed(name)
    (tmp_path / "plan.pdf").write_bytes(render(named(name), "pdf"))
    command = ["pdftotext", "-l", "1", tmp_path / "plan.pdf", "-"]
    told = run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    # It says itself where the direction of the letters changes.
    plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", told)
    assert f"Made for {name}" in plain, plain[:200]


@pytest.mark.parametrize("language", ["Arabic", "Hebrew"])
def test_what_runs_from_right_to_left_is_marked(language: str) -> None:
    """Only the words that do are turned; a text that begins with them is turned as a whole."""
    name = ASKED[language]
    assert tag("p", f"Made for {name}, 3") == f'<p>Made for <span dir="rtl">{name}</span>, 3</p>'
    assert tag("p", f"{name} (CPC)") == f'<p dir="rtl"><span dir="rtl">{name} (CPC)</span></p>'
    assert tag("p", "Ana (CPC)") == "<p>Ana (CPC)</p>"


@pytest.mark.parametrize("language", ASKED)
def test_word_gets_every_name(language: str) -> None:
    """The Word file needs no typeface, and says which words run from right to left."""
    name = ASKED[language]
    word = docx.Document(io.BytesIO(render(named(name), "docx")))
    (said,) = (one for one in word.paragraphs if one.text == f"Made for {name}")
    turned = [run.text for run in said.runs if run._r.find(f".//{qn('w:rtl')}") is not None]
    assert turned == ([name] if language in ("Arabic", "Hebrew") else [])


@pytest.mark.usefixtures("bare")
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
    assert ["apt-get" in fault.hint for fault in error.value.faults] == [True, False, True]


def test_accents_are_one_with_their_letters() -> None:
    """A letter and its accents, written apart, reach the page as one letter."""
    apart = unicodedata.normalize("NFD", DRAWN["Vietnamese"])
    assert tag("p", apart) == f"<p>{DRAWN['Vietnamese']}</p>" != f"<p>{apart}</p>"


def test_both_weights_have_the_same_letters() -> None:
    """What can be drawn at all can be drawn bold, and that is enough for these languages."""
    assert len(letters()) > 1200
    for name in DRAWN.values():
        assert not set(name) - letters()
