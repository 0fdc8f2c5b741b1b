"""What travels inside a report, against the schema that is published for those who read it."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator, ValidationError
from tests.report import small
from tests.report.test_kinds import material as whole

from assure.model.evidence import as_json, schema_text
from assure.report.kinds import Material
from assure.service.evidence import evidence_of
from assure.service.reviews import travelling
from assure.service.rulebook import of_review

SCHEMA = Draft202012Validator(json.loads(schema_text()))


def inside(material: Material) -> Any:
    document = travelling(material.review)
    return json.loads(
        as_json(
            evidence_of(
                material.review,
                material.assessment,
                of_review(material.review),
                document,
                report="assurance",
                edition=material.edition,
                comparison=material.comparison,
                course=material.course,
                questions=material.questions,
            )
        )
    )


@pytest.mark.parametrize("edition", ["board", "full"])
def test_evidence_is_as_its_schema_says(edition: Literal["board", "full"]) -> None:
    evidence = inside(whole(edition))
    SCHEMA.validate(evidence)
    assert all(evidence[part] for part in ("facts", "rules", "findings", "ratings", "measures"))


def test_evidence_of_next_to_nothing_is_too() -> None:
    SCHEMA.validate(inside(small.small(0, "as it is", "board")))


@pytest.mark.parametrize(
    ("part", "instead"),
    [("edition", None), ("review_digest", 5), ("findings", [{}]), ("facts", "none")],
)
def test_the_schema_refuses_what_it_does_not_describe(part: str, instead: object) -> None:
    changed = {**inside(small.small(1, "as it is", "board")), part: instead}
    with pytest.raises(ValidationError):
        SCHEMA.validate(changed)
