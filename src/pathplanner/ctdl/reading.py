"""CTDL documents to a pathway, with a report of what became of everything in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import define, evolve, field, frozen

from pathplanner.ctdl.documents import read_documents
from pathplanner.ctdl.expansion import Node, expand, inner, links, texts
from pathplanner.ctdl.facts import told_in, with_facts
from pathplanner.ctdl.keeping import ids_in, keep
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.modern import modernise
from pathplanner.ctdl.order import FINISH, Order, Ordered
from pathplanner.ctdl.profiles import (
    currency_of,
    one_text,
    read_costs,
    read_length,
    read_number,
    read_renewal,
)
from pathplanner.ctdl.words import (
    CREDENTIALS,
    PATHWAY,
    PATHWAY_SET,
    UNPREFIXED,
    name_of,
    short,
)
from pathplanner.errors import Fault, InputError
from pathplanner.model.losses import LossReport, Place
from pathplanner.model.occupation import Occupation
from pathplanner.model.pathway import Pathway
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import NOTHING, AllOf, Needs, Requirement
from pathplanner.model.source import Source
from pathplanner.model.step import Cost, CostKind, Kind, Recommendation, Step

SOURCE = "ctdl"
"""The id of the source that a pathway names for what was read."""

_KINDS = MappingProxyType(
    {
        "ceterms:AssessmentComponent": Kind.EXAM,
        "ceterms:CourseComponent": Kind.COURSE,
        "ceterms:CredentialComponent": Kind.CREDENTIAL,
        "ceterms:JobComponent": Kind.JOB,
        "ceterms:WorkExperienceComponent": Kind.EXPERIENCE,
    }
)
_CATEGORIES = MappingProxyType({"membership": Kind.MEMBERSHIP, "program": Kind.PROGRAM})
_PRICED = frozenset({Kind.COURSE, Kind.PROGRAM, Kind.CREDENTIAL, Kind.LICENSE, Kind.EXAM})
_LASTING = _PRICED | {Kind.DIPLOMA, Kind.EXPERIENCE}
_PROXIES = ("ceterms:proxyFor", "ceterms:sourceData", "ceterms:proxyForItems")
_SOC = re.compile(r"(\d\d-\d{4})(\.\d\d)?")


class NoPathway(InputError):  # noqa: N818 - it says it without "Error"
    """The documents were read, and no pathway is in them.

    Attributes:
        report: What is in them.
    """

    def __init__(self, faults: Iterable[Fault], report: LossReport) -> None:
        super().__init__(faults)
        self.report = report


@frozen
class Reading:
    """A pathway, and from where in the documents each of its steps comes.

    Attributes:
        pathway: What was taken.
        address: The address of the pathway's node.
        addresses: Those of the steps' nodes, by the id of the step.
        language: The tag of the texts that were taken.
    """

    pathway: Pathway
    address: str
    addresses: Mapping[str, str]
    language: str


def read_ctdl(
    *sources: str | bytes | Path, contexts: Mapping[str, Any] | None = None, pathway: str = ""
) -> tuple[Pathway, LossReport]:
    """Return the pathway in CTDL documents, and what became of everything in them.

    Args:
        sources: Texts or bytes that are documents themselves, or paths of files. What
            one names, such as a course with its price, may stand in another.
        contexts: JSON-LD contexts by their address, for those that are not CTDL's; under
            an empty address the one that stands in for all others. Nothing is fetched.
        pathway: The address, CTID or name of the pathway to take, where there are several.

    Returns:
        The pathway, and the report. `report.kept` is to be kept beside the pathway:
        `write_ctdl` needs it to write again all that was read.

    Raises:
        NoPathway: There is no pathway in them; the error has the report.
        InputError: They cannot be read; every fault is named with its place.
        MissingComponent: PyLD is not installed.
    """
    log = Log()
    documents = [
        document
        for number, source in enumerate(sources, start=1)
        for document in read_documents(source, log, number)
    ]
    nodes = expand(documents, contexts or {}, log)
    modernise(nodes, log)
    ids = ids_in(nodes) or told_in(nodes)
    found = interpret(nodes, log, pathway, ids)
    taken = with_facts(nodes, found.address, found.pathway, log)
    return taken, log.report(keep(nodes, found.addresses, found.address))


def interpret(
    nodes: dict[str, Node], log: Log, wanted: str = "", ids: Mapping[str, str] | None = None
) -> Reading:
    """Return what nodes say as a pathway.

    Args:
        nodes: By address, in today's words.
        log: Where it is noted what became of everything.
        wanted: The pathway to take; see `read_ctdl`.
        ids: Ids that steps have already, by address.

    Raises:
        NoPathway: None is there.
        InputError: A condition cannot be read.
    """
    reader = _Reader(nodes, log, dict(ids or {}))
    return reader.read(wanted)


@define
class _Reader:
    """Reads one pathway out of nodes."""

    _nodes: dict[str, Node]
    _log: Log
    _ids: dict[str, str]
    _used: dict[int, set[str]] = field(factory=dict, init=False)
    _language: str = field(default="", init=False)
    _currency: str = field(default="USD", init=False)
    _stages: dict[str, str] = field(factory=dict, init=False)
    _on_path: set[int] = field(factory=set, init=False)

    def read(self, wanted: str) -> Reading:
        top = self._choose(wanted)
        self._language = self._main_language()
        order = Order(self._nodes, top, self._members(top), self._log, self._used)
        ordered = order.work_out()
        self._currency = currency_of(self._prices(), self._log)
        title = self._text(top, "ceterms:name")
        if not title:
            self._log.note("CT213", PATHWAY, top["@place"])
            title = "Pathway"
        self._name_steps(ordered, title)
        self._stages = self._read_stages(ordered)
        occupations = self._occupations(top)
        steps = [self._step(name, ordered, title, occupations) for name in ordered.parts]
        address = top["@id"]
        pathway = Pathway(
            id=_slug(title) or "pathway",
            title=title,
            steps=steps,
            destinations=tuple(self._ids[name] for name in ordered.destinations),
            summary=self._text(top, "ceterms:description"),
            stages=tuple(dict.fromkeys(step.stage for step in self._by_stage(steps))),
            language=self._language or "en",
            currency=self._currency,
            occupations=tuple(occupations.values()),
            sources=(self._source(top, title),),
        )
        self._account()
        addresses = {self._ids[name]: name for name in ordered.parts}
        return Reading(pathway, address, MappingProxyType(addresses), self._language)

    # ------------------------------------------------------------ which pathway, which parts

    def _choose(self, wanted: str) -> Node:
        found = [node for node in self._nodes.values() if PATHWAY in node["@type"]]
        if not found:
            self._account()
            said = "There is no pathway in it (no ceterms:Pathway)."
            hint = "Give the document of a pathway; the report says what is in this one."
            raise NoPathway([Fault(said, hint=hint)], self._log.report())
        if wanted:
            for node in found:
                names = {node["@id"], *(text for word in ("ceterms:ctid", "ceterms:name")
                                        for _, text in texts(node, word))}  # fmt: skip
                if wanted in names:
                    return node
            known = ", ".join(one_text(node, "ceterms:name") or node["@id"] for node in found)
            raise InputError([Fault(f"There is no pathway {wanted!r}.", hint=f"Known: {known}.")])
        first = [
            name
            for node in self._nodes.values()
            if PATHWAY_SET in node["@type"]
            for name in links(node, "ceterms:hasPrimaryPathway")
        ]
        chosen = next((node for node in found if node["@id"] in first), found[0])
        if len(found) > 1:
            name = one_text(chosen, "ceterms:name") or chosen["@id"]
            why = f"{len(found)} pathways: {name} was taken. Name another with --pathway."
            self._log.note("CT218", PATHWAY, [node["@place"] for node in found], why)
        return chosen

    def _members(self, top: Node) -> dict[str, None]:
        """Return the addresses of the parts of a pathway, in the order of the documents."""
        named = [
            *links(top, "ceterms:hasPart"),
            *links(top, "ceterms:hasDestinationComponent"),
        ]
        found = {name: None for name in named if name in self._nodes}
        for name in links(top, "ceterms:hasPart"):
            if name not in self._nodes:
                self._log.note("CT212", name, top["@place"])
                found[name] = None
        self._used.setdefault(id(top), set()).add("ceterms:hasPart")
        alone = sum(PATHWAY in node["@type"] for node in self._nodes.values()) == 1
        for name, node in self._nodes.items():
            if not any(kind.endswith("Component") for kind in node["@type"]):
                continue
            of = links(node, "ceterms:isPartOf")
            if top["@id"] in of:
                self._mark(node, "ceterms:isPartOf")
            if alone or top["@id"] in [*of, *links(node, "ceterms:isDestinationComponentOf")]:
                found[name] = None
        waiting = list(found)
        while waiting:
            node = self._nodes.get(waiting.pop())
            more = [one for one in self._next_to(node) if one not in found] if node else []
            found |= dict.fromkeys(more)
            waiting += more
        return found

    def _next_to(self, node: Node) -> Iterator[str]:
        """Yield the parts that a part names: those below it, and targets of conditions."""
        for name in links(node, "ceasn:hasChild"):
            if name in self._nodes:
                yield name
        waiting, seen = [node], set()
        while waiting:
            for one in inner(self._nodes, waiting.pop(), "ceterms:hasCondition"):
                if id(one) not in seen:
                    seen.add(id(one))
                    waiting.append(one)
                    targets = links(one, "ceterms:targetComponent")
                    yield from (name for name in targets if name in self._nodes)

    # ------------------------------------------------------------ texts and names

    def _mark(self, node: Node, *words: str) -> None:
        self._used.setdefault(id(node), set()).update(words)

    def _main_language(self) -> str:
        found: Counter[str] = Counter()
        for node in self._nodes.values():
            found.update(tag for tag, _ in texts(node, "ceterms:name") if tag)
        most = max(found.values(), default=0)
        best = [tag for tag, count in found.items() if count == most]
        return next((tag for tag in best if tag.startswith("en")), best[0] if best else "")

    def _text(self, node: Node, word: str) -> str:
        """Return the text under a word in the pathway's language, or the nearest one."""
        found = texts(node, word)
        if not found:
            return ""
        self._mark(node, word)
        main = self._language.partition("-")[0]
        near = [
            [text for tag, text in found if tag == self._language],
            [text for tag, text in found if tag.partition("-")[0] == main],
            [text for tag, text in found if not tag],
            [text for _, text in found],
        ]
        best = next(ones for ones in near if ones)
        if any(text not in best for _, text in found):
            self._log.note("CT111", word, node["@place"])
        return best[0]

    def _title(self, name: str, node: Node | None, whole: str, goals: Iterable[str]) -> str:
        if node is None:
            if name.endswith(FINISH):
                return f"Finish: {whole}"
            return f"Not described in the document: {name}"
        title = self._text(node, "ceterms:name")
        if title:
            return title
        self._log.note("CT213", "ceterms:name", node["@place"])
        for resource in self._resources(node):
            title = self._text(resource, "ceterms:name")
            if title:
                return title
        return whole if name in goals else f"Unnamed: {name_of(name)}"

    def _name_steps(self, ordered: Ordered, title: str) -> None:
        """Give each part an id that follows from its name, and that no other has."""
        taken = set(self._ids.values())
        for name in ordered.parts:
            if name in self._ids:
                continue
            node = self._nodes.get(name)
            called = self._title(name, node, title, ordered.destinations) if node else ""
            base = _slug(called or name_of(name)) or f"step-{len(taken) + 1}"
            if name.endswith(FINISH):
                base = "finish"
            found, number = base, 1
            while found in taken:
                number += 1
                found = f"{base}-{number}"
            taken.add(found)
            self._ids[name] = found

    # ------------------------------------------------------------ one step

    def _step(
        self, name: str, ordered: Ordered, title: str, occupations: Mapping[str, Occupation]
    ) -> Step:
        node = self._nodes.get(name)
        called = self._title(name, node, title, ordered.destinations)
        requires = self._named(ordered.needs[name])
        advice = [Needs(self._ids[one]) for one in ordered.advice.get(name, ())]
        if node is None:
            unknown = UNKNOWN if not name.endswith(FINISH) else None
            return Step(self._ids[name], called, requires=requires, duration=unknown, source=SOURCE)
        resources = self._resources(node)
        self._on_path.update((id(node), *map(id, resources)))
        kind = self._kind(node, resources)
        whole = [node, *resources]
        span, hours, minutes = read_length(self._profiles(whole, "ceterms:estimatedDuration"), self._log)
        costs = read_costs(
            self._nodes, self._profiles(whole, "ceterms:estimatedCost"), self._currency, self._log
        )
        if not costs and kind in _PRICED:
            self._log.note("CT217", "ceterms:estimatedCost", node["@place"])
            costs = [Cost(CostKind.OTHER, UNKNOWN)]
        duration: Any = span
        if span is None and hours is None and kind in _LASTING:
            self._log.note("CT217", "ceterms:estimatedDuration", node["@place"])
            duration = UNKNOWN
        renewal = next((one for one in (read_renewal(self._nodes, resource, self._log)
                                        for resource in resources) if one), None)  # fmt: skip
        self._mark_profiles(resources)
        return Step(
            self._ids[name],
            called,
            kind=kind,
            summary=self._text(node, "ceterms:description"),
            stage=self._stage(node),
            requires=requires,
            recommends=tuple(Recommendation(one) for one in advice),
            duration=duration,
            study_hours=hours,
            costs=tuple(costs),
            renewal=renewal,
            minimum_age=self._age(resources),
            occupation=self._occupation(node, occupations),
            url=self._url(whole),
            note=self._note(node, resources, ordered.notes.get(name, ())),
            source=SOURCE,
        )

    def _named(self, requirement: Requirement) -> Requirement:
        """Return a requirement by the ids of steps."""
        if isinstance(requirement, Needs):
            return Needs(self._ids[requirement.step])
        return evolve(requirement, of=tuple(map(self._named, requirement.of)))

    def _resources(self, node: Node) -> list[Node]:
        """Return what a part stands for, where the documents describe it."""
        found: list[Node] = []
        for word in _PROXIES:
            for name in links(node, word):
                # Registry documents are named by /graph/, what is in them by /resources/.
                known = self._nodes.get(name) or self._nodes.get(
                    name.replace("/graph/", "/resources/")
                )
                if known is not None and known is not node and known not in found:
                    found.append(known)
                    self._mark(node, word)
        return found

    def _kind(self, node: Node, resources: list[Node]) -> Kind:
        category = self._text(node, "ceterms:componentCategory").lower()
        classes = [kind for one in resources for kind in one["@type"]]
        if category in _CATEGORIES:
            return _CATEGORIES[category]
        kinds = [kind for kind in node["@type"] if kind in _KINDS]
        kind = _KINDS[kinds[0]] if kinds else Kind.OTHER
        if kind is Kind.COURSE and "ceterms:LearningProgram" in classes:
            return Kind.PROGRAM
        if kind is not Kind.CREDENTIAL:
            return kind
        types = [short(one) for one in links(node, "ceterms:credentialType")] + classes
        self._mark(node, "ceterms:credentialType")
        for one in types:
            if one in CREDENTIALS:
                return Kind(CREDENTIALS[one])
            if one.endswith("Degree"):
                return Kind.PROGRAM
        return kind

    def _profiles(self, nodes: Iterable[Node], word: str) -> list[Node]:
        found = []
        for node in nodes:
            profiles = inner(self._nodes, node, word)
            if profiles:
                self._mark(node, word)
            found += profiles
        return found

    def _prices(self) -> Iterator[Node]:
        for node in self._nodes.values():
            yield from inner(self._nodes, node, "ceterms:estimatedCost")

    def _mark_profiles(self, resources: Iterable[Node]) -> None:
        for resource in resources:
            if not self._log.is_kept("ceterms:renewalFrequency", resource["@place"]):
                self._mark(resource, "ceterms:renewalFrequency", "ceterms:renewal")
            for word, words in _IN_PROFILES.items():
                for profile in inner(self._nodes, resource, word):
                    self._on_path.add(id(profile))
                    place = profile["@place"]
                    if any(self._log.is_kept(one, place) for one in (word, "ceterms:price")):
                        continue
                    self._mark(profile, *(one for one in words if not self._log.is_kept(one, place)))
                    for target in inner(self._nodes, profile, "ceterms:directCostType"):
                        self._mark(target, "ceterms:targetNode")
                    for value in inner(self._nodes, profile, "ceterms:creditValue"):
                        self._mark(value, "schema:value", "ceterms:creditUnitType")

    def _age(self, resources: Iterable[Node]) -> int | None:
        for resource in resources:
            for word in ("ceterms:requires", "ceterms:entryCondition"):
                for profile in inner(self._nodes, resource, word):
                    age = read_number(one_text(profile, "ceterms:minimumAge") or "-")
                    if age is not None and age <= 130:
                        self._mark(resource, word)
                        self._mark(profile, "ceterms:minimumAge")
                        return int(age)
        return None

    def _url(self, nodes: Iterable[Node]) -> str:
        for node in nodes:
            for address in links(node, "ceterms:subjectWebpage"):
                self._mark(node, "ceterms:subjectWebpage")
                return address
        return ""

    def _note(self, node: Node, resources: Iterable[Node], asked: Iterable[str]) -> str:
        said = [f"Also asked for, and not checked here: {one}." for one in asked]
        for one in (node, *resources):
            for value in inner(self._nodes, one, "ceterms:creditValue"):
                number = one_text(value, "schema:value")
                if number:
                    units = [name_of(unit) for unit in links(value, "ceterms:creditUnitType")]
                    unit = f" ({_spaced(units[0])})" if units else ""
                    said.append(f"Credits: {number.removesuffix('.0')}{unit}.")
                    self._log.note("CT102", "ceterms:creditValue", value["@place"])
                    self._mark(one, "ceterms:creditValue")
                    self._mark(value, "schema:value", "ceterms:creditUnitType")
        return " ".join(dict.fromkeys(said))

    # ------------------------------------------------------------ stages and occupations

    def _level(self, node: Node) -> Node | None:
        for word in ("asn:hasProgressionLevel", f"{UNPREFIXED}proficiencyLevel"):
            for value in node.get(word, ()):
                if "@place" in value:
                    return value
                name = value.get("@id", value.get("@value", ""))
                for other in (name, name.replace("/ce-", "/"), name.replace("/resources/", "/resources/ce-")):
                    if other in self._nodes:
                        if other != name:
                            self._log.note("CT220", "asn:hasProgressionLevel", node["@place"])
                        return self._nodes[other]
        return None

    def _read_stages(self, ordered: Ordered) -> dict[str, str]:
        """Return the names of the levels that parts are on, in their order."""
        levels = {}
        for name in ordered.parts:
            level = self._level(self._nodes[name]) if name in self._nodes else None
            if level is not None:
                levels.setdefault(self._level_name(level), level)
        after = {}
        for called, level in levels.items():
            then = [self._nodes[n] for n in links(level, "ceterms:precedes") if n in self._nodes]
            after[called] = [self._level_name(one) for one in then if one is not level]
        place = {called: self._rank(called, levels[called], after) for called in levels}
        return {name: name for name in sorted(levels, key=lambda name: place[name])}

    def _rank(self, called: str, level: Node, after: Mapping[str, list[str]]) -> tuple[int, int]:
        number = read_number(one_text(level, "ceterms:sequence") or "-")
        if number is not None:
            return int(number), 0
        seen: set[str] = {called}
        waiting = list(after.get(called, ()))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += after.get(name, ())
        return -len(seen), 0

    def _level_name(self, level: Node) -> str:
        return self._text(level, "skos:prefLabel") or self._text(level, "ceterms:name") or name_of(
            level.get("@id", "level")
        )

    def _stage(self, node: Node) -> str:
        level = self._level(node)
        if level is None:
            return ""
        self._mark(node, "asn:hasProgressionLevel", f"{UNPREFIXED}proficiencyLevel")
        self._mark(level, "skos:prefLabel", "ceterms:name", "ceterms:precedes", "ceterms:sequence")
        self._on_path.add(id(level))
        return self._level_name(level)

    def _by_stage(self, steps: list[Step]) -> list[Step]:
        order = list(self._stages)
        staged = [step for step in steps if step.stage]
        return sorted(staged, key=lambda step: order.index(step.stage))

    def _occupations(self, top: Node) -> dict[str, Occupation]:
        found: dict[str, Occupation] = {}
        for node in self._nodes.values():
            if node is not top and "ceterms:JobComponent" not in node["@type"]:
                continue
            for one in inner(self._nodes, node, "ceterms:occupationType"):
                code = _SOC.fullmatch(one_text(one, "ceterms:codedNotation"))
                if not code:
                    continue
                self._mark(node, "ceterms:occupationType")
                self._mark(one, "ceterms:codedNotation")
                title = self._text(one, "ceterms:targetNodeName")
                known = found.get(code[1])
                if known is None or (title and known.title == code[1]):
                    found[code[1]] = Occupation(code[1], title or code[1], source=SOURCE)
        return found

    def _occupation(self, node: Node, known: Mapping[str, Occupation]) -> str:
        for one in inner(self._nodes, node, "ceterms:occupationType"):
            code = _SOC.fullmatch(one_text(one, "ceterms:codedNotation"))
            if code and code[1] in known:
                return code[1]
        return ""

    def _source(self, top: Node, title: str) -> Source:
        owners = [
            one_text(self._nodes[name], "ceterms:name") if name in self._nodes else name
            for word in ("ceterms:ownedBy", "ceterms:offeredBy")
            for name in links(top, word)
        ]
        pages = links(top, "ceterms:subjectWebpage")
        self._mark(top, "ceterms:subjectWebpage", "ceterms:ownedBy")
        address = pages[0] if pages else top["@id"]
        url = address if address.startswith(("http://", "https://")) else ""
        publisher = next((one for one in owners if one), "") or "Not stated"
        note = "Read from a CTDL document; what it does not state is unknown."
        return Source(SOURCE, publisher, f"CTDL: {title}", url=url, note=note)

    # ------------------------------------------------------------ the account

    def _account(self) -> None:
        """Note of every word of every node what became of it."""
        seen: set[int] = set()
        for name, node in self._nodes.items():
            on_path = id(node) in self._on_path or name in self._ids or PATHWAY in node["@type"]
            self._account_of(node, seen, on_path=on_path or id(node) in self._used)

    def _account_of(self, node: Node, seen: set[int], *, on_path: bool) -> None:
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            used = self._used.get(id(one), set())
            for word, values in one.items():
                if word.startswith("@"):
                    continue
                code = "CT001" if word in used else "CT101" if on_path else "CT103"
                called = word.removeprefix(UNPREFIXED)
                self._log.note(code, called, _at(one["@place"], called))
                waiting += [value for value in values if "@place" in value]


_IN_PROFILES = {
    "ceterms:estimatedCost": (
        "ceterms:price", "ceterms:currency", "ceterms:description", "ceterms:directCostType",
    ),
    "ceterms:estimatedDuration": (
        "ceterms:exactDuration", "ceterms:minimumDuration", "ceterms:maximumDuration",
        "ceterms:timeRequired",
    ),
    "ceterms:renewal": ("ceterms:description", "ceterms:name", "ceterms:creditValue"),
}  # fmt: skip


def _at(place: Place, word: str) -> Place:
    path = f"{place.path}.{word}" if place.path else word
    return Place(path, place.file, place.line)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("+", " plus ")
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def _spaced(word: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()


__all__ = ["NoPathway", "Reading", "interpret", "read_ctdl"]
