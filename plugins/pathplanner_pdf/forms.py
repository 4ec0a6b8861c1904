"""A page to fill in on the screen: real fields where the printed page leaves room.

`parts` names each box and each empty line by an attribute, `data-field`, that holds its
label. For print it means nothing; here it becomes a field. A label cannot be forged: in
what `tag` escapes there is no `<`.
"""

from __future__ import annotations

import re
from itertools import count

_BOX = re.compile(r'<span class="box" data-field="([^"]*)"></span>')
_ROOM = re.compile(r'<(p|td)( class="[^"]*")? data-field="([^"]*)">(.*?)</\1>', re.DOTALL)


def fillable(page: str) -> str:
    """Return the page with a field in the place of each box and of each empty line.

    Each field has a name of its own and the label of its place, which a screen reader
    says and a reader of the PDF shows.
    """
    numbers = count(1)

    def box(found: re.Match[str]) -> str:
        name = f"box-{next(numbers)}"
        return f'<input type="checkbox" class="box" name="{name}" title="{found[1]}">'

    def line(found: re.Match[str]) -> str:
        element, kind, label, text = found.groups()
        shown = "" if text.endswith("\u00a0</span>") or text == "\u00a0" else text
        field = f'<input type="text" class="field" name="line-{next(numbers)}" title="{label}">'
        return f"<{element}{kind or ''}>{shown}{field}</{element}>"

    return _ROOM.sub(line, _BOX.sub(box, page))
