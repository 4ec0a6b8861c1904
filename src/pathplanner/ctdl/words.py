"""The words of CTDL that are known here: prefixes, classes, and old words with their new ones.

The schema of August 2026 is what is written. Registry output, published examples and drafts
use words of 2018 to 2024; all of them are read. Words stand in their short form, with the
prefix of Credential Engine's own context.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

CONTEXT_URL = "https://credreg.net/ctdl/schema/context/json"
"""The context that is named in what is written; it is never fetched."""

UNPREFIXED = "urn:pathplanner:unprefixed:"
"""Words without a prefix that CTDL does not have get this one, so that they are not lost."""

OWN = "urn:pathplanner:ctdl:"
"""The namespace of what a pathway says and CTDL has no word for."""

_VOCABULARIES = (
    "accommodation actionStat agentSector agreementCat alignment array assessMethod assessUse "
    "audience audLevel claimType collectionCategory compare costType credentialStat creditUnit "
    "deliveryType financialAid inputType learnMethod lifeCycle logic lrEvidence lrMethod "
    "lrOutcome lrSource orgType residency scheduleFrequency scheduleTiming score serviceType "
    "statementCat support"
)

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "ceterms": "https://purl.org/ctdl/terms/",
        "ceasn": "https://purl.org/ctdlasn/terms/",
        "asn": "http://purl.org/ASN/schema/core/",
        "qdata": "https://credreg.net/qdata/terms/",
        "meta": "http://credreg.net/meta/terms/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vann": "http://purl.org/vocab/vann/",
        "vs": "https://www.w3.org/2003/06/sw-vocab-status/ns#",
        "obi": "https://w3id.org/openbadges#",
        **{name: f"https://purl.org/ctdl/vocabs/{name}/" for name in _VOCABULARIES.split()},
    }
)

COMPONENTS = frozenset(
    f"ceterms:{kind}Component"
    for kind in (
        "Assessment Basic Cocurricular Collection Competency Course Credential Extracurricular "
        "Job Multi WorkExperience"
    ).split()
)
"""The classes of the parts of a pathway."""

PATHWAY, PATHWAY_SET = "ceterms:Pathway", "ceterms:PathwaySet"
CONDITION, CONSTRAINT = "ceterms:ComponentCondition", "ceterms:Constraint"

OLD_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "ceterms:SelectionComponent": "ceterms:BasicComponent",
        "ceterms:PathwayComponent": "ceterms:BasicComponent",
        "ceterms:Basic": "ceterms:BasicComponent",
        "ceterms:AssessmentProfileComponent": "ceterms:AssessmentComponent",
    }
)
"""Classes of parts that are gone, with those in whose place they are written."""

OLD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "ceterms:hasChild": "ceasn:hasChild",
        "ceterms:isChildOf": "ceasn:isChildOf",
        "ceterms:isParentOf": "ceasn:hasChild",
        "ceasn:hasPart": "ceterms:hasPart",
        "ceasn:isPartOf": "ceterms:isPartOf",
        "ceterms:isDestinationComponentFor": "ceterms:isDestinationComponentOf",
        "ceterms:preceeds": "ceterms:precedes",
        "ceterms:preceededBy": "ceterms:precededBy",
        "ceterms:hasRoot": "ceterms:hasDestinationComponent",
        "ceterms:isRootOf": "ceterms:isDestinationComponentOf",
        "ceterms:sourceItem": "ceterms:sourceData",
        "ceterms:logicalOperand": "ceterms:logicalOperator",
    }
)
"""Words of parts, pathways and conditions that are gone or misspelt, with the right ones."""

LINKS = frozenset(
    """
    ceterms:accreditedBy ceterms:address ceterms:assesses ceterms:audienceLevelType
    ceterms:audienceType ceterms:availableOnlineAt ceterms:commonConditions ceterms:commonCosts
    ceterms:comparator ceterms:componentDesignation ceterms:coPrerequisite ceterms:corequisite
    ceterms:costDetails ceterms:credentialStatusType ceterms:credentialType
    ceterms:creditLevelType ceterms:creditUnitType ceterms:creditValue ceterms:deliveryType
    ceterms:directCostType ceterms:entryCondition ceterms:estimatedCost
    ceterms:estimatedDuration ceterms:framework ceterms:hasCondition ceterms:hasConstraint
    ceterms:hasDestinationComponent ceterms:hasMember ceterms:hasPart ceterms:hasPathway
    ceterms:hasSupportService ceterms:identifier ceterms:identifierType ceterms:image
    ceterms:industryType ceterms:instructionalProgramType ceterms:isDestinationComponentOf
    ceterms:isMemberOf ceterms:isPartOf ceterms:isPreparationFor ceterms:isRequiredFor
    ceterms:jurisdiction ceterms:latestVersion ceterms:leftAction ceterms:leftSource
    ceterms:lifeCycleStatusType ceterms:logicalOperator ceterms:mainJurisdiction
    ceterms:nextVersion ceterms:occupationType ceterms:offeredBy ceterms:offeredIn
    ceterms:ownedBy ceterms:pointValue ceterms:precededBy ceterms:precedes
    ceterms:preparationFrom ceterms:prerequisite ceterms:previousVersion ceterms:programTerm
    ceterms:proxyFor ceterms:proxyForItems ceterms:recognizedBy ceterms:recommends
    ceterms:region ceterms:regulatedBy ceterms:relatedAction ceterms:renewal
    ceterms:residencyType ceterms:requires ceterms:rightAction ceterms:rightSource
    ceterms:sameAs ceterms:sourceData ceterms:subject ceterms:subjectWebpage
    ceterms:submissionOf ceterms:targetAssessment ceterms:targetCompetency
    ceterms:targetComponent ceterms:targetCredential ceterms:targetLearningOpportunity
    ceterms:targetNode ceterms:targetPathway ceterms:url ceterms:versionIdentifier
    ceterms:hasPrimaryPathway
    ceterms:hasChild ceterms:isChildOf ceterms:isParentOf ceasn:hasPart
    ceterms:isDestinationComponentFor ceterms:preceeds ceterms:preceededBy ceterms:hasRoot
    ceterms:isRootOf ceterms:sourceItem
    ceasn:hasChild ceasn:isChildOf ceasn:isPartOf ceasn:hasTopChild ceasn:isTopChildOf
    ceasn:inProgressionModel ceasn:publisher ceasn:creator ceasn:source
    asn:hasProgressionLevel asn:hasProgressionModel
    skos:broader skos:hasTopConcept skos:inScheme skos:narrower skos:related skos:topConceptOf
    """.split()
)
"""Words whose values are addresses or nodes, also where they are written as plain texts."""

TEXTS = frozenset(
    """
    ceterms:addressCountry ceterms:addressLocality ceterms:addressRegion ceterms:alternateName
    ceterms:assessmentMethodDescription ceterms:componentCategory ceterms:condition
    ceterms:contactType ceterms:creditUnitTypeDescription ceterms:description
    ceterms:experience ceterms:frameworkName ceterms:identifierTypeName ceterms:keyword
    ceterms:name ceterms:paymentPattern ceterms:processMethodDescription
    ceterms:streetAddress ceterms:subRegion ceterms:submissionOfDescription
    ceterms:targetNodeDescription ceterms:targetNodeName
    ceasn:comment ceasn:competencyLabel ceasn:competencyText ceasn:description ceasn:name
    dct:description rdfs:comment rdfs:label schema:description
    skos:altLabel skos:definition skos:note skos:prefLabel
    """.split()
)
"""Words whose values are texts by language."""

PLAIN = frozenset(
    """
    ceterms:codedNotation ceterms:courseCode ceterms:ctid ceterms:currency
    ceterms:identifierValueCode ceterms:price ceterms:requiredConstraints
    ceterms:requiredNumber ceterms:exactDuration ceterms:minimumDuration
    ceterms:maximumDuration ceterms:timeRequired ceterms:renewalFrequency
    ceterms:minimumAge ceterms:yearsOfExperience ceterms:globalJurisdiction
    ceterms:leftOperand ceterms:operand ceterms:rightOperand ceterms:logicalOperand
    """.split()
)
"""Words whose values are numbers, codes and days."""

CLASSES = (
    COMPONENTS
    | frozenset(OLD_CLASSES)
    | {PATHWAY, PATHWAY_SET, CONDITION, CONSTRAINT}
    | frozenset(
        """
        ceterms:Certification ceterms:Course ceterms:AssessmentProfile ceterms:Assessment
        ceterms:LearningProgram ceterms:CostProfile ceterms:DurationProfile
        ceterms:ConditionProfile ceterms:ValueProfile ceterms:CredentialAlignmentObject
        ceterms:IdentifierValue ceterms:JurisdictionProfile
        skos:Concept skos:ConceptScheme asn:ProgressionModel asn:ProgressionLevel
        """.split()
    )
)
"""Classes that are also understood without their prefix."""

MANY = frozenset(
    f"ceterms:{name}"
    for name in (
        "hasCondition targetComponent hasPart isPartOf hasDestinationComponent "
        "isDestinationComponentOf hasConstraint estimatedCost estimatedDuration renewal "
        "occupationType creditValue identifier precededBy precedes ownedBy requires leftSource "
        "rightSource"
    ).split()
) | {"ceasn:hasChild", "ceasn:isChildOf"}
"""Words that are written as lists, even of one."""

CREDENTIALS: Mapping[str, str] = MappingProxyType(
    {
        "ceterms:SecondarySchoolDiploma": "diploma",
        "ceterms:GeneralEducationDevelopment": "diploma",
        "ceterms:Diploma": "diploma",
        "ceterms:License": "license",
        "ceterms:AcademicCertificate": "program",
        "ceterms:ApprenticeshipCertificate": "program",
        "ceterms:JourneymanCertificate": "license",
        "ceterms:MasterCertificate": "license",
    }
)
"""Kinds of steps by class of credential; a degree is a program, all else a credential."""


@lru_cache(maxsize=10_000)
def short(iri: str) -> str:
    """Return an address in its short form, such as `ceterms:name`, where it has one."""
    cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
    prefix = _BY_ADDRESS.get(_as_https(iri[:cut]))
    return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri


def whole(word: str) -> str:
    """Return the whole address of a word in its short form."""
    prefix, colon, name = word.partition(":")
    return PREFIXES[prefix] + name if colon and prefix in PREFIXES else word


def name_of(word: str) -> str:
    """Return the last part of a word or an address, for a person to read."""
    return word.rstrip("/#").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] or word


def _as_https(address: str) -> str:
    # Both spellings are found, in one document even.
    return f"https:{address[5:]}" if address.startswith("http:") else address


_BY_ADDRESS = {_as_https(address): prefix for prefix, address in PREFIXES.items()}


def own_context() -> dict[str, object]:
    """Return the JSON-LD context that stands in for CTDL's, which is never fetched.

    Where CTDL's own leaves words without a prefix out, this one reads those that CTDL has, and
    gives the others the prefix `UNPREFIXED`.
    """
    context: dict[str, object] = {**PREFIXES, "id": "@id", "type": "@type", "@vocab": UNPREFIXED}
    for word in sorted(TEXTS):
        context[word] = {"@id": whole(word), "@container": "@language"}
    for word in sorted(LINKS):
        context[word] = {"@id": whole(word), "@type": "@id"}
    for word in sorted(PLAIN):
        context[word] = {"@id": whole(word)}
    for word in sorted(CLASSES):
        context[word] = context[word.partition(":")[2]] = {"@id": whole(word)}
    for word in sorted(TEXTS | LINKS | PLAIN):
        prefix, _, name = word.partition(":")
        if prefix == "ceterms" or name.startswith("hasProgression"):
            context[name] = context[word]
    return context
