"""The abbreviations that this document really uses, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pathplanner.document.blocks import Fact, Facts, Section
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.shaping import texts_of
from pathplanner.document.words.messages import _

_WORD = re.compile(r"[A-Za-z][\w-]*\w")
_LONG_FIRST = re.compile(r"([^()]+) \(([A-Z][A-Za-z]*[A-Z](?:-[A-Z]+)?)\)")
_SHORT_FIRST = re.compile(r"([A-Z][A-Za-z]*[A-Z](?:-[A-Z]+)?) \(([^()]+)\)")
LONGEST = 12
"""What has more letters is not taken for an abbreviation."""


def glossary_section(facts: PlanFacts, sections: Iterable[Section]) -> Section | None:
    """Return the abbreviations in `sections`; those that nobody has explained are left out.

    What the pathway itself says goes before the general list.
    """
    used = {word for text in texts_of(tuple(sections)) for word in _WORD.findall(text)}
    known = general_terms() | dict(_stated(facts))
    items = [Fact(term, meaning) for term, meaning in known.items() if term in used]
    items.sort(key=lambda item: item.label.lower())
    return (
        Section("glossary", _("Short words explained"), (Facts(tuple(items), short=True),))
        if items
        else None
    )


def _stated(facts: PlanFacts) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that a title or a body's name explains, such as `AAPC (...)`."""
    pathway = facts.plan.pathway
    names = [body.name for body in pathway.bodies]
    names += [one.title for one in pathway.occupations]
    names += facts.plan.titles.values()
    for name in names:
        if found := _LONG_FIRST.fullmatch(name):
            long, short = found.groups()
        elif found := _SHORT_FIRST.fullmatch(name):
            short, long = found.groups()
        else:
            continue
        if len(short) <= LONGEST:
            yield short, long


def general_terms() -> dict[str, str]:
    """Return abbreviations with their meaning, in the language that is spoken now."""
    return {
        "AAPC": _("American Academy of Professional Coders: a professional body of coders"),
        "AHIMA": _("American Health Information Management Association: a professional body"),
        "BLS": _("in pay and jobs: Bureau of Labor Statistics; in training: Basic Life Support"),
        "CCA": _("Certified Coding Associate"),
        "CCS": _("Certified Coding Specialist"),
        "CDL": _("commercial driver's license"),
        "CEU": _("continuing education unit: a measure of learning that keeps a credential"),
        "CEUs": _("continuing education units: a measure of learning that keeps a credential"),
        "CMC": _("Certified Medical Coder"),
        "CNA": _("certified nursing assistant"),
        "CPB": _("Certified Professional Biller"),
        "CPC": _("Certified Professional Coder"),
        "CPR": _("cardiopulmonary resuscitation: first aid when a heart stops"),
        "CPT": _("Current Procedural Terminology: the codes for treatments"),
        "EHR": _("electronic health record"),
        "EMT": _("emergency medical technician"),
        "FAFSA": _("Free Application for Federal Student Aid: the form for federal money"),
        "GED": _("a test that counts like a high school diploma"),
        "HCPCS": _("Healthcare Common Procedure Coding System: codes for services and supplies"),
        "HIPAA": _("the federal law that keeps health records private"),
        "ICD": _("International Classification of Diseases: the codes for diagnoses"),
        "LPN": _("licensed practical nurse"),
        "NCLEX": _("National Council Licensure Examination: the exam for nurses"),
        "OSHA": _("Occupational Safety and Health Administration: rules for safe work"),
        "PMI": _("Practice Management Institute: a body that certifies medical office staff"),
        "Pell": _("the federal Pell Grant: money for study that is not paid back"),
        "RHIA": _("Registered Health Information Administrator"),
        "RHIT": _("Registered Health Information Technician"),
        "RN": _("registered nurse"),
        "SOC": _("Standard Occupational Classification: the government's list of jobs"),
        "WIOA": _("Workforce Innovation and Opportunity Act: the law behind workforce funds"),
    }
