"""Plan one person's route from where they are to a credential, a job and beyond.

The pipeline, in one line::

    load_pathway(file) -> Pathway -> plan(pathway, learner, goal) -> Plan -> render(plan) -> bytes
"""
