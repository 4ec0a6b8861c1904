"""Records of achievement: what they say, what does not count, and which steps they are."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import SMALL, run

import pathplanner as pp
from pathplanner.formats.records import read_record
from pathplanner.model.achievement import Sureness, match

TODAY = date(2027, 1, 4)
ME = "maria@example.org"


def badge3(**more: Any) -> dict[str, Any]:
    """Return an Open Badge 3."""
    achievement = {
        "id": "https://example.org/a/1", "type": ["Achievement"], "name": "A course",
        "alignment": [{"targetUrl": "https://example.org/r/9", "targetCode": "C 1"}],
    }  # fmt: skip
    subject = {"id": f"mailto:{ME}", "achievement": achievement}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": {"name": "A School"},
        "validFrom": "2026-05-01T00:00:00Z", "credentialSubject": subject, **more,
    }  # fmt: skip


def badge2(**more: Any) -> dict[str, Any]:
    """Return an Open Badge 2 whose holder is told by a salted hash."""
    digest = hashlib.sha256(f"{ME}salt".encode()).hexdigest()
    return {
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "salt",
                      "identity": f"sha256${digest}"},
        "badge": {"id": "https://example.org/b/1", "name": "A badge"},
        "issuedOn": "2026-05-01", **more,
    }  # fmt: skip


def read(tree: Any, holder: str = ME) -> list[Any]:
    """Return what a record says, on a fixed day."""
    return list(read_record(json.dumps(tree).encode(), "r.json", TODAY, holder))


def png(key: bytes, text: bytes, *, packed: bool) -> bytes:
    """Return a picture with a text in it."""
    body = key + b"\0" + bytes([packed, 0]) + b"\0\0" + (zlib.compress(text) if packed else text)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", 0)
    return b"\x89PNG\r\n\x1a\n" + chunk


def test_badges_and_records_are_read() -> None:
    """Open Badges 2 and 3, a CLR, a Europass and a list say names, days and who gave them."""
    clr = badge3()
    clr["credentialSubject"] = {"id": f"mailto:{ME}", "verifiableCredential": [badge3(), badge3()]}
    europass = {"SkillsPassport": {"LearnerInfo": {"Education": [
        {"Title": "Diploma", "Period": {"To": {"Year": 2020, "Month": 6, "Day": 30}},
         "Organisation": {"Name": "A School"}}]}}}  # fmt: skip
    [three] = read(badge3())
    assert (three.name, three.issuer, three.on) == ("A course", "A School", date(2026, 5, 1))
    assert "https://example.org/r/9" in three.addresses
    assert three.codes == ("C 1",)
    assert (three.refused, three.unchecked) == ("", ("It has no signature.",))
    assert [one.name for one in read(badge2())] == ["A badge"]
    assert len(read(clr)) == 2
    [diploma] = read(europass)
    assert (diploma.name, diploma.on, diploma.issuer) == ("Diploma", date(2020, 6, 30), "A School")
    assert [one.name for one in read(["GED", {"name": "CPR", "date": "2026-01-01"}])] == [
        "GED",
        "CPR",
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_a_badge_in_a_picture_or_signed_is_read(packed: bool) -> None:
    """A badge may be baked into a PNG, or be a signed text."""
    text = json.dumps(badge3()).encode()
    token = b"e30." + base64.urlsafe_b64encode(text).rstrip(b"=") + b".sig"
    for inside in (text, token):
        picture = png(b"openbadgecredential", inside, packed=packed)
        assert read_record(picture, "p.png", TODAY)[0].name == "A course"
    assert read_record(token, "t.jws", TODAY)[0].name == "A course"


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (badge3(validUntil="2027-01-04T00:00:00Z"), "expired on 2027-01-04"),
        (badge3(validFrom="2027-02-01T00:00:00Z"), "counts from 2027-02-01"),
        (badge2(expires="2026-12-31"), "expired"),
        (badge2(revoked=True, revocationReason="A slip"), "taken back: A slip"),
        (badge2(recipient={"identity": "else@example.org"}), "another person"),
        (badge2(recipient={"identity": "sha256$00", "salt": "x"}), "another person"),
        (
            {
                "credentialSubject": {
                    "id": "mailto:else@example.org",
                    "verifiableCredential": [badge3()],
                }
            },
            "another person",
        ),
        ({"name": "CPR", "expires": "2026-01-01"}, "expired"),
    ],
)
def test_what_does_not_count_says_so(tree: dict[str, Any], said: str) -> None:
    """What expired, was taken back, is not yet so or is another's does not count."""
    [one] = read(tree)
    assert said in one.refused


def test_whose_a_record_is_is_never_taken_on_trust() -> None:
    """Where it was not checked whose a record is, it says so, and whom it names."""
    [three] = read(badge3(), "")
    assert three.unchecked[-1] == f"Whose it is was not checked; it names {ME}."
    [two] = read(badge2(), "")
    assert two.unchecked[-1] == "Whose it is was not checked."
    [other] = read(badge2(recipient={}), ME)
    assert other.unchecked[-1].startswith("Whose it is was not checked: it names nobody")
    assert read(badge2(), ME.upper().replace("MARIA", "Maria"))[0].refused == ""
    assert [one.unchecked for one in read(["GED", {"name": "CPR"}])] == [
        ("A list is what somebody wrote.",)
    ] * 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "no text"),
        (b"{}", "no achievement"),
        (b'{"credentialSubject": 7}', "no achievement"),
        (b"a.b.c", "cannot be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG picture; a badge in it is not read"),
        (png(b"other", b"{}", packed=False), "no badge in this picture"),
        (png(b"openbadges", b"junk", packed=False), "not JSON"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff", "no badge in this picture"),
        (b"[" * 100_000, "cannot be read"),
        (b"[" * 50 + b'"x"' + b"]" * 50, "too deeply"),
    ],
)
def test_what_is_no_record_is_refused(data: bytes, said: str) -> None:
    """A file that says nothing of achievements is refused with a reason."""
    with pytest.raises(pp.InputError, match=said):
        read_record(data, "r", TODAY)


def test_steps_are_found_by_address_code_and_name() -> None:
    """What is sure is told from what is only guessed."""
    pathway = pp.read_pathway(SMALL)
    one = read(badge3())[0]

    def how(known: dict[str, set[str]], name: str = "") -> tuple[str, Sureness]:
        achievement = one if not name else read([name])[0]
        [found] = match([achievement], pathway, known)
        return found.step, found.how

    assert how({"job": {"https://example.org/r/9/"}}) == ("job", Sureness.ADDRESS)
    assert how({"job": {"c 1"}}) == ("job", Sureness.CODE)
    assert how({}) == ("course", Sureness.NAME)
    assert how({}, "Courses") == ("course", Sureness.GUESS)
    assert how({}, "Nothing like it") == ("", Sureness.GUESS)


def test_hold_records_what_counts(tmp_path: Path) -> None:
    """The command tells each thing, records what is sure and asks for guesses."""
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    learner = tmp_path / "me.yaml"
    learner.write_text("format: pathplanner/learner/1\nstart: 2027-01-04\n", "utf-8")
    records = ["A course", "Badges", "Unheard of", {"name": "A job", "expires": "2020-01-01"}]
    (tmp_path / "r.json").write_text(json.dumps(records), "utf-8")
    words = ("hold", "r.json", "--pathway", "small.yaml", "--learner", "me.yaml")
    done = run(tmp_path, *words, "--guesses", "no")
    assert done.returncode == 0, done.stderr
    assert "A course: is, by its name, course" in done.stdout
    assert "Badges: is perhaps badge" in done.stdout
    assert "Unheard of: no step of this pathway" in done.stdout
    assert "A job: does not count. It expired on 2020-01-01." in done.stdout
    assert [held.step for held in pp.load_learner(learner).holds] == ["course"]
    run(tmp_path, *words, "--guesses", "yes")
    assert [held.step for held in pp.load_learner(learner).holds] == ["course", "badge"]
    again = run(tmp_path, *words, "--guesses", "yes")
    assert "Nothing to record" in again.stderr


def test_hold_finds_steps_by_ctid(tmp_path: Path) -> None:
    """A badge aligned to a CTID is the step that came from that node."""
    from tests.ctdl.documents import condition, document, part

    ctid = "ce-00000000-0000-4000-8000-000000000007"
    goal = part("goal", hasCondition=condition("a", number=1))
    (tmp_path / "d.json").write_text(document(part("a", ctid=ctid), goal), "utf-8")
    run(tmp_path, "import", "ctdl", "d.json", "-o", "way.yaml")
    badge = badge3()
    badge["credentialSubject"]["achievement"]["alignment"] = [{"targetCode": ctid}]
    badge["credentialSubject"]["achievement"]["name"] = "Quite another name"
    (tmp_path / "b.json").write_text(json.dumps(badge), "utf-8")
    told = run(tmp_path, "hold", "b.json", "--pathway", "way.yaml", "--json")
    [found] = json.loads(told.stdout)["matches"]
    assert (found["step"], found["how"]) == ("a", "address")
