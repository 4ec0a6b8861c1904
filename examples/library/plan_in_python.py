"""Plan in Python, read the plan, and write it down.

Run `python plan_in_python.py`. It prints the steps and writes `checklist.md`.
"""

import pathplanner as pp

pathway = pp.load_pathway("medical-biller-and-coder")
learner = pp.Learner(
    name="Your Name",
    start="2027-01-04",
    hours_per_week=12,
    holds=["high-school-diploma"],
)

plan = pp.plan(pathway, learner, goal="cpc", prefer="fastest")

for step in plan.steps:
    print(f"{step.number:2}  {step.start}  {step.finish}  {step.title}")
print(f"Done on {plan.finish}; you pay {plan.cost.out_of_pocket} {plan.cost.currency}.")

# Every plan can be checked by code that did not make it.
for fault in pp.verify(plan, pathway, learner):
    print("The plan is wrong:", fault)

# A wish that cannot be met is an answer too, not an error.
hurried = pp.Learner(start="2027-01-04", hours_per_week=12, deadline="2027-01-31")
answer = pp.plan(pathway, hurried, goal="cpc")
for reason in answer.reasons:
    print("No plan:", reason.kind)
for change in answer.changes:
    print("It would work with another", change.kind)

pp.render(plan, "checklist", "checklist.md")
