"""Walks a bundled pathway: every part of it by its path, with the sources that speak for it."""

from decimal import Decimal
from functools import cache

import attrs

from pathplanner.formats.bundled import bundled_pathways
from pathplanner.formats.files import load_pathway
from pathplanner.model.quantity import Duration, Estimate, Unknown

NAMES = bundled_pathways()
# Numbers that carry no fact of their own: a period's name, or a place in a list.
NUMBERS = (int, Decimal, Estimate, Duration)


@cache
def pathway(name):
    """Return a bundled pathway, read once."""
    return load_pathway(name)


def walk(value, sources=(), path=""):
    """Yield every part of the pathway with its path and the source ids that speak for it."""
    if attrs.has(type(value)):
        own = getattr(value, "source", ()) or sources
        yield value, own, path
        if isinstance(value, Estimate | Duration):
            return
        for field in attrs.fields(type(value)):
            if field.name != "source":
                yield from walk(getattr(value, field.name), own, f"{path}/{field.name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from walk(item, sources, f"{path}/{getattr(item, 'id', place)}")
    else:
        yield value, sources, path


@cache
def parts(name):
    """Every part by its path, such as `steps/cpc/renewal/every`, and its source ids."""
    return {path.strip("/"): (value, sources) for value, sources, path in walk(pathway(name))}


def is_number(value):
    """Tell whether a value is a number that a source must state."""
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def likely(value, otherwise=0):
    """Return the likely amount of a quantity, or another where there is none."""
    return getattr(value, "likely", otherwise)


def plain(value):
    """Return a quantity in few letters: `250-300`, `2 years`, `unknown`."""
    if isinstance(value, Estimate):
        numbers = [f"{amount:f}" for amount in (value.low, value.high)]
    elif isinstance(value, Duration):
        unit = value.unit.value
        numbers = [str(value.low), str(value.high)]
        return f"{'-'.join(dict.fromkeys(numbers))} {unit}"
    elif isinstance(value, Unknown):
        return "unknown"
    else:
        return str(value)
    return "-".join(dict.fromkeys(numbers))


def urls_of(name, path):
    """Return the pages that speak for the part at a path."""
    known = {source.id: source.url for source in pathway(name).sources}
    return {known[source] for source in parts(name)[path][1]}
