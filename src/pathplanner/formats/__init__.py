"""Files to values and back: the only place that knows syntax.

The public names stand in `__init__.pyi`.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
