"""How long it takes to read a CTDL document and to plan with it: 500, 5,000 and 50,000 parts.

Run `python benchmarks/ctdl.py`. Each size runs in a process of its own, after one that compiles
the modules. Times are CPU time; the import of the library and of PyLD is told apart.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

SIZES = (500, 5_000, 50_000)
BRANCH = 25
"""Parts of one group, of which a person takes some."""


def document(parts: int) -> str:
    """Return a document: groups of courses, each k of n, and a degree that needs all groups."""
    base = "https://example.org/resources/"
    nodes = [
        {
            "@id": f"{base}pathway",
            "@type": "ceterms:Pathway",
            "ceterms:name": {"en-US": f"{parts} parts"},
            "ceterms:hasDestinationComponent": [f"{base}degree"],
        }
    ]
    groups = []
    for number in range(parts):
        name = f"{base}{number}"
        node = {
            "@id": name,
            "@type": "ceterms:CourseComponent",
            "ceterms:ctid": f"ce-00000000-0000-4000-8000-{number:012x}",
            "ceterms:name": {"en-US": f"Course {number}"},
            "ceterms:description": {"en-US": "What is taught in it, in a sentence or two."},
            "ceterms:isPartOf": [f"{base}pathway"],
            "ceterms:creditValue": [{"@type": "ceterms:ValueProfile", "schema:value": 3}],
        }
        place = number % BRANCH
        if place == BRANCH - 1:
            groups.append(name)
            node["@type"] = "ceterms:BasicComponent"
            node["ceterms:hasCondition"] = [
                {
                    "@type": "ceterms:ComponentCondition",
                    "ceterms:requiredNumber": BRANCH - 1,
                    "ceterms:targetComponent": [
                        f"{base}{other}" for other in range(number - BRANCH + 1, number)
                    ],
                }
            ]
        elif place:
            node["ceterms:hasCondition"] = [
                {
                    "@type": "ceterms:ComponentCondition",
                    "ceterms:requiredNumber": 1,
                    "ceterms:targetComponent": [f"{base}{number - 1}"],
                }
            ]
        nodes.append(node)
    condition = {"@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": len(groups)}
    nodes.append(
        {
            "@id": f"{base}degree",
            "@type": "ceterms:CredentialComponent",
            "ceterms:name": {"en-US": "Degree"},
            "ceterms:hasCondition": [{**condition, "ceterms:targetComponent": groups}],
        }
    )
    context = "https://credreg.net/ctdl/schema/context/json"
    return json.dumps({"@context": context, "@graph": nodes})


def measure(parts: int) -> None:
    """Print what one size takes."""
    text = document(parts)
    start = time.process_time()
    import pathplanner as pp

    small, _ = pp.read_ctdl(document(1))
    pp.plan(small, pp.Learner(start="2027-01-04"))
    imported = time.process_time() - start
    start = time.process_time()
    pathway, report = pp.read_ctdl(text)
    read = time.process_time() - start
    line = (
        f"{parts:6} parts, {len(text) / 1e6:5.1f} MB: import {imported:.2f} s, read {read:6.2f} s"
    )
    line += f" ({read / parts * 1e6:4.0f} us a part), {len(report.losses)} entries"
    start = time.process_time()
    plan = pp.plan(pathway, pp.Learner(start="2027-01-04"))
    planned = time.process_time() - start
    line += f"; planned {planned:5.2f} s ({len(plan.steps)} steps), both {read + planned:5.2f} s"
    start = time.process_time()
    written, _ = pp.write_ctdl(pathway, report.kept)
    line += f"; written {time.process_time() - start:.2f} s"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{line}; {len(written) / 1e6:.1f} MB out; {most:.0f} MB of memory")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        with TemporaryDirectory() as folder:
            # An installed package is compiled, whatever the settings of who runs this.
            compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
            for size in (10, *SIZES):
                run = [sys.executable, __file__, str(size)]
                subprocess.run(
                    run,
                    check=True,
                    env={**os.environ, **compiled},
                    stdout=subprocess.DEVNULL if size == 10 else None,
                )
