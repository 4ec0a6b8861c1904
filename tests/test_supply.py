"""What pathplanner is made of: each licence is known, and each bundled file is listed."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def supply() -> ModuleType:
    """The script."""
    spec = importlib.util.spec_from_file_location("supply", ROOT / "scripts" / "supply.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Its classes look themselves up by the name of their module.
    __import__("sys").modules["supply"] = module
    spec.loader.exec_module(module)
    return module


def test_every_licence_is_known_and_accepted(supply: ModuleType) -> None:
    """Libraries, what these need in turn, and bundled files have a licence that is accepted."""
    parts = [*supply.libraries(), *supply.files()]
    installed = [part for part in parts if part.version != "not installed"]
    assert [part for part in installed if not supply.is_accepted(part.licence)] == []
    names = {part.name.lower() for part in parts}
    assert {"attrs", "weasyprint", "mcp", "pyld", "frozendict"} <= names


@pytest.mark.parametrize(
    ("licence", "accepted"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL OR LGPL OR MPL-2.0", True),
        ("MIT AND (Apache-2.0 OR BSD-2-Clause)", True),
        ("GPL", False),
        ("MIT AND GPL-3.0-only", False),
        ("Proprietary", False),
        ("not stated", False),
        ("", False),
    ],
)
def test_what_is_accepted(supply: ModuleType, licence: str, accepted: bool) -> None:
    """Of several licences to choose from one is enough; of several at once all must be."""
    assert supply.is_accepted(licence) == accepted


def test_a_file_that_is_not_listed_is_found(
    supply: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font or a list that somebody adds without its licence makes the script fail."""
    fonts = tmp_path / "src" / "pathplanner" / "renderers" / "fonts"
    fonts.mkdir(parents=True)
    (tmp_path / "plugins").mkdir()
    (fonts / "Other.ttf").write_bytes(b"x")
    (fonts / "NotoSans-Thin.ttf").write_bytes(b"y")
    monkeypatch.setattr(supply, "ROOT", tmp_path)
    told = {part.name.rpartition("/")[2]: part.licence for part in supply.files()}
    assert told == {"Other.ttf": "not stated", "NotoSans-Thin.ttf": "OFL-1.1"}
    assert supply.main([]) == 1


def test_the_bill_of_materials_names_everything(supply: ModuleType) -> None:
    """The bill is CycloneDX JSON with each library's address and each file's hash."""
    pytest.importorskip("cyclonedx")
    parts = [*supply.libraries(), *supply.files()]
    tree = json.loads(supply.bill(parts))
    assert (tree["bomFormat"], tree["specVersion"]) == ("CycloneDX", "1.6")
    named = {one["name"]: one for one in tree["components"]}
    assert set(named) == {part.name for part in parts}
    assert named["attrs"]["purl"].startswith("pkg:pypi/attrs@")
    assert named["src/pathplanner/renderers/fonts/NotoSans-Bold.ttf"]["hashes"]
    assert all(one["licenses"] for one in tree["components"])
