"""What MkDocs does with a page before it is built (see `hooks` in mkdocs.yml)."""

from __future__ import annotations

import posixpath
import re
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Turn links to files of the repository that are no pages into the name of the file.

    The site holds `docs/` alone; a link that leads out of it would be dead.
    """
    folder = posixpath.dirname(page.file.src_uri)

    def change(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("docs", folder, found[2]))
        if target.startswith("docs/"):
            return found[0]
        return f"{found[1]} (`{target}` in the repository)"

    return _LINK.sub(change, markdown)
