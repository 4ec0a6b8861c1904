"""A plan in words: everything that a text-like renderer prints, and in which order.

`compose` turns a `Plan` into a `Document` of plain blocks. All wording lives here,
so that every renderer says the same thing. The public names stand in `__init__.pyi`.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
