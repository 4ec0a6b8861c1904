"""What shows that steps are done, put into the text of a learner file."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from pathplanner.formats.documents import learner_with_history
from pathplanner.formats.learner_items import with_key, word_in
from pathplanner.formats.learner_text import by_hand, sure
from pathplanner.model.learner import Proof

PROOFS = "proofs"
"""The key for what shows that steps are done."""


def record_proofs(data: bytes, proofs: tuple[Proof, ...], today: date, file: str = "") -> bytes:
    """Return a learner file with proofs; what was told of the same steps before gives way.

    Raises:
        InputError: The file is faulty, or so unusual that it must be changed by hand.
    """
    loaded, history = learner_with_history(data, file, today)
    new = {proof.step: proof for proof in (*loaded.value.proofs, *proofs)}
    kept = tuple(new.values())
    if kept == loaded.value.proofs:
        return data
    with by_hand((PROOFS, f"add {', '.join(new)} under {PROOFS} by hand."), data, file):
        text = data.decode()
        text = with_key(text, PROOFS, f"[{', '.join(_block(one, text) for one in kept)}]")
        wanted = evolve(loaded.value, proofs=kept)
        return sure(text, wanted, history, today, file)


def _block(proof: Proof, text: str) -> str:
    says = {"step": proof.step, "until": str(proof.until or ""), "by": proof.by}
    pairs = [f"{word_in(key, text)}: {word_in(word, text)}" for key, word in says.items() if word]
    if proof.evidence:
        listed = ", ".join(word_in(one, text) for one in proof.evidence)
        pairs.append(f"{word_in('evidence', text)}: [{listed}]")
    return f"{{{', '.join(pairs)}}}"
