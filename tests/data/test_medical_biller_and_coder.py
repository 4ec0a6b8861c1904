"""The bundled pathway is whole, sourced, and says what the facts say."""

import pytest
from tests.data import reading
from tests.data.reading import plain

from pathplanner.formats.files import load_pathway
from pathplanner.model.learner import Learner
from pathplanner.model.plan import Status
from pathplanner.model.quantity import UNKNOWN
from pathplanner.model.requirement import steps_in
from pathplanner.model.step import Kind
from pathplanner.planning import plan

NAME = "medical-biller-and-coder"


def pathway():
    return reading.pathway(NAME)


def parts():
    return reading.parts(NAME)


def texts_under(path):
    return reading.texts_under(NAME, path)


def urls_of(path):
    return reading.urls_of(NAME, path)


BLS = "https://www.bls.gov/ooh/healthcare/"
RECORDS = f"{BLS}medical-records-and-health-information-technicians.htm"
TECHNOLOGISTS = f"{BLS}health-information-technologists-and-medical-registrars.htm"
MANAGERS = "https://www.bls.gov/ooh/management/medical-and-health-services-managers.htm"
CLERKS = "https://www.bls.gov/ooh/office-and-administrative-support/financial-clerks.htm"
MBC = "https://mbc-bv6.pages.dev/certifications/"
MBCT = "https://medicalbillingandcoding.training/certifications/"
AAPC = "https://www.aapc.com/"
CEU = f"{AAPC}medical-coding-education/help/"
APPRENTICE = f"{AAPC}certification/apprentice_status.aspx"
APPRENTICESHIP = "https://aapc.com/certifications/cpc/complete-your-cpc-apprenticeship"
AHIMA_CCS = "https://ahima.org/certification-careers/certifications-overview/ccs"
AHIMA_FAQ = "http://cms-test.ahima.org/contact-us-faqs/faqs-recertification/"
AHIMA_RULES = "https://www.ahima.org/certification/Recertification"
AHIMA_COPY = "http://healthcom.info/index-68.html"
CCA_PAGE = "https://healthinformationmanagementprograms.com/careers/cca-certification/"
SAVIOR = "https://saviorquiz.com/how-do-i-become-a-cca-education-career/"
STUDY = "https://open-exam-prep.com/study-guides/"
RHIT_FACTS = f"{STUDY}rhit/orientation-and-exam-strategy/current-exam-facts"
RHIT_AFTER = f"{STUDY}rhit/final-review-and-test-day/after-the-exam-and-next-steps"
RHIA_GUIDE = f"{STUDY}rhia/orientation-rhia-eligibility-application-fees-format-scoring-and-retakes"
RHIA_AFTER = f"{RHIA_GUIDE}/retakes-certification-maintenance-and-current-statistics"
RHIA_DAY = (
    f"{STUDY}rhia/12-final-rhia-review-domain-integration-exam-week-and-career-next-steps/"
    "12-03-test-center-day-functionality-and-pacing"
)
CLARIFIED = (
    "https://codingclarified.com/should-i-complete-the-aapc-medical-coding-practicode-program/"
)
LENGTH = (
    "https://wellbeingmagazine.com/does-medical-billing-and-coding-school-take-long-to-complete/"
)
PRICE = (
    "https://www.dummies.com/careers/medical-careers/medical-billing-coding/"
    "pros-and-cons-of-community-college-for-medical-coding-and-billing-training/"
)
COLLEGE = "https://finance.yahoo.com/news/average-cost-college-223127177.html"
REVOKED = (
    "https://intercom.help/aapc-cf9f479c5207/en/articles/"
    "8156687-when-will-my-credential-s-be-revoked"
)
PMI = "http://www.pmimd.com/certify/pmi-certification-renewal.asp"
AMBA = "http://www.ambanet.net/ceu_rules.htm"
CBCS_AFTER = (
    "https://open-exam-prep.com/exams/cbcs/exam-day-readiness-and-next-steps/"
    "after-the-exam-results-retakes-and-renewal"
)
CRC_GUIDE = (
    "https://open-exam-prep.com/blog/aapc-crc-certified-risk-adjustment-coder-exam-guide-2026"
)

# Where it stands in the pathway | what it must say | the page that says it
# | subject and fact in the facts base.
FACTS = [
    # What to learn
    ("steps/coding-certificate/duration", "6-12 months", LENGTH,
     "billing/coding certificate", "length"),
    ("steps/coding-certificate/costs/0/amount", "2500", PRICE,
     "community college coding program", "average cost"),
    ("steps/coding-diploma/duration", "12-18 months", LENGTH, "billing/coding diploma", "length"),
    ("steps/aapc-80-hour-course/study_hours", "80", APPRENTICE,
     "CPC-A", "80-hour course waives"),
    ("steps/practicode/costs/0/amount", "250-300", CLARIFIED, "Practicode", "price"),
    ("steps/practicode/duration", "6 months", CLARIFIED,
     "Practicode + 80h course", "time to drop A"),
    ("steps/crc-training-course/study_hours", "40", "https://ilovemedicalcoding.com/?p=25038",
     "CRC", "AAPC training course"),
    ("steps/cpc-exam-preparation/study_hours", "60-180",
     "https://cpctestprep.com/blog/cpc-exam-faq", "CPC exam preparation", "study time"),
    ("steps/cpc-self-study/study_hours", "170-390",
     "https://cpctestprep.com/blog/cpc-exam-faq", "CPC exam preparation", "study time"),
    ("steps/hit-associate-degree/costs/0/amount", "3860", COLLEGE,
     "College Board", "average tuition+fees, community college 2022-23"),
    ("steps/him-bachelor-degree/costs/0/amount", "10940", COLLEGE,
     "College Board", "average tuition+fees, public 4-year in-state 2022-23"),
    ("steps/him-bachelor-degree/duration", "4 years", f"{BLS}registered-nurses.htm",
     "RN", "BSN length"),
    ("steps/on-the-job-training/duration", "12-24 months",
     "https://www.onetcenter.org/database.html", "O*NET", "job zone 3 training"),
    ("steps/coding-experience-2-years/duration", "2 years", APPRENTICESHIP,
     "CPC-A", "removal option 1"),
    ("steps/coding-experience-1-year/duration", "1 years", APPRENTICE,
     "CPC-A", "removal option 2 (AAPC wording)"),
    ("steps/coding-experience-6-months/duration", "6 months", SAVIOR,
     "CCA", "eligibility (recommended, any one)"),
    # AAPC
    ("steps/aapc-membership/dues/amount", "222", f"{MBC}cpc", "AAPC", "membership fee, individual"),
    ("steps/cpc-a/costs/0/amount", "425", f"{MBC}cpc", "CPC", "exam fee, 1 attempt"),
    ("steps/cpc-a/exam/minutes", "240", f"{MBC}cpc", "CPC", "exam time"),
    ("steps/cpc-a/renewal/options/0/units", "36", CEU, "AAPC", "renewal CEUs, 1 certification"),
    ("steps/cpc-a/renewal/every", "2 years", CEU, "AAPC", "renewal CEUs, 1 certification"),
    ("steps/cpc-a/renewal/grace", "90 days", f"{AAPC}membership/faq.aspx",
     "AAPC", "credential revoked after"),
    ("steps/cpc-a/renewal/late_fee", "50", REVOKED, "AAPC", "membership late fee"),
    ("steps/cpc/duration", "2-4 weeks", "https://aapc.com",
     "CPC-A", "processing time for removal"),
    ("steps/cpc/renewal/options/0/units", "36", f"{MBC}cpc", "CPC", "renewal CEUs"),
    ("steps/cpc/pay", "58895", f"{MBC}cpc", "CPC", "average salary"),
    ("steps/cpb/costs/0/amount", "425", f"{MBCT}cpb", "CPB", "exam fee, 1 attempt"),
    ("steps/cpb/exam/minutes", "240", f"{AAPC}certifications/cpb/taking-the-cpb-exam",
     "CPB", "exam time"),
    ("steps/cpb/pay", "56981", f"{MBCT}cpb", "CPB", "median pay"),
    ("steps/coc-a/costs/0/amount", "399", "https://open-exam-prep.com/practice/cpc-h",
     "COC", "exam fee"),
    ("steps/coc-a/exam/minutes", "240", f"{AAPC}certifications/coc", "COC", "exam time"),
    ("steps/cic/exam/minutes", "240", "https://aapc.com/certifications/cic/taking-the-cic-exam",
     "CIC", "exam time"),
    ("steps/cic/renewal/options/0/units", "36", CEU, "AAPC", "renewal CEUs, 1 certification"),
    ("steps/crc/costs/0/amount", "425", CRC_GUIDE, "CRC", "exam fee"),
    ("steps/crc/exam/minutes", "240", f"{AAPC}certifications/crc/taking-the-crc-exam",
     "CRC", "exam time"),
    ("steps/cpma/exam/minutes", "240", f"{AAPC}certifications/cpma/taking-the-cpma-exam",
     "CPMA", "exam time"),
    ("steps/cpma/pay", "70320", f"{AAPC}certification/cpma.aspx", "CPMA", "average salary"),
    ("steps/cdeo/exam/minutes", "240", f"{AAPC}certifications/cdeo/taking-the-cdeo-exam",
     "CDEO", "exam time"),
    ("steps/cdeo/pay", "73723", f"{AAPC}certification/cdeo/", "CDEO", "average salary"),
    ("steps/cpco/exam/minutes", "240", f"{AAPC}certifications/cpco/taking-the-cpco-exam",
     "CPCO", "exam time"),
    ("steps/cpco/pay", "80550", "https://www.aapc.com:443/certification/cpco.aspx",
     "CPCO", "average salary"),
    ("steps/cppm/exam/minutes", "240", f"{AAPC}certifications/cppm/taking-the-cppm-exam",
     "CPPM", "exam time"),
    # AHIMA
    ("steps/ccs/costs/0/amount", "399", f"{MBC}ccs", "CCS", "exam fee"),
    ("steps/ccs/costs/0/discounts/0/price", "299", f"{MBC}ccs", "CCS", "exam fee"),
    ("steps/ccs/exam/minutes", "240", f"{MBC}ccs", "CCS", "exam time"),
    ("steps/ccs/exam/retake_wait", "30 days", AHIMA_COPY, "CCS", "retake waiting period"),
    ("steps/ccs/exam/retake_fee", "399", CCA_PAGE, "AHIMA", "retake fee"),
    ("steps/ccs/exam/schedule_within", "120 days", AHIMA_CCS, "CCS", "scheduling window"),
    ("steps/ccs/renewal/options/0/units", "20", AHIMA_FAQ, "CCS", "renewal CEUs"),
    ("steps/ccs/renewal/options/0/fee", "218", AHIMA_FAQ,
     "AHIMA", "recertification fee (one credential, non-member)"),
    ("steps/ccs/renewal/options/0/discounts/0/price", "100", f"{MBCT}cca",
     "AHIMA", "recertification fee (member)"),
    ("steps/cca/costs/0/amount", "299", CCA_PAGE, "CCA", "exam fee"),
    ("steps/cca/costs/0/discounts/0/price", "199", CCA_PAGE, "CCA", "exam fee"),
    ("steps/cca/exam/minutes", "120", SAVIOR, "CCA", "exam time"),
    ("steps/cca/exam/pass_rate", "62", CCA_PAGE, "CCA", "first-time pass rate"),
    ("steps/cca/exam/retake_wait", "30 days", AHIMA_COPY, "CCA", "retake waiting period"),
    ("steps/cca/exam/schedule_within", "120 days", AHIMA_COPY, "AHIMA", "exam eligibility window"),
    ("steps/cca/renewal/options/0/units", "20", AHIMA_FAQ, "CCA", "renewal CEUs"),
    ("steps/ccs-p/renewal/options/0/units", "20", AHIMA_FAQ, "CCS-P", "renewal CEUs"),
    ("steps/rhit/costs/0/amount", "299", RHIT_FACTS, "RHIT", "exam fee"),
    ("steps/rhit/costs/0/discounts/0/price", "229", RHIT_FACTS, "RHIT", "exam fee"),
    ("steps/rhit/exam/minutes", "210", RHIT_FACTS, "RHIT", "exam time"),
    ("steps/rhit/exam/retake_wait", "30 days", RHIT_AFTER,
     "RHIT", "retake waiting period (disagrees)"),
    ("steps/rhit/renewal/options/0/units", "20", AHIMA_RULES, "RHIT", "renewal CEUs"),
    ("steps/rhia/exam/minutes", "210", RHIA_DAY, "RHIA", "exam time"),
    ("steps/rhia/exam/retake_wait", "30 days", RHIA_AFTER, "RHIA", "retake waiting period"),
    ("steps/rhia/exam/pass_rate", "67", RHIA_AFTER, "RHIA", "first-time pass rate"),
    ("steps/rhia/renewal/options/0/units", "30", AHIMA_RULES, "RHIA", "renewal CEUs"),
    # Other bodies
    ("steps/cmc/renewal/options/0/units", "12",
     "https://www.pmimd.com/onlinetraining/certification/index.php?prodID=186",
     "CMC", "seed: renewal CEUs"),
    ("steps/cmc/renewal/every", "1 years",
     "https://www.pmimd.com/onlinetraining/certification/index.php?prodID=186",
     "CMC", "seed: renewal CEUs"),
    ("steps/cmc/renewal/options/0/fee", "75", PMI, "PMI", "renewal fee (first credential)"),
    ("steps/cbcs/costs/0/amount", "117", f"{MBCT}cbcs", "CBCS", "exam fee"),
    ("steps/cbcs/exam/retake_wait", "30 days", CBCS_AFTER, "CBCS", "retake policy"),
    ("steps/cbcs/renewal/options/0/units", "10", f"{MBCT}cbcs", "CBCS", "renewal"),
    ("steps/cmrs/exam/schedule_within", "45 days", AMBA, "CMRS", "exam window"),
    ("steps/cmrs/renewal/options/0/units", "15",
     "https://en-academic.com/dic.nsf/enwiki/11511993", "CMRS", "renewal"),
    ("steps/cmrs/renewal/late_fee", "50", AMBA, "CMRS", "late fee"),
]  # fmt: skip

# Occupation and field | value | subject in the facts base is the SOC code and title.
WORK = [
    ("29-2072", "pay/median", "50250", RECORDS, "median pay (May 2024)"),
    ("29-2072", "pay/hourly", "24.16", RECORDS, "median hourly pay (May 2024)"),
    ("29-2072", "pay/low", "35780", RECORDS, "10th percentile pay (May 2024)"),
    ("29-2072", "pay/high", "80950", RECORDS, "90th percentile pay (May 2024)"),
    ("29-2072", "outlook/growth", "7", RECORDS, "projected growth 2024-34"),
    ("29-2072", "outlook/jobs", "194800", RECORDS, "employment 2024"),
    ("29-2072", "outlook/change", "13800", RECORDS, "employment change 2024-34"),
    ("29-2072", "outlook/openings", "14200", RECORDS, "openings per year 2024-34"),
    ("29-2072", "settings/0/percent", "28", RECORDS, "employment share 2024: hospitals"),
    ("29-2072", "settings/0/pay", "56520", RECORDS, "median pay May 2024: hospitals"),
    ("29-2072", "settings/1/percent", "19", RECORDS,
     "employment share 2024: offices of physicians"),
    ("29-2072", "settings/1/pay", "45620", RECORDS, "median pay May 2024: offices of physicians"),
    ("29-2072", "settings/2/percent", "8", RECORDS,
     "employment share 2024: management of companies"),
    ("29-2072", "settings/2/pay", "60750", RECORDS, "median pay May 2024: management of companies"),
    ("29-2072", "settings/3/percent", "8", RECORDS,
     "employment share 2024: administrative and support services"),
    ("29-2072", "settings/3/pay", "49590", RECORDS,
     "median pay May 2024: administrative and support services"),
    ("29-2072", "settings/4/percent", "7", RECORDS,
     "employment share 2024: professional, scientific, technical services"),
    ("29-2072", "settings/4/pay", "49970", RECORDS,
     "median pay May 2024: professional, scientific, technical"),
    ("43-3021", "pay/median", "47170", CLERKS, "median pay (May 2024)"),
    ("43-3021", "outlook/jobs", "429800", CLERKS, "employment 2024"),
    ("43-3021", "outlook/growth", "0", CLERKS, "projected growth 2024-34"),
    ("43-3021", "outlook/change", "-1900", CLERKS, "employment change 2024-34"),
    ("29-9021", "pay/median", "67310", TECHNOLOGISTS, "median pay (May 2024)"),
    ("29-9021", "pay/hourly", "32.36", TECHNOLOGISTS, "median hourly pay (May 2024)"),
    ("29-9021", "pay/low", "39120", TECHNOLOGISTS, "10th percentile pay (May 2024)"),
    ("29-9021", "pay/high", "112130", TECHNOLOGISTS, "90th percentile pay (May 2024)"),
    ("29-9021", "outlook/growth", "15", TECHNOLOGISTS, "projected growth 2024-34"),
    ("29-9021", "outlook/jobs", "41900", TECHNOLOGISTS, "employment 2024"),
    ("29-9021", "outlook/change", "6200", TECHNOLOGISTS, "employment change 2024-34"),
    ("29-9021", "outlook/openings", "3200", TECHNOLOGISTS, "openings per year 2024-34"),
    ("29-9021", "settings/0/percent", "46", TECHNOLOGISTS, "employment share 2024: hospitals"),
    ("11-9111", "pay/median", "117960", MANAGERS, "median pay (May 2024)"),
    ("11-9111", "pay/hourly", "56.71", MANAGERS, "median hourly pay (May 2024)"),
    ("11-9111", "outlook/growth", "23", MANAGERS, "projected growth 2024-34"),
    ("11-9111", "outlook/jobs", "616200", MANAGERS, "employment 2024"),
    ("11-9111", "outlook/change", "142900", MANAGERS, "employment change 2024-34"),
]  # fmt: skip

# Facts that stand in words.
WORDS = [
    ("steps/cpc-a/exam/questions", "100 multiple-choice", f"{MBC}cpc"),
    ("steps/cpc-a/exam/pass_mark", "70 percent", f"{MBC}cpc"),
    ("steps/cpb/exam/questions", "135", f"{AAPC}certifications/cpb/taking-the-cpb-exam"),
    ("steps/ccs/exam/questions", "107 questions (97 scored and 10 not scored)", f"{MBC}ccs"),
    ("steps/ccs/exam/pass_mark", "300", f"{MBC}ccs"),
    ("steps/cca/exam/questions", "105 questions (90 scored and 15 not scored)", SAVIOR),
    ("steps/rhit/exam/questions", "150 questions (130 scored and 20 not scored)", RHIT_FACTS),
    ("steps/rhia/exam/questions", "150 questions (130 scored and 20 not scored)", RHIA_DAY),
    ("steps/cbcs/exam/questions", "120 questions (100 scored and 20 not scored)", f"{MBCT}cbcs"),
    ("steps/cbcs/exam/pass_mark", "390", CBCS_AFTER),
    ("steps/cmrs/exam/pass_mark", "85 percent", "https://en-academic.com/dic.nsf/enwiki/11511993"),
    ("steps/cppm/exam/questions", "135", f"{AAPC}certifications/cppm/taking-the-cppm-exam"),
    ("steps/cic/exam/questions", "40 multiple-choice questions and 7",
     "https://aapc.com/certifications/cic/taking-the-cic-exam"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "url"), [row[:3] for row in FACTS])
def test_a_number_of_a_step_matches_its_page(path, value, url):
    assert plain(parts()[path][0]) == value
    assert url in urls_of(path)


@pytest.mark.parametrize(("occupation", "field", "value", "url"), [row[:4] for row in WORK])
def test_a_number_of_an_occupation_matches_its_page(occupation, field, value, url):
    path = f"occupations/{occupation}/{field}"
    assert plain(parts()[path][0]) == value
    assert url in urls_of(path)


@pytest.mark.parametrize(("path", "words", "url"), WORDS)
def test_a_fact_in_words_matches_its_page(path, words, url):
    assert words in parts()[path][0]
    assert url in urls_of(path)


def test_units_of_several_credentials():
    bodies = {body.id: body for body in pathway().bodies}
    assert [bodies["aapc"].units_for(count) for count in range(1, 7)] == [36, 40, 44, 48, 52, 52]
    assert [bodies["ahima"].units_for(count) for count in range(1, 6)] == [20, 30, 40, 50, 50]
    # The RHIA asks for 30 by itself, and each further credential for 10 more, up to 50.
    assert [bodies["ahima"].units_for(count, 30) for count in range(1, 6)] == [30, 40, 50, 50, 50]


# What the 2019 article says | where the pathway says it | the words there.
ARTICLE = [
    ("Bridge between facility, insurers, patients", "occupations/29-2072/duties",
     "insurers and patients"),
    ("Assigns codes", "occupations/29-2072/duties", "Assign diagnosis and procedure codes"),
    ("Bills insurers", "occupations/29-2072/duties", "Bill insurance companies"),
    ("Answers billing questions", "occupations/29-2072/duties", "billing questions"),
    ("Keeps records confidential", "occupations/29-2072/duties", "Keep patient records private"),
    ("A third in hospitals", "news", "about a third"),
    ("19 percent in physician offices", "news", "at 19 percent"),
    ("Insurance companies hire", "occupations/29-2072/settings", "Insurance companies"),
    ("Law firms hire", "occupations/29-2072/settings", "Law firms"),
    ("Government agencies hire", "occupations/29-2072/settings", "Government agencies"),
    ("Step 1: diploma", "steps/high-school-diploma/title", "High school diploma"),
    ("On-the-job training", "steps/on-the-job-training", "Some facilities train"),
    ("Step 2: certificate", "steps/coding-certificate/summary", "The usual way in"),
    ("Step 2: diploma program", "steps/coding-diploma/title", "diploma"),
    ("Programs online", "steps/coding-certificate/summary", "online"),
    ("No state license", "steps/medical-coder-job/note", "most areas have no license"),
    ("CPC: proctored multiple choice", "steps/cpc-a/exam", "Proctored"),
    ("CPC: 70 percent", "steps/cpc-a/exam/pass_mark", "70 percent"),
    ("CPC: one free retake", "news", "No free retake any more"),
    ("CPC: no state requirement", "steps/cpc/note", "No state requirements"),
    ("CPC: 36 units in two years", "steps/cpc/renewal", "36 continuing education units"),
    ("CPB: proctored multiple choice", "steps/cpb/exam/format", "Proctored multiple choice"),
    ("CPB: 70 percent", "steps/cpb/exam/pass_mark", "70 percent"),
    ("CPB: no state requirement", "steps/cpb/note", "no state requirements"),
    ("CPB: 36 units in two years", "steps/cpb/renewal", "36 continuing education units"),
    ("CCS: 97 questions and 8 scenarios", "news", "97 questions and 8 cases"),
    ("CCS: no state requirement", "steps/ccs/note", "No state requirements"),
    ("CCS: 20 units in two years", "steps/ccs/renewal", "20 continuing education units"),
    ("CCS: yearly self-reviews", "news", "no longer asks for yearly coding self-reviews"),
    ("CMC: proctored", "steps/cmc/exam/format", "Proctored"),
    ("CMC: 70 percent", "steps/cmc/exam/pass_mark", "70 percent"),
    ("CMC: no state requirement", "steps/cmc/note", "No state requirements"),
    ("CMC: 12 units every year", "steps/cmc/renewal", "12 continuing education units"),
    ("Specialty: urology", "steps/cuc", "urology"),
    ("Specialty: dermatology", "steps/cpcd", "dermatology"),
    ("Back to school", "steps/him-bachelor-degree/title", "Bachelor's degree"),
    ("Supervisors, by experience or education", "steps/coding-supervisor-job",
     "With experience or with more education"),
    ("Managers", "steps/health-services-manager-job/title", "manager"),
    ("Reading comprehension", "occupations/29-2072/skills", "Reading comprehension: "),
    ("Critical thinking", "occupations/29-2072/skills", "Critical thinking: "),
    ("Near vision", "occupations/29-2072/skills", "Near vision: "),
    ("Information ordering", "occupations/29-2072/skills", "Information ordering: "),
    ("Oral expression", "occupations/29-2072/skills", "Oral expression: "),
    ("Pay and outlook (the table is empty)", "news", "$40,350"),
    ("AAPC since 1988", "bodies/aapc/about", "1988"),
    ("AAPC's old name", "bodies/aapc/name", "American Academy of Professional Coders"),
    ("AHIMA since 1928", "bodies/ahima/about", "1928"),
    ("PMI since 1983", "bodies/pmi/about", "1983"),
    ("Transcriptionist in a year", "news", "transcriptionist"),
    ("Medical records technician", "news", "Medical records technician"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "path", "words"), ARTICLE, ids=[row[0] for row in ARTICLE])
def test_what_the_2019_article_says_is_covered(statement, path, words):
    assert words in texts_under(path), f"{statement}: not found under {path}"


@pytest.mark.parametrize(
    "page",
    [
        "medical-records-and-health-information-technicians.htm",
        "https://www.aapc.com/certification/cpb/",
        "https://www.aapc.com/certification/cpc/",
        "https://www.rasmussen.edu/degrees/health-sciences/blog/where-do-medical-coders-work/",
        "https://www.pmimd.com/onlinetraining/certification/index.php?prodID=186",
        "http://www.ahima.org/certification/CCS",
        "https://www.onetonline.org/link/summary/29-2071.00",
    ],
)
def test_every_page_the_2019_article_cites_is_a_source(page):
    assert any(source.url.endswith(page) for source in pathway().sources)


def test_the_three_ways_to_lose_the_a():
    cpc = pathway().by_id["cpc"]
    ways = cpc.requires.of[1]
    assert ways.count == 1
    assert [sorted(set(steps_in(way))) for way in ways.of] == [
        ["coding-experience-2-years"],
        ["aapc-80-hour-course", "coding-experience-1-year", "practicode"],
        ["aapc-80-hour-course", "practicode"],
    ]
    assert [way.count for way in ways.of[1:]] == [2, 2]
    assert cpc.supersedes == ("cpc-a",)
    assert cpc.renewal.counts_from == "cpc-a"


def test_ahima_recommends_five_ways_to_the_ccs_and_requires_none():
    ccs = pathway().by_id["ccs"]
    (advice,) = ccs.recommends
    assert advice.by == "AHIMA"
    assert advice.requirement.count == 1
    assert len(advice.requirement.of) == 5


def test_every_aapc_credential_needs_membership():
    credentials = [
        step
        for step in pathway().steps
        if step.body == "aapc" and step.kind is Kind.CREDENTIAL and step.id not in ("cpc", "coc")
    ]
    assert len(credentials) >= 10
    for step in credentials:
        assert "aapc-membership" in steps_in(step.requires), step.id


def test_goals():
    assert pathway().destinations[0] == "cpc"
    assert {"ccs", "cpb", "cmc", "cca", "rhit", "rhia"} < set(pathway().destinations)


@pytest.mark.parametrize("goal", [step.id for step in load_pathway(NAME).steps])
@pytest.mark.parametrize("holds", [(), ("high-school-diploma",)], ids=["nothing", "diploma"])
def test_every_step_can_be_planned(goal, holds):
    learner = Learner(start="2027-01-04", holds=holds)
    made = plan(pathway(), learner, goal)
    assert made.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert goal in holds or goal in {step.id for step in made.steps}


@pytest.mark.parametrize("goal", ["cpc", "coc", "cpb", "crc", "medical-coder-job", "practicode"])
def test_main_routes_have_known_lengths_for_those_with_a_diploma(goal):
    learner = Learner(start="2027-01-04", holds=("high-school-diploma",))
    made = plan(pathway(), learner, goal, "fastest")
    by_id = pathway().by_id
    assert [step.id for step in made.steps if by_id[step.id].duration is UNKNOWN] == []


def test_the_cheapest_cpc_is_exam_and_dues():
    learner = Learner(start="2027-01-04", holds=("high-school-diploma",))
    made = plan(pathway(), learner, "cpc", "cheapest")
    assert made.cost.out_of_pocket == 425 + 222
    chosen = {step.id for step in made.steps}
    assert "practicode" not in chosen
    assert "healthcare-work-experience" not in chosen, "its length is unknown"


@pytest.mark.parametrize("goal", ["cpc", "ccs", "cpb"])
def test_a_credential_leads_to_the_coders_pay_and_outlook(goal: str) -> None:
    """A plan without a job in it tells of the job that people come for, first of all."""
    learner = Learner(start="2027-01-04", goal=[goal], holds=["high-school-diploma"])
    made = plan(load_pathway("medical-biller-and-coder"), learner)
    assert made.pathway.occupations[0].id == "29-2072"
