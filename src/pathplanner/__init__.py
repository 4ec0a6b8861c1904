"""Plan one person's route from where they are to a credential, a job and beyond.

The pipeline, in one line::

    load_pathway(file) -> Pathway -> plan(pathway, learner, goal) -> Plan -> render(plan) -> bytes

`Pathway.graph` is the pathway as a networkx graph. `verify` checks a plan by the rules with
code that did not make it. The parts of pathways, learners and plans are in
`pathplanner.model`; `pathplanner.document` turns a plan into words for those who write a
renderer. The public names stand in `__init__.pyi`.
"""

from pathplanner.lazy import attach

__version__ = "0.1.0"

__all__, __getattr__, __dir__ = attach(__name__, __file__)
