"""What a learner and a counsellor complained of when they tried the bundled pathways.

Most of their complaints are tests elsewhere; these are those of the bundled data itself.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

import pytest
from tests.output.test_sections import said, section

import pathplanner as pp
from pathplanner.model.quantity import Duration, Grade
from pathplanner.model.requirement import steps_in

DAY = "2027-01-04"
DIPLOMA = ("high-school-diploma",)


@cache
def planned(pathway: str, goal: str, hours: int = 10, *held: str, prefer: str = "") -> pp.Plan:
    learner = pp.Learner(DAY, hours_per_week=hours, holds=(*DIPLOMA, *held))
    return pp.plan(pp.load_pathway(pathway), learner, goal=goal, prefer=prefer or None)


def test_more_hours_a_week_are_a_sooner_end() -> None:
    """Newcomer A2 and A21: with 4, 10 and 20 hours the plan ended on one day."""
    plans = [planned("medical-biller-and-coder", "cpc", hours) for hours in (20, 10, 4)]
    ends = [plan.finish for plan in plans if plan.finish]
    assert len(ends) == 3
    assert ends[0] < ends[1] < ends[2]


def test_nothing_on_the_first_page_is_said_twice() -> None:
    """Newcomer D9: two sentences about hours stood there twice."""
    words = said(section(planned("medical-biller-and-coder", "cpc", 8), "summary"))
    sentences = [one.strip() for one in re.split(r"[.:] ", words) if len(one) > 40]
    assert len(sentences) > 4
    assert len(sentences) == len(set(sentences))


def test_no_other_way_costs_less_only_where_none_does() -> None:
    """Newcomer A13: the sentence stood under a table with a cheaper way."""
    plan = planned("medical-biller-and-coder", "cpc")
    paid = [one.out_of_pocket for one in plan.alternatives]
    assert min(paid) < plan.cost.out_of_pocket
    assert "No other way that fits costs less" not in said(section(plan, "if-things-change"))


def test_what_is_insisted_on_takes_its_time_and_comes_before_its_exam() -> None:
    """Newcomer A11, A20: two courses more moved the end by no day, and came after the exam."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    more = ("medical-terminology", "anatomy-and-physiology")
    learner = pp.Learner(DAY, hours_per_week=8, holds=DIPLOMA, insist=more)
    longer, usual = pp.plan(pathway, learner, goal="cpc"), planned(pathway.id, "cpc", 8)
    days = {step.id: step for step in longer.steps}
    assert set(more) <= days.keys()
    assert longer.study_hours > usual.study_hours
    assert longer.finish is not None
    assert usual.finish is not None
    assert longer.finish > usual.finish + timedelta(days=60)
    assert max(days[name].finish for name in more) < days["cpc-a"].start
    assert pp.verify(longer, pathway) == ()


def test_a_full_time_program_is_not_for_five_hours_a_week() -> None:
    """Newcomer A23: a practical nursing program ended on the same day with 5 hours as with 40."""
    assert planned("registered-nurse", "practical-nurse-job", 5).status is pp.Status.IMPOSSIBLE
    assert planned("registered-nurse", "practical-nurse-job", 40).finish is not None


@pytest.mark.parametrize("name", ["medical-biller-and-coder", "pharmacy-technician"])
def test_nobody_is_hired_on_the_first_day(name: str) -> None:
    """Newcomer A5: jobs were within reach on the plan's first day, free."""
    found = pp.reach(pp.load_pathway(name), pp.Learner(DAY, hours_per_week=20, holds=DIPLOMA))
    jobs = [one for one in found if one.kind is pp.Kind.JOB and one.finish]
    assert jobs
    first = pp.Learner(DAY).start + timedelta(weeks=4)
    assert [one.step for one in jobs if one.finish and one.finish < first] == []


def test_the_cheapest_way_to_nursing_is_no_bachelors_degree() -> None:
    """Data: the shorter degree lost as nobody had looked up its price."""
    plan = planned("registered-nurse", "registered-nurse-job", 40, prefer="cheapest")
    assert "bsn-program" not in {step.id for step in plan.steps}
    assert plan.cost.out_of_pocket < 20_000


def test_another_bachelors_degree_needs_no_second() -> None:
    """Data: who had a degree was sent to a second one of four years."""
    plan = planned("health-information-technician", "rhia", 20, "other-bachelor-degree")
    assert [step.id for step in plan.steps] == ["him-post-degree-certificate", "rhia"]


def test_a_director_has_been_a_manager() -> None:
    """Data: the degree, the first job as a manager and the director's were on one day."""
    plan = planned("health-information-technician", "director-role", 40)
    days = {step.id: step.finish for step in plan.steps}
    years = (days["director-role"] - days["health-services-manager-job"]).days / 365
    assert years > 2
    assert days["health-services-manager-job"] > days["him-bachelor-degree"]


def test_a_driver_does_one_thing_a_day() -> None:
    """Data: the physical, the permit and the first lesson were all on the first day."""
    plan = planned("truck-driver-cdl-a", "truck-driver-job", 20)
    starts = [step.start for step in plan.steps]
    assert len(starts) == len(set(starts)) > 4


def test_a_first_year_is_paid_as_one() -> None:
    """Data: the middle pay of all workers stood at the day of hire."""
    plan = planned("medical-biller-and-coder", "medical-coder-job")
    assert plan.first_pay is not None
    assert plan.first_pay.pay is not None
    [work] = [one for one in plan.pathway.occupations if one.id == plan.steps[-1].occupation]
    assert work.pay is not None
    assert plan.first_pay.pay.likely < work.pay.median.likely


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("medical-biller-and-coder", "medical-coder-job"),
        ("registered-nurse", "registered-nurse-job"),
        ("registered-nurse", "practical-nurse-job"),
    ],
)
def test_money_from_others_is_advised_before_a_school(name: str, goal: str) -> None:
    """Data: no plan spoke of the FAFSA, of a Pell Grant or of the workforce board."""
    plan = planned(name, goal, 40)
    assert {"financial-aid-form", "workforce-board"} <= {
        step for one in plan.not_taken for step in steps_in(one.requirement)
    }


def test_who_else_may_pay_is_asked_before_a_course_is_paid() -> None:
    """Data: nothing on the first page spoke of money from others for a course of $3,000."""
    plan = planned("medical-biller-and-coder", "cpc")
    assert plan.steps[1].payments
    ask = "what does it cost today; who else may pay for it; when can I begin"
    assert ask in said(section(plan, "summary"))
    fund = pp.model.Funding("WIOA", 500, "workforce", status="awarded")
    learner = pp.Learner(DAY, holds=DIPLOMA, funding=[fund])
    paid = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, goal="cpc")
    assert "who else may pay" not in said(section(paid, "summary"))


def test_a_diploma_takes_its_time() -> None:
    """Data: the diploma was earned and the job begun on the plan's first day."""
    plan = pp.plan(
        pp.load_pathway("medical-biller-and-coder"), pp.Learner(DAY), goal="medical-biller-job"
    )
    assert plan.finish is not None
    assert plan.finish > plan.start + timedelta(days=90)


def test_lengths_that_no_source_states_are_estimates_or_ranges() -> None:
    """Data: training at work was O*NET's job zone as if stated; EMT and nursing had one number."""
    coder = pp.load_pathway("medical-biller-and-coder")
    at_work = coder["on-the-job-training"].duration
    assert isinstance(at_work, Duration)
    assert at_work.grade is Grade.ESTIMATED
    emt = pp.load_pathway("emt-and-paramedic")["emt-program"].duration
    nurse = pp.load_pathway("registered-nurse")["nursing-associate-degree"].duration
    assert isinstance(emt, Duration)
    assert isinstance(nurse, Duration)
    assert (emt.unit, emt.high < 30) == ("weeks", True)
    assert nurse.low < nurse.likely < nurse.high


@pytest.mark.parametrize("prefer", ["fastest", "balanced"])
def test_work_on_real_records_follows_lessons_and_is_in_the_price_of_the_course(
    prefer: str,
) -> None:
    """Newcomer A9 and data: Practicode was on the first day, and was bought beside the course."""
    plan = planned("medical-biller-and-coder", "cpc", prefer=prefer)
    days = {step.id: step for step in plan.steps}
    lessons = [one for name, one in days.items() if name in LESSONS]
    assert lessons
    assert days["practicode"].start >= max(one.finish for one in lessons)
    is_bought = "aapc-80-hour-course" not in days
    assert (days["practicode"].cost.likely > 0) is is_bought


LESSONS = ("aapc-80-hour-course", "cpc-self-study", "cpc-exam-preparation")


@pytest.mark.parametrize("goal", ["cpc", "ccs", "cmc"])
def test_no_exam_is_cheap_as_nobody_learns_for_it(goal: str) -> None:
    """Data: the cheapest ways had 0 hours of study, as unknown hours were none."""
    plan = planned("medical-biller-and-coder", goal, prefer="cheapest")
    hours = [step.hours for step in plan.steps if step.id.endswith("exam-preparation")]
    assert plan.study_hours > 100
    assert len(hours) == 1


def test_a_supervisor_was_no_student_of_two_schools_with_a_full_time_job() -> None:
    """Data: certificate, degree and a full-time job ran at once, at ten hours a week."""
    plan = planned("medical-biller-and-coder", "coding-supervisor-job")
    schools = [step for step in plan.steps if step.kind == "program"]
    work = next(step for step in plan.steps if step.id.startswith("coding-experience"))
    assert all(step.finish <= work.start for step in schools)
    assert (work.finish - work.start).days > 700


def test_a_pharmacy_technician_registers_and_is_hired_later() -> None:
    """Data: the plan hired on its first day and left the state's registration out."""
    for goal in ("pharmacy-technician-job", "cpht"):
        plan = planned("pharmacy-technician", goal, 20)
        days = {step.id: step.start for step in plan.steps}
        ready = days["pharmacy-state-registration"]
        assert days["pharmacy-technician-job"] > ready + timedelta(weeks=8)
    assert plan.steps[-1].start > plan.steps[-2].finish + timedelta(days=7)


@pytest.mark.parametrize("state", ["", "US-TX", "US-CA"])
def test_an_electrician_applies_first_and_every_state_has_a_way(state: str) -> None:
    """Data: application and waiting were missing, all prices unknown, and 49 states had no way."""
    learner = pp.Learner(DAY, hours_per_week=20, holds=DIPLOMA, state=state)
    plan = pp.plan(pp.load_pathway("electrician"), learner, goal="electrician-job")
    days = {step.id: step for step in plan.steps}
    asked, begun = days["apprenticeship-application"], days["electrical-apprenticeship"]
    assert (asked.finish - asked.start).days > 60
    assert begun.start > asked.finish
    assert plan.cost.likely > 1000


def test_a_nurse_practitioner_takes_years_and_money() -> None:
    """Newcomer A3, A29: three degrees ended on the day of the first job, for $515."""
    plan = planned("registered-nurse", "nurse-practitioner-job", 8)
    fast = planned("registered-nurse", "nurse-practitioner-job", 40)
    assert plan.status is pp.Status.IMPOSSIBLE or plan.finish > fast.finish
    assert fast.finish is not None
    assert (fast.finish - fast.start).days > 6 * 365
    assert fast.cost.out_of_pocket > 50_000


def test_a_license_of_one_state_is_asked_about_on_the_first_page() -> None:
    """Data: a learner who told no state was sent to the license of Texas without a word."""
    for name, goal in (
        ("registered-nurse", "practical-nurse-job"),
        ("electrician", "master-electrician"),
    ):
        plan = planned(name, goal, 40)
        by_id = pp.load_pathway(name).by_id
        bound = [step.id for step in plan.steps if by_id[step.id].states]
        asks = "Do you live there?" in said(section(plan, "summary"))
        assert asks is bool(bound)
    assert bound


def test_a_budget_holds_what_the_course_costs_at_its_middle() -> None:
    """Data: of $1,000 a course was paid whose note spoke of $3,895, as its price was unknown."""
    pathway = pp.load_pathway("medical-biller-and-coder")
    poor = pp.Learner(DAY, holds=DIPLOMA, budget=1000)
    plan = pp.plan(pathway, poor, goal="cpc")
    assert "aapc-80-hour-course" not in {step.id for step in plan.steps}
    assert plan.claims is not None
    assert plan.claims.within_budget is (not plan.cost.unknown)


def test_pages_on_which_nobody_should_rely_are_marked() -> None:
    """Data: prices hung on previews of sites, essays and content farms without a word."""
    hosts = ("pages.dev", "nerdyseal", "dummies.com", "saswell-cn", "enjinwuploadknife")
    sources = [one for name in pp.bundled_pathways() for one in pp.load_pathway(name).sources]
    doubtful = [one for one in sources if any(host in one.url for host in hosts)]
    assert doubtful
    assert [one.id for one in doubtful if not one.weak] == []


def test_two_figures_that_contradict_each_other_stand_together() -> None:
    """Data: of one survey a page said 20.7 percent, and another said 8.9."""
    note = pp.load_pathway("medical-biller-and-coder")["medical-coder-job"].note
    assert "20.7 percent" in note
    assert "8.9" in note
