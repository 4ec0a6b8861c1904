"""Change one operator or number of the planner at a time, and see whether the nearest tests notice.

Run as `python scripts/mutants.py --seed 1 --seconds 3600`. The changes are made in a clone of the
last commit, in a folder that is removed; what is not committed is not looked at. Places are taken
by chance, one of money, one of the rules and one of verification in turn. Each line says what
became of a change; at the end stands how many were noticed. What survives is to be read: it is no
change of what the program does, or a test is missing.
"""

from __future__ import annotations

import ast
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click
import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = "src/pathplanner"
GROUPS = {
    "money": ("planning/money/*.py",),
    "rules": ("planning/problem/*.py", "planning/schedule/*.py", "model/sums.py",
              "model/intakes.py", "model/workdays.py"),
    "verification": ("verification/*.py",),
}  # fmt: skip
NEAREST = (
    ("not slow", "verify together week again terms"),
    ("not slow", "rules_for_some sums fallback grades waiting_saves oracle_faults part_time lived "
     "refusal windows offers open_givers short_steps set_aside any_choice"),
    ("not slow", "data/test_expected questions claims work moves"),
    ("slow", "oracle short_steps sums terms together windows changes"),
)  # fmt: skip
"""Tests of planning, those first that take the least time; the last are against brute force."""
SHARES = {
    "PATHPLANNER_ORACLE_CASES": "150", "PATHPLANNER_PAIR_CASES": "50",
    "PATHPLANNER_SHORT_CASES": "20", "PATHPLANNER_CHANGE_CASES": "30",
}  # fmt: skip
"""How many random cases these ask: a share, so that each change is tried in minutes."""
SAYS_NOTHING = ("repr", "eq", "slots", "maxsize")
"""Arguments that change nothing that a plan says."""
OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.And: ast.Or,
    ast.Div: ast.Mult, ast.Mod: ast.Add, ast.Or: ast.And,
}  # fmt: skip
MOST_CPU = 300
"""Seconds; what takes longer is noticed."""
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def places(tree: ast.AST) -> list[ast.AST]:
    """Return what can be changed, but for what is said in annotations and messages."""
    left_out = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list]
        elif isinstance(node, ast.keyword) and node.arg in SAYS_NOTHING:
            parts = [node.value]
        elif isinstance(node, ast.FunctionDef):
            parts = [*node.decorator_list, node.returns, *(one.annotation for one in _all(node))]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert):
            parts = [node]
        left_out |= {id(one) for part in parts if part for one in ast.walk(part)}
    return [node for node in ast.walk(tree) if id(node) not in left_out and _changes(node)]


def _all(node: ast.FunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _changes(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in OTHER
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return type(node.op) in OTHER
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in CALLS
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def change(node: ast.AST) -> None:
    """Make the other of what stands there."""
    if isinstance(node, ast.Compare):
        node.ops[0] = OTHER[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        node.op = OTHER[type(node.op)]()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = CALLS[node.func.id]
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1


def passes(stage: tuple[str, Sequence[str]]) -> bool:
    """Run tests in a process that is made of this one, which has pytest and no pathplanner."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU + 1))
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        marked, tests = stage
        os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", marked, *tests])))
    return os.waitpid(child, 0)[1] == 0


def chosen(random: Random) -> Iterator[tuple[str, Path, int]]:
    """Yield places to change: the group, the file, and which of the places in it."""
    found = []
    for group, globs in GROUPS.items():
        files = [file for one in globs for file in sorted(Path(CODE).glob(one))]
        counts = [(file, len(places(ast.parse(file.read_text("utf-8"))))) for file in files]
        these = [(group, file, number) for file, count in counts for number in range(count)]
        found.append(random.sample(these, len(these)))
    for three in zip(*found, strict=False):
        yield from three


def _file(name: str) -> str:
    return f"tests/{name if '/' in name else f'planning/test_{name}'}.py"


@click.command()
@click.option("--only", help="One place alone, as a line tells it: FILE:LINE.")
@click.option("--seed", default=1, show_default=True)
@click.option("--seconds", default=1800.0, show_default=True, help="CPU time of all tests.")
def main(only: str | None, seed: int, seconds: float) -> None:
    """Tell how many changes of the planner the nearest tests notice."""
    os.environ.update(SHARES)
    stages = [(marked, [_file(name) for name in few.split()]) for marked, few in NEAREST]
    came: Counter[tuple[str, bool]] = Counter()
    with TemporaryDirectory(prefix="mutants-") as folder:
        clone = ["git", "clone", "-q", str(ROOT), folder]
        subprocess.run(clone, check=True)  # noqa: S603 - this repository
        os.chdir(folder)
        sys.dont_write_bytecode = True
        sys.path[:0] = [folder, f"{folder}/src", f"{folder}/plugins"]
        if not all(map(passes, stages)):
            raise SystemExit("The tests fail without any change.")
        for group, file, number in chosen(Random(seed)):  # noqa: S311 - no secret
            if sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) > seconds:
                break
            text = file.read_text("utf-8")
            tree = ast.parse(text)
            node = places(tree)[number]
            if only and only != f"{file}:{getattr(node, 'lineno', 0)}":
                continue
            change(node)
            file.write_text(ast.unparse(tree), "utf-8")
            survived = all(map(passes, stages))
            file.write_text(text, "utf-8")
            came[group, survived] += 1
            line = getattr(node, "lineno", 0)
            what = f"{file}:{line} {type(node).__name__}: {text.splitlines()[line - 1].strip()}"
            click.echo(f"{'SURVIVED' if survived else 'noticed '} {what}")
        os.chdir(ROOT)
    for group in GROUPS:
        noticed, all_ = came[group, False], came[group, False] + came[group, True]
        click.echo(f"{group}: {noticed} of {all_} noticed")


if __name__ == "__main__":
    main()
