"""Simulated futures: they keep the plan's rules and their shares are what was asked for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

import pathplanner as pp
from pathplanner.document import compose
from pathplanner.model.quantity import Estimate, Grade
from pathplanner.model.step import Exam, FurtherTry
from pathplanner.planning.futures.simulation import forecast

START = date(2027, 1, 4)


def _days(low: int, likely: int, high: int) -> pp.Duration:
    return pp.Duration(low, likely, high, pp.model.Unit.DAYS)


def _exact(amount: int) -> pp.Cost:
    return pp.Cost(pp.model.CostKind.EXAM, pp.Estimate.exactly(amount))


def _plan(*steps: pp.Step, futures: int = 400, **learner: object) -> pp.Plan:
    person = pp.Learner(start=START, hours_per_week=10, **learner)  # type: ignore[arg-type]
    return pp.plan(pp.Pathway("way", "Way", steps), person, futures=futures)


def _exam(rate: int | None, **facts: object) -> pp.Step:
    exam = Exam(pass_rate=rate, retake_wait=pp.Duration.exactly(30), **facts)  # type: ignore[arg-type]
    return pp.Step("exam", "Exam", pp.Kind.EXAM, exam=exam, costs=(_exact(100),))


def test_exact_numbers_make_every_future_the_plan() -> None:
    """Without ranges and exams every future is the plan, and nothing varies."""
    course = pp.Step("course", "Course", study_hours=pp.Estimate.exactly(40))
    other = pp.Step("other", "Other", study_hours=pp.Estimate.exactly(20))
    goal = pp.Step("goal", "Goal", requires=pp.AllOf((pp.Needs("course"), pp.Needs("other"))))
    plan = _plan(course, other, goal)
    found = plan.forecast
    assert found is not None
    assert (found.finish_half, found.finish_most) == (plan.finish, plan.finish)
    assert [s.finish_most for s in found.steps] == [s.finish for s in plan.steps]
    assert found.cost_most == plan.cost.out_of_pocket
    assert found.varied == ()


def test_who_wants_to_know_is_told_of_each_future() -> None:
    """Each future is told once, and the forecast is the same."""
    plan = _plan(_exam(60), futures=50)
    told: list[int] = []
    pathway = pp.Pathway("way", "Way", (_exam(60),))
    assert forecast(plan, pathway, 50, before_each=lambda: told.append(1)) == plan.forecast
    assert len(told) == 50


def test_failed_exams_are_as_many_as_the_pass_rate_says() -> None:
    """Of many futures the stated part is on time and within the budget."""
    deadline = START + timedelta(days=10)
    plan = _plan(_exam(60), futures=2000, deadline=deadline, budget=Decimal(250))
    found = plan.forecast
    assert found is not None
    assert found.on_time is not None
    assert found.in_budget is not None
    assert found.on_time / 2000 == pytest.approx(0.6, abs=0.04)
    assert found.in_budget / 2000 == pytest.approx(1 - 0.4**2, abs=0.04)
    assert (found.finish_half, found.finish_most) == (START, START + timedelta(days=30))
    assert (found.cost_half, found.cost_most) == (100, 200)
    branch = found.exams[0]
    assert (branch.again_on, branch.finish) == (START + timedelta(days=30),) * 2


def test_after_further_failed_tries_futures_wait_as_long_as_is_said_there() -> None:
    """Who fails three times waits 200 days for the fourth try, not the 30 of the first ones."""
    longer = FurtherTry(3, retake_wait=pp.Duration.exactly(200))
    found = _plan(_exam(0, further=(longer,)), futures=20).forecast
    assert found is not None
    assert found.finish_half == START + timedelta(days=30 + 30 + 200)
    told = [(START - timedelta(days=ago)) for ago in (90, 40)]
    again = _plan(_exam(0, further=(longer,)), futures=20, failed={"exam": told})
    assert again.forecast is not None
    assert again.steps[0].start == START
    assert again.forecast.finish_half == START + timedelta(days=3 * 200)
    assert again.forecast.exams[0].wait == pp.Duration.exactly(200)
    assert again.forecast.exams[0].again_on == START + timedelta(days=200)


def test_an_unknown_pass_rate_fails_no_future_and_is_said_to_be_unknown() -> None:
    """Where nobody knows how many pass, no future fails, and the page says so."""
    plan = _plan(_exam(None))
    assert plan.forecast is not None
    assert plan.forecast.finish_most == START
    assert plan.forecast.exams[0].pass_rate is None
    words = str(compose(plan))
    assert "How many pass is not known" in words


def test_a_drawn_length_has_the_percentiles_of_the_triangle() -> None:
    """A range is drawn from the triangle over its low, likely and high."""
    plan = _plan(pp.Step("wait", "Wait", duration=_days(0, 100, 200)), futures=4000)
    found = plan.forecast
    assert found is not None
    assert found.finish_half
    assert found.finish_most
    assert abs((found.finish_half - START).days - 100) <= 3
    assert abs((found.finish_most - START).days - 137) <= 3  # 200 - sqrt(0.2 * 200 * 100)
    assert found.varied == ("wait",)


def test_the_same_plan_has_the_same_forecast_and_a_step_more_changes_no_other() -> None:
    """A forecast is fixed, and each step draws apart from all others."""
    first = pp.Step("first", "First", duration=_days(10, 20, 90))
    goal = pp.Step("goal", "Goal", requires=pp.Needs("first"), duration=_days(5, 6, 50))
    one, again = _plan(first, goal, futures=100), _plan(first, goal, futures=100)
    assert one.forecast == again.forecast
    alone = _plan(first, futures=100)
    assert one.forecast
    assert alone.forecast
    assert one.forecast.steps[0] == alone.forecast.steps[0]


def test_the_plan_with_its_forecast_is_read_back() -> None:
    """A plan with a forecast is the same after writing and reading."""
    plan = _plan(_exam(50))
    assert pp.read_plan(pp.plan_to_json(plan)) == plan
    assert evolve(plan, forecast=None) == _plan(_exam(50), futures=0)


def test_a_retake_fee_is_paid_for_each_attempt_that_the_price_does_not_include() -> None:
    """Attempts beyond those in the price cost the fee, each."""
    fee = pp.Estimate.exactly(30)
    found = _plan(_exam(0, retake_fee=fee), futures=5).forecast
    assert found is not None
    assert (found.cost_half, found.cost_most) == (190, 190)  # 100, then three times 30
    assert found.exams[0].fee == fee
    two = _plan(_exam(0, retake_fee=fee, attempts=2), futures=5).forecast
    assert two is not None
    assert two.cost_half == 160
    assert two.exams[0].fee is None


def test_a_retake_fee_that_nobody_has_found_is_not_taken_for_free() -> None:
    """An unknown fee is estimated by the first attempt; nothing says that a source states it."""
    found = _plan(_exam(0, retake_fee=pp.UNKNOWN), futures=5).forecast
    assert found is not None
    fee = found.exams[0].fee
    assert isinstance(fee, Estimate)
    assert (fee.likely, fee.grade, fee.source) == (100, Grade.ESTIMATED, ())
    assert "another try: price not known" in str(compose(_plan(_exam(50, retake_fee=pp.UNKNOWN))))
