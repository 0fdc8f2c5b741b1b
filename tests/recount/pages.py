"""The pages of every kind of report, with the documents that travel with them. Like ``judged`` it
runs assure, and works nothing out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from tests.recount.given import JSON
from tests.recount.judged import Case, case_of

from assure.model.comparison import Comparison
from assure.model.evidence import as_json
from assure.report.kinds import Material, kind_named
from assure.service.challenge import questions_of
from assure.service.compare import Chosen, compared
from assure.service.demo import anycity, review_of
from assure.service.evidence import evidence_of
from assure.service.judge import for_edition, judge
from assure.service.material import facts_for
from assure.service.over_time import Before, over_time_of
from assure.service.report import page_with_origins
from assure.service.reviews import review_document
from assure.service.rulebook import of_review
from assure.shelf.settings import Settings

EDITION = "board"
ASKED = 12
OLDER, NEWER = "mid-year-2026", "annual-2027"


@dataclass(frozen=True)
class Made:
    """What pages are made from, and the two documents that they point into."""

    material: Material
    case: Case
    review: JSON
    evidence: JSON


@cache
def made() -> Made:
    """Of Anycity's mid-year review, with what moved between two of its kept ones."""
    review = for_edition(anycity(), EDITION)
    book = of_review(review)
    facts = facts_for(review, book)
    assessment = judge(review, rulebook=book, facts=facts)
    questions = questions_of(review, assessment, ASKED)
    before = Before(Chosen(review_of(OLDER), review_of(NEWER)), (review_of(OLDER),))
    course = over_time_of(review, review, assessment, before, comparison(), Settings())
    material = Material(review, assessment, EDITION, comparison(), questions, facts, course)
    document = review_document(review)
    evidence = evidence_of(
        review,
        assessment,
        book,
        document,
        report="assurance",
        edition=EDITION,
        facts=facts,
        comparison=material.comparison,
        questions=questions,
        course=course,
    )
    own = case_of("anycity, board", review)
    return Made(material, own, json.loads(document)["review"], json.loads(as_json(evidence)))


@cache
def comparison() -> Comparison:
    return compared(Chosen(review_of(OLDER), review_of(NEWER)), Settings(), edition=EDITION)


@cache
def side(name: str) -> Case:
    """One of the two compared reviews, as the edition shows it."""
    return case_of(name, for_edition(review_of(name), EDITION))


@cache
def page(kind: str) -> str:
    return page_with_origins(kind_named(kind), made().material)
