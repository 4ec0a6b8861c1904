"""Elements of HTML; every text from outside is escaped in `tag`, and only there."""

from __future__ import annotations

import re
from html import escape
from unicodedata import normalize

from pathplanner.document import Document, Text, format_marks
from pathplanner.renderers.direction import begins_right, has_turned, turned_parts

_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
_VOID = frozenset({"meta", "col", "input", "img"})
_PLAIN = frozenset({"title", "style", "textarea", "a"})
"""Elements in which there is nothing but text, or an address that may break anywhere."""
_BLOCKS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3"})
_MARKUP = re.compile(r"<[^>]*>")
_CREDENTIAL = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]{1,3})+\b")


class Markup(str):
    """HTML that `tag` made; any other text is escaped when it goes into a tag."""

    __slots__ = ()


EMPTY = Markup("")


def tag(name: str, *children: str, **attributes: str) -> Markup:
    """Return an element; this is the only place where text becomes HTML.

    An attribute's name may end with an underscore where it is a word of Python
    (`class_`); an attribute without a value is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    inside = "".join(map(_as_plain if name in _PLAIN else _as_markup, children))
    if name in _BLOCKS and has_turned(inside) and begins_right(_MARKUP.sub("", inside)):
        said += ' dir="rtl"'
    return Markup(f"<{name}{said}>{inside}</{name}>")


def _as_markup(child: str) -> str:
    """Return a text as HTML, with each letter and its accents as one where there is one.

    A typeface has no place for every accent, but it has those letters. The name of a
    credential such as CPC-A is kept on one line.
    """
    if isinstance(child, Markup):
        return child
    if not has_turned(child):
        return _unbroken(child)
    parts = ((_unbroken(part), turned) for part, turned in turned_parts(child))
    return "".join(f'<span dir="rtl">{one}</span>' if turned else one for one, turned in parts)


def _unbroken(text: str) -> str:
    return _CREDENTIAL.sub(r'<span class="one">\g<0></span>', _as_plain(text))


def _as_plain(child: str) -> str:
    return child if isinstance(child, Markup) else escape(normalize("NFC", child))


def join(*parts: Markup) -> Markup:
    """Return elements side by side."""
    return Markup("".join(parts))


def with_marks(text: Text) -> Markup:
    """Return a text with the marks of its sources behind it."""
    # What needs no element has none: fewer are laid out sooner.
    words = tag("span", text.text, lang=text.lang) if text.lang else Markup(_as_markup(text.text))
    if not text.marks:
        return words
    return join(words, tag("span", "\u00a0" + format_marks(text.marks), class_="mark"))


def logo_of(document: Document) -> Markup:
    """Return the picture of the office that made a document; nothing where there is none."""
    logo = document.logo
    return tag("img", src=logo.url, alt=logo.alt, class_="logo") if logo else EMPTY


def address(url: str, *, short: bool = False) -> Markup:
    """Return an address; a link only when it is one for a browser or for mail.

    Args:
        url: The address.
        short: Whether its `https://` is left out, which browsers put before it themselves.
    """
    if _URL.fullmatch(url):
        return tag("a", url.removeprefix("https://") if short else url, href=url)
    return tag("span", url, class_="address")
