"""`import pathplanner` gives every public name, and imports little until it is asked."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType, UnionType

import attrs
import pytest

import pathplanner as pp
from pathplanner import desk, document, formats


@pytest.mark.parametrize("package", [pp, desk, document, formats, pp.model])
def test_every_public_name_is_there(package: ModuleType) -> None:
    """Each name of `__all__` can be had, `dir` shows it, and it is the one that is defined."""
    for name in package.__all__:
        value = getattr(package, name)
        assert name in dir(package)
        if isinstance(value, UnionType):
            continue  # In Python 3.14 "one of these classes" has a name, which is not its own.
        assert getattr(value, "__name__", name).rpartition(".")[2] == name


def test_the_top_holds_what_a_user_needs() -> None:
    """At most 45 names stand at the top; the parts of a pathway are in `pp.model`."""
    assert len(pp.__all__) <= 45


@pytest.mark.parametrize("package", [pp, document, formats, pp.model])
def test_modules_and_functions_do_not_share_a_name(package: ModuleType) -> None:
    """What a package offers under the name of one of its modules is that module."""
    shared = {module.name for module in iter_modules(package.__path__)} & set(package.__all__)
    assert all(isinstance(getattr(package, name), ModuleType) for name in shared)


def test_a_name_that_is_not_there() -> None:
    """A misspelled name is an AttributeError that says it."""
    with pytest.raises(AttributeError, match="module 'pathplanner' has no attribute 'plann'"):
        getattr(pp, "plann")  # noqa: B009


def test_the_command_line_starts_light() -> None:
    """`pathplanner --help` imports neither the model nor the libraries below it."""
    code = (
        "import sys, pathplanner.cli as c\n"
        "try: c.program(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({n.partition('.')[0] for n in sys.modules} & "
        "{'yaml', 'networkx', 'weasyprint', 'babel', 'pypdf'}),"
        " [n for n in sys.modules if n.startswith('pathplanner.model')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[] []"


def test_all_that_a_pathway_is_made_of_is_at_hand() -> None:
    """No class of the model has to be looked for in one of its modules."""
    modules = [module.name for module in iter_modules(pp.model.__path__)]
    made_of = [
        name
        for module in modules
        for name, value in vars(import_module(f"pathplanner.model.{module}")).items()
        if isinstance(value, type)
        and attrs.has(value)
        and not name.startswith("_")
        and value.__module__ == f"pathplanner.model.{module}"
    ]
    assert len(made_of) > 50
    assert [name for name in made_of if getattr(pp.model, name, None) is None] == []


def test_what_is_no_pathway_or_learner_is_said_to_be_none() -> None:
    """A wrong kind of value is named with the kind that was wanted."""
    pathway, learner = pp.load_pathway("electrician-texas"), pp.Learner(start="2027-01-04")
    with pytest.raises(
        pp.InputError, match=r"'electrician-texas' is not a Pathway\. Make one with"
    ):
        pp.plan("electrician-texas", learner)  # type: ignore[arg-type]
    with pytest.raises(pp.InputError, match="is not a Learner"):
        pp.plan(pathway, {})  # type: ignore[arg-type]
