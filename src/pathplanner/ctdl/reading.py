"""CTDL documents to a pathway, with a report of what became of everything in them."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import define, frozen

from pathplanner.ctdl.documents import read_documents
from pathplanner.ctdl.expansion import Node, expand, inner, links, texts
from pathplanner.ctdl.extras import told_in, with_facts
from pathplanner.ctdl.keeping import STEPS, ids_in, keep
from pathplanner.ctdl.levels import Levels
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.modern import modernise
from pathplanner.ctdl.node_view import View
from pathplanner.ctdl.order import FINISH, Order, Ordered
from pathplanner.ctdl.profiles import currency_of, one_text
from pathplanner.ctdl.steps import SOC, SOURCE, Steps, codes_of, title_of
from pathplanner.ctdl.words import PATHWAY, PATHWAY_SET, name_of
from pathplanner.errors import Fault, InputError
from pathplanner.model.losses import LossReport
from pathplanner.model.occupation import Occupation
from pathplanner.model.pathway import Pathway
from pathplanner.model.source import Source


class NoPathway(InputError):
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
        follows_names: Whether the ids of all steps follow from their names.
    """

    pathway: Pathway
    address: str
    addresses: Mapping[str, str]
    language: str
    follows_names: bool


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
    # The nodes are gone before Python looks for garbage again.
    with _all_is_kept():
        return _read(sources, contexts or {}, pathway)


def _read(
    sources: tuple[str | bytes | Path, ...], contexts: Mapping[str, Any], wanted: str
) -> tuple[Pathway, LossReport]:
    log = Log()
    documents = [
        document
        for number, source in enumerate(sources, start=1)
        for document in read_documents(source, log, number)
    ]
    nodes = expand(documents, contexts, log)
    modernise(nodes, log)
    ids = ids_in(nodes) or told_in(nodes)
    found = interpret(nodes, log, wanted, ids)
    taken = with_facts(nodes, found.address, found.pathway, log)
    return taken, log.report(keep(nodes, found.addresses, found.address))


@contextmanager
def _all_is_kept() -> Iterator[None]:
    """Keep Python from looking for garbage: nodes are made by the 100,000, and all are used.

    A document of 5,000 parts is read in three quarters of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_kept(text: str) -> tuple[dict[str, Node], Reading]:
    """Return the nodes that were kept beside a pathway, and what they say as one.

    Raises:
        InputError: The text is not what was kept.
    """
    quiet = Log()
    nodes = expand(read_documents(text, quiet), {}, quiet)
    modernise(nodes, quiet)
    address = next((name for name, node in nodes.items() if STEPS in node), "")
    return nodes, interpret(nodes, quiet, address, ids_in(nodes))


def step_keys(kept: str) -> dict[str, set[str]]:
    """Return the addresses, CTIDs and codes of steps that were read from CTDL, by step id.

    Args:
        kept: What was kept beside the pathway; nothing is known without it.
    """
    if not kept:
        return {}
    nodes, reading = read_kept(kept)
    found = {}
    for step, name in reading.addresses.items():
        node = nodes.get(name, {})
        keys = {name, *(key for _, key in texts(node, "ceterms:ctid"))}
        for word in ("ceterms:proxyFor", "ceterms:sourceData"):
            for other in links(node, word):
                keys |= {other, *(key for _, key in texts(nodes.get(other, {}), "ceterms:ctid"))}
        for one in inner(nodes, node, "ceterms:identifier"):
            keys.update(key for _, key in texts(one, "ceterms:identifierValueCode"))
        found[step] = keys
    return found


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
    return _Reader(View(nodes, log), dict(ids or {})).read(wanted)


@define
class _Reader:
    """Reads one pathway out of nodes."""

    _view: View
    _ids: dict[str, str]

    def read(self, wanted: str) -> Reading:
        view = self._view
        top = self._choose(wanted)
        ordered = Order(view.nodes, top, self._members(top), view.log, view.used).work_out()
        title = view.text(top, "ceterms:name")
        if not title:
            view.log.note("CT213", PATHWAY, top["@place"])
            title = "Pathway"
        follows = self._name_steps(ordered, title)
        occupations = self._occupations(top)
        currency = currency_of(self._prices(), view.log)
        made = Steps(view, ordered, self._ids, title, currency, occupations)
        parts = [view.nodes[name] for name in ordered.parts if name in view.nodes]
        pathway = Pathway(
            id=_slug(title) or "pathway",
            title=title,
            steps=[made.step(name) for name in ordered.parts],
            destinations=tuple(self._ids[name] for name in ordered.destinations),
            summary=view.text(top, "ceterms:description"),
            stages=Levels(view).stages(parts),
            language=view.language or "en",
            currency=currency,
            occupations=tuple(occupations.values()),
            codes=codes_of(view, [top]),
            sources=(self._source(top, title),),
        )
        view.account(ordered.parts)
        addresses = {self._ids[name]: name for name in ordered.parts}
        return Reading(pathway, top["@id"], MappingProxyType(addresses), view.language, follows)

    def _choose(self, wanted: str) -> Node:
        found = self._view.pathways
        if not found:
            self._view.account()
            said = "There is no pathway in it (no ceterms:Pathway)."
            hint = "Give the document of a pathway; the report says what is in this one."
            raise NoPathway([Fault(said, hint=hint)], self._view.log.report())
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
            for node in self._view.nodes.values()
            if PATHWAY_SET in node["@type"]
            for name in links(node, "ceterms:hasPrimaryPathway")
        ]
        chosen: Node = next((node for node in found if node["@id"] in first), found[0])
        if len(found) > 1:
            name = one_text(chosen, "ceterms:name") or chosen["@id"]
            why = f"{len(found)} pathways: {name} was taken. Name another with --pathway."
            self._view.log.note("CT218", PATHWAY, [node["@place"] for node in found], why)
        return chosen

    def _members(self, top: Node) -> dict[str, None]:
        """Return the addresses of the parts of a pathway, in the order of the documents."""
        named = [
            *links(top, "ceterms:hasPart"),
            *links(top, "ceterms:hasDestinationComponent"),
        ]
        found = {name: None for name in named if name in self._view.nodes}
        for name in links(top, "ceterms:hasPart"):
            if name not in self._view.nodes:
                self._view.log.note("CT212", name, top["@place"])
                found[name] = None
        self._view.used.setdefault(id(top), set()).add("ceterms:hasPart")
        alone = len(self._view.pathways) == 1
        for name, node in self._view.nodes.items():
            if not any(kind.endswith("Component") for kind in node["@type"]):
                continue
            of = links(node, "ceterms:isPartOf")
            if top["@id"] in of:
                self._view.mark(node, "ceterms:isPartOf")
            if alone or top["@id"] in [*of, *links(node, "ceterms:isDestinationComponentOf")]:
                found[name] = None
        waiting = list(found)
        while waiting:
            part = self._view.nodes.get(waiting.pop())
            more = [one for one in self._next_to(part) if one not in found] if part else []
            found |= dict.fromkeys(more)
            waiting += more
        return found

    def _next_to(self, node: Node) -> Iterator[str]:
        """Yield the parts that a part names: those below it, and targets of conditions."""
        for name in links(node, "ceasn:hasChild"):
            if name in self._view.nodes:
                yield name
        waiting, seen = [node], set()
        while waiting:
            for one in inner(self._view.nodes, waiting.pop(), "ceterms:hasCondition"):
                if id(one) not in seen:
                    seen.add(id(one))
                    waiting.append(one)
                    targets = links(one, "ceterms:targetComponent")
                    yield from (name for name in targets if name in self._view.nodes)

    def _name_steps(self, ordered: Ordered, title: str) -> bool:
        """Give each part an id; return whether all ids are those that follow from the names."""
        natural: dict[str, str] = {}
        taken: set[str] = set()
        for name in ordered.parts:
            known = name in self._view.nodes
            called = title_of(self._view, name, title, ordered.destinations) if known else ""
            base = _slug(called or name_of(name)) or f"step-{len(taken) + 1}"
            if name.endswith(FINISH):
                base = "finish"
            natural[name] = _free(base, taken)
            taken.add(natural[name])
        if not self._ids:
            self._ids = natural
        taken = set(self._ids.values())
        for name in ordered.parts:
            if name not in self._ids:
                self._ids[name] = _free(natural[name], taken)
                taken.add(self._ids[name])
        return all(self._ids[name] == natural[name] for name in ordered.parts)

    def _prices(self) -> Iterator[Node]:
        for node in self._view.nodes.values():
            yield from inner(self._view.nodes, node, "ceterms:estimatedCost")

    def _occupations(self, top: Node) -> dict[str, Occupation]:
        found: dict[str, Occupation] = {}
        for node in self._view.nodes.values():
            if node is not top and "ceterms:JobComponent" not in node["@type"]:
                continue
            for one in inner(self._view.nodes, node, "ceterms:occupationType"):
                code = SOC.fullmatch(one_text(one, "ceterms:codedNotation"))
                if not code:
                    continue
                self._view.mark(node, "ceterms:occupationType")
                self._view.mark(one, "ceterms:codedNotation")
                title = self._view.text(one, "ceterms:targetNodeName")
                known = found.get(code[1])
                if known is None or (title and known.title == code[1]):
                    found[code[1]] = Occupation(code[1], title or code[1], source=SOURCE)
        return found

    def _source(self, top: Node, title: str) -> Source:
        owners = [
            one_text(self._view.nodes[name], "ceterms:name") if name in self._view.nodes else name
            for word in ("ceterms:ownedBy", "ceterms:offeredBy")
            for name in links(top, word)
        ]
        pages = links(top, "ceterms:subjectWebpage")
        self._view.mark(top, "ceterms:subjectWebpage", "ceterms:ownedBy")
        address = pages[0] if pages else top["@id"]
        url = address if address.startswith(("http://", "https://")) else ""
        publisher = next((one for one in owners if one), "") or "Not stated"
        note = "Read from a CTDL document; what it does not state is unknown."
        return Source(SOURCE, publisher, f"CTDL: {title}", url=url, note=note)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("+", " plus ")
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def _free(base: str, taken: set[str]) -> str:
    """Return an id that is not taken."""
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
