"""Renderers turn a plan into bytes of one format: their contracts, finding and running them.

Read `base` for what a renderer is, `registry` for how one is found, `writing` for how a plan
goes through it. What several renderers need stands in `html`, `lines`, `diagrams`,
`typefaces`, `scripts` and `direction`. The public names stand in `__init__.pyi`.
"""

from pathplanner.lazy import attach

__all__, __getattr__, __dir__ = attach(__name__, __file__)
