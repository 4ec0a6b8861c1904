"""The two careers beside billing and coding say what the facts say."""

import pytest
from tests.data.reading import parts, pathway, plain, urls_of

from pathplanner.model.learner import Learner
from pathplanner.model.plan import Status
from pathplanner.model.requirement import steps_in
from pathplanner.planning import plan

TYPING = "medical-transcriptionist"
RECORDS = "health-information-technician"
CODING = "medical-biller-and-coder"

BLS = "https://www.bls.gov/ooh/"
WRITERS = f"{BLS}healthcare/medical-transcriptionists.htm"
SPECIALISTS = f"{BLS}healthcare/medical-records-and-health-information-technicians.htm"
TECHNOLOGISTS = f"{BLS}healthcare/health-information-technologists-and-medical-registrars.htm"
NURSES = f"{BLS}healthcare/registered-nurses.htm"
MANAGERS = f"{BLS}management/medical-and-health-services-managers.htm"
RENEWAL = "https://ahdionline.org/rhds-recertification/"
RENEWAL_2020 = "https://www.ahdionline.org/page/recert"
CHDS = "https://ahdionline.ce21newsites.com/index.php/certified-healthcare-documentation-specialist"
COLLEGE = "https://finance.yahoo.com/news/average-cost-college-223127177.html"
AHIMA = "https://www.ahima.org/certification/Recertification"
AHIMA_FAQ = "http://cms-test.ahima.org/contact-us-faqs/faqs-recertification/"
RHIT = "https://open-exam-prep.com/study-guides/rhit/orientation-and-exam-strategy/"
WORK = "occupations/31-9094"

# Pathway | where it stands | what it must say | the page that says it.
FACTS = [
    (TYPING, f"{WORK}/pay/median", "37550", WRITERS),
    (TYPING, f"{WORK}/pay/low", "26370", WRITERS),
    (TYPING, f"{WORK}/pay/high", "53890", WRITERS),
    (TYPING, f"{WORK}/pay/hourly", "18.05", WRITERS),
    (TYPING, f"{WORK}/outlook/growth", "-5", WRITERS),
    (TYPING, f"{WORK}/outlook/jobs", "43900", WRITERS),
    (TYPING, f"{WORK}/outlook/change", "-2200", WRITERS),
    (TYPING, f"{WORK}/outlook/openings", "7400", WRITERS),
    (TYPING, f"{WORK}/settings/0/percent", "36", WRITERS),
    (TYPING, f"{WORK}/settings/0/pay", "43150", WRITERS),
    (TYPING, f"{WORK}/settings/1/percent", "36", WRITERS),
    (TYPING, f"{WORK}/settings/1/pay", "30840", WRITERS),
    (TYPING, f"{WORK}/settings/2/percent", "11", WRITERS),
    (TYPING, f"{WORK}/settings/2/pay", "45220", WRITERS),
    (TYPING, f"{WORK}/settings/3/percent", "4", WRITERS),
    (TYPING, f"{WORK}/settings/3/pay", "39590", WRITERS),
    (TYPING, f"{WORK}/settings/4/percent", "3", WRITERS),
    (TYPING, f"{WORK}/settings/4/pay", "36460", WRITERS),
    (TYPING, "steps/transcription-certificate/duration", "12 months", WRITERS),
    (TYPING, "steps/transcription-certificate/costs/0/amount", "unknown", WRITERS),
    (TYPING, "steps/transcription-associate-degree/duration", "unknown", WRITERS),
    (TYPING, "steps/transcription-experience-2-years/duration", "2 years", CHDS),
    (TYPING, "steps/rhds/renewal/every", "3 years", RENEWAL),
    (TYPING, "steps/rhds/renewal/options/0/units", "20", RENEWAL),
    (TYPING, "steps/rhds/renewal/options/0/fee", "105", RENEWAL),
    (TYPING, "steps/rhds/renewal/options/0/discounts/0/price", "75", RENEWAL),
    (TYPING, "steps/rhds/costs/0/amount", "unknown", RENEWAL),
    (TYPING, "steps/chds/renewal/every", "3 years", RENEWAL_2020),
    (TYPING, "steps/chds/renewal/options/0/units", "30", RENEWAL_2020),
    (RECORDS, "occupations/29-2072/pay/median", "50250", SPECIALISTS),
    (RECORDS, "occupations/29-9021/pay/median", "67310", TECHNOLOGISTS),
    (RECORDS, "occupations/29-9021/outlook/growth", "15", TECHNOLOGISTS),
    (RECORDS, "occupations/11-9111/pay/median", "117960", MANAGERS),
    (RECORDS, "steps/hit-associate-degree/duration", "2 years", NURSES),
    (RECORDS, "steps/hit-associate-degree/costs/0/amount", "3860", COLLEGE),
    (RECORDS, "steps/him-bachelor-degree/costs/0/amount", "10940", COLLEGE),
    (RECORDS, "steps/rhit/costs/0/amount", "299", f"{RHIT}current-exam-facts"),
    (RECORDS, "steps/rhit/costs/0/discounts/0/price", "229", f"{RHIT}current-exam-facts"),
    (RECORDS, "steps/rhit/exam/minutes", "210", f"{RHIT}current-exam-facts"),
    (RECORDS, "steps/rhit/renewal/options/0/units", "20", AHIMA),
    (RECORDS, "steps/rhit/renewal/options/0/fee", "218", AHIMA_FAQ),
    (RECORDS, "steps/rhia/costs/0/amount", "unknown", "http://www.moval.edu/snhs/his/requirements.php"),
    (RECORDS, "steps/rhia/renewal/options/0/units", "30", AHIMA),
    (RECORDS, "steps/him-master-degree/duration", "unknown",
     "https://open-exam-prep.com/study-guides/rhia/orientation-rhia-eligibility-application-fees-"
     "format-scoring-and-retakes/him-only-eligibility-routes"),
    (RECORDS, "steps/records-experience-2-years/duration", "2 years", MANAGERS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "value", "url"), FACTS)
def test_a_number_matches_its_page(name, path, value, url):
    """The number is the page's, and the page is cited for it."""
    assert plain(parts(name)[path][0]) == value
    assert url in urls_of(name, path)


def test_the_three_ways_to_become_a_transcriptionist():
    """A certificate, a degree, or other health care work and refresher courses."""
    job = pathway(TYPING).by_id["medical-transcriptionist-job"]
    assert job.requires.count == 1
    assert set(steps_in(job.requires)) == {
        "transcription-certificate", "transcription-associate-degree", "transcription-refresher",
    }  # fmt: skip
    refresher = pathway(TYPING).by_id["transcription-refresher"]
    assert set(steps_in(refresher.requires)) == {"healthcare-work-experience"}


def test_the_chds_takes_the_place_of_the_rhds():
    """It needs it and ends its renewals."""
    chds = pathway(TYPING).by_id["chds"]
    assert set(steps_in(chds.requires)) == {"rhds"}
    assert chds.supersedes == ("rhds",)


def test_the_ways_to_the_rhia_and_the_one_to_the_rhit():
    """Three kinds of degree open the RHIA; work alone opens neither."""
    steps = pathway(RECORDS).by_id
    assert set(steps_in(steps["rhia"].requires)) == {
        "him-bachelor-degree", "him-master-degree", "him-post-degree-certificate",
    }  # fmt: skip
    assert set(steps_in(steps["rhit"].requires)) == {"hit-associate-degree"}


def test_what_careers_share_is_one_step():
    """The same value stands in each pathway that has it."""
    one, two, three = (pathway(name).by_id for name in (CODING, RECORDS, TYPING))
    for step in ("high-school-diploma", "anatomy-and-physiology", "medical-terminology"):
        assert one[step] == two[step] == three[step]
    for step in ("ahima-membership", "rhit", "rhia", "health-services-manager-job"):
        assert one[step] == two[step]


@pytest.mark.parametrize(
    ("name", "goal"),
    [(name, step.id) for name in (TYPING, RECORDS) for step in pathway(name).steps],
)
def test_every_step_can_be_planned(name, goal):
    """With nothing, and with a diploma."""
    for holds in ((), ("high-school-diploma",)):
        made = plan(pathway(name), Learner(start="2027-01-04", holds=holds), goal)
        assert made.status in (Status.OPTIMAL, Status.FEASIBLE)
        assert goal in holds or goal in {step.id for step in made.steps}
