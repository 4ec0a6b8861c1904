"""CTDL in: what a document says is what the pathway says, and the report says the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.ctdl.documents import BASE, condition, document, part

import pathplanner as pp
from pathplanner.model import Fate, LossReport

ALL, ANY, OF = pp.AllOf, pp.AnyOf, pp.AtLeast


def codes(report: LossReport) -> set[str]:
    """Return the codes in a report, without those of what was taken."""
    return {loss.code for loss in report.losses if loss.fate is not Fate.TAKEN}


def requires(text: str, step: str = "goal") -> Any:
    """Return what a step of a document requires."""
    return pp.read_ctdl(text)[0].by_id[step].requires


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, ALL(("a", "b", "c"))),
        (2, OF(2, ("a", "b", "c"))),
        (1, ANY(("a", "b", "c"))),
        (None, ALL(("a", "b", "c"))),
        (0, ALL(("a", "b", "c"))),
        (7, ALL(("a", "b", "c"))),
        ("two", ALL(("a", "b", "c"))),
    ],
)
def test_a_condition_asks_for_k_of_n(number: Any, expected: Any) -> None:
    """All, some and any of several are told apart, and a number that is none means all."""
    goal = part("goal", hasCondition=[condition("a", "b", "c", number=number)])
    assert requires(document(part("a"), part("b"), part("c"), goal)) == expected


def test_several_conditions_all_hold() -> None:
    """Two conditions on one part are both asked for."""
    both = [condition("a", "b", number=2), condition("c", "d", number=1)]
    parts = [part(name) for name in "abcd"]
    found = requires(document(*parts, part("goal", hasCondition=both)))
    assert found == ALL(("a", "b", ANY(("c", "d"))))


def test_conditions_nest_and_are_counted_with_parts() -> None:
    """A condition below another counts as one of its parts."""
    inner = condition("b", "c", number=2)
    outer = condition("a", number=1, below=[inner])
    parts = [part(name) for name in "abc"]
    found = requires(document(*parts, part("goal", hasCondition=outer)))
    assert found == ANY(("a", ALL(("b", "c"))))


def test_conditions_may_be_nodes_of_their_own() -> None:
    """A condition that is named is found where it stands."""
    named = condition("a", "b", number=1) | {"@id": "_:choice"}
    goal = part("goal", hasCondition="_:choice")
    assert requires(document(part("a"), part("b"), goal, named)) == ANY(("a", "b"))


@pytest.mark.parametrize(
    ("operator", "expected", "code"),
    [
        ("logic:Or", ANY(("a", "b")), "CT201"),
        ("logic:And", ALL(("a", "b")), "CT201"),
        ("logic:OnlyOne", ANY(("a", "b")), "CT207"),
    ],
)
def test_operators_of_old_are_read(operator: str, expected: Any, code: str) -> None:
    """And, or and exactly one are read as numbers, and the report says so."""
    goal = part("goal", hasCondition=condition("a", "b", logicalOperator=operator))
    pathway, report = pp.read_ctdl(document(part("a"), part("b"), goal))
    assert pathway.by_id["goal"].requires == expected
    assert code in codes(report)


def test_a_part_that_is_not_described_gets_a_step() -> None:
    """What a condition names and no document has is a step that says so."""
    goal = part("goal", hasCondition=condition("a", "gone", number=2))
    pathway, report = pp.read_ctdl(document(part("a"), goal))
    [stand_in] = [step for step in pathway.steps if "Not described" in step.title]
    assert stand_in.duration is pp.UNKNOWN
    assert pathway.by_id["goal"].requires == ALL(("a", stand_in.id))
    [loss] = [loss for loss in report.losses if loss.code == "CT212"]
    assert loss.what == f"{BASE}gone"


def test_a_circle_loses_a_link() -> None:
    """Parts that wait for each other can be planned, and the report names them."""
    one = part("a", hasCondition=condition("b", number=1))
    two = part("b", hasCondition=condition("a", number=1))
    goal = part("goal", hasCondition=condition("a", number=1))
    pathway, report = pp.read_ctdl(document(one, two, goal))
    assert pathway.faults == ()
    assert "CT221" in codes(report)


def test_children_give_the_order_where_no_condition_does() -> None:
    """A child comes before what it is a child of, and the report warns."""
    goal = part("goal", ceasn__hasChild=[f"{BASE}a", f"{BASE}b"])
    pathway, report = pp.read_ctdl(document(part("a"), part("b"), goal))
    assert pathway.by_id["goal"].requires == ALL(("a", "b"))
    assert "CT208" in codes(report)


def test_children_run_to_the_destination_where_it_is_one() -> None:
    """Where the destination is a child and has none, each part needs those above it."""
    parts = [part("a", hasChild=[f"{BASE}b"]), part("b", hasChild=[f"{BASE}goal"]), part("goal")]
    pathway, report = pp.read_ctdl(document(*parts))
    assert pathway.by_id["goal"].requires == pp.Needs("b")
    assert pathway.by_id["b"].requires == pp.Needs("a")
    assert {"CT223", "CT201"} <= codes(report)


@pytest.mark.parametrize("word", ["precededBy", "precedes", "preceeds"])
def test_what_precedes_is_required_where_nothing_else_orders(word: str) -> None:
    """Both directions of preceding give the order when it is all there is."""
    first, then = part("a"), part("goal")
    node, other = (then, "a") if word == "precededBy" else (first, "goal")
    node[f"ceterms:{word}"] = BASE + other
    pathway, report = pp.read_ctdl(document(first, then))
    assert pathway.by_id["goal"].requires == pp.Needs("a")
    assert "CT209" in codes(report)


def test_what_precedes_is_advice_beside_conditions() -> None:
    """Where conditions order the parts, what precedes is only advised."""
    goal = part("goal", hasCondition=condition("b", number=1))
    pathway, _ = pp.read_ctdl(document(part("a"), part("b", precededBy=f"{BASE}a"), goal))
    assert pathway.by_id["b"].requires == ALL()
    assert [one.requirement for one in pathway.by_id["b"].recommends] == [pp.Needs("a")]


def test_a_bare_list_of_parts_leads_to_the_destination() -> None:
    """A pathway is never read as one step in silence."""
    text = document(part("a"), part("b"), part("goal"), hasPart=[f"{BASE}a", f"{BASE}b"])
    pathway, report = pp.read_ctdl(text)
    assert pathway.by_id["goal"].requires == ALL(("a", "b"))
    assert "CT210" in codes(report)


def test_a_pathway_without_destination_gets_a_last_step() -> None:
    """Where no destination is named, a last step needs all that leads nowhere."""
    text = document(part("a"), part("b"), hasDestinationComponent=None)
    pathway, report = pp.read_ctdl(text)
    assert pathway.destinations == ("finish",)
    assert pathway.by_id["finish"].requires == ALL(("a", "b"))
    assert "CT211" in codes(report)


def test_price_and_length_stand_in_another_file(tmp_path: Path) -> None:
    """What a part stands for may be described in a file of its own."""
    course = {
        "@id": f"{BASE}real",
        "@type": "ceterms:LearningProgram",
        "ceterms:estimatedCost": [
            {
                "@type": "ceterms:CostProfile",
                "ceterms:price": 1200.5,
                "ceterms:currency": "USD",
                "ceterms:directCostType": {"ceterms:targetNode": "costType:Tuition"},
            }
        ],
        "ceterms:estimatedDuration": [
            {"ceterms:minimumDuration": "P9M", "ceterms:maximumDuration": "P1Y"},
        ],
    }
    one, two = tmp_path / "way.json", tmp_path / "course.json"
    one.write_text(document(part("goal", proxyFor=f"{BASE}real")), "utf-8")
    two.write_text(json.dumps(course), "utf-8")
    pathway, _ = pp.read_ctdl(one, two)
    step = pathway.by_id["goal"]
    assert step.kind is pp.Kind.PROGRAM
    assert [(cost.kind.value, cost.amount) for cost in step.costs] == [
        ("tuition", pp.Estimate.exactly("1200.5"))
    ]
    assert step.duration == pp.Duration.between(9, 12, pp.model.Unit.MONTHS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P2Y", (2, "years")),
        ("P10W", (10, "weeks")),
        ("P2.5Y", (30, "months")),
        ("P1Y6M", (18, "months")),
        ("P3W2D", (23, "days")),
        ("P2Y1M3W5D", (787, "days")),
    ],
)
def test_lengths_are_read(text: str, expected: tuple[int, str]) -> None:
    """Lengths as publishers write them keep their unit where they can."""
    resource = {"@id": f"{BASE}r", "@type": "ceterms:Course",
                "ceterms:estimatedDuration": {"ceterms:exactDuration": text}}  # fmt: skip
    pathway, _ = pp.read_ctdl(document(part("goal", proxyFor=f"{BASE}r"), resource))
    duration = pathway.by_id["goal"].duration
    assert isinstance(duration, pp.Duration)
    assert (duration.likely, duration.unit.value) == expected


@pytest.mark.parametrize("text", ["two years", "2Y", "P", "PT", "P1X", "", "P-1Y"])
def test_a_length_that_is_none_is_unknown(text: str) -> None:
    """What is no ISO 8601 duration is kept and named, and the length stays unknown."""
    resource = {"@id": f"{BASE}r", "@type": "ceterms:Course",
                "ceterms:estimatedDuration": {"ceterms:exactDuration": text}}  # fmt: skip
    pathway, report = pp.read_ctdl(document(part("goal", proxyFor=f"{BASE}r"), resource))
    assert pathway.by_id["goal"].duration is pp.UNKNOWN
    assert codes(report) & {"CT104", "CT301"}
    assert not text or json.dumps(text) in report.kept


@pytest.mark.parametrize(
    ("price", "currency", "code"),
    [("about a thousand", "USD", "CT105"), (-5, "USD", "CT105"), (100, "EUR", "CT106")],
)
def test_a_price_that_cannot_be_used_is_unknown(price: Any, currency: str, code: str) -> None:
    """Words, less than nothing and another currency are no price, and are named."""
    profiles = [
        {"@type": "ceterms:CostProfile", "ceterms:price": amount, "ceterms:currency": money}
        for amount, money in ((price, currency), (1, "USD"), (2, "USD"))
    ]
    resource = {"@id": f"{BASE}r", "@type": "ceterms:Course", "ceterms:estimatedCost": profiles}
    pathway, report = pp.read_ctdl(document(part("goal", proxyFor=f"{BASE}r"), resource))
    known = [cost.amount for cost in pathway.by_id["goal"].costs]
    assert [one.likely for one in known if isinstance(one, pp.Estimate)] == [1, 2]
    assert (pp.UNKNOWN in known) is (code == "CT105")
    losses = [loss for loss in report.losses if loss.code == code]
    assert {loss.what.partition(":")[2] for loss in losses} == {"price", "currency"}
    assert {place.path for loss in losses for place in loss.places} == {
        "@graph[2].ceterms:estimatedCost[0]"
    }
    assert "CT101" not in codes(report), "what is used of the others has a place"


def test_a_fee_that_comes_later_is_no_price_and_is_not_told_as_taken() -> None:
    """What is paid for another attempt or a renewal is kept, with all that is said of it."""
    kind = {"@type": "ceterms:CredentialAlignmentObject",
            "ceterms:targetNode": {"@id": "costType:RenewalFee"}}  # fmt: skip
    profile = {"@type": "ceterms:CostProfile", "ceterms:price": 90, "ceterms:directCostType": kind}
    resource = {"@id": f"{BASE}r", "@type": "ceterms:Course", "ceterms:estimatedCost": [profile]}
    pathway, report = pp.read_ctdl(document(part("goal", proxyFor=f"{BASE}r"), resource))
    assert [cost.amount for cost in pathway.by_id["goal"].costs] == [pp.UNKNOWN]
    fates = {loss.what: loss.fate.value for loss in report.losses}
    assert (fates["ceterms:price"], fates["ceterms:targetNode"]) == ("kept", "kept")


def test_one_end_that_is_no_length_leaves_no_length() -> None:
    """From a month to a text is no span; both ends are kept, each with its reason."""
    length = {"ceterms:minimumDuration": "P1M", "ceterms:maximumDuration": "long"}
    resource = {"@id": f"{BASE}r", "@type": "ceterms:Course", "ceterms:estimatedDuration": [length]}
    pathway, report = pp.read_ctdl(document(part("goal", proxyFor=f"{BASE}r"), resource))
    assert pathway.by_id["goal"].duration is pp.UNKNOWN
    assert {
        (loss.what.partition(":")[2], loss.why) for loss in report.losses if loss.code == "CT104"
    } == {
        ("minimumDuration", "Its other end is not known."),
        ("maximumDuration", "'long' is not an ISO 8601 duration."),
    }
    assert "CT101" not in codes(report)


def test_levels_become_stages_in_their_order() -> None:
    """Parts stand on the levels of a progression model, ordered by what precedes."""
    levels = [
        {"@id": f"{BASE}{name}", "@type": "asn:ProgressionLevel",
         "skos:prefLabel": {"en-US": name}, **({"ceterms:precedes": BASE + after} if after else {})}
        for name, after in (("Top", ""), ("Low", "Mid"), ("Mid", "Top"))
    ]  # fmt: skip
    goal = part("goal", asn__hasProgressionLevel=f"{BASE}Top",
                hasCondition=condition("a", number=1))  # fmt: skip
    pathway, _ = pp.read_ctdl(
        document(goal, part("a", asn__hasProgressionLevel=f"{BASE}Low"), *levels)
    )
    assert pathway.stages == ("Low", "Top")
    assert pathway.by_id["a"].stage == "Low"


def test_constraints_are_told_and_kept() -> None:
    """What a condition compares is written for people, and stays in what is kept."""
    rule = {"@type": "ceterms:Constraint", "ceterms:leftSource": "ceterms:yearsOfExperience",
            "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": "3"}  # fmt: skip
    goal = part("goal", hasCondition=condition("a", number=1, hasConstraint=[rule]))
    pathway, report = pp.read_ctdl(document(part("a"), goal))
    assert "yearsOfExperience is at least 3" in pathway.by_id["goal"].note
    assert "CT102" in codes(report)
    assert "compare:GTEQ" in report.kept


def test_languages_are_chosen_and_kept() -> None:
    """The pathway takes one language; the others stay beside it."""
    goal = part("goal") | {"ceterms:name": {"es": "Meta", "en-US": "Goal"}}
    pathway, report = pp.read_ctdl(document(part("a"), goal))
    assert pathway.by_id["goal"].title == "Goal"
    assert "Meta" in report.kept
    assert "CT111" in codes(report)


def test_expanded_and_plain_documents_are_the_same() -> None:
    """JSON-LD in its expanded form gives the same pathway."""
    from pyld import jsonld

    from pathplanner.ctdl.words import own_context

    tree = json.loads(document(part("a"), part("goal", hasCondition=condition("a", number=1))))
    expanded = jsonld.expand(tree | {"@context": own_context()})
    assert pp.read_ctdl(json.dumps(expanded))[0] == pp.read_ctdl(json.dumps(tree))[0]


@pytest.mark.parametrize("signed", [False, True])
def test_envelopes_are_opened(signed: bool) -> None:
    """A registry envelope is read, and the report says that no signature was checked."""
    import base64

    text = document(part("a"), part("goal", hasCondition=condition("a", number=1)))
    body = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    envelope: dict[str, Any] = {"envelope_id": "1", "resource": f"e30.{body}.sig"}
    if not signed:
        envelope["decoded_resource"] = json.loads(text)
    pathway, report = pp.read_ctdl(json.dumps(envelope))
    assert pathway == pp.read_ctdl(text)[0]
    assert "CT222" in codes(report)


def test_one_of_several_pathways_is_taken() -> None:
    """The first is taken with a warning, or the one that is named."""
    tree = json.loads(document(part("goal"), part("other", isPartOf=f"{BASE}way2")))
    second = {"@id": f"{BASE}way2", "@type": "ceterms:Pathway", "ceterms:name": "Second",
              "ceterms:hasDestinationComponent": f"{BASE}other"}  # fmt: skip
    tree["@graph"] += [second]
    text = json.dumps(tree)
    first, report = pp.read_ctdl(text)
    assert first.title == "Way"
    assert "CT218" in codes(report)
    named, _ = pp.read_ctdl(text, pathway="Second")
    assert (named.title, [step.id for step in named.steps]) == ("Second", ["other"])
    with pytest.raises(pp.InputError, match="no pathway 'Third'"):
        pp.read_ctdl(text, pathway="Third")


def test_a_context_of_ones_own_is_used() -> None:
    """Words that a given context explains are read by it; without it they are guessed."""
    tree = json.loads(document(part("goal")))
    tree["@context"] = "https://example.org/context"
    tree["@graph"][0]["caption"] = {"@value": "Way", "@language": "en"}
    del tree["@graph"][0]["ceterms:name"]
    text = json.dumps(tree)
    own = {"@context": {"caption": "https://purl.org/ctdl/terms/name"}}
    for contexts in ({"https://example.org/context": own}, {"": own}):
        pathway, report = pp.read_ctdl(text, contexts=contexts)
        assert pathway.title == "Way"
        assert not codes(report) & {"CT202", "CT203"}
    assert {"CT202", "CT203", "CT213"} <= codes(pp.read_ctdl(text)[1])


def coded(code: str) -> dict[str, Any]:
    """Return the node that names a code."""
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:codedNotation": code}


def test_codes_of_programs_and_occupations_are_taken() -> None:
    """CIP codes of the pathway and of what parts stand for are taken, and O*NET's longer codes."""
    program = {
        "@id": f"{BASE}program", "@type": "ceterms:LearningProgram",
        "ceterms:instructionalProgramType": [coded("51.0713"), coded("nonsense")],
    }  # fmt: skip
    job = part("goal", "Job", occupationType=coded("29-2072.00"))
    job["ceterms:hasCondition"] = condition("a", number=1)
    text = document(
        part("a", proxyFor=f"{BASE}program"), job, program,
        instructionalProgramType=[coded("51.07")],
    )  # fmt: skip
    pathway, report = pp.read_ctdl(text)
    assert pathway.codes == ("cip:51.07",)
    assert pathway.by_id["a"].codes == ("cip:51.0713",)
    assert pathway.by_id["goal"].codes == ("onet:29-2072.00",)
    assert pathway.by_id["goal"].occupation == "29-2072"
    written, _ = pp.write_ctdl(pathway, report.kept)
    assert pp.read_ctdl(written)[0] == pathway
    assert "nonsense" in written
    fresh = pp.write_ctdl(pathway)[0]
    [top] = [one for one in json.loads(fresh)["@graph"] if one["@type"] == "ceterms:Pathway"]
    assert top["ceterms:instructionalProgramType"]["ceterms:codedNotation"] == "51.07"
    assert pp.read_ctdl(fresh)[0] == pathway


def test_what_a_document_only_names_is_told_with_what_to_do() -> None:
    """What stands in other documents is kept and told as not here; words are no code."""
    goal = part("goal", proxyFor=f"{BASE}r", hasCondition=f"{BASE}c",
                occupationType=[{"ceterms:targetNodeName": {"en-US": "Welder"}}],
                asn__hasProgressionLevel=f"{BASE}level")  # fmt: skip
    _, report = pp.read_ctdl(document(goal))
    found = {(loss.what.partition(":")[2], loss.code, loss.fate.value) for loss in report.losses}
    assert {
        ("proxyFor", "CT114", "kept"),
        ("hasProgressionLevel", "CT114", "kept"),
        ("hasCondition", "CT113", "kept"),
        ("occupationType", "CT115", "kept"),
    } <= found
    assert not {what for what, code, _ in found if code in ("CT001", "CT101")} & {
        "proxyFor", "hasProgressionLevel", "hasCondition", "occupationType",
    }  # fmt: skip
    kept = json.loads(report.kept)["@graph"][1]
    assert kept["ceterms:hasCondition"] == [f"{BASE}c"]


def test_how_much_is_learned_for_a_badge_is_not_known() -> None:
    """A credential of which nothing is stated is not said to take no study."""
    pathway, report = pp.read_ctdl(document(part("goal", "Credential")))
    assert pathway.by_id["goal"].study_hours is pp.UNKNOWN
    assert pp.plan(pathway, pp.Learner("2027-01-04")).steps[0].study_hours is None
    assert pp.read_ctdl(pp.write_ctdl(pathway, report.kept)[0])[0] == pathway
