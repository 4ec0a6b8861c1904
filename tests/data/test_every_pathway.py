"""What must hold for every bundled pathway: sourced, explained, readable and plausible."""

import attrs
import pytest
from tests.data.reading import NAMES, is_number, likely, parts, pathway

from pathplanner.model.learner import Learner
from pathplanner.model.plan import Status
from pathplanner.model.quantity import Estimate, Unknown
from pathplanner.model.source import Source
from pathplanner.planning import plan

HOURS_OF_A_YEAR = 2080
every = pytest.mark.parametrize("name", NAMES)


def test_there_are_some():
    """The pathways of the medical office are among them, and what they share is not."""
    office = {
        "medical-biller-and-coder",
        "medical-transcriptionist",
        "health-information-technician",
    }
    assert office <= set(NAMES)
    assert "health-common" not in NAMES


@every
def test_nothing_is_wrong_with_it(name):
    """It has no circle, no unknown id and no step out of reach."""
    assert pathway(name).faults == ()
    assert pathway(name).id == name


@every
def test_every_number_has_a_source(name):
    """No number stands without a page that states it."""
    numbers = {path: found for path, found in parts(name).items() if is_number(found[0])}
    assert len(numbers) > 20, "the walk no longer finds the numbers"
    assert [path for path, (_, sources) in numbers.items() if not sources] == []


@every
def test_every_step_occupation_body_and_change_has_a_source(name):
    """Whatever is told in words names the page that it is from."""
    one = pathway(name)
    told = (*one.steps, *one.occupations, *one.bodies, *one.news)
    assert [item for item in told if not item.source] == []


@every
def test_source_ids_all_exist_and_all_sources_are_used(name):
    """No source is cited that is not there, and none is there that is not cited."""
    known = {source.id for source in pathway(name).sources}
    own = {
        cited
        for value, _ in parts(name).values()
        if attrs.has(type(value)) and not isinstance(value, Source)
        for cited in getattr(value, "source", ())
    }
    assert own == known


@every
def test_source_pages_are_on_the_web(name):
    """Every source has an address, but for the user's own document."""
    one = pathway(name)
    bare = [source.id for source in one.sources if not source.url]
    assert set(bare) <= {"source-document-2019"}
    pages = [item.url for item in (*one.sources, *one.steps, *one.bodies) if item.url]
    assert [url for url in pages if not url.startswith(("https://", "http://"))] == []
    assert [url for url in pages if " " in url] == []


@every
def test_every_step_can_be_read(name):
    """A step says what it is, what proves it and where it stands, with a short title."""
    for step in pathway(name).steps:
        assert step.summary, step.id
        assert step.proof, step.id
        assert step.stage, step.id
        assert len(step.title) < 60, step.id


def unknown_of(name):
    """Return the paths of all that nobody has found."""
    return [path for path, (value, _) in parts(name).items() if isinstance(value, Unknown)]


def test_the_walk_finds_what_is_unknown():
    """Most pathways have something that nobody has found."""
    assert sum(bool(unknown_of(name)) for name in NAMES) > len(NAMES) / 2


@every
def test_what_is_unknown_is_explained(name):
    """Near everything unknown stands a note that says why."""
    facts = parts(name)
    for path in unknown_of(name):
        step = "/".join(path.split("/")[:2])
        holders = [path.rsplit("/", count)[0] for count in range(1, path.count("/"))]
        notes = [facts[f"{holder}/note"][0] for holder in holders if f"{holder}/note" in facts]
        assert any(notes), f"{path}: no note of it or of {step} says why"


@every
def test_pay_agrees_with_itself(name):
    """Low, middle and high pay stand in this order, and a year's pay is that of its hours."""
    for occupation in pathway(name).occupations:
        pay = occupation.pay
        known = [amount.likely for amount in (pay.low, pay.median, pay.high) if amount]
        assert known == sorted(known)
        assert known[-1] < 8 * known[0]
        if pay.hourly:
            year = pay.hourly.likely * HOURS_OF_A_YEAR
            assert abs(year - pay.median.likely) <= 20, occupation.id


@every
def test_an_outlook_agrees_with_itself(name):
    """Growth is the change in jobs in percent, and there are openings for a part of the jobs."""
    for occupation in pathway(name).occupations:
        outlook = occupation.outlook
        assert abs(100 * outlook.change / outlook.jobs - outlook.growth) < 0.6, occupation.id
        if outlook.openings:
            assert 0.05 < outlook.openings / outlook.jobs < 0.25, occupation.id


@every
def test_settings_are_parts_of_an_occupation(name):
    """The largest comes first, all are at most the whole, and their pay fits that of all.

    Only a group of a fifth or less can have its middle beyond the lowest or highest tenth.
    """
    for occupation in pathway(name).occupations:
        shares = [part.percent for part in occupation.settings if part.percent]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 100
        low, high = occupation.pay.low, occupation.pay.high
        for part in occupation.settings if low and high else ():
            slack = 1 if (part.percent or 0) > 20 else 1.2
            pay = likely(part.pay, occupation.pay.median.likely)
            assert float(low.likely) / slack < pay < float(high.likely) * slack, part.name


@every
def test_a_discount_lowers_a_price(name):
    """Each lower price is lower than the price, and is given by a step of the pathway."""
    for step in pathway(name).steps:
        options = step.renewal.options if step.renewal else ()
        prices = [(cost.amount, cost.discounts) for cost in step.costs]
        for full, discounts in (*prices, *((one.fee, one.discounts) for one in options)):
            for discount in discounts:
                assert discount.holding in pathway(name).by_id
                assert not isinstance(full, Estimate) or discount.price.likely < full.likely


@every
def test_exams_and_renewals_are_of_a_likely_size(name):
    """Exams take one to six hours; waits are of weeks; renewals come every one to five years."""
    for step in pathway(name).steps:
        exam, renewal = step.exam, step.renewal
        if exam:
            assert (exam.minutes or 60) in range(60, 361, 15), step.id
            assert 10 < (exam.pass_rate or 50) < 100, step.id
            assert (exam.attempts or 1) in (1, 2), step.id
            assert 14 <= likely(exam.retake_wait, 30) <= 90, step.id
            assert 30 <= likely(exam.schedule_within, 90) <= 365, step.id
        if renewal:
            assert renewal.every.unit.value == "years", step.id
            assert 1 <= renewal.every.likely <= 5, step.id
            fees = [likely(one.fee) for one in renewal.options]
            assert all(fee <= 250 for fee in [*fees, likely(renewal.late_fee)]), step.id


@every
def test_credentials_of_a_body_ask_for_what_the_body_asks_for(name):
    """The units of one alone are the body's total for one or more, for as many years as all."""
    one = pathway(name)
    for body in one.bodies:
        renewals = [step.renewal for step in one.steps if step.body == body.id and step.renewal]
        assert body.unit_totals == tuple(sorted(body.unit_totals))
        if body.unit_totals:
            assert len({renewal.every.likely for renewal in renewals}) <= 1, body.id
            asked = {option.units for each in renewals for option in each.options} - {None}
            assert min(asked, default=body.unit_totals[0]) == body.unit_totals[0], body.id


@pytest.mark.parametrize("holds", [(), ("high-school-diploma",)], ids=["nothing", "diploma"])
@every
def test_every_step_can_be_planned(name, holds):
    """Whoever has full weeks, and starts with nothing or a diploma, has a way to each step."""
    one = pathway(name)
    for goal in (step.id for step in one.steps if step.id not in holds):
        made = plan(one, Learner(start="2027-01-04", holds=holds, hours_per_week=45), goal)
        # Open is a plan, too: what nobody knows might make another one better.
        assert made.status in (Status.OPTIMAL, Status.FEASIBLE, Status.OPEN), goal
        assert goal in {step.id for step in made.steps}
