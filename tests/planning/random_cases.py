"""Small random cases in which ties and conflicts are common; the same seed, the same case."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from attrs import evolve

from pathplanner.model.history import Held, Paid, UnderWay
from pathplanner.model.intakes import Intakes, MonthDay
from pathplanner.model.learner import (
    Break,
    Funding,
    FundingKind,
    Learner,
    Override,
    OverrideKind,
    Prefer,
)
from pathplanner.model.occupation import Body, Occupation, Pay
from pathplanner.model.pathway import Pathway
from pathplanner.model.price import Cost, CostKind, Discount, Dues, Renewal, RenewalOption
from pathplanner.model.quantity import UNKNOWN, Duration, Estimate, Unit
from pathplanner.model.requirement import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    Needs,
    Requirement,
)
from pathplanner.model.step import Attendance, Exam, Kind, Recommendation, Step
from pathplanner.model.waits import AssumptionKind, Wait, WaitKind

FIRST_DAYS = (date(2027, 1, 4), date(2027, 1, 31), date(2027, 8, 30), date(2028, 2, 29))
FEATURES = (
    "hours", "months", "unknown", "waiting", "intakes", "apply", "every", "discounts", "dues",
    "renewals", "age", "states", "held", "begun", "avoid", "insist", "breaks", "savings",
    "budget", "deadline", "funding", "override", "recommended", "prices", "nesting",
)  # fmt: skip
TROUBLES = ("failed", "dropped")
"""Features that draw from another stream, so that older seeds stay what they were."""

Question = tuple[Pathway, Learner, tuple[str, ...]]


class Maker:
    """Makes one case; every feature is on or off for the whole case."""

    def __init__(self, seed: int, *, largest: int = 7) -> None:
        self.random = Random(seed)
        share = self.random.choice((0.1, 0.2, 0.4))
        self.on = {name: self.random.random() < share for name in FEATURES}
        self.on["prices"] = self.random.random() < 0.9
        self.trouble = Random(f"trouble {seed}")
        self.wide, self.is_wide = Random(f"wide {seed}"), False
        self.week, self.is_week = Random(f"week {seed}"), False
        self.lived, self.is_lived = Random(f"lived {seed}"), False
        self.on |= {name: self.trouble.random() < share for name in TROUBLES}
        self.first = self.random.choice(FIRST_DAYS)
        most = 5 if self.on["savings"] else largest
        self.ids = [
            f"s{place}" for place in range(self.random.choice((1, 2, 3, *range(3, most + 1), most)))
        ]
        self.busy = 0

    def chance(self, feature: str, share: float = 0.4) -> bool:
        """Tell whether a feature that is on happens here."""
        return self.on[feature] and self.random.random() < share

    def day(self, low: int, high: int) -> date:
        """Return a day that lies `low` to `high` days after the first."""
        return self.first + timedelta(days=self.random.randint(low, high))

    def money(self) -> Decimal:
        """Return a small price; often the same one."""
        return Decimal(self.random.choice((0, 5, 10, 10, 20, 30, 50)))

    def price(self) -> Estimate | object:
        """Return a price, a range or `UNKNOWN`."""
        if self.chance("unknown", 0.15):
            return UNKNOWN
        likely = self.money()
        spread = Decimal(self.random.choice((0, 0, 5)))
        return Estimate(max(Decimal(0), likely - spread), likely, likely + spread)

    def span(self, low: int, high: int) -> Duration:
        """Return a duration, in days, weeks or months."""
        if self.chance("months", 0.3):
            if self.random.random() < 0.5:
                return Duration.exactly(self.random.randint(0, 2), Unit.WEEKS)
            return Duration.exactly(1, Unit.MONTHS)
        return Duration.exactly(self.random.randint(low, high))

    def requirement(self, before: list[str], depth: int = 0) -> Requirement:
        """Return a requirement of some of the steps before."""
        random = self.random
        if not before or random.random() < (0.2 if len(before) < 3 else 0.03):
            return NOTHING
        if depth >= 2 or random.random() < 0.3:
            return Needs(random.choice(before))
        parts = tuple(
            self.requirement(before, depth + 1 if self.on["nesting"] else 2)
            for _ in range(random.choice((1, 2, 2, 3, 3)))
        )
        kind = random.choice(("all", "any", "any", "least"))
        if kind == "all":
            return AllOf(parts)
        return AnyOf(parts) if kind == "any" else AtLeast(random.randint(1, len(parts)), parts)

    def choices(self, before: list[str]) -> Requirement:
        """Return several ways for a goal, so that there is something to choose."""
        ways = []
        for _ in range(self.random.randint(2, 4)):
            steps = self.random.sample(before, k=self.random.choice((1, 1, 2)))
            ways.append(AllOf(tuple(map(Needs, steps))))
        return AtLeast(self.random.choice((1, 1, 1, 2)), tuple(ways))

    def discounts(self, before: list[str]) -> tuple[Discount, ...]:
        """Return lower prices that some steps before give."""
        if not before or not self.chance("discounts", 0.6):
            return ()
        return (Discount(self.random.choice(before), Estimate.exactly(self.money())),)

    def costs(self, before: list[str]) -> tuple[Cost, ...]:
        """Return the prices of a step."""
        if not self.chance("prices", 0.7):
            return ()
        return tuple(
            Cost(
                self.random.choice((CostKind.TUITION, CostKind.FEE, CostKind.EXAM)),
                self.price(),
                every=Duration.exactly(self.random.randint(3, 9))
                if self.chance("every", 0.3)
                else None,
                discounts=self.discounts(before),
            )
            for _ in range(self.random.choice((1, 1, 1, 2)))
        )

    def renewal(self, before: list[str]) -> Renewal:
        """Return how a step is kept."""
        random = self.random
        options = tuple(
            RenewalOption(
                f"option {place}",
                units=random.choice((None, 12, 24)),
                fee=random.choice((None, self.price(), self.price())),
                discounts=self.discounts(before),
            )
            for place in range(random.randint(1, 2))
        )
        return Renewal(
            every=Duration.exactly(random.randint(4, 30)),
            options=options,
            first=Duration.exactly(random.randint(3, 20)) if random.random() < 0.3 else None,
            first_units=random.choice((None, 6)),
            grace=random.choice((None, Duration.exactly(5))),
            counts_from=random.choice(before) if before and random.random() < 0.3 else "",
        )

    def hours(self) -> Estimate | object | None:
        """Return study hours; at most four steps have them, so that orders stay few."""
        if not self.chance("hours", 0.6):
            return None
        if self.chance("unknown", 0.15):
            return UNKNOWN
        if self.busy >= 4:
            return None
        self.busy += 1
        return Estimate.exactly(self.random.choice((0, 4, 5, 10, 20, 40)))

    def duration(self) -> Duration | object | None:
        """Return a calendar span, none or `UNKNOWN`."""
        if self.chance("unknown", 0.15):
            return UNKNOWN
        return self.span(0, 20) if self.random.random() < 0.65 else None

    def intakes(self) -> Intakes | None:
        """Return the only days on which a step can start."""
        if not self.chance("intakes"):
            return None
        dates = tuple(self.day(-5, 60) for _ in range(self.random.randint(0, 3)))
        each = self.day(0, 90)
        yearly = () if dates and self.random.random() < 0.6 else (MonthDay(each.month, each.day),)
        before = self.span(0, 20) if self.chance("apply", 0.6) else None
        return Intakes(dates=dates, yearly=yearly, apply_before=before)

    def step(self, place: int) -> Step:
        """Return a step that only needs steps before it."""
        random, before = self.random, self.ids[:place]
        has_dues = self.chance("dues", 0.4)
        duration = None if has_dues and random.random() < 0.6 else self.duration()
        superseded = (random.choice(before),) if before and self.chance("renewals", 0.2) else ()
        return Step(
            id=self.ids[place],
            title=self.ids[place].upper(),
            kind=random.choice(tuple(Kind)),
            body=random.choice(("", "body")),
            requires=self.choices(before)
            if len(before) > 1 and (place == len(self.ids) - 1 or random.random() < 0.2)
            else self.requirement(before),
            recommends=(Recommendation(self.requirement(before)),)
            if self.chance("recommended", 0.3)
            else (),
            waiting=self.span(0, 8) if self.chance("waiting") else None,
            duration=duration,
            study_hours=None if has_dues and duration is None else self.hours(),
            intakes=self.intakes(),
            costs=self.costs(before),
            dues=Dues(self.price(), Duration.exactly(random.randint(4, 20))) if has_dues else None,
            minimum_age=18 if self.chance("age", 0.3) else None,
            states=(random.choice(("US-TX", "US-OH")),) if self.chance("states", 0.25) else (),
            renewal=self.renewal(before) if self.chance("renewals") else None,
            supersedes=superseded,
        )

    def funding(self) -> tuple[Funding, ...]:
        """Return money from others."""
        random = self.random
        if not self.on["funding"]:
            return ()
        return tuple(
            Funding(
                name=f"fund {place}",
                amount=random.choice((None, 5, 10, 15, 30)),
                kind=random.choice(tuple(FundingKind)),
                covers=random.choice(((), (CostKind.TUITION,), (CostKind.FEE, CostKind.EXAM))),
                steps=(random.choice(self.ids),) if random.random() < 0.3 else (),
                arrives=self.day(1, 40) if random.random() < 0.4 else None,
            )
            for place in range(random.randint(1, 2))
        )

    def learner(self, goal: tuple[str, ...]) -> Learner:
        """Return circumstances and wishes."""
        random, ids = self.random, list(self.ids)
        random.shuffle(ids)
        taken = iter(ids)
        held = [next(taken)] if self.on["held"] and len(ids) > 2 else []
        begun = [next(taken)] if self.on["begun"] and len(ids) > 3 else []
        waived = [next(taken)] if self.on["override"] and len(ids) > 4 else []
        rest = [name for name in taken if name not in goal]
        avoid = rest[:1] if self.on["avoid"] else []
        insist = rest[1:2] if self.on["insist"] else []
        breaks = (
            [self.day(-3, 40) for _ in range(random.randint(1, 2))] if self.on["breaks"] else []
        )
        return Learner(
            start=self.first,
            hours_per_week=random.choice((0, 5, 7, 10, 10, 20, 20, 20)),
            holds=[Held(name, random.choice((None, self.day(-30, -1)))) for name in held],
            under_way=[UnderWay(name, self.day(-25, 0)) for name in begun],
            overrides=[
                Override(name, random.choice(tuple(OverrideKind)), by="adviser") for name in waived
            ],
            savings=random.choice((0, 20, 40, 60)) if self.on["savings"] else None,
            monthly=random.choice((0, 20, 50)) if self.on["savings"] else 0,
            budget=random.choice((10, 30, 60)) if self.chance("budget", 0.7) else None,
            deadline=self.day(5, 80) if self.chance("deadline", 0.7) else None,
            prefer=random.choice(("fastest", "cheapest", "balanced")),
            avoid=avoid,
            insist=insist,
            funding=self.funding(),
            birth_date=date(self.first.year - 18, 1, 1) + timedelta(days=random.randint(0, 120))
            if self.chance("age", 0.8)
            else None,
            breaks=[Break(day, day + timedelta(days=random.randint(1, 10))) for day in breaks],
            state=random.choice(("", "US-TX", "US-OH")) if self.on["states"] else "",
            recommended=self.chance("recommended", 0.6),
            horizon_years=random.choice((0, 1)),
        )

    def troubled(self, question: Question) -> Question:
        """Return the question with steps that were failed or dropped."""
        pathway, learner, goal = question
        random = self.trouble
        held = {one.step for one in (*learner.holds, *learner.overrides)}
        begun = {one.step: one.begun for one in learner.under_way}
        failed: dict[str, list[date]] = {}
        for step in pathway.steps:
            if self.on["failed"] and step.id not in held and random.random() < 0.4:
                days = [self._ago(random.randint(0, 20), 16) for _ in range(3)]
                days = days[: random.choice((1, 1, 2, 3))]
                begun_on = begun.get(step.id, self.first)
                failed[step.id] = [day for day in days if day <= begun_on]
        steps = [self.with_exam(step) if step.id in failed else step for step in pathway.steps]
        taken = {*held, *begun, *learner.insist, *goal}
        free = [step.id for step in pathway.steps if step.id not in taken]
        dropped = random.sample(free, k=1) if self.on["dropped"] and free else []
        days = {name: self.first - timedelta(days=random.randint(0, 20)) for name in dropped}
        return (
            evolve(pathway, steps=steps),
            evolve(learner, failed=failed, dropped=days),
            goal,
        )

    def with_exam(self, step: Step) -> Step:
        """Return the step with an exam, most of the time."""
        random = self.trouble
        if random.random() < 0.2:
            return step
        fee = random.choice((None, None, UNKNOWN, *map(Estimate.exactly, (0, 5, 20))))
        wait = random.choice((None, 3, 10, 30))
        exam = Exam(
            attempts=random.choice((None, 1, 2, 3)),
            retake_fee=fee,
            retake_wait=None if wait is None else Duration.exactly(wait),
        )
        return evolve(step, exam=exam)

    def widened(self, question: Question) -> Question:
        """Return the question with all that an independent oracle once found missing here.

        Discounts come from any step, so that what gives one may need what it makes cheaper;
        steps that others supersede have renewals; what is held has its day; and so on.
        """
        pathway, learner, goal = question
        steps = [self._wider_step(step, place) for place, step in enumerate(pathway.steps)]
        newer = {older for step in steps for older in step.supersedes}
        steps = [self._kept_up(step) if step.id in newer else step for step in steps]
        random = self.wide
        since = {one.step: self._past() if random.random() < 0.7 else None for one in learner.holds}
        decided = [evolve(one, on=self._past()) for one in learner.overrides]
        open_ = [step.id for step in steps if step.intakes or step.waiting]
        return (
            evolve(pathway, steps=steps),
            evolve(
                learner,
                holds=since,
                overrides=decided if random.random() < 0.5 else learner.overrides,
                applied={name: self._past() for name in open_ if random.random() < 0.4},
                prefer=random.choice(tuple(Prefer)),
            ),
            goal,
        )

    def with_lived_money(self, question: Question) -> Question:
        """Return the question with money as it is lived.

        Jobs have entry pay of their own or of their occupation, part of which is set aside;
        savings were counted before, and something was paid since; money from others ends,
        or is not sure.
        """
        pathway, learner, goal = question
        random = self.lived
        steps = [self._lived_step(step) for step in pathway.steps]
        pay = Pay(
            Estimate.exactly(9999),
            low=random.choice((None, Estimate.exactly(240))),
            entry=random.choice((None, Estimate.exactly(365))),
        )
        paid = [
            Paid(random.choice(self.ids), random.choice((5, 10, 30)), self._lived_day(-50, 0))
            for _ in range(random.choice((0, 0, 1, 2)))
        ]
        return (
            evolve(pathway, steps=steps, occupations=[Occupation("o", "O", pay=pay)]),
            evolve(
                learner,
                savings=random.choice((0, 10, 20, 40)),
                monthly=random.choice((0, 0, 5, 20)),
                set_aside=random.choice((None, 20, 50, 100)),
                savings_on=random.choice((None, self._lived_day(-70, 0))),
                paid=paid,
                funding=self._lived_funding(),
                prefer=random.choice(tuple(Prefer)[:4]),
            ),
            goal,
        )

    def _lived_day(self, low: int, high: int) -> date:
        return self.first + timedelta(days=self.lived.randint(low, high))

    def _lived_step(self, step: Step) -> Step:
        random = self.lived
        # The oracle looks at four payments of a price; pay may have to come for more.
        step = evolve(step, costs=[evolve(cost, every=None) for cost in step.costs])
        if random.random() < 0.5:
            return step
        entry = random.choice((None, 0, 120, 600, 1234))
        return evolve(
            step,
            kind=Kind.JOB,
            occupation=random.choice(("", "o")),
            entry_pay=None if entry is None else Estimate.exactly(entry),
        )

    def _lived_funding(self) -> tuple[Funding, ...]:
        random = self.lived
        return tuple(
            Funding(
                name=f"fund {place}",
                amount=random.choice((None, 5, 10, 20)),
                kind=random.choice(tuple(FundingKind)),
                covers=random.choice(((), (CostKind.TUITION,), (CostKind.FEE, CostKind.EXAM))),
                status=random.choice(("", "", "Awarded", "applied")),
                apply_by=self._lived_day(-5, 20) if random.random() < 0.2 else None,
                until=self._lived_day(0, 40) if random.random() < 0.6 else None,
            )
            for place in range(random.choice((0, 1, 1)))
        )

    def _ago(self, days: int, late: int) -> date:
        """Return a day in the past; what would be the last few of them is long ago."""
        return self.first - timedelta(days=days if days <= late else days * 8)

    def _past(self) -> date:
        return self._ago(self.wide.randint(0, 40), 30)

    def _wider_step(self, step: Step, place: int) -> Step:
        random, before = self.wide, self.ids[:place]
        others = [name for name in self.ids if name != step.id]
        changes: dict[str, object] = {}
        if others and random.random() < 0.4:
            lower = Discount(random.choice(others), Estimate.exactly(self._wide_money()))
            costs = step.costs or (Cost(CostKind.EXAM, Estimate.exactly(self._wide_money())),)
            first = evolve(costs[0], discounts=(*costs[0].discounts, lower))
            changes["costs"] = (first, *costs[1:])
        if before and random.random() < 0.25:
            changes["requires"] = AnyOf((step.requires, Needs(random.choice(before))))
        if before and random.random() < 0.25:
            changes["supersedes"] = (random.choice(before),)
        if random.random() < 0.25:
            changes["waiting"] = Duration.exactly(random.randint(1, 30))
        if random.random() < 0.3:
            changes["kind"] = Kind.JOB
        if isinstance(step.study_hours, Estimate) and random.random() < 0.3:
            changes["study_hours"] = Estimate.exactly(step.study_hours.likely + Decimal("0.5"))
        if step.renewal and others and random.random() < 0.3:
            changes["renewal"] = evolve(step.renewal, counts_from=random.choice(others))
        return evolve(step, **changes)

    def _wide_money(self) -> Decimal:
        return Decimal(self.wide.choice((0, 5, 10, 20, 40, 70, 100)))

    def _kept_up(self, step: Step) -> Step:
        """Return a step that must be renewed often."""
        random = self.wide
        option = RenewalOption("pay", fee=Estimate.exactly(self._wide_money()))
        every = Duration.exactly(random.randint(3, 15))
        return step if step.renewal else evolve(step, renewal=Renewal(every, options=(option,)))

    def with_week(self, question: Question) -> Question:
        """Return the question with waits, assumptions, working days and hours of a week."""
        pathway, learner, goal = question
        random = self.week
        share = random.choice((0.15, 0.3, 0.5))
        steps = [self._busy_step(step, share) for step in pathway.steps]
        country = random.choice(("", "", "US", "US", "US", "DE"))
        spans = {
            kind: "none" if random.random() < 0.3 else Duration.exactly(random.randint(0, 9))
            for kind in AssumptionKind
            if random.random() < 0.4 and kind is not AssumptionKind.WORKING_DAYS
        }
        if random.random() < 0.2:
            spans["working-days"] = "none"
        return (
            evolve(pathway, steps=steps, country=country),
            evolve(
                learner,
                assumptions=random.choice(("none", spans, spans, spans)),
                work_hours=random.choice((*(None,) * 8, 0, 20, 40, 50)),
                hours_per_week=random.choice((*(learner.hours_per_week,) * 8, 30, 40, 50, 0)),
                **self._later(learner),
            ),
            goal,
        )

    def _later(self, learner: Learner) -> dict[str, date | None]:
        """Return a first day that may be a Sunday or a holiday, and a deadline as long after it."""
        days = timedelta(days=self.week.choice((*(0,) * 14, 1, 2, 3, 5, 6, 13, 181)))
        last = learner.deadline
        return {"start": learner.start + days, "deadline": last and last + days}

    def _busy_step(self, step: Step, share: float) -> Step:
        random = self.week

        def happens() -> bool:
            return random.random() < share

        def waits(kinds: tuple[WaitKind, ...], most: int) -> tuple[Wait, ...]:
            chosen = random.sample(kinds, k=random.choice((1, 1, 2)))
            spans = [
                UNKNOWN if random.random() < 0.15 else Duration.exactly(random.randint(0, most))
                for _ in chosen
            ]
            return tuple(map(Wait, chosen, spans))

        before = WaitKind.REVISION, WaitKind.BOOKING, WaitKind.HIRING, WaitKind.APPLICATION
        after = WaitKind.RESULT, WaitKind.LICENSE, WaitKind.OTHER
        within = Duration.exactly(random.randint(1, 12)) if happens() else None
        drawn: dict[str, object] = {
            "kind": random.choice(tuple(Kind)),
            "before": waits(before, 12),
            "after": waits(after, 8),
            "exam": step.exam or Exam(schedule_within=within),
            "attendance": random.choice(tuple(Attendance)),
            "credits": Estimate.exactly(Decimal(random.choice(("0.2", "0.4", "1")))),
            "contact_hours": Estimate.between(random.choice((4, 10)), 12),
            "work_hours": Estimate.exactly(random.choice((10, 20, 30, 40))),
            "duration": step.duration or Duration.exactly(random.choice((3, 7, 10))),
        }
        return evolve(step, **{name: value for name, value in drawn.items() if happens()})

    def question(self) -> Question:
        """Return the pathway, the learner and the goal."""
        steps = [self.step(place) for place in range(len(self.ids))]
        goal = [self.ids[-1]]
        if len(self.ids) > 2 and self.random.random() < 0.25:
            goal.append(self.random.choice(self.ids[:-1]))
        self.random.shuffle(goal)
        bodies = (Body("body", "Body", unit_totals=self.random.choice(((), (10, 15)))),)
        pathway = Pathway("random", "Random", steps, destinations=goal[:1], bodies=bodies)
        question = pathway, self.learner(tuple(goal)), tuple(goal)
        if any(self.on[name] for name in TROUBLES):
            question = self.troubled(question)
        question = self.widened(question) if self.is_wide else question
        question = self.with_week(question) if self.is_week else question
        return self.with_lived_money(question) if self.is_lived else question


def without_assumptions(question: Question) -> Question:
    """Return the question for a learner who assumes nothing, for models that know no more."""
    pathway, learner, goal = question
    return pathway, evolve(learner, assumptions="none"), goal


def make(
    seed: int,
    *,
    largest: int = 7,
    troubled: bool = False,
    wide: bool = False,
    week: bool = False,
    lived: bool = False,
    chosen: bool = False,
    insisting: bool = False,
) -> Question:
    """Return the case with this seed.

    A troubled one has failed and dropped steps for sure; a wide one has what seeds of old
    do not draw; one with a week has waits, assumptions, working days and hours of work; a
    lived one has savings, and all that changes them; in a chosen one others must choose the
    learner for some steps; in an insisting one the learner insists on some.
    """
    maker = Maker(seed, largest=largest)
    maker.is_wide, maker.is_week, maker.is_lived = wide, week, lived
    if lived:
        maker.ids = maker.ids[:5]
    maker.on |= dict.fromkeys(TROUBLES, True) if troubled else {}
    question = maker.question()
    question = by_others(seed, question) if chosen else question
    return insisted_on(seed, question) if insisting else question


def by_others(seed: int, question: Question) -> Question:
    """Return the question with steps for which others must choose the learner."""
    pathway, learner, goal = question
    random = Random(f"chosen {seed}")
    steps = [
        step if random.random() < 0.6 else evolve(step, chosen_by="an employer")
        for step in pathway.steps
    ]
    return evolve(pathway, steps=steps), learner, goal


def insisted_on(seed: int, question: Question) -> Question:
    """Return the question for who insists on steps, which others name, recommend or neither."""
    pathway, learner, goal = question
    random = Random(f"insisting {seed}")
    ids = [step.id for step in pathway.steps]
    steps = []
    for step in pathway.steps:
        advice = [Needs(name) for name in ids if name != step.id and random.random() < 0.2]
        kind = random.choice((Kind.COURSE, Kind.EXAM, Kind.EXAM, step.kind))
        steps.append(evolve(step, kind=kind, recommends=[Recommendation(one) for one in advice]))
    out = {*learner.avoid, *(one.step for one in learner.dropped), *goal}
    free = [name for name in ids if name not in out]
    insist = random.sample(free, k=min(len(free), random.choice((1, 1, 2, 3))))
    asked = evolve(learner, insist=insist, recommended=False, assumptions="none")
    return evolve(pathway, steps=steps), asked, goal
