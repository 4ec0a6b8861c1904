"""Signatures of badges, as far as the key is in the file itself; nothing is fetched.

Checked are signed badges (JWS) and Data Integrity proofs of the suite `eddsa-jcs-2022`, with keys
that the file holds: as JWK, `did:jwk` or `did:key`. A signature that fits says that nothing was
changed since the owner of that key signed it. Whose key it is, only the network can say.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from attrs import frozen

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"
"""How the bytes of a `did:key` begin."""

_LONGEST_KEY = 1000
_ALGORITHMS = {"EdDSA": "OKP", "Ed25519": "OKP", "ES256": "EC", "RS256": "RSA"}
"""Algorithms that are checked, with the kind of key that each has."""

BROKEN = "Its signature does not fit: it was changed after it was signed."
ABSENT = "It has no signature."
_NO_LIBRARY = 'Its signature was not checked: pip install "pathplanner[badges]" for that.'


@frozen
class Seal:
    """What came of checking a signature.

    Attributes:
        said: What is to be told of it, in a sentence.
        broken: Whether it does not fit.
    """

    said: str
    broken: bool = False


class _Uncheckable(Exception):
    """Something in it is not known here; the text says what."""


def seal_of_text(text: str) -> Seal:
    """Return what came of the signature of a signed badge: three parts with dots between."""
    return _checked(lambda: _jws(text))


def seal_of(tree: Mapping[str, Any]) -> Seal:
    """Return what came of the proof that stands in a badge."""
    proof = tree.get("proof")
    proofs = proof if isinstance(proof, list) else [proof] if proof is not None else []
    if not proofs:
        return Seal(ABSENT)
    seals = [_checked(partial(_integrity, tree, one)) for one in proofs]
    # Of several, one that does not fit is enough, and each must be told.
    broken = [one for one in seals if one.broken]
    return broken[0] if broken else Seal(" ".join(dict.fromkeys(one.said for one in seals)))


def _checked(check: Any) -> Seal:
    try:
        return Seal(
            f"Its signature fits the key {_short(check())}; whose key it is was not checked."
        )
    except _Uncheckable as error:
        return Seal(f"Its signature was not checked: {error}.")
    except ImportError:
        return Seal(_NO_LIBRARY)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Seal(BROKEN, broken=True)
    except _invalid():
        return Seal(BROKEN, broken=True)


def _invalid() -> type[Exception]:
    from cryptography.exceptions import InvalidSignature

    return InvalidSignature


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:20]}..."


def _jws(text: str) -> str:
    """Check a signed badge and return the name of its key."""
    head, body, mark = text.split(".")
    header = json.loads(_unpacked(head))
    algorithm = header.get("alg")
    if algorithm not in _ALGORITHMS:
        raise _Uncheckable(f"the algorithm {str(algorithm)[:20]!r} is not known here")
    name = str(header.get("kid") or "")
    if isinstance(header.get("jwk"), dict):
        key, name = _from_jwk(header["jwk"]), name or "in the file"
    else:
        issuer = json.loads(_unpacked(body)).get("iss")
        name = name if name.startswith("did:") else str(issuer or name)
        key = _from_did(name)
    if _kind_of(key) != _ALGORITHMS[algorithm]:
        raise ValueError("the key is of another kind")
    _verify(key, _unpacked(mark), f"{head}.{body}".encode("ascii"))
    return name


def _integrity(tree: Mapping[str, Any], proof: Any) -> str:
    """Check a Data Integrity proof and return the name of its key."""
    if not isinstance(proof, dict):
        raise _Uncheckable("it is no block")
    suite = proof.get("cryptosuite") or proof.get("type")
    if proof.get("type") != "DataIntegrityProof" or suite != "eddsa-jcs-2022":
        raise _Uncheckable(f"the suite {str(suite)[:40]!r} needs what is not in the file")
    name = proof.get("verificationMethod")
    name = name if isinstance(name, str) else (name or {}).get("id", "")
    key = _from_did(name)
    value = str(proof["proofValue"])
    options = {key: one for key, one in proof.items() if key != "proofValue"}
    document = {key: one for key, one in tree.items() if key != "proof"}
    if "@context" in options:
        stated, whole = _several(options["@context"]), _several(document.get("@context"))
        if whole[: len(stated)] != stated:
            raise ValueError("the contexts differ")
        document["@context"] = options["@context"]
    hashes = (hashlib.sha256(_canonical(one).encode()).digest() for one in (options, document))
    if _kind_of(key) != "OKP" or value[:1] != "z":
        raise ValueError("the key or the value is of another kind")
    _verify(key, _base58(value[1:]), b"".join(hashes))
    return name


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _canonical(value: Any) -> str:
    """Return JSON in the one form of RFC 8785."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return f"{{{','.join(f'{_canonical(one)}:{_canonical(value[one])}' for one in names)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_canonical, value))}]"
    if isinstance(value, float):
        raise _Uncheckable("it holds a number with a fraction")
    return json.dumps(value, ensure_ascii=False)


def _unpacked(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _base58(text: str) -> bytes:
    if len(text) > _LONGEST_KEY:
        raise ValueError("it is too long")
    number = 0
    for letter in text:
        number = number * 58 + _ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _from_did(name: str) -> Any:
    """Return the key that a name holds.

    Raises:
        _Uncheckable: It holds none.
    """
    method, _, rest = name.partition("#")[0].removeprefix("did:").partition(":")
    if not name.startswith("did:") or method not in ("key", "jwk"):
        raise _Uncheckable("its key is not in the file")
    if method == "jwk":
        return _from_jwk(json.loads(_unpacked(rest)))
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    data = _base58(rest.removeprefix("z"))
    if data.startswith(_ED25519):
        return ed25519.Ed25519PublicKey.from_public_bytes(data[2:])
    if data.startswith(_P256):
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:])
    raise _Uncheckable("its kind of key is not known here")


def _from_jwk(jwk: Mapping[str, Any]) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    numbers = {name: _unpacked(str(jwk[name])) for name in ("x", "y", "n", "e") if name in jwk}
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if (kind, curve) == ("OKP", "Ed25519"):
        return ed25519.Ed25519PublicKey.from_public_bytes(numbers["x"])
    whole = {name: int.from_bytes(data, "big") for name, data in numbers.items()}
    if (kind, curve) == ("EC", "P-256"):
        return ec.EllipticCurvePublicNumbers(whole["x"], whole["y"], ec.SECP256R1()).public_key()
    if kind == "RSA" and len(numbers.get("n", b"")) <= _LONGEST_KEY:
        return rsa.RSAPublicNumbers(whole["e"], whole["n"]).public_key()
    raise _Uncheckable("its kind of key is not known here")


def _kind_of(key: Any) -> str:
    name = type(key).__name__
    return "OKP" if "Ed25519" in name else "RSA" if "RSA" in name else "EC"


def _verify(key: Any, mark: bytes, message: bytes) -> None:
    """Raise an error of the library unless a signature fits."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

    kind = _kind_of(key)
    if kind == "OKP":
        key.verify(mark, message)
    elif kind == "RSA":
        key.verify(mark, message, padding.PKCS1v15(), hashes.SHA256())
    else:
        if len(mark) != 64:
            raise ValueError("the signature has another length")
        pair = (int.from_bytes(mark[:32], "big"), int.from_bytes(mark[32:], "big"))
        key.verify(utils.encode_dss_signature(*pair), message, ec.ECDSA(hashes.SHA256()))
