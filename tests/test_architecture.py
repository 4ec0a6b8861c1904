"""The layers of docs/explanation/pipeline-and-words.md, read from the imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[1]
CORE = "pathplanner"
VALUES = frozenset({"errors", "model"})
MAY_IMPORT = {
    "lazy": frozenset[str](),
    "errors": frozenset[str](),
    "model": frozenset({"errors", "lazy"}),
    "formats": VALUES | {"lazy"},
    "planning": VALUES,
    "verification": VALUES,
    "linting": VALUES,
    "document": VALUES | {"lazy"},
    "revision": VALUES,
    "ctdl": VALUES | {"formats", "lazy"},
    "files": frozenset({"errors"}),
    "renderers": VALUES | {"lazy", "files", "document"},
    "desk": VALUES
    | {"document", "files", "formats", "lazy", "linting", "planning", "revision", "verification"},
}
"""Part of pathplanner to the other parts that it may import."""

FREE = frozenset({"", "__main__", "cli", "testing"})
"""The facade and what stands above it; `cli` and `__main__` are imported by nobody."""

PUBLIC = (
    "pathplanner.document",
    "pathplanner.document.blocks",
    "pathplanner.errors",
    "pathplanner.formats",
    "pathplanner.renderers",
    "pathplanner.renderers.diagrams",
    "pathplanner.renderers.direction",
    "pathplanner.renderers.html",
    "pathplanner.renderers.lines",
    "pathplanner.renderers.scripts",
    "pathplanner.renderers.typefaces",
)
"""What a plugin may import, next to `pathplanner` and `pathplanner.model` with all in it."""

HOMES = {
    "babel": (
        "src/pathplanner/document/words/numbers.py",
        "src/pathplanner/formats/translations.py",
    ),
    "click": ("src/pathplanner/cli/",),
    "yaml": ("src/pathplanner/formats/",),
    "pypdf": ("src/pathplanner/formats/pdf_reader.py", "src/pathplanner/testing/texts.py"),
    "fontTools": ("src/pathplanner/renderers/scripts.py", "src/pathplanner/renderers/typefaces.py"),
    "segno": ("plugins/pathplanner_pdf/qr.py",),
    "pydyf": tuple(f"plugins/pathplanner_pdf/{one}.py" for one in ("clusters", "finish", "tables")),
    "networkx": ("src/pathplanner/model/graph.py", "src/pathplanner/formats/graphs.py"),
    "cryptography": ("src/pathplanner/formats/seals.py",),
    "pyld": ("src/pathplanner/ctdl/expansion.py",),
    "PIL": ("src/pathplanner/formats/pictures.py",),
    "rich": ("src/pathplanner/cli/",),
    "anyio": ("src/pathplanner/cli/assistant/server.py",),
    "mcp": ("src/pathplanner/cli/assistant/server.py",),
    "mcp_types": ("src/pathplanner/cli/assistant/server.py",),
    "pydantic": ("src/pathplanner/cli/assistant/arguments.py",),
    "docx": (
        "plugins/pathplanner_docx/page.py",
        "plugins/pathplanner_docx/runs.py",
        "plugins/pathplanner_docx/writers.py",
    ),
    "typst": ("plugins/pathplanner_typst/engine.py",),
    "openpyxl": ("plugins/pathplanner_xlsx/book.py", "src/pathplanner/formats/tables.py"),
    "holidays": ("src/pathplanner/model/workdays.py",),
    "icalendar": ("plugins/pathplanner_ics/events.py", "src/pathplanner/formats/tables.py"),
    "distributed": ("src/pathplanner/desk/many.py",),
    "weasyprint": ("plugins/pathplanner_pdf/clusters.py", "plugins/pathplanner_pdf/engine.py"),
}
"""The only places of each library."""

HEAVY = frozenset({
    "babel",
    "babel.dates",
    "babel.messages",
    "babel.messages.catalog",
    "babel.messages.pofile",
    "babel.numbers",
    "holidays",
    "cryptography",
    "networkx",
    "pathplanner_pdf.engine",
    "pyld",
    "pypdf",
    "rich",
    "rich.box",
    "rich.cells",
    "rich.console",
    "rich.progress",
    "rich.table",
    "rich.text",
    "rich.tree",
})  # fmt: skip
"""Imported only inside functions, so that other commands start fast."""

SEEDED = (
    "src/pathplanner/planning/futures/draws.py",
    "src/pathplanner/planning/futures/simulation.py",
)
"""May import `random`: all their streams start from a seed, so nothing is left to chance."""

PROGRAM = "src/pathplanner/formats/pdf_reader.py"
"""Is run in a process of its own, and answers by its output."""

COMMANDS = "pathplanner.cli.commands."
"""Where a function has the name of its module: that of the command that both are."""

LATE = {
    "src/pathplanner/cli/commands/mcp.py": "the SDK is heavy, and may not be installed",
    "src/pathplanner/planning/__init__.py": "few plans have a forecast or cannot be made",
    "src/pathplanner/desk/plans.py": "few plans have a forecast",
    "plugins/pathplanner_docx/__init__.py": "python-docx is heavy, and may not be installed",
    "plugins/pathplanner_ics/__init__.py": "icalendar may not be installed",
    "plugins/pathplanner_pdf/__init__.py": "WeasyPrint is heavy, and may not be installed",
    "plugins/pathplanner_typst/__init__.py": "Typst may not be installed",
    "plugins/pathplanner_xlsx/__init__.py": "openpyxl may not be installed",
}
"""Modules that import some of our own inside functions, each with the reason."""

MOST_LATE = 20
"""No more own imports than these stand inside functions of all modules together."""

MOST_LINES, MANY_LINES = 500, 300


@frozen
class Import:
    """One imported module, and whether that happens as its importer is loaded."""

    name: str
    line: int
    where: str  # "top", "function" or "typing"


@frozen
class Module:
    """A source file, parsed."""

    path: str
    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def part(self) -> str:
        return part_of(self.name)


def part_of(name: str) -> str:
    """Return `model` for `pathplanner.model.step`, and nothing for the facade."""
    return name.removeprefix(CORE).lstrip(".").partition(".")[0]


def read_modules() -> dict[str, Module]:
    found = {}
    for base in ("src", "plugins"):
        for file in sorted((ROOT / base).rglob("*.py")):
            parts = file.relative_to(ROOT / base).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            path = file.relative_to(ROOT).as_posix()
            found[name] = Module(path, name, file.read_text("utf-8"))
    return found


MODULES = read_modules()


def public_names(module: Module) -> tuple[str, ...]:
    """Return what a module lists as `__all__`."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return tuple(ast.literal_eval(node.value))
    return ()


KNOWN = frozenset(MODULES)


def imports(module: Module, known: frozenset[str] = KNOWN) -> Iterator[Import]:
    """Yield what a module imports; `from package import module` names the module."""
    yield from _imports(module.tree, "top", known)


def _imports(node: ast.AST, where: str, known: frozenset[str]) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = "function" if where == "top" else where
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            inside = "typing"
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, where)
        elif isinstance(child, ast.ImportFrom):
            base = child.module or ""
            for alias in child.names:
                whole = f"{base}.{alias.name}"
                yield Import(whole if whole in known else base, child.lineno, where)
        yield from _imports(child, inside, known)


def layer_faults(module: Module) -> Iterator[str]:
    """Yield the imports that go against the layers."""
    plugins = {one.name.partition(".")[0] for one in MODULES.values()} - {CORE}
    own = module.name.partition(".")[0]
    for found in imports(module):
        said = f"{module.path}:{found.line} imports {found.name}"
        top = found.name.partition(".")[0]
        if top in plugins and top != own:
            yield f"{said}, which is a plugin"
        if top != CORE:
            continue
        part = part_of(found.name)
        if module.path.startswith("plugins/"):
            if found.name not in (CORE, *PUBLIC) and part != "model":
                yield f"{said}, which is not public"
        elif part in ("cli", "__main__") and module.part not in ("cli", "__main__"):
            yield f"{said}, the outermost layer"
        elif module.part not in FREE and part != module.part:
            if module.part not in MAY_IMPORT:
                yield f"{module.path} belongs to no layer"
            elif part not in MAY_IMPORT[module.part]:
                yield f"{said}, which {module.part} may not"


def library_faults(module: Module) -> Iterator[str]:
    """Yield libraries that are imported where they do not belong."""
    own = {name.partition(".")[0] for name in MODULES}
    for found in imports(module):
        said = f"{module.path}:{found.line} imports {found.name}"
        library = found.name.partition(".")[0]
        if found.name in HEAVY and found.where == "top":
            yield f"{said} as it is loaded"
        if found.where == "typing" or library in own | sys.stdlib_module_names | {"attrs"}:
            continue
        if not any(module.path.startswith(home) for home in HOMES.get(library, ())):
            yield f"{said}, which has no place there"


def clock_faults(module: Module) -> Iterator[str]:
    """Yield uses of the clock, of chance and of `print` outside the command line."""
    if module.part in ("cli", "__main__") and module.path.startswith("src/"):
        return
    if module.path == PROGRAM:
        return
    for found in imports(module):
        seeded = found.name == "random" and module.path.endswith(SEEDED)
        if found.name in ("time", "random") and not seeded:
            yield f"{module.path}:{found.line} imports {found.name}"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        text = ast.unparse(node)
        clock = ("date.today", "datetime.today", "datetime.now", "datetime.utcnow", "sys.stdout")
        if text == "print" or text.endswith(clock):
            yield f"{module.path}:{node.lineno} uses {text}"


def order_faults(module: Module) -> Iterator[str]:
    """Yield a list of public names that is out of order: constants, classes, functions."""
    names = public_names(module)
    order = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    if list(names) != order:
        yield f"{module.path}: __all__ is out of order"


def late_imports(module: Module) -> Iterator[str]:
    """Yield the imports of our own modules that happen only when a function runs."""
    own = {name.partition(".")[0] for name in MODULES}
    for found in imports(module):
        if found.where == "function" and found.name.partition(".")[0] in own:
            yield f"{module.path}:{found.line} imports {found.name}"


def find_circles(
    modules: dict[str, Module], where: frozenset[str] = frozenset({"top"})
) -> tuple[str, ...]:
    """Return modules that import each other in a circle, as they are loaded or for types, too."""
    known = frozenset(modules)
    before = {
        name: {
            found.name
            for found in imports(module, known)
            if found.where in where and found.name in modules and found.name != name
        }
        for name, module in modules.items()
    }
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def test_layers_are_kept() -> None:
    """Each part imports only what its layer may, and plugins only the public API."""
    assert [fault for module in MODULES.values() for fault in layer_faults(module)] == []


def test_libraries_have_one_home() -> None:
    """Each library is imported in its one place, and heavy ones only inside functions."""
    assert [fault for module in MODULES.values() for fault in library_faults(module)] == []


def test_imports_stand_at_the_top() -> None:
    """Own modules are imported inside functions only where that is explained, and seldom."""
    late = {module.path: {*late_imports(module)} for module in MODULES.values()}
    assert [line for path in sorted(late.keys() - LATE) for line in late[path]] == []
    assert [path for path in LATE if not late[path]] == []
    assert sum(map(len, late.values())) < MOST_LATE


def test_only_the_command_line_has_a_clock() -> None:
    """Outside the command line nothing reads the clock, throws dice or prints."""
    assert [fault for module in MODULES.values() for fault in clock_faults(module)] == []


def test_public_names_are_in_order() -> None:
    """Every `__all__` is sorted."""
    assert [fault for module in MODULES.values() for fault in order_faults(module)] == []


def test_there_are_no_circles() -> None:
    """No modules import each other in a circle as they are loaded."""
    assert find_circles(MODULES) == ()


def test_the_model_has_no_circles_for_types() -> None:
    """No modules of the model import each other in a circle, not even for type checkers."""
    model = {name: module for name, module in MODULES.items() if module.part == "model"}
    assert len(model) > 15
    assert find_circles(model, frozenset({"top", "typing"})) == ()


def test_modules_are_small() -> None:
    """No module has more than 500 lines; those over 300 are listed for review."""
    lines = {module.path: module.text.count("\n") for module in MODULES.values()}
    for path, count in lines.items():
        if count > MANY_LINES:
            sys.stdout.write(f"{count:4} {path}\n")
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def namesakes(modules: dict[str, Module]) -> Iterator[str]:
    """Yield modules, but for those of commands, that hold a function of their own name."""
    for name, module in modules.items():
        last = name.rpartition(".")[2]
        functions = {node.name for node in module.tree.body if isinstance(node, ast.FunctionDef)}
        if last in functions and not name.startswith(COMMANDS):
            yield name


def test_no_function_has_the_name_of_its_module() -> None:
    """`import pathplanner.document.sections.summary as c` gives a module, and nothing else does."""
    assert list(namesakes(MODULES)) == []
    planted = module_of("src/pathplanner/document/summary.py", "def summary(): ...")
    assert list(namesakes({planted.name: planted})) == [planted.name]


def test_no_package_gives_something_in_the_place_of_a_module() -> None:
    """A name of a package that is the name of a module in it is that module."""
    for name in MODULES:
        package = (
            import_module(name) if any(one.startswith(f"{name}.") for one in MODULES) else None
        )
        for one in getattr(package, "__all__", ()):
            if f"{name}.{one}" in MODULES:
                assert isinstance(getattr(package, one), ModuleType), f"{name}.{one}"


def test_every_module_says_what_it_is_for() -> None:
    """Each module starts with a docstring."""
    assert [module.path for module in MODULES.values() if not ast.get_docstring(module.tree)] == []


def module_of(path: str, text: str) -> Module:
    base = path.partition("/")[2].removesuffix(".py").removesuffix("/__init__")
    return Module(path, base.replace("/", "."), text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/pathplanner/model/step.py", "from pathplanner.formats import files"),
        ("src/pathplanner/model/step.py", "import pathplanner"),
        (
            "src/pathplanner/document/x.py",
            "def f():\n    import pathplanner.planning.search.front_search",
        ),
        ("src/pathplanner/verification/x.py", "from pathplanner.planning import plan"),
        ("src/pathplanner/errors.py", "from pathplanner.model.step import Step"),
        ("src/pathplanner/desk/case.py", "from pathplanner.renderers import render"),
        ("src/pathplanner/document/x.py", "from pathplanner import desk"),
        ("src/pathplanner/testing.py", "import pathplanner.cli"),
        ("src/pathplanner/new.py", "from pathplanner.errors import Fault"),
        ("plugins/pathplanner_x/__init__.py", "from pathplanner.planning import plan"),
        ("plugins/pathplanner_x/__init__.py", "import pathplanner.document.words.wording"),
        ("plugins/pathplanner_x/__init__.py", "import pathplanner_pdf"),
        ("plugins/pathplanner_web/x.py", "def f():\n    from pathplanner_pdf.html import to_html"),
        ("src/pathplanner/document/x.py", "from pathplanner_pdf.html import to_html"),
    ],
)
def test_a_broken_layer_is_found(path: str, text: str) -> None:
    """An import against the layers is a fault."""
    assert len(list(layer_faults(module_of(path, text)))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/pathplanner/model/step.py", "import click"),
        ("src/pathplanner/cli/show.py", "import yaml"),
        ("src/pathplanner/model/graph.py", "import networkx"),
        ("src/pathplanner/cli/show.py", "def f():\n    import networkx as nx"),
        ("plugins/pathplanner_pdf/__init__.py", "from weasyprint import HTML"),
        ("plugins/pathplanner_pdf/__init__.py", "from pathplanner_pdf.engine import print_pdf"),
        ("src/pathplanner/formats/x.py", "import numpy"),
    ],
)
def test_a_misplaced_library_is_found(path: str, text: str) -> None:
    """A library outside its home, or a heavy one at the top, is a fault."""
    assert len(list(library_faults(module_of(path, text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\nx = date.today()",
        "import datetime\nx = datetime.datetime.now()",
        "import time",
        "import random",
        "print('x')",
        "import sys\nsys.stdout.write('x')",
    ],
)
def test_a_clock_is_found(text: str) -> None:
    """The clock, chance and printing are faults in a library module and none in the CLI."""
    assert list(clock_faults(module_of("src/pathplanner/model/x.py", text)))
    assert not list(clock_faults(module_of("src/pathplanner/cli/x.py", text)))


def test_a_late_import_is_found() -> None:
    """An own import inside a function is found; one at the top and another library are not."""
    text = "import json\nfrom pathplanner import desk\ndef f():\n    import json\n"
    assert not list(late_imports(module_of("src/pathplanner/cli/x.py", text)))
    text += "    from pathplanner import model\n"
    assert len(list(late_imports(module_of("src/pathplanner/cli/x.py", text)))) == 1


def test_a_circle_is_found() -> None:
    """A circle of imports is found, and one that is only for types is none."""
    one = module_of("src/a/one.py", "import a.two")
    two = module_of("src/a/two.py", "from a import one")
    typed = module_of("src/a/two.py", "if TYPE_CHECKING:\n    from a import one")
    assert set(find_circles({"a.one": one, "a.two": two})) == {"a.one", "a.two"}
    assert find_circles({"a.one": one, "a.two": typed}) == ()


def test_disorder_is_found() -> None:
    """Names out of order are a fault."""
    assert list(order_faults(module_of("src/a.py", "__all__ = ['plan', 'Plan']")))
    assert not list(order_faults(module_of("src/a.py", "__all__ = ['ZERO', 'Plan', 'plan']")))
