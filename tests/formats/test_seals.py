"""Signatures of badges whose key is in the file, and what of a record is kept."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.cli.running import SMALL, run

import pathplanner as pp
from pathplanner.formats.records import read_record
from pathplanner.formats.seals import BROKEN

TODAY = date(2027, 1, 4)
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
EC = ec.derive_private_key(7, ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)


def packed(data: bytes | dict[str, Any]) -> str:
    """Return bytes or JSON as a signed badge holds them."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def base58(data: bytes) -> str:
    """Return bytes in the letters of did:key."""
    number, found = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        found = ALPHABET[rest] + found
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + found


ED_RAW = ED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
EC_RAW = EC.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
DID = f"did:key:z{base58(bytes([0xED, 1]) + ED_RAW)}"
EC_DID = f"did:key:z{base58(bytes([0x80, 0x24]) + EC_RAW)}"
ED_JWK = {"kty": "OKP", "crv": "Ed25519", "x": packed(ED_RAW)}


def rsa_jwk() -> dict[str, str]:
    """Return the public key of RSA."""
    numbers = RSA.public_key().public_numbers()
    return {"kty": "RSA", "n": packed(numbers.n.to_bytes(256, "big")), "e": packed(b"\1\0\1")}


def badge(**more: Any) -> dict[str, Any]:
    """Return an Open Badge 3 without a proof."""
    achievement = {"id": "https://example.org/a/1", "name": "A course"}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://example.org/ob"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": {"name": "A School"},
        "validFrom": "2026-05-01T00:00:00Z", "credentialSubject": {"achievement": achievement},
        "evidence": [{"id": "https://example.org/e"}], **more,
    }  # fmt: skip


def proven(tree: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a badge with a Data Integrity proof over it."""
    options = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
               "created": "2026-05-01T00:00:00Z", "proofPurpose": "assertionMethod",
               "verificationMethod": f"{DID}#{DID[8:]}", "@context": tree["@context"],
               **more}  # fmt: skip
    plain = [
        json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        for one in (options, tree)
    ]
    mark = ED.sign(b"".join(hashlib.sha256(one).digest() for one in plain))
    return {**tree, "proof": {**options, "proofValue": f"z{base58(mark)}"}}


def sign(algorithm: str, message: bytes) -> bytes:
    """Return a signature as JWS has it."""
    if algorithm == "RS256":
        return RSA.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if algorithm == "ES256":
        r, s = utils.decode_dss_signature(EC.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return ED.sign(message)


def signed(algorithm: str = "EdDSA", body: dict[str, Any] | None = None, **header: Any) -> str:
    """Return a signed badge."""
    head = packed({"alg": algorithm, **(header or {"kid": DID})})
    text = f"{head}.{packed(body or {'vc': badge()})}"
    return f"{text}.{packed(sign(algorithm, text.encode()))}"


def read(data: str | dict[str, Any]) -> Any:
    """Return the one achievement of a record, read without a network."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    [found] = read_record(text.encode(), "r.json", TODAY)
    return found


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


GOOD: dict[str, Callable[[], str | dict[str, Any]]] = {
    "integrity": lambda: proven(badge()),
    "words of all kinds": lambda: proven(badge(name="Añ \u2028 \U0001f600 \"x", n=[1, True, None])),
    "eddsa, did:key": signed,
    "eddsa, jwk": lambda: signed(jwk=ED_JWK),
    "es256, did:key": lambda: signed("ES256", kid=EC_DID),
    "rs256, jwk": lambda: signed("RS256", jwk=rsa_jwk()),
    "issuer's did:jwk": lambda: signed(
        body={"iss": f"did:jwk:{packed(ED_JWK)}", "vc": badge()}, kid="#0"
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_a_signature_with_its_key_is_checked(make: Callable[[], str | dict[str, Any]]) -> None:
    """A signature that fits is told with its key, and that nobody checked whose key it is."""
    found = read(make())
    assert found.refused == ""
    assert "Its signature fits the key" in found.unchecked[0]
    assert "whose key it is was not checked" in found.unchecked[0]


def changed(make: Callable[[], str | dict[str, Any]]) -> str | dict[str, Any]:
    """Return a badge in which one letter is another than was signed."""
    made = make()
    if isinstance(made, str):
        head, body, mark = made.split(".")
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        return f"{head}.{packed(raw.replace(b'A course', b'B course'))}.{mark}"
    made["credentialSubject"]["achievement"]["name"] = "B course"
    return made


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_a_badge_that_was_changed_does_not_count(
    make: Callable[[], str | dict[str, Any]],
) -> None:
    """Where one letter was changed after it was signed, the badge is refused and says so."""
    assert read(changed(make)).refused == BROKEN


def without(tree: dict[str, Any], **proof: Any) -> dict[str, Any]:
    """Return a badge whose proof says something else."""
    return {**tree, "proof": {**tree["proof"], **proof}}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (without(proven(badge()), proofValue="z"), BROKEN),
        (without(proven(badge()), proofValue="zIO0l"), BROKEN),
        (without(proven(badge()), proofValue="z" + "9" * 100_000), BROKEN),
        (without(proven(badge()), created="2026-05-02T00:00:00Z"), BROKEN),
        (without(proven(badge()), **{"@context": ["https://example.org/other"]}), BROKEN),
        (without(proven(badge()), verificationMethod="did:key:z6Mk"), "not checked"),
        (without(proven(badge()), verificationMethod=EC_DID), BROKEN),
        (without(proven(badge()), verificationMethod=None), "not in the file"),
        (without(proven(badge()), verificationMethod="https://example.org/key"), "not in the file"),
        (without(proven(badge()), cryptosuite="eddsa-rdfc-2022"), "eddsa-rdfc-2022"),
        ({**badge(), "proof": "yes"}, "not checked"),
        ({**badge(n=1.5), "proof": proven(badge())["proof"]}, "number with a fraction"),
        (badge(), "has no signature"),
        (signed(kid="https://example.org/key"), "not in the file"),
        (signed("none"), "'none' is not known"),
        (signed("ES256", kid=DID), BROKEN),
        (signed(jwk={"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}), BROKEN),
        (signed(jwk={"kty": "oct", "k": "AAAA"}), "not known here"),
        (signed(jwk={"kty": "RSA", "n": "AA", "e": "AA"}, kid=DID), BROKEN),
    ],
)
def test_a_signature_that_is_odd_is_told(data: Any, said: str) -> None:
    """What cannot be checked is told with the reason; what does not fit does not count."""
    found = read(data)
    assert said in (found.refused if said == BROKEN else " ".join(found.unchecked))
    assert bool(found.refused) == (said == BROKEN)


def test_what_is_in_a_changed_record_does_not_count() -> None:
    """Where a record of several was changed, none of the badges in it counts."""
    whole = badge(credentialSubject={"verifiableCredential": [badge()]})
    assert read(proven(whole)).refused == ""
    made = proven(whole)
    made["validFrom"] = "2026-06-01T00:00:00Z"
    assert read(made).refused == BROKEN


def test_without_the_library_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cryptography is not installed, a signature was not checked, and that is said."""
    made = signed()
    for name in ("cryptography.exceptions", "cryptography.hazmat.primitives.asymmetric"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    found = read(made)
    assert found.refused == ""
    assert 'pip install "pathplanner[badges]"' in found.unchecked[0]


@pytest.mark.parametrize(
    "learner",
    ["format: pathplanner/learner/1\nstart: 2027-01-04  # mine\n",
     '{"format": "pathplanner/learner/1", "start": "2027-01-04"}\n'],
    ids=["yaml", "json"],
)  # fmt: skip
def test_evidence_and_expiry_are_kept_and_count(tmp_path: Path, learner: str) -> None:
    """`hold` keeps who gave a badge, its evidence and its end; a later plan goes by the end."""
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    me = tmp_path / "me.yaml"
    me.write_text(learner, "utf-8")
    made = proven(badge(validUntil="2028-05-01T00:00:00Z"))
    (tmp_path / "b.json").write_text(json.dumps(made), "utf-8")
    day = {"SOURCE_DATE_EPOCH": "1798761600"}
    words = ("hold", "b.json", "--pathway", "small.yaml", "--learner", "me.yaml")
    done = run(tmp_path, *words, **day)
    assert done.returncode == 0, done.stderr
    assert "Its signature fits the key did:key:z6Mk" in " ".join(done.stdout.split())
    known = pp.load_learner(me)
    [proof] = known.proofs
    assert (proof.step, proof.until, proof.by) == ("course", date(2028, 5, 1), "A School")
    assert proof.evidence == ("https://example.org/e",)
    assert [one.step for one in known.holds] == ["course"]
    assert "# mine" in me.read_text("utf-8") or learner.startswith("{")
    assert "Nothing to record" in run(tmp_path, *words, **day).stderr

    def planned(start: str, *more: str) -> tuple[list[str], str]:
        asked = (
            "plan",
            "small.yaml",
            "--learner",
            "me.yaml",
            "--start",
            start,
            "-t",
            "json",
            *more,
        )
        found = run(tmp_path, *asked, **day)
        return [step["id"] for step in json.loads(found.stdout)["steps"]], found.stderr

    assert planned("2028-04-30") == (["badge"], "")
    steps, said = planned("2028-05-01")
    assert steps == ["course", "badge"]
    assert "Set aside: course, for it counts until 2028-05-01 only." in said


def test_what_was_done_again_counts() -> None:
    """A step that was done after its old record ended is held."""
    learner = pp.Learner(
        "2029-01-04", holds={"course": "2028-06-01"},
        proofs=pp.model.Proof("course", "2028-05-01"),
    )  # fmt: skip
    case = pp.desk.open_case(pp.Request(pp.read_pathway(SMALL), learner=learner))
    assert [one.step for one in case.learner.holds] == ["course"]
    assert case.notes == ()


def test_others_are_not_told_of_proofs() -> None:
    """A funder and an employer get no evidence and no days of expiry."""
    proof = pp.model.Proof("course", "2028-05-01", "A School", "https://example.org/secret")
    learner = pp.Learner("2027-01-04", holds="course", proofs=proof)
    plan = pp.plan(pp.read_pathway(SMALL), learner)
    assert b"secret" in pp.render(plan, "json")
    for audience in ("funder", "employer"):
        assert b"secret" not in pp.render(plan, "json", audience=audience)
    assert pp.read_plan(pp.plan_to_json(plan)) == plan
