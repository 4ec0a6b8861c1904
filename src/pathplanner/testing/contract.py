"""What every renderer must keep, as functions that return what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import attrs

from pathplanner.document import compose
from pathplanner.errors import InputError, PathplannerError
from pathplanner.model.plan import Plan
from pathplanner.renderers import (
    DataRenderer,
    DocumentRenderer,
    Renderer,
    can_compare,
    load_renderer,
    make_options,
    render,
    render_comparison,
    renderer_for_suffix,
    renderer_options,
)
from pathplanner.renderers.option_values import options_of
from pathplanner.testing.payloads import PAYLOADS, PLAIN
from pathplanner.testing.samples import (
    COMPARISON,
    SAMPLES,
    hostile_comparison,
    hostile_plan,
    sample_comparison,
    sample_plan,
)
from pathplanner.testing.shapes import kind_of, pdf_commands, shape_of, table_of, type_faults
from pathplanner.testing.texts import forms_of_date, plain, text_of

TextOf = Callable[[bytes], str]
NEAR = 40
"""How many letters may stand between a step's number and its title."""


@cache
def rendered(name: str, sample: str, *given: tuple[str, Any]) -> bytes:
    """Return a sample plan, or `COMPARISON`, as the renderer writes it, made once.

    Args:
        name: The renderer's name.
        sample: The sample plan's name.
        given: Options with their values, as `given_option` returns them.
    """
    if sample == COMPARISON:
        return render_comparison(sample_comparison(), name, **dict(given))
    return render(sample_plan(sample), name, **dict(given))


def given_option(name: str, option: str, value: Any) -> tuple[tuple[str, Any], ...]:
    """Return an option to give, or none where the value is the one that it has anyway."""
    renderer = load_renderer(name)
    usual = make_options(renderer, {}) == make_options(renderer, {option: value})
    return () if usual else ((option, value),)


def samples_of(name: str, samples: Sequence[str] = SAMPLES) -> tuple[str, ...]:
    """Return the samples that a renderer writes; plans side by side are one for pages."""
    compared = (COMPARISON,) if can_compare(load_renderer(name)) else ()
    return (*samples, *compared)


@cache
def _hostile(name: str, text: str, *, compared: bool) -> bytes:
    if compared:
        return render_comparison(hostile_comparison(text), name)
    return render(hostile_plan(text), name)


def self_faults(name: str) -> list[str]:
    """Return what is wrong with what a renderer says about itself."""
    renderer = load_renderer(name)
    faults = []
    if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(;.*)?", renderer.media_type):
        faults.append(f"{renderer.media_type!r} is not a media type such as text/csv")
    if not renderer.suffixes:
        faults.append("it has no suffix, such as .csv")
    for suffix in renderer.suffixes:
        if not re.fullmatch(r"\.[a-z0-9][a-z0-9.-]*", suffix):
            faults.append(f"{suffix!r} is not a suffix in small letters with a dot before it")
        elif (writer := _writer(suffix)) != name:
            faults.append(f"files that end in {suffix} are written by {writer}")
    if not attrs.has(renderer.options):
        return [*faults, "its options are not an attrs class"]
    return [*faults, *_option_faults(renderer)]


def _option_faults(renderer: Renderer) -> Iterator[str]:
    names = [option.name for option in renderer_options(renderer)]
    for option in options_of(renderer.options):
        if option.default is attrs.NOTHING:
            yield f"the option {option.name} has no default"
        if not _is_enum(option.kind) and option.kind not in (str, int, bool):
            yield f"the option {option.name} is not a str, int, bool or StrEnum"
        if not option.meaning:
            yield f"the option {option.name} is not explained under Attributes: in the docstring"
        if names.count(option.name) > 1:
            yield f"the option {option.name} is one that every such renderer has: leave it out"


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _writer(suffix: str) -> str:
    try:
        return renderer_for_suffix(f"plan{suffix}")
    except PathplannerError as error:
        return f"nobody ({error})"


def plan_faults(
    name: str,
    sample: str,
    read: TextOf | None = None,
    dates: Callable[[date], Sequence[str]] = forms_of_date,
) -> list[str]:
    """Return what is wrong with a sample plan as the renderer writes it.

    The bytes must be of the renderer's media type. Each step must be there with its
    title, its number close by, and its dates: the days, or what the document says of them
    where a renderer is given one, as it names the month of what is far off. Of plans beside
    each other there must be what each is called and the day on which it ends.

    Args:
        name: The renderer's name.
        sample: The sample plan's name, or `COMPARISON`.
        read: Gives the words in the bytes; `text_of` when None.
        dates: Gives the forms in which a day may be written.
    """
    media_type = load_renderer(name).media_type
    data = rendered(name, sample)
    if faults := type_faults(media_type, data):
        return faults
    if sample == "hostile":
        return []  # its titles may be written in any harmless way
    said = plain(read(data) if read else text_of(media_type, data))
    if sample == COMPARISON:
        return list(_missing_plans(said, dates))
    plan = sample_plan(sample)
    words = _dates_told(plan) if isinstance(load_renderer(name), DocumentRenderer) else {}
    return list(_missing(plan, said, dates, words))


def _missing_plans(said: str, dates: Callable[[date], Sequence[str]]) -> Iterator[str]:
    solid = said.replace(" ", "")
    for called, plan in sample_comparison():
        if plain(called).replace(" ", "") not in solid:
            yield f"the plan is missing that is called {called}"
        days = dates(plan.finish) if plan.finish else ()
        if days and not any(day.replace(" ", "") in solid for day in days):
            yield f"the day {plan.finish} is missing, on which {called} ends"


def _dates_told(plan: Plan) -> dict[int, str]:
    """Return what a document says of the dates of each step, by its number."""
    return {card.number: plain(card.dates).replace(" ", "") for card in compose(plan).cards()}


def _missing(
    plan: Plan, said: str, dates: Callable[[date], Sequence[str]], words: Mapping[int, str]
) -> Iterator[str]:
    solid = said.replace(" ", "")
    for step in plan.steps:
        title = plain(step.title)
        if title.replace(" ", "") not in solid:
            yield f"step {step.number} is missing: {title}"
            continue
        if not re.search(_beside(step.number, title), said):
            yield f"the number {step.number} does not stand beside {title}"
        if step.number in words and words[step.number] in solid:
            continue
        for day in dict.fromkeys((step.start, step.finish)):
            forms = dates(day)
            if not any(form.replace(" ", "") in solid for form in forms):
                yield f"the day {day} of step {step.number} is missing"


def _beside(number: int, title: str) -> str:
    """Return a pattern of a number close to a title, before it or after it."""
    alone = rf"(?<!\d){number}(?!\d)"
    words = r"\s*".join(map(re.escape, title.replace(" ", "")))
    gap = f".{{0,{NEAR}}}?"
    return f"{alone}{gap}{words}|{words}{gap}{alone}"


def hostile_faults(name: str, payload: str, read: TextOf | None = None) -> list[str]:
    """Return what a hostile text does to an output.

    The same plan is written with the payload and with ordinary words in its place. Both
    must have one shape: the same tags, keys, properties or rows. Pages are written with
    plans beside each other too, where the payload is what they are called.
    """
    renderer, faults = load_renderer(name), []
    for compared in (False, True) if can_compare(renderer) else (False,):
        texts = (PAYLOADS[payload], PLAIN)
        data, usual = (_hostile(name, text, compared=compared) for text in texts)
        faults += inert_faults(renderer.media_type, data, usual, read)
    return faults


def inert_faults(
    media_type: str, data: bytes, usual: bytes, read: TextOf | None = None
) -> list[str]:
    """Return what is wrong with an output beside the one that has ordinary words."""
    if faults := type_faults(media_type, data):
        return faults
    faults = []
    if shape_of(media_type, data) != shape_of(media_type, usual):
        faults.append("the text changes the shape of the output")
    if kind_of(media_type) == "application/pdf" and pdf_commands(data) - pdf_commands(usual):
        faults.append("the text adds something that runs or opens files")
    if media_type.startswith("text/"):
        faults += _text_faults(kind_of(media_type), data.decode("utf-8-sig"))
    said = read(data) if read else text_of(media_type, data)
    if re.search("[\x00\u202a-\u202e\u2066-\u2069]", said):
        faults.append("NUL, or letters that turn the direction of writing, are still there")
    return faults


def _text_faults(kind: str, text: str) -> Iterator[str]:
    if kind == "text/markdown":
        if re.search(r"<(script|img|svg)\b", text):
            yield "HTML stands in the Markdown"
        if re.search(r"(?<!\\)\]\(\s*(javascript|file|data):", text):
            yield "a link that runs something stands in the Markdown"
        if re.search(r"(?m)^\s*([-*] )?(# heading|\[x\] done|- \[x\])", text):
            yield "a text begins a block of Markdown"
    if kind in ("text/csv", "text/tab-separated-values"):
        for row in table_of(kind, text):
            for cell in row:
                if re.match(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)", cell):
                    yield f"a spreadsheet would run this cell: {cell[:40]!r}"


def option_cases(
    name: str, values: Mapping[str, Sequence[Any]] | None = None
) -> tuple[tuple[str, Any], ...]:
    """Return every option of a renderer with each value to try.

    Those of `StrEnum` and `bool` are all tried; of others the `values` that are given.
    """
    cases: list[tuple[str, Any]] = []
    given = values or {}
    for option in renderer_options(load_renderer(name)):
        if option.name in given:
            cases += [(option.name, value) for value in given[option.name]]
        elif option.kind is bool:
            cases += [(option.name, value) for value in ("yes", "no")]
        elif _is_enum(option.kind):
            cases += [(option.name, member.value) for member in option.kind]
    return tuple(cases)


def option_faults(name: str, option: str, value: Any, samples: Sequence[str]) -> list[str]:
    """Return what is wrong with the output under one value of an option.

    The bytes must be of the media type. The option must change something: with this value
    or with another one, in at least one of the `samples`. Data may be the same for every
    audience, as there may be nothing in it to leave out.
    """
    renderer = load_renderer(name)
    for sample in samples_of(name, samples):
        data = rendered(name, sample, *given_option(name, option, value))
        if faults := type_faults(renderer.media_type, data):
            return faults
    if isinstance(renderer, DataRenderer) and option == "audience":
        return []
    cases = [(option, value), *(case for case in option_cases(name) if case[0] == option)]
    if any(_changes(name, option, other, sample) for _, other in cases for sample in samples):
        return []
    return [f"the option {option} changes nothing in {', '.join(samples)}"]


def _changes(name: str, option: str, value: Any, sample: str) -> bool:
    given = given_option(name, option, value)
    return rendered(name, sample, *given) != rendered(name, sample)


def refusal_faults(name: str) -> list[str]:
    """Return which wrong options are not refused, or refused without naming the right ones."""
    options = renderer_options(load_renderer(name))
    wrong = {"no_such_option": "x"}
    faults = [*_refused(name, wrong, [one.name for one in options] if len(options) <= 12 else [])]
    for option in options:
        if _is_enum(option.kind):
            faults += _refused(name, {option.name: "no such value"}, list(option.kind))
    return faults


def _refused(name: str, values: Mapping[str, str], named: Sequence[str]) -> Iterator[str]:
    try:
        render(sample_plan(SAMPLES[0]), name, **values)
    except InputError as error:
        for word in named:
            if word not in str(error):
                yield f"the error about {values} does not name {word}: {error}"
    else:
        yield f"{values} is not refused"
