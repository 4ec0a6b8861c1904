"""The states of countries, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from pathplanner.errors import InputError
from pathplanner.model.coerce import to_text, to_texts

STATE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
"""How a state is written: by its ISO 3166-2 code."""

_NAMES = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,"
    "DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,"
    "IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,"
    "MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,"
    "NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,"
    "PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,"
    "UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,"
    "AS American Samoa,GU Guam,MP Northern Mariana Islands,VI Virgin Islands"
)
STATE_NAMES = {
    f"US-{code}": name for code, _, name in (one.partition(" ") for one in _NAMES.split(","))
}
"""The states of the United States, its district and its territories, by their codes."""

_MEANT = {name.casefold(): code for code, name in STATE_NAMES.items()}
_MEANT |= {code.removeprefix("US-").casefold(): code for code in STATE_NAMES}


def to_state(text: str) -> str:
    """Return the code of a state from the code, its short form or its name; empty if empty.

    `US-OH`, `us-oh`, `OH` and `Ohio` are one state. What is written with a country is taken
    for what it says: states of other countries are known by their codes alone.

    Raises:
        InputError: It is not a state; the message names the nearest one.
    """
    plain = " ".join(to_text(text).replace(".", "").split())
    code = plain.upper().replace(" ", "-")
    if not plain:
        return ""
    if found := _MEANT.get(plain.casefold()):
        return found
    if STATE.fullmatch(code) and (not code.startswith("US-") or code in STATE_NAMES):
        return code
    near = get_close_matches(plain.title(), STATE_NAMES.values(), n=1) or ["Texas"]
    such = f"{near[0]} or {_MEANT[near[0].casefold()]}"
    raise InputError(f"{text!r} is not a state; write its name or code, such as {such}")


def to_states(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return the codes of one state or several, each once.

    Raises:
        InputError: One of them is not a state.
    """
    return tuple(dict.fromkeys(to_state(one) for one in to_texts(value)))


def state_name(code: str) -> str:
    """Return the name of a state where it is known, else its code."""
    return STATE_NAMES.get(code, code)
