"""The small files that the fuzzer changes: of each kind one with all there is, and the docs'.

They are short, so that a change hits something, and an input costs a thousandth of a second.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

from tests.cli.running import SMALL

import pathplanner as pp

ROOT = Path(__file__).parents[2]

START = date(2027, 1, 4)
PATHWAY = """\
format: pathplanner/pathway/1
id: barber
title: Barber
country: US
currency: USD
language: en
updated: 2026-10-01
stages: [Learn, Work]
destinations: [license, job]
bodies: {board: {name: State Board, url: "https://example.org", source: ohio}}
occupations:
  39-5011: {title: Barbers, pay: {median: 38960, low: 25000}, duties: [Cut hair], source: ohio}
sources:
  ohio: {publisher: State Board of Ohio, title: Fees, date: 2026-07, authority: primary}
scales: {letters: [A, B, C, D]}
terms:
  spring: {starts: 01-11, title: Spring term}
  fall: {dates: [2027-08-24, 2028-08-22]}
credits_per_term: 12
news: [{text: The exam changes., steps: [license], source: ohio}]
steps:
  diploma: {title: High school, kind: diploma, stage: Learn, duration: 0-9 months, scale: letters}
  theory:
    title: Theory
    kind: course
    stage: Learn
    credits: 4
    intakes: {terms: [spring, fall]}
    costs: {tuition: {amount: 300-500, source: ohio}, books: unknown}
    gives: {points: 2}
    latest_term: 3
  school:
    title: Barber school
    kind: program
    stage: Learn
    provider: A school
    requires: {any: [diploma, {step: theory, minimum: C}]}
    contact_hours: 1200
    attendance: part-time
    before: {admission: 2 weeks}
    costs: {tuition: {amount: 9000, discounts: {theory: 100}}, supplies: 400}
    states: [US-OH, US-TX]
    not_with: [theory]
    gives: {points: 3}
    otherwise:
      - {when: {age: 21 or more, income_below: 30000}, duration: 8 months, costs: {tuition: 700}}
  apprentice:
    title: Apprentice work
    kind: experience
    duration: 6 months
    work_hours: 20
    entry_pay: {amount: 20000, source: ohio}
    before: {hiring: 1-3 months}
    requires: {step: theory, within: 1 year}
    gives: {points: 3}
  member:
    title: Member
    kind: membership
    dues: {amount: 60, every: 1 year}
    minimum_age: 16
    valid_for: 2 years
  license:
    title: Barber license
    kind: license
    body: board
    stage: Work
    requires:
      all: [{total: 3, unit: points, of: [school, apprentice]}, {step: member, current: true}]
    recommends: {requirement: theory, by: The board}
    study_hours: {low: 40, likely: 60, high: 120}
    costs: {license: {amount: 45, discounts: {member: 10}}, exam: 30}
    after: {result: 2 weeks}
    exam: {questions: 100, minutes: 90, attempts: 3, retake_wait: 30 days, retake_fee: 30}
    renewal:
      every: 2 years
      options: [{units: 8, fee: 60}, {title: The test again, fee: 150}]
      grace: 1 month
      late_fee: 20
    valid_for: 2 years
    codes: ["cip:12.0402"]
    formerly: [old-license]
    proof: License
    url: https://example.org/license
    source: ohio
  job:
    title: Barber
    kind: job
    stage: Work
    requires: license
    occupation: 39-5011
    before: {hiring: 4-8 weeks}
    source: ohio
states:
  US-TX:
    name: Texas
    steps: {license: {title: License of Texas, minimum_age: 16, costs: {license: 55}}}
"""

LEARNER = """\
format: pathplanner/learner/1
name: Ana
start: 2027-01-04
hours_per_week: 12
goal: license
prefer: fastest
holds: {diploma: 2015-06-12}
under_way: {theory: 2026-12-01}
savings: 600
monthly: 150
budget: 15000
deadline: 2030-06-30
birth_date: 1999-05-04
state: US-OH
income: 28000
work_hours: 30
hours: [{from: 2027-06-01, per_week: 20}, {step: license, per_week: 2}]
facts:
  school.contact_hours: 1100
  license.costs.exam: {value: 35, from: "Board, phone", on: 2026-12-01}
assumptions: {hiring: 3 months, booking: none}
breaks: [{start: 2027-12-20, finish: 2028-01-03}]
funding:
  - {name: Grant, kind: workforce, amount: 1000, covers: [tuition], arrives: 2027-03-01}
  - {name: Pell, amount: 2500, apply_by: 2027-01-31, steps: [school]}
paid: [{step: theory, amount: 100, on: 2026-12-01}]
proofs: [{step: diploma, until: 2031-01-01, by: A school}]
support: {agency: Center, counselor: Jo, notices: [Equal.], reviews: [2027-03-01]}
recorded: [{step: theory, became: begun, on: 2026-12-01}]
"""

USING = """\
format: pathplanner/pathway/1
id: mine
title: Mine
stages: [Learn]
destinations: [goal]
uses: common.yaml
steps:
  course: shared
  job: shared
  badge: shared
  goal: {title: The goal, requires: [badge], stage: Learn, costs: 20}
"""
PERSON = """\
format: pathplanner/learner/1
name: Ana
start: 2027-01-04
hours_per_week: 6
holds: {job: 2026-05-01}
savings: 200
monthly: 20
"""

OFFICE = """\
format: pathplanner/office/1
name: Center
facts:
  license.costs.exam: {value: 31, from: Board, on: 2026-12-01}
assumptions: {hiring: 6-10 weeks}
hand_out: order
purses: [{name: Fund, amount: 6000, most: 1500, covers: [tuition], until: 2028-06-30}]
seats: {school: {"2027-02-01": 12, "2027-06-07": 8}}
support: {agency: Center, address: "12 Main Street, Austin", notices: [Equal.]}
offers_from: [OFFERS]
offers:
  - {id: one, step: school, provider: City, place: "Austin, TX", states: TX, price: 1900,
     duration: 9 months, attendance: part-time, intakes: [2027-01-19, 08-23], paid_by: [workforce],
     from: phone, on: 2026-12-01}
  - {id: two, step: theory, provider: Other, contact_hours: 60, costs: {tuition: 90}, from: x}
funds:
  - {name: Grant, amount: 800, kind: workforce, covers: [tuition, books], until: 2028-06-30}
"""

OFFERS = """\
id,step,provider,place,states,tuition,books,duration,attendance,intakes,paid_by,from,on
a,school,"A, B","Austin, TX",TX,1800,100,9 months,part-time,2027-01-19;08-23,Pell;WIOA,x,2026-10-01
b,theory,School,online,,1250.50,unknown,6-8 weeks,self-paced,,,list,2026-10-01
c,school,School,,TX;OH,0,,12 months,full-time,,,list,2026-10-02
"""

PEOPLE = """\
Id,Name,Goal,Start,Hours,Holds,Under way,Savings,Monthly,Budget,Deadline,Funding,State,Prefer,Lang
c-1,Ana Alvarez,badge,2027-01-04,12,course,,"$1,500.00",$200,,,,Texas,fastest,Spanish
c-2,Ben,,1/31/2027,20,course=2020-06-01;job,,,,"$2,500",2028-06-30,Grant=1000,US-OH,cheapest,
c-3,"Cho, Kim",badge,,7.5,,job=2026-11-01,100,,,,,,,en
"""

BADGES: tuple[str, ...] = tuple(
    map(
        json.dumps,
        (
            ["GED", {"name": "A course", "date": "2026-05-01", "expires": "2028-05-01"}],
            {
                "@context": "https://w3id.org/openbadges/v2",
                "type": "Assertion",
                "recipient": {"type": "email", "identity": "a@example.org", "hashed": False},
                "badge": {"name": "A badge", "issuer": {"name": "School"}, "id": "https://x.org/b"},
                "issuedOn": "2026-05-01T00:00:00Z",
                "expires": "2029-05-01",
                "evidence": [{"id": "https://example.org/e"}],
                "verification": {"type": "HostedBadge"},
                "revoked": False,
            },
            {
                "@context": ["https://www.w3.org/ns/credentials/v2", "https://example.org/ob"],
                "type": ["VerifiableCredential", "OpenBadgeCredential"],
                "issuer": {"name": "School"},
                "validFrom": "2026-05-01T00:00:00Z",
                "validUntil": "2028-05-01T00:00:00Z",
                "credentialSubject": {
                    "id": "did:key:z6Mk",
                    "identifier": [{"identityHash": "a@example.org"}],
                    "achievement": {
                        "id": "https://example.org/a/1",
                        "name": "A course",
                        "alignment": [{"targetCode": "51.0713", "targetName": "A job"}],
                    },
                },
                "proof": {
                    "type": "DataIntegrityProof",
                    "cryptosuite": "eddsa-jcs-2022",
                    "verificationMethod": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR",
                    "proofPurpose": "assertionMethod",
                    "proofValue": "z3Yu",
                },
            },
            {
                "type": ["VerifiableCredential", "ClrCredential"],
                "credentialSubject": {
                    "verifiableCredential": [
                        {
                            "validFrom": "2026-01-01",
                            "credentialSubject": {"achievement": {"name": "A job"}},
                        }
                    ]
                },
            },
            {
                "SkillsPassport": {
                    "LearnerInfo": {
                        "Education": [{"Title": "A course", "Period": {"To": {"Year": 2020}}}]
                    }
                }
            },
        ),
    )
)


class Disagreement(Exception):
    """Two parts of pathplanner do not say the same."""


@cache
def read(text: str) -> pp.Pathway:
    """Return a pathway that is not changed, read once."""
    return pp.read_pathway(text)


@cache
def plans() -> tuple[str, ...]:
    """The plan files to start from."""
    small = pp.plan(read(SMALL), pp.read_learner(PERSON))
    rich = pp.plan(read(PATHWAY), pp.read_learner(LEARNER))
    written = (ROOT / "tests/output/coder.json").read_text("utf-8")
    return (*(pp.plan_to_json(small),) * 30, *(pp.plan_to_json(rich),) * 9, written)


@cache
def of_docs(kind: str) -> tuple[str, ...]:
    """Return the example files of the docs that are of a kind, such as `pathway`."""
    text = (ROOT / "docs/reference/files.md").read_text("utf-8")
    found = re.findall(r"<!-- file: \S+ -->\n```yaml\n(.*?)```", text, re.DOTALL)
    return tuple(one for one in found if f"format: pathplanner/{kind}/" in one)
