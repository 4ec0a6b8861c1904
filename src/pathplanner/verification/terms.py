"""Rule 19: what starts on the same day, in which terms, and how many credits are begun in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pathplanner.model.quantity import Estimate
from pathplanner.model.step import Step
from pathplanner.verification.case import Case, Times, corequisites


def apart(case: Case, times: Times) -> Iterator[tuple[str, str]]:
    """Yield the steps that should start on the same day and do not (rule 19)."""
    for name, (start, _) in times.items():
        for other in corequisites(case.requirement_of(name), strict=True):
            is_free = other in times and other not in case.begun and name not in case.begun
            if is_free and times[other][0] != start:
                yield name, other


def is_intake(case: Case, step: Step, day: date) -> bool:
    """Tell whether the step can start on `day` by its intakes (rules 6 and 19)."""
    intakes = step.intakes
    if intakes is None or day in intakes.dates:
        return True
    turn = intakes.every.likely if intakes.every else 1
    if intakes.from_ and (day.year < intakes.from_ or (day.year - intakes.from_) % turn):
        return False
    terms = [term for term in case.given.terms if term.id in intakes.terms]
    yearly = [*intakes.yearly, *(term.starts for term in terms if term.starts)]
    return any(each.in_year(day.year) == day for each in yearly) or any(
        day in term.dates for term in terms
    )


def term_called(case: Case, step: Step, start: date) -> str:
    """Return the title of the term that a step begins with; empty where it does with none."""
    named = step.intakes.terms if step.intakes else ()
    for term in case.given.terms:
        first = {*term.dates, *((term.starts.in_year(start.year),) if term.starts else ())}
        if term.id in named and start in first:
            return term.title or term.id
    return ""


def term_of(case: Case, day: date) -> date | None:
    """Return the first day of the term that a day is in; None before all terms (rule 19)."""
    before = bisect_right(case.term_days, day)
    return case.term_days[before - 1] if before else None


def crowded(case: Case, times: Times) -> Iterator[tuple[date, Fraction, Fraction]]:
    """Yield terms in which more credits are begun than may be, with both numbers (rule 19)."""
    school = case.given.credits_per_term
    limits = (None if school is None else school.likely, case.learner.credits_per_term)
    most = min((Fraction(one) for one in limits if one is not None), default=None)
    if most is None:
        return
    sums: dict[date, Fraction] = {}
    for name, (start, _) in times.items():
        credit, term = case.pathway.by_id[name].credits, term_of(case, start)
        if isinstance(credit, Estimate) and term is not None:
            sums[term] = sums.get(term, Fraction()) + Fraction(credit.likely)
    for term, count in sorted(sums.items()):
        if count > most:
            yield term, count, most


def end_of_terms(case: Case, number: int) -> date | None:
    """Return the first day of the term after the learner's first so many; None without one."""
    mine = case.term_days[bisect_left(case.term_days, case.first_day) :]
    return mine[number] if number < len(mine) else None
