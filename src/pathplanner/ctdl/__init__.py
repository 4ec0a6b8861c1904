"""CTDL, the field's own format, in and out: its public door.

What a pathway can say is taken; all else is kept beside it and comes out again; a report says
which is which. Documents go through `documents` (bytes), `expansion` (JSON-LD), `modern` (old
words), then `reading` with `order`, `conditions`, `steps` and `profiles`; `writing` goes back,
with `resources`, `keeping` (what stands beside) and `extras` (what CTDL has no word for).
"""

from __future__ import annotations

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
