"""The logo of an office: on every printed page's head, and a clear error where it cannot be."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from PIL import Image, ImageFile
from tests.cli.running import invoke
from tests.output.printed import opened

from pathplanner.errors import InputError
from pathplanner.formats.pictures import LARGEST_BYTES, LARGEST_SIDE, picture_to_text
from pathplanner.model.support import LARGEST_LOGO, LOGO_START, Support

AGENCY = "Workforce Center East"
WANTED = ("medical-biller-and-coder", "--goal", "medical-biller-job", "--start", "2027-01-04",
          "--have", "high-school-diploma")  # fmt: skip


def picture(width: int = 60, height: int = 20, form: str = "PNG", **more: Any) -> bytes:
    """Return a picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#c83c1e").save(file, form, **more)
    return file.getvalue()


def planned(folder: Path, *files: str, data: bytes | None) -> Any:
    """Plan with an office that has a logo; without bytes its file is not there."""
    text = f"format: pathplanner/office/1\nlogo: logo.png\nsupport: {{agency: {AGENCY}}}\n"
    (folder / "office.yaml").write_text(text)
    if data is not None:
        (folder / "logo.png").write_bytes(data)
    out = [part for name in files for part in ("-o", str(folder / name))]
    return invoke("plan", *WANTED, "--office", str(folder / "office.yaml"), *out)


def figures(data: bytes) -> list[str]:
    """Return what is said in place of the pictures of a PDF."""
    with opened(data) as pdf:
        found: Any = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
        return [str(one.Alt) for one in found if one.get("/S") == "/Figure" and "/Alt" in one]


def test_the_logo_stands_in_each_format_with_the_name_of_the_office(tmp_path: Path) -> None:
    """PDF, Word, web and Typst show it; a page made from the plan alone is the same."""
    answer = planned(tmp_path, "a.pdf", "a.docx", "a.html", "a.json", data=picture())
    assert answer.exit_code == 0, answer.stderr
    assert AGENCY in figures((tmp_path / "a.pdf").read_bytes())
    word = docx.Document(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    assert [one.get("descr") for one in word.element.iter(qn("wp:docPr"))] == [AGENCY]
    web = (tmp_path / "a.html").read_text("utf-8")
    assert f'alt="{AGENCY}" class="logo"' in web
    assert "img-src data:" in web
    again = invoke("plan", "--from", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.pdf"))
    assert again.exit_code == 0, again.stderr
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    typst = invoke("plan", "--from", str(tmp_path / "a.json"), "-t", "typst",
                   "-o", str(tmp_path / "t.pdf"))  # fmt: skip
    assert typst.exit_code == 0, typst.stderr
    assert AGENCY in figures((tmp_path / "t.pdf").read_bytes())


def test_pdf_a_gets_the_pixels_of_a_logo_as_they_are(tmp_path: Path) -> None:
    """A picture of the PDF asks for no interpolation, which PDF/A forbids."""
    assert planned(tmp_path, "a.pdf", data=picture()).exit_code == 0
    with opened((tmp_path / "a.pdf").read_bytes()) as pdf:
        found: Any = (one for one in pdf.objects if isinstance(one, pikepdf.Stream))
        images = [one for one in found if one.get("/Subtype") == "/Image"]
        assert len(images) == 1
        assert not images[0].get("/Interpolate", False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "There is no such file."),
        (b"no picture", "This is no PNG or JPEG picture, or it is broken."),
        (picture()[:45], "This is no PNG or JPEG picture, or it is broken."),
        (picture(form="GIF"), "This is no PNG or JPEG picture, or it is broken."),
        (picture(LARGEST_SIDE + 1, 1), "This picture has more than 4,000 pixels on a side."),
        (picture() + bytes(LARGEST_BYTES), "This picture has more than 2,000,000 bytes."),
    ],
    ids=["none", "text", "cut", "gif", "wide", "large"],
)
def test_what_is_no_logo_is_told_with_its_place(
    tmp_path: Path, data: bytes | None, said: str
) -> None:
    """The line of the office file, what is wrong and nothing written."""
    answer = planned(tmp_path, "a.pdf", data=data)
    assert answer.exit_code == 2
    assert "office.yaml:2:7: logo: The logo 'logo.png' cannot be used: " + said in answer.stderr
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_that_is_cut_short_is_refused_though_pillow_would_draw_it(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all of Pillow is told to draw such pictures, as WeasyPrint does, it stays told so."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = picture(400, 200, form)
    assert picture_to_text(whole).startswith(LOGO_START)
    for end in (len(whole) // 2, len(whole) * 9 // 10):
        with pytest.raises(InputError, match="or it is broken"):
            picture_to_text(whole[:end])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_logo_is_drawn_anew() -> None:
    """It fits the head of a page, and what else its file says is gone."""
    made = picture_to_text(picture(1200, 400, "JPEG", comment=b"at home"))
    assert made.startswith(LOGO_START)
    small = Support(logo=made).logo
    with Image.open(io.BytesIO(_bytes(small))) as drawn:
        assert drawn.size == (600, 200)
        assert drawn.size <= LARGEST_LOGO
    assert b"at home" not in _bytes(small)


def _bytes(text: str) -> bytes:
    from base64 import b64decode

    return b64decode(text.removeprefix(LOGO_START))


@pytest.mark.parametrize("text", ["logo.png", LOGO_START, LOGO_START + "!", "data:text/html,x"])
def test_a_plan_cannot_hold_another_address(text: str) -> None:
    """What is no small PNG is refused in a plan too, wherever the plan comes from."""
    with pytest.raises(InputError, match="must be a PNG of at most 600 by 300 pixels"):
        Support(logo=text)
