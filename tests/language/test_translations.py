"""Translations of pathways: what they change, what they lack, and when they are stale."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from tests.cli.running import START, invoke
from tests.model.classes import classes_in

import pathplanner as pp
from pathplanner.formats.files import load_pathway
from pathplanner.formats.translations import (
    load_translation,
    read_translation,
    translation_behind,
    translation_file,
    translations_of,
)
from pathplanner.model.marks import Mark, fields_with
from pathplanner.model.pathway import Pathway
from pathplanner.model.plan import Plan
from pathplanner.model.translation import (
    Translation,
    join_translations,
    pathway_texts,
    translate,
    untranslated,
)

BUNDLED = "medical-biller-and-coder"
SPANISH = Translation(
    "es",
    {"Small": "Pequeña", "A course": "Un curso", "A badge": "Una insignia", "Learn": "Aprender"},
)
NO_TEXTS = {
    "id", "source", "url", "date", "language", "country", "currency", "body", "step", "steps",
    "states", "supersedes", "occupation", "counts_from", "holding", "goal", "opens", "needs",
    "discount", "funding", "varied", "facts", "credentials", "destinations", "publisher",
}  # fmt: skip
"""Names, addresses and references, which are the same in every language."""

THEIRS = {
    "Learner",
    "Held",
    "UnderWay",
    "Break",
    "Funding",
    "Override",
    "FundingShare",
    "Difference",
}
THEIRS |= {"Exemption", "Said", "OwnFact", "Foreign"}
"""What a person says, what changed, which is told anew, what is said to the linter, and what
nobody has translated."""


def write_po(folder: Path, name: str, texts: dict[str, str]) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    body = "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in texts.items())
    (folder / name).write_text(head + body, "utf-8")


def is_text(kind: Any) -> bool:
    if isinstance(kind, type):
        return issubclass(kind, str) and not issubclass(kind, Enum)
    return any(is_text(part) for part in get_args(kind))


@pytest.mark.parametrize("whole", [Pathway, Plan])
def test_every_field_is_a_text_or_none(whole: type) -> None:
    """For each field that holds a text it is decided whether it is translated."""
    for kind in classes_in(whole, set()):
        if kind.__name__ in THEIRS:
            continue
        for field in attrs.fields(kind):
            if is_text(field.type) and field.name not in NO_TEXTS:
                known = field.name in fields_with(Mark.PROSE, kind)
                exempt = (kind.__name__, field.name) in {("Source", "title"), ("Outlook", "period")}
                assert known or exempt, f"is {kind.__name__}.{field.name} a text to translate?"


def test_a_pathway_in_spanish() -> None:
    """All texts of the bundled pathway are Spanish; its ids, names and numbers stay."""
    english, spanish = load_pathway(BUNDLED), load_pathway(BUNDLED, "es")
    assert spanish.language == "es"
    assert spanish.by_id["cca"].summary != english.by_id["cca"].summary
    assert spanish.by_id["cpc"].title == "CPC (Certified Professional Coder)"
    assert [step.id for step in spanish.steps] == [step.id for step in english.steps]
    assert [step.costs for step in spanish.steps if not step.costs] == [
        step.costs for step in english.steps if not step.costs
    ]
    assert spanish.sources[0].title == english.sources[0].title
    assert spanish.faults == ()


def test_plans_do_not_depend_on_the_language() -> None:
    """The plan in Spanish is the plan in English, translated."""
    learner = pp.Learner("2027-01-04", hours_per_week=12, holds=["high-school-diploma"])
    found = load_translation(BUNDLED, "es")
    assert found is not None
    english = pp.plan(load_pathway(BUNDLED), learner, goal="ccs")
    assert translate(english, found) == pp.plan(load_pathway(BUNDLED, "es"), learner, goal="ccs")


def test_what_is_missing_is_listed_with_its_place(place: Path) -> None:
    """A text without a translation stays as it is and is named with its path."""
    pathway = load_pathway("small.yaml")
    assert untranslated(pathway, SPANISH) == {"A job": ("steps.job.title",)}
    spanish = translate(pathway, SPANISH)
    assert spanish.by_id["badge"].title == "Una insignia"
    assert spanish.by_id["badge"].stage == spanish.stages[0] == "Aprender"
    assert spanish.by_id["job"].title == "A job"


def test_a_changed_original_makes_its_translation_stale(place: Path) -> None:
    """After a change of the original its old translation is a proposal, and is not used."""
    pathway = load_pathway("small.yaml")
    write_po(place, "small.es.po", {"A course": "Un curso", "Gone": "Perdido"})
    source = place / "small.yaml"
    source.write_text(source.read_text().replace("A course", "A good course"))
    assert load_pathway("small.yaml", "es").by_id["course"].title == "A good course"
    old = (place / "small.es.po").read_bytes()
    new = translation_file(load_pathway("small.yaml"), "es", old)
    assert b'#, fuzzy\nmsgid "A good course"\nmsgstr "Un curso"' in new
    assert b"Gone" not in new
    assert read_translation(new, "es").texts == {}
    assert "A course" in pathway_texts(pathway)


def test_a_translation_file_is_stable(place: Path) -> None:
    """Bringing a translation up to date twice changes nothing the second time."""
    pathway = load_pathway("small.yaml")
    first = translation_file(pathway, "es")
    assert translation_file(pathway, "es", first) == first


def test_a_file_beside_the_pathway(place: Path) -> None:
    """`small.es.po` beside `small.yaml` is its translation, for es-MX as well."""
    write_po(place, "small.es.po", dict(SPANISH.texts))
    done = invoke("plan", "small.yaml", *START, "--language", "es-MX", "-o", "p.json")
    assert done.exit_code == 0, done.output
    assert "Not translated and still in 'en': 1 of 5 texts of small." in done.output
    plan = pp.load_plan("p.json")
    assert (plan.titles[plan.goal[0]], plan.pathway.language) == ("Una insignia", "es")


def test_without_a_translation_the_product_still_speaks(place: Path) -> None:
    """A pathway without Spanish texts gets Spanish words around its own, and says so."""
    done = invoke("plan", "small.yaml", *START, "--language", "es")
    assert "Sus pasos" in done.output
    assert "Not translated and still in 'en': 5 of 5 texts of small." in done.output
    with pytest.raises(pp.InputError, match=r"not translated into 'es'.*small\.es\.po"):
        load_pathway("small.yaml", "es")
    assert load_pathway("small.yaml", "en") == load_pathway("small.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"format: pathplanner/pathway/1\n", "not a translation in PO format"),
        (b"{}", "not a translation in PO format"),
        (b"msgid \x00", "control character"),
        (b'msgid "a\nmsgstr[5] "b"\n', None),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n', None),
    ],
)
def test_a_broken_translation_is_named(place: Path, text: bytes, says: str | None) -> None:
    """A file that is no translation is a fault with the name of the file, never a crash."""
    (place / "small.es.po").write_bytes(text)
    done = invoke("plan", "small.yaml", *START, "--language", "es")
    assert done.exit_code == (2 if says else 0), done.output
    if says:
        assert says in done.output
        assert "small.es.po" in done.output


@pytest.mark.parametrize("source", ["", ".", "/"])
def test_a_pathway_without_a_name_has_no_translation(source: str) -> None:
    """No file lies beside what is no file, and asking for one is no traceback."""
    assert (translation_behind(source, "es-MX"), load_translation(source, "es")) == ((), None)
    with pytest.raises(pp.InputError):
        load_pathway(source, "es")


def test_shared_steps_stay_shared(place: Path) -> None:
    """Two pathways with unlike translations of one step still have one step in Spanish."""
    text = (place / "small.yaml").read_text()
    other = text.replace("id: small", "id: other").replace("title: Small", "title: Other")
    (place / "other.yaml").write_text(other)
    write_po(place, "small.es.po", {"A course": "Un curso", "A badge": "Una insignia"})
    write_po(place, "other.es.po", {"A course": "Una clase", "A job": "Un empleo"})
    done = invoke(
        "plan", "small.yaml", "--with", "other.yaml", *START, "--language", "es", "-o", "p.json"
    )
    assert done.exit_code == 0, done.output
    plan = pp.load_plan("p.json")
    assert [step.title for step in plan.steps] == ["Un curso", "Una insignia"]
    joined = join_translations("es", [SPANISH, Translation("es", {"A course": "x", "B": "y"})])
    assert (joined.texts["A course"], joined.texts["B"]) == ("Un curso", "y")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("en", "es", "Ya no está en el plan: Un curso."),
        ("es", "en", "No longer in the plan: A course."),
    ],
)
def test_what_changed_is_told_in_one_language(
    place: Path, before: str, after: str, line: str
) -> None:
    """A plan that follows one in another language names the old steps in its own."""
    write_po(place, "small.es.po", {**SPANISH.texts, "A job": "Un empleo"})
    call = ("plan", "small.yaml", *START)
    invoke(*call, "--insist", "course", "--language", before, "-o", "old.json")
    done = invoke(
        *call, "--avoid", "course", "--language", after, "--previous", "old.json", "-t", "checklist"
    )
    assert done.exit_code == 0, done.output
    assert line in done.output


def test_a_new_price_is_found_in_another_language(place: Path) -> None:
    """A price that changed is told even when the older plan names it in another language."""
    source = place / "small.yaml"
    labelled = "costs: [{kind: tuition, amount: 100, label: Fee of the school}]"
    text = source.read_text().replace("costs: 100", labelled)
    source.write_text(text)
    write_po(place, "small.es.po", {**SPANISH.texts, "Fee of the school": "Cuota"})
    call = ("plan", "small.yaml", *START, "--insist", "course")
    assert invoke(*call, "-o", "old.json").exit_code == 0
    source.write_text(text.replace("amount: 100", "amount: 130"))
    done = invoke(*call, "--language", "es", "--previous", "old.json", "-t", "checklist")
    assert "Cuesta más: paso 1, “Un curso”; ahora $130, antes $100." in done.output
    assert "Su precio en los datos de la ruta cambió." in done.output


def test_the_command_starts_a_translation_and_brings_it_up_to_date(place: Path) -> None:
    """`translate` writes each text once, keeps what was translated, and counts the rest."""
    call = ("translate", "small.yaml", "es")
    assert "Wrote small.es.po: 5 of 5 texts to translate." in invoke(*call).output
    file = place / "small.es.po"
    file.write_text(file.read_text().replace('"A job"\nmsgstr ""', '"A job"\nmsgstr "Un empleo"'))
    assert "4 of 5 texts to translate" in invoke(*call).output
    assert 'msgid "A job"\nmsgstr "Un empleo"' in file.read_text()
    missing = invoke(*call, "--missing")
    assert "steps.course.title: A course\n" in missing.output
    assert "A job" not in missing.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("small.yaml", "../es"), "'../es' is not the tag of a language"),
        (("small.yaml", "en"), "small is in 'en' already"),
        ((BUNDLED, "es"), "a part of pathplanner"),
        (("small.yaml", "es", "-o", "small.yaml"), "not a translation in PO format"),
        (("none.yaml", "es"), "no such file"),
    ],
)
def test_the_command_refuses(place: Path, arguments: tuple[str, ...], says: str) -> None:
    """What cannot be translated is a fault, and nothing is written."""
    before = {path: path.read_bytes() for path in place.iterdir()}
    done = invoke("translate", *arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert {path: path.read_bytes() for path in place.iterdir()} == before


def test_the_translations_of_a_pathway_are_known(place: Path) -> None:
    """The languages of a pathway are those of the files beside it."""
    assert translations_of("small.yaml") == ()
    for name in ("small.es.po", "small.fr-CA.po", "small.po", "other.de.po", "small.es.yaml"):
        write_po(place, name, {})
    assert translations_of("small.yaml") == translations_of(place / "small.yaml") == ("es", "fr-CA")
    assert "es" in translations_of(BUNDLED)
    with pytest.raises(pp.InputError, match=r"into 'de'\. There is: es, fr-CA\."):
        load_pathway("small.yaml", "de")
