"""The documentation as a site: it is built, whole, and asks nothing of the network."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built strictly: a dead link or a page in no menu stops it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


class Parts(HTMLParser):
    """Collects what a browser would load, and where links lead."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links, self.ids = [], [], set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids.add(found.get("id"))
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag in ("script", "img", "iframe", "source"):
            self.loaded.append(found.get("src") or "")
        elif tag == "link" and found.get("rel") != "canonical":
            self.loaded.append(found.get("href") or "")


def parts_of(file):
    """Return the parts of a page."""
    parts = Parts()
    parts.feed(file.read_text("utf-8"))
    return parts


def test_every_page_is_there_and_loads_nothing_from_elsewhere(site):
    """Scripts, styles, typefaces and pictures come with the page."""
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    outside = {
        (page.name, what)
        for page in pages
        for what in parts_of(page).loaded
        if re.match(r"(https?:)?//", what)
    }
    assert outside == set()
    styles = "".join(file.read_text("utf-8") for file in site.rglob("*.css"))
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", styles)


def test_no_link_is_dead(site):
    """Each link inside the site leads to a page and to a place that it has."""
    pages = {page: parts_of(page) for page in site.rglob("*.html") if page.name != "404.html"}
    dead = []
    for page, parts in pages.items():
        for link in parts.links:
            if re.match(r"[a-z]+:|//", link):
                continue
            path, _, place = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            ids = pages[target].ids if target in pages else set()
            if not target.exists() or (place and target in pages and place not in ids):
                dead.append(f"{page.name}: {link}")
    assert dead == []


def test_the_page_of_names_is_up_to_date():
    """What docs/reference/api.md says is what the docstrings say."""
    command = [sys.executable, str(ROOT / "scripts" / "docs_api.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0
