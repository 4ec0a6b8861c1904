"""Rules for some people: by age, state, residence, income and what is held (planning rule 20)."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import random_people
from comparing import compared

import pathplanner as pp
from pathplanner.formats.yaml_text import pathway_to_yaml

TRAINING = """
format: pathplanner/pathway/1
id: dual-training
title: Dual training
destinations: [letter]
currency: EUR
steps:
  abitur: {title: Abitur, kind: diploma}
  middle: {title: Middle diploma, kind: diploma}
  training:
    title: Training
    kind: other
    duration: 42 months
    intakes: [08-01, 09-01]
    otherwise:
      - {when: {holds: abitur}, duration: 30 months}
      - {when: {age: 21 or more}, duration: 30 months}
      - {when: {holds: middle}, duration: 36 months}
  letter: {title: Letter, kind: credential, requires: training}
"""

APPRENTICE = """
format: pathplanner/pathway/1
id: apprentice
title: Apprentice
destinations: [assessment]
currency: GBP
steps:
  training: {title: Training, kind: experience, duration: 15 months, minimum_age: 16, AGES}
  english: {title: English, kind: course, duration: 30 weeks, study_hours: 50}
  maths: {title: Maths, kind: course, duration: 30 weeks, study_hours: 50}
  assessment:
    title: Assessment
    kind: other
    requires: training
    otherwise: [{when: {age: under 19}, requires: [training, english, maths]}]
"""

CERTIFICATE = """
format: pathplanner/pathway/1
id: certificate
title: Certificate
destinations: [certificate]
currency: AUD
steps:
  core: {title: Core, kind: course, study_hours: 20, costs: {tuition: 180}}
  certificate:
    title: Certificate
    kind: credential
    requires: core
    costs: {fee: 300}
    otherwise: [RULES]
"""


def plan_of(text: str, **told: object) -> tuple[pp.Plan, pp.Pathway]:
    """Return the plan of a pathway for somebody, which holds, and the pathway."""
    pathway = pp.read_pathway(text)
    plan = pp.plan(pathway, pp.Learner(**{"start": "2027-01-04", "hours_per_week": 8, **told}))
    assert pp.verify(plan, pathway) == ()
    assert pp.read_plan(pp.plan_to_json(plan)) == plan
    return plan, pathway


def first_page(plan: pp.Plan) -> str:
    """Return what stands before the second section of a plan as text."""
    return " ".join(whole(plan).partition("\n2. ")[0].split())


def whole(plan: pp.Plan) -> str:
    """Return a plan as text with plain spaces."""
    return pp.render(plan, "text").decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("told", "finish"),
    [
        ({"birth_date": "2009-03-01"}, date(2031, 2, 1)),
        ({"birth_date": "2000-03-01"}, date(2030, 2, 1)),
        ({"birth_date": "2009-03-01", "holds": ["abitur"]}, date(2030, 2, 1)),
        ({"birth_date": "2009-03-01", "holds": ["middle"]}, date(2030, 8, 1)),
        ({"birth_date": "2009-03-01", "holds": ["middle", "abitur"]}, date(2030, 2, 1)),
        ({"birth_date": "2005-08-01"}, date(2030, 2, 1)),
    ],
)
def test_a_length_goes_by_age_and_by_what_is_held(told: dict[str, object], finish: date) -> None:
    """The training of one step is shorter for the older and for who holds a diploma."""
    plan, _ = plan_of(TRAINING, **told)
    assert plan.finish == finish


def test_an_age_that_is_not_known_is_told_on_the_first_page() -> None:
    """Without a birth date the rule is left aside, and the first page says so."""
    plan, _ = plan_of(TRAINING)
    assert plan.finish == date(2031, 2, 1)
    assert [(one.kind, str(one.when.age)) for one in plan.steps[0].rules] == [
        ("not-known", "21 or more")
    ]
    assert "otherwise for those who are 21 or older. We do not know" in first_page(plan)
    known, _ = plan_of(TRAINING, birth_date="2009-03-01")
    assert "otherwise for" not in first_page(known)


@pytest.mark.parametrize(
    ("born", "steps"),
    [
        ("2009-06-01", {"training", "english", "maths", "assessment"}),
        ("2007-06-01", {"training", "assessment"}),
        ("2008-01-04", {"training", "assessment"}),
        ("2008-01-05", {"training", "english", "maths", "assessment"}),
    ],
)
def test_a_requirement_goes_by_age(born: str, steps: set[str]) -> None:
    """Who is under nineteen does English and maths beside the training; on that birthday nobody."""
    plan, _ = plan_of(APPRENTICE.replace(", AGES", ""), birth_date=born)
    assert {step.id for step in plan.steps} == steps


def test_a_maximum_age_ends_on_the_birthday_after_it() -> None:
    """Who turns 25 on the day of the start is too old for what goes to 24, and hears it."""
    text = APPRENTICE.replace("AGES", "maximum_age: 24")
    plan, pathway = plan_of(text, birth_date="2002-01-05")
    assert plan.steps[0].start == date(2027, 1, 4)
    old = pp.plan(pathway, pp.Learner("2027-01-04", birth_date="2002-01-04"))
    assert old.status == "impossible"
    [reason] = old.reasons
    assert (reason.kind, reason.step, reason.need) == ("too_old", "training", 24)
    assert "Training is for those who are 24 or younger" in " ".join(whole(old).split())
    assert [(one.kind, one.on) for one in old.changes] == [("start", date(2027, 1, 3))]
    unknown, _ = plan_of(text)
    assert unknown.steps[0].age_assumed
    late = attrs.evolve(plan.learner, birth_date=date(2001, 1, 1))
    assert any("(rule 8)" in fault.message for fault in pp.verify(plan, pathway, late))


RESIDENT = "{when: {states: [AU-VIC]}, costs: {fee: 0}}"


@pytest.mark.parametrize(
    ("rule", "told", "price"),
    [
        (RESIDENT, {"state": "AU-VIC"}, 180),
        (RESIDENT, {"state": "AU-NSW"}, 480),
        (RESIDENT, {}, 480),
        ("{when: {income_below: 40000}, costs: {fee: 20}}", {"income": 39999}, 200),
        ("{when: {income_below: 40000}, costs: {fee: 20}}", {"income": 40000}, 480),
        ("{when: {income_from: 40000}, costs: {fee: 900}}", {"income": 40000}, 1080),
        ("{when: {residence: in-district}, costs: {fee: 50}}", {"residence": "In-District"}, 230),
        ("{when: {residence: in-district}, costs: {fee: 50}}", {"residence": ["far"]}, 480),
    ],
)
def test_a_price_goes_by_state_income_and_residence(
    rule: str, told: dict[str, object], price: int
) -> None:
    """A fee that is otherwise for some is paid by these as they pay it, and else in full."""
    plan, _ = plan_of(CERTIFICATE.replace("RULES", rule), **told)
    assert plan.cost.out_of_pocket == Decimal(price)


def test_of_two_rules_the_first_counts_and_facts_found_out_beat_both() -> None:
    """Rules that tell people apart in other ways may both hold: the first of them counts."""
    rules = f"{RESIDENT}, {{when: {{income_below: 9000}}, costs: {{fee: 30}}, waiting: 1 week}}"
    text = CERTIFICATE.replace("RULES", rules)
    plan, _ = plan_of(text, state="AU-VIC", income=100)
    assert plan.cost.out_of_pocket == 180
    assert plan.steps[-1].waiting == pp.Duration.exactly(1, "weeks")
    found, _ = plan_of(text, state="AU-VIC", facts={"certificate.costs.fee": 55})
    assert found.cost.out_of_pocket == 235


def test_a_requirement_is_waived_for_one_step_alone() -> None:
    """What is set aside for one step is still asked for by another."""
    text = TRAINING.replace("requires: training", "requires: [training, abitur]")
    text = text.replace("    kind: other\n", "    kind: other\n    requires: middle\n")
    waived = [{"step": "middle", "for_": "training", "by": "The dean"}]
    aside = [pp.model.Override(**one) for one in waived]
    plan, _ = plan_of(text, birth_date="2009-03-01", overrides=aside)
    assert {step.id for step in plan.steps} == {"abitur", "training", "letter"}
    both = text.replace("requires: [training, abitur]", "requires: [training, middle]")
    plan, _ = plan_of(both, birth_date="2009-03-01", overrides=aside)
    assert {step.id for step in plan.steps} == {"middle", "training", "letter"}
    assert next(step for step in plan.steps if step.id == "training").start == date(2027, 8, 1)


@pytest.mark.parametrize(
    ("learner", "said"),
    [
        ({"step": "middle", "for_": "letter"}, "letter does not ask for middle"),
        ({"step": "middle", "for_": "lettre"}, "has no step 'lettre'"),
    ],
)
def test_a_waiver_of_nothing_is_refused(learner: dict[str, str], said: str) -> None:
    """A waiver for a step that does not ask for it, or is not there, is a fault."""
    person = pp.Learner("2027-01-04", overrides=[pp.model.Override(**learner)])
    with pytest.raises(pp.InputError, match=r"overrides\[0\]\.for") as error:
        pp.plan(pp.read_pathway(TRAINING), person)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("{when: {age: 21 or mroe}, costs: {fee: 1}}", "write such as 21 or more"),
        ("{when: {age: 30-20}, costs: {fee: 1}}", "nobody is 30 or more"),
        ("{when: {}, costs: {fee: 1}}", "say for whom"),
        ("{when: {age: 20}}", "say what is otherwise"),
        ("{when: {holds: coer}, costs: {fee: 1}}", "There is no step"),
        ("{when: {states: [Texas]}, costs: {fee: 1}}", "US-TX"),
        ("{when: {income_from: 9, income_below: 9}, costs: {fee: 1}}", "nobody has 9"),
        ("{when: {age: 20}, requires: certificate}", "circle"),
        ("{when: {age: 20}, requires: coer}", "There is no step"),
        (
            "{when: {age: 16-20}, costs: {fee: 1}}, {when: {age: 18 or more}, costs: {fee: 2}}",
            "Two rules for costs can hold for one person",
        ),
        ("{when: {age: 20}, minimum_age: 30, maximum_age: 20}", "nobody is 30 or older"),
        ("{when: {agee: 20}, costs: {fee: 1}}", "agee"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rules: str, said: str) -> None:
    """A rule for nobody, for no fact, or beside one for the same people is a fault."""
    with pytest.raises(pp.InputError, match=r"steps\.certificate\.otherwise") as error:
        pp.read_pathway(CERTIFICATE.replace("RULES", rules))
    assert said.casefold() in str(error.value).casefold()


def test_rules_stay_in_files() -> None:
    """YAML of a pathway says for whom what is otherwise, and a learner's file who they are."""
    rules = f"{RESIDENT}, {{when: {{age: under 19, income_from: 10}}, study_hours: 7}}"
    pathway = pp.read_pathway(CERTIFICATE.replace("RULES", rules))
    assert pp.read_pathway(pathway_to_yaml(pathway)) == pathway
    text = (
        "format: pathplanner/learner/1\nstart: 2027-01-04\nresidence: in-district\n"
        "income: 30000\noverrides: [{step: a, for: b}]\n"
    )
    person = pp.read_learner(text)
    assert (person.residence, person.income) == (("in-district",), Decimal(30000))
    assert person.overrides[0].for_ == "b"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 40, 20))
def test_planner_equals_oracle_where_rules_hold_for_some(first: int) -> None:
    """With rules for some people, beside pairs, terms and short steps, plans are the best."""
    outcomes = [compared(seed, random_people.make(seed)) for seed in range(first, first + 20)]
    assert [outcome for outcome in outcomes if outcome.differences] == []
    assert sum(outcome.kind.startswith("front") for outcome in outcomes) > 8
