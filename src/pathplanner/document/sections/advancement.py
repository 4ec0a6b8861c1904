"""What each step up pays, and who says so."""

from __future__ import annotations

from pathplanner.document.blocks import Column, Paragraph, Section, Table, Text
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.words.messages import _
from pathplanner.document.words.wording import format_date
from pathplanner.model.occupation import Pay
from pathplanner.model.planned import PlannedStep


def advancement(facts: PlanFacts) -> Section | None:
    """Return the pay of the jobs and credentials on the way, where a source states one."""
    rows = [row for step in facts.plan.steps if (row := _row(step, facts))]
    if not rows or facts.for_employer:
        return None
    columns = (
        Column(_("From"), 22),
        Column(_("With"), 30),
        Column(_("Pay a year"), 18, number=True),
        Column(_("Who says so"), 30),
    )
    words = _("Pay as the sources state it for those who hold each of these. Yours may differ.")
    table = Table(columns, tuple(rows))
    return Section("advancement", _("How you move up"), (Paragraph(words), table))


def _row(step: PlannedStep, facts: PlanFacts) -> tuple[str | Text, ...] | None:
    if step.pay:
        pay, sources, about = step.pay, step.pay.source or step.source, ""
    elif found := _of_occupation(step.occupation, facts):
        pay, sources = found.median, found.source
        about = ", ".join(filter(None, (_("the middle of all workers"), found.area, found.period)))
    else:
        return None
    publishers = [one.publisher for one in facts.plan.pathway.sources if one.id in sources]
    said = "; ".join(filter(None, (", ".join(dict.fromkeys(publishers)), about)))
    return (
        format_date(step.finish),
        step.title,
        facts.price(pay),
        facts.sourced(said, sources),
    )


def _of_occupation(code: str, facts: PlanFacts) -> Pay | None:
    return next((one.pay for one in facts.plan.pathway.occupations if one.id == code), None)
