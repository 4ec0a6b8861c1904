"""A pathway and a person with one text in every place where people can write."""

from __future__ import annotations

from decimal import Decimal

import pathplanner as pp
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.occupation import Body, Occupation, Outlook, Pay, Topic, WorkSetting
from pathplanner.model.price import Discount, Dues, Renewal, RenewalOption
from pathplanner.model.step import Exam, Recommendation
from pathplanner.model.support import Barrier, Support

_FROM = ("source",)


def hostile_pathway(text: str) -> pp.Pathway:
    """Return a pathway of three steps that a plan takes, and others that it sets aside."""
    money = pp.Estimate(10, 20, 30, source=_FROM, note=text)
    span = pp.Duration(1, 2, 3, pp.model.Unit.WEEKS, source=_FROM, note=text)
    return pp.Pathway(
        "hostile",
        text,
        (
            *(_held(name, text) for name in ("before", "waived", "swapped")),
            _course(text, money, span),
            _exam(text, money, span),
            _badge(text, money),
            _other(text),
        ),
        ("badge",),
        text,
        (text,),
        occupations=(_occupation(text, money),),
        bodies=(Body("body", text, text, text, (10, 15), text, _FROM),),
        sources=(pp.Source("source", text, text, text, "2026-01-02", note=text),),
        news=(Topic(text, text, _FROM),),
        note=text,
    )


def hostile_person(text: str, start: str) -> pp.Learner:
    """Return a person whose name and papers hold the text."""
    return pp.Learner(
        start,
        text,
        Decimal(10),
        holds={"before": "2020-05-06"},
        funding=(pp.model.Funding(text, 5, status=text, note=text),),
        overrides=(
            pp.model.Override("waived", by=text, why=text, on="2026-12-01"),
            pp.model.Override("swapped", "substitute", text, text, "2026-12-01", text),
        ),
        state="US-TX",  # a text that is not a state is refused
        support=Support(
            text,
            address=text,
            counselor=text,
            contact=text,
            notices=(text,),
            barriers=(Barrier(text, text, text),),
            strengths=(text,),
            interests=(text,),
            reviews=(start,),
            duties=(text,),
            counselor_duties=(text,),
        ),
    )


def _course(text: str, money: pp.Estimate, span: pp.Duration) -> pp.Step:
    return pp.Step(
        "course",
        text,
        pp.Kind.COURSE,
        text,
        text,
        "body",
        text,
        pp.AllOf((pp.Needs("before"), pp.Needs("waived"), pp.Needs("swapped"))),
        duration=span,
        study_hours=pp.Estimate(4, 8, 9, source=_FROM, note=text),
        intakes=Intakes(
            yearly=(MonthDay(2, 1),),
            apply_before=pp.Duration.exactly(10),
            note=text,
            source=_FROM,
        ),
        costs=(pp.Cost(pp.model.CostKind.TUITION, money, text, note=text, source=_FROM),),
        proof=text,
        url=text,
        note=text,
        source=_FROM,
    )


def _exam(text: str, money: pp.Estimate, span: pp.Duration) -> pp.Step:
    return pp.Step(
        "exam",
        f"Exam {text}",
        pp.Kind.EXAM,
        text,
        text,
        requires=pp.AnyOf((pp.Needs("course"), pp.Needs("instead"))),
        recommends=(Recommendation(pp.Needs("instead"), text, text, _FROM),),
        waiting=span,
        costs=(
            pp.Cost(
                pp.model.CostKind.EXAM,
                money,
                text,
                discounts=(Discount("course", pp.Estimate.exactly(15, note=text), text),),
            ),
            pp.Cost(pp.model.CostKind.OTHER, pp.UNKNOWN, text, note=text),
        ),
        minimum_age=18,
        exam=Exam(text, 60, text, text, 2, span, money, 50, span, text, _FROM),
        proof=text,
        url=text,
        note=text,
    )


def _badge(text: str, money: pp.Estimate) -> pp.Step:
    year = pp.Duration.exactly(1, pp.model.Unit.YEARS, note=text)
    options = (
        RenewalOption(text, 10, money, note=text, source=_FROM),
        RenewalOption(text, None, pp.UNKNOWN, note=text),
    )
    return pp.Step(
        "badge",
        f"Badge {text}",
        pp.Kind.CREDENTIAL,
        text,
        text,
        "body",
        requires=pp.Needs("exam"),
        costs=(pp.Cost(pp.model.CostKind.FEE, money, text),),
        dues=Dues(money, year, text, _FROM),
        renewal=Renewal(year, options, grace=year, late_fee=money, note=text, source=_FROM),
        occupation="29-2072",
        pay=money,
        note=text,
    )


def _other(text: str) -> pp.Step:
    return pp.Step(
        "instead",
        f"Instead {text}",
        pp.Kind.COURSE,
        duration=pp.Duration.exactly(3, pp.model.Unit.YEARS),
        costs=(pp.Cost(pp.model.CostKind.FEE, pp.Estimate.exactly(1)),),
    )


def _held(name: str, text: str) -> pp.Step:
    return pp.Step(name, f"{name} {text}", pp.Kind.DIPLOMA, text)


def _occupation(text: str, money: pp.Estimate) -> Occupation:
    return Occupation(
        "29-2072",
        text,
        Pay(money, money, money, money, text, text, text, _FROM),
        Outlook(3, text, 10, 1, 1, text, _FROM),
        text,
        (WorkSetting(text, 10, money, text, _FROM),),
        (Topic(text, text, _FROM),),
        (Topic(text, text, _FROM),),
        text,
        _FROM,
    )
