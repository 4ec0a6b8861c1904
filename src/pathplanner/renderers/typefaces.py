"""Which letters the bundled typefaces have, and where the others come from.

A letter that no bundled typeface has would come from any font of the machine, or be an empty
box where there is none. So each is looked for in typefaces that are known to have it (see
`scripts`), and what none has is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import islice
from unicodedata import normalize

from pathplanner.document import Document, texts_of
from pathplanner.errors import Fault, InputError
from pathplanner.renderers.scripts import SILENT, Face, Missing, faces_for

FACES = tuple((f"{face}-Regular.ttf", f"{face}-Bold.ttf") for face in ("SourceSans3", "NotoSans"))
"""The typefaces in the order in which a letter is looked for, each in its two weights."""

FONTS = files("pathplanner.renderers") / "fonts"
"""The folder that they are in."""

_MOST_FAULTS = 20
_SHOWN = 40
_OTHERWISE = "Or take another format, such as -o checklist.md, which has room for every script."
_HINT = f"Write it in letters of a language. {_OTHERWISE}"


@cache
def letters() -> frozenset[str]:
    """Return every character that can be drawn in both weights."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    def drawn_by(name: str) -> set[int]:
        data = FONTS.joinpath(name).read_bytes()
        return set(TTFont(BytesIO(data), lazy=True).getBestCmap())

    every = (drawn_by(regular) & drawn_by(bold) for regular, bold in FACES)
    return frozenset(map(chr, set().union(*every)))


def faces_of(document: Document) -> tuple[Face, ...]:
    """Return the typefaces that a document needs next to the bundled ones.

    Raises:
        InputError: Names the letters that cannot be drawn, where they stand, in the name or in
            a section, and the command that installs a typeface for them.
    """
    texts = list(_texts(document))
    every = normalize("NFC", "\n".join([document.name, *(text for _place, text in texts)]))
    wanted = frozenset(every) - letters() - {"\n"} - SILENT
    if not wanted:
        return ()
    faces, missing = faces_for(wanted, (document.language, document.foreign))
    if missing:
        raise InputError(list(_faults(document.name, texts, missing)))
    return faces


def _faults(
    name: str, texts: list[tuple[str, str]], missing: tuple[Missing, ...]
) -> Iterator[Fault]:
    """Yield a fault for each text with letters that cannot be drawn, the name's first."""
    known = normalize("NFC", name)
    places = {known: ("learner.name", "the name")}
    for place, text in texts:
        rest = normalize("NFC", text)
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        places.setdefault(rest.replace(known, "") if known else rest, ("", f"{shown!r} ({place})"))
    told = (
        _fault([letter for letter in dict.fromkeys(text) if letter in one.letters], one, *where)
        for text, where in places.items()
        for one in missing
        if one.letters.intersection(text)
    )
    yield from islice(dict.fromkeys(told), _MOST_FAULTS)


def _fault(letters: list[str], missing: Missing, path: str, where: str) -> Fault:
    said = ", ".join(f"{one} (U+{ord(one):04X})" for one in letters[:10])
    more = " and others" if len(letters) > 10 else ""
    script = missing.script
    if script is None:
        return Fault(f"The roadmap's typeface cannot draw {said}{more} in {where}.", path, _HINT)
    message = (
        f"No typeface for {script.name} letters is installed, to draw {said}{more} in {where}."
    )
    ways = [f'pip install "pathplanner[{script.extra}]"'] if script.extra else []
    ways.append(f"on Debian or Ubuntu: sudo apt-get install {script.package}")
    return Fault(message, path, f"Install one: {', or '.join(ways)}. {_OTHERWISE}")


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each text with the title of its section; the foot of a page repeats others."""
    for text in (document.title, document.subtitle, document.meta):
        yield document.kicker, text
    for section in document.sections:
        for text in texts_of(section):
            yield section.title, text
