"""Tables in the structure of a PDF: one for each table, however many pages it takes.

WeasyPrint writes one table for each page, each with its own head, so that a screen reader
counts rows anew on every page and cannot go up to the head. Here the parts of a table become
one; its head, drawn again on each page for the eye, is read once (ISO 14289-1, 7.5). Each
head says whether it is one of its column or of its row (`Scope`, ISO 32000-1, 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]


def join_tables(document: Any, pdf: Any) -> None:
    """Make one table of its parts on several pages, and say of each head what it is one of.

    Raises:
        RuntimeError: The file is not as this version of WeasyPrint writes it.
    """
    made = [one for one in pdf.objects if isinstance(one, Dictionary) and _is(one, "/Table")]
    drawn = [box for page in document.pages for box in _tables(page._page_box)]
    if len(made) != len(drawn):
        raise RuntimeError("the tables of the PDF are not those of its pages")
    parts: dict[int, list[Any]] = {}
    for table, box in zip(made, drawn, strict=True):
        _say_scopes(table, pdf)
        parts.setdefault(id(box.element), []).append(table)
    for first, *others in parts.values():
        for part in others:
            _append(first, part, pdf)


def _tables(box: Any) -> Iterator[Any]:
    """Yield the tables below a box, as they are drawn."""
    box = getattr(box, "_box", box)
    is_table = box.element is not None and box.element_tag == "table"
    if is_table and box.is_table_wrapper:
        yield box
    for child in getattr(box, "children", ()):
        yield from _tables(child)


def _is(element: Any, *kinds: str) -> bool:
    return element.get("Type") == "/StructElem" and element.get("S") in kinds


def _below(element: Any, pdf: Any) -> Iterator[Any]:
    """Yield the elements right below one."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            found = pdf.objects[int(kid.split()[0])]
            if isinstance(found, Dictionary) and found.get("Type") == "/StructElem":
                yield found


def _inside(element: Any, pdf: Any) -> Iterator[Any]:
    """Yield an element and all below it."""
    yield element
    for child in _below(element, pdf):
        yield from _inside(child, pdf)


def _say_scopes(table: Any, pdf: Any) -> None:
    for part in _below(table, pdf):
        scope = "/Column" if _is(part, "/THead") else "/Row"
        for cell in _inside(part, pdf):
            if _is(cell, "/TH"):
                cell["A"]["Scope"] = scope


def _append(first: Any, part: Any, pdf: Any) -> None:
    """Put the rows of a part of a table behind the table's first part; its head is left out.

    WeasyPrint leaves out the head itself where it does not fit above a row that fills a page.
    So the first head that is there becomes the one of the whole table.
    """
    own, others = _names(first, pdf), _names(part, pdf)
    groups = list(_below(part, pdf))
    if others and not own:
        _take_head(first, next(group for group in groups if _is(group, "/THead")), pdf)
        _name_columns(first, others, pdf)
        groups = [group for group in groups if not _is(group, "/THead")]
    elif own and not others:
        _name_columns(part, own, pdf)
    elif own:
        # Each part names its heads anew, so the cells below name those that are left out.
        _rename(part, dict(zip(others, own, strict=True)), pdf)
    for group in groups:
        if _is(group, "/THead"):
            for element in _inside(group, pdf):
                _only_drawn(element, pdf)
            continue
        group["P"] = first.reference
        first["K"].append(group.reference)
    part["K"][:] = []
    siblings = pdf.objects[int(part["P"].split()[0])]["K"]
    siblings.remove(part.reference)


def _take_head(table: Any, head: Any, pdf: Any) -> None:
    """Put a head in front of the rows of a table that has none."""
    at = next(one.reference for one in _below(table, pdf) if _is(one, "/TBody"))
    table["K"].insert(table["K"].index(at), head.reference)
    head["P"] = table.reference


def _name_columns(table: Any, names: list[str], pdf: Any) -> None:
    """Let each cell name the head of its column, in a part of a table that has no head.

    No cell spans others, so that a cell is of the column of its place.
    """
    for row in _inside(table, pdf):
        if _is(row, "/TR"):
            cells = (one for one in _below(row, pdf) if _is(one, "/TH", "/TD"))
            for cell, name in zip(cells, names, strict=False):
                if _is(cell, "/TD"):
                    cell["A"].setdefault("Headers", Array()).append(String(name))


def _rename(table: Any, names: dict[str, str], pdf: Any) -> None:
    for cell in _inside(table, pdf):
        if _is(cell, "/TD"):
            told = cell["A"].get("Headers", [])
            told[:] = [String(names.get(one.string, one.string)) for one in told]


def _names(table: Any, pdf: Any) -> list[str]:
    """Return the names of the heads of columns of a table or of a part of one."""
    heads = (group for group in _below(table, pdf) if _is(group, "/THead"))
    cells = (cell for head in heads for cell in _inside(head, pdf) if _is(cell, "/TH"))
    return [cell["ID"].string for cell in cells]


def _only_drawn(element: Any, pdf: Any) -> None:
    """Take what an element draws out of the structure; it stays to be seen."""
    numbers = [kid for kid in element["K"] if isinstance(kid, int)]
    if not numbers:
        return
    page = pdf.objects[int(element["Pg"].split()[0])]
    content = pdf.objects[int(page["Contents"].split()[0])].stream
    for at, one in enumerate(content):
        if isinstance(one, Dictionary) and one.get("MCID") in numbers:
            # `/Span <</MCID 3>> BDC` becomes `/Artifact BMC`.
            content[at - 1 : at + 2] = [b"/Artifact", b"", b"BMC"]
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    tree = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    leaf = tree[2 * pdf.page_references.index(element["Pg"]) + 1]
    for number in numbers:
        leaf[number] = b"null"
