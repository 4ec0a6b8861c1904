"""One part of a pathway, with what it stands for, to a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from pathplanner.ctdl.credits import told_once, values_in
from pathplanner.ctdl.expansion import Node, inner, links
from pathplanner.ctdl.levels import Levels
from pathplanner.ctdl.node_view import View
from pathplanner.ctdl.order import FINISH, Ordered
from pathplanner.ctdl.profiles import one_text, read_costs, read_length, read_number, read_renewal
from pathplanner.ctdl.words import CREDENTIALS, name_of, short
from pathplanner.model.codes import FORMS
from pathplanner.model.occupation import Occupation
from pathplanner.model.price import Cost, CostKind
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import Needs, Requirement, Worked
from pathplanner.model.step import Amount, Exam, Kind, Recommendation, Step

SOURCE = "ctdl"
"""The id of the source that a pathway names for what was read."""

_CODED = {"ceterms:instructionalProgramType": "cip", "ceterms:occupationType": "onet"}
"""Words under which codes stand, with the list that they are taken to be of."""

SOC = re.compile(r"(\d\d-\d{4})(\.\d\d)?")
"""A code of the Standard Occupational Classification, with or without that of O*NET."""

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


@frozen
class Steps:
    """Makes the steps of one pathway.

    Attributes:
        view: The nodes.
        ordered: The parts, and what each needs.
        ids: Ids of steps by the address of their part.
        title: The pathway's.
        currency: The pathway's.
        occupations: By code.
    """

    view: View
    ordered: Ordered
    ids: Mapping[str, str]
    title: str
    currency: str
    occupations: Mapping[str, Occupation]
    _asked: dict[str, Needs] = field(factory=dict, init=False)

    def step(self, name: str) -> Step:
        """Return the step of the part with an address."""
        node, ordered = self.view.nodes.get(name), self.ordered
        called = title_of(self.view, name, self.title, ordered.destinations)
        requires = self._named(ordered.needs[name])
        advice = [Needs(self.ids[one]) for one in ordered.advice.get(name, ())]
        if node is None:
            unknown = UNKNOWN if not name.endswith(FINISH) else None
            return Step(self.ids[name], called, requires=requires, duration=unknown, source=SOURCE)
        resources = self.view.resources(node)
        self.view.on_path.update((id(node), *map(id, resources)))
        kind = self._kind(node, resources)
        whole = [node, *resources]
        lengths = self.view.profiles(whole, "ceterms:estimatedDuration")
        prices = self.view.profiles(whole, "ceterms:estimatedCost")
        is_exam = kind is Kind.EXAM
        span, hours, minutes = read_length(lengths, self.view.log, is_exam=is_exam)
        costs = read_costs(self.view.nodes, prices, self.currency, self.view.log)
        if not costs and kind in _PRICED:
            self.view.log.note("CT217", "ceterms:estimatedCost", node["@place"])
            costs = [Cost(CostKind.OTHER, UNKNOWN)]
        duration: Any = span
        effort: Any = hours
        if span is None and hours is None and kind in _LASTING:
            self.view.log.note("CT217", "ceterms:estimatedDuration", node["@place"])
            duration = UNKNOWN
            # Of a badge that stands alone nobody says how much is learned for it.
            effort = UNKNOWN if kind is Kind.CREDENTIAL else hours
        renewal = next((one for one in (read_renewal(self.view.nodes, resource, self.view.log)
                                        for resource in resources) if one), None)  # fmt: skip
        self._mark_profiles(resources)
        return Step(
            self.ids[name],
            called,
            kind=kind,
            summary=self.view.text(node, "ceterms:description"),
            stage=Levels(self.view).stage(node),
            requires=requires,
            recommends=tuple(Recommendation(one) for one in advice),
            duration=duration,
            study_hours=effort,
            costs=tuple(costs),
            exam=Exam(minutes=minutes) if is_exam and minutes else None,
            renewal=renewal,
            minimum_age=self._age(resources),
            occupation=self._occupation(node),
            codes=codes_of(self.view, whole),
            url=self._url(whole),
            note=self._note(ordered.notes.get(name, ())),
            source=SOURCE,
            gives=self._gives(whole),
        )

    def _named(self, requirement: Requirement) -> Requirement:
        """Return a requirement by the ids of steps."""
        if isinstance(requirement, Needs):
            name = requirement.step
            if name not in self._asked:
                self._asked[name] = Needs(self.ids[name])
            return self._asked[name]
        if isinstance(requirement, Worked):
            return requirement
        return evolve(requirement, of=tuple(map(self._named, requirement.of)))

    def _kind(self, node: Node, resources: list[Node]) -> Kind:
        category = one_text(node, "ceterms:componentCategory").lower()
        classes = [kind for one in resources for kind in one["@type"]]
        if category in _CATEGORIES:
            self.view.mark(node, "ceterms:componentCategory")
            return _CATEGORIES[category]
        kinds = [kind for kind in node["@type"] if kind in _KINDS]
        kind = _KINDS[kinds[0]] if kinds else Kind.OTHER
        if kind is Kind.COURSE and "ceterms:LearningProgram" in classes:
            return Kind.PROGRAM
        if kind is not Kind.CREDENTIAL:
            return kind
        types = [short(one) for one in links(node, "ceterms:credentialType")] + classes
        found = (Kind(CREDENTIALS[one]) for one in types if one in CREDENTIALS)
        degree = any(one.endswith("Degree") for one in types)
        exact = ("ceterms:Certification", "ceterms:License", "ceterms:SecondarySchoolDiploma")
        if types and types[0] in exact:
            self.view.mark(node, "ceterms:credentialType")
        elif "ceterms:credentialType" in node:
            self.view.log.note("CT112", "ceterms:credentialType", node["@place"])
        return next(found, Kind.PROGRAM if degree else kind)

    def _mark_profiles(self, resources: Iterable[Node]) -> None:
        for resource in resources:
            if not self.view.log.is_kept("ceterms:renewalFrequency", resource["@place"]):
                self.view.mark(resource, "ceterms:renewalFrequency", "ceterms:renewal")
            for word, words in _IN_PROFILES.items():
                for profile in inner(self.view.nodes, resource, word):
                    self.view.on_path.add(id(profile))
                    place = profile["@place"]
                    self.view.mark(
                        profile, *(one for one in words if not self.view.log.is_kept(one, place))
                    )
                    if self.view.log.is_kept("ceterms:directCostType", place):
                        continue
                    for target in inner(self.view.nodes, profile, "ceterms:directCostType"):
                        self.view.mark(target, "ceterms:targetNode")
                    for value in inner(self.view.nodes, profile, "ceterms:creditValue"):
                        self.view.mark(value, "schema:value", "ceterms:creditUnitType")

    def _age(self, resources: Iterable[Node]) -> int | None:
        for resource in resources:
            for word in ("ceterms:requires", "ceterms:entryCondition"):
                for profile in inner(self.view.nodes, resource, word):
                    age = read_number(one_text(profile, "ceterms:minimumAge") or "-")
                    if age is not None and age <= 130:
                        self.view.mark(resource, word)
                        self.view.mark(profile, "ceterms:minimumAge")
                        return int(age)
        return None

    def _url(self, nodes: Iterable[Node]) -> str:
        for node in nodes:
            for address in links(node, "ceterms:subjectWebpage"):
                self.view.mark(node, "ceterms:subjectWebpage")
                return address
        return ""

    def _note(self, asked: Iterable[str]) -> str:
        said = [f"Also asked for, and not checked here: {one}." for one in asked]
        return " ".join(dict.fromkeys(said))

    def _gives(self, whole: Iterable[Node]) -> tuple[Amount, ...]:
        """Return how much of which units a part gives."""
        found = []
        for one in whole:
            values = list(values_in(self.view.nodes, [one]))
            if values:
                self.view.mark(one, "ceterms:creditValue")
            for value, amount in values:
                self.view.mark(value, "schema:value", "ceterms:creditUnitType")
                found.append(amount)
        return told_once(found)

    def _occupation(self, node: Node) -> str:
        for one in inner(self.view.nodes, node, "ceterms:occupationType"):
            code = SOC.fullmatch(one_text(one, "ceterms:codedNotation"))
            if code and code[1] in self.occupations:
                return code[1]
        return ""


def codes_of(view: View, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the codes of programs, and of occupations as O*NET has them, of some nodes."""
    found = []
    for node in nodes:
        for word, name in _CODED.items():
            if word not in node:
                continue
            codes = [
                (one, one_text(one, "ceterms:codedNotation"))
                for one in inner(view.nodes, node, word)
            ]
            if not any(SOC.fullmatch(code) or FORMS[name].fullmatch(code) for _, code in codes):
                view.log.note("CT115", word, node["@place"])
            for one, code in codes:
                if FORMS[name].fullmatch(code):
                    view.mark(node, word)
                    view.mark(one, "ceterms:codedNotation")
                    found.append(f"{name}:{code}")
    return tuple(dict.fromkeys(found))


def title_of(view: View, name: str, whole: str, goals: Iterable[str]) -> str:
    """Return what a part is called; one that has no name gets one.

    Args:
        view: The nodes.
        name: The address of the part.
        whole: The title of the pathway.
        goals: The addresses of its destinations.
    """
    node = view.nodes.get(name)
    if node is None:
        if name.endswith(FINISH):
            return f"Finish: {whole}"
        return f"Not described in the document: {name}"
    title = view.text(node, "ceterms:name")
    if title:
        return title
    view.log.note("CT213", "ceterms:name", node["@place"])
    for resource in view.resources(node):
        title = view.text(resource, "ceterms:name")
        if title:
            return title
    return whole if name in goals else f"Unnamed: {name_of(name)}"


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
