"""Lists what pathplanner is made of with the licence of each, and writes a bill of materials.

    python scripts/supply.py                 # libraries, fonts and data with their licences
    python scripts/supply.py -o bom.json     # and a bill of materials, CycloneDX 1.6
    python scripts/supply.py --audit         # and what pip-audit knows to be unsafe

Run it where `pathplanner[all]` is installed: the libraries, and what these need in turn, are
those of this Python. Ends with 1 where a licence is not known or not among those that are
accepted, where a bundled file is not listed below, or where pip-audit finds something; with 3
where pip-audit cannot ask anybody. The bill needs cyclonedx-python-lib (group `supply`).
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).parents[1]
OWN = "pathplanner"
BUNDLED: dict[str, tuple[str, str]] = {
    "src/pathplanner/renderers/fonts/NotoSans-*.ttf": (
        "OFL-1.1", "https://github.com/notofonts/latin-greek-cyrillic"),
    "src/pathplanner/renderers/fonts/SourceSans3-*.ttf": (
        "OFL-1.1", "https://github.com/adobe-fonts/source-sans"),
    "src/pathplanner/renderers/fonts/OFL.txt": ("OFL-1.1", "the licence of the fonts"),
    "src/pathplanner/linting/lists/soc-2018.txt": ("public domain", "https://www.bls.gov/soc/2018/"),
    "src/pathplanner/linting/lists/cip-2020.txt": (
        "public domain", "https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv"),
    "src/pathplanner/linting/lists/onet-2019.txt": (
        "CC-BY-4.0", "https://www.onetcenter.org/database.html"),
    "src/pathplanner/data/**": ("MIT", "facts; each names its source"),
    "src/pathplanner/locale/**": ("MIT", "our words and their translations"),
    "src/pathplanner/schemas/*": ("MIT", "made from the model"),
    "src/pathplanner/starters/*": ("MIT", "ours"),
    "src/pathplanner/py.typed": ("MIT", "ours"),
    "plugins/pathplanner_*/*": ("MIT", "ours"),
}  # fmt: skip
"""Files in the wheel that are no code: their licence, and where they come from."""

ACCEPTED = frozenset({
    "MIT", "MIT-0", "MIT-CMU", "HPND", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC",
    "MPL-2.0", "MPL-1.1", "PSF-2.0", "Zlib", "0BSD", "Unlicense", "CC0-1.0", "OFL-1.1",
    "LGPL", "LGPL-2.1", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "public domain",
    "CC-BY-4.0",
})  # fmt: skip
"""Licences under which a library may be used here, unchanged; of several, one is enough."""

_FORMS = (
    (r"apache", "Apache-2.0"), (r"mozilla|\bmpl", "MPL-2.0"), (r"python software|\bpsf", "PSF-2.0"),
    (r"3-clause|new bsd|modified bsd", "BSD-3-Clause"),
    (r"2-clause|simplified bsd", "BSD-2-Clause"),
    (r"\bbsd", "BSD"), (r"\bmit\b", "MIT"), (r"\bisc\b", "ISC"), (r"zlib", "Zlib"),
    (r"lesser|lgpl", "LGPL"), (r"unlicense", "Unlicense"), (r"public domain", "public domain"),
    (r"hpnd|historical permission", "HPND"), (r"gpl|general public", "GPL"),
)  # fmt: skip
_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()/]")


@dataclass(frozen=True)
class Part:
    """A library or a file that pathplanner is made of."""

    name: str
    version: str
    licence: str
    source: str
    digest: str = ""


def licence_of(found: Distribution) -> str:
    """Return what a library says of its licence, as SPDX names it where that is clear."""
    said = found.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    marks = [one for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    named = [one.rpartition(" :: ")[2] for one in marks if not one.endswith("OSI Approved")]
    line = (str(said.get("License") or "").strip().splitlines() or [""])[0]
    texts = [*named, *([line] if line and len(line) < 80 else [])]
    found_names = [next((to for form, to in _FORMS if re.search(form, text, re.IGNORECASE)), text)
                   for text in texts]  # fmt: skip
    return " OR ".join(dict.fromkeys(found_names)) or "not stated"


def is_accepted(licence: str) -> bool:
    """Tell whether a licence is among those that are accepted; all of an AND must be."""
    if licence in ACCEPTED:
        return True
    if " OR " in licence and " AND " not in licence:
        return any(is_accepted(one.strip(" ()")) for one in licence.split(" OR "))
    words = [one.strip() for one in _OPERATORS.split(licence) if one.strip()]
    return bool(words) and all(word in ACCEPTED for word in words)


def libraries() -> Iterator[Part]:
    """Yield the libraries that pathplanner needs with all its extras, and theirs in turn."""
    from packaging.requirements import Requirement

    waiting: list[tuple[str, frozenset[str]]] = [(OWN, frozenset({"all"}))]
    seen: set[tuple[str, frozenset[str]]] = set()
    told: set[str] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            yield Part(name, "not installed", "not stated", "")
            continue
        if name != OWN and name not in told:
            told.add(name)
            page = found.metadata.get("Home-page") or next(
                (one.partition(", ")[2] for one in found.metadata.get_all("Project-URL") or ()), ""
            )
            yield Part(found.metadata["Name"], found.version, licence_of(found), str(page))
        for line in found.requires or ():
            need = Requirement(line)
            for extra in extras or {""}:
                if need.marker is None or need.marker.evaluate({"extra": extra}):
                    key = re.sub(r"[-_.]+", "-", need.name).lower()
                    waiting.append((key, frozenset(need.extras)))


def files() -> Iterator[Part]:
    """Yield the bundled files that are no code; one that is not listed has no licence."""
    for base in ("src", "plugins"):
        for path in sorted((ROOT / base).rglob("*")):
            if path.is_dir() or path.suffix in (".py", ".pyi", ".pyc"):
                continue
            name = path.relative_to(ROOT).as_posix()
            licence, source = next(
                (told for form, told in BUNDLED.items() if _fits(name, form)), ("not stated", "")
            )
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Part(name, "", licence, source, digest)


def _fits(name: str, form: str) -> bool:
    pattern = re.escape(form).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.fullmatch(pattern, name) is not None


def bill(parts: list[Part]) -> str:
    """Return a bill of materials as CycloneDX JSON; only its time differs for the same parts."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    made = LicenseFactory()
    bom = Bom()
    bom.metadata.component = Component(
        name=OWN, version=distribution(OWN).version, type=ComponentType.APPLICATION, bom_ref=OWN
    )
    for part in parts:
        is_file = bool(part.digest)
        purl = None if is_file else PackageURL("pypi", None, part.name.lower(), part.version)
        bom.components.add(
            Component(
                name=part.name,
                version=part.version or None,
                type=ComponentType.FILE if is_file else ComponentType.LIBRARY,
                licenses=[made.make_from_string(part.licence)],
                purl=purl,
                bom_ref=part.name if is_file else str(purl),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.digest)]
                if is_file
                else [],
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    known = "\n".join(f"{part.name} {part.version} {part.digest}" for part in parts)
    bom.serial_number = uuid5(NAMESPACE_URL, known)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def audit() -> int:
    """Print what pip-audit knows of the libraries; return the exit status."""
    call = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"pip-audit did not run: {error}")  # noqa: T201
        return 3
    asked = len(re.findall("could not be audited", done.stdout))
    print(done.stdout or done.stderr)  # noqa: T201
    if done.returncode and not re.search(r"found \d+ known", done.stderr, re.IGNORECASE):
        print("pip-audit could ask nobody: nothing is known either way.")  # noqa: T201
        return 3
    if asked:
        print(f"{asked} libraries could not be audited.")  # noqa: T201
    return 3 if asked and not done.returncode else int(bool(done.returncode))


def main(arguments: list[str] | None = None) -> int:
    """Print the list; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the bill there")
    parser.add_argument("--audit", action="store_true", help="run pip-audit, too")
    asked = parser.parse_args(arguments)
    parts = [*sorted(libraries(), key=lambda part: part.name.lower()), *files()]
    for part in parts:
        name = f"{part.name} {part.version}".strip()
        print(f"{name:60} {part.licence:32} {part.source}".rstrip())  # noqa: T201
    if asked.output:
        asked.output.write_text(bill(parts), "utf-8")
    wrong = [part for part in parts if not is_accepted(part.licence)]
    for part in wrong:
        print(f"not accepted: {part.name}: {part.licence}", file=sys.stderr)  # noqa: T201
    status = int(bool(wrong))
    return (audit() or status) if asked.audit else status


if __name__ == "__main__":
    sys.exit(main())
