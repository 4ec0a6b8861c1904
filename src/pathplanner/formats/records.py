"""Records of what a person has achieved: Open Badges 2 and 3, CLR, Europass, a plain list.

Only what can be checked without the network is checked: the structure, the days, whether it
was taken back as far as the record itself says so, whose it is, and signatures whose key is in
the file (see `seals`). Each achievement says what was not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import define, evolve, field

from pathplanner.errors import Fault, InputError
from pathplanner.formats.seals import Seal, seal_of, seal_of_text
from pathplanner.model.achievement import Achievement
from pathplanner.model.losses import Place

_PNG = b"\x89PNG\r\n\x1a\n"
_KEYS = (b"openbadgecredential", b"openbadges")
_LARGEST_TEXT = 5_000_000
DEEPEST = 20
_LISTED = ("A list is what somebody wrote.",)


def read_record(
    data: bytes, file: str = "", today: date | None = None, holder: str = ""
) -> tuple[Achievement, ...]:
    """Return what a record says was achieved.

    Args:
        data: The file: JSON, a signed badge (JWS), or a PNG picture with a badge in it.
        file: What it is called in messages.
        today: The day on which it must still count.
        holder: Whose it must be, by e-mail or another identity; not checked when empty.

    Raises:
        InputError: It is no record that is known here.
    """
    text = _text(data, file)
    tree = _tree(text, file)
    seal = seal_of_text(text) if _is_signed(text) else None
    found = list(_Reader(file, today, holder, seal).read(tree, "", 0))
    if not found:
        hint = "Give an Open Badge, a CLR, a Europass or a list of names."
        raise InputError([Fault("There is no achievement in it.", "", hint, file)])
    return tuple(found)


def _text(data: bytes, file: str) -> str:
    raw = _from_picture(data, file) if data.startswith(_PNG) else data
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise InputError([Fault("This is no text and no PNG picture.", file=file)]) from None
    if text.startswith("<"):
        said = "This is a page or an SVG picture; a badge in it is not read."
        raise InputError([Fault(said, "", "Ask for the file, or for a PNG picture.", file)])
    return text


def _from_picture(data: bytes, file: str) -> bytes:
    """Return the badge that is baked into a PNG picture."""
    place = len(_PNG)
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        key, _, rest = body.partition(b"\0")
        if kind == b"iTXt" and key in _KEYS and len(rest) > 2:
            packed, text = rest[0], rest[2:].split(b"\0", 2)[-1]
            try:
                return zlib.decompressobj().decompress(text, _LARGEST_TEXT) if packed else text
            except zlib.error:
                break
        place += 12 + length
    raise InputError([Fault("There is no badge in this picture.", "", "Ask for the file.", file)])


def _is_signed(text: str) -> bool:
    return text.count(".") == 2 and " " not in text and not text.startswith(("{", "["))


def _tree(text: str, file: str) -> Any:
    parts = text.split(".")
    is_signed = _is_signed(text)
    try:
        if is_signed:
            body = parts[1] + "=" * (-len(parts[1]) % 4)
            tree = json.loads(base64.urlsafe_b64decode(body))
            return tree.get("vc", tree) if isinstance(tree, dict) else tree
        return json.loads(text)
    except json.JSONDecodeError as error:
        said = "This is not JSON, and no signed badge."
        line, column = (0, 0) if is_signed else (error.lineno, error.colno)
        raise InputError([Fault(said, "", "", file, line, column)]) from None
    except (ValueError, RecursionError):
        raise InputError([Fault("This badge cannot be read.", file=file)]) from None


@define
class _Reader:
    """Reads one record."""

    _file: str
    _today: date | None
    _holder: str
    _seal: Seal | None = None
    _count: int = field(default=0, init=False)

    def read(self, tree: Any, path: str, depth: int) -> Iterator[Achievement]:
        """Yield the achievements in a part of a record."""
        if depth > DEEPEST:
            raise InputError([Fault("Records stand too deeply within each other.", path[:200])])
        if isinstance(tree, list):
            for number, one in enumerate(tree):
                yield from self.read(one, f"{path}[{number}]", depth + 1)
        elif isinstance(tree, str) and tree.strip() and path:
            found = Achievement(tree.strip(), place=Place(path, self._file), unchecked=_LISTED)
            yield self._judged(found, "")
        elif isinstance(tree, dict):
            yield from self._block(tree, path, depth)

    def _block(self, tree: dict[str, Any], path: str, depth: int) -> Iterator[Achievement]:
        subject = tree.get("credentialSubject")
        if isinstance(subject, dict | list):
            for one in subject if isinstance(subject, list) else [subject]:
                yield from self._credential(tree, one, path, depth)
        elif "badge" in tree:
            yield self._assertion(tree, path)
        elif "SkillsPassport" in tree:
            learner = _get(tree, "SkillsPassport", "LearnerInfo")
            for number, one in enumerate(_several(_get(learner, "Education"))):
                yield self._education(one, f"SkillsPassport.LearnerInfo.Education[{number}]")
        elif isinstance(tree.get("name"), str):
            yield self._plain(tree, path)
        else:
            for key in ("verifiableCredential", "credentials", "achievements", "badges", "held"):
                if key in tree:
                    yield from self.read(tree[key], f"{path}.{key}".strip("."), depth + 1)

    def _credential(
        self, tree: dict[str, Any], subject: Any, path: str, depth: int
    ) -> Iterator[Achievement]:
        """Yield the achievements of an Open Badge 3, or of a CLR, which holds several."""
        if not isinstance(subject, dict):
            return
        seal = self._seal or seal_of(tree)
        whose = [_text_of(subject.get("id"))]
        whose += [
            _text_of(_get(one, "identityHash")) for one in _several(subject.get("identifier"))
        ]
        whose = [one for one in whose if one]
        refused = seal.said if seal.broken else self._not_of_holder(whose, tree)
        inside = subject.get("verifiableCredential")
        if inside is not None:
            where = f"{path}.credentialSubject.verifiableCredential".strip(".")
            within = _Reader(self._file, self._today, self._holder)
            for one in within.read(inside, where, depth + 1):
                yield evolve(one, refused=refused) if refused else one
        for number, one in enumerate(_several(subject.get("achievement"))):
            place = Place(f"{path}.credentialSubject.achievement[{number}]".strip("."), self._file)
            found = self._described(one, place)
            on = tree.get("validFrom") or tree.get("awardedDate") or tree.get("issuanceDate")
            ends = tree.get("validUntil") or tree.get("expirationDate")
            found = evolve(
                found,
                on=_day(on),
                expires=_day(ends),
                issuer=_name(tree.get("issuer")),
                evidence=tuple(_ids(tree.get("evidence"))),
                unchecked=(*_unchecked(tree, seal), *self._whose(whose)),
            )
            yield self._judged(found, refused)

    def _assertion(self, tree: dict[str, Any], path: str) -> Achievement:
        """Return the achievement of an Open Badge 2."""
        badge, seal = tree["badge"], self._seal or seal_of(tree)
        place = Place(f"{path}.badge".strip("."), self._file)
        identity = _text_of(_get(tree.get("recipient"), "identity"))
        whose = [identity] if identity else []
        found = self._described(badge if isinstance(badge, dict) else {"id": badge}, place)
        found = evolve(
            found,
            on=_day(tree.get("issuedOn")),
            expires=_day(tree.get("expires")),
            issuer=_name(_get(badge, "issuer")),
            evidence=tuple(_ids(tree.get("evidence"))),
            unchecked=(*_unchecked(tree, seal), *self._whose(whose)),
        )
        if seal.broken:
            return evolve(found, refused=seal.said)
        if tree.get("revoked") is True:
            reason = _text_of(tree.get("revocationReason"))
            return evolve(found, refused=f"It was taken back{f': {reason}' if reason else ''}.")
        salt = _text_of(_get(tree.get("recipient"), "salt"))
        return self._judged(found, self._not_of_holder(whose, tree, salt))

    def _described(self, tree: Any, place: Place) -> Achievement:
        tree = tree if isinstance(tree, dict) else {"id": tree}
        aligned = _several(tree.get("alignment"))
        addresses = [tree.get("id"), *(_get(one, "targetUrl") for one in aligned)]
        codes = [tree.get("humanCode"), *(_get(one, "targetCode") for one in aligned)]
        addresses += [code for code in codes if _text_of(code).startswith("ce-")]
        name = _name(tree) or _text_of(tree.get("id")) or "Without a name"
        return Achievement(
            name,
            tuple(text for one in addresses if (text := _text_of(one))),
            tuple(text for one in codes if (text := _text_of(one))),
            place=place,
        )

    def _education(self, tree: Any, path: str) -> Achievement:
        until = _get(tree, "Period", "To")
        parts = [_get(until, key) for key in ("Year", "Month", "Day")]
        numbers = [part for part in parts if isinstance(part, int)]
        text = "-".join(f"{number:02}" for number in numbers) if len(numbers) == 3 else ""
        found = Achievement(
            _text_of(_get(tree, "Title")) or "Without a name",
            on=_day(text),
            issuer=_text_of(_get(tree, "Organisation", "Name")),
            place=Place(path, self._file),
            unchecked=("A Europass is what the person says themself.",),
        )
        return self._judged(found, "")

    def _plain(self, tree: dict[str, Any], path: str) -> Achievement:
        keys = [_text_of(tree.get(key)) for key in ("id", "ctid", "url", "code")]
        found = Achievement(
            str(tree["name"]),
            tuple(key for key in keys[:3] if key),
            tuple(key for key in keys[3:] if key),
            on=_day(tree.get("date") or tree.get("on")),
            expires=_day(tree.get("expires")),
            issuer=_name(tree.get("issuer")),
            place=Place(path, self._file),
            unchecked=_LISTED,
        )
        return self._judged(found, "")

    def _not_of_holder(self, whose: list[str], tree: dict[str, Any], salt: str = "") -> str:
        """Return why a record is not the holder's, or an empty text."""
        if not self._holder or not whose:
            return ""
        salts = {salt, *(_text_of(_get(one, "salt")) for one in _several(
            _get(tree.get("credentialSubject"), "identifier")))}  # fmt: skip
        told = [one for one in whose if _is_told(one, self._holder)]
        for one in told:
            if one.removeprefix("mailto:").casefold() == self._holder.casefold():
                return ""
            kind, mark, digest = one.partition("$")
            if mark and kind in ("sha256", "md5"):
                spellings = (self._holder, self._holder.lower())
                made = (
                    hashlib.new(kind, (holder + each).encode()).hexdigest()
                    for holder in spellings
                    for each in salts
                )
                if digest in made:
                    return ""
        return "It was given to another person." if told else ""

    def _whose(self, whose: list[str]) -> Iterator[str]:
        """Yield that nobody checked whose a record is, and whom it names."""
        named = ", ".join(one.removeprefix("mailto:") for one in whose if "@" in one)
        if not self._holder:
            yield f"Whose it is was not checked{f'; it names {named}' if named else ''}."
        elif not any(_is_told(one, self._holder) for one in whose):
            yield "Whose it is was not checked: it names nobody in a way that can be compared."

    def _judged(self, found: Achievement, refused: str) -> Achievement:
        today = self._today
        if not refused and today and found.expires and found.expires <= today:
            refused = f"It expired on {found.expires}."
        if not refused and today and found.on and found.on > today:
            refused = f"It counts from {found.on} only."
        return evolve(found, refused=refused)


def _is_told(identity: str, holder: str) -> bool:
    """Tell whether an identity is of a kind that can be compared with the holder's."""
    is_mail = "@" in identity or identity.startswith(("sha256$", "md5$"))
    return is_mail if "@" in holder else identity.partition(":")[0] == holder.partition(":")[0]


def _unchecked(tree: dict[str, Any], seal: Seal) -> tuple[str, ...]:
    found = [seal.said]
    if tree.get("credentialStatus") or tree.get("verification"):
        found.append("Whether it was taken back can be seen on the network only.")
    return tuple(found)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text_of(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """Return the name of a thing; names by language give the English or the first one."""
    if isinstance(value, str):
        return value.strip()
    name = _get(value, "name")
    if isinstance(name, dict):
        name = name.get("en") or next(iter(name.values()), "")
    return _text_of(name[0] if isinstance(name, list) and name else name)


def _ids(value: Any) -> Iterator[str]:
    for one in _several(value):
        text = _text_of(one) or _text_of(_get(one, "id"))
        if text:
            yield text


def _day(value: Any) -> date | None:
    """Return the day that a date or a point in time says, or None."""
    try:
        return date.fromisoformat(_text_of(value)[:10])
    except ValueError:
        return None
