"""All rules over one pathway, less what it excuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase

from attrs import evolve

from pathplanner.errors import did_you_mean
from pathplanner.linting.plausible import (
    implausible,
    inconsistent_renewals,
    long_titles,
    soc_codes,
    unknown_codes,
)
from pathplanner.linting.rules import RULES, Finding, found
from pathplanner.linting.sourcing import source_findings
from pathplanner.linting.structure import (
    dead_alternatives,
    impossible,
    intakes_over,
    repeated,
    unneeded,
    unused_parts,
)
from pathplanner.model.pathway import Exemption, Pathway
from pathplanner.model.translation import Translation, untranslated

Check = Callable[[Pathway, date], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    source_findings,
    dead_alternatives,
    unneeded,
    impossible,
    soc_codes,
    unknown_codes,
    inconsistent_renewals,
    implausible,
    long_titles,
    intakes_over,
    repeated,
    unused_parts,
)

_SHOWN = 50


def _same(path: str) -> str:
    return path


def lint(
    pathway: Pathway,
    today: date,
    *,
    translations: Sequence[Translation] = (),
    name: Callable[[str], str] = _same,
    is_own: Callable[[str], bool] = bool,
) -> tuple[Finding, ...]:
    """Return all that the rules find in a pathway, in the order of their codes.

    Args:
        pathway: One without faults; see `Pathway.faults`.
        today: The day from which the age of facts is counted.
        translations: Those that lie beside it.
        name: Turns a path of the model into the one that its file shows, such as
            `costs.exam` for `costs[0]`. Exceptions go by the latter.
        is_own: Tells whether a path belongs to the pathway's own file and was not lent to
            it. What was lent is not judged, except for its translation.
    """
    judged = [one for check in CHECKS for one in check(pathway, today) if is_own(one.path)]
    judged += _missing(pathway, translations)
    judged = [evolve(one, path=name(one.path)) for one in judged]
    used = [rule for rule in pathway.exceptions if any(_excuses(rule, one) for one in judged)]
    kept = [one for one in judged if not any(_excuses(rule, one) for rule in used)]
    kept += _unused(pathway, used)
    return tuple(sorted(kept, key=lambda one: one.code))


def _missing(pathway: Pathway, translations: Sequence[Translation]) -> Iterator[Finding]:
    for one in translations:
        for text, paths in untranslated(pathway, one).items():
            short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}..."
            yield found("PP301", paths[0], f"There is no {one.language} text for: {short}")


def _excuses(rule: Exemption, one: Finding) -> bool:
    """Tell whether an exception is for a finding: its place, or something inside it."""
    if rule.code != one.code:
        return False
    # A path has brackets, which are not a pattern here. fnmatch is fast however many stars.
    pattern = re.sub(r"[\[?]", r"[\g<0>]", rule.at)
    ends = [found.start() for found in re.finditer(r"[.\[]|$", one.path)]
    return any(fnmatchcase(one.path[:end], pattern) for end in ends)


def _unused(pathway: Pathway, used: Sequence[Exemption]) -> Iterator[Finding]:
    for place, rule in enumerate(pathway.exceptions):
        if rule not in used:
            where = f"exceptions[{place}]"
            if rule.code in RULES:
                yield found("PP901", where, f"There is no {rule.code} at {rule.at}.")
            else:
                said = f"There is no rule {rule.code}."
                yield found("PP901", where, said, did_you_mean(rule.code, RULES))
