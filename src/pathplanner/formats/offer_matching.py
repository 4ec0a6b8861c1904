"""Which step an offer of another list is of, and what became of each thing in the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define, field, frozen

from pathplanner.formats.tables import Value
from pathplanner.model.losses import Fate, Loss, LossReport, Place
from pathplanner.model.step import Step

RULES: Mapping[str, tuple[Fate, str]] = {
    "OF001": (Fate.TAKEN, "Taken."),
    "OF101": (Fate.LEFT_OUT, "No step has this code or name."),
    "OF102": (Fate.LEFT_OUT, "Several steps fit; name one with --match CODE=STEP."),
    "OF103": (Fate.LEFT_OUT, "It is not open any more, by its status."),
    "OF104": (Fate.LEFT_OUT, "It does not name its provider."),
    "OF105": (Fate.LEFT_OUT, "This is no amount of dollars, so no plan could count it."),
    "OF106": (Fate.LEFT_OUT, "This is no length or number of hours."),
    "OF107": (Fate.LEFT_OUT, "There is no such state."),
    "OF108": (Fate.LEFT_OUT, "It says what a row before it says."),
    "OF109": (Fate.LEFT_OUT, "A list of offers has no place for these columns."),
    "OF110": (Fate.LEFT_OUT, "This is no day, or may be one of two."),
    "OF111": (Fate.LEFT_OUT, "Jobs, licenses and memberships have no offers."),
    "OF201": (Fate.GUESSED, "This column was read as what its heading seems to say."),
    "OF202": (Fate.GUESSED, "A code without its point, or shortened by a spreadsheet, was mended."),
    "OF203": (Fate.GUESSED, "A price of 0 was taken as one that nobody told."),
    "OF204": (Fate.GUESSED, "Of several steps with this code the one that sounds most like it."),
    "OF205": (Fate.GUESSED, "The parts of the price do not add up to the whole; the whole counts."),
    "OF301": (Fate.LEFT_OUT, "Earnings that are withheld to protect people's privacy."),
    "OF302": (Fate.LEFT_OUT, "Earnings of the parent school, repeated on a branch."),
    "OF303": (Fate.GUESSED, "The figure of four years is that of one year, and is told as such."),
    "OF304": (Fate.LEFT_OUT, "Earnings of a program that nobody completed."),
}
"""What became of something, by its code."""

_LEVELS = (
    (4, re.compile(r"post.?bacc|after a degree")),
    (2, re.compile(r"associate|\ba\.?a\.?s\b")),
    (3, re.compile(r"bachelor|\bb\.?s\.?n?\b")),
    (5, re.compile(r"master|\bm\.?s\.?n?\b")),
    (6, re.compile(r"doctor")),
)


def level_of(text: str) -> int:
    """Return the level of a program by its name, as College Scorecard counts (CREDLEV)."""
    plain = text.casefold()
    return next((level for level, words in _LEVELS if words.search(plain)), 1)


@define
class Log:
    """Notes what became of each thing."""

    file: str
    found: dict[tuple[str, str], list[Place]] = field(factory=dict)

    def add(self, code: str, what: str, line: int, path: str = "") -> None:
        """Note what became of something in a line."""
        self.found.setdefault((code, what), []).append(Place(path, self.file, line))

    def report(self) -> LossReport:
        """Return what became of everything so far."""
        losses = [
            Loss(code, RULES[code][0], what, RULES[code][1], tuple(places))
            for (code, what), places in sorted(self.found.items())
        ]
        return LossReport(tuple(losses))


@frozen
class Ask:
    """What is to be made of a file.

    Attributes:
        steps: The steps that may have offers, by id.
        matches: Which step a code or a name means, where the user says it.
        on: The day on which the list was looked at, where its rows tell none.
        origin: What the offers are said to come from.
    """

    steps: Mapping[str, Step]
    matches: Mapping[str, str]
    on: date
    origin: str


def cip_of(text: str) -> tuple[str, bool]:
    """Return a CIP code with its point, and whether it had to be mended; empty if it is none."""
    plain = text.strip().strip("'\"")
    if re.fullmatch(r"\d{2}\.\d{4}", plain):
        return plain, False
    if re.fullmatch(r"\d{1,2}\.\d{1,4}", plain):
        # A spreadsheet takes 51.0710 for a number and drops its last zero, 01.0101 its first.
        first, _, rest = plain.partition(".")
        return f"{int(first):02}.{rest:0<4}", True
    if re.fullmatch(r"\d{5,6}", plain):
        number = f"{int(plain):06}"
        return f"{number[:2]}.{number[2:]}", True
    return "", False


@define
class Matcher:
    """Finds the step that an offer is of."""

    ask: Ask
    log: Log

    def step(self, code: str, name: str, level: int, line: int) -> str:
        """Return the id of the step; empty where there is none, which is written down."""
        ask = self.ask
        for key in (code, code[:5], name):
            if key and key in ask.matches:
                return ask.matches[key]
        fits = [
            step
            for step in ask.steps.values()
            if any(one.removeprefix("cip:").startswith(code) for one in step.codes if code)
            and level_of(step.title) == level
        ]
        what = f"CIP {code}" if code else name or "a program without a code"
        if not fits:
            self.log.add("OF101", what, line)
            return ""
        if len(fits) > 1:
            kinds = {one for step in fits for one in step.codes}
            if len(code) < len("51.0713") and len(kinds) > 1:
                self.log.add("OF102", f"{what}: {', '.join(step.id for step in fits)}", line)
                return ""
            self.log.add("OF204", f"{what} as {_nearest(fits, name).id}", line)
        return _nearest(fits, name).id


def _nearest(steps: Sequence[Step], name: str) -> Step:
    """Return the step whose title has most words of a name; of equals the first."""
    words = set(re.findall(r"[a-z]{4,}", name.casefold()))
    return max(steps, key=lambda s: len(words & set(re.findall(r"[a-z]{4,}", s.title.casefold()))))


def text_of(value: Value) -> str:
    """Return what stands in a cell as a text."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    # Spreadsheets keep a code as text by writing it as a formula: ="51.0713".
    found = re.fullmatch(r'="(.*)"', text)
    return found[1] if found else text
