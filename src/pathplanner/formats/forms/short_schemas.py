"""The schemas of the forms in `forms.py`: the same types, the same short ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol, get_args, get_origin

from pathplanner.formats.forms import shapes
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Attempt, Dropped, Held, UnderWay
from pathplanner.model.occupation import Topic
from pathplanner.model.quantity import Duration, Estimate, Unknown
from pathplanner.model.requirement import Requirement
from pathplanner.model.step import Cost, CostKind, Discount, Recommendation, Renewal, RenewalOption

Schema = dict[str, Any]

_AMOUNT = r"^\s*[0-9]+(\.[0-9]+)?(\s*(-|\u2013|to)\s*[0-9]+(\.[0-9]+)?)?\s*$"
_SPAN = r"^\s*[0-9]+(\s*(-|\u2013|to)\s*[0-9]+)?\s*([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?\s*$"
_OWN_OPTION = ("title", "units", "fee", "discounts")


class Maker(Protocol):
    """What these functions need of the schema maker."""

    def of(self, kind: Any) -> Schema:
        """Return the schema of a type."""

    def block(self, kind: Any, *without: str) -> Schema:
        """Return a reference to the schema of a class."""

    def fields(self, kind: Any, *without: str) -> Schema:
        """Return the schema of a class."""

    def items(self, kind: Any) -> Schema:
        """Return the schema of a list."""


def name_of(kind: Any) -> str:
    """Return the name of a form's definition."""
    if kind == Requirement:
        return "Requirement"
    if get_origin(kind) is tuple:
        return f"{get_args(kind)[0].__name__}-list"
    return str(kind.__name__)


def _any(*choices: Schema) -> Schema:
    return {"anyOf": list(choices)}


def _by_key(value: Schema, keys: Schema | None = None) -> Schema:
    names = {"propertyNames": keys} if keys else {}
    return {"type": "object", **names, "additionalProperties": value}


def _amount_word(_: Maker) -> Schema:
    return _any({"type": "number", "minimum": 0}, {"type": "string", "pattern": _AMOUNT})


def _span_word(_: Maker) -> Schema:
    return {"type": "string", "pattern": _SPAN}


def _estimate(make: Maker) -> Schema:
    return _any(_amount_word(make), make.block(shapes.Amount), make.block(shapes.AmountRange))


def _duration(make: Maker) -> Schema:
    return _any(_span_word(make), make.block(shapes.Span), make.block(shapes.SpanRange))


def _month_day(_: Maker) -> Schema:
    return {"type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}


def _intakes(make: Maker) -> Schema:
    one = _any(make.of(date), make.of(MonthDay))
    return _any(make.block(Intakes), one, {"type": "array", "items": one, "minItems": 1})


def _requirement(make: Maker) -> Schema:
    gates = [make.block(shape) for shape in (shapes.AllOfThese, shapes.AnyOfThese)]
    many = {"type": "array", "items": make.of(Requirement)}
    return _any(make.of(str), many, *gates, make.block(shapes.AtLeastOfThese))


def _recommendation(make: Maker) -> Schema:
    return _any(make.of(Requirement), make.block(Recommendation))


def _recommendations(make: Maker) -> Schema:
    return _any(make.of(Recommendation), {"type": "array", "items": make.of(Recommendation)})


def _costs(make: Maker) -> Schema:
    amount = make.of(Estimate | Unknown)
    by_kind = _by_key(_any(amount, make.block(Cost, "kind")), make.of(CostKind))
    return _any({"type": "array", "items": make.block(Cost)}, by_kind, make.block(Cost), amount)


def _discounts(make: Maker) -> Schema:
    many = {"type": "array", "items": make.block(Discount)}
    return _any(_by_key(make.of(Estimate)), many)


def _renewal(make: Maker) -> Schema:
    own = make.fields(Renewal, "options")
    option = make.fields(RenewalOption)["properties"]
    own["properties"] |= {key: option[key] for key in _OWN_OPTION}
    own["anyOf"] = [{"required": [key]} for key in ("title", "units", "fee")]
    return _any(make.block(Renewal), own)


def _renewal_option(make: Maker) -> Schema:
    option = make.fields(RenewalOption)
    option["required"] = []
    option["anyOf"] = [{"required": [key]} for key in ("title", "units", "fee")]
    return option


def _topic(make: Maker) -> Schema:
    return _any(make.of(str), make.block(Topic))


def _topics(make: Maker) -> Schema:
    return _any(make.of(Topic), {"type": "array", "items": make.of(Topic)})


def sharing(make: Maker, steps: Schema) -> Schema:
    """Return the keys of a pathway file that `sharing.py` reads, beside the model's own."""
    by_id, many = steps["anyOf"]
    one = _any({"const": "shared"}, by_id["additionalProperties"])
    uses = {
        **make.items(str),
        "description": "Pathways whose steps stand here as `shared`: bundled names or paths.",
    }
    return {
        "uses": uses,
        "steps": {**steps, "anyOf": [{**by_id, "additionalProperties": one}, many]},
    }


def _held(make: Maker) -> Schema:
    return _any(make.of(str), make.block(Held))


def _holds(make: Maker) -> Schema:
    many = {"type": "array", "items": make.of(Held)}
    return _any(many, _by_key(make.of(date | None)), make.of(str))


def _under_way(make: Maker) -> Schema:
    many = {"type": "array", "items": make.block(UnderWay)}
    return _any(_by_key(make.of(date)), many)


def _failed(make: Maker) -> Schema:
    many = {"type": "array", "items": make.block(Attempt)}
    days = _any(make.of(date), {"type": "array", "items": make.of(date)})
    return _any(_by_key(days), many)


def _dropped(make: Maker) -> Schema:
    many = {"type": "array", "items": make.block(Dropped)}
    return _any(_by_key(make.of(date)), many)


FORMS: Mapping[Any, Callable[[Maker], Schema]] = MappingProxyType(
    {
        shapes.AmountWord: _amount_word,
        Duration: _duration,
        Estimate: _estimate,
        Held: _held,
        Intakes: _intakes,
        MonthDay: _month_day,
        Recommendation: _recommendation,
        Renewal: _renewal,
        RenewalOption: _renewal_option,
        Requirement: _requirement,
        shapes.SpanWord: _span_word,
        Topic: _topic,
        tuple[Attempt, ...]: _failed,
        tuple[Cost, ...]: _costs,
        tuple[Discount, ...]: _discounts,
        tuple[Dropped, ...]: _dropped,
        tuple[Held, ...]: _holds,
        tuple[Recommendation, ...]: _recommendations,
        tuple[Topic, ...]: _topics,
        tuple[UnderWay, ...]: _under_way,
    }
)

# Plans are written in one way only, but a requirement is no plain class there either.
PLAN_FORMS: Mapping[Any, Callable[[Maker], Schema]] = MappingProxyType({Requirement: _requirement})
