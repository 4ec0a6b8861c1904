"""The table of forms: which types may be written in a shorter way."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pathplanner.formats.forms import learner as learner_forms
from pathplanner.formats.forms import quantity as quantity_forms
from pathplanner.formats.forms import step as step_forms
from pathplanner.formats.forms.reader import Form
from pathplanner.formats.forms.shapes import AmountWord, SpanWord
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import Attempt, Dropped, Held, UnderWay
from pathplanner.model.occupation import Topic
from pathplanner.model.quantity import Duration, Estimate
from pathplanner.model.requirement import Requirement
from pathplanner.model.step import Cost, Discount, Recommendation, Renewal, RenewalOption

FORMS: Mapping[Any, Form] = MappingProxyType(
    {
        AmountWord: quantity_forms.amount_word,
        Duration: quantity_forms.duration,
        Estimate: quantity_forms.estimate,
        Held: learner_forms.held,
        Intakes: quantity_forms.intakes,
        MonthDay: quantity_forms.month_day,
        Recommendation: step_forms.recommendation,
        Renewal: step_forms.renewal,
        RenewalOption: step_forms.renewal_option,
        Requirement: step_forms.requirement,
        SpanWord: quantity_forms.span_word,
        Topic: step_forms.topic,
        tuple[Attempt, ...]: learner_forms.failed,
        tuple[Cost, ...]: step_forms.costs,
        tuple[Discount, ...]: step_forms.discounts,
        tuple[Dropped, ...]: learner_forms.dropped,
        tuple[Held, ...]: learner_forms.holds,
        tuple[Recommendation, ...]: step_forms.recommendations,
        tuple[UnderWay, ...]: learner_forms.under_way,
    }
)
