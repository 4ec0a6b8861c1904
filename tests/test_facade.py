"""`import pathplanner` gives every public name, and imports little until it is asked."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import attrs
import pytest

import pathplanner as pp


def test_every_public_name_is_there() -> None:
    """Each name of `__all__` can be had, and `dir` shows it."""
    for name in pp.__all__:
        assert getattr(pp, name) is not None
        assert name in dir(pp)


def test_the_three_lists_of_names_are_one() -> None:
    """What is imported for type checkers, when asked for, and listed is the same."""
    import ast
    from pathlib import Path

    tree = ast.parse(Path(pp.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for part in tree.body
        if isinstance(part, ast.If)
        for node in part.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == pp._HOME
    assert sorted(typed) == sorted(pp.__all__)


def test_a_name_that_is_not_there() -> None:
    """A misspelled name is an AttributeError that says it."""
    with pytest.raises(AttributeError, match="plann"):
        pp.plann  # noqa: B018


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
    """No part of a pathway has to be looked for in a module of the model."""
    modules = {"step", "requirement", "quantity", "source", "occupation", "exemption", "pathway"}
    made_of = [
        name
        for module in modules
        for name, value in vars(import_module(f"pathplanner.model.{module}")).items()
        if isinstance(value, type)
        and attrs.has(value)
        and value.__module__ == f"pathplanner.model.{module}"
    ]
    assert len(made_of) > 20
    assert [name for name in made_of if getattr(pp, name, None) is None] == []


def test_what_is_no_pathway_or_learner_is_said_to_be_none() -> None:
    pathway, learner = pp.load_pathway("electrician-texas"), pp.Learner(start="2027-01-04")
    with pytest.raises(TypeError, match="no Pathway: 'electrician-texas'"):
        pp.plan("electrician-texas", learner)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="no Learner: "):
        pp.plan(pathway, {})  # type: ignore[arg-type]
