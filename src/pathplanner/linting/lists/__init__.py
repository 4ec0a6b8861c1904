"""The lists of codes, each made by `scripts/code_lists.py`; their heads say from what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

FILES = {"soc": "soc-2018.txt", "cip": "cip-2020.txt", "onet": "onet-2019.txt"}


@cache
def code_list(name: str) -> Mapping[str, str]:
    """Return the titles of a list, `soc`, `cip` or `onet`, by code."""
    text = resources.files(__name__).joinpath(FILES[name]).read_text("utf-8")
    rows = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({code: title for code, _, title in rows})
