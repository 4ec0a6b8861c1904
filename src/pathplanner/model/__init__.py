"""The frozen values that everything else works on: pathways, learners and plans.

`__init__.pyi` names each with the module it is defined in.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
