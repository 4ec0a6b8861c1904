"""Small CTDL documents for the tests, and the real ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "ctdl" / "docs"
"""23 published documents, test data of the workshop that is not shipped."""

BASE = "https://example.org/"
CONTEXT = "https://credreg.net/ctdl/schema/context/json"


def part(name: str, kind: str = "Course", /, **words: Any) -> dict[str, Any]:
    """Return a part; each word gets the prefix ceterms unless it has one (with __ for :)."""
    found: dict[str, Any] = {
        "@id": BASE + name,
        "@type": f"ceterms:{kind}Component",
        "ceterms:name": {"en-US": name.capitalize()},
    }
    for word, value in words.items():
        key = word.replace("__", ":") if "__" in word else f"ceterms:{word}"
        found[key] = value
    return found


def condition(*names: str, number: Any = None, below: Any = None, **words: Any) -> dict[str, Any]:
    """Return a condition on parts."""
    found: dict[str, Any] = {"@type": "ceterms:ComponentCondition"}
    if number is not None:
        found["ceterms:requiredNumber"] = number
    if names:
        found["ceterms:targetComponent"] = [BASE + name for name in names]
    if below is not None:
        found["ceterms:hasCondition"] = below
    return found | {f"ceterms:{word}": value for word, value in words.items()}


def document(*nodes: dict[str, Any], **pathway: Any) -> str:
    """Return a document with a pathway whose destination is `goal`, and the nodes."""
    words = {"name": {"en-US": "Way"}, "hasDestinationComponent": [f"{BASE}goal"]} | pathway
    top = {"@id": f"{BASE}way", "@type": "ceterms:Pathway"}
    top |= {f"ceterms:{word}": value for word, value in words.items() if value is not None}
    return json.dumps({"@context": CONTEXT, "@graph": [top, *nodes]})
