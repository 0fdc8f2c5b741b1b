"""The board paper: what its reader finds under each head, and what its author must complete."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from docx import Document
from tests.report.test_kinds import material

from assure.model.assessment import Assessment
from assure.model.base import Seen
from assure.model.measures import OutcomeMeasures
from assure.model.outcomes import Outcome, Priority
from assure.model.plan import Plan
from assure.model.registers import Resource, Risk
from assure.model.review import Review
from assure.model.values import Money
from assure.report.committee import Items, Para, Part, roman
from assure.report.kinds import Material
from assure.report.kinds.board_paper import KIND, details, paper
from assure.service.report import html_of

SEEN = {"ref": Seen(file="plan.xlsx", sheet="Plan", cell="A2", text="1")}


def texts(part: Part, title: str = "") -> list[str]:
    """The words of the part, or of one of its sections."""
    blocks = part.blocks if not title else ()
    for section in part.sections:
        if not title or title in section.title:
            blocks = (*blocks, *section.blocks)
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            found.append(f"{block.lead} {block.text}".strip())
        elif isinstance(block, Items):
            found.extend(block.lines)
    return found


def made(assessment: Assessment, review: Review, **plan: object) -> tuple[Part, ...]:
    changed = review.plan.model_copy(update=plan)
    return paper(Material(review.model_copy(update={"plan": changed}), assessment))


def test_it_has_the_parts_of_a_committee_report(assessment: Assessment, review: Review) -> None:
    assert [part.title for part in made(assessment, review)] == [
        "Reason for this paper",
        "Recommendations",
        "Background",
        "Progress by priority",
        "Implications",
        "Conclusion",
    ]


def test_each_recommendation_says_who_and_by_when(assessment: Assessment, review: Review) -> None:
    _, recommendations, *_ = made(assessment, review)
    asks, first, *_, last = texts(recommendations)
    decision = assessment.decisions[0]
    assert asks == "The board is asked to:"
    assert decision.who.lower() in first, "within a sentence"
    assert first[0].islower()
    assert last == (
        "note the progress of each priority (section 4) and its implications (section 5)."
    )


def test_without_a_decision_it_only_asks_to_note(bare: Assessment, review: Review) -> None:
    reason, recommendations, *_ = made(bare, review)
    assert "It asks for no decision." in texts(reason)[0]
    assert texts(recommendations) == [
        "The board is asked to note the progress of each priority (section 4) and its implications "
        "(section 5)."
    ]


def test_where_no_indicator_is_measured_the_partnership_is_quoted(
    bare: Assessment, review: Review
) -> None:
    told = OutcomeMeasures(
        ref="1", title="Warm homes", actions=2, open_actions=2, with_findings=0, with_high=0,
        findings=0, high=0, medium=0, low=0, story="Rents have risen since spring.",
    )  # fmt: skip
    silent = told.model_copy(update={"ref": "2", "story": ""})
    assessment = bare.model_copy(
        update={"measures": bare.measures.model_copy(update={"outcomes": (told, silent)})}
    )
    progress = made(assessment, review)[3]
    assert texts(progress) == [
        "Outcome 1. No indicator measures it, so its progress is told in the partnership’s own "
        "words: “Rents have risen since spring.”",
        "Outcome 2. No indicator measures it, and the plan gives no account of it, so its progress "
        "cannot be told.",
    ]


def test_an_outcome_of_two_priorities_is_told_once(assessment: Assessment, review: Review) -> None:
    first = assessment.measures.outcomes[0].ref
    priorities = tuple(Priority(key=r, ref=r, title=f"Priority {r}") for r in ("P1", "P2"))
    outcome = Outcome(key="o", ref=first, title="One", priorities=("P1", "P2"), seen=SEEN)
    progress = made(assessment, review, priorities=priorities, outcomes=(outcome,))[3]
    assert [section.title for section in progress.sections] == [
        "P1 Priority P1",
        "P2 Priority P2",
        "Outcomes of no priority",
    ]
    assert f"Outcome {first} serves this priority too, and is told under P1." in texts(
        progress, "P2"
    )


def test_what_the_plan_is_silent_on_is_left_to_the_author(bare: Assessment, review: Review) -> None:
    implications = made(bare, review)[4]
    assert [section.title[:3] for section in implications.sections] == [
        f"({letter})" for letter in "abcdefgh"
    ]
    silent = implications.sections[1:]
    for section in silent:
        nothing, settle = section.blocks
        assert isinstance(nothing, Para)
        assert nothing.text.startswith("No entry or finding is marked as being about ")
        assert isinstance(settle, Para)
        assert settle.to_complete


def test_money_property_and_risks_are_told_from_the_plan(bare: Assessment, review: Review) -> None:
    resources = (
        Resource(key="a", ref="R1", what="Travel cards", kind="Money", actions=("1.5",),
                 amount=Money(text="£48,000"), status="Bid submitted"),
        Resource(key="b", ref="R2", what="Old library", kind="Premises", status="Lease signed"),
    )  # fmt: skip
    risks = (
        Risk(key="c", ref="K1", text="Rents rise", score=20, mitigation="Homes are bought"),
        Risk(key="d", ref="K2", text="Ballot is lost", score=25),
    )
    implications = made(bare, review, resources=resources, risks=risks)[4]
    assert texts(implications, "Financial") == [
        "The plan names one sum of money, which is not confirmed.",
        "Travel cards (£48,000), for 1.5: Bid submitted.",
    ]
    assert texts(implications, "Property") == ["Old library: Lease signed."]
    assert texts(implications, "Risk") == [
        "The plan names two open risks. The highest by the plan’s own score:",
        "K2 Ballot is lost, scored 25: no mitigation is written down.",
        "K1 Rents rise, scored 20: Homes are bought.",
    ]


def test_the_page_and_the_word_document_say_the_same(
    assessment: Assessment, review: Review
) -> None:
    material = Material(review, assessment)
    assert KIND.word is not None
    document = Document(io.BytesIO(KIND.word(material)))
    words = " ".join(p.text.replace("\t", " ") for p in document.paragraphs)
    page = re.sub(r"<[^>]+>", "", html_of(KIND, material))
    for part in paper(material):
        for line in texts(part):
            assert line.split(": ")[-1] in words
    assert "To be completed: Name those who were consulted" in words
    assert "To be completed: Name those who were consulted" in page
    assert document.sections[0].footer.paragraphs[0].text.startswith("Board paper, ")
    assert ("Author", "") in details(material)
    assert KIND.word(material) == KIND.word(material)


def test_names_of_usual_length_stand_whole() -> None:
    """Titles of indicators and the key of a review: a paper that cites half a key cites nothing."""
    made = material("board")
    key = "anycity-annual-review-2027-annual-2027-04-30"
    named = made.assessment.model_copy(update={"review": key})
    page = html_of(KIND, replace(made, assessment=named))
    words = re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", page, flags=re.DOTALL))
    assert f"The review {key}, judged by rulebook" in words
    assert "…" not in words


def test_hostile_words_stay_words(assessment: Assessment, review: Review) -> None:
    bad = "<script>alert(1)</script>"
    plan = Plan(
        key="x", title=bad, priorities=(Priority(key="p", ref="P1", title=bad, lead=bad),),
        resources=(Resource(key="r", ref="R", what=bad, kind="money", status="=1+1\x0b"),),
    )  # fmt: skip
    material = Material(review.model_copy(update={"plan": plan}), assessment)
    assert bad not in html_of(KIND, material)
    assert KIND.word is not None
    assert Document(io.BytesIO(KIND.word(material))).paragraphs


def test_marks_of_a_counted_list() -> None:
    assert [roman(n) for n in (1, 4, 9, 14)] == ["i", "iv", "ix", "xiv"]
