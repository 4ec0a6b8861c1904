"""For whom, how much and in which language a plan is put in words."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen


class Variant(StrEnum):
    """How much is said: all, what fits on one or two pages, or the boxes to tick alone."""

    FULL = "full"
    BRIEF = "brief"
    CHECKLIST = "checklist"


class Audience(StrEnum):
    """Who reads it. Each but `participant` is told less than the person themself."""

    PARTICIPANT = "participant"
    FUNDER = "funder"
    EMPLOYER = "employer"


@frozen
class View:
    """What `compose` makes of a plan.

    Attributes:
        language: BCP 47 tag of the words; that of the pathway when empty.
        variant: How much is said.
        audience: Who reads it.
    """

    language: str = ""
    variant: Variant = field(default=Variant.FULL, converter=Variant)
    audience: Audience = field(default=Audience.PARTICIPANT, converter=Audience)
