"""Reviews and what assure says of them, for the tests: the only module here that runs assure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from tests.demonstration import anycity, review_of
from tests.recount.given import JSON, Given
from tests.recount.made import large, small
from tests.recount.rulebook import rulebook_of

from assure.model.assessment import Assessment
from assure.model.facts import Fact
from assure.model.review import Review
from assure.service.judge import judge
from assure.service.material import facts_for
from assure.service.reviews import review_document
from assure.service.rulebook import carrying, of_review

# Anycity as it is shown, its three kept reviews, a small plan and a large one.
NAMES = ("anycity", "mid-year-2026", "annual-2027", "mid-year-2027", "small", "large")


@dataclass(frozen=True)
class Case:
    """A review with its assessment and facts; ``told`` is the assessment as plain values."""

    name: str
    review: Review
    assessment: Assessment
    facts: tuple[Fact, ...]
    given: Given
    book: JSON
    told: JSON


@cache
def case(name: str) -> Case:
    return case_of(name, _review(name))


def case_of(name: str, review: Review) -> Case:
    """``review`` with the rules that judge it, as a frozen review carries them."""
    book = of_review(review)
    review = carrying(review, book)
    facts = facts_for(review, book)
    assessment = judge(review, rulebook=book, facts=facts)
    given = Given(json.loads(review_document(review)))
    told = assessment.model_dump()
    return Case(name, review, assessment, facts, given, rulebook_of(given), told)


def _review(name: str) -> Review:
    if name == "anycity":
        return anycity()
    if name == "small":
        return Review.model_validate(small())
    if name == "large":
        return _with_set_asides(large(json.loads(review_document(anycity()))["review"]))
    return review_of(name)


def _with_set_asides(document: JSON) -> Review:
    """Every seventh finding is set aside: some of them until a day that has passed."""
    review = Review.model_validate(document)
    findings = judge(review).findings[::7]
    asides = [
        {
            "fingerprint": finding.fingerprint,
            "code": finding.code,
            "ref": finding.ref,
            "because": "Agreed by the board",
            "by": "Plan lead",
            "at": "2027-03-01",
            "until": "2027-12-31" if place % 2 else "2027-04-30",
        }
        for place, finding in enumerate(findings)
    ]
    unused = {**asides[0], "fingerprint": "0" * 12}
    return Review.model_validate({**document, "set_asides": [*asides, unused]})
