"""Plans, reviews and words for the tests of the forms."""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import cache
from typing import Any

from docx import Document
from tests.demonstration import anycity

from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind
from assure.model.values import Owner, OwnerKind, When, WhenKind
from assure.report.kinds import Kind, Material
from assure.report.render import Edition
from assure.service.judge import for_edition, judge
from assure.service.report import html_of

AS_OF = dt.date(2026, 10, 31)
HOSTILE = '<script>alert(1)</script> {{7*7}} "><img src=x onerror=go()>'


@cache
def demonstration(edition: Edition = "board") -> Material:
    review = for_edition(anycity(), edition)
    return Material(review, judge(review), edition)


def material(plan: Plan, **more: Any) -> Material:
    review = Review(
        key="r", name="Review", kind=ReviewKind.MID_YEAR, as_of=AS_OF, plan=plan, **more
    )
    return Material(review, judge(review))


def answering(key: str, **values: Any) -> dict[str, Any]:
    """What a review needs so as to hold these answers to the shipped questionnaire."""
    asked = anycity().questionnaire(key)
    assert asked is not None
    answers = tuple(Answer(questionnaire=key, question=q, value=v) for q, v in values.items())
    return {"questionnaires": (asked,), "answers": answers}


def plan(*actions: Action, **more: Any) -> Plan:
    return Plan(key="p", title="A plan", partnership="Anytown", actions=actions, **more)


def action(ref: str, title: str = "Open a hub", **more: Any) -> Action:
    return Action(key=ref, ref=ref, title=title, **more)


def post(name: str) -> Owner:
    return Owner(kind=OwnerKind.POST, names=(name,))


def by(day: dt.date) -> When:
    return When(kind=WhenKind.DAY, earliest=day, latest=day, text=day.isoformat())


def words(kind: Kind, made_from: Material) -> str:
    """What a reader of the page reads."""
    page = html_of(kind, made_from, "paper")
    body = re.sub(r"(?s)<(style|title|head)\b.*?</\1>", " ", page)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def word_words(kind: Kind, made_from: Material) -> str:
    """What a reader of the Word document reads."""
    assert kind.word is not None
    document = Document(io.BytesIO(kind.word(made_from)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(texts).split())
