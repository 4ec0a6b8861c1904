"""Versions of installed packages."""

from __future__ import annotations


def version_of(package: str) -> str:
    """Return the version of an installed package, or `not installed`."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
