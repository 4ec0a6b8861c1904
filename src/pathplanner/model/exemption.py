"""What a pathway says to the linter: here a rule does not hold, and why."""

from __future__ import annotations

from attrs import field, frozen

from pathplanner.errors import InputError


def _not_blank(_: object, __: object, value: str) -> None:
    if not value.strip():
        raise InputError("must not be empty")


@frozen
class Exemption:
    """A finding of the linter that is known and is to stay.

    Attributes:
        code: The code of the rule, such as PP102.
        at: Where, such as `steps.cpc.costs`: that place and all inside it. A star stands
            for any run of letters, so `*` is everywhere and `steps.*.pay` every step's pay.
        why: Why the rule does not hold there. Somebody will ask.
    """

    code: str = field(validator=_not_blank)
    at: str = field(validator=_not_blank)
    why: str = field(validator=_not_blank)
