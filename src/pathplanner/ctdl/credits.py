"""Credits of parts, and conditions on the sum of them, to what steps give and totals, and back.

CTDL has no number of credits on a condition. What people write is a constraint: the sum of the
credit values of the condition's targets is at least so much (Schema-Development 796).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pathplanner.ctdl.expansion import Node, inner, links
from pathplanner.ctdl.profiles import one_text, read_number
from pathplanner.ctdl.resources import link_values
from pathplanner.ctdl.words import name_of
from pathplanner.model.losses import Place
from pathplanner.model.requirement import Needs, Total
from pathplanner.model.step import CREDITS, Amount

VALUE = "ceterms:creditValue"
_UNITS = {
    "SemesterHour": CREDITS,
    "DegreeCredit": CREDITS,
    "QuarterHour": "quarter credits",
    "ContactHour": "contact hours",
    "ClockHour": "clock hours",
    "ContinuingEducationUnit": "units",
}
_CREDIT_UNITS = "https://purl.org/ctdl/vocabs/creditUnit/"
_SUM = "https://purl.org/ctdl/vocabs/array/Sum"
_AT_LEAST = "https://purl.org/ctdl/vocabs/compare/GTEQ"
_CONSTRAINT = "ceterms:Constraint"
_SOURCES = ("creditValue", "value")
_RESOURCES = ("ceterms:proxyFor", "ceterms:sourceData")


def values_in(nodes: Mapping[str, Node], whole: Iterable[Node]) -> Iterator[tuple[Node, Amount]]:
    """Yield the credit values of a part and of what it stands for, with how much each says."""
    for one in whole:
        for value in inner(nodes, one, VALUE):
            number = read_number(one_text(value, "schema:value") or "-")
            units = [name_of(unit) for unit in links(value, "ceterms:creditUnitType")]
            if number:
                yield value, Amount(_unit(units[0]) if units else CREDITS, number)


def _unit(name: str) -> str:
    return _UNITS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def told_once(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Return how much a part gives; nothing of a unit of which two amounts are told."""
    found: dict[str, set[Decimal]] = {}
    for amount in amounts:
        found.setdefault(amount.unit, set()).add(amount.amount)
    return tuple(Amount(unit, many.pop()) for unit, many in found.items() if len(many) == 1)


def total_in(nodes: Mapping[str, Node], constraint: Node, targets: list[str]) -> Total | None:
    """Return the total that a constraint asks for, if it is one on the credits of all targets."""
    asked = _asked(constraint)
    parts = list(dict.fromkeys(targets))
    if asked is None or not parts:
        return None
    units: list[dict[str, Decimal]] = []
    for name in parts:
        node = nodes.get(name)
        others = [nodes[one] for word in _RESOURCES for one in links(node or {}, word)
                  if one in nodes]  # fmt: skip
        whole = [] if node is None else [node, *others]
        amounts = told_once(amount for _, amount in values_in(nodes, whole))
        units.append({one.unit: one.amount for one in amounts})
    common = [unit for unit in units[0] if all(unit in one for one in units)]
    most = sum(one[common[0]] for one in units) if common else Decimal(0)
    if not common or most < asked:
        return None
    gives = tuple(one[common[0]] for one in units)
    return Total(asked, common[0], tuple(map(Needs, parts)), gives=gives)


def _asked(constraint: Node) -> Decimal | None:
    """Return how much a constraint asks for, if it is: the sum of credits is at least so much."""
    sources = [name_of(one) for one in links(constraint, "ceterms:leftSource")]
    actions = [name_of(one) for one in links(constraint, "ceterms:leftAction")]
    compared = [name_of(one).upper() for one in links(constraint, "ceterms:comparator")]
    if not sources or sources[0] not in _SOURCES or actions != ["Sum"] or compared != ["GTEQ"]:
        return None
    # The context takes what stands there for an address, be it a number.
    stated = [
        one_text(constraint, "ceterms:rightSource"),
        *links(constraint, "ceterms:rightSource"),
    ]
    number = read_number(next(filter(None, stated), "-"))
    return number if number and number > 0 else None


def constraint_of(total: Total) -> Node:
    """Return the constraint that asks for a total."""
    return {
        "@type": [_CONSTRAINT],
        "@place": Place(),
        "ceterms:leftSource": link_values([f"https://purl.org/ctdl/terms/{_SOURCES[0]}"]),
        "ceterms:leftAction": link_values([_SUM]),
        "ceterms:comparator": link_values([_AT_LEAST]),
        "ceterms:rightSource": [{"@value": format(total.amount, "f")}],
    }


def credits_as_ctdl(gives: Iterable[Amount]) -> list[Node]:
    """Return what a course gives as credit values."""
    names = {unit: name for name, unit in reversed(_UNITS.items())}
    return [
        {
            "@type": ["ceterms:ValueProfile"],
            "@place": Place(),
            "schema:value": [{"@value": format(one.amount, "f")}],
            **(
                {"ceterms:creditUnitType": link_values([_CREDIT_UNITS + names[one.unit]])}
                if one.unit in names
                else {}
            ),
        }
        for one in gives
    ]
