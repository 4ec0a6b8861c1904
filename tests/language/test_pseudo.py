"""Every word that the product writes passes the catalogue: a made-up language shows it.

In that language every Latin letter of a message is a full-width one. So a Latin letter in
a document comes from the plan's data, or from a text that escaped.
"""

from __future__ import annotations

import gettext
import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import product
from typing import Any

import attrs
import pytest
from tests.output import plans

import pathplanner as pp
from pathplanner.document import Audience, Document, Variant, View, compose, compose_calendar
from pathplanner.document.words import language as languages_of
from pathplanner.model.difference import Cause, Difference, DifferenceKind
from pathplanner.model.learner import Break, Funding, Learner
from pathplanner.model.places import state_name
from pathplanner.model.plan import Plan
from pathplanner.renderers import render
from pathplanner.revision import _TOLD_ELSEWHERE

TAG = "qps"
WIDER = 0xFEE0
FIVE = Decimal(5)
PLACE = re.compile(r"(\{\w+\})")
PATTERN = re.compile(r"[MLdy,\s]+")
TWO_NAMES = re.compile(r"([^()]+) \(([^()]+)\)")
HOST = re.compile(r"https?://(?:www\.)?([^/]+)")
SHORT = re.compile(r"\b(?:[A-Z][A-Za-z-]*[A-Z]|Pell)\b")
NOT_READ = {"id", "key", "url", "language", "hash", "plan"}
MONTHS = {f"{date(2027, month, 1):{form}}" for month in range(1, 13) for form in ("%B", "%b")}
OF_BABEL = MONTHS | {"English"}
"""Words that Babel writes in the language of the reader."""


def wide(text: str) -> str:
    """Return a message with full-width letters; what is filled in stays as it is."""
    if PATTERN.fullmatch(text):
        return text  # of a date: Babel makes words of it
    parts = PLACE.split(text)
    return "".join(part if PLACE.fullmatch(part) else _wide(part) for part in parts)


def _wide(text: str) -> str:
    return re.sub("[A-Za-z]", lambda found: chr(ord(found[0]) + WIDER), text)


class Wide(gettext.NullTranslations):
    """A catalogue without an end."""

    def gettext(self, message: str) -> str:
        return wide(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return wide(one if n == 1 else many)


@pytest.fixture(autouse=True)
def _speak(monkeypatch: pytest.MonkeyPatch) -> None:
    load = languages_of._load
    found = languages_of.Language(TAG, Wide(), "en_US")
    monkeypatch.setattr(languages_of, "languages", lambda: ("en", "es", TAG))
    monkeypatch.setattr(languages_of, "_load", lambda name: found if name == TAG else load(name))


def texts_in(value: Any, skip: tuple[type, ...] = ()) -> Iterator[str]:
    """Yield every text in a value, at any depth."""
    if isinstance(value, (Enum, *skip)):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part, skip)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part, skip)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts_in(getattr(value, field.name), skip)


def read_in(value: Any) -> Iterator[str]:
    """Yield the texts of a document that somebody reads."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from read_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from read_in(part)
    elif attrs.has(type(value)) and not isinstance(value, Enum):
        for field in attrs.fields(type(value)):
            if field.name not in NOT_READ:
                yield from read_in(getattr(value, field.name))


def escaped(texts: Iterator[str], data: set[str]) -> list[str]:
    """Return the texts with a Latin letter that is not of the data."""
    known = sorted((text for text in data if re.search("[A-Za-z]", text)), key=len, reverse=True)
    found = []
    for text in texts:
        rest = PLACE.sub("", text)  # for a renderer to fill in
        for part in known:
            if part in rest:
                rest = re.sub(rf"{re.escape(part)}(?!'\w)", "", rest)  # not `pay` of `pay's`
        if re.search("[A-Za-z]", rest):
            found.append(text)
    return found


def data_of(plan: Plan, *more: Any) -> set[str]:
    """Return every text that the plan holds as data, and the words that Babel writes."""
    # The words of what changed are the names of our own fields, so they are no data.
    found = {text for part in (plan, *more) for text in texts_in(part, (Difference,))}
    found |= {text.strip() for text in found} | {text.rstrip(".") for text in found}
    # A step without a title is named by the words of its id, and the glossary takes titles
    # such as `AAPC (its full name)` apart.
    found |= {text.replace("-", " ") for text in found}
    pairs = [pair.groups() for text in found if (pair := TWO_NAMES.fullmatch(text))]
    found |= {name for pair in pairs for name in pair}
    found |= {word for text in found for word in SHORT.findall(text)}
    found |= {host[1] for text in found if (host := HOST.match(text))}
    # A state is kept by its code and has one name in all languages.
    found |= {state_name(text) for text in found}
    return {text for text in found if text} | OF_BABEL


@cache
def bundled() -> pp.Pathway:
    return pp.load_pathway("medical-biller-and-coder")


def person(**more: Any) -> Learner:
    given: dict[str, Any] = {"name": "Ana", "start": "2027-01-04", "hours_per_week": 9}
    return Learner(**given | {"holds": ["high-school-diploma"]} | more)


def rich() -> Plan:
    """A plan in which much is asked for, with futures."""
    learner = person(
        savings=300, monthly=250, budget=9000, deadline="2033-01-01", state="US-TX",
        birth_date="1999-05-05", breaks=[Break("2027-12-20", "2028-01-05")],
        avoid=["practicode"], insist=["medical-terminology"], recommended=True,
        funding=[Funding("Pell Grant", 2500, arrives="2027-03-01", status="awarded", note="Ask.")],
    )  # fmt: skip
    return pp.plan(bundled(), learner, goal="ccs", futures=50)


def no_way() -> Plan:
    """A deadline and a limit that cannot be kept."""
    learner = person(deadline="2027-02-01", budget=10, savings=0, state="US-TX")
    return pp.plan(bundled(), learner, goal="rhit")


def undecided() -> Plan:
    """A search that stopped at once."""
    return pp.plan(bundled(), person(), goal="rhia", effort=1)


def made_anew() -> Plan:
    """A plan after another one, with all its circumstances changed."""
    old = pp.plan(bundled(), person(), goal="cpc")
    learner = person(
        name="Bea", start="2027-02-01", hours_per_week=12, savings=5000, monthly=10, budget=9999,
        deadline="2034-01-01", prefer="cheapest", insist=["practicode"], avoid=["cpc-self-study"],
        birth_date="1999-05-05", breaks=[Break("2027-12-20", "2028-01-05")], state="US-TX",
        recommended=True, horizon_years=7, funding=[Funding("Grant", 5)],
    )  # fmt: skip
    return pp.revise(old, pp.plan(bundled(), learner, goal="ccs"))


def every_difference() -> Plan:
    """A plan with a difference of each kind and each cause."""
    day, other = date(2027, 5, 1), date(2027, 6, 1)
    found = [
        Difference(kind, "cpc", "", day, other, FIVE, FIVE, 1, 2, "CPC", "CPC", 31, tuple(Cause))
        for kind in DifferenceKind
        if kind is not DifferenceKind.CIRCUMSTANCE
    ]
    fields = [one.name for one in attrs.fields(Learner) if one.name not in _TOLD_ELSEWHERE]
    found += [Difference(DifferenceKind.CIRCUMSTANCE, field=name) for name in fields]
    return attrs.evolve(plans.coder(), version=2, differences=tuple(found))


def towards(goal: str) -> Callable[[], Plan]:
    return lambda: pp.plan(bundled(), person(), goal=goal)


SAMPLES: dict[str, Callable[[], Plan]] = {
    "coder": plans.coder,
    "one step": plans.one_step,
    "held goal": plans.held_goal,
    "impossible": plans.impossible,
    "rich": rich,
    "no way": no_way,
    "undecided": undecided,
    "made anew": made_anew,
    "every difference": every_difference,
    **{goal: towards(goal) for goal in ("cpb", "cmc", "rhia", "cca")},
}


@cache
def sample(name: str) -> tuple[Plan, set[str]]:
    """Return a plan and the texts that are its data, those of the plan before included."""
    plan = SAMPLES[name]()
    old = pp.plan(bundled(), person(), goal="cpc") if name == "made anew" else None
    return plan, data_of(plan, old)


def in_wide(plan: Plan) -> Document:
    return compose(plan, View(language=TAG))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_a_document_escapes(name: str) -> None:
    """In a made-up language every letter of a document is of that language or is data."""
    plan, data = sample(name)
    for variant, audience in product(Variant, Audience):
        document = compose(plan, View(TAG, variant, audience))
        assert document.language == TAG
        assert escaped(read_in(document), data) == []


@pytest.mark.parametrize("renderer", ["checklist", "text"])
@pytest.mark.parametrize("name", ["coder", "impossible", "rich", "made anew"])
def test_plain_formats_have_no_words_of_their_own(name: str, renderer: str) -> None:
    """A checklist and a plain text say nothing but their document."""
    plan, data = sample(name)
    spoken = attrs.evolve(plan, pathway=attrs.evolve(plan.pathway, language=TAG))
    text = render(spoken, renderer).decode()
    text = re.sub(r"https?://\S*", "", html.unescape(text.replace("\\", "")))
    spaced = {part.replace("\u00a0", " ") for part in data}
    # Lines are wrapped, so the words of a text are looked for one by one.
    words = {word for part in spaced for word in (*part.split(), part.split(",")[0])}
    assert escaped(iter(text.splitlines()), spaced | words) == []


@pytest.mark.parametrize("name", ["coder", "impossible", "rich"])
def test_the_calendar_has_no_words_of_its_own(name: str) -> None:
    """The entries of a calendar are in the language, too."""
    plan, data = sample(name)
    assert escaped(read_in(compose_calendar(plan, TAG)), data) == []


@pytest.mark.parametrize("name", ["coder", "impossible", "rich", "made anew"])
def test_the_printed_page_has_no_words_of_its_own(name: str) -> None:
    """The text of the page that becomes a PDF is that of its document."""
    from pathplanner_pdf.html import to_html

    plan, data = sample(name)
    page = to_html(in_wide(plan))
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<span class="one">([^<]*)</span>', r"\1", page)  # within a line of words
    page = re.sub(r'<a href="https://([^"]*)">\1</a>', "", page)  # an address in short
    said = re.findall(r'(?:alt|title|aria-label|content)="([^"]*)"', page)
    shown = re.sub(r"<[^>]*>", "\n", page).splitlines()
    texts = (html.unescape(text) for text in (*said, *shown))
    urls = re.compile(r"https?://\S+")
    assert escaped((urls.sub("", text) for text in texts), data) == []
