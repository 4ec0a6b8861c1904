"""Nodes with old words to nodes with the words that CTDL has now.

What is kept beside a pathway and what is written are in these words only, so that each old
word is known in this one place. Everything that changes is noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pathplanner.ctdl.expansion import Node, inner, links
from pathplanner.ctdl.log import Log
from pathplanner.ctdl.words import (
    COMPONENTS,
    CONDITION,
    OLD_CLASSES,
    OLD_WORDS,
    PATHWAY,
    UNPREFIXED,
    name_of,
    whole,
)

_TO_PARTS = frozenset(
    (
        "ceterms:hasPart",
        "ceasn:hasPart",
        "ceterms:hasDestinationComponent",
        "ceterms:hasRoot",
        "ceterms:isParentOf",
        "ceterms:hasChild",
        "ceterms:isChildOf",
        "ceasn:hasChild",
        "ceasn:isChildOf",
        "ceterms:precededBy",
        "ceterms:precedes",
    )
)
_OF_A_PATHWAY = (
    "ceterms:isDestinationComponentOf",
    "ceterms:isDestinationComponentFor",
    "ceterms:isRootOf",
)


def modernise(nodes: dict[str, Node], log: Log) -> None:
    """Change old words to new ones, in place."""
    conditions = list(_conditions(nodes))
    parts = _parts(nodes, conditions)
    for node in conditions:
        _condition(node, log)
    for name, node in nodes.items():
        if PATHWAY in node["@type"]:
            _rename(node, {**OLD_WORDS, **_AT_PATHWAYS}, log)
        elif name in parts:
            _fit_class(node, log)
            _rename(node, OLD_WORDS, log)
            _part(node, log)


_AT_PATHWAYS = {
    f"{prefix}:{name}": "ceterms:hasPart"
    for prefix in ("ceterms", "ceasn")
    for name in ("hasChild", "hasTopChild")
}


def _conditions(nodes: dict[str, Node]) -> Iterator[Node]:
    """Yield every condition: of its class, or standing or named where conditions do."""
    seen: set[int] = set()
    waiting = list(nodes.values())
    for node in waiting:
        for value in inner(nodes, node, "ceterms:hasCondition"):
            if id(value) not in seen:
                seen.add(id(value))
                waiting.append(value)
                yield value
        if CONDITION in node["@type"] and id(node) not in seen:
            seen.add(id(node))
            yield node


def _parts(nodes: dict[str, Node], conditions: list[Node]) -> set[str]:
    """Return the ids of all nodes that are parts: by their class, or by who names them."""
    classes = COMPONENTS | set(OLD_CLASSES)
    found = {name for name, node in nodes.items() if classes & set(node["@type"])}
    found |= {name for node in conditions for name in links(node, "ceterms:targetComponent")}
    for name, node in nodes.items():
        if any(word in node for word in _OF_A_PATHWAY):
            found.add(name)
        if PATHWAY in node["@type"]:
            found.update(name for word in _TO_PARTS for name in links(node, word))
    waiting = list(found)
    while waiting:
        node = nodes.get(waiting.pop(), {})
        more = {name for word in _TO_PARTS & node.keys() for name in links(node, word)} - found
        found |= more
        waiting += more
    no_parts = {PATHWAY, CONDITION, "skos:Concept", "asn:ProgressionLevel"}
    return {name for name in found if name in nodes and not no_parts & set(nodes[name]["@type"])}


def _now(old: str, new: str) -> str:
    return f"{old} is an old or misspelt word; read and written as {new}."


def _rename(node: Node, words: dict[str, str] | Any, log: Log) -> None:
    for old in [word for word in node if _plain(word) in words]:
        new = words[_plain(old)]
        log.note("CT201", old, node["@place"], _now(old, new))
        values = node.pop(old)
        known = node.setdefault(new, [])
        known += [value for value in values if value not in known]


def _plain(word: str) -> str:
    """Return a word that had no prefix as if it had that of CTDL."""
    return word.replace(UNPREFIXED, "ceterms:", 1)


def _fit_class(node: Node, log: Log) -> None:
    """Give a part a class that parts may have."""
    for old in [kind for kind in node["@type"] if kind in OLD_CLASSES]:
        log.note("CT201", old, node["@place"], _now(old, OLD_CLASSES[old]))
        node["@type"][node["@type"].index(old)] = OLD_CLASSES[old]
    if COMPONENTS & set(node["@type"]):
        return
    was = node["@type"][0] if node["@type"] else "no class"
    name = name_of(was)
    new, word = "BasicComponent", "ceterms:componentCategory"
    values: list[dict[str, str]] = []
    if name in ("Course", "LearningOpportunity", "LearningOpportunityProfile"):
        new = "CourseComponent"
    elif name in ("LearningProgram", "Program"):
        values = [{"@value": "Program"}]
    elif name in ("Assessment", "AssessmentProfile"):
        new = "AssessmentComponent"
    elif name in ("Job", "Occupation", "WorkRole"):
        new = "JobComponent"
    elif name == "Competency":
        new = "CompetencyComponent"
    elif name.endswith(("Degree", "Certificate", "Certification", "License", "Diploma", "Badge",
                        "Credential", "MicroCredential")):  # fmt: skip
        new, word, values = "CredentialComponent", "ceterms:credentialType", [{"@id": whole(was)}]
    node["@type"] = [f"ceterms:{new}", *(kind for kind in node["@type"] if kind != was)]
    if values and word not in node:
        node[word] = list(values)
    why = f"{was} is not a class for the parts of a pathway; taken as ceterms:{new}."
    log.note("CT214", was, node["@place"], why)


def _part(node: Node, log: Log) -> None:
    """Say what a part says in old ways as conditions and identifiers."""
    needs = node.pop("ceterms:prerequisite", [])
    if needs:
        log.note("CT226", "ceterms:prerequisite", node["@place"])
        condition = {
            "@type": [CONDITION],
            "@place": node["@place"],
            "ceterms:requiredNumber": [{"@value": len(needs)}],
            "ceterms:targetComponent": needs,
        }
        node.setdefault("ceterms:hasCondition", []).append(condition)
    for word in ("ceterms:codedNotation", "ceterms:courseCode"):
        codes = node.pop(word, [])
        if codes:
            log.note("CT201", word, node["@place"], _now(word, "ceterms:identifier"))
            node.setdefault("ceterms:identifier", []).extend(_code(node, code) for code in codes)


def _code(node: Node, code: Any) -> Node:
    return {
        "@type": ["ceterms:IdentifierValue"],
        "@place": node["@place"],
        "ceterms:identifierValueCode": [code],
    }


def _condition(node: Node, log: Log) -> None:
    """Give a condition its class and its number in today's words."""
    place = node["@place"]
    if CONDITION not in node["@type"]:
        log.note("CT214", "ceterms:hasCondition", place, "A condition without its class.")
        node["@type"] = [CONDITION]
    _rename(node, OLD_WORDS, log)
    operands = [node.get(f"ceterms:{side}Operand", []) for side in ("left", "right")]
    if all(operands) and operands[0][0].get("@value") == "reqNum":
        log.note("CT201", "ceterms:leftOperand", place, _now("reqNum", "ceterms:requiredNumber"))
        node["ceterms:requiredNumber"] = operands[1]
        for word in ("ceterms:leftOperand", "ceterms:rightOperand", "ceterms:operand"):
            node.pop(word, None)
    says = [name_of(one).lower() for one in links(node, "ceterms:logicalOperator")]
    parts = len(links(node, "ceterms:targetComponent")) + len(node.get("ceterms:hasCondition", ()))
    if says and says[0] in ("and", "or") and "ceterms:requiredNumber" not in node:
        why = _now("ceterms:logicalOperator", "ceterms:requiredNumber")
        log.note("CT201", "ceterms:logicalOperator", place, why)
        del node["ceterms:logicalOperator"]
        number = 1 if says[0] == "or" else max(1, parts)
        node["ceterms:requiredNumber"] = [{"@value": number}]
