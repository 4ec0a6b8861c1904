"""The desk: here a person, a pathway and an old plan meet, and every answer is one call.

A `Request` says what is asked. It becomes a `Case`, in which all that it names is read and
checked; `plan`, `record`, `undo`, `revise`, `compare`, `why`, `why_not`, `ask`, `reach` and
`in_language` answer it. The public names stand in `__init__.pyi`.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
