"""A plan, or a page about many, in any number of formats; its words are composed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from pathplanner.document.blocks import Document
from pathplanner.document.comparison import compose_comparison
from pathplanner.document.composer import compose
from pathplanner.document.lookup import PlanFacts
from pathplanner.document.view import Variant, View
from pathplanner.errors import BrokenRenderer, Fault, InputError, PathplannerError
from pathplanner.files import write_bytes_safely
from pathplanner.model.plan import Plan
from pathplanner.renderers.base import DataRenderer, DocumentRenderer, Renderer
from pathplanner.renderers.option_values import Option, options_of, parse_options
from pathplanner.renderers.registry import cause_of, load_renderer, renderer_info

_OWN = View()


@frozen
class Chosen:
    """The options of one output.

    Attributes:
        view: For whom, how much and in which language; what the core acts on.
        own: An object of the renderer's class `options`.
    """

    view: View
    own: Any


def renderer_options(renderer: Renderer) -> tuple[Option, ...]:
    """Return what can be chosen for a renderer: its own options, then those that others share."""
    shared = ["audience"]
    if isinstance(renderer, DocumentRenderer):
        shared.append("language")
    if can_compare(renderer):
        shared.insert(0, "variant")
    known = {option.name: option for option in options_of(View)}
    return (*options_of(renderer.options), *(known[name] for name in shared))


def make_options(renderer: Renderer, values: Mapping[str, object] | None = None) -> Chosen:
    """Return the options of an output with `values` in place; texts are parsed.

    Raises:
        InputError: An option does not exist or cannot have that value.
    """
    parsed = parse_options(renderer_options(renderer), values or {}, renderer.name)
    own = {option.name for option in options_of(renderer.options)}
    try:
        return Chosen(
            View(**{name: value for name, value in parsed.items() if name not in own}),
            renderer.options(**{name: value for name, value in parsed.items() if name in own}),
        )
    except ValueError as error:
        raise InputError([Fault(f"The options do not fit: {error}.", "options")]) from error


class PlanWriter:
    """Writes a plan, or plans beside each other, in any number of formats.

    What a reader is told is composed once for each language, variant and audience.
    """

    def __init__(self, plans: Plan | Document | Sequence[tuple[str, Plan]]) -> None:
        """Take one plan, or several to put beside each other with what each is called.

        Several may be one, which is then compared with its other ways. A document that is
        composed already, such as that of a caseload, is written as it is.
        """
        self._plan = plans if isinstance(plans, Plan) else None
        self._page = plans if isinstance(plans, Document) else None
        self._compared = () if isinstance(plans, Plan | Document) else tuple(plans)
        self._documents: dict[View, Document] = {}

    def document(self, view: View = _OWN) -> Document:
        """Return all that a reader is told.

        Raises:
            InputError: There are no words in the language that the view asks for.
        """
        if self._page is not None:
            return self._page
        if self._plan is None:
            view = evolve(view, variant=Variant.FULL)
        if view not in self._documents:
            self._documents[view] = (
                compose(self._plan, view)
                if self._plan is not None
                else compose_comparison(self._compared, view)
            )
        return self._documents[view]

    def write(
        self, name: str | Renderer, target: str | Path | None = None, **options: object
    ) -> bytes:
        """Return the output of the renderer `name`, and write it to `target` if one is given.

        Who writes many files loads the renderer once and gives it in place of its name.

        Raises:
            UnknownRenderer: No renderer has that name.
            InputError: An option is wrong, or the format cannot show plans beside each other.
            MissingComponent: The renderer needs something that is not installed.
            BrokenRenderer: The renderer failed.
            OutputError: The file could not be written; what was there is untouched.
        """
        renderer = load_renderer(name) if isinstance(name, str) else name
        if self._plan is None and not can_compare(renderer):
            hint = "Choose a format that shows pages, such as pdf."
            message = f"The format {renderer.name} cannot show plans beside each other."
            raise InputError((Fault(message, "", hint=hint),))
        chosen = make_options(renderer, options)
        # In a `PlanFacts` there is nothing that its reader has no need to know.
        told: Any = (
            PlanFacts(self._plan, chosen.view).plan
            if self._plan is not None and isinstance(renderer, DataRenderer)
            else self.document(chosen.view)
        )
        data = _rendered(renderer, told, chosen.own)
        if target is not None:
            write_bytes_safely(target, data)
        return data


def _rendered(renderer: Any, told: Plan | Document, options: Any) -> bytes:
    """Return what a renderer gives; the error of one that fails names it."""
    try:
        data = renderer.render(told, options)
    except PathplannerError:
        raise
    except (Exception, SystemExit) as error:
        who = renderer_info(renderer.name)
        raise BrokenRenderer(f"The {who} failed: {cause_of(error)}") from error
    if not isinstance(data, bytes):
        who = renderer_info(renderer.name)
        raise BrokenRenderer(f"The {who} gave no bytes but {type(data).__name__}.")
    return data


def can_compare(renderer: Renderer) -> bool:
    """Return whether a renderer can show plans beside each other."""
    return isinstance(renderer, DocumentRenderer) and renderer.shows_pages


def render(plan: Plan, name: str, target: str | Path | None = None, **options: object) -> bytes:
    """Return the plan in the format `name`, and write it to `target` if one is given.

    Raises:
        UnknownRenderer: No renderer has that name.
        InputError: An option is wrong.
        MissingComponent: The renderer needs something that is not installed.
        BrokenRenderer: The renderer failed.
        OutputError: The file could not be written; what was there is untouched.
    """
    return PlanWriter(plan).write(name, target, **options)


def render_comparison(plans: Sequence[tuple[str, Plan]], name: str, **options: object) -> bytes:
    """Return plans beside each other in the format `name`, each with what it is called.

    One plan alone is compared with its other ways. The errors are those of `PlanWriter.write`.
    """
    return PlanWriter(plans).write(name, None, **options)
