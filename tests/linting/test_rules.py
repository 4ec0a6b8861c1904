"""The rules at their edges; the page of the rules plants one fault of each."""

from __future__ import annotations

from datetime import date

import pytest
from tests.linting.planting import HEAD, TODAY, findings, places

from pathplanner.formats import read_pathway
from pathplanner.formats.translations import read_translation
from pathplanner.linting import lint

JOB = "  job: {title: Job, kind: job, source: board}\n"


def test_a_number_inherits_its_source_from_what_holds_it() -> None:
    """The source of a step, price, exam or renewal speaks for the numbers inside."""
    text = """
steps:
  one:
    title: One
    kind: license
    costs: [{kind: fee, amount: 5, source: board}, {kind: exam, amount: {amount: 6, source: board}}]
    renewal: {every: 1 year, units: 3, source: board}
    exam: {minutes: 60}
"""
    assert places(text, "PP101") == ["steps.one.exam.minutes"]


def test_what_is_unknown_needs_no_source() -> None:
    """Nobody can name the page on which a fact was not found."""
    text = "steps:\n  one: {title: One, kind: job, duration: unknown, costs: {fee: unknown}}\n"
    assert places(text, "PP101") == []


@pytest.mark.parametrize(
    ("stated", "fact", "today", "is_stale"),
    [
        ("2025-11", "costs: {fee: 5}", date(2026, 11, 30), False),
        ("2025-11", "costs: {fee: 5}", date(2026, 12, 1), True),
        ("2024", "pay: 50000", date(2026, 12, 31), False),
        ("2024", "pay: 50000", date(2027, 1, 1), True),
        ("2023-11-24", "duration: 2 weeks", date(2026, 11, 24), False),
        ("2023-11-24", "duration: 2 weeks", date(2026, 11, 25), True),
        ("2023-11-24", "minimum_age: 18", date(2026, 11, 25), True),
    ],
)
def test_each_kind_of_fact_has_its_age(stated: str, fact: str, today: date, is_stale: bool) -> None:
    """Prices last a year, pay two and other facts three, from the last day of the date."""
    head = HEAD.replace("2026-07", stated)
    text = f"steps:\n  one: {{title: One, kind: job, source: board, {fact}}}\n"
    found = lint(read_pathway(head + text), today)
    assert ["PP102"] * is_stale == [one.code for one in found]


def test_the_newest_source_counts_and_without_a_date_the_day_of_the_pathway() -> None:
    """One new page keeps a fact; where no page shows a date, `updated` is what counts."""
    step = "steps:\n  one: {title: One, kind: job, source: [old, new], costs: {fee: 5}}\n"
    old = "  old: {publisher: P, title: T, date: 2019}\n"
    new = "  new: {publisher: P, title: T, date: 2026}\n"
    bare = "steps:\n  one: {title: One, kind: job, source: old, costs: {fee: 5}}\n"
    start = "format: pathplanner/pathway/1\nid: a\ntitle: A\n"
    undated = "sources:\n  old: {publisher: P, title: T}\n"
    assert lint(read_pathway(f"{start}sources:\n{old}{new}{step}"), TODAY) == ()
    assert lint(read_pathway(f"{start}{undated}{bare}"), TODAY) == ()
    assert lint(read_pathway(f"{start}updated: 2026-01-01\n{undated}{bare}"), TODAY) == ()
    [found] = lint(read_pathway(f"{start}updated: 2025-01-01\n{undated}{bare}"), TODAY)
    assert (found.code, "last gone over on 2025-01-01" in found.message) == ("PP102", True)


def choice(one: str, other: str, more: str = "") -> str:
    """Return steps with a choice between two programs."""
    return f"""
steps:
  first: {{title: First, kind: course, source: board}}
  one: {{title: One, kind: program, source: board, {one}}}
  two: {{title: Two, kind: program, source: board, {other}}}
  goal: {{title: Goal, kind: job, requires: [first, {{any: [one, two]}}], source: board}}
{more}"""


@pytest.mark.parametrize(
    "better",
    [
        "duration: 3 months, costs: {tuition: 500}",
        "duration: 6 months, costs: {tuition: 400}",
        "duration: 26 weeks, costs: {tuition: 500}, minimum_age: 0",
    ],
)
def test_a_choice_that_is_beaten_is_dead(better: str) -> None:
    """Less of one thing and more of none is enough."""
    text = choice(better, "duration: 6 months, costs: {tuition: 500}, minimum_age: 18")
    assert places(text, "PP201") == ["steps.goal.requires[1][1]"]


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("duration: 3 months, costs: {tuition: 500}", "duration: 6 months", ""),
        ("duration: 6 months", "duration: 6 months", ""),
        ("duration: 3 months, minimum_age: 21", "duration: 6 months", ""),
        ("duration: 3 months", "duration: unknown", ""),
        ("duration: 3 months, costs: {tuition: unknown}", "duration: 6 months", ""),
        ("duration: 3 months, requires: first", "duration: 6 months", ""),
        ("duration: 3 months, states: US-TX", "duration: 6 months", ""),
        ("duration: 3 months, intakes: 09-01", "duration: 6 months", ""),
        (
            "duration: 3 months",
            "duration: 6 months",
            "  more: {title: More, kind: job, requires: two, source: board}\n",
        ),
        ("duration: 3 months", "duration: 6 months", "destinations: [goal, two]\n"),
    ],
)
def test_a_choice_that_is_good_for_something_lives(one: str, other: str, more: str) -> None:
    """Not beaten: dearer, alike, unknown, asking for more, for fewer people, or of other use."""
    assert places(choice(one, other, more), "PP201") == []


def test_what_is_only_recommended_or_gives_a_discount_is_needed() -> None:
    """A step that any reference leads to is needed, and so is what leads to it."""
    text = """
steps:
  base: {title: Base, kind: course}
  advice: {title: Advice, kind: course, requires: base, source: board}
  club: {title: Club, kind: membership}
  idle: {title: Idle, kind: course}
  job:
    title: Job
    kind: job
    recommends: advice
    costs: [{kind: fee, amount: 5, discounts: {club: 3}}]
    source: board
"""
    assert places(text, "PP202") == ["steps.idle"]


def states(job: str) -> str:
    """Return a job with requirements of two states."""
    return f"""
steps:
  texas: {{title: T, kind: license, states: US-TX}}
  ohio: {{title: O, kind: license, states: US-OH}}
  later: {{title: L, kind: job, requires: job, source: board}}
  job: {{title: J, kind: job, source: board, {job}}}
"""


@pytest.mark.parametrize(
    ("job", "found"),
    [
        ("requires: {any: [texas, ohio]}", []),
        ("requires: {at_least: 1, of: [texas, ohio]}", []),
        ("requires: {at_least: 2, of: [texas, ohio]}", ["steps.job.requires"]),
        ("requires: [texas, ohio]", ["steps.job.requires"]),
        ("requires: texas, states: US-OH", ["steps.job.requires"]),
        ("requires: texas, states: [US-OH, US-TX]", []),
        ("requires: {any: [texas, ohio]}, states: US-OH", ["steps.job.requires[0]"]),
        ("requires: {any: [ohio, {all: [texas, ohio]}]}", ["steps.job.requires[1]"]),
    ],
)
def test_steps_of_two_states_never_go_together(job: str, found: list[str]) -> None:
    """What no state allows is found where it arises, and not again behind it."""
    assert places(states(job), "PP203") == found


@pytest.mark.parametrize(
    "code", ["39-501", "395011", "12-5011", "57-5011", "99-9999", "29-2071", "39-5019"]
)
def test_what_is_no_soc_code(code: str) -> None:
    """A code has seven letters and a major group that there is, and was not given up."""
    text = f"occupations:\n  {code}: {{title: Barbers, source: board}}\nsteps:\n{JOB}"
    assert places(text, "PP204") == [f"occupations.{code}"]


def test_codes_are_looked_up_in_their_lists() -> None:
    """What SOC 2018, CIP 2020 or O*NET-SOC 2019 have not, or only reserve, is found."""
    codes = "soc:39-5011, soc:39-5019, cip:12.0402, cip:12.04, cip:12, cip:01.0480, cip:01.1004"
    onet = "onet:39-5011.00, onet:39-5018.00, onet:39-5010.00, onet:39-5011.01"
    job = f"{{title: A, kind: job, codes: [{onet}]}}"
    found = places(f"codes: [{codes}]\nsteps:\n  a: {job}\n", "PP211")
    assert found == [
        "codes[1]", "codes[5]", "codes[6]", "steps.a.codes[1]", "steps.a.codes[2]",
        "steps.a.codes[3]",
    ]  # fmt: skip


def renewal(keys: str, body: str = "unit_totals: [8, 12]") -> str:
    """Return a license with a renewal, of a body."""
    return f"""
bodies:
  board: {{name: Board, source: board, {body}}}
steps:
  before: {{title: B, kind: license, source: board}}
  other: {{title: O, kind: license, source: board}}
  one:
    title: One
    kind: license
    body: board
    requires: before
    source: board
    renewal: {{every: 2 years, units: 8, {keys}}}
"""


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("grace: 1 month", []),
        ("grace: 24 months", ["steps.one.renewal.grace"]),
        ("counts_from: before", []),
        ("counts_from: other", ["steps.one.renewal.counts_from"]),
        ("first: 1 year, first_units: 4", []),
    ],
)
def test_a_renewal_agrees_with_itself(keys: str, found: list[str]) -> None:
    """Lateness is shorter than a period, and periods count from what came before."""
    assert places(renewal(keys), "PP205") == found


def test_a_renewal_agrees_with_the_body() -> None:
    """Totals do not fall, and one credential asks for no less than the total for one."""
    falling = renewal("grace: 1 month", "unit_totals: [8, 6]")
    assert places(falling, "PP205") == ["bodies.board.unit_totals"]
    more = renewal("grace: 1 month", "unit_totals: [10, 12]")
    assert places(more, "PP205") == ["steps.one.renewal.options[0].units"]
    only_first = renewal("first_units: 3").replace("units: 8, ", "fee: 8, ")
    assert places(only_first, "PP205") == ["steps.one.renewal.first_units"]


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("duration: 13 years", "duration"),
        ("duration: 200 months", "duration"),
        ("waiting: 6 years", "waiting"),
        ("study_hours: 20000", "study_hours"),
        ("costs: {tuition: 200-300000}", "costs[0].amount"),
        ("minimum_age: 65", "minimum_age"),
        ("pay: 50", "pay"),
        ("exam: {minutes: 3}", "exam.minutes"),
        ("exam: {pass_rate: 0}", "exam.pass_rate"),
        ("renewal: {every: 2 weeks, fee: 5}", "renewal.every"),
        ("duration: 2 weeks, study_hours: 300", "study_hours"),
        ("costs: [{kind: fee, amount: 5, discounts: {club: 7}}]", "costs[0].discounts[0]"),
    ],
)
def test_numbers_that_are_not_believed(keys: str, path: str) -> None:
    """Each unit has its range, at either end."""
    one = f"  one: {{title: One, kind: license, source: board, {keys}}}\n"
    text = f"steps:\n  club: {{title: C, kind: license}}\n{one}"
    assert places(text, "PP206") == [f"steps.one.{path}"]


@pytest.mark.parametrize(
    ("pay", "path"),
    [
        ("median: 40000, low: 45000", "pay"),
        ("median: 40000, hourly: 25", "pay.hourly"),
        ("median: 40000, entry: 41000", "pay.entry"),
    ],
)
def test_pay_fits_together(pay: str, path: str) -> None:
    """The median is in the middle, and a year has 2080 hours of work."""
    text = f"occupations:\n  39-5011: {{title: B, source: board, pay: {{{pay}}}}}\nsteps:\n{JOB}"
    assert places(text, "PP206") == [f"occupations.39-5011.{path}"]


def test_a_title_of_seventy_letters_fits() -> None:
    """The limit itself is no breach."""
    for length, found in ((70, []), (71, ["steps.one.title"])):
        text = f"steps:\n  one: {{title: {'x' * length}, kind: job, source: board}}\n"
        assert places(text, "PP207") == found


def test_an_intake_today_or_every_year_is_still_to_come() -> None:
    """Only days that are all over are found."""
    for days, found in (
        ("[2026-11-24]", []),
        ("[2026-11-23]", ["steps.one.intakes"]),
        ("[2026-11-23, 09-01]", []),
    ):
        text = f"steps:\n  one: {{title: One, kind: job, source: board, intakes: {days}}}\n"
        assert places(text, "PP208") == found


def test_intakes_by_term_are_over_when_the_days_of_their_terms_are() -> None:
    """A step that starts in terms alone has the days of these terms."""
    for term, found in (
        ("{dates: [2026-11-24]}", []),
        ("{dates: [2026-11-23]}", ["steps.one.intakes"]),
        ("{starts: 09-01}", []),
    ):
        step = "{title: One, kind: job, source: board, intakes: {terms: [fall]}}"
        assert places(f"terms:\n  fall: {term}\nsteps:\n  one: {step}\n", "PP208") == found


def test_a_missing_text_is_named_with_its_place_and_language() -> None:
    """Each text without a translation is a finding; one that has it is none."""
    pathway = read_pathway(HEAD + f"steps:\n{JOB}")
    spanish = read_translation('msgid "Barber"\nmsgstr "Barbero"\n', "es")
    [found] = lint(pathway, TODAY, translations=[spanish])
    assert (found.code, found.path) == ("PP301", "steps.job.title")
    assert found.message == "There is no es text for: Job"


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("steps.one.costs", []),
        ("steps.one", []),
        ("steps.*.amount", []),
        ("*", []),
        ("steps.one.cost", ["PP101", "PP901"]),
        ("steps.two", ["PP101", "PP901"]),
        ("steps.one.costs[1]", ["PP101", "PP901"]),
    ],
)
def test_an_exception_holds_at_its_place_and_inside_it(at: str, left: list[str]) -> None:
    """A star stands for any letters; an exception that excuses nothing is found itself."""
    text = f"""
exceptions: [{{code: PP101, at: "{at}", why: It is free.}}]
steps:
  one: {{title: One, kind: job, costs: {{fee: 5}}}}
  two: {{title: Two, kind: job, source: board}}
"""
    assert [one.code for one in findings(text)] == left


def test_an_exception_is_for_one_code() -> None:
    """Another code at the same place stays, and a code that is not there gets a hint."""
    text = f'exceptions: [{{code: PP20, at: "*", why: No.}}]\nsteps:\n{JOB}'
    [found] = findings(text)
    assert (found.code, found.path) == ("PP901", "exceptions[0]")
    other = f'exceptions: [{{code: PP102, at: "*", why: No.}}]\nsteps:\n{JOB}'
    bare = other.replace("source: board", "costs: {fee: 5}")
    assert [one.code for one in findings(bare)] == ["PP101", "PP103", "PP901"]
    assert "Did you mean" in found.help


def test_a_long_chain_and_many_stars_are_no_trouble() -> None:
    """Thousands of steps in a row, and an exception full of stars, are judged all the same."""
    rows = "".join(
        f"  s{number}: {{title: S, kind: course, requires: s{number - 1}, source: board}}\n"
        for number in range(2999, 0, -1)
    )
    stars = "*a" * 30 + "*b"
    text = f"""
exceptions: [{{code: PP202, at: "{stars}", why: No.}}]
steps:
  s0: {{title: S, kind: course, states: US-TX}}
{rows}  {"a" * 150}: {{title: T, kind: course}}
  job: {{title: J, kind: job, requires: s2999, states: US-OH, source: board}}
"""
    assert [(one.code, one.path[:9]) for one in findings(text)] == [
        ("PP202", "steps.aaa"),
        ("PP203", "steps.job"),
        ("PP901", "exceptions[0]"[:9]),
    ]


def test_a_step_stands_once_at_each_level_of_a_requirement() -> None:
    """The same step in two gates is no repeat: it may help in both."""
    text = """
steps:
  a: {title: A, kind: course}
  b: {title: B, kind: course}
  job: {title: J, kind: job, requires: [a, {any: [a, b]}, {any: [b, b]}], source: board}
"""
    assert places(text, "PP209") == ["steps.job.requires[2]"]


def test_bodies_and_occupations_that_nothing_names() -> None:
    """Each is found at its place; those that a step names are not."""
    text = """
stages: [One, Two]
bodies:
  used: {name: Used, source: board}
  idle: {name: Idle, source: board}
occupations:
  39-5011: {title: Barbers, source: board}
  39-5012: {title: Hairdressers, source: board}
steps:
  job: {title: J, kind: job, stage: Two, body: used, occupation: 39-5012, source: board}
"""
    assert places(text, "PP210") == ["stages[0]", "bodies.idle", "occupations.39-5011"]


GRADED = """
facts:
  used: {title: Used, hours: 30, source: board}
  idle: {title: Idle, source: board}
steps:
  job: {title: J, kind: job, source: board, study_hours: {estimate: 20-40, from: used, reason: R.}}
  two: {title: J, kind: job, source: board, study_hours: {estimate: 30, from: used, reason: R.}}
"""


def test_an_estimate_as_exact_as_a_stated_number() -> None:
    """An estimate that is no range is found; one that is, or a stated number, is not."""
    assert places(GRADED, "PP106") == ["steps.two.study_hours"]


def test_an_estimate_needs_no_source_of_its_own() -> None:
    """Nobody states an estimate, so it is neither unsourced nor stale."""
    text = GRADED.replace(", source: board, study_hours", ", study_hours")
    assert places(text, "PP101") == []


def test_facts_that_no_estimate_comes_from() -> None:
    """A named fact from which nothing is estimated is found."""
    assert places(GRADED, "PP210") == ["facts.idle"]


@pytest.mark.parametrize(
    ("url", "is_found"),
    [
        ("https://barber-guide.pages.dev/fees", True),
        ("https://cms-test.example.org/fees", True),
        ("https://staging.example.org/fees", True),
        ("https://www.test.example.org/fees", True),
        ("https://somebody.wordpress.com/fees", True),
        ("https://www.example.org/test/preview.html", False),
        ("https://contest.example.org/fees", False),
        ("https://testing.example.org", False),
    ],
)
def test_a_passing_host_is_marked_as_weak(url: str, *, is_found: bool) -> None:
    """Only the host counts, and a mark is enough."""
    source = f'  page: {{publisher: P, title: T, url: "{url}"'
    step = "steps:\n  one: {title: One, kind: job, source: page}\n"
    assert places(f"{source}}}\n{step}", "PP107") == ["sources.page"] * is_found
    assert places(f"{source}, weak: true}}\n{step}", "PP107") == []


def test_a_fact_that_was_checked_is_as_new_as_the_check() -> None:
    """The day on which somebody looked counts where it is later than the page's own date."""
    step = "steps:\n  one: {title: One, kind: job, source: old, costs: {fee: 5}}\n"
    old = "  old: {publisher: P, title: T, date: 2019"
    assert places(f"{old}}}\n{step}", "PP102") == ["steps.one.costs[0].amount"]
    assert places(f"{old}, checked: 2026-03-01}}\n{step}", "PP102") == []
    assert places(f"{old}, checked: 2025-03-01}}\n{step}", "PP102") == ["steps.one.costs[0].amount"]
