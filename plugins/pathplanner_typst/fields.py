"""Fields to fill in, which Typst cannot write: it draws each as a link, and here it becomes one.

The template marks each box and each empty line with an address of its own kind. Typst makes a
link of it: an area of the page that is tagged in its place. A field is such an area, too, so
only what the file says of it is written anew (ISO 32000-1, 12.5.6.19 and 12.7; ISO 14289-1,
7.18.4). Typst writes each object by itself and plain, so that no PDF library is needed and
this takes about a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import md5
from itertools import count

_LINK = re.compile(
    rb"<</Type/Annot/Subtype/Link(/Rect\[[^\]]*\]).*?"
    rb"/URI\(x-field:(box|line):([0-9a-f]*)\)>>(/F \d+/StructParent \d+)"
)
_LINK_TAG = re.compile(rb"(<</Type/StructElem/S/)Link(.*?/Obj (\d+) 0 R)", re.DOTALL)
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ROW = 20
_ID = re.compile(rb"/ID\[(\([^)]*\)).*?\]", re.DOTALL)

_LOOK = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources<<>>/Length %d>>\nstream\n%b\nendstream"
)
_TICK = b"0.043 0.29 0.353 RG 1.5 w 1 J 1 j 2.2 5 m 4.3 2.6 l 8 7.8 l S"
_NOTHING, _EMPTY = b" ", b"/Tx BMC EMC"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_LETTERS = b"/DA(/Helv 0 Tf 0 g)"


def with_fields(data: bytes) -> bytes:
    """Return a PDF that Typst wrote with a field for each link that stands for one.

    Raises:
        RuntimeError: The file is not as this version of Typst writes it.
    """
    objects, trailer = _read(data)
    looks = len(objects) + 1
    names = {b"box": count(1), b"line": count(1)}
    fields: set[int] = set()
    for number, content in enumerate(objects, 1):
        found = _LINK.match(content)
        if found:
            fields.add(number)
            objects[number - 1] = _field(found, next(names[found[2]]), looks)
    if not fields:
        return data
    tagged = 0
    for number, content in enumerate(objects, 1):
        tag = _LINK_TAG.match(content)
        if tag and int(tag[3]) in fields:
            tagged += 1
            objects[number - 1] = _LINK_TAG.sub(rb"\1Form\2", content, count=1)
    if tagged != len(fields):
        raise RuntimeError("not each field of the PDF has a place of its own in its structure")
    _add_form(objects, fields, looks)
    return _written(data[: data.index(b"1 0 obj")], objects, trailer)


def _read(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the content of each object by its number, less one, and the trailer."""
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table = _TABLE.match(data, start)
    if not table:
        raise RuntimeError("the objects of the PDF are not in a table")
    size = int(table[1])
    rows = [data[at : at + _ROW] for at in range(table.end(), table.end() + size * _ROW, _ROW)]
    begun = [int(row[:10]) for row in rows[1:]]
    ends = dict(zip(sorted(begun), [*sorted(begun)[1:], start], strict=True))
    objects = [
        data[data.index(b"obj", at) + 3 : data.rindex(b"endobj", at, ends[at])].strip(b"\n")
        for at in begun
    ]
    trailer = data[table.end() + size * _ROW : data.rindex(b"startxref")]
    return objects, trailer


def _field(link: re.Match[bytes], number: int, looks: int) -> bytes:
    """Return a field in place of a link; a screen reader says its label."""
    rect, kind, label, rest = link.groups()
    told = bytes.fromhex(label.decode()).decode().encode("utf-16-be").hex().encode()
    common = b"<</Type/Annot/Subtype/Widget%b%b/T(%b-%d)/TU<feff%b>" % (
        rect, rest, kind, number, told,
    )  # fmt: skip
    if kind == b"box":
        return common + b"/FT/Btn/AS/Off/V/Off/AP<</N<</Yes %d 0 R/Off %d 0 R>>>>>>" % (
            looks, looks + 1,
        )  # fmt: skip
    return common + b"/FT/Tx%b/AP<</N %d 0 R>>>>" % (_LETTERS, looks + 2)


def _add_form(objects: list[bytes], fields: set[int], looks: int) -> None:
    """Add how fields look, and the list of them to the root of the file."""
    objects += [_LOOK % (len(drawn), drawn) for drawn in (_TICK, _NOTHING, _EMPTY)]
    objects.append(_FONT)
    roots = [at for at, one in enumerate(objects) if one.startswith(b"<</Type/Catalog")]
    if len(roots) != 1:
        raise RuntimeError("the PDF does not have one root")
    listed = b" ".join(b"%d 0 R" % number for number in sorted(fields))
    form = b"/AcroForm<</Fields[%b]/DR<</Font<</Helv %d 0 R>>>>%b>>>>" % (
        listed, looks + 3, _LETTERS,
    )  # fmt: skip
    objects[roots[0]] = objects[roots[0]].removesuffix(b">>") + form


def _written(head: bytes, objects: list[bytes], trailer: bytes) -> bytes:
    """Return the file; the second part of its name is of what is in it."""
    parts = [head, *(b"%d 0 obj\n%b\nendobj\n\n" % one for one in enumerate(objects, 1))]
    size = len(objects) + 1
    table = [b"xref\n0 %d\n0000000000 65535 f\r\n" % size]
    table += (b"%010d 00000 n\r\n" % at for at in _places(parts))
    name = md5(b"".join(parts), usedforsecurity=False).hexdigest().encode()
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    trailer = _ID.sub(rb"/ID[\1<" + name + b">]", trailer)
    start = sum(map(len, parts))
    return b"".join((*parts, *table, trailer, b"startxref\n%d\n%%%%EOF" % start))


def _places(parts: list[bytes]) -> Iterator[int]:
    """Yield where each part but the first begins."""
    at = 0
    for before in parts[:-1]:
        at += len(before)
        yield at
