"""Notes what became of each thing while documents are read; every rule has its code here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import define, field, frozen

from pathplanner.model.losses import Fate, Loss, LossReport, Place


@frozen
class Rule:
    """What a code stands for."""

    fate: Fate
    why: str


def _rules(fate: Fate, **rules: str) -> dict[str, Rule]:
    return {code: Rule(fate, why) for code, why in rules.items()}


RULES: Mapping[str, Rule] = MappingProxyType(
    _rules(
        Fate.TAKEN,
        CT001="Taken.",
        CT003="A suggestion where conditions give the order: taken as advice.",
        CT002="Pathplanner's own words, for what CTDL has no word for.",
    )
    | _rules(
        Fate.KEPT,
        CT101="A pathway file has no place for it.",
        CT102="Written into a note for people to read; no plan checks it.",
        CT103="Not on this pathway.",
        CT104="Not an ISO 8601 duration, so the length stays unknown.",
        CT105="Not an amount, so the price stays unknown.",
        CT106="In another currency than the pathway's, so it is not used.",
        CT108="What is said twice is used once.",
        CT109="Not a number of parts, so it is not used.",
        CT111="Texts in other languages than the pathway's.",
        CT112="A pathway says only that it is a credential, program or the like.",
        CT113="The condition is not in these documents, so what it asks for is not known.",
        CT115="It has no code of the list that would be looked up: SOC, O*NET or CIP.",
        CT114="What it names is not in these documents; name its file, too.",
        CT120="CTDL has no word for it, or says less: it stands in a text for pathplanner only.",
        CT121="Pathplanner's own words in it cannot be read, so they were not used.",
    )
    | _rules(
        Fate.GUESSED,
        CT201="An old or misspelt word, read and written as the word that CTDL has now.",
        CT202="This context was not fetched and is not known; CTDL's own stands in for it.",
        CT203="Words without a prefix, read as CTDL's where it has them.",
        CT204="Several documents in one file, read one after the other.",
        CT205="Without a required number all parts are asked for.",
        CT206="More parts are required than there are, so all are asked for.",
        CT207="Exactly one of several is read as at least one.",
        CT208="No condition says so: the parts below it are taken to come first, all of them.",
        CT209="Nothing else gives the order: what precedes is taken as required.",
        CT210="Nothing leads to the destination: all parts that nothing waits for come first.",
        CT211="The destination is not named, so it is taken from where the parts lead.",
        CT212="Not in these documents: a step stands in for it, and nothing is known of it.",
        CT213="It has no name, so one was made.",
        CT214="Not a class for the parts of a pathway: taken as the class that fits.",
        CT215="Counted in other units, or rounded.",
        CT216="Not a currency code, read as the one that it names.",
        CT217="No price or length is stated: unknown, which is not nothing.",
        CT218="Several pathways: one was chosen.",
        CT219="Said in several places: put together.",
        CT220="Found under an address that differs in its ce- only.",
        CT221="These wait for each other in a circle, so one link was taken out.",
        CT222="The envelope's signature was not checked.",
        CT223="The child is taken to come later: here the order runs to the destination.",
        CT224="More than one destination is named: both are taken.",
        CT225="There is no context: CTDL's own is used.",
        CT226="It is asked for in a way that says less than a condition, and is read as one.",
    )
    | _rules(
        Fate.LEFT_OUT,
        CT301="Nothing is in it.",
        CT302="A text stands where a thing should be described.",
        CT304="JSON-LD does not allow it here.",
        CT305="There is no pathway here that it could belong to.",
    )
)
"""What each code of the report means; the sentence of an entry may say more."""


@define
class Log:
    """Collects what became of things; one entry per code, word and reason."""

    _entries: dict[tuple[str, str, str], list[Place]] = field(factory=dict, init=False)
    _kept: dict[str, set[Place]] = field(factory=dict, init=False)

    def note(self, code: str, what: str, places: Place | Iterable[Place], why: str = "") -> None:
        """Note what became of a thing; `why` replaces the sentence of the rule."""
        entry = self._entries.setdefault((code, what, why or RULES[code].why), [])
        found = (places,) if isinstance(places, Place) else tuple(places)
        entry += found
        if RULES[code].fate is Fate.KEPT:
            self._kept.setdefault(what, set()).update(found)

    def is_kept(self, what: str, place: Place) -> bool:
        """Tell whether a thing was noted as one that a pathway cannot take."""
        return what in self._kept and place in self._kept[what]

    def report(self, kept: str = "") -> LossReport:
        """Return all entries, by code."""
        order = sorted(self._entries.items(), key=lambda entry: entry[0][0])
        losses = [
            Loss(code, RULES[code].fate, what, why, tuple(dict.fromkeys(places)))
            for (code, what, why), places in order
        ]
        return LossReport(tuple(losses), kept)
