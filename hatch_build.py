"""Puts the bundled pathways into the wheel as they were read, so that commands start fast."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class CompilePathways(BuildHookInterface[Any]):
    """Reads each bundled pathway; an editable install goes without."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files that go into the wheel."""
        self.made = TemporaryDirectory()
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT / "src"))
        from pathplanner.formats.compiled import FOLDER, SUFFIX, dump_compiled
        from pathplanner.formats.files import load_pathway
        from pathplanner.formats.source import bundled_pathways

        for name in bundled_pathways():
            file = Path(self.made.name, name + SUFFIX)
            file.write_bytes(dump_compiled(load_pathway(name)))
            build_data["force_include"][str(file)] = f"pathplanner/data/{FOLDER}/{file.name}"

    def finalize(self, *_: object) -> None:
        """Clean up once they are in the wheel."""
        self.made.cleanup()
