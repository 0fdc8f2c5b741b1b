"""What travels inside a report, against the schema that is published for those who read it."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator, ValidationError
from tests.assess.build import action, cell, owner, plan, review
from tests.report import small
from tests.report.test_kinds import material as whole

from assure.model.evidence import as_json, schema_text
from assure.model.values import OwnerKind
from assure.report.kinds import Material
from assure.service.evidence import evidence_of
from assure.service.judge import for_edition, judge
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


def owner_of_the_action(edition: Literal["board", "full"]) -> tuple[Any, Any]:
    """What the evidence tells of the owner of an action: the value, and the cells it rests on."""
    written = {"owner": cell("F8", "Officer A"), "due": cell("G8", "asked of Officer A")}
    of = for_edition(
        review(plan(action(owner=owner(OwnerKind.PERSON, "Officer A"), seen=written))), edition
    )
    told = inside(Material(of, judge(of), edition))
    (fact,) = (fact for fact in told["facts"] if fact["subject"] == "action")
    assert (edition == "full") == ("Officer A" in json.dumps(told))
    return fact["values"]["owner"], [fact["places"][n]["text"] for n in fact["seen"]["owner"]]


def test_a_fact_tells_the_words_of_each_cell_that_a_value_rests_on() -> None:
    assert owner_of_the_action("full") == ("Officer A", ["Officer A"])


def test_the_cells_of_the_board_s_edition_name_nobody() -> None:
    assert owner_of_the_action("board") == ("named officer 1", ["named officer 1"])


@pytest.mark.parametrize(
    ("part", "instead"),
    [("edition", None), ("review_digest", 5), ("findings", [{}]), ("facts", "none")],
)
def test_the_schema_refuses_what_it_does_not_describe(part: str, instead: object) -> None:
    changed = {**inside(small.small(1, "as it is", "board")), part: instead}
    with pytest.raises(ValidationError):
        SCHEMA.validate(changed)
