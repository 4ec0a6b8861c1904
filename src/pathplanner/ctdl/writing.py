"""A pathway to a CTDL document, in the words of August 2026.

What was read from CTDL and is kept beside the pathway is written again; only what the pathway
says in another way than it was read is changed. What CTDL has no word for stands at the
pathway's node as one text under a word of our own, so that nothing is lost when it is read
again; other tools pass it over.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import define, evolve, field, fields, frozen

from pathplanner.ctdl.credits import constraint_of, credits_as_ctdl
from pathplanner.ctdl.expansion import Node, links
from pathplanner.ctdl.extras import facts_of
from pathplanner.ctdl.keeping import FACTS, STEPS, document_of, ids_value
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.reading import interpret, read_kept
from pathplanner.ctdl.resources import (
    age_as_ctdl,
    costs_as_ctdl,
    lengths_as_ctdl,
    link_values,
    not_taken,
    renewal_as_ctdl,
    text_value,
)
from pathplanner.ctdl.words import COMPONENTS, CONDITION, PATHWAY
from pathplanner.model.losses import LossReport, Place
from pathplanner.model.pathway import Pathway
from pathplanner.model.requirement import NOTHING, AllOf, Needs, Requirement, Total, Worked
from pathplanner.model.step import Kind, Step
from pathplanner.model.sums import Counted, plain

_NAMES = uuid.UUID("6f7c1c0e-5c0b-5d51-9b3f-2d6f7a0c9a4e")
"""The name space in which the identifiers of steps without a CTID are made."""

_CLASSES: Mapping[Kind, tuple[str, str, str]] = MappingProxyType(
    {
        Kind.DIPLOMA: ("CredentialComponent", "SecondarySchoolDiploma", "SecondarySchoolDiploma"),
        Kind.PROGRAM: ("BasicComponent", "Program", "LearningProgram"),
        Kind.COURSE: ("CourseComponent", "", "Course"),
        Kind.EXAM: ("AssessmentComponent", "", "AssessmentProfile"),
        Kind.CREDENTIAL: ("CredentialComponent", "Certification", "Certification"),
        Kind.LICENSE: ("CredentialComponent", "License", "License"),
        Kind.MEMBERSHIP: ("BasicComponent", "Membership", ""),
        Kind.EXPERIENCE: ("WorkExperienceComponent", "", ""),
        Kind.JOB: ("JobComponent", "", ""),
        Kind.OTHER: ("BasicComponent", "", ""),
    }
)
"""The class of a part, its type or category, and the class of what it stands for."""

_SOC = "Standard Occupational Classification"
_CIP = "Classification of Instructional Programs"
_RENEWED = ("Certification", "License", "SecondarySchoolDiploma")


@frozen
class _Base:
    """What the kept document says by itself."""

    pathway: Pathway | None
    address: str
    addresses: Mapping[str, str]
    language: str


def write_ctdl(pathway: Pathway, kept: str = "") -> tuple[str, LossReport]:
    """Return a pathway as a CTDL document, and what became of everything in it.

    Args:
        pathway: What to write.
        kept: What `read_ctdl` kept beside it; empty for a pathway that came from elsewhere.

    Raises:
        InputError: What was kept cannot be read.
        MissingComponent: PyLD is not installed.
    """
    nodes, base = _kept(kept)
    writer = _Writer(pathway, nodes, base)
    writer.write()
    log = writer.account()
    return document_of(nodes.values()), log.report()


def _kept(text: str) -> tuple[dict[str, Node], _Base]:
    if not text:
        return {}, _Base(None, "", {}, "")
    nodes, found = read_kept(text)
    return nodes, _Base(found.pathway, found.address, found.addresses, found.language)


def made_ctid(*names: str) -> str:
    """Return the CTID that always belongs to the same names.

    It is a hash (UUID version 5) with the version bits of a CTID, which must be 4.
    """
    # A text made by a program may hold half a character, which has no bytes.
    whole = "/".join(names).encode("utf-8", "backslashreplace").decode()
    digest = uuid.uuid5(_NAMES, whole).bytes
    return f"ce-{uuid.UUID(bytes=digest, version=4)}"


@define
class _Writer:
    """Puts a pathway into nodes."""

    _pathway: Pathway
    _nodes: dict[str, Node]
    _base: _Base
    _language: str = field(default="", init=False)
    _address: str = field(default="", init=False)
    _of: dict[str, str] = field(factory=dict, init=False)
    _levels: dict[str, str] = field(factory=dict, init=False)

    def write(self) -> None:
        """Write all that CTDL has words for."""
        pathway, base = self._pathway, self._base
        self._language = base.language or pathway.language
        self._address = base.address or _address(made_ctid(pathway.id))
        for step in pathway.steps:
            known = base.addresses.get(step.id)
            self._of[step.id] = known or _address(made_ctid(pathway.id, step.id))
        if base.pathway:
            for step_id, address in base.addresses.items():
                if step_id not in pathway.by_id:
                    self._nodes.pop(address, None)
        top = self._node(self._address, PATHWAY)
        self._write_pathway(top)
        self._write_levels(top)
        written = []
        for step in pathway.steps:
            old = base.pathway.by_id.get(step.id) if base.pathway else None
            address = self._of[step.id]
            if step == old and address not in self._nodes:
                continue  # It stands for what no document describes, and still does.
            written.append(address)
            self._write_step(step, old)
        self._write_parts(top, written)
        for node in list(self._nodes.values()):
            if COMPONENTS & set(node["@type"]) or node is top:
                _give_ctid(node)

    def account(self) -> Log:
        """Put what CTDL cannot say into words of our own; return what became of everything."""
        log = Log()
        top = self._nodes[self._address]
        top.pop(FACTS, None)
        top.pop(STEPS, None)
        ids = {address: step for step, address in self._of.items()}
        reading = interpret(self._nodes, Log(), self._address, ids)
        again = reading.pathway
        lost = list(_differences(self._pathway, again))
        for step in self._pathway.steps:
            for name in _said(step):
                path = f"steps.{step.id}.{name}"
                if path not in lost:
                    log.note("CT001", name, Place(path))
        for path in lost:
            log.note("CT120", path.rpartition(".")[2], Place(path))
        if lost:
            top[FACTS] = [{"@value": facts_of(self._pathway, again, self._of)}]
        elif not reading.follows_names:
            top[STEPS] = ids_value(self._of)
        return log

    def _node(self, address: str, kind: str) -> Node:
        if address not in self._nodes:
            self._nodes[address] = {"@id": address, "@type": [kind], "@place": Place(address)}
        return self._nodes[address]

    # ------------------------------------------------------------ the pathway

    def _write_pathway(self, top: Node) -> None:
        new, old = self._pathway, self._base.pathway
        if old is None or new.title != old.title:
            self._set_text(top, "ceterms:name", new.title)
        if new.summary and (old is None or new.summary != old.summary):
            self._set_text(top, "ceterms:description", new.summary)
        if old is None or new.destinations != old.destinations:
            goals = [self._of[goal] for goal in new.destinations]
            top["ceterms:hasDestinationComponent"] = link_values(goals)
            for step_id, address in self._of.items():
                node = self._nodes.get(address)
                if node is not None and step_id not in new.destinations:
                    node.pop("ceterms:isDestinationComponentOf", None)
        if old is None or new.occupations != old.occupations:
            top["ceterms:occupationType"] = [self._occupation(one.id) for one in new.occupations]
        if new.codes != (old.codes if old else ()):
            cips = [code[4:] for code in new.codes if code.startswith("cip:")]
            top["ceterms:instructionalProgramType"] = [_coded(one, _CIP) for one in cips]
        if old is None:
            pages = [source.url for source in new.sources if source.url]
            if len(new.sources) == 1 and pages:
                top["ceterms:subjectWebpage"] = link_values(pages)

    def _occupation(self, code: str) -> Node:
        title = next((one.title for one in self._pathway.occupations if one.id == code), code)
        return {**_coded(code, _SOC), "ceterms:targetNodeName": [text_value(title, self._language)]}

    def _write_levels(self, top: Node) -> None:
        """Write stages as the levels of a progression model, where they are not read from one."""
        new, old = self._pathway, self._base.pathway
        if (old and new.stages == old.stages) or not new.stages:
            return
        model = _address(made_ctid(new.id, "stages"))
        names = [_address(made_ctid(new.id, "stage", stage)) for stage in new.stages]
        self._levels = dict(zip(new.stages, names, strict=True))
        node = self._node(model, "asn:ProgressionModel")
        node["ceasn:name"] = [text_value(f"Stages of: {new.title}", self._language)]
        node["skos:hasTopConcept"] = link_values(names)
        for place, (stage, name) in enumerate(zip(new.stages, names, strict=True)):
            level = self._node(name, "asn:ProgressionLevel")
            level["skos:prefLabel"] = [text_value(stage, self._language)]
            level["skos:inScheme"] = level["skos:topConceptOf"] = link_values([model])
            if place + 1 < len(names):
                level["ceterms:precedes"] = link_values([names[place + 1]])
        top["asn:hasProgressionModel"] = link_values([model])

    def _write_parts(self, top: Node, written: list[str]) -> None:
        old = self._base.pathway
        same = old is not None and {step.id for step in old.steps} == set(self._of)
        if not same:
            top["ceterms:hasPart"] = link_values(written)
            for name in written:
                part = self._nodes[name].setdefault("ceterms:isPartOf", [])
                if {"@id": self._address} not in part:
                    part.append({"@id": self._address})
        if old is None or old.destinations != self._pathway.destinations:
            for goal in self._pathway.destinations:
                node = self._nodes.get(self._of[goal])
                if node is not None:
                    node["ceterms:isDestinationComponentOf"] = link_values([self._address])

    # ------------------------------------------------------------ a step

    def _write_step(self, step: Step, old: Step | None) -> None:
        class_, kind, _ = _CLASSES[step.kind]
        node = self._node(self._of[step.id], f"ceterms:{class_}")
        if old is None or old.kind is not step.kind:
            self._write_kind(node, class_, kind)
        if old is None or old.title != step.title:
            self._set_text(node, "ceterms:name", step.title)
        if old is None or old.summary != step.summary:
            self._set_text(node, "ceterms:description", step.summary)
        for word, values in self._links_of(step, old).items():
            _set(node, word, values)
        self._write_resource(step, old, node)

    def _links_of(self, step: Step, old: Step | None) -> dict[str, list[Any]]:
        """Return what a step says anew, by words."""
        found: dict[str, list[Any]] = {}
        if old is None or old.url != step.url:
            found["ceterms:subjectWebpage"] = link_values([step.url] if step.url else [])
        if old is None or old.requires != step.requires:
            found["ceterms:hasCondition"] = self._conditions(step.requires)
        if old is None or old.recommends != step.recommends:
            advised = (one.requirement for one in step.recommends)
            names = (self._of[one.step] for one in advised if isinstance(one, Needs))
            found["ceterms:precededBy"] = link_values(names)
        if step.kind is Kind.COURSE and (old is None or old.gives != step.gives):
            found["ceterms:creditValue"] = credits_as_ctdl(step.gives)
        if step.kind is Kind.JOB and (old is None or old.occupation != step.occupation):
            values = [self._occupation(step.occupation)] if step.occupation else []
            found["ceterms:occupationType"] = values
        if step.stage in self._levels:
            found["asn:hasProgressionLevel"] = link_values([self._levels[step.stage]])
        return found

    def _write_kind(self, node: Node, class_: str, kind: str) -> None:
        node["@type"] = [f"ceterms:{class_}"]
        for word in ("ceterms:credentialType", "ceterms:componentCategory"):
            node.pop(word, None)
        if class_ == "CredentialComponent":
            node["ceterms:credentialType"] = link_values([f"https://purl.org/ctdl/terms/{kind}"])
        elif kind:
            node["ceterms:componentCategory"] = [text_value(kind, "en")]

    def _set_text(self, node: Node, word: str, text: str) -> None:
        """Set the text in the pathway's language; those in others stay."""
        main = self._language.partition("-")[0]
        others = [
            value
            for value in node.get(word, ())
            if value.get("@language", main).partition("-")[0] != main
        ]
        _set(node, word, ([text_value(text, self._language)] if text else []) + others)

    def _conditions(self, requirement: Requirement) -> list[Node]:
        if requirement == NOTHING:
            return []
        if isinstance(requirement, Needs):
            return [self._condition(AllOf((requirement,)))]
        # CTDL has no limits on what counts, but plain conditions say as much.
        return [self._condition(plain(requirement))]

    def _condition(self, gate: Any) -> Node:
        if isinstance(gate, Counted):
            one = gate.of[0] if len(gate.of) == 1 else AllOf(gate.of)
            one = AllOf((one,)) if isinstance(one, Needs) else one
            return self._condition(evolve(one, note=gate.asked.note))
        targets = [self._of[part.step] for part in gate.of if isinstance(part, Needs)]
        below = [self._condition(part) for part in gate.of if not isinstance(part, Needs)]
        node: Node = {"@type": [CONDITION], "@place": Place()}
        note = gate.note
        if isinstance(gate, Worked):
            # CTDL has no word for hours that add up.
            note = f"{gate.hours:f} hours of work. {note}".strip()
        if note:
            node["ceterms:description"] = [text_value(note, self._language)]
        node["ceterms:requiredNumber"] = [{"@value": gate.count}]
        _set(node, "ceterms:targetComponent", link_values(targets))
        _set(node, "ceterms:hasCondition", below)
        if isinstance(gate, Total):
            _set(node, "ceterms:hasConstraint", [constraint_of(gate)])
        return node

    def _write_resource(self, step: Step, old: Step | None, node: Node) -> None:
        """Write price, length and renewal, which CTDL has no place for on a part itself."""
        class_ = _CLASSES[step.kind][2]
        known = [
            self._nodes[name]
            for word in ("ceterms:proxyFor", "ceterms:sourceData")
            for name in links(node, word)
            if name in self._nodes
        ]
        old_or_none = old or Step(step.id, step.title)
        resource: Node = known[0] if known else {}
        values: dict[str, list[Any]] = {}
        if old is None or old.costs != step.costs:
            costs = costs_as_ctdl(step.costs, self._pathway.currency, self._language)
            others = not_taken(self._nodes, resource, self._pathway.currency)
            values["ceterms:estimatedCost"] = costs + others
        lengths = [lengths_as_ctdl(one) for one in (step, old_or_none)]
        if lengths[0] != lengths[1]:
            values["ceterms:estimatedDuration"] = lengths[0]
        if old_or_none.renewal != step.renewal and class_ in _RENEWED:
            values |= renewal_as_ctdl(step.renewal, self._language)
        if old_or_none.minimum_age != step.minimum_age:
            values["ceterms:requires"] = age_as_ctdl(resource, step.minimum_age)
        if not known:
            if not class_ or not any(values.values()):
                return
            name = _address(made_ctid(self._pathway.id, step.id, "resource"))
            resource = self._node(name, f"ceterms:{class_}")
            resource["ceterms:name"] = [text_value(step.title, self._language)]
            node["ceterms:proxyFor"] = link_values([name])
            _give_ctid(resource)
        for word, several in values.items():
            _set(resource, word, several)


def _set(node: Node, word: str, values: list[Any]) -> None:
    if values:
        node[word] = values
    else:
        node.pop(word, None)


def _address(ctid: str) -> str:
    """Return an address that claims no place in the Registry."""
    return f"urn:uuid:{ctid.removeprefix('ce-')}"


def _give_ctid(node: Node) -> None:
    name = node["@id"]
    if "ceterms:ctid" not in node:
        own = f"ce-{name.removeprefix('urn:uuid:')}" if name.startswith("urn:uuid:") else ""
        node["ceterms:ctid"] = [{"@value": own or made_ctid(name)}]


def _said(step: Step) -> list[str]:
    """Return the fields of a step that say something."""
    return [
        one.name
        for one in fields(Step)
        if one.name != "id" and getattr(step, one.name) != one.default
    ]


def _differences(new: Pathway, again: Pathway) -> Iterable[str]:
    """Yield the places at which a pathway read again differs."""
    for name in (one.name for one in fields(Pathway)):
        if name != "steps" and getattr(new, name) != getattr(again, name):
            yield name
    for step in new.steps:
        other = again.by_id.get(step.id)
        for name in (one.name for one in fields(Step)):
            if other is None or getattr(step, name) != getattr(other, name):
                yield f"steps.{step.id}.{name}"
    if [step.id for step in new.steps] != [step.id for step in again.steps]:
        yield "steps"


def _coded(code: str, framework: str) -> Node:
    """Return a node that names a code of a list."""
    return {
        "@type": ["ceterms:CredentialAlignmentObject"],
        "@place": Place(),
        "ceterms:frameworkName": [text_value(framework, "en")],
        "ceterms:codedNotation": [{"@value": code}],
    }
