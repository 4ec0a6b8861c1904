"""Bytes to text: the first door, which only plain UTF-8 text of sensible size gets through."""

from __future__ import annotations

import re

from pathplanner.errors import Fault, InputError

LARGEST_FILE = 5_000_000
"""The most bytes that are read."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


_NO_TEXTS = {
    b"\x89PNG\r\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or a document of Word or Excel",
    b"\xd0\xcf\x11\xe0": "an old document of Word or Excel",
    b"%PDF-": "a PDF",
}
"""How files begin that people take for texts, and what they are."""

LONGEST_SHOWN = 60
"""Characters of a text that are shown in a message."""


def show(text: str) -> str:
    """Return a text in quotes, shortened, with nothing in it that upsets a terminal."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
    return repr(short)


def other_than_text(data: bytes | str) -> str:
    """Return what a file is that is not a text, by its first bytes; nothing if it may be one."""
    start = data[:8] if isinstance(data, bytes) else b""
    return next((what for mark, what in _NO_TEXTS.items() if start.startswith(mark)), "")


def decode(data: bytes | str, file: str = "") -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        InputError: It is too large, not UTF-8, or holds characters no text has.
    """
    raw = _encode(data, file) if isinstance(data, str) else data
    if len(raw) > LARGEST_FILE:
        raise _refusal(file, "The file is larger than 5 MB.", "Leave out what is not needed.")
    if raw.startswith(_UTF16_MARKS) or _looks_like_utf16(raw):
        raise _refusal(file, "The file is UTF-16 text, not UTF-8.", "Save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        raise _refusal(file, "The file is not UTF-8 text.", "Save it as UTF-8.", before) from None
    if found := _REFUSED.search(text):
        message = f"The file holds a control character (U+{ord(found[0]):04X})."
        hint = "It must be a plain text file; take the character out."
        raise _refusal(file, message, hint, text[: found.start()])
    return _PAIR.sub(_join_pair, text) if text.lstrip()[:1] == "{" else text


def _encode(text: str, file: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise _refusal(file, "The text holds half a character.", "Save it as UTF-8.") from None


def _looks_like_utf16(raw: bytes) -> bool:
    """Tell whether every second byte of the beginning is NUL, as in UTF-16 English."""
    start = raw[:64]
    return len(start) >= 4 and (not any(start[::2]) or not any(start[1::2]))


def _join_pair(found: re.Match[str]) -> str:
    r"""Join `\ud83d\ude00`, JSON's way to write one character, which YAML does not know."""
    pair = bytes.fromhex(found[2] + found[3])
    return found[1] + pair.decode("utf-16-be")


def _refusal(file: str, message: str, hint: str, before: str = "") -> InputError:
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return InputError([Fault(message, hint=hint, file=file, line=line, column=column)])
