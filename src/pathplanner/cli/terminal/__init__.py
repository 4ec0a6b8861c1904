"""How the command line looks and speaks in a terminal, and what it writes.

Each name is loaded when it is first asked for: the help of a command needs none of it.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
