"""The linter has nothing to say of what comes with pathplanner that is not explained there."""

from datetime import date
from pathlib import Path

import pytest

import pathplanner
from pathplanner.desk.checking import check_file

FOLDER = Path(pathplanner.__file__).parent / "data"
FILES = sorted(FOLDER.rglob("*.yaml"))
TODAY = date(2026, 12, 1)


def test_shared_files_are_among_them():
    """A file that only lends steps is looked at too."""
    assert {"medical-biller-and-coder", "health-common"} <= {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_bundled_pathway_passes_the_strict_check(file):
    """Each finding is mended or has an exception with its reason, and no exception is idle."""
    assert [str(one) for one in check_file(str(file), TODAY).findings] == []
