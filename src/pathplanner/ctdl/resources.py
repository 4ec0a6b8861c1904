"""Prices, lengths and renewals of a step as CTDL says them; the way back of `profiles`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pathplanner.ctdl.expansion import Node, inner, links
from pathplanner.ctdl.profiles import NOT_PAID_FIRST, one_text
from pathplanner.ctdl.words import name_of
from pathplanner.model.losses import Place
from pathplanner.model.price import Cost, CostKind, Renewal
from pathplanner.model.quantity import Duration, Estimate, Unit
from pathplanner.model.step import Kind, Step

_COST_TYPES: Mapping[CostKind, str] = MappingProxyType(
    {
        CostKind.TUITION: "Tuition",
        CostKind.FEE: "MixedFees",
        CostKind.BOOKS: "LearningResource",
        CostKind.SUPPLIES: "Consumables",
        CostKind.EXAM: "StandaloneAssessment",
    }
)
_LETTERS = {Unit.DAYS: "D", Unit.WEEKS: "W", Unit.MONTHS: "M", Unit.YEARS: "Y"}


def text_value(text: str, language: str) -> dict[str, str]:
    """Return a text as a value."""
    return {"@value": text, "@language": language}


def link_values(names: Iterable[str]) -> list[dict[str, str]]:
    """Return addresses as values."""
    return [{"@id": name} for name in names]


def costs_as_ctdl(costs: tuple[Cost, ...], currency: str, language: str) -> list[Node]:
    """Return prices; a range is written as its likely amount."""
    found = []
    for cost in costs:
        node: Node = {"@type": ["ceterms:CostProfile"], "@place": Place()}
        if cost.label:
            node["ceterms:description"] = [text_value(cost.label, language)]
        if kind := _COST_TYPES.get(cost.kind):
            target = {
                "@type": ["ceterms:CredentialAlignmentObject"],
                "@place": Place(),
                "ceterms:targetNode": link_values(
                    [f"https://purl.org/ctdl/vocabs/costType/{kind}"]
                ),
            }
            node["ceterms:directCostType"] = [target]
        if isinstance(cost.amount, Estimate):
            node["ceterms:price"] = [{"@value": _number(cost.amount.likely)}]
        node["ceterms:currency"] = [{"@value": currency}]
        found.append(node)
    return found


def lengths_as_ctdl(step: Step) -> list[Node]:
    """Return the calendar span and the hours of study; those that are unknown say nothing."""
    node: Node = {"@type": ["ceterms:DurationProfile"], "@place": Place()}
    if isinstance(step.duration, Duration):
        span, letter = step.duration, _LETTERS[step.duration.unit]
        if span.low == span.high:
            node["ceterms:exactDuration"] = [{"@value": f"P{span.low}{letter}"}]
        else:
            node["ceterms:minimumDuration"] = [{"@value": f"P{span.low}{letter}"}]
            node["ceterms:maximumDuration"] = [{"@value": f"P{span.high}{letter}"}]
    elif step.kind is Kind.EXAM and step.exam and step.exam.minutes:
        node["ceterms:exactDuration"] = [{"@value": f"PT{step.exam.minutes}M"}]
    if isinstance(step.study_hours, Estimate):
        hours = format(step.study_hours.likely.normalize(), "f")
        node["ceterms:timeRequired"] = [{"@value": f"PT{hours}H"}]
    return [node] if len(node) > 2 else []


def renewal_as_ctdl(renewal: Renewal | None, language: str) -> dict[str, list[Any]]:
    """Return how a credential is kept."""
    if renewal is None:
        return {"ceterms:renewalFrequency": [], "ceterms:renewal": []}
    profiles = []
    for option in renewal.options:
        node: Node = {
            "@type": ["ceterms:ConditionProfile"],
            "@place": Place(),
            "ceterms:description": [text_value(option.title, language)],
        }
        if option.units is not None:
            unit = "https://purl.org/ctdl/vocabs/creditUnit/ContinuingEducationUnit"
            node["ceterms:creditValue"] = [
                {
                    "@type": ["ceterms:ValueProfile"],
                    "@place": Place(),
                    "schema:value": [{"@value": option.units}],
                    "ceterms:creditUnitType": link_values([unit]),
                }
            ]
        profiles.append(node)
    every = f"P{renewal.every.likely}{_LETTERS[renewal.every.unit]}"
    return {"ceterms:renewalFrequency": [{"@value": every}], "ceterms:renewal": profiles}


def not_taken(nodes: Mapping[str, Node], resource: Node, currency: str) -> list[Any]:
    """Return the prices of a thing that no step has: they stay when its other prices change."""
    found = []
    for value in resource.get("ceterms:estimatedCost", ()):
        profile = nodes.get(value.get("@id", ""), value)
        kinds = [
            name_of(name)
            for target in inner(nodes, profile, "ceterms:directCostType")
            for name in links(target, "ceterms:targetNode")
        ]
        other = one_text(profile, "ceterms:currency") not in ("", currency)
        if other or NOT_PAID_FIRST & set(kinds):
            found.append(value)
    return found


def age_as_ctdl(resource: Node, age: int | None) -> list[Any]:
    """Return what a thing requires, with an age and without the age that stood there."""
    found = []
    for value in resource.get("ceterms:requires", ()):
        rest = {word: ones for word, ones in value.items() if word != "ceterms:minimumAge"}
        if set(rest) - {"@type", "@place"}:
            found.append(rest)
    if age is not None:
        profile = {
            "@type": ["ceterms:ConditionProfile"],
            "@place": Place(),
            "ceterms:minimumAge": [{"@value": age}],
        }
        found.append(profile)
    return found


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
