"""From a pathway, a learner and a goal to a plan."""
