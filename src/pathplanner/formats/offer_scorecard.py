"""Offers from College Scorecard's data by field of study.

They tell who teaches what and what its graduates earn: neither prices nor lengths. What they
earn is of the parent school, and withheld where few did; each figure is told with its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define

from pathplanner.errors import Fault, InputError
from pathplanner.formats.offer_matching import Ask, Log, Matcher, level_of, text_of
from pathplanner.formats.tables import open_table
from pathplanner.model.places import to_state

NEEDED = ("UNITID", "INSTNM", "CIPCODE", "CREDLEV")
"""Columns without which a file is not of this kind."""

_WITHHELD = frozenset({"ps", "privacysuppressed"})
_SUFFIXES = {"1": "1YR", "2": "2YR", "4": "4YR", "5": "5YR"}


def schools_of(files: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the schools of the file of institutions, by UNITID."""
    found: dict[str, dict[str, str]] = {}
    for file in files:
        rows = iter(open_table(file).rows())
        line, head = next(rows, (1, ()))
        names = [text_of(one) for one in head]
        missing = [name for name in ("UNITID", "CITY", "STABBR") if name not in names]
        if missing:
            said = f"The file of institutions has no column {missing[0]}."
            raise InputError([Fault(said, "", "Is it another file?", file, line)])
        for _, cells in rows:
            told = dict(zip(names, map(text_of, cells), strict=False))
            found[told.get("UNITID", "")] = told
    return found


@define
class Scorecard:
    """Reads rows of College Scorecard's data by field of study."""

    ask: Ask
    log: Log
    schools: Mapping[str, Mapping[str, str]]

    def offers(self, told: dict[str, str], line: int) -> Iterator[dict[str, str]]:
        """Yield the offer of a row, if there is a step for it."""
        if not told.get("INSTNM"):
            self.log.add("OF104", told.get("UNITID", "a row"), line)
            return
        code = told.get("CIPCODE", "")
        code = f"{int(code):04}" if code.isdigit() else ""
        level = int(told.get("CREDLEV", "0")) if told.get("CREDLEV", "").isdigit() else 0
        cip = f"{code[:2]}.{code[2:]}" if code else ""
        step = Matcher(self.ask, self.log).step(cip, "", level, line)
        if not step:
            return
        if step in self.ask.steps and level_of(self.ask.steps[step].title) != level:
            self.log.add("OF101", f"CIP {cip} at level {level}", line)
            return
        row = {
            "id": f"{told['UNITID']}-{code}-{level}",
            "step": step,
            "provider": told["INSTNM"],
            "from": self.ask.origin,
            "on": self.ask.on.isoformat(),
            "note": self._earnings(told, line),
        }
        school: Mapping[str, Any] = self.schools.get(told.get("UNITID", ""), {})
        try:
            if state := school.get("STABBR"):
                row["states"] = to_state(state).removeprefix("US-")
        except InputError:
            self.log.add("OF107", str(school["STABBR"]), line)
            return
        row["place"] = ", ".join(filter(None, (school.get("CITY"), school.get("STABBR"))))
        row["url"] = school.get("INSTURL", "")
        yield row

    def _earnings(self, told: dict[str, str], line: int) -> str:
        """Return what those earn who completed it, with the year; empty if nothing sure is told."""
        said = {
            years: told[name]
            for years, end in _SUFFIXES.items()
            for name in (f"EARN_MDN_{end}", f"EARN_MDN_HI_{end}")
            if name in told
        }
        if any(text.casefold() in _WITHHELD for text in said.values()):
            self.log.add("OF301", "EARN_MDN", line)
        known = {years: int(float(text)) for years, text in said.items()
                 if re.fullmatch(r"\d+(\.\d+)?", text)}  # fmt: skip
        if not known:
            return ""
        if told.get("MAIN", "1") in ("0", "0.0"):
            self.log.add("OF302", "EARN_MDN", line)
            return ""
        counts = [told.get("IPEDSCOUNT1", ""), told.get("IPEDSCOUNT2", "")]
        if not any(text not in ("", "0", "0.0") for text in counts):
            self.log.add("OF304", "EARN_MDN", line)
            return ""
        if "4" in known and known.get("1") == known["4"]:
            self.log.add("OF303", "EARN_MDN_4YR", line)
            del known["4"]
        years = max(known)
        after = "1 year" if years == "1" else f"{years} years"
        return f"Those who completed it earned ${known[years]:,} in the middle, {after} later."
