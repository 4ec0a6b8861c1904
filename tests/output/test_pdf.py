"""The printed roadmap: what it says, what it refuses, and where things stand on the page."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.output import plans
from tests.output.printed import PLANS, laid_out, printed, words

from pathplanner.document import compose, format_money
from pathplanner.document.lookup import PlanFacts
from pathplanner.errors import MissingComponent
from pathplanner.renderers import render
from pathplanner.renderers.html import Markup, address, tag
from pathplanner_pdf.engine import Look

ROOT = Path(__file__).parents[2]


@pytest.fixture
def coder() -> bytes:
    """The realistic plan as a PDF."""
    return printed(plans.coder())


def test_the_text_has_every_step_with_title_dates_and_cost(coder: bytes) -> None:
    """All that the plan says of its steps can be read from the pages."""
    text = words(coder)
    for step in plans.coder().steps:
        assert f"{step.number} {step.title}" in text
        assert " ".join(PlanFacts(plans.coder()).span(step.start, step.finish).split()) in text
        if step.cost.likely:
            assert format_money(step.cost.likely) in text
    for word in (
        "María Ángeles López",
        "August 2029",
        "736 hours",
        "Page 1 of",
        "November 1, 2026",
    ):
        assert word in text


def test_it_is_tagged_and_has_title_language_and_bookmarks(coder: bytes) -> None:
    """It is tagged, has title, language and bookmarks, and names neither author nor hour."""
    reader = pypdf.PdfReader(io.BytesIO(coder))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata
    assert "María" in str(reader.metadata.title)
    assert reader.metadata.author is None
    assert reader.metadata.creation_date is None
    assert reader.outline


def test_links_lead_to_the_web_only(coder: bytes) -> None:
    """No link leads elsewhere than to http or https, whatever the data says."""
    hostile = plans.hostile("javascript:alert(1)")
    for data in (coder, printed(hostile)):
        for page in pypdf.PdfReader(io.BytesIO(data)).pages:
            for note in page.get("/Annots") or ():
                target = note.get_object()["/A"]["/URI"]
                assert target.startswith(("http://", "https://"))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_paper_is_as_asked(paper: str) -> None:
    """A page is as large as the paper that was asked for."""
    data = printed(plans.one_step(), paper=paper)
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    want = {"letter": (612, 792), "a4": (595.28, 841.89)}[paper]
    assert (float(box.width), float(box.height)) == pytest.approx(want, abs=0.1)


@pytest.mark.slow
def test_the_same_plan_gives_the_same_bytes_in_every_process(coder: bytes) -> None:
    """Neither the hash seed nor the time zone changes a byte."""
    assert render(plans.coder(), "pdf") == coder
    code = (
        "import sys, hashlib; from pathplanner.renderers import render; "
        "from tests.output import plans; "
        "print(hashlib.sha256(render(plans.coder(), 'pdf')).hexdigest())"
    )
    import hashlib

    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(coder).hexdigest()


@pytest.mark.slow
def test_it_looks_the_same_on_a_machine_without_fonts(coder: bytes, tmp_path: Path) -> None:
    """Where no typeface is installed the bytes are the same."""
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    code = (
        "import sys; from pathplanner.renderers import render; from tests.output import plans; "
        "sys.stdout.buffer.write(render(plans.coder(), 'pdf'))"
    )
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, check=True
    )
    assert done.stdout == coder


@pytest.mark.slow
def test_a_run_leaves_no_temporary_file(tmp_path: Path) -> None:
    """The folder of fonts that WeasyPrint makes goes with the process."""
    (tmp_path / "tmp").mkdir()
    asked = (
        "plan medical-biller-and-coder --goal high-school-diploma --start 2027-01-04 -o plan.pdf"
    )
    subprocess.run(
        [sys.executable, "-m", "pathplanner", *asked.split()],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        cwd=tmp_path,
        check=True,
    )
    assert (tmp_path / "plan.pdf").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


EVIL = (
    '<img src="file:///etc/passwd"><link rel=stylesheet href="file:///etc/passwd">'
    "<style>@import url(file:///etc/passwd); p { background: url('file:///etc/hostname') }</style>"
    '<object data="file:///etc/passwd"></object><a rel=attachment href="file:///etc/passwd">x</a>'
    "'\"><script>alert(1)</script>&amp;"
)


@pytest.mark.slow
def test_markup_in_the_data_is_printed_and_opens_no_file(tmp_path: Path) -> None:
    """Markup in the data is printed as text, and no file that it names is opened."""
    code = (
        "import sys; sys.addaudithook(lambda event, args: print('OPENED', event, args[0]) "
        "if event in ('open', 'socket.connect', 'urllib.Request') and 'etc/' in str(args[0]) "
        "and any(w in str(args[0]) for w in ('passwd', 'hostname')) else None)\n"
        "from pathplanner.renderers import render; from tests.output import plans\n"
        f"render(plans.hostile({EVIL!r}), 'pdf', {str(tmp_path / 'evil.pdf')!r})"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
    )
    assert "OPENED" not in done.stdout
    data = (tmp_path / "evil.pdf").read_bytes()
    text = words(data)
    assert "root:" not in text
    assert '<img src="file:///etc/passwd">' in text
    assert set(pypdf.PdfReader(io.BytesIO(data)).attachments) == {"plan.json"}


def test_the_fetcher_serves_the_bundled_fonts_and_nothing_else(tmp_path: Path) -> None:
    """Every address but those of the bundled typefaces is refused."""
    from pathplanner_pdf.engine import BUNDLED, BundledOnly

    fetcher = BundledOnly()
    for url in BUNDLED:
        assert fetcher.fetch(url).read()[:4] == b"\0\1\0\0"
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for url in (
        secret.as_uri(),
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/",
        "ftp://example.org/",
        "data:text/plain,x",
        "pathplanner-pdf:../__init__.py",
        "pathplanner-pdf:fonts/../../x",
        "pathplanner-pdf:fonts/OFL.txt",
    ):
        with pytest.raises(ValueError, match="only bundled files"):
            fetcher.fetch(url)


def test_raw_html_that_asks_for_files_gets_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Even markup that is not escaped gets no file into the page."""
    from pathplanner_pdf.engine import print_pdf

    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'LEAKED' }")
    page = (
        f'<html lang="en"><title>x</title><link rel=stylesheet href="{secret.as_uri()}">'
        f'<h1>x</h1><img alt="x" src="{secret.as_uri()}">'
    )
    with caplog.at_level(logging.CRITICAL, "weasyprint"):
        assert "LEAKED" not in words(print_pdf(page, "letter"))


def test_tag_escapes_all_but_its_own_markup() -> None:
    """Text and attributes are escaped once, and what `tag` made is not escaped again."""
    assert tag("p", "<b>&\"'", title='"x"') == (
        '<p title="&quot;x&quot;">&lt;b&gt;&amp;&quot;&#x27;</p>'
    )
    assert tag("p", tag("b", "x")) == "<p><b>x</b></p>"
    assert "<" not in compose_text(address("javascript:x"))
    assert isinstance(tag("p"), Markup)


def compose_text(markup: str) -> str:
    return markup.removeprefix('<span class="address">').removesuffix("</span>")


def is_card(box: Any) -> bool:
    names = box.element.get("class") or "" if box.element is not None else ""
    return "card" in names.split() and type(box).__name__ == "BlockBox"


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", PLANS)
def test_nothing_leaves_the_page(name: str, paper: str) -> None:
    """Every text is inside its page; a card goes on on the next page where there is no room."""
    cards = set()
    for page in laid_out(PLANS[name](), Look(paper)):
        for box in boxes(page._page_box):
            if is_card(box):
                cards.add(box.element)
                assert box.position_y + box.border_height() <= page.height
            if type(box).__name__ == "TextBox":
                assert box.position_x >= 0
                assert box.position_x + box.width <= page.width - 40, box.text
                assert 0 <= box.position_y <= page.height - 40 or "Page" in box.text
    assert len(cards) == len(compose(PLANS[name]()).cards())


def test_the_realistic_plan_stays_short() -> None:
    """The realistic plan has 17 pages at the most."""
    assert len(laid_out(plans.coder(), Look())) <= 17


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pango is missing the error names the command that installs it."""
    import builtins

    real = builtins.__import__

    def broken(name: str, *args: Any, **more: Any) -> Any:
        if name == "pathplanner_pdf.engine":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(MissingComponent, match=r"apt-get install libpango-1\.0-0"):
        render(plans.one_step(), "pdf")
