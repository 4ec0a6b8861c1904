"""The pharmacy technician, the truck driver and the electrician say what the facts say."""

import pytest
from tests.data.reading import parts, pathway, plain, urls_of

from pathplanner.model.requirement import steps_in

PILLS = "pharmacy-technician"
TRUCK = "truck-driver-cdl-a"
WIRES = "electrician-texas"

BLS = "https://www.bls.gov/ooh/"
PILLS_BLS = f"{BLS}healthcare/pharmacy-technicians.htm"
TRUCK_BLS = f"{BLS}transportation-and-material-moving/heavy-and-tractor-trailer-truck-drivers.htm"
WIRES_BLS = f"{BLS}construction-and-extraction/electricians.htm"
PTCB_RENEW = "http://ptcb.org/renew/continuing-education"
PTCB_HOW = (
    "https://ptcb.zendesk.com/hc/en-us/articles/206188928-How-do-I-become-certified-as-a-CPhT"
)
QUIZZMA = "https://quizzma.com/ptcb-practice-test"
TODAY = (
    "http://pharmacytechniciantoday.com/certification-exam-review/"
    "02-registration-scheduling-ptcb-excpt/"
)
ARKANSAS = (
    "https://www.dfa.arkansas.gov/driver-services/license-id-and-permits/cdl-classifications/"
    "clp-commercial-learners-permit"
)
CLP_PRICE = "https://cdlstudyhub.com/guides/commercial-learners-permit-clp/"
AGES = "https://startcdl.com/ua/blog/how-to-get-a-cdl-in-2026"
LAW = "https://codes.findlaw.com/tx/occupations-code/occ-sect-1305-153/"
AGE_16 = "https://climbtheladder.com/how-to-become-a-licensed-electrician-in-texas"
UNITS = "https://contractortrainingcenter.com/blogs/news/how-to-become-an-electrician-in-texas"
CLASSES = "https://www.doleta.gov/oa/characte.cfm"

# Pathway | where it stands | what it must say | the page that says it.
FACTS = [
    (PILLS, "occupations/29-2052/pay/median", "43460", PILLS_BLS),
    (PILLS, "occupations/29-2052/pay/low", "35100", PILLS_BLS),
    (PILLS, "occupations/29-2052/pay/high", "59450", PILLS_BLS),
    (PILLS, "occupations/29-2052/outlook/growth", "6", PILLS_BLS),
    (PILLS, "occupations/29-2052/outlook/openings", "49000", PILLS_BLS),
    (PILLS, "steps/pharmacy-technician-program/duration", "12 months", PILLS_BLS),
    (PILLS, "steps/pharmacy-work-500-hours/duration", "13 weeks", PTCB_HOW),
    (PILLS, "steps/cpht/costs/0/amount", "129", TODAY),
    (PILLS, "steps/cpht/exam/minutes", "120", TODAY),
    (PILLS, "steps/cpht/exam/retake_wait", "60 days", QUIZZMA),
    (PILLS, "steps/cpht/exam/schedule_within", "90 days", PTCB_HOW),
    (PILLS, "steps/cpht/renewal/every", "2 years", PTCB_RENEW),
    (PILLS, "steps/cpht/renewal/options/0/units", "20", PTCB_RENEW),
    (PILLS, "steps/cpht/renewal/options/0/fee", "55", PTCB_RENEW),
    (TRUCK, "occupations/53-3032/pay/median", "57440", TRUCK_BLS),
    (TRUCK, "occupations/53-3032/pay/low", "38640", TRUCK_BLS),
    (TRUCK, "occupations/53-3032/pay/high", "78800", TRUCK_BLS),
    (TRUCK, "occupations/53-3032/outlook/growth", "4", TRUCK_BLS),
    (TRUCK, "occupations/53-3032/outlook/openings", "237600", TRUCK_BLS),
    (TRUCK, "steps/driver-physical-exam/renewal/every", "2 years", TRUCK_BLS),
    (TRUCK, "steps/commercial-learners-permit/minimum_age", "18", ARKANSAS),
    (TRUCK, "steps/commercial-learners-permit/costs/0/amount", "15-40", CLP_PRICE),
    (TRUCK, "steps/permit-held-14-days/duration", "14 days", ARKANSAS),
    (TRUCK, "steps/truck-driving-school/duration", "3-6 months", TRUCK_BLS),
    (TRUCK, "steps/truck-driving-school/costs/0/amount", "unknown", TRUCK_BLS),
    (TRUCK, "steps/truck-driver-in-state-job/minimum_age", "18", AGES),
    (TRUCK, "steps/truck-driver-job/minimum_age", "21", AGES),
    (TRUCK, "steps/hazmat-endorsement/minimum_age", "21", AGES),
    (WIRES, "occupations/47-2111/pay/median", "62350", WIRES_BLS),
    (WIRES, "occupations/47-2111/pay/low", "39430", WIRES_BLS),
    (WIRES, "occupations/47-2111/pay/high", "106030", WIRES_BLS),
    (WIRES, "occupations/47-2111/outlook/growth", "9", WIRES_BLS),
    (WIRES, "occupations/47-2111/outlook/openings", "81000", WIRES_BLS),
    (WIRES, "steps/texas-apprentice-license/minimum_age", "16", AGE_16),
    (WIRES, "steps/electrical-apprenticeship/duration", "4-5 years", WIRES_BLS),
    (WIRES, "steps/electrical-apprenticeship/study_hours", "576-720", CLASSES),
    (WIRES, "steps/journeyman-electrician/renewal/options/0/units", "4", UNITS),
    (WIRES, "steps/journeyman-license-held-2-years/duration", "2 years", LAW),
    (WIRES, "steps/supervised-work-12000-hours/duration", "2 years", LAW),
    (WIRES, "steps/master-electrician/costs/0/amount", "unknown", LAW),
]


@pytest.mark.parametrize(("name", "path", "value", "url"), FACTS)
def test_a_number_matches_its_page(name, path, value, url):
    """The number is the page's, and the page is cited for it."""
    assert plain(parts(name)[path][0]) == value
    assert url in urls_of(name, path)


def test_the_ways_in_are_those_of_the_facts():
    """A program or 500 hours open the CPhT; permit time and school both open the CDL."""
    cpht = pathway(PILLS).by_id["cpht"].requires
    assert cpht.count == 1
    assert set(steps_in(cpht)) == {"pharmacy-technician-program", "pharmacy-work-500-hours"}
    cdl = pathway(TRUCK).by_id["cdl-class-a"].requires
    assert cdl.count == len(cdl.of) == 3


def test_only_the_licenses_of_texas_name_a_state():
    """Every license of the electrician counts in Texas, and nothing else names a state."""
    for step in pathway(WIRES).steps:
        assert step.states == (("US-TX",) if step.kind.value == "license" else ()), step.id


def test_the_diploma_is_the_one_of_the_other_careers():
    """What is held for one career counts in these."""
    shared = pathway("medical-biller-and-coder").by_id["high-school-diploma"]
    for name in (PILLS, TRUCK, WIRES):
        assert pathway(name).by_id["high-school-diploma"] == shared
