"""What a country calls the parts that it is made of: states, provinces, cantons."""

from __future__ import annotations

import re

from pathplanner.document.words.language import current_language

_ENGLISH = {
    "CA": ("province", "provinces"),
    "DE": ("Land", "Länder"),
    "AT": ("Land", "Länder"),
    "CH": ("canton", "cantons"),
    "NL": ("province", "provinces"),
    "BE": ("province", "provinces"),
    "FR": ("region", "regions"),
    "IT": ("region", "regions"),
    "IE": ("county", "counties"),
    "PL": ("province", "provinces"),
    "CN": ("province", "provinces"),
    "KR": ("province", "provinces"),
    "PH": ("province", "provinces"),
    "JP": ("prefecture", "prefectures"),
}
_ELSEWHERE = {"en": ("state", "states"), "es": ("estado", "estados")}
_OTHER_SPANISH = ("estado o provincia", "estados o provincias")
_WITH_STATES = frozenset({"", "US", "MX", "AU", "BR", "IN", "MY", "NG", "VE"})


def in_own_words(text: str, country: str) -> str:
    """Return a text about a state with the word that its country has for one.

    Args:
        text: A text in the language that is spoken now, in which `state` means nothing else.
        country: ISO 3166 code of the country that the plan is for, or nothing.
    """
    spoken = current_language().tag
    if country in _WITH_STATES or spoken not in _ELSEWHERE:
        return text
    there = _ENGLISH.get(country) if spoken == "en" else _OTHER_SPANISH
    for usual, own in zip(_ELSEWHERE[spoken], there or (), strict=False):
        text = re.sub(rf"(?<!{{)\b{usual}\b", own, text)
        text = re.sub(rf"(?<!{{)\b{usual.capitalize()}\b", own[:1].upper() + own[1:], text)
    return text
