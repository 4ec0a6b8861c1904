"""Plans in Spanish: dates, numbers, money and the real command line."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from tests.cli.running import PATHWAY, START, invoke
from tests.output import plans

import pathplanner as pp
from pathplanner.document import (
    View,
    compose,
    format_date,
    format_duration,
    format_hours,
    format_money,
    speaking,
)
from pathplanner.document.words.wording import (
    format_about,
    format_month,
    format_partial_date,
    format_short_month,
    join_choices,
    join_words,
)
from pathplanner.model.quantity import Duration, Unit

DAY = date(2027, 1, 4)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("made", "english", "spanish"),
    [
        (lambda: format_date(DAY), "January 4, 2027", "4 de enero de 2027"),
        (lambda: format_month(DAY), "January 2027", "enero de 2027"),
        (lambda: format_short_month(DAY), "Jan 2027", "ene 2027"),
        (lambda: format_partial_date("2025-08"), "August 2025", "agosto de 2025"),
        (lambda: format_money(Decimal("1234.5")), "$1,234.50", "$1,234.50"),
        (lambda: format_money(Decimal(-20), "EUR"), "-EUR 20", "-EUR 20"),
        (lambda: format_hours(1), "1 hour", "1 hora"),
        (lambda: format_hours(Decimal("1.5")), "1.5 hours", "1.5 horas"),
        (lambda: format_hours(1200), "1,200 hours", "1,200 horas"),
        (lambda: format_about(700), "about 23 months", "unos 23 meses"),
        (lambda: format_duration(Duration.exactly(1, Unit.YEARS)), "1 year", "1 año"),
        (lambda: join_words(["a", "b", "c"]), "a, b and c", "a, b y c"),
    ],
)
def test_dates_numbers_and_lists(made: object, english: str, spanish: str) -> None:
    """Each language writes dates, numbers, money and lists in its own way."""
    assert callable(made)
    assert plain(made()) == english
    with speaking("es"):
        assert plain(made()) == spanish
    assert plain(made()) == english


@pytest.mark.parametrize(
    ("last", "joined", "chosen"),
    [
        ("ICD", "a e ICD", "a o ICD"),
        ("inglés", "a e inglés", "a o inglés"),
        ("historia", "a e historia", "a o historia"),
        ("(ida)", "a e (ida)", "a o (ida)"),
        ("hielo", "a y hielo", "a o hielo"),
        ("hiato", "a y hiato", "a o hiato"),
        ("HIM", "a y HIM", "a o HIM"),
        ("oficina", "a y oficina", "a u oficina"),
        ("otro empleo", "a y otro empleo", "a u otro empleo"),
        ("hospital", "a y hospital", "a u hospital"),
        ("8 semanas", "a y 8 semanas", "a u 8 semanas"),
        ("11 semanas", "a y 11 semanas", "a u 11 semanas"),
        ("110 semanas", "a y 110 semanas", "a o 110 semanas"),
        ("HOSA", "a y HOSA", "a o HOSA"),
        ("yeso", "a y yeso", "a o yeso"),
    ],
)
def test_a_conjunction_agrees_with_the_next_word(last: str, joined: str, chosen: str) -> None:
    """In Spanish `y` is `e` before the sound of i, and `o` is `u` before that of o."""
    assert (join_words(["a", last]), join_choices(["a", last])) == (f"a and {last}", f"a or {last}")
    with speaking("es"):
        assert (join_words(["a", last]), join_choices(["a", last])) == (joined, chosen)


def test_the_view_asks_for_a_language() -> None:
    """A view says which language the words are in; the texts of the plan stay."""
    document = compose(plans.coder(), View(language="es"))
    assert document.language == "es"
    assert document.kicker == "Plan de carrera"
    assert document.title == "Certified Professional Coder (CPC)"


def test_a_country_is_no_other_language() -> None:
    """Spanish of Mexico is asked for, and Spanish is spoken and said to be spoken."""
    assert compose(plans.coder(), View(language="es-MX")).language == "es"


@pytest.mark.parametrize(
    ("own", "tag", "kicker"),
    [
        ("es", "es", "Plan de carrera"),
        ("es-MX", "es-MX", "Plan de carrera"),
        ("en-GB", "en-GB", "Career roadmap"),
        ("fr", "en", "Career roadmap"),
        ("no tag!", "en", "Career roadmap"),
    ],
)
def test_a_pathway_has_a_language(own: str, tag: str, kicker: str) -> None:
    """A pathway's language is spoken if there are words in it, and else English."""
    plan = plans.coder()
    plan = attrs.evolve(plan, pathway=attrs.evolve(plan.pathway, language=own))
    document = compose(plan)
    assert (document.language, document.kicker) == (tag, kicker)


def test_an_unknown_language_is_refused() -> None:
    """Asking for words that nobody has written names the languages there are."""
    with pytest.raises(pp.InputError, match=r"language 'fr'\. Known: en, es\."):
        compose(plans.coder(), View(language="fr"))


def test_a_spanish_plan_through_the_command_line(place: Path) -> None:
    """--language es gives Spanish words, Spanish texts of the pathway and a Spanish tag."""
    done = invoke(
        "plan", PATHWAY, *START, "--goal", "cpc", "--hours", "12", "--language", "es",
        "-o", "plan.json", "-o", "lista.md", "-o", "plan.pdf",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    plan = pp.load_plan("plan.json")
    assert plan.pathway.language == "es"
    assert plan.pathway.title == "Facturación y codificación médica"
    text = Path("lista.md").read_text("utf-8")
    assert "## Sus pasos" in text
    assert "4 de enero de 2027" in text
    assert "Membresía de AAPC" in text
    from pypdf import PdfReader

    reader = PdfReader("plan.pdf")
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert "Su plan en una página" in plain(reader.pages[0].extract_text())
    assert pp.verify(plan, pp.load_pathway(PATHWAY, "es")) == ()


def test_the_summary_is_spanish_and_faults_are_english(place: Path) -> None:
    """What belongs to the plan is Spanish; what the command says for itself is English."""
    done = invoke("plan", PATHWAY, *START, "--goal", "cpc", "--language", "es")
    assert "Su plan en una página" in done.output
    assert "To print it" in done.output
    faulty = invoke("plan", PATHWAY, *START, "--goal", "nothing", "--language", "es")
    assert faulty.exit_code == 2
    assert "has no step 'nothing'" in faulty.output


def test_a_language_that_nobody_speaks(place: Path) -> None:
    """A language without words and translations is a fault of the call."""
    done = invoke("plan", PATHWAY, *START, "--language", "tlh")
    assert done.exit_code == 2
    assert "--language: There are no words in the language 'tlh'. Known: en, es." in done.output


def test_help_needs_no_babel() -> None:
    """`--help` starts fast: it does not import the library for dates and numbers."""
    code = "import sys; from pathplanner.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "sys.exit('babel' in sys.modules)"
    call = [sys.executable, "-c", code, "plan", "--help"]
    assert subprocess.run(call, capture_output=True, check=False).returncode == 0


def test_a_format_can_be_asked_for_spanish(place: Path) -> None:
    """-O language=es changes the words of the product and leaves those of the pathway."""
    done = invoke("plan", "small.yaml", *START, "-t", "checklist", "-O", "language=es")
    assert done.exit_code == 0, done.output
    assert "## Sus pasos" in done.output
    assert "A badge" in done.output


def test_careers_that_share_steps_are_planned_together_in_spanish(place: Path) -> None:
    """Pathways that share steps join in Spanish as they do in English."""
    done = invoke(
        "plan", PATHWAY, "--with", "health-information-technician", *START, "--goal", "cpc",
        "--have", "high-school-diploma", "--language", "es", "-t", "checklist",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Registros médicos" in done.output
    assert "Not translated" not in done.output
