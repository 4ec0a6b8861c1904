"""The conformance kit finds what it is there to find."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pathplanner.formats import plan_to_json
from pathplanner.model.plan import Status
from pathplanner.testing import (
    PAYLOADS,
    SAMPLES,
    comparison_faults,
    forms_of_date,
    hostile_comparison_faults,
    hostile_faults,
    hostile_plan,
    option_cases,
    option_faults,
    plan_faults,
    process_faults,
    refusal_faults,
    sample_comparison,
    sample_plan,
    self_faults,
    text_of,
)
from pathplanner.testing.shapes import shape_of, type_faults

Offer = Callable[..., str]

CODE = '''
from enum import StrEnum
from attrs import frozen
from pathplanner.document import StepCard, Table
from pathplanner.formats import plan_to_json
from pathplanner.renderers import DataRenderer, DocumentRenderer
import {imports}

class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"

@frozen
class Options:
    """How.

    Attributes:
        size: How large.
        loud: Whether it is loud.
    """

    size: Size = Size.SMALL
    loud: bool = False
    {extra}

class R({base}):
    name = {name!r}
    media_type = {media_type!r}
    suffixes = ({suffix!r},)
    options = Options

    def render(self, {given}, options):
        {body}

renderer = R()
'''
LINES = "''.join(f'{s.number} {s.title} {s.start} {s.finish}\\n' for s in plan.steps) + 'end'"
GOOD = """
        from pathplanner.document import visible
        said = ''.join(
            f'{s.number} {visible(s.title)} {s.start} {s.finish}\\n' for s in plan.steps
        ) + options.size
        return (said.upper() if options.loud else said).encode()"""


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Offer:
    """Return a function that installs a renderer of its own name, and gives that name."""

    def install(body: str, media_type: str = "text/plain", imports: str = "os", **more: str) -> str:
        name = f"kit{abs(hash((request.node.nodeid, body, media_type)))}"
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            f"[pathplanner.renderers]\n{name} = {name}:renderer\n"
        )
        facts = {"name": name, "media_type": media_type, "suffix": f".{name}", "body": body}
        facts |= {"base": "DataRenderer", "given": "plan", "extra": ""}
        if "document" in body.replace("pathplanner.document", ""):
            facts |= {"base": "DocumentRenderer", "given": "document"}
        (tmp_path / f"{name}.py").write_text(CODE.format(imports=imports, **facts | more))
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return install


def test_a_good_renderer_passes(offer: Offer) -> None:
    """A small renderer that does all that is asked of it has no faults."""
    name = offer(GOOD)
    assert self_faults(name) == []
    assert refusal_faults(name) == []
    assert option_cases(name) == (
        ("size", "small"), ("size", "large"), ("loud", "yes"), ("loud", "no"),
        ("audience", "participant"), ("audience", "funder"), ("audience", "employer"),
    )  # fmt: skip
    for option, value in option_cases(name):
        assert option_faults(name, option, value, ("one-step",)) == []
    for sample in SAMPLES:
        assert plan_faults(name, sample) == []
        assert process_faults(name, sample) == []
    for payload in PAYLOADS:
        assert hostile_faults(name, payload) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return b''", "no bytes"),
        ("return b'\\xff'", "no text/plain"),
        ("return b'nothing'", "step 1 is missing"),
        (f"return ({LINES.replace('{s.number} ', '')}).encode()", "number 1 does not stand beside"),
        (f"return ({LINES}).replace('2027-', '27-').encode()", "day 2027-"),
        ("return plan.steps[0].title.encode() + b'\\x1b[31m'", "control character"),
    ],
)
def test_a_missing_step_number_or_day_is_found(offer: Offer, body: str, said: str) -> None:
    """Each thing that must stand in an output is missed when it is not there."""
    assert said in " ".join(plan_faults(offer(body), "longest"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "imports", "said"),
    [
        (f"return ({LINES} + str(time.time_ns())).encode()", "time", "other bytes"),
        (f"return ({LINES} + str(hash('a'))).encode()", "os", "other bytes"),
        (f"return ({LINES} + str(list(set('abcdefghijklmnopqrst')))).encode()", "os", "other"),
        (f"return ({LINES} + time.ctime(0)).encode()", "time", "other bytes"),
        ("open('left', 'w').close(); return b'x'", "os", "it wrote to"),
        ("os.mkdir('/nowhere'); return b'x'", "os", "os.mkdir"),
        ("return open('/etc/passwd', 'rb').read()", "os", "it read /etc/passwd"),
        ("socket.create_connection(('127.0.0.1', 9)); return b'x'", "socket", "it used socket."),
        ("subprocess.run(['true']); return b'x'", "subprocess", "subprocess.Popen"),
    ],
)  # fmt: skip
def test_a_clock_the_network_and_foreign_files_are_found(
    offer: Offer, body: str, imports: str, said: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What a fresh process does otherwise, or must not do at all, is told."""
    if "open('left'" in body:
        body = body.replace("'left'", repr(str(tmp_path / "left")))
    if "ctime" in body:
        monkeypatch.setenv("TZ", "UTC")
        body = "time.tzset(); " + body
    if "socket" in body or "subprocess" in body or "mkdir" in body or "left" in body:
        body = f"""
        if not os.environ.get('PYTHONHASHSEED') == '4711':
            return b'x'
        {body}"""
        imports = f"os, {imports}" if imports != "os" else "os"
    assert said in " ".join(process_faults(offer(body, imports=imports), "one-step"))


PAGE = """
        blocks = [block for section in document.sections for block in section.blocks]
        cards = [block for block in blocks if isinstance(block, StepCard)]
        said = [f'{card.number} {card.title} {card.dates} {card.cost}' for card in cards]
        tables = [block for block in blocks if isinstance(block, Table)]
        said += [f'{row[0].text} {row[1].text}' for table in tables for row in table.rows]"""
ALL = "'\\n'.join([*said, document.title])"


def test_a_good_document_renderer_passes(offer: Offer) -> None:
    """One that lays out a document has no faults, and needs no more for plans side by side."""
    name = offer(
        PAGE
        + f"""
        said = {ALL} + options.size
        return (said.upper() if options.loud else said).encode()"""
    )
    assert self_faults(name) == []
    assert refusal_faults(name) == []
    shared = [option for option, _ in option_cases(name) if option not in ("size", "loud")]
    assert shared == ["variant"] * 3 + ["audience"] * 3
    for option, value in option_cases(name):
        assert option_faults(name, option, value, ("one-step",)) == []
    for sample in SAMPLES:
        assert plan_faults(name, sample) == []
    assert comparison_faults(name) == []
    for payload in PAYLOADS:
        assert hostile_comparison_faults(name, payload) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return b''", "no bytes"),
        (f"return {ALL}.replace('start=', '').encode()", "that is called start=2027-08-02"),
        (f"return {ALL}.replace('2027', '27').encode()", "on which María"),
        (f"return b'' if options.loud else {ALL}.encode()", "with loud=yes: there are no bytes"),
        (f"return ({ALL} + str(hash('a'))).encode()", "other bytes"),
        ("return open('/etc/passwd', 'rb').read()", "it read /etc/passwd"),
    ],
)
def test_a_faulty_comparison_is_found(offer: Offer, body: str, said: str) -> None:
    """What is missing, broken by an option or not allowed beside each other is told."""
    if "passwd" in body:
        body = f"""if os.environ.get('PYTHONHASHSEED') == '4711':
            {body}
        return {ALL}.encode()"""
    assert said in " ".join(comparison_faults(offer(f"{PAGE}\n        {body}")))


def test_a_comparison_that_lets_a_text_do_harm_is_found(offer: Offer) -> None:
    """What a plan is called comes from outside, too."""
    name = offer(f"{PAGE}\n        return ('<!doctype html>' + {ALL}).encode()", "text/html")
    assert "shape" in " ".join(hostile_comparison_faults(name, "html"))


def test_the_sample_comparison_is_of_all_kinds() -> None:
    """Its plans end on different days, and one of them is impossible."""
    [(called, first), (_, later), (_, never)] = sample_comparison()
    assert called == first.learner.name
    assert first.finish
    assert later.finish
    assert first.finish < later.finish
    assert never.status is Status.IMPOSSIBLE


CSV = """
        import csv, io
        out = io.StringIO()
        rows = csv.writer(out, lineterminator='\\n')
        rows.writerow(['number', 'title'])
        rows.writerows([s.number, s.title] for s in plan.steps)
        return out.getvalue().encode(errors='replace')"""
CALENDAR = """
        lines = ['BEGIN:VCALENDAR', *(f'X-A:{s.title}' for s in plan.steps), 'END:VCALENDAR', '']
        return '\\r\\n'.join(lines).encode(errors='replace')"""


@pytest.mark.parametrize(
    ("body", "media_type", "payload", "said"),
    [
        (f"return ('<!doctype html>' + {LINES}).encode()", "text/html", "html", "shape"),
        (
            "return ('<!doctype html><a href=\"' + plan.steps[0].url + '\">x</a>').encode()",
            "text/html", "attribute", "shape",
        ),
        (
            "return ('<!doctype html><a href=\"' + plan.steps[0].url + '\">x</a>').encode()",
            "text/html", "script-url", "shape",
        ),
        (f"return ({LINES}).encode()", "text/markdown", "markdown", "runs something"),
        (f"return ({LINES}).encode()", "text/markdown", "lines", "begins a block"),
        (CSV, "text/csv", "formula", "would run"),
        (CSV, "text/csv", "at", "would run"),
        (CSV, "text/csv", "tab", "would run"),
        (CSV, "text/csv", "control", "control character"),
        (f"return ({LINES}).encode()", "text/csv", "cell", "shape"),
        (CALENDAR, "text/calendar", "crlf", "shape"),
        (f"return ({LINES}).encode(errors='replace')", "text/plain", "control", "U+0000"),
        (f"return ({LINES}).encode(errors='replace')", "text/plain", "direction", "U+202E"),
        ("return ('<svg>' + plan.steps[0].title + '</svg>').encode()", "image/svg+xml", "xml", ""),
        (
            "return ('<svg>' + plan.steps[0].title + '</svg>').encode()",
            "image/svg+xml", "html", "no image/svg+xml",
        ),
    ],
)  # fmt: skip
def test_text_that_does_harm_is_found(
    offer: Offer, body: str, media_type: str, payload: str, said: str
) -> None:
    """A renderer that lets a payload through is told of it."""
    faults = hostile_faults(offer(body, media_type), payload)
    assert faults
    assert said in " ".join(faults)


def test_a_renderer_that_fails_on_hostile_text_is_told(offer: Offer) -> None:
    """A payload that makes the renderer fail is an error that names it."""
    from pathplanner.errors import BrokenRenderer

    name = offer("return plan.steps[0].title.encode()")
    with pytest.raises(BrokenRenderer, match=name):
        hostile_faults(name, "not-text")


def test_an_option_that_does_nothing_is_found(offer: Offer) -> None:
    """At least one value of an option must change the output."""
    name = offer(f"return ({LINES}).encode()")
    for value in ("small", "large"):
        [fault] = option_faults(name, "size", value, ("one-step",))
        assert fault == "the option size changes nothing in one-step"


def test_an_option_that_breaks_the_output_is_found(offer: Offer) -> None:
    """Every value must give bytes of the media type."""
    name = offer("return b'' if options.loud else options.size.encode()")
    assert option_faults(name, "loud", "yes", ("one-step",)) == ["there are no bytes"]
    assert option_faults(name, "loud", "no", ("one-step",)) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"media_type": "csv"}, "not a media type"),
        ({"suffix": ".pdf"}, "are written by pdf"),
        ({"suffix": "txt"}, "not a suffix"),
        ({"suffix": ".nobody-writes-it"}, "nobody"),
        ({"extra": "audience: str = ''"}, "the option audience is one that every such renderer"),
    ],
)
def test_a_wrong_word_about_itself_is_found(offer: Offer, more: dict[str, str], said: str) -> None:
    """A wrong media type and a suffix that leads elsewhere are told."""
    assert said in " ".join(self_faults(offer("return b'x'", **more)))


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("application/pdf", b"%PDX-1.7 %%EOF"),
        ("application/pdf", b"%PDF-1.7 and no end"),
        ("application/json", b"{"),
        ("text/html", b"<p>words</p>"),
        ("image/svg+xml", b"<html/>"),
        ("image/png", b"GIF89a"),
        ("application/zip", b"PK and no more"),
        ("text/calendar", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
        ("text/calendar", b"BEGIN:VCALENDAR\r\nX:" + b"a" * 80 + b"\r\nEND:VCALENDAR\r\n"),
        ("text/plain", b"a\0b"),
    ],
)
def test_bytes_of_another_type_are_found(media_type: str, data: bytes) -> None:
    """Bytes that are not what the media type says are told."""
    assert type_faults(media_type, data)


def test_an_office_file_needs_its_list_of_contents() -> None:
    """A zip without [Content_Types].xml is no office file; its tags are its shape."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    found = []
    for name in ("a.xml", "[Content_Types].xml"):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, "<p xmlns='w'><t>Hello</t></p>")
        found.append(type_faults(kind, file.getvalue()))
        assert text_of(kind, file.getvalue()).strip() == "Hello"
        assert shape_of(kind, file.getvalue()) == {("{w}p",), ("{w}t",)}
    assert found[0]
    assert found[1] == []


def test_days_are_looked_for_in_many_forms() -> None:
    """ISO, compact, English, Spanish and a spreadsheet's number are all forms of a day."""
    assert {
        "2027-01-04", "20270104", "January 4, 2027", "4 de enero de 2027", "46391",
    } <= set(forms_of_date(date(2027, 1, 4)))  # fmt: skip


def test_the_samples_are_what_they_are_called() -> None:
    """Each sample has what it is there for."""
    plans = {name: sample_plan(name) for name in SAMPLES}
    assert not plans["held"].steps
    assert len(plans["one-step"].steps) == 1
    assert len(plans["longest"].steps) == 40
    assert plans["impossible"].status is Status.IMPOSSIBLE
    assert plans["impossible"].changes
    assert plans["spanish"].pathway.language == "es"
    assert not plans["no-costs"].cost.likely
    assert not plans["no-costs"].cost.unknown
    assert plans["unknown"].cost.unknown == 2
    assert plans["unknown"].steps[0].length_unknown
    assert len(plans["many-renewals"].renewals) > 100
    assert any(step.apply_by for step in plans["many-renewals"].steps)
    assert plans["changed"].version == 2
    assert plans["changed"].differences
    assert plans["changed"].forecast
    assert all(plan.steps or name in ("held", "impossible") for name, plan in plans.items())


def test_the_hostile_text_stands_in_many_places() -> None:
    """The hostile plan holds the text in nearly every field that is a text."""
    plan = hostile_plan("XYZZY")
    assert len(plan.steps) == 3
    assert plan_to_json(plan).count("XYZZY") > 100
    assert all("XYZZY" in step.title for step in plan.steps)
    assert plan.renewals
    assert any(step.why.instead_of for step in plan.steps)
