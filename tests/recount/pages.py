"""The pages of every kind of report, with the documents that travel with them. Like ``judged`` it
runs assure, and works nothing out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tests import demonstration
from tests.demonstration import review_of
from tests.recount.given import JSON
from tests.recount.judged import Case, case_of

from assure.model.evidence import as_json
from assure.report.kinds import Material, kind_named
from assure.service.challenge import questions_of
from assure.service.evidence import evidence_of
from assure.service.judge import for_edition
from assure.service.report import page_with_origins
from assure.service.reviews import travelling
from assure.service.rulebook import of_review

EDITION: Final = "board"
ASKED = 12


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
    whole = demonstration.material(EDITION)
    review, assessment = whole.review, whole.assessment
    questions = questions_of(review, assessment, ASKED)
    material = replace(whole, questions=questions)
    document = travelling(review)
    evidence = evidence_of(
        review,
        assessment,
        of_review(review),
        document,
        report="assurance",
        edition=EDITION,
        facts=material.facts,
        comparison=material.comparison,
        questions=questions,
        course=material.course,
    )
    own = case_of("anycity, board", review)
    return Made(material, own, json.loads(document)["review"], json.loads(as_json(evidence)))


@cache
def side(name: str) -> Case:
    """One of the two compared reviews, as the edition shows it."""
    return case_of(name, for_edition(review_of(name), EDITION))


@cache
def page(kind: str) -> str:
    return page_with_origins(kind_named(kind), made().material)
