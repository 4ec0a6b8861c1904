"""Finds pathways and steps by plain words, and by codes of occupations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from pathplanner.model.codes import fits
from pathplanner.model.pathway import Pathway

SHORT = {
    "cdl": "commercial driver",
    "ged": "high school equivalent",
    "hit": "health information technician",
    "lpn": "licensed practical nurse",
    "np": "nurse practitioner",
    "rn": "registered nurse",
    "trucker": "truck driver",
}
"""What people call things in short, beside the short forms that titles state themselves."""

_CODE = re.compile(r"\d\d(-\d{0,4})?(\.\d{1,4})?")
_WORD = re.compile(r"[a-z0-9]+")
_PASSED_OVER = frozenset("a an and as become for how in job of or the to with".split())  # noqa: SIM905
_ENDINGS = ("ers", "ing", "er", "es", "s")


@frozen
class Hit:
    """One thing that was found.

    Attributes:
        pathway: The name of its pathway.
        id: The id of the step or occupation; empty for the pathway itself.
        title: What it is called.
        where: Where the words stand: `title`, `code` or `text`.
        weight: How well it fits; more is better.
        also: Other pathways that have the same step.
    """

    pathway: str
    id: str
    title: str
    where: str
    weight: int
    also: tuple[str, ...] = ()


@frozen
class Career:
    """What somebody names who names a career.

    Attributes:
        pathway: The name of a pathway.
        goal: One of its destinations; empty where the words name only the pathway.
        title: What that is called.
    """

    pathway: str
    goal: str
    title: str


def careers_named(pathways: Mapping[str, Pathway], words: str) -> tuple[Career, ...]:
    """Return the careers that words or a code name; several where they do not tell which.

    A goal of which they are the whole name (`medical coder` for "Work as a medical coder", or
    `EMT`) is meant before a pathway with them in its title, and that before a goal with them
    in its title.

    Args:
        pathways: By name.
        words: What a person types.
    """
    # Who says what they want to work as names the work.
    hits = search(pathways, re.sub(r"(?i)\bwork(ing)?\b", "", words))
    told = [hit for hit in hits if hit.where != "text"]
    homes = {hit.pathway for hit in told if not hit.id}
    whole = [one for one in _goals(pathways) if _is_named(words, one, pathways)]
    found = [one for one in whole if one.pathway in homes] or whole
    if not found:
        found = [Career(hit.pathway, "", hit.title) for hit in told if not hit.id]
    if not found:
        named = {hit.id for hit in told}
        jobs = {one: pathways[one.pathway].by_id[one.goal] for one in _goals(pathways)}
        found = [one for one, step in jobs.items() if named & {step.id, step.occupation}]
    return tuple(found)


def _goals(pathways: Mapping[str, Pathway]) -> Iterator[Career]:
    for name, pathway in pathways.items():
        for goal in pathway.destinations:
            yield Career(name, goal, pathway.by_id[goal].title)


def _is_named(words: str, career: Career, pathways: Mapping[str, Pathway]) -> bool:
    """Tell whether words are the whole name of a goal: its id, its title or a part of that."""
    step = pathways[career.pathway].by_id[career.goal]
    if words.strip().partition(".")[0] == step.occupation != "":
        return True
    names = (career.goal, *re.split(r"[()/]", step.title))
    return _core(words) in [core for core in map(_core, names) if core]


def _core(text: str) -> frozenset[str]:
    """Return what matters of a name: `Work as a medical coder` is that of a medical coder."""
    said = (part for word in _words(text) for part in SHORT.get(word, word).split())
    return frozenset(_stem(word) for word in said if word not in {*_PASSED_OVER, "work"})


def search(pathways: Mapping[str, Pathway], words: str) -> tuple[Hit, ...]:
    """Return what fits words such as `medical coder`, `GED` or `29-2072`, the best first.

    All words must be found, in any order; endings such as that of "coders" do not matter. A
    code finds occupations, the jobs of these, and their pathways, also by its beginning or in
    the longer form that O*NET has (`29-2072.00`). A CIP code such as 51.0713 finds what has it.

    Args:
        pathways: By name.
        words: What a person types.
    """
    code = words.strip()
    if _CODE.fullmatch(code):
        hits = [hit for name, one in pathways.items() for hit in _by_code(name, one, code)]
    else:
        wanted = [word for word in _words(words) if word not in _PASSED_OVER]
        hits = [hit for name, one in pathways.items() for hit in _by_words(name, one, wanted)]
    same: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        same.setdefault((hit.id or hit.pathway, hit.title), []).append(hit)
    best = (sorted(several, key=lambda hit: -hit.weight) for several in same.values())
    found = [
        evolve(first, also=tuple(sorted(hit.pathway for hit in rest))) for first, *rest in best
    ]
    return tuple(sorted(found, key=lambda hit: (-hit.weight, hit.pathway, hit.id)))


def _by_code(name: str, pathway: Pathway, code: str) -> Iterator[Hit]:
    soc = code.partition(".")[0] if "-" in code else code
    found = {one.id for one in pathway.occupations if one.id.startswith(soc)}
    if found or fits(pathway.codes, code):
        yield Hit(name, "", pathway.title, "code", 3)
    for occupation in pathway.occupations:
        if occupation.id in found:
            yield Hit(name, occupation.id, occupation.title, "code", 2)
    for step in pathway.steps:
        if step.occupation in found or fits(step.codes, code):
            yield Hit(name, step.id, step.title, "code", 1)


def _by_words(name: str, pathway: Pathway, wanted: list[str]) -> Iterator[Hit]:
    if not wanted:
        return
    is_goal = set(pathway.destinations)
    texts = [("", pathway.title, pathway.summary, 1)]
    texts += [(one.id, one.title, "", 0) for one in pathway.occupations]
    texts += [(s.id, s.title, s.summary, int(s.id in is_goal)) for s in pathway.steps]
    for found, title, summary, bonus in texts:
        names = _words(title) | _words(found)
        weight = _weight(wanted, names)
        if weight:
            yield Hit(name, found, title, "title", 100 + weight + 5 * bonus - len(_words(title)))
        elif _weight(wanted, names | _words(summary)):
            yield Hit(name, found, title, "text", 10 + 5 * bonus)


def _weight(wanted: list[str], names: set[str]) -> int:
    """Return how well all words are found; 0 when one is missing."""
    total = 0
    for word in wanted:
        if word in names:
            total += 20
            continue
        said = SHORT.get(word)
        if said and all(_found(part, names) for part in _WORD.findall(said)):
            total += 15
        elif _found(word, names):
            total += 10
        else:
            return 0
    return total


def _found(word: str, names: set[str]) -> bool:
    stem = _stem(word)
    return any(_stem(name) == stem or (len(word) > 3 and name.startswith(word)) for name in names)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e")


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return set(_WORD.findall(plain))
