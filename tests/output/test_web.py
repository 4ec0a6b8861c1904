"""The page in a real browser: Chromium, with axe-core for the rules of accessibility."""

import io
import shutil
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from tests.output import plans

import pathplanner as pp
from pathplanner.document import compose

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
sync = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BROWSER, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser():
    """Chromium, without a window."""
    with sync.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def plan():
    """A plan with a choice, money and renewals."""
    return plans.maria()


@pytest.fixture(scope="module")
def longest():
    """The plan of the bundled default with the most steps."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=20)
    pathway = pp.load_pathway("medical-biller-and-coder")
    made = [pp.plan(pathway, learner, goal) for goal in pathway.destinations]
    return max(made, key=lambda one: len(one.steps))


@pytest.fixture
def opened(browser, tmp_path):
    """Open a plan as a page; what goes wrong in it or leaves it fails the test."""
    faults = []
    context = browser.new_context()

    def open_(plan, *, width=1280, dark=False, **options):
        file = tmp_path / "plan.html"
        file.write_bytes(pp.render(plan, "web", **options))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: faults.append(asked.url))
        page.goto(file.as_uri())
        return page

    yield open_
    asked = [fault for fault in faults if not fault.endswith("/plan.html")]
    context.close()
    assert asked == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
def test_everyone_can_read_it(opened, longest, width, dark, language):
    """axe finds nothing, and a small screen needs no scrolling to the side."""
    page = opened(longest, width=width, dark=dark, language=language)
    assert axe.Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("html").get_attribute("lang") == language


def test_a_plan_with_nothing_to_do_can_be_read_too(opened):
    """The shortest plan is a whole page."""
    step = pp.Step("card", "Food handler card", pp.Kind.CREDENTIAL)
    pathway = pp.Pathway("food", "Food service", (step,), ("card",))
    page = opened(pp.plan(pathway, pp.Learner("2027-01-04", holds=["card"])), width=320)
    assert axe.Axe().run(page).response["violations"] == []
    assert "Food handler card" in page.locator("h1").inner_text()


def test_ticks_and_notes_are_remembered(opened, plan):
    """A box that was ticked is ticked after a reload, and the page counts it."""
    page = opened(plan)
    page.get_by_role("checkbox", name=f"1. {plan.steps[0].title}").check()
    page.locator("#step-2 summary").click()
    page.locator("#step-2 textarea").last.fill("Ask Ms. Ruiz")
    page.reload()
    assert page.get_by_role("checkbox", name=f"1. {plan.steps[0].title}").is_checked()
    assert page.locator("#step-2 textarea").last.input_value() == "Ask Ms. Ruiz"
    said = page.locator("[aria-live]").inner_text()
    assert said == f"1 of {len(plan.steps)} steps done"
    assert "done" in page.locator('[data-stop="1"]').get_attribute("class")


def test_another_plan_begins_with_empty_boxes(opened, plan):
    """Ticks belong to one plan and to one variant of it."""
    page = opened(plan)
    page.locator("#done-1").check()
    page.locator("#summary input[type=checkbox]").first.check()
    other = pp.plan(pp.load_pathway("medical-biller-and-coder"), plan.learner, "ccs")
    assert not opened(other).locator("#done-1").is_checked()
    boxes = opened(plan, variant="brief").locator("input[type=checkbox]")
    assert not any(boxes.nth(place).is_checked() for place in range(boxes.count()))


def test_it_works_where_nothing_may_be_kept(opened, plan):
    """A browser that refuses to keep anything still ticks boxes and counts them."""
    page = opened(plan)
    refuse = "Storage.prototype.setItem = () => { throw new Error('refused') }"
    page.evaluate(f"() => {{ {refuse} }}")
    page.locator("#done-2").check()
    assert page.locator("[aria-live]").inner_text().startswith("1 of")


def test_the_keyboard_walks_the_map(opened, plan):
    """Tab finds the way past the contents, arrows go along the map, Enter opens a step."""
    page = opened(plan)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    stop = page.locator(".route a").first
    stop.focus()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#step-2"
    page.keyboard.press("Enter")
    assert page.url.endswith("#step-2")
    route = next(one for one in compose(plan).sections if one.id == "route").blocks[0]
    joined = next(stop for stop in route.stops if len(stop.after) > 1)
    page.locator(f'.route a[href="#step-{joined.number}"]').focus()
    lit = page.locator(".stop.lit").evaluate_all("all => all.map(one => one.dataset.stop)")
    assert lit == [f"{number}" for number in sorted(joined.after)]


def test_it_can_be_printed(opened, plan, tmp_path):
    """On paper stand all steps, and not the way through the page."""
    page = opened(plan, dark=True)
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator("nav").is_visible()
    for step in plan.steps:
        assert page.locator(f"#step-{step.number}").is_visible()


@pytest.mark.parametrize("width", [320, 700, 1000, 1280, 2000])
def test_no_figure_stands_alone_below_the_others(opened, plan, width):
    """The four figures stand in one column, in two rows of two, or in one row."""
    tops = [box.bounding_box()["y"] for box in opened(plan, width=width).locator(".figure").all()]
    assert len(tops) == 4
    assert {tops.count(top) for top in tops} in ({1}, {2}, {4})


def test_the_map_and_the_cards_are_whole_on_paper(opened, plan):
    """The map, the timeline and each card with its lines to write on stand on one sheet."""
    pages = PdfReader(io.BytesIO(opened(plan).pdf(format="Letter"))).pages
    # A typeface of the machine may draw fi as one letter.
    sheets = ["".join(normalize("NFKC", page.extract_text()).split()) for page in pages]
    sections = {one.id: one for one in compose(plan).sections}
    route, time = sections["route"].blocks[0], sections["timeline"].blocks[0]
    first, last = time.bars[0], time.bars[-1]
    whole = [
        ("Yourrouteataglance", route.stops[-1].title, route.legend[0]),
        # A browser draws the column of bars after the others: heads do not follow each other.
        (
            *time.heads,
            first.title,
            first.dates,
            last.title,
            last.dates,
            "What you have paid by then",
        ),
        *((f"{step.number}{step.title}", "Startedon", "Notes") for step in plan.steps),
    ]
    for words in whole:
        wanted = ["".join(word.split()) for word in words]
        assert any(all(word in sheet for word in wanted) for sheet in sheets), words


def test_a_phone_shows_first_what_to_do_next(opened):
    """The first screen of a phone has all next actions, and few screens hold five steps.

    Also where something is to be known first.
    """
    learner = pp.Learner(start="2027-01-04", hours_per_week=30, holds=["high-school-diploma"])
    made = pp.plan(pp.load_pathway("medical-biller-and-coder"), learner, "ccs")
    assert 4 <= len(made.steps) <= 6
    page = opened(made, width=390)
    noted = pp.plan(pp.load_pathway("registered-nurse"), learner, "nurse-practitioner-job")
    for shown in (opened(noted, width=390), page):
        action = shown.locator("#summary .ticks li").last.bounding_box()
        assert action["y"] + action["height"] < 844
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * 844
    wide = "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1"
    assert page.evaluate(f"{wide} && getComputedStyle(e).overflowX === 'auto').length") == 0


def test_a_step_that_is_gone_to_is_unfolded(opened, plan):
    """A stop of the map leads to its step, which is then open; the others stay folded."""
    page = opened(plan)
    assert not page.locator("#step-2 .fact").first.is_visible()
    page.locator('.route a[href="#step-2"]').click()
    assert page.locator("#step-2 .fact").first.is_visible()
    assert not page.locator("#step-3 .fact").first.is_visible()


def test_the_language_of_foreign_titles_is_said(opened):
    """In a Spanish page of a pathway that nobody has translated, each title says it is English."""
    learner = pp.Learner(start="2027-01-04", hours_per_week=30)
    made = pp.plan(pp.load_pathway("truck-driver-cdl-a"), learner)
    page = opened(made, language="es")
    titles = page.locator(".card h3 span[lang]")
    assert titles.count() == len(made.steps)
    assert {title.get_attribute("lang") for title in titles.all()} == {"en"}
    assert "inglés" in page.locator("#notices").text_content()


def test_it_is_whole_without_a_script(browser, plan, tmp_path):
    """With scripts off every word is there and boxes can be ticked."""
    (tmp_path / "plan.html").write_bytes(pp.render(plan, "web"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "plan.html").as_uri())
    page.locator("#done-1").check()
    assert page.locator("article").count() == len(plan.steps)
    context.close()


def test_the_page_may_load_nothing(opened, plan):
    """Its policy forbids all but its own style and script."""
    page = opened(plan)
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy.startswith("default-src 'none'")
    assert "'unsafe-inline'" not in policy.partition("script-src")[2]
