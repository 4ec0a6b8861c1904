"""Bring the catalogues of words up to date: extract, update, compile.

Run `python scripts/catalogs.py` after a change to the words of the product or to a
bundled pathway. It writes, for every language there is,

- `src/pathplanner/locale/<language>/LC_MESSAGES/pathplanner.po` and the `.mo` beside it,
- `src/pathplanner/data/<pathway>.<language>.po` where that exists.

Then translate the entries that are empty or marked as fuzzy, and run it again. With
`--check` nothing is written, and the exit status is 1 when something is out of date.
A new language begins with `python scripts/catalogs.py --new fr`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from pathplanner.formats.files import load_pathway
from pathplanner.formats.translations import translation_file

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pathplanner"
LOCALE = SOURCE / "locale"
KEYWORDS = {"_": None, "translatable": None, "plural": (1, 2)}
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the time of writing: the same words, the same bytes."""

CONTENT = "Content-Type: text/plain; charset=utf-8"
HEADER = "# The words of pathplanner in {language}. Entries come from scripts/catalogs.py."


def template() -> Catalog:
    """Return every text of the product, without translations."""
    found = Catalog(locale=None)
    for file, _line, texts, comments, _context in extract_from_dir(
        SOURCE / "document",
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    ):
        found.add(texts, locations=[(f"document/{file}", 0)], auto_comments=comments)
    return found


def update(language: str, old: bytes) -> bytes:
    """Return the catalogue of a language with the texts of today."""
    catalogue = read_po(BytesIO(old)) if old else Catalog(locale=language)
    catalogue.update(template(), update_header_comment=False)
    catalogue.header_comment = HEADER.format(language=language)
    out = BytesIO()
    write_po(out, catalogue, width=88, ignore_obsolete=True, include_lineno=False)
    plurals = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    headers = (f"Language: {language}", f"Plural-Forms: {plurals}", CONTENT)
    head = "\n".join(f'"{line}\\n"' for line in headers)
    body = out.getvalue().decode().partition("\n\n")[2]
    return f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n{head}\n\n{body}'.encode()


def compiled(po: bytes, language: str) -> bytes:
    """Return a catalogue in the form that the product reads, without fuzzy entries."""
    catalogue = read_po(BytesIO(po), locale=language)
    catalogue.creation_date = catalogue.revision_date = NO_DAY
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def results(new: str = "") -> Iterator[tuple[Path, bytes]]:
    """Yield every file with what it should hold."""
    known = {path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/pathplanner.po")}
    for language in sorted(known | ({new} if new else set())):
        po = LOCALE / language / "LC_MESSAGES" / "pathplanner.po"
        data = update(language, _read(po))
        yield po, data
        yield po.with_suffix(".mo"), compiled(data, language)
    for pathway in sorted((SOURCE / "data").glob("*.yaml")):
        for po in sorted(pathway.parent.glob(f"{pathway.stem}.*.po")):
            language = po.stem.rpartition(".")[2]
            found = load_pathway(pathway)
            yield po, translation_file(found, language, _read(po), po.name)


def is_alike(path: Path, data: bytes) -> bool:
    """Tell whether a file holds the same; another version of Babel writes other headers."""
    if path.suffix != ".mo" or not path.is_file():
        return _read(path) == data
    one, other = (_messages(read_mo(BytesIO(part))) for part in (path.read_bytes(), data))
    return one == other


def to_do(path: Path, data: bytes) -> Iterator[str]:
    """Yield the entries that wait for a translator."""
    for message in read_po(BytesIO(data)) if path.suffix == ".po" else ():
        if message.id and (message.fuzzy or not _is_said(message)):
            yield str(message.id)


def _is_said(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def _messages(catalogue: Catalog) -> dict[object, object]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def main(*arguments: str) -> int:
    """Write or check every catalogue, and say what waits for a translator."""
    new = arguments[1] if arguments[:1] == ("--new",) else ""
    status = 0
    for path, data in results(new):
        name = path.relative_to(ROOT)
        waiting = list(to_do(path, data))
        if waiting:
            sys.stdout.write(f"{name}: {len(waiting)} to translate\n")
        if is_alike(path, data):
            continue
        sys.stdout.write(f"{name}: {'out of date' if '--check' in arguments else 'written'}\n")
        status = 1
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return status if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
