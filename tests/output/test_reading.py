"""How hard the words of a page are to read, and how well its marks stand out in grey."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

import pathplanner as pp
from pathplanner.document import Document, compose, texts_of

GRADE = 8
"""Years of school that a section may ask for, by Flesch and Kincaid."""

ENOUGH, SENTENCE = 60, 6
"""Words in a section, and in a line of it, below which there is nothing to measure."""

LISTS = {"glossary", "sources"}
"""Sections that are names and what they stand for."""

STANDS_OUT = 3.0
"""The contrast of a mark with what is beside it (WCAG 2.2, 1.4.11)."""

READABLE = 4.5
"""The contrast of a text with what is behind it (WCAG 2.2, 1.4.3)."""


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    spoken = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall("[aeiouy]{1,2}", re.sub("^y", "", spoken))))


def grade(text: str) -> float | None:
    """Return the grade of the sentences in a text; None where there are few."""
    lines = [line for line in text.split("\n") if len(line.split()) >= SENTENCE]
    sentences = [one for line in lines for one in re.split(r"[.!?]+(?:\s|$)", line) if one.strip()]
    words = re.findall(r"[A-Za-z][A-Za-z'\u2019]*", " ".join(lines))
    if len(words) < ENOUGH:
        return None
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def grades(document: Document, pathway: pp.Pathway) -> dict[str, float]:
    """Return the grade of each printed section, without names of steps, bodies and work."""
    names = {one.title for one in (*pathway.steps, *pathway.occupations)}
    names |= {body.name for body in pathway.bodies}
    named = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    found = {}
    for section in document.printed().sections:
        told = "\n".join(text for block in section.blocks for text in texts_of(block))
        told = named.sub("it", re.sub(r"https?://\S+", "it", told.replace("\u00a0", " ")))
        known = grade(re.sub(r"\b[A-Z][A-Z-]+\b", "it", told))
        if known is not None and section.id not in LISTS:
            found[section.id] = known
    return found


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("medical-biller-and-coder", "cpc"),
        ("registered-nurse", "nurse-practitioner-job"),
        ("electrician", "master-electrician"),
        ("truck-driver-cdl-a", "truck-driver-job"),
    ],
)
def test_no_section_asks_for_more_than_eight_years_of_school(name: str, goal: str) -> None:
    """Each section of a page can be read after eight grades, names left out."""
    pathway = pp.load_pathway(name)
    learner = pp.Learner(start="2027-01-04", hours_per_week=30, name="Maria Lopez")
    found = grades(compose(pp.plan(pathway, learner, goal)), pathway)
    assert len(found) >= 4
    assert {section: one for section, one in found.items() if one > GRADE} == {}


def test_the_measure_tells_plain_words_from_others() -> None:
    """Plain sentences have a low grade, and a sentence of an office has a high one."""
    plain = "You can go on with the next step when this one is done. Ask the school first. " * 5
    office = (
        "Notwithstanding the aforementioned eligibility determination, participants "
        "necessitating supplementary accommodation shall communicate accordingly with "
        "administrative representatives of the organization. "
    ) * 5
    plainest = grade(plain)
    assert plainest is not None
    assert plainest < GRADE / 2
    assert (grade(office) or 0) > 2 * GRADE


def rule(selector: str) -> str:
    """Return what the style sheet of the PDF says of a selector, in all places."""
    sheet = files("pathplanner_pdf").joinpath("style.css").read_text("utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    found = [said for names, said in blocks if selector in map(str.strip, names.split(","))]
    assert found, selector
    return ";".join(found)


def grey(colour: str) -> float:
    """Return how light a colour is on a grey print: its relative luminance."""
    whole = colour * 2 if len(colour) == 3 else colour
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    light = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""
    dark, light = sorted((grey(one), grey(other)))
    return (light + 0.05) / (dark + 0.05)


def colour(selector: str, key: str) -> str:
    """Return the colour that a rule gives to a property."""
    found = re.search(rf"(?:^|[;\s]){key}:[^;]*#([0-9a-f]{{3,6}})", rule(selector))
    assert found, (selector, key)
    return found[1]


@pytest.mark.parametrize(
    ("selector", "key"),
    [
        (".line", "background"), (".disc", "background"), (".disc.exit", "border"),
        (".disc.start", "border"), (".key-exit", "border"), (".bar", "border"),
        (".bar.critical", "background"), (".point", "background"), (".column", "border-top"),
        (".figure", "border-left"), (".box", "border"), (".rule", "border-bottom"),
        (".notice", "border"),
    ],
)  # fmt: skip
def test_every_mark_stands_out_from_the_page_in_grey(selector: str, key: str) -> None:
    """What is drawn is seen on white paper by how dark it is alone."""
    assert contrast(colour(selector, key), "fff") >= STANDS_OUT


def test_marks_beside_each_other_differ_in_grey() -> None:
    """A bar that must not be late differs from one that may; words on a mark can be read."""
    critical, spare = (colour(f".bar.{one}", "background") for one in ("critical", "spare"))
    assert contrast(critical, spare) >= STANDS_OUT
    assert contrast(colour(".column", "background"), colour(".column", "border-top")) >= STANDS_OUT
    for behind in (critical, colour(".disc", "background"), colour(".head", "background")):
        assert contrast("fff", behind) >= READABLE
    head = colour(".head", "background")
    for words in (".kicker", ".meta"):
        assert contrast(colour(words, "color"), head) >= READABLE


@pytest.mark.parametrize(
    "selector", ["body", "a", ".detail", ".mark", ".why", ".tick", ".card .label", ".rows th"]
)
def test_every_text_can_be_read_on_white_paper(selector: str) -> None:
    """No text is paler than WCAG allows."""
    assert contrast(colour(selector, "color"), "fff") >= READABLE
