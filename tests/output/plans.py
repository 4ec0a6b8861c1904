"""Sample plans, built by hand through the model, for the tests of what is printed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from attrs import evolve

from pathplanner.model.learner import Funding, Held, Learner, Override, Prefer
from pathplanner.model.occupation import Body, Occupation, Outlook, Pay, Topic
from pathplanner.model.occupation import WorkSetting as Part
from pathplanner.model.plan import (
    Alternative,
    Bound,
    Exit,
    FundingShare,
    HeldStep,
    NotTaken,
    PathwayFacts,
    Payment,
    Plan,
    PlanCost,
    PlannedStep,
    SetAside,
    Status,
    StepCost,
    Upkeep,
    UpkeepKind,
    Why,
    WhyKind,
)
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit, Unknown
from pathplanner.model.refusal import Change, ChangeKind, Reason, ReasonKind
from pathplanner.model.requirement import Needs
from pathplanner.model.source import Authority, Source
from pathplanner.model.step import CostKind, Exam, Kind, RenewalOption

SOURCES = (
    Source(
        "bls",
        "Bureau of Labor Statistics",
        "Occupational Outlook Handbook: Medical Records Specialists",
        "https://www.bls.gov/ooh/healthcare/medical-records-and-health-information-technicians.htm",
        "2025-08-28",
        Authority.PRIMARY,
    ),
    Source("aapc", "AAPC", "CPC certification", "https://www.aapc.com/certification/cpc/"),
    Source(
        "fees",
        "Coding Exam Guide",
        "What the exams cost",
        "https://example.org/exam-fees",
        "2026-02",
        note="AAPC's own price page was not found; a second site gives the same price.",
    ),
    Source("austin", "Austin Community College", "Coding certificate", "", "2025"),
)

OCCUPATION = Occupation(
    "29-2072",
    "Medical Records Specialists",
    pay=Pay(
        Estimate.exactly(50250),
        Estimate.exactly(35780),
        Estimate.exactly(80950),
        Estimate.exactly("24.16"),
        "May 2024",
        "United States",
        source=("bls",),
    ),
    outlook=Outlook(7, "2024-34", 194800, 13700, 14200, source=("bls",)),
    entry_education="Postsecondary nondegree award",
    settings=(Part("Hospitals", 28), Part("Offices of physicians", 19)),
    duties=(Topic("Read patient records and give each diagnosis and treatment its code"),),
    skills=(Topic("Paying attention to detail"), Topic("Keeping private things private")),
    source=("bls",),
)

FACTS = PathwayFacts(
    "medical-coding",
    "Medical biller and coder",
    "From a high school diploma to certified coding work.",
    country="US",
    updated=date(2026, 11, 1),
    stages=("Get ready", "Train", "Certify", "Work"),
    occupations=(OCCUPATION,),
    bodies=(
        Body("aapc", "AAPC", "Professional body of coders.", "https://www.aapc.com", (36, 40, 44)),
    ),
    sources=SOURCES,
)

AFTER_EVERYTHING = Why(WhyKind.REQUIRED)


def payment(
    on: date, kind: CostKind, label: str, amount: str | Estimate | Unknown, **more: object
) -> Payment:
    """Return a payment that nobody funds, unless `more` says so."""
    price = Estimate.exactly(amount) if isinstance(amount, str) else amount
    more.setdefault("out_of_pocket", Decimal(0) if isinstance(price, Unknown) else price.likely)
    return Payment(on, kind, label, price, **more)  # type: ignore[arg-type]


def step(
    number: int, title: str, kind: Kind, days: tuple[date, date], **more: object
) -> PlannedStep:
    """Return a step whose cost is the sum of its payments."""
    paid: tuple[Payment, ...] = more.pop("payments", ())  # type: ignore[assignment]
    known = [part.amount for part in paid if isinstance(part.amount, Estimate)]
    cost = StepCost(
        sum((part.low for part in known), Decimal(0)),
        sum((part.likely for part in known), Decimal(0)),
        sum((part.high for part in known), Decimal(0)),
        len(paid) - len(known),
    )
    facts = {"id": f"step-{number}", "study_hours": 0, "why": AFTER_EVERYTHING} | more
    return PlannedStep(
        number=number,
        title=title,
        kind=kind,
        start=days[0],
        finish=days[1],
        cost=cost,
        payments=paid,
        **facts,  # type: ignore[arg-type]
    )


def total(steps: tuple[PlannedStep, ...], funded: str = "0") -> PlanCost:
    """Return the cost of a plan that consists of these steps."""
    likely = sum((one.cost.likely for one in steps), Decimal(0))
    return PlanCost(
        "USD",
        sum((one.cost.low for one in steps), Decimal(0)),
        likely,
        sum((one.cost.high for one in steps), Decimal(0)),
        Decimal(funded),
        likely - Decimal(funded),
        sum(one.cost.unknown for one in steps),
    )


def coder_steps() -> tuple[PlannedStep, ...]:
    """Return the eleven steps of the realistic plan."""
    day = date
    return (
        step(
            1,
            "Medical terminology course",
            Kind.COURSE,
            (day(2027, 1, 4), day(2027, 3, 15)),
            id="terminology",
            stage="Get ready",
            study_hours=80,
            hours_per_week=Decimal(8),
            hours=Estimate(80, 80, 80, source=("austin",)),
            provider="Austin Community College",
            critical=True,
            summary="The words that doctors use, and the parts they are made of.",
            payments=(
                payment(day(2027, 1, 4), CostKind.TUITION, "Course", "255", source=("austin",)),
                payment(day(2027, 1, 4), CostKind.BOOKS, "", UNKNOWN),
            ),
            why=Why(WhyKind.REQUIRED, ("certificate",)),
            proof="A transcript with a grade of C or better",
        ),
        step(
            2,
            "Anatomy and physiology course",
            Kind.COURSE,
            (day(2027, 3, 15), day(2027, 6, 7)),
            id="anatomy",
            stage="Get ready",
            study_hours=96,
            hours_per_week=Decimal(8),
            critical=True,
            payments=(payment(day(2027, 3, 15), CostKind.TUITION, "Course", "340.50"),),
            why=Why(WhyKind.REQUIRED, ("certificate",)),
        ),
        step(
            3,
            "AAPC student membership",
            Kind.MEMBERSHIP,
            (day(2027, 6, 7), day(2027, 6, 7)),
            id="membership",
            stage="Get ready",
            body="aapc",
            slack=84,
            payments=(
                payment(
                    day(2027, 6, 7),
                    CostKind.MEMBERSHIP,
                    "First year",
                    "157",
                    full_price=Decimal(222),
                    discount="certificate",
                    source=("fees",),
                ),
            ),
            why=Why(WhyKind.SAVES_MONEY, ("cpc-a",), saved=Decimal(75)),
        ),
        step(
            4,
            "Medical coding certificate program",
            Kind.PROGRAM,
            (day(2027, 6, 7), day(2028, 3, 7)),
            id="certificate",
            stage="Train",
            study_hours=420,
            hours_per_week=Decimal("10.7"),
            critical=True,
            duration=Duration.between(6, 12, Unit.MONTHS, source=("austin",)),
            hours=Estimate.exactly(420),
            provider="Austin Community College",
            apply_by=day(2027, 5, 1),
            url="https://www.example.edu/programs/health-information/medical-coding-certificate",
            payments=(
                payment(
                    day(2027, 6, 7),
                    CostKind.TUITION,
                    "Tuition and fees",
                    Estimate(2800, 3200, 3895, source=("austin",)),
                    funded=(FundingShare("Pell Grant", Decimal(2500)),),
                    out_of_pocket=Decimal(700),
                ),
                payment(day(2027, 6, 7), CostKind.BOOKS, "Code books", "310.25"),
            ),
            why=Why(
                WhyKind.REQUIRED,
                ("cpc-a",),
                (
                    SetAside(("degree",), ("Associate degree",), 400, Decimal(4100)),
                    SetAside(("ojt",), ("On-the-job training",), None, None),
                ),
            ),
            needs=("terminology", "anatomy"),
            proof="Program certificate",
            note="Evening classes are offered in the spring only.",
        ),
        step(
            5,
            "Study for the CPC exam",
            Kind.COURSE,
            (day(2028, 3, 7), day(2028, 5, 2)),
            id="prep",
            stage="Certify",
            study_hours=60,
            hours_per_week=Decimal("7.5"),
            critical=True,
            why=Why(WhyKind.RECOMMENDED, ("cpc-a",), by="AAPC"),
            hours=Estimate.between(Decimal(40), Decimal(80)),
        ),
        step(
            6,
            "Certified Professional Coder – Apprentice (CPC-A)",  # noqa: RUF001 - as AAPC writes it
            Kind.CREDENTIAL,
            (day(2028, 5, 2), day(2028, 5, 2)),
            id="cpc-a",
            stage="Certify",
            body="aapc",
            critical=True,
            payments=(
                payment(day(2028, 5, 2), CostKind.EXAM, "Two tries", "499", source=("fees",)),
            ),
            exam=Exam(
                "100",
                240,
                "70 percent",
                "Multiple choice, watched, open code books",
                2,
                Duration.exactly(45),
                UNKNOWN,
                65,
                Duration.exactly(1, Unit.YEARS),
                source=("aapc",),
            ),
            why=Why(WhyKind.REQUIRED, ("job", "cpc")),
            needs=("certificate", "membership"),
            proof="Certificate from AAPC",
            url="https://www.aapc.com/certification/cpc/",
            source=("aapc",),
            minimum_age=18,
            age_assumed=True,
        ),
        step(
            7,
            "First job as a coder",
            Kind.JOB,
            (day(2028, 5, 2), day(2028, 8, 2)),
            id="job",
            stage="Work",
            length_unknown=True,
            occupation="29-2072",
            pay=Estimate.exactly(43000, source=("bls",)),
            critical=True,
            why=Why(WhyKind.REQUIRED, ("experience",)),
        ),
        step(
            8,
            "One year of coding work",
            Kind.EXPERIENCE,
            (day(2028, 8, 2), day(2029, 8, 2)),
            id="experience",
            stage="Work",
            duration=Duration.exactly(1, Unit.YEARS, source=("aapc",)),
            critical=True,
            why=Why(
                WhyKind.REQUIRED,
                ("cpc",),
                (
                    SetAside(("two",), ("Two years of work",), 365, Decimal(-295)),
                    SetAside(("practicode",), ("Practicode",), -200, Decimal(0)),
                ),
            ),
        ),
        step(
            9,
            "80-hour coding course",
            Kind.COURSE,
            (day(2028, 8, 2), day(2028, 10, 11)),
            id="course80",
            stage="Work",
            study_hours=80,
            hours_per_week=Decimal(8),
            slack=295,
            payments=(payment(day(2028, 8, 2), CostKind.TUITION, "", "295"),),
            why=Why(WhyKind.INSISTED, ("cpc",)),
        ),
        step(
            10,
            "Keep your membership",
            Kind.MEMBERSHIP,
            (day(2028, 6, 7), day(2028, 6, 7)),
            id="keep",
            stage="Work",
            payments=(payment(day(2028, 6, 7), CostKind.MEMBERSHIP, "Yearly dues", "222"),),
            slack=3,
            why=Why(WhyKind.REQUIRED, ("cpc",)),
        ),
        step(
            11,
            "Certified Professional Coder (CPC)",
            Kind.CREDENTIAL,
            (day(2029, 8, 2), day(2029, 8, 2)),
            id="cpc",
            stage="Certify",
            body="aapc",
            critical=True,
            why=Why(WhyKind.GOAL),
            needs=("experience", "course80"),
            proof="Letter that the A was removed",
        ),
    )


def coder() -> Plan:
    """Return a realistic plan with eleven steps."""
    steps = coder_steps()
    learner = Learner(
        "2027-01-04",
        "María Ángeles López",
        Decimal(12),
        holds=(Held("diploma", date(2019, 6, 1)),),
        prefer=Prefer.BALANCED,
        funding=(Funding("Pell Grant", 2500, status="awarded"),),
        budget=Decimal(4000),
    )
    renewals = tuple(
        Upkeep(
            "cpc",
            "Certified Professional Coder (CPC)",
            UpkeepKind.RENEWAL,
            date(year, 5, 2),
            (
                RenewalOption("Earn 36 units", 36, None, source=("aapc",)),
                RenewalOption("Take the exam again", None, Estimate.exactly(499)),
            ),
            36,
            UNKNOWN,
            ("cpc", "cpb"),
            date(year, 7, 2),
            Estimate.exactly(50),
            source=("aapc",),
        )
        for year in (2030, 2032, 2034)
    )
    dues = tuple(
        Upkeep(
            "membership",
            "AAPC membership",
            UpkeepKind.DUES,
            date(year, 6, 7),
            fee=Estimate.exactly(222, source=("fees",)),
            counted=year < 2030,
        )
        for year in (2029, 2030, 2031)
    )
    return Plan(
        Status.OPTIMAL,
        Prefer.BALANCED,
        FACTS,
        learner,
        ("cpc",),
        ("Certified Professional Coder (CPC)",),
        date(2027, 1, 4),
        date(2029, 8, 2),
        736,
        total(steps, "2500"),
        steps,
        (
            HeldStep(
                "diploma", "High school diploma", Kind.DIPLOMA, date(2019, 6, 1), ("terminology",)
            ),
            HeldStep(
                "typing",
                "Typing test",
                Kind.EXAM,
                opens=("job",),
                override=Override(
                    "typing",
                    by="Ms. Rivera, counselor",
                    why="Two years of office work shown",
                    on=date(2026, 10, 3),
                ),
            ),
        ),
        tuple(sorted((*renewals, *dues), key=lambda one: one.due)),
        (
            Alternative(
                date(2029, 1, 14),
                Decimal("3120.50"),
                ("terminology", "cpc"),
                ("Medical terminology course", "CPC"),
                800,
            ),
            Alternative(
                date(2029, 8, 2),
                Decimal("2778.75"),
                tuple(one.id for one in steps),
                tuple(one.title for one in steps),
                736,
                1,
                1,
                chosen=True,
            ),
            Alternative(
                date(2030, 8, 2),
                Decimal("2483.75"),
                ("terminology", "two"),
                ("Medical terminology course", "Two years of work"),
                656,
                1,
            ),
        ),
        (
            Exit(
                "cpc-a",
                "Certified Professional Coder – Apprentice (CPC-A)",  # noqa: RUF001
                date(2028, 5, 2),
                Decimal("2261.75"),
            ),
            Exit(
                "job",
                "First job as a coder",
                date(2028, 8, 2),
                Decimal("2261.75"),
                "29-2072",
                Estimate.exactly(43000),
            ),
        ),
        (NotTaken("cpc-a", Needs("practicode"), ("Practicode",), "AAPC", source=("aapc",)),),
    )


def one_step() -> Plan:
    """Return a plan of one step without a name, a price or hours."""
    only = step(
        1,
        "Food handler card",
        Kind.CREDENTIAL,
        (date(2027, 1, 4), date(2027, 1, 4)),
        study_hours=None,
        why=Why(WhyKind.GOAL),
        payments=(payment(date(2027, 1, 4), CostKind.FEE, "", UNKNOWN),),
    )
    return Plan(
        Status.FEASIBLE,
        Prefer.CHEAPEST,
        PathwayFacts("food", "Food service"),
        Learner("2027-01-04"),
        ("step-1",),
        ("Food handler card",),
        date(2027, 1, 4),
        date(2027, 1, 4),
        0,
        total((only,)),
        (only,),
        bound=Bound(date(2027, 1, 4), Decimal(0)),
    )


def held_goal() -> Plan:
    """Return the plan of somebody who is there already."""
    return evolve(
        one_step(),
        status=Status.OPTIMAL,
        bound=None,
        steps=(),
        cost=PlanCost("USD"),
        held=(HeldStep("step-1", "Food handler card", Kind.CREDENTIAL, date(2026, 1, 9)),),
    )


def impossible() -> Plan:
    """Return an answer without a plan, with a reason and a change of every kind."""
    day, other = date(2027, 6, 1), date(2029, 8, 2)
    reasons = tuple(
        Reason(
            kind,
            "cpc",
            "Certified Professional Coder (CPC)",
            Decimal(17),
            Decimal(18),
            day,
            other,
        )
        for kind in ReasonKind
    )
    changes = tuple(
        Change(kind, other, Decimal("2778.75"), Decimal(15), other, "cpc", "Two years of work")
        for kind in ChangeKind
    )
    return evolve(
        coder(),
        status=Status.IMPOSSIBLE,
        finish=None,
        steps=(),
        renewals=(),
        alternatives=(),
        exits=(),
        not_taken=(),
        cost=PlanCost("USD"),
        study_hours=0,
        reasons=reasons,
        changes=changes,
    )


def long(count: int = 40) -> Plan:
    """Return a plan with many steps, a name of 300 letters and titles full of markup."""
    first = date(2027, 1, 4)
    steps = tuple(
        step(
            number,
            f"<b>Step</b> & **{number}** [x](javascript:alert(1)) {'very ' * (number % 7)}long",
            list(Kind)[number % len(Kind)],
            (first + timedelta(30 * number), first + timedelta(30 * number + number % 5 * 20)),
            study_hours=number * 3,
            critical=number % 3 == 0,
            summary="What it is and what it is for, said in words. " * (number % 4),
            payments=tuple(
                payment(first + timedelta(30 * number), CostKind.FEE, f"Part {part}", f"{number}.5")
                for part in range(number % 4)
            ),
            why=Why(WhyKind.REQUIRED, (f"step-{min(number + 1, count)}",)),
            url="https://example.org/" + "path" * 40,
        )
        for number in range(1, count + 1)
    )
    plan = coder()
    return evolve(
        plan,
        learner=evolve(plan.learner, name="Wolfeschlegelsteinhausenbergerdorff " * 6 + "X" * 90),
        steps=steps,
        finish=steps[-1].finish,
        goal=(steps[-1].id,),
        goal_titles=(steps[-1].title,),
        cost=total(steps),
        exits=(),
        alternatives=(),
        not_taken=(),
    )


def hostile(text: str) -> Plan:
    """Return the realistic plan with `text` in every place where an author can write."""
    plan = coder()
    first = evolve(
        plan.steps[3],
        title=f"Program {text}",
        summary=text,
        provider=text,
        proof=text,
        note=text,
        url=text,
        stage=text,
        payments=tuple(evolve(part, label=text, note=text) for part in plan.steps[3].payments),
        exam=Exam(questions=text, pass_mark=text, format=text, note=text),
    )
    facts = evolve(
        plan.pathway,
        title=text,
        summary=text,
        note=text,
        sources=tuple(
            evolve(source, publisher=text, title=text, url=text, note=text)
            for source in plan.pathway.sources
        ),
        bodies=tuple(evolve(body, name=text, about=text, url=text) for body in FACTS.bodies),
    )
    return evolve(
        plan,
        pathway=facts,
        learner=evolve(plan.learner, name=text),
        goal_titles=(text,),
        steps=(*plan.steps[:3], first, *plan.steps[4:]),
    )
