"""Every rule with its code, and what is said of a place that breaks it.

A code stays for ever; one that is given up is not used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from attrs import frozen


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """It cannot be right: people would be misled."""
    WARNING = "warning"
    """It may be right, and somebody should say so or fix it."""


@frozen
class Finding:
    """One thing that a rule found.

    Attributes:
        code: The code of the rule, such as PP101; it never changes.
        severity: How bad it is.
        path: Where in the pathway, such as `steps.cpc.costs[0].amount`.
        message: What is wrong, in one plain sentence.
        help: What to do about it.
        file, line, column: Where in the files, counted from 1; empty and 0 when not known.
    """

    code: str
    severity: Severity
    path: str
    message: str
    help: str
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        start = f"{place}: " if place else ""
        where = f"{self.path}: " if self.path else ""
        return f"{start}{self.severity} {self.code}: {where}{self.message} {self.help}"


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@frozen
class Rule:
    """A rule of the linter.

    Attributes:
        code: Its code; PP0 the file, PP1 facts, PP2 steps, PP3 languages, PP4 offices, PP9 the
            linter itself.
        name: A short name for tools.
        severity: How bad a breach is.
        about: The rule in a sentence.
        help: What to do about a breach, where the finding says nothing better.
    """

    code: str
    name: str
    severity: Severity
    about: str
    help: str


_ALL = (
    Rule(
        "PP001", "faulty-file", _ERROR,
        "The file can be read, and nothing in it contradicts the format.",
        "See the reference of files.",
    ),
    Rule(
        "PP101", "unsourced-number", _WARNING,
        "Every number names its source.",
        "Name one in source, here or on the step.",
    ),
    Rule(
        "PP102", "stale-fact", _WARNING,
        "A price has a source of the last year, pay and outlook of the last two years, "
        "and other facts of the last three.",
        "Look it up anew, or write an exception that says why it still holds.",
    ),
    Rule(
        "PP103", "unused-source", _WARNING,
        "Every source is cited by something.",
        "Cite it, or take it out of sources.",
    ),
    Rule(
        "PP104", "secondary-source", _WARNING,
        "Where a primary source states one fact of a price, an exam or a renewal, it states all "
        "of that kind.",
        "Look for it on the primary page too.",
    ),
    Rule(
        "PP105", "unsourced-requirement", _WARNING,
        "Every requirement names its source.",
        "Name one in source, here or on the step.",
    ),
    Rule(
        "PP106", "exact-estimate", _WARNING,
        "An estimate is a range.",
        "Write the lowest and the highest that it may be.",
    ),
    Rule(
        "PP107", "weak-source", _WARNING,
        "A source on a host for previews, tests or anybody's pages is marked as weak.",
        "Find the page of whoever sets the fact, or write weak: true, which is printed.",
    ),
    Rule(
        "PP201", "dead-alternative", _WARNING,
        "No alternative is beaten by another in price, time, study hours and all it asks for.",
        "Say what is better about it, or take it out.",
    ),
    Rule(
        "PP202", "unneeded-step", _WARNING,
        "Every step is a destination, a credential, a license or a job, or leads to one.",
        "Require or recommend it somewhere, or add it to destinations.",
    ),
    Rule(
        "PP203", "impossible-requirement", _ERROR,
        "Somebody can meet every requirement and every choice in it.",
        "Check the states of these steps.",
    ),
    Rule(
        "PP204", "unknown-soc-code", _ERROR,
        "The id of an occupation is a SOC code.",
        "Write the code as the BLS does, such as 29-2072.",
    ),
    Rule(
        "PP205", "inconsistent-renewal", _ERROR,
        "The parts of a renewal agree with each other and with the body's totals.",
        "Correct one of the two.",
    ),
    Rule(
        "PP206", "implausible-number", _WARNING,
        "Numbers are in a range that is believed.",
        "Check the number and its unit.",
    ),
    Rule(
        "PP207", "long-title", _WARNING,
        "A title fits on a card: it has at most 70 letters.",
        "Shorten it; the rest can stand in summary.",
    ),
    Rule(
        "PP208", "intakes-are-over", _WARNING,
        "A step that starts on certain days only has one that is still to come.",
        "Add the next day, or a day of every year such as 09-01.",
    ),
    Rule(
        "PP209", "repeated-choice", _WARNING,
        "A requirement names each step once.",
        "Name another step, or take one of the two out.",
    ),
    Rule(
        "PP210", "unused-part", _WARNING,
        "Every stage, body and occupation is named by a step, and every fact by an estimate.",
        "Name it in a step, or take it out.",
    ),
    Rule(
        "PP211", "unknown-code", _ERROR,
        "Every code of a pathway or step stands in its list.",
        "Look it up in the list that it is of.",
    ),
    Rule(
        "PP301", "missing-translation", _WARNING,
        "Where a translation lies beside the pathway, it has every text.",
        "Run pathplanner dev translate and fill in what is new.",
    ),
    Rule(
        "PP401", "offer-of-no-step", _WARNING,
        "What an office knows is about a step of some bundled pathway.",
        "Name a step that the pathway has, or take it out.",
    ),
    Rule(
        "PP402", "old-offer", _WARNING,
        "Offers say when they were looked at, and it was within a year.",
        "Look it up again, and tell the day in `on`.",
    ),
    Rule(
        "PP901", "unused-exception", _WARNING,
        "Every exception excuses something.",
        "Take it out of exceptions.",
    ),
)  # fmt: skip

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _ALL})
"""Every rule by its code, in their order."""


def found(code: str, path: str, message: str, hint: str = "") -> Finding:
    """Return a finding of a rule, with the rule's own help where there is no better."""
    rule = RULES[code]
    return Finding(code, rule.severity, path, message, hint or rule.help)
