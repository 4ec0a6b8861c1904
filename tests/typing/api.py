"""What a user of the library writes; type-checked by mypy, never run."""

import pathplanner as pp

pathway: pp.Pathway = pp.load_pathway("medical-biller-and-coder")
own = pp.Pathway(
    id="own",
    title="Own",
    steps=[
        pp.Step("a", "A", pp.Kind.COURSE, study_hours=pp.Estimate.exactly(10)),
        pp.Step("b", "B", requires=pp.AnyOf((pp.Needs("a"), pp.AllOf()))),
    ],
    destinations=["b"],
)
years: pp.Duration = pp.Duration.exactly(3, "years")
months = pp.Duration.between(6, 9, "months")
learner = pp.Learner(
    name="Your Name",
    start="2027-01-04",
    hours_per_week=12,
    holds=["high-school-diploma"],
    savings=500,
    monthly="50.50",
    funding=[pp.model.Funding("Pell Grant", 7395, covers=["tuition"])],
    breaks=[pp.model.Break("2027-07-01", "2027-07-15")],
)
plan: pp.Plan = pp.plan(pathway, learner, goal="cpc", prefer="fastest")
data: bytes = pp.render(plan, "pdf", "roadmap.pdf", paper="a4")
faults: tuple[pp.Fault, ...] = pp.verify(plan, pathway, learner)
